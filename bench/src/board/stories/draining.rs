//! The draining car: urgent by rule, taken by the centre near the car, closed with its cause. The car's own steps are
//! left out where the bench has none; what it said last is in the maker's record.

use super::{Story, Told};
use crate::board::act::Act;
use crate::board::screen::Kind;
use crate::board::show::{Room, Show};
use crate::board::sim::Scene;
use contract::appointment::VisitKind;
use contract::bench::Line;
use contract::case::Stage;
use contract::command::Drivable;

/// Hamburg's airport, where the maker's record has the car; the scene's own is another.
const PLACE: &[(&str, f64)] = &[
    ("Vehicle.CurrentLocation.Latitude", 53.6304),
    ("Vehicle.CurrentLocation.Longitude", 9.9882),
];

/// The story.
pub const STORY: Story = Story {
    name: "The draining car",
    owner: "jon",
    centre: "hamburg-hafen",
    steps: &[
        Told {
            by: Some("Jon"),
            say: "My car stands at Hamburg’s airport; I am far away. In six hours it has lost 50 km of range.",
            acts: &[
                Act::Line {
                    screen: Kind::Phone,
                    line: Line::Good,
                },
                Act::Scene(Scene::AirportDrainingBattery),
                Act::Signals(PLACE),
                Act::Forward { minutes: 6 * 60 },
                Act::Hears,
            ],
            show: &[Show::Phone(Room::Home), Show::Car(Room::Home), Show::Inbox],
        },
        Told {
            by: Some("Jon"),
            say: "I paired it once. It sends what I agreed to, and nothing else.",
            acts: &[Act::Pair, Act::Told],
            show: &[],
        },
        Told {
            by: Some("Jon"),
            say: "From here I see that it is urgent before anybody asks.",
            acts: &[],
            show: &[Show::Phone(Room::Report)],
        },
        Told {
            by: Some("Jon"),
            say: "I report it to the centre near the car. What it said goes along.",
            acts: &[Act::Report {
                text: "It loses range while it is parked at the airport. Why?",
                drivable: Drivable::Unsure,
                signals: true,
            }],
            show: &[Show::Phone(Room::Case)],
        },
        Told {
            by: Some("Sam"),
            say: "First in my list, and marked. I take it, and promise a word in half an hour.",
            acts: &[Act::Accept { minutes: 30 }],
            show: &[Show::Advisor],
        },
        Told {
            by: Some("Jon"),
            say: "Somebody goes to the car. Nobody has to bring it.",
            acts: &[Act::Book {
                kind: VisitKind::Mobile,
            }],
            show: &[],
        },
        Told {
            by: Some("Jon"),
            say: "My train goes into a tunnel.",
            acts: &[Act::Line {
                screen: Kind::Phone,
                line: Line::Cut,
            }],
            show: &[],
        },
        Told {
            by: Some("Sam"),
            say: "I write to him meanwhile.",
            acts: &[Act::Write {
                text: "We have your car’s place. A technician drives there this afternoon.",
            }],
            show: &[],
        },
        Told {
            by: Some("Jon"),
            say: "Out again. Nothing was missed.",
            acts: &[
                Act::Line {
                    screen: Kind::Phone,
                    line: Line::Good,
                },
                Act::Wait { seconds: 8 },
            ],
            show: &[],
        },
        Told {
            by: None,
            say: "Sam’s promise passes unmet. It goes up to Greta by itself, and Jon sees that it did.",
            acts: &[Act::Forward { minutes: 40 }],
            show: &[],
        },
        Told {
            by: Some("Sam"),
            say: "Late, but here: I look into it.",
            acts: &[Act::Progress {
                stage: Stage::Diagnosing,
            }],
            show: &[],
        },
        Told {
            by: Some("Sam"),
            say: "Closed, with its cause, because Jon asked why.",
            acts: &[Act::Close {
                cause: "A control unit stayed awake and drew 4 A.",
                remedy: "Its software was renewed; it sleeps now.",
            }],
            show: &[],
        },
        Told {
            by: Some("Jon"),
            say: "Nobody told me in time, and I say so.",
            acts: &[Act::Survey {
                why: "Nobody told me in time.",
            }],
            show: &[Show::Phone(Room::Reward)],
        },
        Told {
            by: Some("Jon"),
            say: "The thanks are the same for every answer: money off, once.",
            acts: &[Act::Reward],
            show: &[],
        },
    ],
};
