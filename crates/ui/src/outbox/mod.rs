//! From a touch to the server without losing a word: what is typed is kept at every keystroke, and what
//! is sent goes out again and again under one key until it is answered. A refusal opens the draft again
//! with every word still in it, and its reason beside it, over a restart too.
//!
//! Map: here what a page sees; [`kept`] what is on the disk, which all tabs share, and what another tab changed;
//! [`carry`] sends, in the order that crate `outbox` gives; [`bring`] takes a file where its command needs it.

mod bring;
mod carry;
mod kept;

use contract::command::{Command, DriveState, Receipt, Surface};
use contract::id::{PersonId, ReleaseId};
use contract::problem::{FieldError, Kind, Problem};
use contract::time::Timestamp;
use contract::version::CONTRACT;
use kept::Kept;
use leptos::prelude::*;
use outbox::Queue;
use platform::lock::Lock;
use platform::store;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::hash::Hash;

/// A form: where its draft is kept, which route takes it, what it makes.
pub trait Form: Clone + Eq + Hash + Send + Sync + 'static {
    /// What is typed.
    type Draft: Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// Its name in storage.
    fn name(&self) -> String;
    /// Reads a name in storage.
    fn parse(name: &str) -> Option<Self>;
    /// Where this form's command waits while the form is free for the next one, of which there may be several: words,
    /// where an act is done once. `n` counts from one.
    fn aside(&self, _n: u32) -> Option<Self> {
        None
    }
    /// Whose commands wait for each other, so that they arrive in the order in which they were sent: a case's.
    fn lane(&self) -> String;
    /// The route that takes it, below the audience's prefix.
    fn route(&self) -> String;
    /// What is wrong with a draft, found before it travels, by the server's own rules.
    fn faults(&self, draft: &Self::Draft, now: Timestamp) -> Vec<FieldError>;
    /// The command's body; `None` while something is missing.
    fn body(&self, draft: &Self::Draft) -> Option<Value>;
    /// The file that has to be there before the command: where its parts go, below the audience's prefix, and its
    /// digest.
    fn upload(&self) -> Option<(String, String)> {
        None
    }
    /// The digests of the files that a draft needs.
    fn files(&self, _draft: &Self::Draft) -> Vec<String> {
        Vec::new()
    }
    /// What is to be sent once this is done: photos after their report. Written down before this is forgotten.
    fn after(&self, _draft: &Self::Draft, _receipt: &Receipt) -> Vec<(Self, Self::Draft)> {
        Vec::new()
    }
}

/// How a form stands with the server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    /// Nothing under way.
    #[default]
    Idle,
    /// On its way.
    Sending,
    /// It did not arrive, or nobody answered; it goes again by itself.
    Waiting,
    /// The answer was no; what was typed is kept.
    Refused(Problem),
}

/// How a command ended.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Done.
    Done(Receipt),
    /// Done, for another tab or one that is gone.
    Elsewhere(Receipt),
    /// Refused, and why.
    Refused(Kind),
    /// The session has ended; the command waits for the same person to sign in.
    SignedOut,
}

/// The drafts of one person in this browser.
pub struct Outbox<F: Form> {
    kept: RwSignal<HashMap<F, Kept<F::Draft>>>,
    statuses: RwSignal<HashMap<F, Status>>,
    progress: RwSignal<HashMap<F, (u64, u64)>>,
    unkept: RwSignal<bool>,
    queue: StoredValue<Queue>,
    /// When the queue is asked again.
    alarm: StoredValue<u64>,
    lock: StoredValue<Option<Lock>, LocalStorage>,
    prefix: StoredValue<String>,
    tab: StoredValue<String>,
    release: StoredValue<ReleaseId>,
    surface: StoredValue<Surface>,
    drive: Signal<DriveState>,
    now: Signal<Timestamp>,
    landed: Callback<(F, Answer)>,
}

impl<F: Form> Clone for Outbox<F> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<F: Form> Copy for Outbox<F> {}

impl<F: Form> Outbox<F> {
    /// Reads what `person` left behind, and sends what was sealed. `drive` is what the car is doing, `landed` is told
    /// of each answer to what this tab sent.
    pub fn open(
        person: &PersonId,
        release: ReleaseId,
        surface: Surface,
        drive: Signal<DriveState>,
        now: Signal<Timestamp>,
        landed: Callback<(F, Answer)>,
    ) -> Self {
        let outbox = Self {
            kept: RwSignal::default(),
            statuses: RwSignal::default(),
            progress: RwSignal::default(),
            unkept: RwSignal::new(false),
            queue: StoredValue::new(Queue::default()),
            alarm: StoredValue::new(u64::MAX),
            lock: StoredValue::new_local(None),
            prefix: StoredValue::new(format!("draft/{person}/")),
            tab: StoredValue::new(store::tab()),
            release: StoredValue::new(release),
            surface: StoredValue::new(surface),
            drive,
            now,
            landed,
        };
        outbox.read();
        outbox.lead(false);
        outbox.tidy();
        outbox
    }

    /// What is typed.
    pub fn draft(self, form: &F) -> F::Draft {
        self.kept
            .with(|all| all.get(form).map(|k| k.draft.clone()).unwrap_or_default())
    }

    /// How a form stands.
    pub fn status(self, form: &F) -> Status {
        self.statuses
            .with(|all| all.get(form).cloned().unwrap_or_default())
    }

    /// Whether the browser keeps nothing of what is typed, since its storage is full or closed to us: then it is in
    /// this page alone.
    pub fn unkept(self) -> bool {
        self.unkept.get()
    }

    /// Commands that are not answered yet.
    pub fn unsent(self) -> u64 {
        self.kept
            .with(|all| all.values().filter(|k| k.sealed.is_some()).count() as u64)
    }

    /// Forms with something in them that the server does not have: typed, or not answered yet.
    pub fn waiting(self) -> u64 {
        self.kept
            .with(|all| all.values().filter(|k| !k.is_empty()).count() as u64)
    }

    /// Whether a form is on its way: it cannot be changed now.
    pub fn is_sealed(self, form: &F) -> bool {
        self.kept
            .with(|all| all.get(form).is_some_and(|k| k.sealed.is_some()))
    }

    /// Types.
    pub fn edit(self, form: &F, edit: impl FnOnce(&mut F::Draft)) {
        let mut edit = Some(edit);
        // Of one type from here on: keeping is compiled once, not for each field that is typed in.
        self.edit_any(form, &mut |draft| {
            if let Some(edit) = edit.take() {
                edit(draft);
            }
        });
    }

    fn edit_any(self, form: &F, edit: &mut dyn FnMut(&mut F::Draft)) {
        if untrack(|| self.is_sealed(form)) {
            return;
        }
        self.change(form, &mut |kept| {
            edit(&mut kept.draft);
            kept.refused = None;
        });
        self.set(form, Status::Idle);
    }

    /// Sends a form. Pressing fifty times sends once.
    pub fn send(self, form: F) {
        if untrack(|| self.is_sealed(&form)) {
            return;
        }
        let draft = untrack(|| self.draft(&form));
        let faults = form.faults(&draft, self.now.get_untracked());
        if !faults.is_empty() {
            self.set(&form, Status::Refused(Problem::invalid(faults)));
            return;
        }
        let Some(body) = form.body(&draft) else {
            return;
        };
        let (release, surface) = (self.release.get_value(), self.surface.get_value());
        let drive = self.drive.get_untracked();
        let number = self.queue.with_value(Queue::next_number);
        let form = self.step_aside(form);
        self.change(&form, &mut |kept| {
            let command = Command {
                key: kept.key.clone(),
                contract: CONTRACT,
                release: release.clone(),
                surface,
                drive,
                body: body.clone(),
            };
            kept.seal(
                serde_json::to_value(command).ok(),
                number,
                &self.tab.get_value(),
            );
        });
        self.set(&form, Status::Sending);
        self.queue_up(&form);
        self.pump();
        self.mind_the_leader();
    }

    /// Sends a form with this in it; one that is on its way already is left alone.
    pub fn send_with(self, form: F, draft: F::Draft) {
        self.edit(&form, |it| *it = draft);
        self.send(form);
    }

    /// The forms of a kind that hold something, in the order in which they were sent.
    pub fn held(self, of: impl Fn(&F) -> bool) -> Vec<F> {
        self.kept.with(|all| {
            let mut held: Vec<_> = all.iter().filter(|(form, _)| of(form)).collect();
            held.sort_by_key(|(form, kept)| (kept.number, form.name()));
            held.into_iter().map(|(form, _)| form.clone()).collect()
        })
    }

    /// Empties a form that is not on its way.
    pub fn discard(self, form: &F) {
        if !untrack(|| self.is_sealed(form)) {
            self.forget(form);
        }
    }

    /// Makes room in a form that can be filled in again while its last command is on its way.
    fn step_aside(self, form: F) -> F {
        let free = |aside: &F| self.kept.with_untracked(|all| !all.contains_key(aside));
        let aside = (1..).map_while(|n| form.aside(n)).find(free);
        let Some(aside) = aside else {
            return form;
        };
        if let Some(kept) = self.kept.with_untracked(|all| all.get(&form).cloned()) {
            self.change(&aside, &mut |place| *place = kept.clone());
            self.forget(&form);
        }
        aside
    }

    fn set(self, form: &F, status: Status) {
        if self
            .statuses
            .with_untracked(|all| all.get(form) != Some(&status))
        {
            self.statuses
                .update(|all| drop(all.insert(form.clone(), status)));
        }
    }
}
