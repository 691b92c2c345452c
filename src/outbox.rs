//! What an owner types and sends: a report, a message. [`ui::outbox`] keeps it and carries it.

use casework::text::{LINE, LONG, field};
use contract::command::{ConcernDraft, Drivable, Message, Report, Since};
use contract::id::{CaseId, CentreId};
use contract::problem::{Fault, FieldError};
use contract::time::Timestamp;
use contract::vehicle::Signal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A form of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// A new case.
    Report,
    /// Words to the centre.
    Message(CaseId),
    /// Anything else that is done with a case.
    Act(CaseId, Act),
}

/// What an owner does with a case, apart from writing: each is a noun below the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Takes a visit, or moves to another.
    Book,
    /// Calls the visit off.
    CancelVisit,
    /// Is there.
    CheckIn,
    /// Takes the report back.
    Withdraw,
    /// Decides on lines of the estimate.
    Authorise,
    /// Disagrees; takes words.
    Dispute,
    /// Called or wrote to a manager.
    Contact,
    /// Appeals against a pause; takes words.
    Appeal,
    /// Opens the case again.
    Reopen,
    /// Hands the survey in.
    Survey,
    /// Claims the reward.
    Reward,
}

impl Act {
    const ALL: [Self; 11] = [
        Self::Book,
        Self::CancelVisit,
        Self::CheckIn,
        Self::Withdraw,
        Self::Authorise,
        Self::Dispute,
        Self::Contact,
        Self::Appeal,
        Self::Reopen,
        Self::Survey,
        Self::Reward,
    ];

    /// The route's noun.
    fn noun(self) -> &'static str {
        match self {
            Self::Book => "appointment",
            Self::CancelVisit => "appointment-cancellation",
            Self::CheckIn => "check-in",
            Self::Withdraw => "withdrawal",
            Self::Authorise => "authorisations",
            Self::Dispute => "disputes",
            Self::Contact => "contacts",
            Self::Appeal => "contact-appeal",
            Self::Reopen => "reopening",
            Self::Survey => "survey",
            Self::Reward => "reward",
        }
    }

    /// Whether its body has the words of [`Draft::text`].
    fn has_words(self) -> bool {
        matches!(self, Self::Dispute | Self::Appeal)
    }
}

/// What is typed in a form; a report fills one half, words and acts the other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The words of a message, a dispute, an appeal.
    #[serde(default)]
    pub text: String,
    /// What an act's command says beside words, as it is sent.
    #[serde(default)]
    pub body: Option<Value>,
    /// The car.
    #[serde(default)]
    pub vin: Option<String>,
    /// The centre.
    #[serde(default)]
    pub centre: Option<CentreId>,
    /// What is wrong; the first is always on the screen.
    #[serde(default)]
    pub concerns: Vec<Concern>,
    /// Is it safe to drive? Never preset.
    #[serde(default)]
    pub drivable: Option<Drivable>,
    /// Where the car is.
    #[serde(default)]
    pub place: String,
    /// What the car said and goes along; `None` until the owner switched something off, or sent it.
    #[serde(default)]
    pub signals: Option<Vec<Signal>>,
    /// The earlier case with the same fault.
    #[serde(default)]
    pub repeat_of: Option<CaseId>,
}

/// One concern as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concern {
    /// In the owner's words.
    pub text: String,
    /// Since when; today, unless said otherwise.
    #[serde(default)]
    pub since: Option<Since>,
}

impl Draft {
    /// The concern at `i`, made if it is not there.
    pub fn concern(&mut self, i: usize) -> &mut Concern {
        if self.concerns.len() <= i {
            self.concerns.resize_with(i + 1, Concern::default);
        }
        &mut self.concerns[i]
    }
}

impl ui::outbox::Form for Form {
    type Draft = Draft;

    fn name(&self) -> String {
        match self {
            Self::Report => "report".into(),
            Self::Message(case) => format!("message-{case}"),
            Self::Act(case, act) => format!("act/{}/{case}", act.noun()),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        if let Some(case) = name.strip_prefix("message-") {
            return CaseId::parse(case).ok().map(Self::Message);
        }
        if let Some((noun, case)) = name.strip_prefix("act/").and_then(|n| n.split_once('/')) {
            let act = Act::ALL.into_iter().find(|act| act.noun() == noun)?;
            return Some(Self::Act(CaseId::parse(case).ok()?, act));
        }
        (name == "report").then_some(Self::Report)
    }

    fn route(&self) -> String {
        match self {
            Self::Report => "/cases".into(),
            Self::Message(case) => format!("/cases/{case}/messages"),
            Self::Act(case, act) => format!("/cases/{case}/{}", act.noun()),
        }
    }

    fn faults(&self, draft: &Draft, _: Timestamp) -> Vec<FieldError> {
        let words = || field(&draft.text, LONG, "/body/text").err();
        match self {
            Self::Message(_) => words().into_iter().collect(),
            Self::Act(_, act) if act.has_words() => words().into_iter().collect(),
            Self::Act(..) => Vec::new(),
            Self::Report => report_faults(draft),
        }
    }

    fn body(&self, draft: &Draft) -> Option<Value> {
        match self {
            Self::Message(_) => serde_json::to_value(Message {
                text: draft.text.clone(),
            })
            .ok(),
            Self::Act(_, act) => {
                let mut body = draft
                    .body
                    .clone()
                    .unwrap_or_else(|| Value::Object(Map::new()));
                if act.has_words() {
                    body["text"] = draft.text.clone().into();
                }
                Some(body)
            }
            Self::Report => {
                let concern = |c: &Concern| ConcernDraft {
                    text: c.text.clone(),
                    since: c.since.unwrap_or(Since::Today),
                };
                let report = Report {
                    signals: draft.signals.clone().unwrap_or_default(),
                    repeat_of: draft.repeat_of.clone(),
                    vin: draft.vin.clone()?,
                    centre: draft.centre.clone()?,
                    concerns: draft.concerns.iter().map(concern).collect(),
                    drivable: draft.drivable?,
                    place: Some(draft.place.clone()).filter(|p| !p.trim().is_empty()),
                };
                serde_json::to_value(report).ok()
            }
        }
    }
}

fn report_faults(draft: &Draft) -> Vec<FieldError> {
    let first = Concern::default();
    let concerns = if draft.concerns.is_empty() {
        std::slice::from_ref(&first)
    } else {
        &draft.concerns
    };
    let texts = concerns.iter().enumerate();
    let texts = texts.filter_map(|(i, c)| field(&c.text, LONG, pointer(i)).err());
    let drivable = draft.drivable.is_none().then(|| FieldError {
        pointer: DRIVABLE.into(),
        code: Fault::Missing,
        limit: None,
    });
    let place = (!draft.place.trim().is_empty()).then(|| field(&draft.place, LINE, PLACE).err());
    texts.chain(drivable).chain(place.flatten()).collect()
}

/// Where a concern's text stands in the command.
pub fn pointer(concern: usize) -> String {
    format!("/body/concerns/{concern}/text")
}

/// Where the drivable answer stands in the command.
pub const DRIVABLE: &str = "/body/drivable";
/// Where the place stands in the command.
pub const PLACE: &str = "/body/place";

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
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
        for form in [Form::Report, Form::Message(case.clone())]
            .into_iter()
            .chain(acts)
        {
            assert_eq!(Form::parse(&form.name()), Some(form));
        }
        assert_eq!(Form::parse("lang"), None);
    }
}
