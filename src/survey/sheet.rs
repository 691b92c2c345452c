//! The answers: kept in the outbox at every keystroke, saved on the server a moment later, so that any
//! screen can go on with them.

use super::merge::merge;
use super::road::REVIEW;
use crate::outbox::{Act, Form, Slip};
use crate::portal::Portal;
use contract::id::CaseId;
use contract::problem::{FieldError, Kind};
use contract::survey::{Answers, SaveSurvey, Survey};
use contract::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the typing rests before it is saved, in milliseconds.
pub(super) const REST: i32 = 1200;

/// How it stands with saving.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// Nothing to save.
    Nothing,
    /// Saved.
    At(Timestamp),
    /// Nobody answered; it goes on by itself.
    Waiting,
    /// Something is wrong with an answer, or the server said no.
    Refused(Kind),
}

/// The answers of one case.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub(super) portal: Portal,
    /// Keeps what is not saved yet, and hands the answers in.
    pub slip: Slip,
    pub(super) path: StoredValue<String>,
    pub(super) version: StoredValue<u32>,
    /// Counts changes: what is saved is compared with what was changed meanwhile.
    pub(super) turn: StoredValue<u32>,
    busy: StoredValue<bool>,
    /// The first question that wants an answer, as it was when they came; `None` until then.
    pub first: RwSignal<Option<usize>>,
    /// The answers so far.
    pub answers: RwSignal<Answers>,
    /// How it stands with saving.
    pub saved: RwSignal<Saved>,
    /// Another screen had changed them; said until the next answer.
    pub elsewhere: RwSignal<bool>,
    /// What is wrong, field by field.
    pub faults: RwSignal<Vec<FieldError>>,
}

impl Sheet {
    /// Of one case, without answers yet.
    pub fn new(portal: Portal, case: CaseId) -> Self {
        Self {
            portal,
            path: StoredValue::new(format!("/cases/{case}/survey")),
            slip: Slip::of(portal, Form::Act(case, Act::Survey)),
            version: StoredValue::new(0),
            turn: StoredValue::new(0),
            busy: StoredValue::new(false),
            first: RwSignal::new(None),
            answers: RwSignal::new(Answers::default()),
            saved: RwSignal::new(Saved::Nothing),
            elsewhere: RwSignal::new(false),
            faults: RwSignal::new(Vec::new()),
        }
    }

    /// Takes what the server has, and what was not saved here yet.
    pub fn fill(self, survey: Survey) {
        let mine = self.unsaved().and_then(|body| {
            let answers = serde_json::from_value(body.get("answers")?.clone()).ok()?;
            let version = body.get("version").and_then(|v| v.as_u64());
            Some((
                answers,
                version.is_none_or(|v| v == u64::from(survey.version)),
            ))
        });
        self.version.set_value(survey.version);
        self.answers.set(match mine {
            Some((mine, true)) => mine,
            Some((mine, false)) => merge(survey.answers, mine),
            None => survey.answers,
        });
        if self.first.get_untracked().is_none() {
            self.first
                .set(Some(self.answers.with_untracked(unanswered)));
        }
        self.save();
    }

    /// A choice: saved at once.
    pub fn choose(self, edit: impl FnOnce(&mut Answers)) {
        self.change(edit);
        self.save();
    }

    /// Words: saved when the typing rests.
    pub fn write(self, edit: impl FnOnce(&mut Answers)) {
        self.change(edit);
        let turn = self.turn.get_value();
        spawn_local(async move {
            platform::sleep(REST).await;
            if self.turn.try_get_value() == Some(turn) {
                self.save();
            }
        });
    }

    /// Saves what is not saved yet.
    pub fn save(self) {
        if self.unsaved().is_some() && !self.busy.get_value() {
            self.busy.set_value(true);
            spawn_local(async move {
                let _ = self.save_all().await;
                let _ = self.busy.try_set_value(false);
            });
        }
    }

    fn change(self, edit: impl FnOnce(&mut Answers)) {
        self.answers.update(edit);
        self.turn.update_value(|turn| *turn += 1);
        self.elsewhere.set(false);
        self.keep();
        self.heal();
    }

    /// What this browser keeps and the server does not have yet.
    fn unsaved(self) -> Option<serde_json::Value> {
        untrack(|| self.slip.draft()).body
    }

    /// Into this browser's own storage, before the next keystroke.
    pub(super) fn keep(self) {
        let unsaved = SaveSurvey {
            answers: self.answers.get_untracked(),
            version: self.version.get_value(),
        };
        let body = serde_json::to_value(unsaved).ok();
        self.slip.edit(|draft| draft.body = body);
    }
}

/// Where to go on: what may be left empty is not asked for twice, once a later answer is there.
fn unanswered(answers: &Answers) -> usize {
    match (answers.score, answers.satisfied) {
        (None, _) => 0,
        (_, None) if answers.better.is_some() => 2,
        (_, None) => 1,
        _ => REVIEW,
    }
}
