//! Sends what is sealed, when crate `outbox` says so, and does with the answers what they ask for. Of all tabs the one
//! with the browser's lock sends.

use super::{Answer, Form, Outbox, Status};
use contract::command::Receipt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use outbox::{Next, Outcome, Queue};
use platform::device;
use platform::http::{self, Failure};
use platform::lock::{Held, Lock};

/// How long a tab in view leaves a sealed command to the tab that leads, in milliseconds, before it takes over: that
/// one may be asleep.
const PATIENCE: i32 = 20_000;

impl<F: Form> Outbox<F> {
    /// The connection is back: whoever waits tries now.
    pub fn wake(self) {
        if self.queue.try_update_value(Queue::wake).is_some() {
            self.pump();
            self.mind_the_leader();
        }
    }

    /// Wants to be the tab that sends.
    pub(super) fn lead(self, steal: bool) {
        let name = format!(
            "{}outbox/{}",
            platform::audience().name(),
            self.prefix.get_value()
        );
        let lock = Lock::wait(&name, steal, move |held| {
            let known = self.queue.try_update_value(|queue| match held {
                Held::Yes => queue.lead(),
                Held::Stolen => queue.follow(),
            });
            match (known, held) {
                (None, _) => {}
                (Some(()), Held::Yes) => self.pump(),
                // In its turn again when the other one is closed.
                (Some(()), Held::Stolen) => self.lead(false),
            }
        });
        self.lock.try_set_value(Some(lock));
    }

    /// A tab in view does not wait for ever for one that may be asleep.
    pub(super) fn mind_the_leader(self) {
        let follows = |queue: &Queue| !queue.leads() && !queue.is_empty();
        if !self.queue.try_with_value(follows).unwrap_or(false) {
            return;
        }
        spawn_local(async move {
            platform::sleep(PATIENCE).await;
            if self.queue.try_with_value(follows).unwrap_or(false) && !device::hidden() {
                self.lead(true);
            }
        });
    }

    /// Sends whatever may leave now, and comes back when the next one may.
    pub(super) fn pump(self) {
        loop {
            match self
                .queue
                .try_update_value(|queue| queue.next(platform::uptime()))
            {
                Some(Next::Send(name)) => {
                    if let Some(form) = F::parse(&name) {
                        spawn_local(async move {
                            // `None` when the page was left meanwhile: what is sealed is kept for the next time.
                            let _ = self.carry(form, &name).await;
                        });
                    }
                }
                Some(Next::Rest(at)) => return self.rest(at),
                Some(Next::Idle) | None => return,
            }
        }
    }

    fn rest(self, at: u64) {
        if self.alarm.try_get_value().is_none_or(|set| set <= at) {
            return;
        }
        self.alarm.set_value(at);
        spawn_local(async move {
            let millis = at.saturating_sub(platform::uptime());
            platform::sleep(millis as i32).await;
            if self.alarm.try_get_value() == Some(at) {
                self.alarm.set_value(u64::MAX);
            }
            self.pump();
        });
    }

    async fn carry(self, form: F, name: &str) -> Option<()> {
        let sealed = self.kept.try_with_untracked(|all| {
            let kept = all.get(&form)?;
            Some((kept.key.clone(), kept.sealed.clone()?))
        })?;
        let outcome = match sealed {
            None => Outcome::Final,
            Some((key, command)) => {
                let far = || {
                    self.progress
                        .try_with_untracked(|all| all.get(&form).copied())
                };
                let before = far()?;
                let answer = match self.bring(&form).await {
                    Ok(()) => http::post::<Receipt>(&form.route(), &command).await,
                    Err(failure) => Err(failure),
                };
                let further = far()? > before;
                let same = self.kept.try_with_untracked(|all| {
                    all.get(&form)
                        .is_some_and(|k| k.sealed.is_some() && k.key == key)
                })?;
                match same {
                    true => match self.answered(form, answer) {
                        Outcome::Silence if further => Outcome::Further,
                        outcome => outcome,
                    },
                    // Another tab was quicker.
                    false => Outcome::Final,
                }
            }
        };
        let chance = platform::random() as u64;
        self.queue
            .try_update_value(|queue| queue.came(name, outcome, platform::uptime(), chance))?;
        self.pump();
        Some(())
    }

    fn answered(self, form: F, answer: Result<Receipt, Failure>) -> Outcome {
        let tab = self.tab.get_value();
        let ours = self
            .kept
            .with_untracked(|all| all.get(&form).is_some_and(|k| k.tab == tab));
        if let Ok(receipt) = &answer {
            self.follow(&form, receipt);
            self.let_go(&form);
        }
        match answer {
            Ok(receipt) if ours => {
                self.forget(&form);
                self.landed.run((form, Answer::Done(receipt)));
                Outcome::Final
            }
            Ok(receipt) => {
                self.hand_over(form.clone(), receipt.clone());
                self.landed.run((form, Answer::Elsewhere(receipt)));
                Outcome::Final
            }
            Err(Failure::Problem(problem)) if problem.status == 401 => {
                self.wait(&form);
                self.landed.run((form, Answer::SignedOut));
                Outcome::SignedOut
            }
            Err(Failure::Problem(problem)) if problem.is_final() => {
                let kind = problem.kind;
                self.change(&form, &mut |kept| kept.refuse(problem.clone()));
                self.set(&form, Status::Refused(problem));
                if ours {
                    self.landed.run((form, Answer::Refused(kind)));
                }
                Outcome::Final
            }
            Err(_) => {
                self.wait(&form);
                Outcome::Silence
            }
        }
    }

    /// Seals what comes after it, before it is forgotten itself: were the page closed between the two, it would be
    /// answered again, and what follows is known by its name.
    fn follow(self, form: &F, receipt: &Receipt) {
        let draft = self
            .kept
            .with_untracked(|all| all.get(form).map(|kept| kept.draft.clone()));
        for (next, draft) in draft
            .map(|draft| form.after(&draft, receipt))
            .unwrap_or_default()
        {
            self.send_with(next, draft);
        }
    }

    /// It is not sent yet, and every tab says so.
    fn wait(self, form: &F) {
        let known = |all: &std::collections::HashMap<F, super::Kept<F::Draft>>| {
            all.get(form).is_some_and(|k| k.waits)
        };
        if !self.kept.with_untracked(known) {
            self.change(form, &mut |kept| kept.waits = true);
        }
        self.set(form, Status::Waiting);
    }

    /// The tab that sealed it gets the answer.
    fn hand_over(self, form: F, receipt: Receipt) {
        self.change(&form, &mut |kept| kept.answer = Some(receipt.clone()));
        self.drop_form(&form);
    }
}
