//! What always holds, whatever is sent in whatever order. Seeds of failures are printed and kept
//! beside this file by proptest.

mod common;

use casework::{Ask, Who, chain, evolve};
use common::Lane;
use contract::case::{Case, Stage};
use contract::command::{Accept, Close, Message, Promise};
use proptest::prelude::*;

/// Anybody, asking anything, at any distance in time.
fn any_ask() -> impl Strategy<Value = (Who, Ask)> {
    let who = prop_oneof![
        Just(common::owner()),
        Just(common::advisor()),
        Just(common::advisor_at("live", "oslo-alna")),
        Just(common::owner_called("jon", "1M8GDM9AXKP042788")),
    ];
    let text = prop_oneof![
        "\\PC{0,40}",
        Just("x".repeat(2001)),
        Just("\u{202E}".to_owned())
    ];
    let minutes = -100i64..30_000;
    let ask = prop_oneof![
        Just(Ask::Report(common::report(
            "WVWZZZ1JZXW000001",
            "hamburg-hafen",
            &["a", "b"]
        ))),
        minutes.clone().prop_map(|m| Ask::Accept(Accept {
            next_update: common::START.plus_minutes(m)
        })),
        minutes.prop_map(|m| Ask::Promise(Promise {
            due: common::START.plus_minutes(m)
        })),
        text.clone().prop_map(|text| Ask::Message(Message { text })),
        (text.clone(), text).prop_map(|(cause, remedy)| Ask::Close(Close { cause, remedy })),
    ];
    (who, ask)
}

fn lane_of(asks: &[(Who, Ask)]) -> Lane {
    let mut lane = Lane::new();
    for (who, ask) in asks {
        // A second report opens another case, which is not this lane's.
        if lane.case.is_some() && matches!(ask, Ask::Report(_)) {
            continue;
        }
        let before = lane.case.clone();
        if lane.send(who, ask).is_err() {
            assert_eq!(lane.case, before, "a refusal changed something");
        }
        lane.now = lane.now.plus_minutes(1);
    }
    lane
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_commands_leaves_a_case_that_the_log_replays_to(
        asks in proptest::collection::vec(any_ask(), 1..40)
    ) {
        let lane = lane_of(&asks);
        let replayed = lane.log.iter().try_fold(None, |case, event| evolve(case, event).map(Some));
        prop_assert_eq!(replayed.flatten(), lane.case.clone());
        // Through bytes and back, as the store and the wire do.
        let json = serde_json::to_vec(&lane.case).expect("json");
        prop_assert_eq!(serde_json::from_slice::<Option<Case>>(&json).expect("reads"), lane.case);
    }

    #[test]
    fn the_chain_verifies_and_any_changed_byte_is_found(
        asks in proptest::collection::vec(any_ask(), 1..20),
        at in any::<prop::sample::Index>(),
        flip in 1u8..=255,
    ) {
        let mut asks = asks;
        let first = Ask::Report(common::report("WVWZZZ1JZXW000001", "hamburg-hafen", &["a"]));
        asks.insert(0, (common::owner(), first));
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
    fn an_accepted_case_always_has_somebody_and_a_promise_until_it_closes(
        asks in proptest::collection::vec(any_ask(), 1..40)
    ) {
        let mut lane = Lane::reported();
        for (who, ask) in &asks {
            if !matches!(ask, Ask::Report(_)) {
                let _ = lane.send(who, ask);
            }
            let case = lane.case.as_ref().expect("a case");
            match case.stage {
                Stage::Reported => prop_assert!(case.advisor.is_none() && case.promise.is_none()),
                Stage::Accepted => prop_assert!(case.advisor.is_some() && case.promise.is_some()),
                Stage::Closed => prop_assert!(case.closure.is_some() && case.promise.is_none()),
            }
        }
    }
}
