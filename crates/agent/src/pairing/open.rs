//! The one code that a car shows, as long as it is worth showing.

use contract::agent::{AgentPairing, ShownCode};
use contract::pairing::PairingCode;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::task::AbortHandle;
use tokio::time::Instant;

/// How far a car without a credential is.
#[derive(Default)]
pub struct Pairing {
    open: Mutex<Open>,
    begins: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Open {
    /// Which code this is: an answer about an older one changes nothing.
    serial: u64,
    step: Step,
    task: Option<AbortHandle>,
}

#[derive(Default)]
enum Step {
    #[default]
    None,
    Shown {
        code: ShownCode,
        ends: Instant,
        second: Duration,
        /// What the owner calls the car, and the word.
        claimed: Option<(String, String)>,
    },
    Expired,
    Denied,
}

impl Pairing {
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Held while one begins, so that the next sees what came of it.
    pub async fn one_at_a_time(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.begins.lock().await
    }

    /// How far it is, for the page.
    pub fn told(&self) -> AgentPairing {
        match &self.lock().step {
            Step::None => AgentPairing::None,
            Step::Expired => AgentPairing::Expired,
            Step::Denied => AgentPairing::Denied,
            Step::Shown {
                code,
                ends,
                second,
                claimed,
            } => {
                let left = ends.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return AgentPairing::Expired;
                }
                let mut code = code.clone();
                code.expires_in = left.div_duration_f64(*second).ceil() as u32;
                match claimed.clone() {
                    None => AgentPairing::Pending { code },
                    Some((nickname, word)) => AgentPairing::Claimed {
                        code,
                        nickname,
                        word,
                    },
                }
            }
        }
    }

    /// A new code is shown; its serial number.
    pub fn shows(&self, code: &PairingCode, second: Duration) -> u64 {
        let mut open = self.lock();
        open.clear(Step::Shown {
            code: ShownCode {
                user_code: code.user_code.clone(),
                address: code.address.clone(),
                address_with_code: code.address_with_code.clone(),
                expires_in: code.expires_in,
            },
            ends: Instant::now() + second * code.expires_in,
            second,
            claimed: None,
        });
        open.serial
    }

    /// This asks the server about it.
    pub fn asks(&self, task: AbortHandle) {
        self.lock().task = Some(task);
    }

    /// The owner has opened it.
    pub fn claimed(&self, serial: u64, by: (String, String)) {
        let mut open = self.lock();
        if let (true, Step::Shown { claimed, .. }) = (open.serial == serial, &mut open.step) {
            *claimed = Some(by);
        }
    }

    /// It is dead: too late.
    pub fn expired(&self, serial: u64) {
        self.over(serial, Step::Expired);
    }

    /// It is dead: the owner said no.
    pub fn denied(&self, serial: u64) {
        self.over(serial, Step::Denied);
    }

    /// It was granted: there is nothing to show any more.
    pub fn granted(&self, serial: u64) {
        self.over(serial, Step::None);
    }

    /// Nobody wants it any more.
    pub fn end(&self) {
        self.lock().clear(Step::None);
    }

    fn over(&self, serial: u64, step: Step) {
        let mut open = self.lock();
        if open.serial == serial {
            (open.step, open.task) = (step, None);
        }
    }
}

impl Open {
    fn clear(&mut self, step: Step) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
        self.serial += 1;
        self.step = step;
    }
}
