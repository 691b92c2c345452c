//! What always holds, whatever is sent in whatever order. Seeds of failures are printed and kept
//! beside this file by proptest.

use crate::lane::{self, BATTERY, Lane, classed, eur, line_id};
use casework::{Ask, Who, chain, evolve};
use contract::case::{Case, Stage};
use contract::command::{Accept, Close, Message, Progress, Promise};
use contract::estimate::{
    Authorise, Coverage, EstimateDraft, InvoiceDraft, InvoiceLine, LineDraft, Sign,
};
use contract::event::Body;
use contract::manager::{AnswerDispute, OpenDispute, Outcome, Subject};
use contract::person::Role;
use contract::reward::{ClaimReward, Pick};
use contract::vehicle::same_component;
use proptest::prelude::*;

/// Lines that all share few names, so that revisions meet.
fn any_line() -> impl Strategy<Value = LineDraft> {
    let coverage = prop_oneof![
        1 => Just(None),
        3 => Just(Some(Coverage::NotCovered)),
        1 => Just(Some(Coverage::Recall)),
        1 => Just(Some(Coverage::Goodwill)),
    ];
    let component = prop_oneof![Just(BATTERY), Just("ELECTRICAL SYSTEM"), Just("VISIBILITY")];
    (0..3usize, 0..4i64, component, coverage).prop_map(|(id, price, component, coverage)| {
        LineDraft {
            coverage,
            ..classed(
                ["a", "b", "c"][id],
                price * 100,
                component,
                Coverage::NotCovered,
            )
        }
    })
}

fn any_lines() -> impl Strategy<Value = Vec<contract::id::LineId>> {
    proptest::sample::subsequence(vec!["a", "b", "c"], 0..=3)
        .prop_map(|ids| ids.into_iter().map(line_id).collect())
}

/// What can be asked of money. Revisions and totals are often right by chance.
fn any_money() -> impl Strategy<Value = Ask> {
    let total = (0..9i64).prop_map(|n| eur(n * 100));
    let charge = (0..4i64).prop_map(|n| eur(n * 100));
    prop_oneof![
        (0..4u32, proptest::collection::vec(any_line(), 1..4)).prop_map(|(follows, lines)| {
            Ask::Estimate(EstimateDraft {
                follows,
                lines,
                note: Some("n".into()),
                next_update: lane::START.plus_minutes(9000),
            })
        }),
        (1..4u32, any_lines(), any_lines(), total).prop_map(
            |(revision, approve, decline, total)| Ask::Authorise(Authorise {
                revision,
                approve,
                decline,
                total
            })
        ),
        proptest::collection::vec((any_lines(), charge), 1..3).prop_map(|items| {
            let lines = items.into_iter().flat_map(|(ids, charge)| {
                ids.into_iter()
                    .map(move |line| InvoiceLine { line, charge })
            });
            Ask::Invoice(InvoiceDraft {
                lines: lines.collect(),
            })
        }),
        Just(Ask::Sign(Sign {
            component: BATTERY.into(),
            reason: "r".into()
        })),
    ]
}

fn any_other() -> impl Strategy<Value = Ask> {
    let text = prop_oneof![
        "\\PC{0,40}",
        Just("x".repeat(2001)),
        Just("\u{202E}".to_owned())
    ];
    let at = (-100i64..30_000).prop_map(|m| lane::START.plus_minutes(m));
    let stage = prop_oneof![
        Just(Stage::Diagnosing),
        Just(Stage::InRepair),
        Just(Stage::QualityCheck),
        Just(Stage::Ready),
    ];
    prop_oneof![
        Just(Ask::Report(lane::report(
            lane::VIN,
            "hamburg-hafen",
            &["a", "b"]
        ))),
        at.clone()
            .prop_map(|next_update| Ask::Accept(Accept { next_update })),
        at.clone().prop_map(|due| Ask::Promise(Promise { due })),
        (stage, at).prop_map(|(stage, next_update)| Ask::Progress(Progress {
            stage,
            next_update,
            text: None,
            until: None
        })),
        text.clone().prop_map(|text| Ask::Message(Message { text })),
        (text.clone(), text).prop_map(|(cause, remedy)| Ask::Close(Close { cause, remedy })),
        Just(lane::diagnose()),
        (any_lines(), 1..3u32).prop_map(|(lines, revision)| Ask::Dispute(OpenDispute {
            subject: Subject::Estimate,
            revision: Some(revision),
            lines,
            text: "no".into()
        })),
        (1..3u32).prop_map(|dispute| Ask::AnswerDispute(AnswerDispute {
            dispute,
            outcome: Outcome::Changed,
            text: "yes".into()
        })),
        (0..9u8).prop_map(lane::answers),
        Just(Ask::ClaimReward(ClaimReward {
            pick: Pick::Discount
        })),
        Just(Ask::Redeem),
        Just(Ask::Reopen),
        Just(Ask::Withdraw),
        Just(Ask::CheckIn),
        Just(Ask::Tick),
    ]
}

/// Something asked: anything by anybody, or what the case as it stands makes likely, a little off.
#[derive(Debug, Clone)]
enum Step {
    Blind(Box<(Who, Ask)>),
    Likely(Likely, i64),
}

#[derive(Debug, Clone, Copy)]
enum Likely {
    Revise,
    Approve,
    Invoice,
    Close,
    Survey,
    Claim,
    Redeem,
    Reopen,
}

fn any_step() -> impl Strategy<Value = Step> {
    let who = prop_oneof![
        6 => Just(lane::owner()),
        6 => Just(lane::advisor()),
        3 => Just(lane::staff_as(Role::LocalManager)),
        1 => Just(lane::staff_as(Role::HeadOfService)),
        1 => Just(lane::advisor_at("live", "oslo-alna")),
        1 => Just(lane::owner_called("jon", "1M8GDM9AXKP042788")),
        1 => Just(lane::driver(true)),
        1 => Just(Who::Shop),
        1 => Just(Who::Clock),
    ];
    let likely = prop_oneof![
        3 => Just(Likely::Revise),
        3 => Just(Likely::Approve),
        3 => Just(Likely::Invoice),
        1 => Just(Likely::Close),
        1 => Just(Likely::Survey),
        1 => Just(Likely::Claim),
        1 => Just(Likely::Redeem),
        1 => Just(Likely::Reopen),
    ];
    prop_oneof![
        (who, prop_oneof![any_money(), any_other()])
            .prop_map(|(who, ask)| Step::Blind(Box::new((who, ask)))),
        (likely, -1..3i64).prop_map(|(likely, off)| Step::Likely(likely, off.max(0))),
    ]
}

/// What somebody who reads the screen would ask, `off` by a cent or two.
fn likely(case: &Case, likely: Likely, off: i64) -> (Who, Ask) {
    use contract::estimate::Decision;
    let lines = case.estimate.iter().flat_map(|e| &e.lines);
    match likely {
        Likely::Revise => {
            let dearer = |id: &str| classed(id, 100 + off, "VISIBILITY", Coverage::NotCovered);
            let ask = lane::estimate(case.revisions, vec![dearer("a"), dearer("b")]);
            (lane::advisor(), ask)
        }
        Likely::Approve => {
            let open = lines.filter(|l| l.decision == Decision::Open);
            let (ids, sums): (Vec<_>, Vec<_>) = open
                .map(|l| (l.facts.id.clone(), l.facts.charge.minor))
                .unzip();
            let approved = case.estimate.as_ref().map_or(0, |e| e.approved.minor);
            let ask = Ask::Authorise(Authorise {
                revision: case.revisions,
                approve: ids,
                decline: Vec::new(),
                total: eur(approved + sums.iter().sum::<i64>() + off / 2),
            });
            (lane::owner(), ask)
        }
        Likely::Invoice => {
            let approved = lines.filter(|l| l.decision == Decision::Approved);
            let item = |l: &contract::estimate::Line| InvoiceLine {
                line: l.facts.id.clone(),
                charge: eur(l.facts.charge.minor + off),
            };
            let lines = approved.map(item).collect();
            (lane::advisor(), Ask::Invoice(InvoiceDraft { lines }))
        }
        Likely::Close => (lane::advisor(), lane::close()),
        Likely::Survey => (lane::owner(), lane::answers(3)),
        Likely::Claim => {
            let pick = Pick::Discount;
            (lane::owner(), Ask::ClaimReward(ClaimReward { pick }))
        }
        Likely::Redeem => (Who::Shop, Ask::Redeem),
        Likely::Reopen => (lane::owner(), Ask::Reopen),
    }
}

/// A case with a recall open on the battery, and everything that was asked of it.
fn lane_of(steps: &[Step]) -> Lane {
    let mut lane = Lane::new();
    lane.vehicle = Some(lane::record(true));
    for step in steps {
        let (who, ask) = match (step, &lane.case) {
            // A second report opens another case, which is not this lane's.
            (Step::Blind(blind), Some(_)) if matches!(blind.1, Ask::Report(_)) => continue,
            (Step::Likely(..), None) => continue,
            (Step::Blind(blind), _) => (**blind).clone(),
            (Step::Likely(what, off), Some(case)) => likely(case, *what, *off),
        };
        let before = lane.case.clone();
        if lane.send(&who, &ask).is_err() {
            assert_eq!(lane.case, before, "a refusal changed something");
        }
        lane.now = lane.now.plus_minutes(1);
    }
    lane
}

/// Accepted by its centre, then anything.
fn accepted_lane_of(asks: Vec<Step>) -> Lane {
    let report = Ask::Report(lane::report(lane::VIN, "hamburg-hafen", &["a"]));
    let start = [(lane::owner(), report), (lane::advisor(), lane::accept())];
    let start = start.map(|step| Step::Blind(Box::new(step)));
    lane_of(&start.into_iter().chain(asks).collect::<Vec<_>>())
}

/// The cases after each event, beside the event.
fn steps(lane: &Lane) -> impl Iterator<Item = (Option<Case>, &Body, Case)> {
    let mut case: Option<Case> = None;
    lane.log.iter().map(move |event| {
        let before = case.clone();
        let after = evolve(case.take(), event).expect("follows");
        case = Some(after.clone());
        (before, &event.link.body, after)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_commands_leaves_a_case_that_the_log_replays_to(
        asks in proptest::collection::vec(any_step(), 1..40)
    ) {
        let lane = lane_of(&asks);
        let replayed = lane.log.iter().try_fold(None, |case, event| evolve(case, event).map(Some));
        prop_assert_eq!(replayed.flatten(), lane.case.clone());
        // Through bytes and back, as the store and the wire do.
        let json = serde_json::to_vec(&lane.case).expect("json");
        prop_assert_eq!(serde_json::from_slice::<Option<Case>>(&json).expect("reads"), lane.case);
    }

    #[test]
    fn what_is_erased_is_what_the_log_gives_without_its_sealed_texts(
        asks in proptest::collection::vec(any_step(), 1..40)
    ) {
        let mut lane = accepted_lane_of(asks);
        if lane.case().stage != Stage::Closed {
            prop_assert_eq!(lane.refused_because(&lane::owner(), Ask::Erase), contract::problem::Kind::NotClosed);
            return Ok(());
        }
        prop_assert_eq!(lane.send(&lane::owner(), &Ask::Erase), Ok(1));
        let wordless = lane.log.iter().cloned().try_fold(None, |case, mut event| {
            event.parts.clear();
            evolve(case, &event).map(Some)
        });
        prop_assert_eq!(wordless.flatten(), lane.case);
    }

    #[test]
    fn the_chain_verifies_and_any_changed_byte_is_found(
        asks in proptest::collection::vec(any_step(), 1..20),
        at in any::<prop::sample::Index>(),
        flip in 1u8..=255,
    ) {
        let mut asks = asks;
        let first = Ask::Report(lane::report(lane::VIN, "hamburg-hafen", &["a"]));
        asks.insert(0, Step::Blind(Box::new((lane::owner(), first))));
        let lane = lane_of(&asks);
        let check = |stored: &[Vec<u8>]| {
            let mut prev = chain::GENESIS.to_owned();
            for (i, (bytes, event)) in stored.iter().zip(&lane.log).enumerate() {
                chain::check(i as u32 + 1, bytes, &event.hash, &prev)?;
                prev.clone_from(&event.hash);
            }
            Ok::<_, chain::Broken>(())
        };
        prop_assert_eq!(check(&lane.stored), Ok(()));
        let mut stored = lane.stored.clone();
        let total: usize = stored.iter().map(Vec::len).sum();
        let mut n = at.index(total);
        for bytes in &mut stored {
            if n < bytes.len() {
                bytes[n] ^= flip;
                break;
            }
            n -= bytes.len();
        }
        prop_assert!(check(&stored).is_err());
    }

    #[test]
    fn an_open_case_always_has_a_promise_and_an_accepted_one_somebody_who_has_it(
        asks in proptest::collection::vec(any_step(), 1..40)
    ) {
        for (_, _, case) in steps(&accepted_lane_of(asks)) {
            match case.stage {
                Stage::Reported => prop_assert!(case.advisor.is_none() && case.promise.is_some()),
                Stage::Closed => prop_assert!(case.closure.is_some() && case.promise.is_none()),
                _ => prop_assert!(case.advisor.is_some() && case.promise.is_some()),
            }
        }
    }

    #[test]
    fn nothing_is_ever_billed_that_was_not_authorised(
        asks in proptest::collection::vec(any_step(), 1..60)
    ) {
        let mut authorised = 0;
        let mut billed = 0;
        for (before, body, _) in steps(&accepted_lane_of(asks)) {
            match body {
                Body::Authorised { added, .. } => authorised += added.minor,
                Body::Invoiced { lines, total } => {
                    let estimate = before.and_then(|c| c.estimate).expect("an estimate");
                    prop_assert!(total.minor <= estimate.approved.minor);
                    prop_assert_eq!(lines.iter().map(|l| l.charge.minor).sum::<i64>(), total.minor);
                    billed += total.minor;
                }
                _ => {}
            }
            prop_assert!(billed <= authorised, "{billed} of {authorised}");
        }
    }

    #[test]
    fn under_an_open_recall_nothing_on_its_component_is_charged_without_a_signature(
        asks in proptest::collection::vec(any_step(), 1..60)
    ) {
        let mut signed = false;
        for (_, body, _) in steps(&accepted_lane_of(asks)) {
            match body {
                Body::Signed { component, .. } => signed |= same_component(component, BATTERY),
                Body::Estimated { lines, .. } => for line in lines {
                    let component = line.component.as_deref().expect("a component");
                    let free = line.coverage.covered() && line.charge.minor == 0;
                    prop_assert!(free || signed || !same_component(component, BATTERY));
                },
                _ => {}
            }
        }
    }

    #[test]
    fn a_case_earns_one_reward_at_most_and_it_is_redeemed_once(
        asks in proptest::collection::vec(any_step(), 1..80)
    ) {
        let lane = accepted_lane_of(asks);
        let count = |f: fn(&Body) -> bool| lane.log.iter().filter(|e| f(&e.link.body)).count();
        let claimed = count(|b| matches!(b, Body::RewardClaimed { .. }));
        let redeemed = count(|b| matches!(b, Body::RewardRedeemed {}));
        let surveyed = count(|b| matches!(b, Body::SurveyGiven {}));
        prop_assert!(claimed <= 1 && redeemed <= claimed && surveyed <= 1);
    }
}
