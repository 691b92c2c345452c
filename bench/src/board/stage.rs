//! A case in any state: the acts that lead to each.

use super::act::{Act, Line};
use super::cast::Company;
use super::play::Step;
use super::show::{Room, Show};
use contract::appointment::VisitKind;
use contract::case::Stage;
use contract::command::Drivable;
use contract::estimate::Coverage;
use contract::manager::Subject;

/// A state that a case can be brought to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// What a tester calls it.
    pub name: &'static str,
    /// What leads there from nothing.
    pub acts: &'static [Act],
    /// What the phone shows there.
    pub room: Room,
}

const PADS: Line = Line {
    id: "pads",
    title: "Brake pads, front axle",
    reason: "Worn down to the sensor.",
    evidence: "Left 2.1 mm, right 2.3 mm; the least is 3 mm.",
    component: "BRAKES:HYDRAULIC",
    coverage: Coverage::NotCovered,
    parts: 184,
    labour: 96,
};
const HOSE: Line = Line {
    id: "hose",
    title: "Brake hose, front left",
    reason: "It sweats at the clamp.",
    evidence: "Fluid on the lower 4 cm.",
    component: "BRAKES:HYDRAULIC",
    coverage: Coverage::NotCovered,
    parts: 62,
    labour: 74,
};
const DISCS: Line = Line {
    id: "discs",
    title: "Brake discs, front axle",
    reason: "Scored by the worn pads.",
    evidence: "Grooves of 0.8 mm.",
    component: "BRAKES:HYDRAULIC",
    coverage: Coverage::NotCovered,
    parts: 310,
    labour: 124,
};

const REPORT: Act = Act::Report {
    text: "It rattles at the front left when I brake, and the pedal feels softer than it did in spring.",
    drivable: Drivable::Yes,
    signals: false,
};
const ACCEPT: Act = Act::Accept { minutes: 60 };
const DIAGNOSE: Act = Act::Diagnose {
    text: "The front pads are worn, and a hose sweats at its clamp.",
    component: "BRAKES:HYDRAULIC",
};
const ESTIMATE: Act = Act::Estimate {
    lines: &[PADS, HOSE],
    note: None,
};
const PART: Act = Act::Decide {
    yes: &["hose"],
    no: &[],
};
const REVISE: Act = Act::Estimate {
    lines: &[PADS, HOSE, DISCS],
    note: Some("When the wheel came off we saw that the discs are scored."),
};
const APPROVE: Act = Act::Decide {
    yes: &["pads", "hose"],
    no: &[],
};
const REPAIR: Act = Act::Progress {
    stage: Stage::InRepair,
};
const CHECK: Act = Act::Progress {
    stage: Stage::QualityCheck,
};
const READY: Act = Act::Progress {
    stage: Stage::Ready,
};
const CLOSE: Act = Act::Close {
    cause: "The pads were worn, and a hose sweated at its clamp.",
    remedy: "Both were renewed, and the brakes bled.",
};
const SURVEY: Act = Act::Survey {
    why: "I had to ask twice.",
};

/// All states, along the lane.
#[rustfmt::skip]
pub const STATES: [State; 15] = [
    State { name: "Reported", acts: &[REPORT], room: Room::Case },
    State { name: "Accepted", acts: &[REPORT, ACCEPT], room: Room::Case },
    State { name: "Appointment agreed", acts: &[REPORT, ACCEPT, Act::Book { kind: VisitKind::Centre }], room: Room::Case },
    State { name: "Promise missed", acts: &[REPORT, Act::Accept { minutes: 5 }, Act::Forward { minutes: 6 }], room: Room::Case },
    State { name: "Diagnosed", acts: &[REPORT, ACCEPT, DIAGNOSE], room: Room::Case },
    State { name: "Estimate waiting", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE], room: Room::Estimate },
    State { name: "Part authorised", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, PART], room: Room::Estimate },
    State { name: "Revised", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, PART, REVISE], room: Room::Estimate },
    State { name: "Disputed", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, PART, REVISE, DISPUTE], room: Room::Case },
    State { name: "Dispute answered", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, PART, REVISE, DISPUTE, ANSWER], room: Room::Case },
    State { name: "In repair", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, APPROVE, REPAIR], room: Room::Case },
    State { name: "Ready", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, APPROVE, REPAIR, CHECK, READY], room: Room::Case },
    State { name: "Closed", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, APPROVE, REPAIR, CLOSE], room: Room::Case },
    State { name: "Survey given", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, APPROVE, REPAIR, CLOSE, SURVEY], room: Room::Reward },
    State { name: "Reward claimed", acts: &[REPORT, ACCEPT, DIAGNOSE, ESTIMATE, APPROVE, REPAIR, CLOSE, SURVEY, Act::Reward], room: Room::Reward },
];
const DISPUTE: Act = Act::Dispute {
    subject: Subject::Estimate,
    lines: &["discs"],
    text: "The discs were new in spring.",
};
const ANSWER: Act = Act::Answer {
    text: "You are right. We look at them again, at no cost.",
};

/// The steps to a state, as these people make them. Only the last one is shown: on the way there is nothing to look at.
pub fn steps(state: State, company: &Company) -> Vec<Step> {
    let step = |(at, act): (usize, &Act)| Step {
        by: None,
        say: act.say(company),
        acts: vec![*act],
        show: match at + 1 == state.acts.len() {
            true => vec![Show::Phone(state.room), Show::Advisor],
            false => Vec::new(),
        },
    };
    state.acts.iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Whether an act can come after those before it, by what it needs to be there.
    fn fits(act: &Act, before: &[Act]) -> bool {
        let had = |what: fn(&Act) -> bool| before.iter().any(what);
        let reported = had(|a| matches!(a, Act::Report { .. }));
        let accepted = had(|a| matches!(a, Act::Accept { .. }));
        let estimated = had(|a| matches!(a, Act::Estimate { .. }));
        let closed = had(|a| matches!(a, Act::Close { .. }));
        let disputes = before
            .iter()
            .filter(|a| matches!(a, Act::Dispute { .. }))
            .count();
        let answers = before
            .iter()
            .filter(|a| matches!(a, Act::Answer { .. }))
            .count();
        match act {
            Act::Report { .. } => !reported,
            Act::Accept { .. } => reported && !accepted,
            Act::Book { .. } | Act::Diagnose { .. } => accepted && !closed,
            Act::Estimate { note, .. } => accepted && !closed && note.is_some() == estimated,
            Act::Decide { .. } | Act::Dispute { .. } => estimated && !closed,
            Act::Answer { .. } => disputes > answers,
            Act::Progress { .. } => had(|a| matches!(a, Act::Decide { .. })) && !closed,
            Act::Close { .. } => accepted && disputes == answers,
            Act::Survey { .. } => closed,
            Act::Reward => had(|a| matches!(a, Act::Survey { .. })),
            _ => true,
        }
    }

    #[test]
    fn every_state_is_reached_by_acts_that_each_know_what_was_before() {
        for state in STATES {
            for (at, act) in state.acts.iter().enumerate() {
                assert!(fits(act, &state.acts[..at]), "{}: {act:?}", state.name);
            }
        }
    }

    #[test]
    fn what_is_decided_or_disputed_stands_in_the_estimate_before_it() {
        for state in STATES {
            let mut known: Vec<&str> = Vec::new();
            for act in state.acts {
                match act {
                    Act::Estimate { lines, .. } => {
                        known = lines.iter().map(|line| line.id).collect()
                    }
                    Act::Decide { yes, no } => {
                        assert!(
                            yes.iter().chain(*no).all(|id| known.contains(id)),
                            "{}",
                            state.name
                        );
                    }
                    Act::Dispute { lines, .. } => {
                        assert!(lines.iter().all(|id| known.contains(id)), "{}", state.name);
                    }
                    _ => {}
                }
            }
        }
    }
}
