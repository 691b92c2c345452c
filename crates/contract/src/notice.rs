//! What a person is told while no page of theirs is open, and how they want to be told: nothing before they said so.

use crate::id::CaseId;
use crate::time::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// Longest address of a mailbox, in characters (RFC 5321, 4.5.3.1.3).
pub const ADDRESS: usize = 254;
/// Most browsers of one person that are told.
pub const BROWSERS: usize = 10;
/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// What has happened to a case, as far as somebody is told who is not looking: never a word of anybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Notice {
    /// Somebody has it, and says when they write next.
    Taken,
    /// A visit can be chosen, was agreed, moved or called off by the centre.
    Visit,
    /// It goes on: another stage.
    Moved,
    /// The cause was found.
    Diagnosed,
    /// An estimate waits for a decision.
    Decide,
    /// Somebody wrote.
    Message,
    /// A promise was missed; who has it now.
    Missed,
    /// A dispute was answered, or went up.
    Dispute,
    /// Contact with managers was paused, or is open again.
    Contact,
    /// A bill, or money back.
    Money,
    /// It can be fetched.
    Ready,
    /// It is closed, with the cause.
    Closed,
}

impl Notice {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Taken,
        Self::Visit,
        Self::Moved,
        Self::Diagnosed,
        Self::Decide,
        Self::Message,
        Self::Missed,
        Self::Dispute,
        Self::Contact,
        Self::Money,
        Self::Ready,
        Self::Closed,
    ];

    /// The end of the texts' keys.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Visit => "visit",
            Self::Moved => "moved",
            Self::Diagnosed => "diagnosed",
            Self::Decide => "decide",
            Self::Message => "message",
            Self::Missed => "missed",
            Self::Dispute => "dispute",
            Self::Contact => "contact",
            Self::Money => "money",
            Self::Ready => "ready",
            Self::Closed => "closed",
        }
    }
}

/// When nobody is to be told, by the person's own clock: from and until a minute of the day. It may run over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quiet {
    /// It begins: minutes after midnight, below 1440.
    pub from: u16,
    /// It ends.
    pub to: u16,
}

impl Default for Quiet {
    fn default() -> Self {
        Self {
            from: 22 * 60,
            to: 7 * 60,
        }
    }
}

/// How a person wants to be told. `PUT /api/notices`; each channel is off until they say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wishes {
    /// By mail; only to an address that they have shown to be theirs.
    pub mail: bool,
    /// By the browsers that they have allowed to.
    pub push: bool,
    /// The agreed visit, by mail, for their calendar.
    pub calendar: bool,
    /// When not.
    pub quiet: Option<Quiet>,
    /// Their clock.
    pub zone: Zone,
    /// Their language: `en`, `de`, `nb`, `es`.
    pub lang: String,
}

impl Wishes {
    /// Nothing, by this clock and in this language: how everybody begins.
    pub fn none(zone: Zone, lang: &str) -> Self {
        Self {
            mail: false,
            push: false,
            calendar: false,
            quiet: Some(Quiet::default()),
            zone,
            lang: lang.to_owned(),
        }
    }

    /// Whether anything is wished for.
    pub fn any(&self) -> bool {
        self.mail || self.push || self.calendar
    }
}

/// `GET /api/notices`, and the answer to every change: what this server can, what the person wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notices {
    /// Whether this server sends mail.
    pub mail: bool,
    /// The key that browsers subscribe with (VAPID, RFC 8292): an uncompressed point on P-256, base64url. Absent where
    /// this server tells no browsers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<String>,
    /// What they want; absent until they have said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wishes: Option<Wishes>,
    /// Their mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox: Option<Mailbox>,
    /// The browsers that are told, the newest first.
    pub browsers: Vec<Browser>,
}

/// A person's mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mailbox {
    /// Its address.
    pub address: String,
    /// How it stands with it.
    pub state: MailboxState,
}

/// How it stands with a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MailboxState {
    /// A code was sent to it, and nobody has typed it yet.
    Waiting,
    /// Its owner has shown that it is theirs.
    Confirmed,
    /// Its server took no mail for it: the address is wrong, or gone.
    Refused,
}

/// `PUT /api/notices/mailbox`: a code of six digits is sent there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMailbox {
    /// Where.
    pub address: String,
    /// The language the code is sent in.
    pub lang: String,
}

/// `POST /api/notices/mailbox/confirmation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailCode {
    /// The six digits; spaces do not matter.
    pub code: String,
}

/// `PUT /api/notices/browser`: what a browser's push service gave it (RFC 8030, RFC 8291).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subscription {
    /// Where to send to; only to services that this server knows.
    pub endpoint: String,
    /// The browser's key: an uncompressed point on P-256, base64url.
    pub p256dh: String,
    /// The secret shared with it: 16 bytes, base64url.
    pub auth: String,
    /// What its owner knows it by: `Firefox, Android`.
    pub name: String,
}

/// A browser that is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Browser {
    /// The first 16 hex digits of its endpoint's SHA-256: a page finds itself by it.
    pub id: String,
    /// What its owner knows it by.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// `PUT /api/cases/{id}/seen`: a page has shown a case to somebody, who needs no telling any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seen {
    /// As far as this sequence of the case.
    pub seq: u32,
}

/// What a browser is told, as its service worker (public/sw.js) reads it. Its texts are the server's, in the person's
/// language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The case.
    pub case: CaseId,
    /// Where it stands when this is sent: of two that were sent the greater counts.
    pub seq: u32,
    /// The line in bold.
    pub title: String,
    /// The line below it.
    pub text: String,
}
