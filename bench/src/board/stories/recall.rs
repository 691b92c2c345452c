//! The recall bill: what should be free never reaches the owner as a charge.

use super::{Story, Told};
use crate::board::act::{Act, Line};
use crate::board::show::{Room, Show};
use contract::case::Stage;
use contract::command::Drivable;
use contract::estimate::Coverage;
use contract::manager::Subject;

const BATTERY: &str = "ELECTRICAL SYSTEM:PROPULSION SYSTEM:TRACTION BATTERY";

const PACK: Line = Line {
    id: "pack",
    title: "Battery pack",
    reason: "Cell 14 has failed, with the defect of recall 21V650000.",
    evidence: "Cell 14 at 2.9 V, all others at 3.7 V.",
    component: BATTERY,
    coverage: Coverage::Recall,
    parts: 25_000,
    labour: 5_000,
};
const CHARGED: Line = Line {
    coverage: Coverage::NotCovered,
    ..PACK
};
const BLADES: Line = Line {
    id: "blades",
    title: "Wiper blades",
    reason: "They leave streaks.",
    evidence: "Rubber torn on the driver’s side.",
    component: "VISIBILITY:WIPERS",
    coverage: Coverage::NotCovered,
    parts: 160,
    labour: 40,
};

/// The story.
pub const STORY: Story = Story {
    name: "The recall bill",
    owner: "carmen",
    centre: "oslo-alna",
    steps: &[
        Told {
            by: Some("Carmen"),
            say: "My car’s battery is under recall. Home says so before I have said a word.",
            acts: &[],
            show: &[Show::Phone(Room::Home), Show::Inbox],
        },
        Told {
            by: Some("Carmen"),
            say: "A red light, and it stops charging. I report it.",
            acts: &[Act::Report {
                text: "A red battery light came on, and it stops charging at 40 %. Is this recall 21V650000?",
                drivable: Drivable::Unsure,
                signals: true,
            }],
            show: &[Show::Phone(Room::Case)],
        },
        Told {
            by: Some("Live"),
            say: "I have it. She hears from me within the hour.",
            acts: &[Act::Accept { minutes: 60 }],
            show: &[Show::Advisor],
        },
        Told {
            by: Some("Carmen"),
            say: "With that I have the names and numbers of both managers.",
            acts: &[],
            show: &[Show::Phone(Room::Managers)],
        },
        Told {
            by: Some("Live"),
            say: "The pack has failed. I write a bill of 30,000, and the desk stops me: a recall is open on it.",
            acts: &[
                Act::Diagnose {
                    text: "Cell 14 of the pack has failed.",
                    component: BATTERY,
                },
                Act::Stopped {
                    lines: &[CHARGED, BLADES],
                },
            ],
            show: &[],
        },
        Told {
            by: Some("Live"),
            say: "So the recall pays for the pack. The wiper blades are hers: 200.",
            acts: &[Act::Estimate {
                lines: &[PACK, BLADES],
                note: None,
            }],
            show: &[Show::Phone(Room::Estimate)],
        },
        Told {
            by: Some("Carmen"),
            say: "Nothing for the pack. But the blades were new in spring: I disagree.",
            acts: &[Act::Dispute {
                subject: Subject::Estimate,
                lines: &["blades"],
                text: "They were new in spring.",
            }],
            show: &[Show::Phone(Room::Case), Show::Manager],
        },
        Told {
            by: Some("Nils"),
            say: "She is right. We take the line out.",
            acts: &[Act::Answer {
                text: "You are right: they were. We take the line out.",
            }],
            show: &[],
        },
        Told {
            by: Some("Live"),
            say: "A revision, with its reason: the pack alone, for nothing.",
            acts: &[Act::Estimate {
                lines: &[PACK],
                note: Some("The blades are out: replaced in spring."),
            }],
            show: &[Show::Advisor],
        },
        Told {
            by: Some("Carmen"),
            say: "I authorise it. More than this nobody may charge.",
            acts: &[Act::Decide {
                yes: &["pack"],
                no: &[],
            }],
            show: &[Show::Phone(Room::Case)],
        },
        Told {
            by: Some("Live"),
            say: "On the lift.",
            acts: &[Act::Progress {
                stage: Stage::InRepair,
            }],
            show: &[],
        },
        Told {
            by: Some("Live"),
            say: "Done. I close it, and say what it was.",
            acts: &[Act::Close {
                cause: "Cells with the defect of the recall.",
                remedy: "The pack was replaced, free of charge.",
            }],
            show: &[],
        },
        Told {
            by: Some("Carmen"),
            say: "I had to ask twice, and say so. Whom I rate cannot read it.",
            acts: &[Act::Survey {
                why: "I had to ask twice.",
            }],
            show: &[Show::Phone(Room::Reward)],
        },
        Told {
            by: Some("Carmen"),
            say: "The thanks are the same for every answer: money off, once.",
            acts: &[Act::Reward],
            show: &[],
        },
    ],
};
