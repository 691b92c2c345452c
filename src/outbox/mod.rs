//! What an owner types and sends: a report, a message, an act. [`ui::outbox`] keeps it and carries it.
//!
//! Map: here which forms there are; [`act`] what is done with a case, [`draft`] what is typed, [`slip`] a
//! form as a page holds it.

mod act;
mod draft;
mod slip;

pub use act::Act;
pub use draft::{Concern, DRIVABLE, Draft, PLACE, WORDS, pointer};
pub use slip::Slip;

use contract::attachment::{Attach, FileDigest};
use contract::command::{Message, Receipt};
use contract::id::CaseId;
use contract::problem::FieldError;
use contract::time::Timestamp;
use serde_json::{Map, Value};
use ui::photo::Snap;

/// A form of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// A new case.
    Report,
    /// Words to the centre, as they are written.
    Message(CaseId),
    /// Words to the centre on their way: the first, the second, and so on.
    Queued(CaseId, u32),
    /// A photo or a video.
    Photo(CaseId, FileDigest),
    /// Anything else that is done with a case.
    Act(CaseId, Act),
}

impl ui::outbox::Form for Form {
    type Draft = Draft;

    fn name(&self) -> String {
        match self {
            Self::Report => "report".into(),
            Self::Message(case) => format!("message-{case}"),
            Self::Queued(case, n) => format!("queued/{n}/{case}"),
            Self::Photo(case, digest) => format!("photo/{digest}/{case}"),
            Self::Act(case, act) => format!("act/{}/{case}", act.noun()),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        if let Some(case) = name.strip_prefix("message-") {
            return CaseId::parse(case).ok().map(Self::Message);
        }
        if let Some((n, case)) = name.strip_prefix("queued/").and_then(|n| n.split_once('/')) {
            return Some(Self::Queued(CaseId::parse(case).ok()?, n.parse().ok()?));
        }
        if let Some((noun, case)) = name.strip_prefix("act/").and_then(|n| n.split_once('/')) {
            let act = Act::ALL.into_iter().find(|act| act.noun() == noun)?;
            return Some(Self::Act(CaseId::parse(case).ok()?, act));
        }
        if let Some((digest, case)) = name.strip_prefix("photo/").and_then(|n| n.split_once('/')) {
            let digest = FileDigest::try_from(digest.to_owned()).ok()?;
            return Some(Self::Photo(CaseId::parse(case).ok()?, digest));
        }
        (name == "report").then_some(Self::Report)
    }

    fn aside(&self, n: u32) -> Option<Self> {
        match self {
            Self::Message(case) => Some(Self::Queued(case.clone(), n)),
            _ => None,
        }
    }

    fn lane(&self) -> String {
        match self {
            Self::Report => "report".into(),
            Self::Message(case) | Self::Queued(case, _) | Self::Act(case, _) => case.to_string(),
            // Words do not wait for a photo.
            Self::Photo(case, _) => format!("photos/{case}"),
        }
    }

    fn route(&self) -> String {
        match self {
            Self::Report => "/cases".into(),
            Self::Message(case) | Self::Queued(case, _) => format!("/cases/{case}/messages"),
            Self::Photo(case, _) => format!("/cases/{case}/attachments"),
            Self::Act(case, act) => format!("/cases/{case}/{}", act.noun()),
        }
    }

    fn faults(&self, draft: &Draft, _: Timestamp) -> Vec<FieldError> {
        match self {
            Self::Report => draft.report_faults(),
            Self::Photo(..) => Vec::new(),
            Self::Act(_, act) if !act.has_words() => Vec::new(),
            Self::Message(_) | Self::Queued(..) | Self::Act(..) => {
                draft.words_fault().into_iter().collect()
            }
        }
    }

    fn body(&self, draft: &Draft) -> Option<Value> {
        match self {
            Self::Report => serde_json::to_value(draft.report()?).ok(),
            Self::Message(_) | Self::Queued(..) => {
                let text = draft.text.clone();
                serde_json::to_value(Message { text }).ok()
            }
            Self::Act(_, act) => {
                let body = draft.body.clone();
                let mut body = body.unwrap_or_else(|| Value::Object(Map::new()));
                if act.has_words() {
                    body["text"] = draft.text.clone().into();
                }
                Some(body)
            }
            Self::Photo(_, digest) => {
                let digest = digest.clone();
                serde_json::to_value(Attach { digest }).ok()
            }
        }
    }

    fn upload(&self) -> Option<(String, String)> {
        match self {
            Self::Photo(case, digest) => Some((
                format!("/cases/{case}/uploads/{digest}"),
                digest.to_string(),
            )),
            _ => None,
        }
    }

    fn files(&self, draft: &Draft) -> Vec<String> {
        let named = draft.photos.iter().map(|snap| snap.digest.to_string());
        named.collect()
    }

    fn after(&self, draft: &Draft, receipt: &Receipt) -> Vec<(Self, Draft)> {
        let photo = |snap: &Snap| {
            let form = Self::Photo(receipt.case.clone(), snap.digest.clone());
            (form, Draft::of_photo(snap.clone()))
        };
        match self {
            Self::Report => draft.photos.iter().map(photo).collect(),
            _ => Vec::new(),
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use contract::command::Drivable;
    use contract::id::CentreId;
    use contract::problem::Fault;
    use ui::outbox::Form as _;

    #[test]
    fn a_report_says_all_that_is_missing_and_then_is_a_command() {
        let mut draft = Draft::default();
        let at = |draft: &Draft| {
            let faults = Form::Report.faults(draft, Timestamp(0));
            faults
                .into_iter()
                .map(|f| (f.pointer, f.code))
                .collect::<Vec<_>>()
        };
        let empty = (pointer(0), Fault::Empty);
        assert_eq!(at(&draft), [empty, (DRIVABLE.to_owned(), Fault::Missing)]);
        draft.concern(0).text = "Es klappert".into();
        draft.drivable = Some(Drivable::Yes);
        draft.place = "x".repeat(201);
        assert_eq!(at(&draft), [(PLACE.to_owned(), Fault::TooLong)]);
        draft.place = "  ".into();
        assert_eq!(at(&draft), []);
        draft.vin = Some("WVWZZZ1JZXW000001".into());
        draft.centre = CentreId::parse("hamburg-hafen").ok();
        let body = Form::Report.body(&draft).expect("a body");
        assert_eq!(
            (body["concerns"][0]["since"].as_str(), body.get("place")),
            (Some("today"), None)
        );
    }

    #[test]
    fn a_form_reads_back_from_its_name() {
        let case = CaseId::from_random(3);
        let acts = Act::ALL.map(|act| Form::Act(case.clone(), act));
        let digest = FileDigest::try_from("0123456789abcdef".repeat(4)).expect("a digest");
        let words = [Form::Message(case.clone()), Form::Queued(case.clone(), 2)];
        let others = [Form::Report, Form::Photo(case.clone(), digest)];
        for form in words.into_iter().chain(others).chain(acts) {
            assert_eq!(Form::parse(&form.name()), Some(form));
        }
        assert_eq!(Form::parse("lang"), None);
    }
}
