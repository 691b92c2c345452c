//! Commands one after another, a line each: who, a space, what, a space, its body. Whatever is taken, the case is what its
//! log says, and the log holds.
#![no_main]

#[allow(dead_code)]
#[path = "../../crates/casework/tests/rules/lane.rs"]
mod lane;

use casework::{Ask, Who, chain, evolve};
use contract::person::Role;
use lane::Lane;
use libfuzzer_sys::fuzz_target;
use serde::de::DeserializeOwned;

fn of<T: DeserializeOwned>(make: fn(T) -> Ask, body: &str) -> Option<Ask> {
    serde_json::from_str(body).ok().map(make)
}

/// A command by its route's noun.
fn ask(noun: &str, body: &str) -> Option<Ask> {
    match noun {
        "report" => of(Ask::Report, body),
        "visit" => of(Ask::Book, body),
        "offers" => of(Ask::Offer, body),
        "accept" => of(Ask::Accept, body),
        "promise" => of(Ask::Promise, body),
        "progress" => of(Ask::Progress, body),
        "diagnose" => of(Ask::Diagnose, body),
        "message" => of(Ask::Message, body),
        "sign" => of(Ask::Sign, body),
        "estimate" => of(Ask::Estimate, body),
        "authorise" => of(Ask::Authorise, body),
        "invoice" => of(Ask::Invoice, body),
        "refund" => of(Ask::Refund, body),
        "dispute" => of(Ask::Dispute, body),
        "answer" => of(Ask::AnswerDispute, body),
        "contact" => of(Ask::Contact, body),
        "pause" => of(Ask::PauseContact, body),
        "appeal" => of(Ask::AppealPause, body),
        "close" => of(Ask::Close, body),
        "survey" => of(Ask::GiveSurvey, body),
        "reward" => of(Ask::ClaimReward, body),
        "cancel" => Some(Ask::CancelVisit),
        "here" => Some(Ask::CheckIn),
        "withdraw" => Some(Ask::Withdraw),
        "resume" => Some(Ask::ResumeContact),
        "reopen" => Some(Ask::Reopen),
        "erase" => Some(Ask::Erase),
        _ => None,
    }
}

fn who(letter: &str) -> Option<Who> {
    match letter {
        "o" => Some(lane::owner()),
        "d" => Some(lane::driver(true)),
        "a" => Some(lane::advisor()),
        "m" => Some(lane::staff_as(Role::LocalManager)),
        _ => None,
    }
}

fuzz_target!(|told: &str| {
    let mut lane = Lane::reported();
    for line in told.lines().take(40) {
        let mut words = line.splitn(3, ' ');
        let (letter, noun, body) = (words.next(), words.next(), words.next());
        if let Some(minutes) = letter.and_then(|l| l.parse::<u16>().ok()) {
            lane.now = lane.now.plus_minutes(i64::from(minutes));
            continue;
        }
        let asked = ask(noun.unwrap_or_default(), body.unwrap_or("{}"));
        if let (Some(who), Some(asked)) = (who(letter.unwrap_or_default()), asked) {
            let before = lane.log.len();
            let case = lane.case.clone();
            if lane.send(&who, &asked).is_err() {
                assert_eq!(lane.log.len(), before, "what is refused changes nothing");
                assert_eq!(lane.case, case);
            }
        }
    }
    let (mut prev, mut case) = (chain::GENESIS.to_owned(), None);
    for (event, bytes) in lane.log.iter().zip(&lane.stored) {
        let link = chain::check(event.link.seq, bytes, &event.hash, &prev);
        assert_eq!(link.as_ref(), Ok(&event.link), "the chain holds");
        prev.clone_from(&event.hash);
        case = Some(evolve(case, event).expect("follows"));
    }
    assert_eq!(case, lane.case, "the case is what its log says");
});
