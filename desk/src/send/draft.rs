//! What an advisor can do with a case, what is typed for it, and the command that it makes.

use casework::text::{LONG, field};
use contract::command::{Accept, Close, Message, Promise};
use contract::id::CaseId;
use contract::problem::{Fault, FieldError};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ui::outbox::Form;

/// What an advisor can do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Take it in, with the first promise.
    Accept,
    /// Promise the next update.
    Promise,
    /// Write to the owner.
    Message,
    /// End it.
    Close,
}

impl Verb {
    /// In the order of the buttons.
    pub const ALL: [Self; 4] = [Self::Accept, Self::Promise, Self::Message, Self::Close];

    /// The noun it makes, as the route names it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Accept => "acceptance",
            Self::Promise => "promises",
            Self::Message => "messages",
            Self::Close => "closure",
        }
    }

    /// The key that opens it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Accept => "A",
            Self::Promise => "P",
            Self::Message => "M",
            Self::Close => "C",
        }
    }
}

/// One form of one case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The case.
    pub case: CaseId,
    /// The form.
    pub verb: Verb,
}

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// A message's words, or a close's cause.
    #[serde(default)]
    pub text: String,
    /// A close's remedy.
    #[serde(default)]
    pub remedy: String,
    /// A promise's time, picked.
    #[serde(default)]
    pub due: Option<Timestamp>,
}

impl Form for Slot {
    type Draft = Draft;

    fn name(&self) -> String {
        format!("{}/{}", self.case, self.verb.noun())
    }

    fn parse(name: &str) -> Option<Self> {
        let (case, noun) = name.split_once('/')?;
        Some(Self {
            case: CaseId::parse(case).ok()?,
            verb: Verb::ALL.into_iter().find(|v| v.noun() == noun)?,
        })
    }

    fn route(&self) -> String {
        format!("/cases/{}/{}", self.case, self.verb.noun())
    }

    fn faults(&self, draft: &Draft, now: Timestamp) -> Vec<FieldError> {
        let text = |value: &str, pointer: &str| field(value, LONG, pointer).err();
        let found = match self.verb {
            Verb::Message => [text(&draft.text, "/body/text"), None],
            Verb::Close => [
                text(&draft.text, "/body/cause"),
                text(&draft.remedy, "/body/remedy"),
            ],
            Verb::Accept => [due(draft.due, now, "/body/next_update"), None],
            Verb::Promise => [due(draft.due, now, "/body/due"), None],
        };
        found.into_iter().flatten().collect()
    }

    fn body(&self, draft: &Draft) -> Option<Value> {
        let text = draft.text.clone();
        let json = match self.verb {
            Verb::Accept => serde_json::to_value(Accept {
                next_update: draft.due?,
            }),
            Verb::Promise => serde_json::to_value(Promise { due: draft.due? }),
            Verb::Message => serde_json::to_value(Message { text }),
            Verb::Close => serde_json::to_value(Close {
                cause: text,
                remedy: draft.remedy.clone(),
            }),
        };
        json.ok()
    }
}

fn due(due: Option<Timestamp>, now: Timestamp, pointer: &str) -> Option<FieldError> {
    let code = match due {
        None => Fault::Missing,
        Some(due) if due <= now => Fault::Past,
        Some(_) => return None,
    };
    Some(FieldError {
        pointer: pointer.to_owned(),
        code,
        limit: None,
    })
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_slot_reads_back_from_its_name_in_storage() {
        for verb in Verb::ALL {
            let slot = slot(verb);
            assert_eq!(Slot::parse(&slot.name()), Some(slot));
        }
        assert_eq!(Slot::parse("theme"), None);
    }

    fn slot(verb: Verb) -> Slot {
        Slot {
            case: CaseId::from_random(7),
            verb,
        }
    }

    #[test]
    fn a_close_needs_both_and_says_so_at_each_field() {
        let draft = Draft {
            text: "  ".into(),
            ..Draft::default()
        };
        let faults = slot(Verb::Close).faults(&draft, Timestamp(0));
        let at: Vec<(&str, Fault)> = faults
            .iter()
            .map(|f| (f.pointer.as_str(), f.code))
            .collect();
        let expected = [
            ("/body/cause", Fault::Empty),
            ("/body/remedy", Fault::Empty),
        ];
        assert_eq!(at, expected);
    }

    #[test]
    fn a_promise_is_a_command_only_with_a_time_ahead() {
        let slot = slot(Verb::Promise);
        let mut draft = Draft::default();
        assert_eq!(slot.body(&draft), None);
        let code = |draft: &Draft, now| slot.faults(draft, Timestamp(now)).first().map(|f| f.code);
        assert_eq!(code(&draft, 4), Some(Fault::Missing));
        draft.due = Some(Timestamp(5));
        assert_eq!(code(&draft, 5), Some(Fault::Past));
        assert_eq!(code(&draft, 4), None);
        let body = slot.body(&draft).expect("a body");
        assert_eq!(body["due"], 5);
    }
}
