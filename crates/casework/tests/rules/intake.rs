//! Report, intake, promise, message, progress, close.

use crate::lane::{
    self, Lane, START, accept, advisor, approve, close, diagnose, driver, estimate, faults, line,
    message, owner, owner_called, progress, promise, report, safety_report, staff_as,
};
use casework::terms::{self, Terms};
use casework::{Ask, Refusal, Who};
use contract::attachment::{Attach, Attachment, FileDigest, Media};
use contract::case::Stage;
use contract::command::{HandOver, Progress};
use contract::event::Body;
use contract::id::PersonId;
use contract::person::Role;
use contract::problem::{Fault, Kind};
use contract::time::Timestamp;

const DAY: i64 = 24 * 60;

/// Something that can be asked.
type Step = fn() -> Ask;

fn refused(lane: &mut Lane, who: &Who, ask: Ask) -> Refusal {
    lane.refused(who, ask)
}

#[test]
fn what_each_state_takes() {
    use Kind::{AlreadyAccepted, CaseClosed, NotAccepted};
    let steps: [(&str, Step); 4] = [
        ("accept", accept),
        ("promise", promise),
        ("message", message),
        ("close", close),
    ];
    let table: [(&[Step], [Option<Kind>; 4]); 3] = [
        (&[], [None, Some(NotAccepted), None, Some(NotAccepted)]),
        (&[accept], [Some(AlreadyAccepted), None, None, None]),
        (&[accept, close], [Some(CaseClosed); 4]),
    ];
    for (before, expected) in table {
        for ((name, ask), expected) in steps.iter().zip(expected) {
            let mut lane = Lane::reported();
            for step in before {
                lane.send(&advisor(), &step()).expect("a step before");
            }
            let said = lane.send(&advisor(), &ask()).err();
            assert_eq!(
                said,
                expected.map(Refusal::Because),
                "{name} after {} steps",
                before.len()
            );
        }
    }
}

#[test]
fn a_case_belongs_to_its_owner_and_its_centre() {
    let stranger = owner_called("jon", "1M8GDM9AXKP042788");
    let elsewhere = crate::lane::advisor_at("live", "oslo-alna");
    let mut lane = Lane::reported();
    for who in [&stranger, &elsewhere] {
        assert_eq!(
            refused(&mut lane, who, message()),
            Refusal::Because(Kind::CaseNotFound)
        );
    }
    for ask in [accept(), promise(), close()] {
        assert_eq!(
            refused(&mut lane, &owner(), ask),
            Refusal::Because(Kind::NotAllowed)
        );
    }
    lane.send(&owner(), &message()).expect("the owner writes");
    lane.send(&advisor(), &message())
        .expect("the centre writes");
}

#[test]
fn a_report_is_for_ones_own_car_and_a_centre_that_takes_part() {
    let table = [
        ("1M8GDM9AXKP042788", "hamburg-hafen", Kind::VehicleNotFound),
        ("WVWZZZ1JZXW000009", "hamburg-hafen", Kind::VehicleNotFound),
        ("WVWZZZ1JZXW000001", "bergen", Kind::CentreNotFound),
    ];
    for (vin, centre, kind) in table {
        let ask = Ask::Report(report(vin, centre, &["It rattles"]));
        assert_eq!(
            refused(&mut Lane::new(), &owner(), ask),
            Refusal::Because(kind),
            "{vin} {centre}"
        );
    }
    let ask = Ask::Report(report(
        "WVWZZZ1JZXW000001",
        "hamburg-hafen",
        &["It rattles"],
    ));
    assert_eq!(
        refused(&mut Lane::new(), &advisor(), ask),
        Refusal::Because(Kind::NotAllowed)
    );
}

#[test]
fn all_faults_of_a_report_are_told_at_once() {
    let long = "x".repeat(2001);
    let mut bad = report(
        "1M8GDM9A1KP042788",
        "hamburg-hafen",
        &["fine", "  ", &long, "a\u{202E}b"],
    );
    bad.place = Some("x".repeat(201));
    let said = faults(&refused(&mut Lane::new(), &owner(), Ask::Report(bad)));
    let expected = [
        ("/body/concerns/1/text", Fault::Empty),
        ("/body/concerns/2/text", Fault::TooLong),
        ("/body/concerns/3/text", Fault::DirectionOverride),
        ("/body/place", Fault::TooLong),
        ("/body/vin", Fault::VinCheckDigit),
    ];
    assert_eq!(said, expected.map(|(p, f)| (p.to_owned(), f)));
    let many = ["one more"; 9];
    let none: [&str; 0] = [];
    for (concerns, fault) in [(&many[..], Fault::TooLong), (&none[..], Fault::Empty)] {
        let ask = Ask::Report(report("WVWZZZ1JZXW000001", "hamburg-hafen", concerns));
        let said = faults(&refused(&mut Lane::new(), &owner(), ask));
        assert_eq!(said, [("/body/concerns".to_owned(), fault)]);
    }
}

#[test]
fn a_promise_is_for_the_future_and_near_enough_to_mean_something() {
    let fortnight = 14 * 24 * 60;
    let table = [
        (0, Some(Fault::Past)),
        (-1, Some(Fault::Past)),
        (1, None),
        (fortnight, None),
        (fortnight + 1, Some(Fault::TooFar)),
    ];
    for (minutes, expected) in table {
        let mut lane = Lane::reported();
        lane.send(&advisor(), &accept()).expect("accepted");
        let due = lane.now.plus_minutes(minutes);
        let ask = Ask::Promise(contract::command::Promise { due });
        let said = lane.send(&advisor(), &ask).err().map(|r| faults(&r)[0].1);
        assert_eq!(said, expected, "{minutes} minutes");
    }
    for due in [Timestamp(i64::MAX), Timestamp(i64::MIN)] {
        let mut lane = Lane::reported();
        let ask = Ask::Accept(contract::command::Accept { next_update: due });
        assert!(lane.send(&advisor(), &ask).is_err());
    }
}

#[test]
fn the_case_tells_who_has_it_what_is_next_and_how_it_ended() {
    let mut lane = Lane::reported();
    let case = lane.case.clone().expect("a case");
    assert_eq!(
        (case.stage, case.seq, &case.advisor),
        (Stage::Reported, 1, &None)
    );
    assert_eq!(case.owner_name.as_deref(), Some("Ines Morgen"));
    assert_eq!(case.concerns[0].text.as_deref(), Some("It rattles"));

    lane.send(&advisor(), &accept()).expect("accepted");
    let case = lane.case.clone().expect("a case");
    assert_eq!(case.advisor.map(|a| a.name).as_deref(), Some("Sam Okafor"));
    assert_eq!(case.promise.map(|p| p.due), Some(lane.now.plus_minutes(30)));

    lane.send(&advisor(), &close()).expect("closed");
    let case = lane.case.clone().expect("a case");
    assert_eq!((case.stage, case.promise), (Stage::Closed, None));
    assert_eq!(
        case.closure.and_then(|c| c.cause).as_deref(),
        Some("A loose heat shield")
    );
    assert_eq!(case.timeline.len(), 3);
}

#[test]
fn an_owners_name_and_words_stand_beside_the_log_and_never_in_it() {
    let mut lane = Lane::reported();
    lane.send(&owner(), &message()).expect("sent");
    for event in &lane.log {
        let chained = serde_json::to_string(&event.link).expect("json");
        for word in ["Ines", "Morgen", "rattles", "WVWZZZ", "When is it ready"] {
            assert!(!chained.contains(word), "{word} in {chained}");
        }
    }
    assert!(matches!(lane.log[1].link.body, Body::Messaged {}));
}

#[test]
fn a_day_takes_so_many_messages_of_each_side_and_a_safety_case_ten_times_as_many() {
    let few = |mut lane: Lane| {
        lane.terms.messages_per_day = 2;
        lane.and(&owner(), message())
            .later(1)
            .and(&owner(), message())
    };
    let mut lane = few(Lane::accepted());
    assert_eq!(
        lane.refused(&owner(), message()),
        Refusal::Until(Kind::MessageLimit, START.plus_minutes(DAY))
    );
    lane.and(&advisor(), message())
        .later(DAY)
        .and(&owner(), message());
    let safety = few(Lane::of(safety_report()));
    safety.and(&owner(), message());
}

#[test]
fn terms_that_would_take_a_right_away_are_refused() {
    assert_eq!(terms::check(&Terms::default(), "/to"), []);
    let none = Terms {
        disputes_per_day: 0,
        reopen_days: i64::MAX,
        ..Terms::default()
    };
    let faults = terms::check(&none, "/to");
    let said: Vec<_> = faults
        .iter()
        .map(|f| (&*f.pointer, f.code, f.limit))
        .collect();
    assert_eq!(
        said,
        [
            ("/to/disputes_per_day", Fault::TooFew, Some(1)),
            ("/to/reopen_days", Fault::TooMany, Some(365)),
        ]
    );
    assert_eq!(
        terms::differing(&none, &Terms::default()),
        ["disputes_per_day", "reopen_days"]
    );
}

#[test]
fn where_the_work_may_stand_next() {
    use Stage::{
        Accepted, CheckedIn, Closed, Diagnosing, InRepair, QualityCheck, Ready, Reported,
        WaitingForApproval, WaitingForParts,
    };
    // From a case with an authorised line, so that only the order decides.
    let table: [(&[Stage], &[Stage]); 7] = [
        (&[], &[Diagnosing, WaitingForParts, InRepair, Ready]),
        (
            &[Diagnosing],
            &[Diagnosing, WaitingForParts, InRepair, Ready],
        ),
        (
            &[WaitingForParts],
            &[Diagnosing, WaitingForParts, InRepair, QualityCheck, Ready],
        ),
        (
            &[InRepair],
            &[Diagnosing, WaitingForParts, InRepair, QualityCheck, Ready],
        ),
        (
            &[InRepair, QualityCheck],
            &[Diagnosing, InRepair, QualityCheck, Ready],
        ),
        (&[Ready], &[Diagnosing, Ready]),
        (&[Diagnosing, Ready], &[Diagnosing, Ready]),
    ];
    let all = [
        Reported,
        Accepted,
        CheckedIn,
        Diagnosing,
        WaitingForParts,
        WaitingForApproval,
        InRepair,
        QualityCheck,
        Ready,
        Closed,
    ];
    for (before, fits) in table {
        for to in all {
            let mut lane =
                Lane::estimated(vec![line("a", 100)]).and(&owner(), approve(1, &["a"], 100));
            for stage in before {
                lane = lane.and(&advisor(), standing_at(*stage));
            }
            let said = lane.send(&advisor(), &standing_at(to)).err();
            let expected = (!fits.contains(&to)).then_some(Refusal::Because(Kind::WrongStage));
            assert_eq!(said, expected, "{to:?} after {before:?}");
        }
    }
}

fn standing_at(stage: Stage) -> Ask {
    let mut ask = progress(stage);
    if let Ask::Progress(p) = &mut ask
        && stage == Stage::WaitingForParts
    {
        p.text = Some("Left mirror".into());
        p.until = Some(p.next_update);
    }
    ask
}

#[test]
fn no_repair_before_the_owner_authorised_work() {
    let mut lane = Lane::accepted();
    let repair = || progress(Stage::InRepair);
    assert_eq!(
        lane.refused_because(&advisor(), repair()),
        Kind::NotAuthorised
    );
    let mut lane = Lane::estimated(vec![line("a", 100)]);
    assert_eq!(
        lane.refused_because(&advisor(), repair()),
        Kind::NotAuthorised
    );
    lane.and(&owner(), approve(1, &["a"], 100))
        .and(&advisor(), repair());
}

#[test]
fn waiting_for_parts_says_which_and_until_when() {
    let table = [
        (
            None,
            None,
            vec![
                ("/body/text", Fault::Empty),
                ("/body/until", Fault::Missing),
            ],
        ),
        (
            Some("  "),
            Some(0),
            vec![("/body/text", Fault::Empty), ("/body/until", Fault::Past)],
        ),
        (
            Some("Mirror"),
            Some(181 * 24 * 60),
            vec![("/body/until", Fault::TooFar)],
        ),
        (Some("Mirror"), Some(60), vec![]),
    ];
    for (text, until, expected) in table {
        let mut lane = Lane::accepted();
        let ask = Ask::Progress(Progress {
            stage: Stage::WaitingForParts,
            next_update: lane.now.plus_minutes(60),
            text: text.map(Into::into),
            until: until.map(|m| lane.now.plus_minutes(m)),
        });
        let said = lane.send(&advisor(), &ask).err().map(|r| faults(&r));
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(p, f)| (p.to_owned(), f))
            .collect();
        assert_eq!(said.unwrap_or_default(), expected, "{text:?} {until:?}");
    }
}

#[test]
fn a_case_is_handed_over_to_somebody_of_its_centre() {
    let to = |id: &str| {
        Ask::HandOver(HandOver {
            to: PersonId::parse(id).expect("id"),
        })
    };
    let mut lane = Lane::accepted();
    assert_eq!(
        lane.refused_because(&advisor(), to("nobody")),
        Kind::StaffNotFound
    );
    assert_eq!(lane.send(&advisor(), &to("sam")), Ok(0), "has it already");
    let lane = lane.and(&advisor(), to("tove"));
    assert_eq!(
        lane.case().advisor.as_ref().map(|a| a.name.as_str()),
        Some("Tove Lind")
    );
}

#[test]
fn who_may_do_what_at_a_desk() {
    // Somebody without a centre sees no case at all; the quality lead sees and does not touch.
    let table = [
        (Role::Advisor, None),
        (Role::LocalManager, None),
        (Role::RegionalManager, None),
        (Role::HeadOfService, None),
        (Role::QualityLead, Some(Kind::NotAllowed)),
        (Role::Operator, Some(Kind::CaseNotFound)),
    ];
    for (role, expected) in table {
        for ask in [
            promise(),
            diagnose(),
            estimate(0, vec![line("a", 1)]),
            close(),
        ] {
            let said = Lane::accepted().send(&staff_as(role), &ask).err();
            assert_eq!(said, expected.map(Refusal::Because), "{role:?}");
        }
    }
}

#[test]
fn a_household_driver_stands_on_the_owners_side() {
    let mut lane = Lane::new();
    let ask = Ask::Report(report(lane::VIN, "hamburg-hafen", &["It rattles"]));
    lane.send(&driver(false), &ask).expect("a driver reports");
    assert_eq!(lane.case().owner, PersonId::parse("ines").expect("id"));
    assert_eq!(lane.log[0].link.actor.role, Role::Driver);
    lane.and(&owner(), message()).and(&driver(false), message());
}

#[test]
fn a_report_is_taken_back_before_a_centre_has_it() {
    let lane = Lane::reported().and(&owner(), Ask::Withdraw);
    assert_eq!(lane.case().stage, Stage::Closed);
    let mut lane = Lane::accepted();
    assert_eq!(
        lane.refused_because(&owner(), Ask::Withdraw),
        Kind::AlreadyAccepted
    );
    assert_eq!(
        lane.refused_because(&advisor(), Ask::Withdraw),
        Kind::NotAllowed
    );
}

fn file(first: char) -> Attachment {
    let digest = format!("{first}{}", "0".repeat(63));
    Attachment {
        digest: FileDigest::try_from(digest).expect("a digest"),
        media: Media::Jpeg,
        bytes: 1000,
    }
}

fn attach(file: &Attachment) -> Ask {
    Ask::Attach(Attach {
        digest: file.digest.clone(),
    })
}

#[test]
fn a_file_that_has_arrived_belongs_to_the_case_once() {
    let photo = file('a');
    let mut lane = Lane::reported();
    for who in [owner(), advisor()] {
        assert_eq!(
            lane.refused_because(&who, attach(&photo)),
            Kind::UploadMissing
        );
    }
    lane.file = Some(photo.clone());
    assert_eq!(
        lane.refused_because(&owner(), attach(&file('b'))),
        Kind::UploadMissing
    );
    assert_eq!(lane.send(&owner(), &attach(&photo)), Ok(1));
    assert_eq!(lane.send(&advisor(), &attach(&photo)), Ok(0));
    assert_eq!(lane.case().attachments, std::slice::from_ref(&photo));
    let said = lane.case().timeline.last().expect("a line");
    assert_eq!(said.detail.as_deref(), Some(photo.digest.as_str()));
    let mut lane = lane.and(&advisor(), accept()).and(&advisor(), close());
    assert_eq!(
        lane.refused_because(&owner(), attach(&photo)),
        Kind::CaseClosed
    );
}

#[test]
fn an_owner_erases_what_is_closed_and_time_erases_the_rest() {
    let mut lane = Lane::accepted();
    assert_eq!(lane.refused_because(&owner(), Ask::Erase), Kind::NotClosed);
    let mut lane = lane.and(&advisor(), close());
    for who in [advisor(), driver(true)] {
        assert_eq!(lane.refused_because(&who, Ask::Erase), Kind::NotAllowed);
    }
    let mut own = Lane::accepted().and(&advisor(), close());
    assert_eq!(own.send(&owner(), &Ask::Erase), Ok(1));
    assert_eq!(own.send(&owner(), &Ask::Erase), Ok(0));
    assert_eq!(own.refused_because(&owner(), Ask::Reopen), Kind::CaseErased);
    assert_eq!(casework::wake(own.case()), None);

    let due = casework::wake(lane.case()).expect("its time is over one day");
    lane.now = due.plus_minutes(-1);
    assert_eq!(lane.send(&Who::Clock, &Ask::Tick), Ok(0));
    lane.now = due;
    assert_eq!(lane.send(&Who::Clock, &Ask::Tick), Ok(1));
    assert!(lane.case().erased && lane.case().vin.is_none());
    assert_eq!(lane.send(&Who::Clock, &Ask::Tick), Ok(0));
}
