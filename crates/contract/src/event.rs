//! What the log holds: facts, chained by hash, with personal text sealed beside them.

use crate::appointment::Offer;
use crate::attachment::Attachment;
use crate::case::Stage;
use crate::command::{Drivable, Since, Surface};
use crate::estimate::{InvoiceLine, LineFacts, Refund};
use crate::id::{CaseId, CentreId, CommandId, LineId, PersonId};
use crate::manager::{Channel, Level, Outcome, Subject};
use crate::money::Money;
use crate::person::{Actor, Staff};
use crate::reward::Reward;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema events are written in. Older ones are upcast when read, never rewritten.
pub const SCHEMA: u16 = 1;

/// An event as a reader gets it: the chained link, its place in the store, and the sealed parts
/// meant for this reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Place in the store: gapless, given by the one writer. Not part of the chain.
    pub offset: u64,
    /// The chain's head after this event: 64 hex digits.
    pub hash: String,
    /// What is hashed.
    pub link: Link,
    /// Sealed texts this reader may read, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, String>,
}

/// The hashed part of an event. SHA-256 over its canonical JSON (RFC 8785) is the chain's next head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// The case.
    pub case: CaseId,
    /// From 1, gapless within the case.
    pub seq: u32,
    /// [`SCHEMA`] when it was written.
    pub schema: u16,
    /// The server's time.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// The command that caused it.
    pub cause: CommandId,
    /// The public part.
    pub body: Body,
    /// Digests of the sealed parts: they can be erased and the chain still be checked.
    pub sealed: Vec<Seal>,
    /// The head before: 64 hex digits, zeros for the first.
    pub prev: String,
}

/// A sealed part's place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seal {
    /// Which part: `vin`, `owner-name`, `concern-0`, `text`.
    pub name: String,
    /// SHA-256 over salt and text: 64 hex digits.
    pub digest: String,
}

/// The public part: what happened, without a word of anybody's own. What is sealed with it stands
/// beside each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Body {
    /// Sealed: `vin`, `owner-name`, `place`, `concern-N`, `signals` (JSON).
    Reported {
        /// The owner.
        owner: PersonId,
        /// The centre asked.
        centre: CentreId,
        /// Is it safe to drive?
        drivable: Drivable,
        /// Since when, for each concern in order.
        concerns: Vec<Since>,
        /// Urgent by rule.
        #[serde(default)]
        urgent: bool,
        /// The earlier case with the same fault.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repeat_of: Option<CaseId>,
        /// By then somebody takes it, or it goes up: the first promise is the maker's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Timestamp>,
    },
    /// The desk made visits for this case.
    Offered {
        /// They take the place of those before.
        offers: Vec<Offer>,
    },
    /// The owner took a visit, or moved to it. The case goes where the visit is.
    Booked {
        /// Which.
        offer: Offer,
    },
    /// The visit was called off.
    Cancelled {},
    /// The car is there.
    CheckedIn {},
    /// The centre took the case.
    Accepted {
        /// Who handles it from here.
        advisor: Staff,
        /// The first promise.
        next_update: Timestamp,
        /// The managers' contacts went to the owner with it.
        #[serde(default)]
        contacts: bool,
    },
    /// Somebody else has it from here.
    HandedOver {
        /// Who.
        advisor: Staff,
    },
    /// The next update comes by then.
    Promised {
        /// When.
        due: Timestamp,
    },
    /// A promise passed unmet: it went up.
    PromiseMissed {
        /// To whom.
        level: Level,
        /// When it goes further up, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        climbs_at: Option<Timestamp>,
    },
    /// The work moved on. Sealed: `text`.
    Progressed {
        /// Where it stands.
        stage: Stage,
        /// The next promise.
        next_update: Timestamp,
        /// Until when parts are waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// Sealed: `text`.
    Diagnosed {
        /// The component, in the words of the recall feed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// A manager signed "not covered" on a recalled component. Sealed: `reason`.
    Signed {
        /// The component.
        component: String,
        /// Numbers of the recalls that are open on it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        campaigns: Vec<String>,
    },
    /// Sealed: `note`, `title-<line>`, `reason-<line>`, `evidence-<line>`.
    Estimated {
        /// From 1.
        revision: u32,
        /// The lines.
        lines: Vec<LineFacts>,
        /// What the owner would pay for all of it.
        total: Money,
        /// The next promise.
        next_update: Timestamp,
    },
    /// The owner's recorded decision: when, who and how are in the link.
    Authorised {
        /// Of which revision.
        revision: u32,
        /// Lines approved.
        approved: Vec<LineId>,
        /// Lines declined.
        declined: Vec<LineId>,
        /// The cost this adds.
        added: Money,
        /// The approved total after it.
        total: Money,
        /// Where it was touched.
        surface: Surface,
    },
    /// Sealed: `text`.
    Disputed {
        /// From 1, within the case.
        number: u32,
        /// About what.
        subject: Subject,
        /// Which lines wait for the answer.
        lines: Vec<LineId>,
        /// It goes up when nobody has answered by then.
        answer_by: Timestamp,
    },
    /// Nobody answered in time.
    DisputeClimbed {
        /// Which.
        number: u32,
        /// Who has it now.
        level: Level,
        /// By when they answer.
        answer_by: Timestamp,
    },
    /// Sealed: `text`.
    DisputeAnswered {
        /// Which.
        number: u32,
        /// How.
        outcome: Outcome,
    },
    /// The owner called or wrote to a manager.
    Contacted {
        /// Whom.
        level: Level,
        /// How.
        channel: Channel,
        /// About what.
        subject: Subject,
    },
    /// A manager paused contact. Sealed: `reason`.
    ContactPaused {},
    /// The owner appealed against it. Sealed: `text`.
    ContactAppealed {
        /// Contact goes on by itself when nobody has answered by then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Timestamp>,
    },
    /// Contact goes on.
    ContactResumed {},
    /// Sealed: `text`.
    Messaged {},
    /// A photo or a video was added. The file is kept apart from the log.
    Attached {
        /// Which.
        file: Attachment,
    },
    /// The invoice, within what was approved.
    Invoiced {
        /// The lines.
        lines: Vec<InvoiceLine>,
        /// Their sum.
        total: Money,
    },
    /// The owner had paid for what a recall makes free.
    RefundFound {
        /// What.
        refund: Refund,
    },
    /// It went back.
    Refunded {
        /// By its invoice.
        invoice: String,
        /// And its component, where the invoice was for several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        component: Option<String>,
    },
    /// Sealed: `cause`, `remedy`.
    Closed {},
    /// The owner took the report back before a centre accepted it.
    Withdrawn {},
    /// The owner opened it again.
    Reopened {
        /// The next promise.
        next_update: Timestamp,
    },
    /// The owner answered the survey. What they said is not here.
    SurveyGiven {},
    /// The reward was claimed. Its code is not here.
    RewardClaimed {
        /// What.
        reward: Reward,
    },
    /// The shop took it.
    RewardRedeemed {},
    /// All that was sealed with this case is gone, and its files: by its owner's wish, or since its time was over.
    Erased {},
}

impl Body {
    /// The centre a case goes to with this event, where it goes anywhere.
    pub fn moves_to(&self) -> Option<&CentreId> {
        match self {
            Self::Reported { centre, .. } => Some(centre),
            Self::Booked { offer } => Some(&offer.centre),
            _ => None,
        }
    }
}
