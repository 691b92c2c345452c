//! The drive policy's table: what a car's own screen may do in which state. Phones and desktops do not
//! ask it.

use crate::{Ask, Refusal};
use contract::command::DriveState;
use contract::manager::Channel;

/// What is done at a car's screen, as far as the policy tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Hear it read aloud.
    Listen,
    /// Call the service centre or a manager.
    Call,
    /// Look at a card.
    Glance,
    /// Hear where a case stands, when asked for.
    AskStatus,
    /// Decide with a touch: agree a visit, approve, check in, take back.
    Decide,
    /// Type.
    Type,
    /// Send a photo or a film.
    Upload,
    /// Answer the survey, claim the reward.
    Survey,
}

impl Deed {
    /// All of them, for the table's test.
    pub const ALL: [Self; 8] = [
        Self::Listen,
        Self::Call,
        Self::Glance,
        Self::AskStatus,
        Self::Decide,
        Self::Type,
        Self::Upload,
        Self::Survey,
    ];
}

/// Whether a car in this state takes it. A car that does not say what it is doing counts as one without
/// fresh evidence.
pub fn allows(drive: DriveState, deed: Deed) -> bool {
    match in_car(drive) {
        DriveState::Parked => true,
        DriveState::Idling => matches!(
            deed,
            Deed::Listen | Deed::Call | Deed::Glance | Deed::AskStatus
        ),
        // A screen that is locked reads aloud and calls (NHTSA 78 FR 24817).
        DriveState::Moving | DriveState::Unknown | DriveState::None => {
            matches!(deed, Deed::Listen | Deed::Call)
        }
    }
}

/// A car's state: outside a car there is none, so a car that says `none` says nothing.
pub fn in_car(drive: DriveState) -> DriveState {
    match drive {
        DriveState::None => DriveState::Unknown,
        known => known,
    }
}

/// What a command is, at a car's screen. All that is written counts as typed, a mail to a manager too.
pub fn deed(ask: &Ask) -> Deed {
    match ask {
        Ask::Contact(contact) if contact.channel == Channel::Call => Deed::Call,
        Ask::Contact(_)
        | Ask::Report(_)
        | Ask::Message(_)
        | Ask::Dispute(_)
        | Ask::AppealPause(_) => Deed::Type,
        Ask::Attach(_) => Deed::Upload,
        Ask::GiveSurvey(_) | Ask::ClaimReward(_) => Deed::Survey,
        _ => Deed::Decide,
    }
}

/// A command from a paired car, by its state at the touch: what was written in Park and is sent on the
/// motorway passes.
///
/// # Errors
/// [`Refusal::Locked`] with the state.
pub fn check(drive: DriveState, ask: &Ask) -> Result<(), Refusal> {
    match allows(drive, deed(ask)) {
        true => Ok(()),
        false => Err(Refusal::Locked(in_car(drive))),
    }
}
