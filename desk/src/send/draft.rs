//! What is typed for a case and not yet answered. Kept at every touch, so that neither a closed tab
//! nor a dead server costs a word.

use contract::command::{Accept, Close, Command, DriveState, Message, Promise, Surface};
use contract::id::{CaseId, CommandId, ReleaseId};
use contract::problem::FieldError;
use contract::time::Timestamp;
use contract::version::CONTRACT;
use serde::{Deserialize, Serialize};

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

impl Slot {
    /// The name in storage.
    pub fn name(&self) -> String {
        format!("{}/{}", self.case, self.verb.noun())
    }

    /// Reads a name in storage.
    pub fn parse(name: &str) -> Option<Self> {
        let (case, noun) = name.split_once('/')?;
        Some(Self {
            case: CaseId::parse(case).ok()?,
            verb: Verb::ALL.into_iter().find(|v| v.noun() == noun)?,
        })
    }

    /// The route that takes it, below the audience's prefix.
    pub fn route(&self) -> String {
        format!("/cases/{}/{}", self.case, self.verb.noun())
    }
}

/// What is typed. Once sent it is sealed: the same bytes go out until they are answered, under one
/// key, so that fifty presses and ten retries are one command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The command's key, made with the draft.
    pub key: CommandId,
    /// A message's words, or a close's cause.
    #[serde(default)]
    pub text: String,
    /// A close's remedy.
    #[serde(default)]
    pub remedy: String,
    /// A promise's time, picked.
    #[serde(default)]
    pub due: Option<Timestamp>,
    /// The command as it goes out, from the first send on.
    #[serde(default)]
    pub sealed: Option<serde_json::Value>,
}

impl Draft {
    /// An empty one.
    pub fn new(key: CommandId) -> Self {
        Self {
            key,
            text: String::new(),
            remedy: String::new(),
            due: None,
            sealed: None,
        }
    }

    /// Nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        self.sealed.is_none()
            && self.due.is_none()
            && self.text.is_empty()
            && self.remedy.is_empty()
    }

    /// What is wrong with it, found before it travels, by the same rules as the server's.
    pub fn faults(&self, verb: Verb, now: Timestamp) -> Vec<FieldError> {
        use casework::text::{LONG, field};
        let text = |value: &str, pointer: &str| field(value, LONG, pointer).err();
        let found = match verb {
            Verb::Message => [text(&self.text, "/body/text"), None],
            Verb::Close => [
                text(&self.text, "/body/cause"),
                text(&self.remedy, "/body/remedy"),
            ],
            Verb::Accept => [due(self.due, now, "/body/next_update"), None],
            Verb::Promise => [due(self.due, now, "/body/due"), None],
        };
        found.into_iter().flatten().collect()
    }

    /// The command it makes; `None` while a time is still missing.
    pub fn command(&self, verb: Verb, release: &ReleaseId) -> Option<serde_json::Value> {
        let json = match verb {
            Verb::Accept => serde_json::to_value(self.envelope(
                Accept {
                    next_update: self.due?,
                },
                release,
            )),
            Verb::Promise => {
                serde_json::to_value(self.envelope(Promise { due: self.due? }, release))
            }
            Verb::Message => {
                let text = self.text.clone();
                serde_json::to_value(self.envelope(Message { text }, release))
            }
            Verb::Close => {
                let (cause, remedy) = (self.text.clone(), self.remedy.clone());
                serde_json::to_value(self.envelope(Close { cause, remedy }, release))
            }
        };
        json.ok()
    }

    fn envelope<T>(&self, body: T, release: &ReleaseId) -> Command<T> {
        Command {
            key: self.key.clone(),
            contract: CONTRACT,
            release: release.clone(),
            surface: Surface::Desktop,
            drive: DriveState::None,
            body,
        }
    }
}

fn due(due: Option<Timestamp>, now: Timestamp, pointer: &str) -> Option<FieldError> {
    use contract::problem::Fault;
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

#[cfg(test)]
mod tests {
    use super::*;
    use contract::problem::Fault;

    #[test]
    fn a_slot_reads_back_from_its_name_in_storage() {
        for verb in Verb::ALL {
            let slot = Slot {
                case: CaseId::from_random(7),
                verb,
            };
            assert_eq!(Slot::parse(&slot.name()), Some(slot));
        }
        assert_eq!(Slot::parse("theme"), None);
    }

    #[test]
    fn a_close_needs_both_and_says_so_at_each_field() {
        let mut draft = Draft::new(CommandId::from_random(1));
        draft.text = "  ".into();
        let faults = draft.faults(Verb::Close, Timestamp(0));
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
        let release = ReleaseId::parse("r1").expect("an id");
        let mut draft = Draft::new(CommandId::from_random(1));
        assert_eq!(draft.command(Verb::Promise, &release), None);
        draft.due = Some(Timestamp(5));
        assert_eq!(
            draft.faults(Verb::Promise, Timestamp(5))[0].code,
            Fault::Past
        );
        assert!(draft.faults(Verb::Promise, Timestamp(4)).is_empty());
        let json = draft.command(Verb::Promise, &release).expect("a command");
        assert_eq!(json["body"]["due"], 5);
        assert_eq!(json["surface"], "desktop");
    }
}
