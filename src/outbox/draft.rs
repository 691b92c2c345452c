//! What is typed, and what of it becomes a command.

use casework::text::{LINE, LONG, field};
use contract::command::{ConcernDraft, Drivable, Report, Since};
use contract::id::{CaseId, CentreId};
use contract::problem::{Fault, FieldError};
use contract::vehicle::Signal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ui::photo::Snap;

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
    /// Photos and videos, which follow it; their bytes are kept beside it, by their digests.
    #[serde(default)]
    pub photos: Vec<Snap>,
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
    /// Of one photo, or one video.
    pub fn of_photo(snap: Snap) -> Self {
        Self {
            photos: vec![snap],
            ..Self::default()
        }
    }

    /// The concern at `i`, made if it is not there.
    pub fn concern(&mut self, i: usize) -> &mut Concern {
        if self.concerns.len() <= i {
            self.concerns.resize_with(i + 1, Concern::default);
        }
        &mut self.concerns[i]
    }

    /// What is wrong with the words.
    pub(super) fn words_fault(&self) -> Option<FieldError> {
        field(&self.text, LONG, WORDS).err()
    }

    /// All that is missing or wrong in a report.
    pub(super) fn report_faults(&self) -> Vec<FieldError> {
        let first = Concern::default();
        let concerns = match self.concerns.as_slice() {
            [] => std::slice::from_ref(&first),
            concerns => concerns,
        };
        let texts = concerns.iter().enumerate();
        let texts = texts.filter_map(|(i, c)| field(&c.text, LONG, pointer(i)).err());
        let drivable = self.drivable.is_none().then(|| FieldError {
            pointer: DRIVABLE.into(),
            code: Fault::Missing,
            limit: None,
        });
        let place = (!self.place.trim().is_empty()).then(|| field(&self.place, LINE, PLACE).err());
        texts.chain(drivable).chain(place.flatten()).collect()
    }

    /// The report; `None` while something is missing.
    pub(super) fn report(&self) -> Option<Report> {
        let concern = |c: &Concern| ConcernDraft {
            text: c.text.clone(),
            since: c.since.unwrap_or(Since::Today),
        };
        Some(Report {
            signals: self.signals.clone().unwrap_or_default(),
            repeat_of: self.repeat_of.clone(),
            vin: self.vin.clone()?,
            centre: self.centre.clone()?,
            concerns: self.concerns.iter().map(concern).collect(),
            drivable: self.drivable?,
            place: Some(self.place.clone()).filter(|p| !p.trim().is_empty()),
        })
    }
}

/// Where the words of a message, a dispute, an appeal stand in their command.
pub const WORDS: &str = "/body/text";
/// Where the drivable answer stands in the command.
pub const DRIVABLE: &str = "/body/drivable";
/// Where the place stands in the command.
pub const PLACE: &str = "/body/place";

/// Where a concern's text stands in the command.
pub fn pointer(concern: usize) -> String {
    format!("/body/concerns/{concern}/text")
}
