//! The mail server that takes what is sent.

use super::letter::Letter;
use super::teller::Sent;
use crate::config::{MailConfig, Tls};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls as Wire, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// How long the server may take to answer.
const ANSWER: Duration = Duration::from_secs(20);
/// Answers of a server that say that there is no such mailbox, or none that takes mail (RFC 5321, 4.2.3; RFC 7504).
const NO_SUCH: [u16; 4] = [550, 551, 553, 556];

/// What reaches mailboxes.
pub struct Post {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

/// What every mail says of itself.
pub struct Envelope {
    /// Whom it is to.
    pub to: Address,
    /// Its number, the same however often it is sent.
    pub id: String,
    /// Where mails are ended without signing in (RFC 8058); a code ends by itself.
    pub off: Option<String>,
}

impl Post {
    /// As configured; `None` for what the check of a configuration refuses.
    pub fn new(config: &MailConfig) -> Option<Self> {
        let (host, port, tls) = config.way()?;
        let from: Mailbox = config.from.parse().ok()?;
        let wire = match tls {
            Tls::Never => Wire::None,
            Tls::Later => Wire::Required(TlsParameters::new(host.clone()).ok()?),
            Tls::AtOnce => Wire::Wrapper(TlsParameters::new(host.clone()).ok()?),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(wire)
            .timeout(Some(ANSWER))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let (Some(user), Some(name)) = (&config.user, &config.password_env) {
            let password = std::env::var(name).ok()?;
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Some(Self {
            from,
            transport: transport.build(),
        })
    }

    /// Whom mails are from.
    pub fn from(&self) -> &Address {
        &self.from.email
    }

    /// Sends a letter.
    pub async fn send(&self, envelope: Envelope, letter: &Letter) -> Sent {
        let Some(message) = self.message(envelope, letter) else {
            return Sent::Never;
        };
        match self.transport.send(message).await {
            Ok(_) => Sent::Done,
            Err(e) => {
                let code = e.status().map(u16::from);
                if code.is_some_and(|code| NO_SUCH.contains(&code)) {
                    return Sent::Refused;
                }
                // Its words may hold the address.
                tracing::warn!(code, "the mail server took no mail");
                Sent::Later
            }
        }
    }

    fn message(&self, envelope: Envelope, letter: &Letter) -> Option<Message> {
        let domain = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, envelope.to))
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{domain}>", envelope.id)))
            .date_now()
            .raw_header(raw("Auto-Submitted", "auto-generated")?)
            .raw_header(raw("Content-Language", letter.lang.code())?);
        if let Some(off) = envelope.off {
            message = message
                .raw_header(raw("List-Unsubscribe", &format!("<{off}>"))?)
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?);
        }
        let words = MultiPart::alternative_plain_html(letter.plain(), letter.html());
        let Some(invitation) = &letter.invitation else {
            return message.multipart(words).ok();
        };
        // As a part of its own for what reads invitations, as a file for what does not.
        let media = format!("text/calendar; charset=utf-8; method={}", invitation.method);
        let part = SinglePart::builder()
            .header(ContentType::parse(&media).ok()?)
            .body(invitation.text.clone());
        let file = Attachment::new("visit.ics".into())
            .body(invitation.text.clone(), ContentType::parse(&media).ok()?);
        let all = MultiPart::mixed()
            .multipart(words.singlepart(part))
            .singlepart(file);
        message.multipart(all).ok()
    }
}

fn raw(name: &str, value: &str) -> Option<lettre::message::header::HeaderValue> {
    use lettre::message::header::{HeaderName, HeaderValue};
    let name = HeaderName::new_from_ascii(name.to_owned()).ok()?;
    Some(HeaderValue::new(name, value.to_owned()))
}
