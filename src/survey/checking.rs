//! What is missing or wrong: of one question when it is left, of all of them before they are handed in.

use super::road::Road;
use super::sheet::Sheet;
use casework::check_answers;
use contract::problem::FieldError;
use contract::survey::GiveSurvey;
use leptos::prelude::*;

impl Sheet {
    /// Whether a question can be left; else what is wrong with it is shown. A later one is not blamed yet.
    pub fn passes(self, at: usize) -> bool {
        let checked = check_answers(&self.answers.get_untracked(), true);
        let mut faults = checked.err().unwrap_or_default();
        faults.retain(|fault| Road::place(&fault.pointer) == at);
        let passes = faults.is_empty();
        self.faults.set(faults);
        passes
    }

    /// What is handed in; `None` while something is missing or wrong, which is shown.
    pub fn check(self) -> Option<GiveSurvey> {
        self.recheck(true)
    }

    /// After a change: what was wrong may be right now.
    pub(super) fn heal(self) {
        if self.faults.with_untracked(|faults| !faults.is_empty()) {
            self.recheck(false);
        }
    }

    fn recheck(self, complete: bool) -> Option<GiveSurvey> {
        match check_answers(&self.answers.get_untracked(), complete) {
            Ok(answers) => {
                self.faults.set(Vec::new());
                Some(GiveSurvey { answers })
            }
            Err(faults) => {
                self.faults.set(faults);
                None
            }
        }
    }
}

/// The fault of one answer.
pub fn fault_of(sheet: Sheet, field: &'static str) -> Signal<Option<FieldError>> {
    let at = move |f: &&FieldError| f.pointer.ends_with(field);
    Signal::derive(move || sheet.faults.with(|faults| faults.iter().find(at).cloned()))
}
