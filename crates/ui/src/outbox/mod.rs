//! From a touch to the server without losing a word: what is typed is kept at every keystroke, and what
//! is sent goes out again and again under one key until it is answered. A refusal opens the draft again
//! with every word still in it.

use contract::command::{Command, DriveState, Receipt, Surface};
use contract::id::{CommandId, PersonId, ReleaseId};
use contract::problem::{FieldError, Kind, Problem};
use contract::time::Timestamp;
use contract::version::CONTRACT;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::store;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
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
    /// The route that takes it, below the audience's prefix.
    fn route(&self) -> String;
    /// What is wrong with a draft, found before it travels, by the server's own rules.
    fn faults(&self, draft: &Self::Draft, now: Timestamp) -> Vec<FieldError>;
    /// The command's body; `None` while something is missing.
    fn body(&self, draft: &Self::Draft) -> Option<Value>;
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
    /// Refused, and why.
    Refused(Kind),
    /// The session has ended; the command waits for the same person to sign in.
    SignedOut,
}

/// A draft with its key. Once sent it is sealed: the same bytes go out until they are answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept<D> {
    key: CommandId,
    draft: D,
    #[serde(default)]
    sealed: Option<Value>,
}

/// The drafts of one person in this browser.
pub struct Outbox<F: Form> {
    kept: RwSignal<HashMap<F, Kept<F::Draft>>>,
    statuses: RwSignal<HashMap<F, Status>>,
    wake: StoredValue<u32>,
    prefix: StoredValue<String>,
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
    /// of each answer.
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
            wake: StoredValue::new(0),
            prefix: StoredValue::new(format!("draft/{person}/")),
            release: StoredValue::new(release),
            surface: StoredValue::new(surface),
            drive,
            now,
            landed,
        };
        let prefix = outbox.prefix.get_value();
        for name in store::names(&prefix) {
            let form = name.strip_prefix(&prefix).and_then(F::parse);
            let kept = store::read(&name)
                .and_then(|json| serde_json::from_str::<Kept<F::Draft>>(&json).ok());
            let (Some(form), Some(kept)) = (form, kept) else {
                continue;
            };
            let sealed = kept.sealed.is_some();
            outbox
                .kept
                .update(|all| drop(all.insert(form.clone(), kept)));
            if sealed {
                outbox.set(&form, Status::Waiting);
                outbox.carry(form);
            }
        }
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

    /// Commands that are not answered yet.
    pub fn unsent(self) -> u64 {
        self.kept
            .with(|all| all.values().filter(|k| k.sealed.is_some()).count() as u64)
    }

    /// Forms with something in them that the server does not have: typed, or not answered yet.
    pub fn waiting(self) -> u64 {
        let waits = |k: &&Kept<F::Draft>| k.sealed.is_some() || k.draft != F::Draft::default();
        self.kept
            .with(|all| all.values().filter(waits).count() as u64)
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
        self.change(form, &mut |kept| edit(&mut kept.draft));
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
        self.change(&form, &mut |kept| {
            let key = kept.key.clone();
            let command = Command {
                key,
                contract: CONTRACT,
                release: release.clone(),
                surface,
                drive,
                body: body.clone(),
            };
            kept.sealed = serde_json::to_value(command).ok();
        });
        self.set(&form, Status::Sending);
        self.carry(form);
    }

    /// The connection is back: whoever waits tries now.
    pub fn wake(self) {
        let _ = self.wake.try_update_value(|n| *n = n.wrapping_add(1));
    }

    fn carry(self, form: F) {
        spawn_local(async move {
            // `None` when the page was left meanwhile: what is sealed is kept for the next time.
            let _ = self.carry_until_answered(form).await;
        });
    }

    async fn carry_until_answered(self, form: F) -> Option<()> {
        let mut attempt = 0;
        loop {
            let command = self
                .kept
                .try_with_untracked(|all| all.get(&form)?.sealed.clone())??;
            let answer = http::post::<Receipt>(&form.route(), &command).await;
            self.kept.try_with_untracked(|_| ())?;
            match answer {
                Ok(receipt) => {
                    self.forget(&form);
                    self.landed.run((form, Answer::Done(receipt)));
                    return Some(());
                }
                Err(Failure::Problem(problem)) if problem.status == 401 => {
                    self.set(&form, Status::Waiting);
                    self.landed.run((form, Answer::SignedOut));
                    return Some(());
                }
                Err(Failure::Problem(problem)) if is_final(&problem) => {
                    let kind = problem.kind;
                    self.change(&form, &mut |kept| {
                        kept.sealed = None;
                        kept.key = new_key();
                    });
                    self.set(&form, Status::Refused(problem));
                    self.landed.run((form, Answer::Refused(kind)));
                    return Some(());
                }
                Err(_) => self.set(&form, Status::Waiting),
            }
            self.pause(attempt).await?;
            attempt += 1;
        }
    }

    /// Waits for the next try: about 1, 2, 4, then 8 s, or until the connection is back.
    async fn pause(self, attempt: u32) -> Option<()> {
        let before = self.wake.try_get_value()?;
        let quarters = 4_u64 << attempt.min(3);
        for _ in 0..quarters / 2 + platform::random() as u64 % quarters {
            platform::sleep(250).await;
            if self.wake.try_get_value()? != before {
                break;
            }
        }
        Some(())
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

    fn change(self, form: &F, edit: &mut dyn FnMut(&mut Kept<F::Draft>)) {
        let name = format!("{}{}", self.prefix.get_value(), form.name());
        self.kept.update(|all| {
            let kept = all.entry(form.clone()).or_insert_with(|| Kept {
                key: new_key(),
                draft: F::Draft::default(),
                sealed: None,
            });
            edit(kept);
            if kept.sealed.is_none() && kept.draft == F::Draft::default() {
                store::remove(&name);
            } else if let Ok(json) = serde_json::to_string(kept) {
                store::write(&name, &json);
            }
        });
    }

    fn forget(self, form: &F) {
        store::remove(&format!("{}{}", self.prefix.get_value(), form.name()));
        self.kept.update(|all| drop(all.remove(form)));
        self.set(form, Status::Idle);
    }
}

fn new_key() -> CommandId {
    CommandId::from_random(platform::random())
}

/// Whether asking again could not change the answer. Whoever signs in again gets another one.
pub fn is_final(problem: &Problem) -> bool {
    (400..500).contains(&problem.status) && !matches!(problem.status, 401 | 408 | 425 | 429)
}
