//! What is typed for a case, and the command that it makes.

use super::charges::{self, Charge};
use super::estimate::EstimateForm;
use super::verb::Verb;
use super::visits::{self, Visit};
use casework::text::{LINE, LONG, field};
use contract::attachment::{Attach, FileDigest};
use contract::case::Stage;
use contract::command::{Accept, Close, Diagnose, HandOver, Message, Nothing, Progress, Promise};
use contract::estimate::{GiveRefund, Sign};
use contract::id::{CaseId, PersonId};
use contract::manager::{AnswerDispute, Outcome, PauseContact};
use contract::problem::{Fault, FieldError};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ui::outbox::Form;
use ui::photo::Snap;

/// One form of one case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The case.
    pub case: CaseId,
    /// The form.
    pub verb: Verb,
    /// The photo or the video that it sends: each goes by itself. None for the form in which they are chosen.
    pub photo: Option<FileDigest>,
}

impl Slot {
    /// A form of a case.
    pub fn of(case: CaseId, verb: Verb) -> Self {
        Self {
            case,
            verb,
            photo: None,
        }
    }

    /// What sends one photo, or one video.
    pub fn photo(case: CaseId, digest: FileDigest) -> Self {
        Self {
            photo: Some(digest),
            ..Self::of(case, Verb::Attach)
        }
    }
}

/// What is typed. Each form fills its own part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// A message's words, a close's cause, a diagnosis, a part, a reason, an answer.
    pub text: String,
    /// A close's remedy.
    pub remedy: String,
    /// The next update, picked.
    pub due: Option<Timestamp>,
    /// The component of a diagnosis or a signature.
    pub component: String,
    /// Where the work stands.
    pub stage: Option<Stage>,
    /// Until when a part is waited for.
    pub until: Option<Timestamp>,
    /// Who has the case from here.
    pub to: String,
    /// Which dispute is answered.
    pub dispute: Option<u32>,
    /// How it is answered.
    pub outcome: Option<Outcome>,
    /// Which invoice is paid back.
    pub invoice: String,
    /// The estimate; none while it is as the case has it.
    pub estimate: Option<EstimateForm>,
    /// What is charged, line by line.
    pub charges: Vec<Charge>,
    /// Visits made for the case.
    pub visits: Vec<Visit>,
    /// Photos and videos; their bytes are kept beside it, by their digests.
    pub photos: Vec<Snap>,
}

impl Draft {
    /// Of one photo, or one video.
    pub fn of_photo(snap: Snap) -> Self {
        Self {
            photos: vec![snap],
            ..Self::default()
        }
    }
}

impl Form for Slot {
    type Draft = Draft;

    fn name(&self) -> String {
        match &self.photo {
            Some(digest) => format!("{}/{}/{digest}", self.case, self.verb.noun()),
            None => format!("{}/{}", self.case, self.verb.noun()),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        let (case, noun) = name.split_once('/')?;
        let case = CaseId::parse(case).ok()?;
        if let Some((noun, digest)) = noun.split_once('/') {
            let digest = FileDigest::try_from(digest.to_owned()).ok()?;
            return (noun == Verb::Attach.noun()).then(|| Self::photo(case, digest));
        }
        let verb = Verb::ALL.into_iter().find(|v| v.noun() == noun)?;
        Some(Self::of(case, verb))
    }

    fn lane(&self) -> String {
        match self.photo {
            // Words do not wait for a photo.
            Some(_) => format!("photos/{}", self.case),
            None => self.case.to_string(),
        }
    }

    fn route(&self) -> String {
        format!("/cases/{}/{}", self.case, self.verb.noun())
    }

    fn faults(&self, draft: &Draft, now: Timestamp) -> Vec<FieldError> {
        let long = |at: &str| field(&draft.text, LONG, at).err();
        let due = |at: &str| due(draft.due, now, at);
        let component = || field(&draft.component, LINE, "/body/component").err();
        let found = match self.verb {
            Verb::Message | Verb::Diagnose => vec![
                long("/body/text"),
                component().filter(|_| typed(&draft.component)),
            ],
            Verb::Close => vec![
                long("/body/cause"),
                field(&draft.remedy, LONG, "/body/remedy").err(),
            ],
            Verb::Accept => vec![due("/body/next_update")],
            Verb::Promise => vec![due("/body/due")],
            Verb::Progress => progress(draft, now),
            Verb::HandOver => vec![
                PersonId::parse(draft.to.trim())
                    .is_err()
                    .then(|| fault("/body/to", Fault::Missing)),
            ],
            Verb::Sign => vec![component(), long("/body/reason")],
            Verb::Answer => vec![missing(&draft.outcome, "/body/outcome"), long("/body/text")],
            Verb::Pause => vec![long("/body/reason")],
            Verb::Estimate => {
                let mut faults = EstimateForm::faults(draft.estimate.as_ref());
                faults.extend(due("/body/next_update"));
                return faults;
            }
            Verb::Invoice => return charges::faults(&draft.charges),
            Verb::Offer => return visits::faults(&draft.visits, now),
            Verb::Attach | Verb::CheckIn | Verb::Resume | Verb::Refund => Vec::new(),
        };
        found.into_iter().flatten().collect()
    }

    fn body(&self, draft: &Draft) -> Option<Value> {
        let text = draft.text.clone();
        let component = draft.component.trim().to_owned();
        let json = match self.verb {
            Verb::Accept => serde_json::to_value(Accept {
                next_update: draft.due?,
            }),
            Verb::Promise => serde_json::to_value(Promise { due: draft.due? }),
            Verb::Message => serde_json::to_value(Message { text }),
            Verb::Attach => serde_json::to_value(Attach {
                digest: self.photo.clone()?,
            }),
            Verb::Close => serde_json::to_value(Close {
                cause: text,
                remedy: draft.remedy.clone(),
            }),
            Verb::Progress => {
                let stage = draft.stage?;
                serde_json::to_value(Progress {
                    stage,
                    next_update: draft.due?,
                    text: Some(text).filter(|t| typed(t)),
                    // A time left over from another choice of stage is not sent.
                    until: draft.until.filter(|_| stage == Stage::WaitingForParts),
                })
            }
            Verb::Diagnose => serde_json::to_value(Diagnose {
                text,
                component: Some(component).filter(|c| typed(c)),
            }),
            Verb::HandOver => serde_json::to_value(HandOver {
                to: PersonId::parse(draft.to.trim()).ok()?,
            }),
            Verb::Sign => serde_json::to_value(Sign {
                component,
                reason: text,
            }),
            Verb::Answer => serde_json::to_value(AnswerDispute {
                dispute: draft.dispute?,
                outcome: draft.outcome?,
                text,
            }),
            Verb::Pause => serde_json::to_value(PauseContact { reason: text }),
            Verb::Refund => serde_json::to_value(GiveRefund {
                invoice: Some(draft.invoice.clone()).filter(|i| typed(i))?,
                component: Some(component).filter(|c| typed(c)),
            }),
            Verb::Estimate => serde_json::to_value(draft.estimate.as_ref()?.command(draft.due?)?),
            Verb::Invoice => serde_json::to_value(charges::command(&draft.charges)?),
            Verb::Offer => serde_json::to_value(visits::command(&draft.visits)?),
            Verb::CheckIn | Verb::Resume => serde_json::to_value(Nothing {}),
        };
        json.ok()
    }

    fn upload(&self) -> Option<(String, String)> {
        let digest = self.photo.as_ref()?;
        let path = format!("/cases/{}/uploads/{digest}", self.case);
        Some((path, digest.to_string()))
    }

    fn files(&self, draft: &Draft) -> Vec<String> {
        let named = draft.photos.iter().map(|snap| snap.digest.to_string());
        named.collect()
    }
}

/// Whether anything was typed.
pub(super) fn typed(text: &str) -> bool {
    !text.trim().is_empty()
}

pub(super) fn fault(pointer: impl Into<String>, code: Fault) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        code,
        limit: None,
    }
}

fn missing<T>(value: &Option<T>, at: &str) -> Option<FieldError> {
    value.is_none().then(|| fault(at, Fault::Missing))
}

/// A time that is needed, and lies ahead.
pub(super) fn due(due: Option<Timestamp>, now: Timestamp, at: &str) -> Option<FieldError> {
    match due {
        None => Some(fault(at, Fault::Missing)),
        Some(due) if due <= now => Some(fault(at, Fault::Past)),
        Some(_) => None,
    }
}

fn progress(draft: &Draft, now: Timestamp) -> Vec<Option<FieldError>> {
    let waiting = draft.stage == Some(Stage::WaitingForParts);
    let text = field(&draft.text, LINE, "/body/text").err();
    vec![
        missing(&draft.stage, "/body/stage"),
        text.filter(|_| waiting || typed(&draft.text)),
        due(draft.until, now, "/body/until").filter(|_| waiting),
        due(draft.due, now, "/body/next_update"),
    ]
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn slot(verb: Verb) -> Slot {
        Slot::of(CaseId::from_random(7), verb)
    }

    fn faults(verb: Verb, draft: &Draft, now: i64) -> Vec<(String, Fault)> {
        let faults = slot(verb).faults(draft, Timestamp(now));
        faults.into_iter().map(|f| (f.pointer, f.code)).collect()
    }

    #[test]
    fn a_slot_reads_back_from_its_name_in_storage() {
        for verb in Verb::ALL {
            let slot = slot(verb);
            assert_eq!(Slot::parse(&slot.name()), Some(slot));
        }
        let digest = FileDigest::try_from("0123456789abcdef".repeat(4)).expect("a digest");
        let photo = Slot::photo(CaseId::from_random(7), digest);
        assert_eq!(Slot::parse(&photo.name()), Some(photo.clone()));
        assert_eq!(
            Slot::parse(&photo.name().replace("attachments", "messages")),
            None
        );
        assert_eq!(Slot::parse("theme"), None);
    }

    #[test]
    fn a_close_needs_both_and_says_so_at_each_field() {
        let draft = Draft {
            text: "  ".into(),
            ..Draft::default()
        };
        let expected = [
            ("/body/cause".to_owned(), Fault::Empty),
            ("/body/remedy".to_owned(), Fault::Empty),
        ];
        assert_eq!(faults(Verb::Close, &draft, 0), expected);
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

    #[test]
    fn a_photo_is_sent_by_itself_and_words_do_not_wait_for_it() {
        let digest = FileDigest::try_from("0123456789abcdef".repeat(4)).expect("a digest");
        let (tray, draft) = (slot(Verb::Attach), Draft::default());
        assert_eq!((tray.body(&draft), tray.upload()), (None, None));
        let photo = Slot::photo(tray.case.clone(), digest.clone());
        let body = photo.body(&draft).expect("a body");
        assert_eq!(body["digest"], digest.as_str());
        assert!(photo.upload().is_some() && photo.lane() != tray.lane());
    }

    #[test]
    fn only_waiting_for_parts_needs_the_part_and_until_when() {
        let mut draft = Draft {
            stage: Some(Stage::WaitingForParts),
            due: Some(Timestamp(9)),
            ..Draft::default()
        };
        let expected = [
            ("/body/text".to_owned(), Fault::Empty),
            ("/body/until".to_owned(), Fault::Missing),
        ];
        assert_eq!(faults(Verb::Progress, &draft, 1), expected);
        draft.until = Some(Timestamp(8));
        draft.stage = Some(Stage::Diagnosing);
        assert_eq!(faults(Verb::Progress, &draft, 1), []);
        let body = slot(Verb::Progress).body(&draft).expect("a body");
        assert_eq!((body.get("text"), body.get("until")), (None, None));
    }
}
