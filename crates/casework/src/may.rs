//! Who may do what, as questions that answer with the reason. The portal asks them too, and shows
//! the reason rather than hiding the button.

use crate::{Refusal, Who};
use contract::case::{Case, Stage};
use contract::id::{CentreId, PersonId};
use contract::manager::{Level, Subject};
use contract::pairing::CarRights;
use contract::person::Role;
use contract::problem::Kind;
use contract::settings::StaffMember;

type Answer = Result<(), Refusal>;

fn no(kind: Kind) -> Answer {
    Err(Refusal::Because(kind))
}

/// May they know that this case exists? If not, it does not exist for them: the same refusal as for
/// an id that nobody has.
pub fn see(who: &Who, case: &Case) -> Answer {
    see_of(who, &case.owner, &case.centre, case.vin.as_deref())
}

/// [`see`], where the case itself is not at hand: by whose it is, which centre has it and which car it is
/// about. A car knows of its own cases only, and of none where its owner does not let it follow.
pub fn see_of(
    who: &Who,
    case_owner: &PersonId,
    case_centre: &CentreId,
    case_vin: Option<&str>,
) -> Answer {
    let theirs = match who {
        Who::Owner {
            owner,
            car: Some(rights),
            vehicles,
            ..
        } => {
            let own = vehicles.iter().any(|vin| Some(vin.as_str()) == case_vin);
            rights.follow && own && owner == case_owner
        }
        Who::Owner { owner, .. } => owner == case_owner,
        Who::Staff { role, centres, .. } => {
            *role != Role::Operator && centres.contains(case_centre)
        }
        Who::Shop | Who::Clock => true,
    };
    if theirs {
        Ok(())
    } else {
        no(Kind::CaseNotFound)
    }
}

/// Only those on the owner's side; a car where its owner lets it report.
pub fn act_for_owner(who: &Who) -> Answer {
    match who {
        Who::Owner { .. } => shared(who, |car| car.report),
        _ => no(Kind::NotAllowed),
    }
}

/// What the owner has to share with a car first; people have it by themselves.
fn shared(who: &Who, right: impl Fn(&CarRights) -> bool) -> Answer {
    match who.car() {
        Some(car) if !right(&car) => no(Kind::NotShared),
        _ => Ok(()),
    }
}

/// A car follows cases where its owner lets it.
pub fn follow(who: &Who) -> Answer {
    shared(who, |car| car.follow)
}

/// What the maker's record says of a car: a car that may do nothing with it does not get it.
pub fn see_vehicle(who: &Who) -> Answer {
    shared(who, |car| car.report || car.follow)
}

/// What a car has sent under its own credential tells where somebody was: its owner sees it, and the
/// car itself where it may follow. Others of the household do not.
pub fn see_sent_signals(who: &Who) -> Answer {
    match who.car() {
        Some(_) => follow(who),
        None => be_owner(who),
    }
}

/// Only a paired car sends signals, under its own credential.
pub fn send_signals(who: &Who) -> Answer {
    match who.car() {
        Some(_) => Ok(()),
        None => no(Kind::NotAllowed),
    }
}

/// Only the owner in person pairs a car, says what it may do, and ends it.
pub fn pair(who: &Who) -> Answer {
    be_owner(who)
}

/// Only the owner in person: surveys, rewards, contacts.
pub fn be_owner(who: &Who) -> Answer {
    match who.role() {
        Role::Owner | Role::Tester => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// Only those who handle cases at a centre: its advisors and the managers above them.
pub fn act_for_centre(who: &Who) -> Answer {
    match who.role() {
        Role::Advisor | Role::LocalManager | Role::RegionalManager | Role::HeadOfService => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// Only the two sides of a case: who owns it, and who handles it.
pub fn take_part(who: &Who) -> Answer {
    match who {
        Who::Owner { .. } => act_for_owner(who),
        _ => act_for_centre(who),
    }
}

/// Only a manager of at least this level.
pub fn manage(who: &Who, level: Level) -> Answer {
    match who.level() {
        Some(theirs) if theirs >= level => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// There is something to disagree with, and no dispute about it is open. A safety case is never held
/// back by one that is. The portal asks before anything is typed.
pub fn dispute(case: &Case, subject: Subject) -> Answer {
    let (diagnosis, estimate) = (case.diagnosis.is_some(), case.estimate.is_some());
    let there = match subject {
        Subject::Diagnosis => diagnosis,
        Subject::Estimate => estimate,
        Subject::Warranty => estimate || diagnosis,
    };
    if !there {
        return no(Kind::NothingToDispute);
    }
    if !case.is_safety() && case.open_disputes().any(|d| d.subject == subject) {
        return no(Kind::DisputeOpen);
    }
    Ok(())
}

/// Only the quality lead reads answers with names.
pub fn read_answers(who: &Who) -> Answer {
    match who.role() {
        Role::QualityLead => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// A case is accepted once, while nobody has it.
pub fn accept(case: &Case) -> Answer {
    match case.stage {
        Stage::Reported => Ok(()),
        Stage::Closed => no(Kind::CaseClosed),
        _ => no(Kind::AlreadyAccepted),
    }
}

/// Handling wants somebody who has the case, and a case that is open.
pub fn handle(case: &Case) -> Answer {
    match case.stage {
        Stage::Reported => no(Kind::NotAccepted),
        Stage::Closed => no(Kind::CaseClosed),
        _ => Ok(()),
    }
}

/// A case is never closed over a dispute that nobody has answered.
pub fn close(case: &Case) -> Answer {
    handle(case)?;
    match case.open_disputes().next() {
        Some(_) => no(Kind::DisputeWaiting),
        None => Ok(()),
    }
}

/// The desk checks a car in once, with an appointment or without.
pub fn check_in(case: &Case) -> Answer {
    handle(case)?;
    match case.stage {
        Stage::Accepted => Ok(()),
        _ => no(Kind::AlreadyArrived),
    }
}

/// An estimate, or its next revision: until the work is done, or charged.
pub fn estimate(case: &Case) -> Answer {
    handle(case)?;
    if case.stage == Stage::Ready {
        return no(Kind::WrongStage);
    }
    match &case.estimate {
        Some(estimate) if estimate.invoiced => no(Kind::AlreadyInvoiced),
        _ => Ok(()),
    }
}

/// One invoice for each estimate.
pub fn invoice(case: &Case) -> Answer {
    handle(case)?;
    match &case.estimate {
        None => no(Kind::NoEstimate),
        Some(estimate) if estimate.invoiced => no(Kind::AlreadyInvoiced),
        Some(_) if !work_authorised(case) => no(Kind::NotAuthorised),
        Some(_) => Ok(()),
    }
}

/// A manager pauses contact that is abused; never in a safety case. Once the owner has appealed, only
/// somebody above whoever paused may pause again: that is the answer, and nobody judges their own pause.
pub fn pause(who: &Who, case: &Case) -> Answer {
    manage(who, Level::Local)?;
    handle(case)?;
    if case.is_safety() {
        return no(Kind::SafetyCase);
    }
    if case.pause.as_ref().is_some_and(|p| p.appeal.is_none()) {
        return no(Kind::ContactPaused);
    }
    match case.appealed {
        None => Ok(()),
        Some(level) => manage(who, level.above().unwrap_or(Level::Head)),
    }
}

/// A manager ends the pause: one of the level that paused, or above.
pub fn resume(who: &Who, case: &Case) -> Answer {
    manage(who, Level::Local)?;
    handle(case)?;
    match &case.pause {
        Some(pause) => manage(who, pause.level.unwrap_or(Level::Local)),
        None => no(Kind::NotPaused),
    }
}

/// Both sides may write while the case is open, the owner from the first moment on.
pub fn message(case: &Case) -> Answer {
    match case.stage {
        Stage::Closed => no(Kind::CaseClosed),
        _ => Ok(()),
    }
}

/// The work may stand at `to` next.
pub fn progress(case: &Case, to: Stage) -> Answer {
    use Stage::{
        Accepted, CheckedIn, Closed, Diagnosing, InRepair, QualityCheck, Ready, Reported,
        WaitingForApproval, WaitingForParts,
    };
    handle(case)?;
    let from = case.stage;
    let fits = match to {
        CheckedIn => matches!(from, Accepted | CheckedIn),
        // Whatever was found or pressed too early: looking again is always possible.
        Diagnosing => true,
        WaitingForParts => !matches!(from, Ready | QualityCheck),
        InRepair => from != Ready,
        QualityCheck => matches!(from, InRepair | WaitingForParts | QualityCheck),
        Ready => from != Accepted,
        // These come of themselves: by a report, an intake, an estimate, a close.
        Reported | Accepted | WaitingForApproval | Closed => false,
    };
    if !fits {
        return no(Kind::WrongStage);
    }
    // A written estimate, authorised before any work (California 16 CCR 3353).
    if matches!(to, InRepair | QualityCheck) && !work_authorised(case) {
        return no(Kind::NotAuthorised);
    }
    Ok(())
}

fn work_authorised(case: &Case) -> bool {
    use contract::estimate::Decision::Approved;
    case.estimate
        .as_ref()
        .is_some_and(|e| e.lines.iter().any(|l| l.decision == Approved))
}

/// Whoever may ask for managers' contacts at all: the owner in person, and a car that they are shared with.
pub fn ask_contacts(who: &Who) -> Answer {
    match who.car() {
        Some(_) => shared(who, |car| car.contacts),
        None => be_owner(who),
    }
}

/// The managers' contacts: for the owner of an open case that a taking-part centre has accepted,
/// unless contact is paused; and for a car whose owner shares them with it. A safety case is never held
/// back.
pub fn see_contacts(who: &Who, case: &Case, centre_takes_part: bool) -> Answer {
    ask_contacts(who)?;
    see(who, case)?;
    let open = handle(case).is_ok();
    if !(open && case.contacts && centre_takes_part) {
        return no(Kind::ContactsOff);
    }
    if case.pause.is_some() && !case.is_safety() {
        return no(Kind::ContactPaused);
    }
    Ok(())
}

/// Money is approved by the owner, or by a driver the owner lets.
pub fn approve_money(who: &Who) -> Answer {
    match who {
        Who::Owner { approves: true, .. } => Ok(()),
        Who::Owner { .. } => no(Kind::ApprovalNotShared),
        _ => no(Kind::NotAllowed),
    }
}

/// The survey: its owner, after a close, where a centre had the case, once.
pub fn survey(who: &Who, case: &Case) -> Answer {
    be_owner(who)?;
    if case.surveyed {
        return no(Kind::SurveyGiven);
    }
    if case.stage != Stage::Closed {
        return no(Kind::NotClosed);
    }
    if !case.earns_reward() {
        return no(Kind::NoReward);
    }
    Ok(())
}

/// The reward: after the survey, the same for every answer.
pub fn claim(who: &Who, case: &Case) -> Answer {
    be_owner(who)?;
    if case.surveyed {
        Ok(())
    } else if case.stage != Stage::Closed {
        no(Kind::NotClosed)
    } else if !case.earns_reward() {
        no(Kind::NoReward)
    } else {
        no(Kind::SurveyNeeded)
    }
}

/// The pilot switch of a centre: a regional manager of it or one above, or an operator. Not the local
/// manager, whose telephone it is about.
pub fn switch_contacts(who: &Who, centre: &CentreId) -> Answer {
    match who {
        Who::Staff {
            role: Role::Operator,
            ..
        } => Ok(()),
        Who::Staff {
            role: Role::RegionalManager | Role::HeadOfService,
            centres,
            ..
        } if centres.contains(centre) => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// Times and limits: for all centres at once, so only whoever answers for all of them.
pub fn set_terms(who: &Who) -> Answer {
    match who.role() {
        Role::Operator | Role::HeadOfService => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// Only an operator imports, and puts staff in their places.
pub fn operate(who: &Who) -> Answer {
    match who.role() {
        Role::Operator => Ok(()),
        _ => no(Kind::NotAllowed),
    }
}

/// Who is away: oneself; those of one's own centres who stand below, when one is a manager; anybody for
/// an operator.
pub fn set_absence(who: &Who, member: &StaffMember) -> Answer {
    match who {
        Who::Staff {
            role: Role::Operator,
            ..
        } => Ok(()),
        Who::Staff { staff, .. } if *staff == member.staff() => Ok(()),
        Who::Staff { centres, .. }
            if manage(who, Level::Local).is_ok()
                && Level::of(member.role) < who.level()
                && member.centres.iter().any(|c| centres.contains(c)) =>
        {
            Ok(())
        }
        _ => no(Kind::NotAllowed),
    }
}
