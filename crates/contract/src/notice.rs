//! What a person is told while no page of theirs is open, and how they want to be told: nothing before they said so.

use crate::id::CaseId;
use crate::time::Zone;
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

/// How a person wants to be told.
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

/// What a browser is told. Its text is made by the server, in the person's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Told {
    /// The case.
    pub case: CaseId,
    /// What has happened.
    pub notice: Notice,
    /// The line in bold.
    pub title: String,
    /// The line below it.
    pub text: String,
}
