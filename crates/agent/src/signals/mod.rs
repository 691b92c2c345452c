//! What the car says of itself to the server, by itself: what its owner agreed to, and no more of it than is
//! worth a message. [`due`] decides that; here it is sent, and waited for after a failure.

mod change;
mod due;

pub use due::{Sent, due};

use crate::credential::Credential;
use crate::state::App;
use axum::http::StatusCode;
use contract::problem::{Kind, Problem};
use contract::vehicle::{Signal, SignalBatch, SignalsTaken};
use std::sync::Arc;
use tokio::time::{Instant, sleep};

/// The longest wait after failures, in seconds.
const LONGEST: u64 = 15 * 60;
/// The first, in seconds.
const FIRST: u64 = 60;

/// What became of a batch.
enum Outcome {
    /// The server has it.
    Taken,
    /// It does not take these, by their place in the batch, and so took none.
    Faulty(Vec<usize>),
    /// Not now.
    Failed,
}

/// Sends for ever.
pub async fn run(app: App) {
    let began = Instant::now();
    let (mut of, mut sent) = (None::<Arc<Credential>>, Sent::default());
    let (mut failures, mut again) = (0_u32, 0);
    loop {
        sleep(app.second).await;
        let held = app.keeper.held();
        if held.as_ref().map(|c| &c.pairing.id) != of.as_ref().map(|c| &c.pairing.id) {
            // Another owner, perhaps: what the one before was told is nothing to them.
            (sent, failures, again) = (Sent::default(), 0, 0);
            of = held;
        }
        let now = began.elapsed().div_duration_f64(app.second) as u64;
        let Some(credential) = of.as_ref().filter(|_| now >= again) else {
            continue;
        };
        let look = app.car.look();
        let batch = due(&sent, &look, &credential.pairing.kinds, now);
        if batch.is_empty() {
            continue;
        }
        match post(&app, credential, &batch).await {
            Outcome::Taken => {
                failures = 0;
                sent.note(batch, look.drive, now);
            }
            Outcome::Faulty(places) => {
                // Without them the next batch is taken; they wait until they have changed.
                let faulty = |(i, signal)| places.contains(&i).then_some(signal);
                let faulty = batch.into_iter().enumerate().filter_map(faulty);
                sent.skip(faulty.collect());
                failures += 1;
            }
            Outcome::Failed => failures += 1,
        }
        again = match failures {
            0 => 0,
            n => now + wait(n),
        };
    }
}

/// Twice as long each time, and spread, so that cars that lost the same server do not come back at once.
fn wait(failures: u32) -> u64 {
    let base = FIRST
        .saturating_mul(1 << failures.min(5).saturating_sub(1))
        .min(LONGEST);
    let mut chance = [0];
    let _ = getrandom::fill(&mut chance);
    base + base * u64::from(chance[0]) / 1024
}

async fn post(app: &App, credential: &Credential, batch: &[Signal]) -> Outcome {
    let path = format!("/api/vehicles/{}/signals", credential.pairing.vin.as_str());
    let body = SignalBatch {
        signals: batch.to_vec(),
    };
    let answer = app
        .server
        .post(&path, &body, Some(&credential.credential))
        .await;
    let (status, said) = match answer {
        Ok(answer) => answer,
        Err(e) => {
            tracing::info!(error = ?e, "signals not sent");
            return Outcome::Failed;
        }
    };
    if status == StatusCode::OK {
        if let Ok(taken) = serde_json::from_slice::<SignalsTaken>(&said) {
            let SignalsTaken {
                kept,
                not_agreed,
                too_old,
            } = taken;
            tracing::debug!(kept, not_agreed, too_old, "signals sent");
            return Outcome::Taken;
        }
        return Outcome::Failed;
    }
    let Ok(problem) = serde_json::from_slice::<Problem>(&said) else {
        return Outcome::Failed;
    };
    tracing::info!(reason = problem.kind.slug(), "signals refused");
    match problem.kind {
        Kind::SignInNeeded => {
            app.keeper.forget(credential);
            Outcome::Failed
        }
        Kind::InvalidInput => Outcome::Faulty(
            problem
                .errors
                .iter()
                .filter_map(|e| place(&e.pointer))
                .collect(),
        ),
        _ => Outcome::Failed,
    }
}

/// `/signals/3/at`, with or without what stands before it.
fn place(pointer: &str) -> Option<usize> {
    let (_, rest) = pointer.split_once("/signals/")?;
    rest.split('/').next()?.parse().ok()
}
