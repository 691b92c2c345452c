//! One conversation with a host: what it can do, what it was asked, until when it may answer. No channel and no
//! clock: messages and times come in as arguments, what is to be sent goes out.

use super::envelope::{self, Body, Fault};
use super::word::{STATE, WANTS, Word};
use serde_json::{Value, json};

/// The first question, which needs no capability.
pub const CAPABILITIES: &str = "capabilities";

/// What a page may ask of a host that can.
const ERRANDS: [&str; 7] = [
    "dial", "mail", "map", "share", "calendar", "notify", "signIn",
];

/// Questions open at once; a host that leaves more unanswered is not asked further.
const MOST: usize = 16;

/// The page's side of a conversation. `T` is what goes on with an answer.
#[derive(Debug)]
pub struct Talk<T> {
    /// Whether the host has said what it can do.
    pub met: bool,
    can: Vec<&'static str>,
    open: Vec<Pending<T>>,
    asked: u32,
}

#[derive(Debug)]
struct Pending<T> {
    id: String,
    method: &'static str,
    until: i64,
    then: T,
}

/// What comes of a message.
#[derive(Debug, PartialEq)]
pub enum Heard<T> {
    /// Nothing: it was none, or nobody waited for it.
    Nothing,
    /// This is to be sent.
    Reply(String),
    /// The host says or wants something; where it asked, [`done`] writes the answer.
    Words(Vec<Word>, Option<Asked>),
    /// A question of ours has its answer.
    Ended(T, Result<Value, Fault>),
}

/// A request of the host's.
#[derive(Debug, PartialEq)]
pub struct Asked {
    id: String,
    method: String,
}

/// The answer to a request that the page knows: whether it did it.
pub fn done(asked: &Asked, done: bool) -> String {
    envelope::answer(&asked.id, &asked.method, Ok(json!({ "done": done })))
}

impl<T> Talk<T> {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self {
            met: false,
            can: Vec::new(),
            open: Vec::new(),
            asked: 0,
        }
    }

    /// Whether the host does this.
    pub fn can(&self, method: &str) -> bool {
        self.can.contains(&method)
    }

    /// From now on the browser does this: the host could not.
    pub fn give_up(&mut self, method: &str) {
        self.can.retain(|can| *can != method);
    }

    /// A question, to be answered until a time (milliseconds): the message to send, or `then` back.
    pub fn ask(
        &mut self,
        method: &'static str,
        params: Value,
        until: i64,
        then: T,
    ) -> Result<String, T> {
        let may = method == CAPABILITIES || self.can(method);
        if !may || self.open.len() >= MOST {
            return Err(then);
        }
        self.asked += 1;
        let id = format!("p{}", self.asked);
        let message = envelope::request(&id, method, params);
        self.open.push(Pending {
            id,
            method,
            until,
            then,
        });
        Ok(message)
    }

    /// Takes a message.
    pub fn hear(&mut self, text: &str) -> Heard<T> {
        let Some(message) = envelope::read(text) else {
            return Heard::Nothing;
        };
        let (id, method) = (message.id, message.method);
        match message.body {
            Body::Answer(outcome) => self.answered(&id, outcome),
            Body::Event(params) if method == CAPABILITIES => self.meet(&params),
            Body::Event(params) => match Word::read(&method, &params) {
                Some(word) => Heard::Words(vec![word], None),
                None => Heard::Nothing,
            },
            Body::Request(_) if method == CAPABILITIES => {
                let methods = [&STATE[..], &WANTS[..]].concat();
                let ours = json!({ "methods": methods });
                Heard::Reply(envelope::answer(&id, &method, Ok(ours)))
            }
            Body::Request(params) => match Word::read(&method, &params) {
                Some(word) => Heard::Words(vec![word], Some(Asked { id, method })),
                None => {
                    let known = STATE.iter().chain(&WANTS).any(|m| *m == method);
                    let fault = match known {
                        true => Fault::InvalidParams,
                        false => Fault::UnknownMethod,
                    };
                    Heard::Reply(envelope::answer(&id, &method, Err(fault)))
                }
            },
        }
    }

    /// What was not answered until now. A host that was silent once is not asked that again.
    pub fn late(&mut self, now: i64) -> Vec<T> {
        let (late, open) = self.open.drain(..).partition(|p| p.until <= now);
        self.open = open;
        let late: Vec<Pending<T>> = late;
        for pending in &late {
            self.can.retain(|can| *can != pending.method);
        }
        late.into_iter().map(|pending| pending.then).collect()
    }

    fn answered(&mut self, id: &str, outcome: Result<Value, Fault>) -> Heard<T> {
        let Some(at) = self.open.iter().position(|p| p.id == id) else {
            return Heard::Nothing;
        };
        let pending = self.open.remove(at);
        match &outcome {
            Ok(can) if pending.method == CAPABILITIES => return self.meet(can),
            Err(fault) if *fault != Fault::Cancelled => self.give_up(pending.method),
            _ => {}
        }
        Heard::Ended(pending.then, outcome)
    }

    /// Takes the capabilities, and what was said with them. Without a list nothing was said.
    fn meet(&mut self, said: &Value) -> Heard<T> {
        let Some(methods) = said.get("methods").and_then(Value::as_array) else {
            return Heard::Nothing;
        };
        let named = |errand: &&str| methods.iter().any(|m| m.as_str() == Some(errand));
        self.can = ERRANDS.into_iter().filter(named).collect();
        self.met = true;
        let words = STATE.iter().filter_map(|m| Word::read(m, said.get(m)?));
        Heard::Words(words.collect(), None)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// A talk with a host that said it can do all of this.
    fn met(methods: &[&str]) -> Talk<&'static str> {
        let mut talk = Talk::new();
        assert!(talk.ask(CAPABILITIES, Value::Null, 100, "met").is_ok());
        let heard = talk.hear(&answer("p1", json!({ "methods": methods })));
        assert_eq!(heard, Heard::Words(Vec::new(), None));
        assert!(talk.met);
        talk
    }

    fn answer(id: &str, result: Value) -> String {
        envelope::answer(id, "x", Ok(result))
    }

    fn event(method: &str, params: Value) -> String {
        json!({"v": 1, "kind": "evt", "method": method, "params": params}).to_string()
    }

    fn asks(method: &str, params: Value) -> String {
        envelope::request("h1", method, params)
    }

    #[test]
    fn a_host_says_what_it_can_and_how_things_are_at_once() {
        let mut talk = Talk::new();
        assert!(talk.ask("dial", Value::Null, 100, "too early").is_err());
        let message = talk.ask(CAPABILITIES, Value::Null, 100, "met");
        assert!(message.is_ok_and(|m| m.contains("\"capabilities\"")));
        let said = json!({
            "methods": ["dial", "becomeRoot", 7],
            "theme": {"name": "night"},
            "surface": {"name": "admin"},
            "locale": {"tag": "de"},
        });
        let words = vec![Word::Night(true), Word::Locale("de".into())];
        assert_eq!(talk.hear(&answer("p1", said)), Heard::Words(words, None));
        assert!(talk.can("dial") && !talk.can("share") && !talk.can("becomeRoot"));
    }

    #[test]
    fn an_answer_ends_its_own_question_once() {
        let mut talk = met(&["dial", "map"]);
        let first = talk.ask("dial", json!({"url": "tel:1"}), 100, "first");
        let second = talk.ask("map", json!({"url": "geo:1"}), 100, "second");
        assert!(first.is_ok_and(|m| m.contains("p2")) && second.is_ok_and(|m| m.contains("p3")));
        let done = Ok(json!({}));
        assert_eq!(
            talk.hear(&answer("p3", json!({}))),
            Heard::Ended("second", done.clone())
        );
        assert_eq!(talk.hear(&answer("p3", json!({}))), Heard::Nothing);
        assert_eq!(talk.hear(&answer("p99", json!({}))), Heard::Nothing);
        assert_eq!(
            talk.hear(&answer("p2", json!({}))),
            Heard::Ended("first", done)
        );
    }

    #[test]
    fn a_host_that_fails_or_is_silent_is_not_asked_that_again_and_may_come_back() {
        let mut talk = met(&["dial", "map", "mail"]);
        let _ = talk.ask("dial", Value::Null, 100, "silent");
        let _ = talk.ask("map", Value::Null, 200, "in time");
        assert!(talk.late(99).is_empty());
        assert_eq!(talk.late(100), ["silent"]);
        assert!(!talk.can("dial") && talk.can("map"));
        assert_eq!(talk.hear(&answer("p2", json!({}))), Heard::Nothing);
        for (fault, still) in [(Fault::Cancelled, true), (Fault::Failed, false)] {
            let _ = talk.ask("mail", Value::Null, 300, "mail");
            let id = format!("p{}", talk.asked);
            let heard = talk.hear(&envelope::answer(&id, "mail", Err(fault)));
            assert_eq!(heard, Heard::Ended("mail", Err(fault)));
            assert_eq!(talk.can("mail"), still);
        }
        talk.hear(&event(CAPABILITIES, json!({"methods": ["dial"]})));
        assert!(talk.can("dial") && !talk.can("map"));
    }

    #[test]
    fn a_host_that_leaves_everything_open_is_not_asked_further() {
        let mut talk = met(&["dial"]);
        for _ in 0..MOST {
            assert!(talk.ask("dial", Value::Null, 100, "open").is_ok());
        }
        assert_eq!(
            talk.ask("dial", Value::Null, 100, "one more"),
            Err("one more")
        );
        assert_eq!(talk.late(100).len(), MOST);
    }

    #[test]
    fn what_a_host_asks_is_answered_and_what_nobody_knows_is_refused() {
        let mut talk = met(&[]);
        let Heard::Words(words, Some(asked)) = talk.hear(&asks("back", Value::Null)) else {
            panic!("back is known");
        };
        assert_eq!(words, [Word::Back]);
        let said = envelope::read(&done(&asked, false)).expect("an answer");
        assert_eq!(
            (said.id.as_str(), said.body),
            ("h1", Body::Answer(Ok(json!({"done": false}))))
        );
        let faults = [
            ("session", json!({}), Fault::UnknownMethod),
            ("eval", json!({"code": "alert(1)"}), Fault::UnknownMethod),
            ("dial", json!({"url": "tel:1"}), Fault::UnknownMethod),
            ("theme", json!({"name": "pink"}), Fault::InvalidParams),
            (
                "open",
                json!({"path": "//evil.example"}),
                Fault::InvalidParams,
            ),
        ];
        for (method, params, fault) in faults {
            let Heard::Reply(text) = talk.hear(&asks(method, params)) else {
                panic!("{method} is answered");
            };
            let reply = envelope::read(&text).expect("an answer");
            assert_eq!(reply.body, Body::Answer(Err(fault)), "{method}");
        }
        let Heard::Reply(ours) = talk.hear(&asks(CAPABILITIES, Value::Null)) else {
            panic!("capabilities are told");
        };
        assert!(ours.contains("\"back\"") && ours.contains("\"safeArea\""));
    }

    #[test]
    fn what_is_no_message_changes_nothing() {
        let mut talk = met(&["dial"]);
        let _ = talk.ask("dial", Value::Null, 100, "open");
        let hostile = [
            "{".to_owned(),
            event("theme", json!({"name": "pink"})),
            event("identity", json!({"person": "ines"})),
            event(CAPABILITIES, json!({"methods": "all"})),
            answer("p1", json!({"methods": ["share"]})),
        ];
        for text in hostile {
            assert_eq!(talk.hear(&text), Heard::Nothing, "{text}");
        }
        assert!(talk.can("dial") && !talk.can("share"));
        let heard = talk.hear(&answer("p2", json!({"methods": ["share"]})));
        assert!(matches!(heard, Heard::Ended("open", Ok(_))) && !talk.can("share"));
    }
}
