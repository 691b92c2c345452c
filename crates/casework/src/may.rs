//! Who may do what, as questions that answer with the reason. The portal asks them too, and shows
//! the reason rather than hiding the button.

use crate::{Refusal, Who};
use contract::case::{Case, Stage};
use contract::id::{CentreId, PersonId};
use contract::problem::Kind;

/// May they know that this case exists? If not, it does not exist for them: the same refusal as for
/// an id that nobody has.
pub fn see(who: &Who, case: &Case) -> Result<(), Refusal> {
    see_of(who, &case.owner, &case.centre)
}

/// [`see`], where the case itself is not at hand: by whose it is and which centre has it.
pub fn see_of(who: &Who, case_owner: &PersonId, case_centre: &CentreId) -> Result<(), Refusal> {
    let theirs = match who {
        Who::Owner { id, .. } => id == case_owner,
        Who::Advisor { centre, .. } => centre == case_centre,
    };
    if theirs {
        Ok(())
    } else {
        Err(Refusal::Because(Kind::CaseNotFound))
    }
}

/// Only a centre's staff.
pub fn act_for_centre(who: &Who) -> Result<(), Refusal> {
    match who {
        Who::Advisor { .. } => Ok(()),
        Who::Owner { .. } => Err(Refusal::Because(Kind::NotAllowed)),
    }
}

/// A case is accepted once, while nobody has it.
pub fn accept(case: &Case) -> Result<(), Refusal> {
    match case.stage {
        Stage::Reported => Ok(()),
        Stage::Accepted => Err(Refusal::Because(Kind::AlreadyAccepted)),
        Stage::Closed => Err(Refusal::Because(Kind::CaseClosed)),
    }
}

/// A promise or a close wants somebody who has the case.
pub fn handle(case: &Case) -> Result<(), Refusal> {
    match case.stage {
        Stage::Accepted => Ok(()),
        Stage::Reported => Err(Refusal::Because(Kind::NotAccepted)),
        Stage::Closed => Err(Refusal::Because(Kind::CaseClosed)),
    }
}

/// Both sides may write while the case is open, the owner from the first moment on.
pub fn message(case: &Case) -> Result<(), Refusal> {
    match case.stage {
        Stage::Closed => Err(Refusal::Because(Kind::CaseClosed)),
        Stage::Reported | Stage::Accepted => Ok(()),
    }
}
