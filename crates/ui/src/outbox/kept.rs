//! What is on the disk: one entry for each form, written before the next keystroke (localStorage is synchronous), and
//! shared by all tabs of this browser, which the browser tells of each change.

use super::{Answer, Form, Outbox, Status};
use contract::command::Receipt;
use contract::id::CommandId;
use contract::problem::Problem;
use leptos::prelude::*;
use platform::store::{self, Change};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A draft with its key. Once sent it is sealed: the same bytes go out until they are answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept<D> {
    pub key: CommandId,
    pub draft: D,
    #[serde(default)]
    pub sealed: Option<Value>,
    /// Its place in the order of sealing.
    #[serde(default)]
    pub number: u64,
    /// The tab that sealed it: there somebody waits for its answer.
    #[serde(default)]
    pub tab: String,
    /// Nobody has answered yet.
    #[serde(default)]
    pub waits: bool,
    /// Why it was refused, until it is changed.
    #[serde(default)]
    pub refused: Option<Problem>,
    /// Another tab's answer, for the one that sealed it.
    #[serde(default)]
    pub answer: Option<Receipt>,
}

impl<D: Default + PartialEq> Kept<D> {
    fn new() -> Self {
        Self {
            key: new_key(),
            draft: D::default(),
            sealed: None,
            number: 0,
            tab: String::new(),
            waits: false,
            refused: None,
            answer: None,
        }
    }

    /// Nothing in it that anybody would miss.
    pub fn is_empty(&self) -> bool {
        self.sealed.is_none() && self.draft == D::default()
    }

    pub fn seal(&mut self, command: Option<Value>, number: u64, tab: &str) {
        self.sealed = command;
        self.number = number;
        self.tab = tab.to_owned();
        self.waits = false;
        self.refused = None;
    }

    /// Opens it again, with every word, under a key of its own: it will be another command.
    pub fn refuse(&mut self, problem: Problem) {
        self.sealed = None;
        self.key = new_key();
        self.refused = Some(problem);
    }

    fn status(&self) -> Status {
        match (&self.sealed, &self.refused) {
            (Some(_), _) if self.waits => Status::Waiting,
            (Some(_), _) => Status::Sending,
            (None, Some(problem)) => Status::Refused(problem.clone()),
            (None, None) => Status::Idle,
        }
    }
}

impl<F: Form> Outbox<F> {
    /// Reads what is there, and from here on what other tabs make of it.
    pub(super) fn read(self) {
        let prefix = self.prefix.get_value();
        for name in store::names(&prefix) {
            let json = store::read(&name);
            let form = name.strip_prefix(&prefix).and_then(F::parse);
            let kept = json.and_then(|json| serde_json::from_str::<Kept<F::Draft>>(&json).ok());
            let (Some(form), Some(mut kept)) = (form, kept) else {
                continue;
            };
            if kept.answer.is_some() {
                // Whoever waited for it is gone.
                store::remove(&name);
                continue;
            }
            kept.waits = kept.sealed.is_some();
            self.take(form, kept);
        }
        store::on_change(move |change| self.changed(change));
    }

    fn changed(self, change: Change) {
        // The page was left meanwhile.
        if self.kept.try_with_untracked(|_| ()).is_none() {
            return;
        }
        let prefix = self.prefix.get_value();
        match change {
            Change::Cleared => self.write_all(),
            Change::Value(name, json) => {
                let Some(form) = name.strip_prefix(&prefix).and_then(F::parse) else {
                    return;
                };
                match json.and_then(|json| serde_json::from_str::<Kept<F::Draft>>(&json).ok()) {
                    None => self.drop_form(&form),
                    Some(kept) => self.hear(form, kept),
                }
                self.pump();
            }
        }
    }

    /// Another tab has typed, sealed, or had an answer.
    fn hear(self, form: F, kept: Kept<F::Draft>) {
        let ours = kept.tab == self.tab.get_value();
        if let Some(receipt) = kept.answer {
            self.drop_form(&form);
            if ours {
                store::remove(&self.full(&form));
            }
            let answer = match ours {
                true => Answer::Done(receipt),
                false => Answer::Elsewhere(receipt),
            };
            self.landed.run((form, answer));
            return;
        }
        let was_sealed = untrack(|| self.is_sealed(&form));
        let refused = kept.refused.as_ref().map(|problem| problem.kind);
        self.take(form.clone(), kept);
        if let Some(kind) = refused.filter(|_| was_sealed && ours) {
            self.landed.run((form, Answer::Refused(kind)));
        }
    }

    fn take(self, form: F, kept: Kept<F::Draft>) {
        self.set(&form, kept.status());
        self.kept.update(|all| drop(all.insert(form.clone(), kept)));
        self.queue_up(&form);
    }

    /// Puts a form into the queue where it is sealed, and takes it out where it is not.
    pub(super) fn queue_up(self, form: &F) {
        let sealed = self.kept.with_untracked(|all| {
            let kept = all.get(form).filter(|k| k.sealed.is_some());
            kept.map(|kept| kept.number)
        });
        self.queue.update_value(|queue| match sealed {
            Some(number) => queue.put(
                &form.name(),
                outbox::Entry {
                    lane: form.lane(),
                    number,
                },
            ),
            None => queue.remove(&form.name()),
        });
    }

    /// Changes a form, here and on the disk.
    pub(super) fn change(self, form: &F, edit: &mut dyn FnMut(&mut Kept<F::Draft>)) {
        self.kept.update(|all| {
            let kept = all.entry(form.clone()).or_insert_with(Kept::new);
            edit(kept);
        });
        self.write(form);
    }

    /// The form is empty again, here and on the disk.
    pub(super) fn forget(self, form: &F) {
        self.drop_form(form);
        self.write(form);
    }

    /// The form is empty again here.
    pub(super) fn drop_form(self, form: &F) {
        self.kept.update(|all| drop(all.remove(form)));
        self.queue.update_value(|queue| queue.remove(&form.name()));
        self.set(form, Status::Idle);
    }

    /// Where a form is on the disk.
    pub(super) fn full(self, form: &F) -> String {
        format!("{}{}", self.prefix.get_value(), form.name())
    }

    fn write(self, form: &F) {
        let kept = self.put_down(form);
        if !kept {
            self.unkept.set(true);
        } else if self.unkept.get_untracked() {
            self.write_all();
        }
    }

    /// Writes everything: somebody has cleared the storage, or there is room again.
    fn write_all(self) {
        let forms = self
            .kept
            .with_untracked(|all| all.keys().cloned().collect::<Vec<_>>());
        let lost = forms.iter().filter(|form| !self.put_down(form)).count();
        self.unkept.set(lost > 0);
    }

    /// Whether the disk now has what the page has.
    fn put_down(self, form: &F) -> bool {
        let name = self.full(form);
        let json = self.kept.with_untracked(|all| {
            let kept = all.get(form).filter(|kept| !kept.is_empty());
            kept.and_then(|kept| serde_json::to_string(kept).ok())
        });
        match json {
            Some(json) => store::keep(&name, &json),
            None => {
                store::remove(&name);
                true
            }
        }
    }
}

fn new_key() -> CommandId {
    CommandId::from_random(platform::random())
}
