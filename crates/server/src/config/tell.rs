//! How people are told of news while no page of theirs is open: the mail server, the push services.

use super::exposure::is_local;
use super::{Config, ConfigError, refuse};
use lettre::message::Mailbox;
use serde::Deserialize;

/// The mail server that takes what is sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// `smtps://mail.example`, or `smtp://mail.example:587`, which goes on in TLS (STARTTLS) or not at all. In the clear
    /// on loopback only.
    pub server: String,
    /// Whom mails are from: `Servicelane <service@service.example>`.
    pub from: String,
    /// The name to sign in with, where the server wants one.
    #[serde(default)]
    pub user: Option<String>,
    /// The environment variable with the password.
    #[serde(default)]
    pub password_env: Option<String>,
}

/// Web Push (RFC 8030).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushConfig {
    /// Whom a push service can turn to: `mailto:…` or `https://…` (RFC 8292).
    pub contact: String,
    /// The services that are sent to: a host and all below it, or one origin on loopback. What a browser names elsewhere
    /// is refused.
    #[serde(default = "services")]
    pub services: Vec<String>,
}

/// The services of the browsers there are: Chromium's, Firefox's, Safari's, Edge's.
fn services() -> Vec<String> {
    [
        "fcm.googleapis.com",
        "push.services.mozilla.com",
        "push.apple.com",
        "notify.windows.com",
    ]
    .map(str::to_owned)
    .to_vec()
}

impl MailConfig {
    /// How the server is reached: its host and port, and whether by TLS at once, later, or not at all.
    pub fn way(&self) -> Option<(String, u16, Tls)> {
        let (rest, port, tls) = match self.server.split_once("://")? {
            ("smtps", rest) => (rest, 465, Tls::AtOnce),
            ("smtp", rest) if is_local(rest) => (rest, 25, Tls::Never),
            ("smtp", rest) => (rest, 587, Tls::Later),
            _ => return None,
        };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (rest, port),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-[]:".contains(c);
        (!host.is_empty() && host.chars().all(plain)).then(|| (host.to_owned(), port, tls))
    }
}

/// When a mail server is spoken to in TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte.
    AtOnce,
    /// After STARTTLS.
    Later,
    /// Not on this machine.
    Never,
}

impl Config {
    pub(super) fn check_tell(&self) -> Result<(), ConfigError> {
        if let Some(mail) = &self.mail {
            if mail.way().is_none() {
                return Err(refuse(
                    "mail.server",
                    "must be like smtps://mail.example or smtp://mail.example:587",
                ));
            }
            if mail.from.parse::<Mailbox>().is_err() {
                return Err(refuse(
                    "mail.from",
                    "must be like Servicelane <service@service.example>",
                ));
            }
            let password = mail.password_env.as_deref();
            if password.is_some_and(|name| std::env::var(name).is_err()) {
                return Err(refuse(
                    "mail.password_env",
                    "names a variable that is not set",
                ));
            }
            if mail.user.is_some() != mail.password_env.is_some() {
                return Err(refuse("mail.user", "goes with password_env"));
            }
        }
        if let Some(push) = &self.push {
            let contact = &push.contact;
            if !["mailto:", "https://"]
                .iter()
                .any(|p| contact.starts_with(p))
            {
                return Err(refuse(
                    "push.contact",
                    "must begin with mailto: or https://",
                ));
            }
            for (i, service) in push.services.iter().enumerate() {
                let local = service.strip_prefix("http://").is_some_and(is_local);
                if !local && (service.contains('/') || service.contains(':')) {
                    let reason = "is a host, or http:// and a port of this machine";
                    return Err(refuse(format!("push.services[{i}]"), reason));
                }
            }
        }
        Ok(())
    }
}
