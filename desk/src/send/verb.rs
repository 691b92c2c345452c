//! What the desk can do with a case: the noun of each act's route, its name, and the rule that allows it now
//! or says why not. Its key is in [`crate::keys`].

use casework::{Refusal, Who, may};
use contract::case::Case;
use contract::manager::Level;
use contract::problem::Kind;
use i18n::{Key, k};

/// What the desk can do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Take it in, with the first promise.
    Accept,
    /// Promise the next update.
    Promise,
    /// Write to the owner.
    Message,
    /// Send photos and videos along.
    Attach,
    /// End it.
    Close,
    /// Make visits for it.
    Offer,
    /// The car is there.
    CheckIn,
    /// Say what was found.
    Diagnose,
    /// Send the estimate, or its next revision.
    Estimate,
    /// Say where the work stands.
    Progress,
    /// Charge what was approved.
    Invoice,
    /// Give it to a colleague.
    HandOver,
    /// Sign that a recalled component is not covered.
    Sign,
    /// Answer a dispute.
    Answer,
    /// Pause contact.
    Pause,
    /// End the pause.
    Resume,
    /// Say that money has gone back.
    Refund,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Accept,
        Self::Promise,
        Self::Message,
        Self::Attach,
        Self::Close,
        Self::Offer,
        Self::CheckIn,
        Self::Diagnose,
        Self::Estimate,
        Self::Progress,
        Self::Invoice,
        Self::HandOver,
        Self::Sign,
        Self::Answer,
        Self::Pause,
        Self::Resume,
        Self::Refund,
    ];

    /// Those with a button over the case and a key, as they stand together: what the owner hears, the visit,
    /// the work and its money, the end. The others stand beside what they are about.
    pub const GROUPS: [&'static [Self]; 4] = [
        &[Self::Accept, Self::Promise, Self::Message],
        &[Self::Offer, Self::CheckIn],
        &[
            Self::Diagnose,
            Self::Estimate,
            Self::Progress,
            Self::Invoice,
        ],
        &[Self::HandOver, Self::Close],
    ];

    /// All with a button over the case, in order.
    pub fn buttons() -> impl Iterator<Item = Self> {
        Self::GROUPS.into_iter().flatten().copied()
    }

    /// Whether its form stands on the case's page at all times, and is not opened.
    pub fn is_always_there(self) -> bool {
        matches!(self, Self::Message | Self::Attach)
    }

    /// The noun it makes, as the route names it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Accept => "acceptance",
            Self::Promise => "promises",
            Self::Message => "messages",
            Self::Attach => "attachments",
            Self::Close => "closure",
            Self::Offer => "offers",
            Self::CheckIn => "check-in",
            Self::Diagnose => "diagnosis",
            Self::Estimate => "estimates",
            Self::Progress => "progress",
            Self::Invoice => "invoices",
            Self::HandOver => "advisor",
            Self::Sign => "signatures",
            Self::Answer => "dispute-answers",
            Self::Pause => "contact-pause",
            Self::Resume => "contact-resumption",
            Self::Refund => "refunds",
        }
    }

    /// Its name on the button.
    pub const fn name(self) -> Key {
        match self {
            Self::Accept => k::DESK_ACCEPT,
            Self::Promise => k::DESK_PROMISE,
            Self::Message => k::DESK_MESSAGE,
            Self::Attach => k::PHOTOS_ADD,
            Self::Close => k::DESK_CLOSE,
            Self::Offer => k::DESK_OFFER,
            Self::CheckIn => k::DESK_CHECK_IN,
            Self::Diagnose => k::DESK_DIAGNOSE,
            Self::Estimate => k::DESK_ESTIMATE,
            Self::Progress => k::DESK_PROGRESS,
            Self::Invoice => k::DESK_INVOICE,
            Self::HandOver => k::DESK_HAND_OVER,
            Self::Sign => k::DESK_SIGN,
            Self::Answer => k::DESK_ANSWER,
            Self::Pause => k::DESK_PAUSE,
            Self::Resume => k::DESK_RESUME,
            Self::Refund => k::DESK_REFUND,
        }
    }

    /// What is said when it is done; `{owner}` is the owner.
    pub fn done(self) -> Key {
        match self {
            Self::Accept => k::DESK_DONE_ACCEPT,
            Self::Promise => k::DESK_DONE_PROMISE,
            Self::Message => k::DESK_DONE_MESSAGE,
            Self::Attach => k::DESK_DONE_ATTACH,
            Self::Close => k::DESK_DONE_CLOSE,
            Self::Offer => k::DESK_DONE_OFFER,
            Self::CheckIn => k::DESK_DONE_CHECK_IN,
            Self::Diagnose => k::DESK_DONE_DIAGNOSE,
            Self::Estimate => k::DESK_DONE_ESTIMATE,
            Self::Progress => k::DESK_DONE_PROGRESS,
            Self::Invoice => k::DESK_DONE_INVOICE,
            Self::HandOver => k::DESK_DONE_HAND_OVER,
            Self::Sign => k::DESK_DONE_SIGN,
            Self::Answer => k::DESK_DONE_ANSWER,
            Self::Pause => k::DESK_DONE_PAUSE,
            Self::Resume => k::DESK_DONE_RESUME,
            Self::Refund => k::DESK_DONE_REFUND,
        }
    }

    /// Whether it may be done now, as `casework` says; the reason when not.
    pub fn allowed(self, who: &Who, case: &Case) -> Result<(), Kind> {
        self.permitted(who, case).map_err(|refusal| match refusal {
            Refusal::Because(kind) | Refusal::Until(kind, _) => kind,
            Refusal::Locked(_) => Kind::DriveLocked,
            Refusal::Invalid(_) => Kind::InvalidInput,
        })
    }

    fn permitted(self, who: &Who, case: &Case) -> Result<(), Refusal> {
        match self {
            Self::Pause => return may::pause(who, case),
            Self::Resume => return may::resume(who, case),
            Self::Sign | Self::Answer => may::manage(who, Level::Local)?,
            _ => may::act_for_centre(who)?,
        }
        match self {
            Self::Accept => may::accept(case),
            Self::Offer | Self::Message | Self::Attach => may::message(case),
            // Money may go back after the case is closed.
            Self::Refund => Ok(()),
            Self::Close => may::close(case),
            Self::CheckIn => may::check_in(case),
            Self::Estimate => may::estimate(case),
            Self::Invoice => may::invoice(case),
            _ => may::handle(case),
        }
    }
}
