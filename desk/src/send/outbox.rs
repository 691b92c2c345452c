//! Carries sealed drafts to the server: again and again under one key, until it has answered. A refusal
//! opens the draft again, with every word still in it.

use super::draft::{Draft, Slot};
use crate::port::{self, Failure};
use contract::command::Receipt;
use contract::id::{CommandId, PersonId, ReleaseId};
use contract::problem::{Kind, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;

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
    Done,
    /// Refused, and why.
    Refused(Kind),
    /// The session has ended; the command waits for the same person to sign in.
    SignedOut,
}

/// Told about each answer.
pub type Landed = Callback<(Slot, Answer)>;

/// The drafts of one advisor in this browser.
#[derive(Clone, Copy)]
pub struct Outbox {
    drafts: RwSignal<HashMap<Slot, Draft>>,
    statuses: RwSignal<HashMap<Slot, Status>>,
    wake: StoredValue<u32>,
    prefix: StoredValue<String>,
    release: StoredValue<ReleaseId>,
    now: Signal<contract::time::Timestamp>,
    landed: Landed,
}

impl Outbox {
    /// Reads what `person` left behind, and sends what was sealed.
    pub fn open(
        person: &PersonId,
        release: ReleaseId,
        now: Signal<contract::time::Timestamp>,
        landed: Landed,
    ) -> Self {
        let outbox = Self {
            drafts: RwSignal::default(),
            statuses: RwSignal::default(),
            wake: StoredValue::new(0),
            prefix: StoredValue::new(format!("draft/{person}/")),
            release: StoredValue::new(release),
            now,
            landed,
        };
        outbox.restore();
        outbox
    }

    fn restore(self) {
        let prefix = self.prefix.get_value();
        for name in port::store::names(&prefix) {
            let slot = name.strip_prefix(&prefix).and_then(Slot::parse);
            let draft = port::store::read(&name).and_then(|json| serde_json::from_str(&json).ok());
            let (Some(slot), Some(draft)) = (slot, draft) else {
                continue;
            };
            let draft: Draft = draft;
            let sealed = draft.sealed.is_some();
            self.drafts.update(|all| {
                all.insert(slot.clone(), draft);
            });
            if sealed {
                self.carry(slot);
            }
        }
    }

    /// What is typed in a form.
    pub fn draft(self, slot: &Slot) -> Draft {
        let found = self.drafts.with(|all| all.get(slot).cloned());
        // Without a draft there is no key either: it is made at the first touch.
        found.unwrap_or_else(|| Draft::new(CommandId::from_random(0)))
    }

    /// How a form stands.
    pub fn status(self, slot: &Slot) -> Status {
        self.statuses
            .with(|all| all.get(slot).cloned().unwrap_or_default())
    }

    /// How many commands have not been answered.
    pub fn unsent(self) -> u64 {
        let waiting = |s: &&Status| matches!(s, Status::Waiting);
        self.statuses
            .with(|all| all.values().filter(waiting).count() as u64)
    }

    /// Takes a touch, unless the draft is under way.
    pub fn edit(self, slot: &Slot, edit: impl FnOnce(&mut Draft)) {
        if self.sealed(slot) {
            return;
        }
        self.change(slot, edit);
        self.set(slot, Status::Idle);
    }

    /// Sends a form. Pressing fifty times sends once.
    pub fn send(self, slot: Slot) {
        if self.sealed(&slot) {
            return;
        }
        let now = self.now.get_untracked();
        let draft = self.drafts.with_untracked(|all| all.get(&slot).cloned());
        let draft = draft.unwrap_or_else(fresh);
        let faults = draft.faults(slot.verb, now);
        if !faults.is_empty() {
            self.set(&slot, Status::Refused(Problem::invalid(faults)));
            return;
        }
        let release = self.release.get_value();
        let Some(command) = draft.command(slot.verb, &release) else {
            return;
        };
        self.change(&slot, |d| d.sealed = Some(command));
        self.set(&slot, Status::Sending);
        self.carry(slot);
    }

    /// The connection is back: whoever waits tries now.
    pub fn wake(self) {
        let _ = self.wake.try_update_value(|n| *n = n.wrapping_add(1));
    }

    fn sealed(self, slot: &Slot) -> bool {
        self.drafts
            .with_untracked(|all| all.get(slot).is_some_and(|d| d.sealed.is_some()))
    }

    fn carry(self, slot: Slot) {
        spawn_local(async move {
            // `None` when the desk was left meanwhile: what is sealed is kept for the next time.
            let _ = self.carry_until_answered(slot).await;
        });
    }

    async fn carry_until_answered(self, slot: Slot) -> Option<()> {
        let mut attempt = 0;
        loop {
            let drafts = self.drafts.try_get_untracked()?;
            let command = drafts.get(&slot)?.sealed.clone()?;
            let answer = port::post::<Receipt>(&slot.route(), &command).await;
            self.drafts.try_get_untracked()?;
            match answer {
                Ok(_) => {
                    self.drop_draft(&slot);
                    self.landed.run((slot, Answer::Done));
                    return Some(());
                }
                Err(Failure::Problem(problem)) if problem.kind == Kind::SignInNeeded => {
                    self.set(&slot, Status::Waiting);
                    self.landed.run((slot, Answer::SignedOut));
                    return Some(());
                }
                Err(Failure::Problem(problem)) if is_final(&problem) => {
                    let kind = problem.kind;
                    self.change(&slot, |d| {
                        d.sealed = None;
                        d.key = fresh().key;
                    });
                    self.set(&slot, Status::Refused(problem));
                    self.landed.run((slot, Answer::Refused(kind)));
                    return Some(());
                }
                Err(_) => self.set(&slot, Status::Waiting),
            }
            self.pause(attempt).await?;
            attempt += 1;
        }
    }

    /// Waits for the next try: 1, 2, 4, then 8 s, or until the connection is back.
    async fn pause(self, attempt: u32) -> Option<()> {
        let before = self.wake.try_get_value()?;
        for _ in 0..(4 << attempt.min(3)) {
            port::sleep(250).await;
            if self.wake.try_get_value()? != before {
                break;
            }
        }
        Some(())
    }

    fn set(self, slot: &Slot, status: Status) {
        let same = self
            .statuses
            .with_untracked(|all| all.get(slot) == Some(&status));
        if !same {
            self.statuses.update(|all| {
                all.insert(slot.clone(), status);
            });
        }
    }

    fn change(self, slot: &Slot, edit: impl FnOnce(&mut Draft)) {
        let name = format!("{}{}", self.prefix.get_value(), slot.name());
        self.drafts.update(|all| {
            let draft = all.entry(slot.clone()).or_insert_with(fresh);
            edit(draft);
            if draft.is_empty() {
                port::store::remove(&name);
            } else if let Ok(json) = serde_json::to_string(draft) {
                port::store::write(&name, &json);
            }
        });
    }

    fn drop_draft(self, slot: &Slot) {
        let name = format!("{}{}", self.prefix.get_value(), slot.name());
        port::store::remove(&name);
        self.drafts.update(|all| {
            all.remove(slot);
        });
        self.set(slot, Status::Idle);
    }
}

fn fresh() -> Draft {
    Draft::new(CommandId::from_random(port::random()))
}

/// Whether asking again could not change the answer.
fn is_final(problem: &Problem) -> bool {
    (400..500).contains(&problem.status) && !matches!(problem.status, 408 | 425 | 429)
}
