//! Managers' contacts, disputes and how they climb, promises that pass, the pause and its appeal.

use crate::lane::{
    Lane, START, accept, advisor, approve, close, diagnose, driver, estimate, line, line_id, owner,
    owner_called, promise, safety_report, staff_as,
};
use casework::{Ask, Refusal, Who, may, wake};
use contract::estimate::Decision;
use contract::manager::{
    AnswerDispute, AppealPause, Channel, Level, OpenDispute, Outcome, PauseContact, RecordContact,
    Subject,
};
use contract::person::Role;
use contract::problem::{Fault, Kind};

const DAY: i64 = 24 * 60;

fn dispute(subject: Subject) -> Ask {
    dispute_lines(subject, None, &[])
}

fn dispute_lines(subject: Subject, revision: Option<u32>, lines: &[&str]) -> Ask {
    Ask::Dispute(OpenDispute {
        subject,
        revision,
        lines: lines.iter().map(|l| line_id(l)).collect(),
        text: "That is not what was wrong".into(),
    })
}

fn answer(dispute: u32) -> Ask {
    Ask::AnswerDispute(AnswerDispute {
        dispute,
        outcome: Outcome::Kept,
        text: "The measurement shows it".into(),
    })
}

fn pause() -> Ask {
    Ask::PauseContact(PauseContact {
        reason: "Twenty calls in an hour".into(),
    })
}

fn manager(level: Level) -> Who {
    staff_as(match level {
        Level::Local => Role::LocalManager,
        Level::Regional => Role::RegionalManager,
        Level::Head => Role::HeadOfService,
    })
}

fn diagnosed() -> Lane {
    Lane::accepted().and(&advisor(), diagnose())
}

#[test]
fn contacts_are_for_the_owner_of_an_open_case_that_a_taking_part_centre_accepted() {
    let stranger = owner_called("jon", "1M8GDM9AXKP042788");
    let off = || {
        let mut lane = Lane::new();
        lane.centres[0].contacts = false;
        let ask = Ask::Report(crate::lane::report(
            crate::lane::VIN,
            "hamburg-hafen",
            &["x"],
        ));
        lane.and(&owner(), ask).and(&advisor(), accept())
    };
    let table = [
        ("accepted", Lane::accepted(), owner(), true, None),
        (
            "reported only",
            Lane::reported(),
            owner(),
            true,
            Some(Kind::ContactsOff),
        ),
        (
            "centre was off at intake",
            off(),
            owner(),
            true,
            Some(Kind::ContactsOff),
        ),
        (
            "switched off since",
            Lane::accepted(),
            owner(),
            false,
            Some(Kind::ContactsOff),
        ),
        (
            "closed",
            Lane::accepted().and(&advisor(), close()),
            owner(),
            true,
            Some(Kind::ContactsOff),
        ),
        (
            "another owner",
            Lane::accepted(),
            stranger,
            true,
            Some(Kind::CaseNotFound),
        ),
        (
            "a driver",
            Lane::accepted(),
            driver(true),
            true,
            Some(Kind::NotAllowed),
        ),
        (
            "the desk",
            Lane::accepted(),
            advisor(),
            true,
            Some(Kind::NotAllowed),
        ),
    ];
    for (name, lane, who, on, expected) in table {
        let said = may::see_contacts(&who, lane.case(), on).err();
        assert_eq!(said, expected.map(Refusal::Because), "{name}");
    }
}

#[test]
fn a_contact_is_kept_on_the_case() {
    let contact = |level| {
        Ask::Contact(RecordContact {
            level,
            channel: Channel::Call,
            subject: Subject::Diagnosis,
        })
    };
    let mut lane = Lane::accepted().and(&owner(), contact(Level::Local));
    let last = lane.case().timeline.last().expect("an entry");
    assert_eq!(last.detail.as_deref(), Some("local"));
    assert_eq!(
        lane.refused_because(&owner(), contact(Level::Head)),
        Kind::ContactsOff,
        "the head of service's number is nobody's to call"
    );
}

#[test]
fn there_has_to_be_something_to_disagree_with() {
    use Subject::{Diagnosis, Estimate, Warranty};
    let estimated = || Lane::estimated(vec![line("a", 1)]);
    let nothing = Some(Kind::NothingToDispute);
    type Start = fn() -> Lane;
    let table = [
        ("accepted", Lane::accepted as Start, [nothing; 3]),
        ("diagnosed", diagnosed, [None, None, nothing]),
        ("estimated", estimated, [nothing, None, None]),
    ];
    for (name, lane, expected) in table {
        for (subject, expected) in [Diagnosis, Warranty, Estimate].into_iter().zip(expected) {
            let said = lane().send(&owner(), &dispute(subject)).err();
            assert_eq!(said, expected.map(Refusal::Because), "{name} {subject:?}");
        }
    }
}

#[test]
fn one_open_dispute_a_subject_then_a_cool_down_and_so_many_a_day() {
    let local = manager(Level::Local);
    let mut lane = Lane::estimated(vec![line("a", 1)])
        .and(&advisor(), diagnose())
        .and(&owner(), dispute(Subject::Diagnosis));
    assert_eq!(
        lane.refused_because(&owner(), dispute(Subject::Diagnosis)),
        Kind::DisputeOpen
    );
    let opened = lane.now;
    lane = lane.and(&local, answer(1)).later(60);
    assert_eq!(
        lane.refused(&owner(), dispute(Subject::Diagnosis)),
        Refusal::Until(Kind::DisputeCooling, opened.plus_minutes(DAY))
    );
    lane = lane
        .and(&owner(), dispute(Subject::Warranty))
        .and(&owner(), dispute(Subject::Estimate))
        .and(&local, answer(2))
        .and(&local, answer(3));
    lane.terms.dispute_cooldown_minutes = 0;
    assert_eq!(
        lane.refused(&owner(), dispute(Subject::Estimate)),
        Refusal::Until(Kind::DisputeLimit, opened.plus_minutes(DAY))
    );
    // The first falls out of the day.
    lane = lane
        .later(DAY - 60)
        .and(&owner(), dispute(Subject::Estimate));
    assert_eq!(lane.case().disputes.len(), 4);
}

#[test]
fn a_safety_case_is_never_held_back() {
    let mut lane = Lane::of(safety_report())
        .and(&advisor(), accept())
        .and(&advisor(), diagnose());
    for _ in 0..5 {
        lane = lane.and(&owner(), dispute(Subject::Diagnosis));
    }
    assert_eq!(
        lane.refused_because(&manager(Level::Local), pause()),
        Kind::SafetyCase
    );
}

#[test]
fn a_disputed_line_waits_and_is_the_owners_to_decide_afterwards() {
    let lines = || vec![line("a", 100), line("b", 200)];
    let about = |revision, lines: &[&str]| dispute_lines(Subject::Estimate, revision, lines);
    let table = [
        (
            "of another revision",
            about(Some(2), &["b"]),
            Kind::RevisionStale,
        ),
        ("of no revision", about(None, &["b"]), Kind::RevisionStale),
        ("no such line", about(Some(1), &["z"]), Kind::LineWithdrawn),
        ("approved before", about(Some(1), &["a"]), Kind::LineDecided),
    ];
    for (name, ask, expected) in table {
        let mut lane = Lane::estimated(lines()).and(&owner(), approve(1, &["a"], 100));
        assert_eq!(lane.refused_because(&owner(), ask), expected, "{name}");
    }
    let mut lane = Lane::estimated(lines());
    assert_eq!(
        lane.refused_at(&owner(), about(Some(1), &["a", "a"])),
        [("/body/lines/1".to_owned(), Fault::Twice)]
    );
    lane = lane.and(&owner(), about(Some(1), &["b"]));
    assert_eq!(
        lane.refused_because(&owner(), approve(1, &["b"], 200)),
        Kind::LineDisputed
    );
    assert_eq!(
        lane.refused_because(&advisor(), close()),
        Kind::DisputeWaiting
    );
    // A revision meanwhile does not take it away.
    lane = lane.and(&advisor(), estimate(1, lines()));
    let decision = |lane: &Lane| {
        let estimate = lane.case().estimate.as_ref().expect("an estimate");
        estimate.line(&line_id("b")).map(|l| l.decision)
    };
    assert_eq!(decision(&lane), Some(Decision::Disputed));
    lane = lane.and(&manager(Level::Local), answer(1));
    assert_eq!(decision(&lane), Some(Decision::Open));
    lane.and(&owner(), approve(2, &["b"], 200));
}

#[test]
fn an_unanswered_dispute_climbs_past_the_region_to_the_head_of_service() {
    let mut lane = diagnosed()
        .and(
            &advisor(),
            crate::lane::progress(contract::case::Stage::Diagnosing),
        )
        .and(&owner(), dispute(Subject::Diagnosis));
    let opened = lane.now;
    for (level, day) in [(Level::Regional, 1), (Level::Head, 2)] {
        assert_eq!(wake(lane.case()), Some(opened.plus_minutes(day * DAY)));
        lane.now = opened.plus_minutes(day * DAY - 1);
        assert_eq!(lane.send(&Who::Clock, &Ask::Tick), Ok(0), "not yet");
        lane.now = opened.plus_minutes(day * DAY);
        lane = lane.and(&Who::Clock, Ask::Tick);
        assert_eq!(lane.case().disputes[0].level, level);
    }
    // Nobody is above; it stays until it is answered, by nobody lower.
    lane.now = opened.plus_minutes(2 * DAY + 1);
    assert_eq!(lane.send(&Who::Clock, &Ask::Tick), Ok(0));
    for level in [Level::Local, Level::Regional] {
        assert_eq!(
            lane.refused_because(&manager(level), answer(1)),
            Kind::NotAllowed
        );
    }
    for who in [advisor(), owner()] {
        assert_eq!(lane.refused_because(&who, answer(1)), Kind::NotAllowed);
    }
    lane = lane.and(&manager(Level::Head), answer(1));
    assert_eq!(
        lane.refused_because(&manager(Level::Head), answer(1)),
        Kind::DisputeAnswered
    );
    assert_eq!(
        lane.refused_because(&manager(Level::Head), answer(2)),
        Kind::DisputeNotFound
    );
}

#[test]
fn a_missed_promise_goes_up_by_itself_until_the_next_one_is_given() {
    let mut lane = Lane::accepted();
    let due = lane.now.plus_minutes(30);
    assert_eq!(wake(lane.case()), Some(due));
    lane.now = due;
    lane = lane.and(&Who::Clock, Ask::Tick);
    let missed = |lane: &Lane| lane.case().promise.as_ref().and_then(|p| p.missed);
    assert_eq!(missed(&lane), Some(Level::Local));
    assert_eq!(wake(lane.case()), Some(due.plus_minutes(60)));
    assert_eq!(lane.send(&Who::Clock, &Ask::Tick), Ok(0), "once a level");
    lane.now = due.plus_minutes(60);
    lane = lane.and(&Who::Clock, Ask::Tick);
    assert_eq!(missed(&lane), Some(Level::Regional));
    assert_eq!(wake(lane.case()), None);
    let again = Ask::Promise(contract::command::Promise {
        due: lane.now.plus_minutes(60),
    });
    lane = lane.and(&advisor(), again);
    assert_eq!(missed(&lane), None);
    assert_eq!(wake(lane.case()), Some(lane.now.plus_minutes(60)));
    for who in [owner(), advisor()] {
        assert_eq!(lane.refused_because(&who, Ask::Tick), Kind::NotAllowed);
    }
    let closed = Lane::accepted()
        .and(&advisor(), promise())
        .and(&advisor(), close());
    let kept = closed.now.plus_minutes(casework::KEPT_DAYS * 24 * 60);
    assert_eq!(wake(closed.case()), Some(kept));
}

#[test]
fn a_pause_has_a_reason_the_owner_sees_and_can_appeal_against() {
    let local = manager(Level::Local);
    let appeal = || {
        Ask::AppealPause(AppealPause {
            text: "Nobody answered".into(),
        })
    };
    let mut lane = diagnosed();
    assert_eq!(lane.refused_because(&advisor(), pause()), Kind::NotAllowed);
    assert_eq!(lane.refused_because(&owner(), appeal()), Kind::NotPaused);
    lane = lane.and(&local, pause());
    assert_eq!(
        may::see_contacts(&owner(), lane.case(), true),
        Err(Refusal::Because(Kind::ContactPaused))
    );
    assert_eq!(lane.refused_because(&local, pause()), Kind::ContactPaused);
    lane = lane.and(&owner(), appeal());
    let pause = lane.case().pause.as_ref().expect("a pause");
    assert_eq!(pause.reason.as_deref(), Some("Twenty calls in an hour"));
    assert_eq!(pause.appeal.as_deref(), Some("Nobody answered"));
    // Telephone and mail are paused; the right to disagree in writing is not.
    lane.and(&owner(), dispute(Subject::Diagnosis))
        .and(&local, Ask::ResumeContact);
}

#[test]
fn an_appeal_is_answered_above_or_contact_goes_on_by_itself() {
    let appeal = || {
        Ask::AppealPause(AppealPause {
            text: "Nobody answered".into(),
        })
    };
    let paused = |lane: &Lane| lane.case().pause.clone();
    let (local, regional) = (manager(Level::Local), manager(Level::Regional));
    let mut lane = diagnosed().and(&local, pause()).and(&owner(), appeal());
    let by = lane.now.plus_minutes(lane.terms.dispute_answer_minutes);
    lane = lane.later(60).and(&owner(), appeal());
    assert_eq!(
        paused(&lane).and_then(|p| p.answer_by),
        Some(by),
        "words win no time"
    );
    assert_eq!(lane.refused_because(&local, pause()), Kind::NotAllowed);
    let kept = lane.and(&regional, pause());
    let pause_kept = paused(&kept).expect("still paused");
    assert_eq!(
        (pause_kept.level, pause_kept.appeal),
        (Some(Level::Regional), None)
    );

    let mut unheard = kept.and(&advisor(), far_promise()).and(&owner(), appeal());
    let by = paused(&unheard).and_then(|p| p.answer_by).expect("a time");
    assert_eq!(wake(unheard.case()), Some(by));
    unheard.now = by;
    let unheard = unheard.and(&Who::Clock, Ask::Tick);
    assert_eq!(paused(&unheard), None);
}

#[test]
fn nobody_judges_their_own_pause() {
    let appeal = || {
        Ask::AppealPause(AppealPause {
            text: "Nobody answered".into(),
        })
    };
    let (local, regional) = (manager(Level::Local), manager(Level::Regional));
    let mut lane = diagnosed()
        .and(&local, pause())
        .and(&owner(), appeal())
        .and(&local, Ask::ResumeContact);
    assert_eq!(lane.refused_because(&local, pause()), Kind::NotAllowed);
    let mut lane = lane.and(&regional, pause());
    assert_eq!(
        lane.refused_because(&local, Ask::ResumeContact),
        Kind::NotAllowed
    );
    lane.and(&regional, Ask::ResumeContact);
}

#[test]
fn a_safety_case_takes_ten_times_as_many_disputes_a_day_and_a_tick_moves_a_few() {
    let mut lane = Lane::of(safety_report())
        .and(&advisor(), accept())
        .and(&advisor(), far_promise())
        .and(&advisor(), diagnose());
    for _ in 0..30 {
        lane = lane.and(&owner(), dispute(Subject::Diagnosis));
    }
    assert_eq!(
        lane.refused(&owner(), dispute(Subject::Diagnosis)),
        Refusal::Until(Kind::DisputeLimit, lane.now.plus_minutes(DAY))
    );
    lane = lane.later(DAY);
    let mut moved = 0;
    while let Ok(n @ 1..) = lane.send(&Who::Clock, &Ask::Tick) {
        assert!(n <= 8, "{n}");
        moved += n;
    }
    assert_eq!(moved, 30);
}

#[test]
fn somebody_is_put_away_by_themselves_or_from_above() {
    let member = |role, id: &str| contract::settings::StaffMember {
        id: contract::id::PersonId::parse(id).expect("an id"),
        name: id.into(),
        role,
        centres: vec![contract::id::CentreId::parse("hamburg-hafen").expect("an id")],
        languages: Vec::new(),
        hours: String::new(),
        phone: String::new(),
        mail: String::new(),
        away_until: None,
        left: false,
    };
    let (local, regional) = (manager(Level::Local), manager(Level::Regional));
    let may = |who: &Who, role| may::set_absence(who, &member(role, "x")).is_ok();
    assert!(may(&local, Role::Advisor) && may(&regional, Role::LocalManager));
    assert!(!may(&local, Role::RegionalManager) && !may(&local, Role::LocalManager));
    assert!(!may(&advisor(), Role::Advisor));
}

/// A promise that outlasts an appeal.
fn far_promise() -> Ask {
    Ask::Promise(contract::command::Promise {
        due: START.plus_minutes(7 * 24 * 60),
    })
}

#[test]
fn a_report_that_nobody_takes_goes_up_too_and_sooner_when_somebody_may_come_to_harm() {
    let plain = Lane::reported();
    let safety = Lane::of(safety_report());
    for (mut lane, minutes) in [(plain, 120), (safety, 15)] {
        let due = lane.now.plus_minutes(minutes);
        assert_eq!(lane.case().promise.as_ref().map(|p| p.due), Some(due));
        lane.now = due;
        lane = lane.and(&Who::Clock, Ask::Tick);
        let missed = lane.case().promise.as_ref().and_then(|p| p.missed);
        assert_eq!(missed, Some(Level::Local));
        lane.and(
            &advisor(),
            Ask::Accept(contract::command::Accept {
                next_update: due.plus_minutes(60),
            }),
        );
    }
}
