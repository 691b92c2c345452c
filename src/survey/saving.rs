//! To the server, again and again until nothing is unsaved: what was typed meanwhile, what another
//! screen saved, and no reception are all the same loop.

use super::merge::merge;
use super::sheet::{REST, Saved, Sheet};
use casework::check_answers;
use contract::problem::Kind;
use contract::survey::{SaveSurvey, Survey};
use leptos::prelude::*;
use platform::http::{self, Failure};

impl Sheet {
    /// Saves until nothing is unsaved; `None` when the page was left meanwhile.
    pub(super) async fn save_all(self) -> Option<()> {
        loop {
            let turn = self.turn.try_get_value()?;
            let answers = self.answers.try_get_untracked()?;
            if self.slip.sealed.get_untracked() {
                return Some(());
            }
            let answers = match check_answers(&answers, false) {
                Ok(answers) => answers,
                Err(faults) => {
                    self.faults.try_set(faults);
                    self.saved.try_set(Saved::Refused(Kind::InvalidInput));
                    return Some(());
                }
            };
            let version = self.version.try_get_value()?;
            let (path, save) = (self.path.try_get_value()?, SaveSurvey { answers, version });
            match http::put::<Survey>(&path, &save).await {
                Ok(survey) => {
                    self.version.try_set_value(survey.version);
                    let now = self.portal.now.try_get_untracked()?;
                    self.saved.try_set(Saved::At(now));
                    if self.turn.try_get_value()? == turn {
                        self.slip.edit(|draft| draft.body = None);
                        return Some(());
                    }
                    self.keep();
                }
                Err(Failure::Problem(p)) if p.kind == Kind::SurveyChanged => {
                    if let Ok(theirs) = http::get::<Survey>(&path).await {
                        self.version.try_set_value(theirs.version);
                        let mine = self.answers.try_get_untracked()?;
                        self.answers.try_set(merge(theirs.answers, mine));
                        self.elsewhere.try_set(true);
                        self.keep();
                    } else {
                        platform::sleep(REST).await;
                    }
                }
                Err(Failure::Problem(p)) if p.is_final() => {
                    self.faults.try_set(p.errors);
                    self.saved.try_set(Saved::Refused(p.kind));
                    self.portal.file.reload();
                    return Some(());
                }
                Err(_) => {
                    self.saved.try_set(Saved::Waiting);
                    platform::sleep(REST).await;
                }
            }
        }
    }
}
