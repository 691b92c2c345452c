//! After the close: reopen, survey, reward.

use crate::lane::{Lane, advisor, answers, close, driver, owner, owner_called};
use casework::{Ask, Refusal, Who, check_answers};
use contract::case::Stage;
use contract::problem::{Fault, Kind};
use contract::reward::{ClaimReward, Pick};
use contract::survey::Answers;

const DAY: i64 = 24 * 60;

fn claim(pick: Pick) -> Ask {
    Ask::ClaimReward(ClaimReward { pick })
}

fn closed() -> Lane {
    Lane::accepted().and(&advisor(), close())
}

fn withdrawn() -> Lane {
    Lane::reported().and(&owner(), Ask::Withdraw)
}

fn surveyed() -> Lane {
    closed().and(&owner(), answers(1))
}

#[test]
fn a_survey_is_the_owners_after_close_and_once() {
    let stranger = owner_called("jon", "1M8GDM9AXKP042788");
    let table = [
        ("closed", closed(), owner(), None),
        ("open", Lane::accepted(), owner(), Some(Kind::NotClosed)),
        ("twice", surveyed(), owner(), Some(Kind::SurveyGiven)),
        ("taken back", withdrawn(), owner(), Some(Kind::NoReward)),
        (
            "another owner",
            closed(),
            stranger,
            Some(Kind::CaseNotFound),
        ),
        ("a driver", closed(), driver(true), Some(Kind::NotAllowed)),
        ("the desk", closed(), advisor(), Some(Kind::NotAllowed)),
    ];
    for (name, mut lane, who, expected) in table {
        let said = lane.send(&who, &answers(5)).err();
        assert_eq!(said, expected.map(Refusal::Because), "{name}");
    }
}

#[test]
fn the_log_says_only_that_a_survey_was_given() {
    let lane = surveyed();
    let last = lane.log.last().expect("an event");
    assert_eq!(
        serde_json::to_string(&last.link.body).expect("json"),
        r#"{"survey-given":{}}"#
    );
    assert!(last.parts.is_empty());
}

#[test]
fn nothing_is_preset_and_a_survey_is_handed_in_whole() {
    let said = |answers: &Answers, complete| {
        let said = check_answers(answers, complete);
        said.map_err(|e| {
            e.into_iter()
                .map(|e| (e.pointer, e.code))
                .collect::<Vec<_>>()
        })
    };
    let empty = Answers::default();
    assert_eq!(said(&empty, false), Ok(empty.clone()));
    let missing = |field: &str| (format!("/body/answers/{field}"), Fault::Missing);
    assert_eq!(
        said(&empty, true),
        Err(vec![missing("score"), missing("satisfied")])
    );
    for (score, fits) in [(0, false), (1, true), (5, true), (6, false)] {
        let answers = Answers {
            score: Some(score),
            ..Answers::default()
        };
        assert_eq!(said(&answers, false).is_ok(), fits, "{score}");
    }
    let long = Answers {
        better: Some("x".repeat(2001)),
        why: Some("  ".into()),
        ..Answers::default()
    };
    assert_eq!(
        said(&long, false),
        Err(vec![("/body/answers/better".into(), Fault::TooLong)])
    );
}

#[test]
fn the_reward_is_the_same_for_every_answer_and_once() {
    for score in 1..=5 {
        let mut lane = closed()
            .and(&owner(), answers(score))
            .and(&owner(), claim(Pick::Discount));
        let reward = lane.case().reward.clone().expect("a reward");
        assert_eq!(
            reward.value,
            crate::lane::eur(3700),
            "for a score of {score}"
        );
        // Again, from another screen, with another wish: the reward that is there.
        assert_eq!(
            lane.send(&owner(), &claim(Pick::Article("mug".into()))),
            Ok(0)
        );
        assert_eq!(lane.case().reward.as_ref(), Some(&reward));
    }
}

#[test]
fn who_may_claim_and_when() {
    let table = [
        ("open", Lane::accepted(), owner(), Kind::NotClosed),
        ("before the survey", closed(), owner(), Kind::SurveyNeeded),
        ("taken back", withdrawn(), owner(), Kind::NoReward),
        ("a driver", surveyed(), driver(true), Kind::NotAllowed),
        ("the desk", surveyed(), advisor(), Kind::NotAllowed),
    ];
    for (name, mut lane, who, expected) in table {
        assert_eq!(
            lane.refused_because(&who, claim(Pick::Discount)),
            expected,
            "{name}"
        );
    }
    assert_eq!(
        surveyed().refused_because(&owner(), claim(Pick::Article("yacht".into()))),
        Kind::ArticleNotFound
    );
    surveyed().and(&owner(), claim(Pick::Article("mug".into())));
}

#[test]
fn the_shop_takes_a_code_once_and_in_time() {
    let claimed = || surveyed().and(&owner(), claim(Pick::Discount));
    let days = casework::terms::Terms::default().reward_days;
    assert_eq!(
        surveyed().refused_because(&Who::Shop, Ask::Redeem),
        Kind::CodeNotFound
    );
    assert_eq!(
        claimed()
            .later(days * DAY)
            .refused_because(&Who::Shop, Ask::Redeem),
        Kind::CodeExpired
    );
    for who in [owner(), advisor(), Who::Clock] {
        assert_eq!(
            claimed().refused_because(&who, Ask::Redeem),
            Kind::NotAllowed
        );
    }
    let mut lane = claimed().later(days * DAY - 1).and(&Who::Shop, Ask::Redeem);
    assert_eq!(
        lane.refused_because(&Who::Shop, Ask::Redeem),
        Kind::CodeRedeemed
    );
}

#[test]
fn a_closed_case_opens_again_within_the_window_and_earns_no_second_reward() {
    let days = casework::terms::Terms::default().reopen_days;
    let mut late = closed().later(days * DAY + 1);
    assert_eq!(
        late.refused_because(&owner(), Ask::Reopen),
        Kind::ReopenLate
    );
    assert_eq!(
        withdrawn().refused_because(&owner(), Ask::Reopen),
        Kind::ReopenLate
    );
    assert_eq!(
        Lane::accepted().refused_because(&owner(), Ask::Reopen),
        Kind::NotClosed
    );
    let mut lane = surveyed()
        .and(&owner(), claim(Pick::Discount))
        .later(days * DAY)
        .and(&owner(), Ask::Reopen);
    assert_eq!(lane.case().stage, Stage::Accepted);
    assert!(lane.case().promise.is_some(), "an open case owes an update");
    lane = lane.and(&advisor(), close());
    assert_eq!(
        lane.refused_because(&owner(), answers(5)),
        Kind::SurveyGiven
    );
    assert_eq!(lane.send(&owner(), &claim(Pick::Discount)), Ok(0));
}
