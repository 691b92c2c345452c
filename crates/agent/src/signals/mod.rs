//! What the car says of itself to the server, by itself: what its owner agreed to, and no more of it than is
//! worth a message. [`due`] decides that; here it is sent, after a question for what the owner agrees to now
//! (`consent`), and waited for after a failure.

mod change;
mod consent;
mod due;

pub use due::{Sent, due};

use crate::credential::Credential;
use crate::state::App;
use axum::http::StatusCode;
use contract::problem::{Kind, Problem};
use contract::vehicle::{Signal, SignalBatch, SignalsTaken};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::time::{Instant, sleep};

/// The longest wait after failures, in seconds.
const LONGEST: u64 = 15 * 60;
/// The first, in seconds.
const FIRST: u64 = 60;

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
        }
        of = held;
        let now = began.elapsed().div_duration_f64(app.second) as u64;
        let Some(credential) = of.as_ref().filter(|_| now >= again) else {
            continue;
        };
        let look = app.car.look();
        let asks = look.awake && app.ask_consent.load(Ordering::Relaxed);
        if !asks && due(&sent, &look, &credential.pairing.kinds, now).is_empty() {
            continue;
        }
        let done = match consent::ask(&app, credential).await {
            None => false,
            Some(credential) => send(&app, &credential, &mut sent, now).await,
        };
        failures = if done { 0 } else { failures + 1 };
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

/// Sends what is due by now of what is agreed to. Whether the server has it, or there was nothing to send after all.
async fn send(app: &App, credential: &Credential, sent: &mut Sent, now: u64) -> bool {
    let kinds = &credential.pairing.kinds;
    sent.keep(kinds);
    let look = app.car.look();
    let signals = due(sent, &look, kinds, now);
    if signals.is_empty() {
        return true;
    }
    let path = format!("/api/vehicles/{}/signals", credential.pairing.vin.as_str());
    let body = SignalBatch { signals };
    let bearer = Some(credential.credential.as_str());
    let (status, said) = match app.server.post(&path, &body, bearer).await {
        Ok(answer) => answer,
        Err(e) => {
            tracing::info!(error = ?e, "signals not sent");
            return false;
        }
    };
    let batch = body.signals;
    if status != StatusCode::OK {
        // Without them the next batch is taken; they wait until they have changed.
        let problem = refused(app, credential, &said);
        sent.skip(problem.map_or_else(Vec::new, |problem| faulty(&problem, &batch)));
        return false;
    }
    let Ok(taken) = serde_json::from_slice::<SignalsTaken>(&said) else {
        return false;
    };
    let SignalsTaken {
        kept,
        not_agreed,
        too_old,
    } = taken;
    tracing::debug!(kept, not_agreed, too_old, "signals sent");
    sent.note(batch, look.drive, now);
    true
}

/// What the server says instead. Where it does not know the credential any more, that is forgotten; what is not in the
/// server's own words ends nothing.
fn refused(app: &App, credential: &Credential, said: &[u8]) -> Option<Problem> {
    let problem = serde_json::from_slice::<Problem>(said).ok()?;
    tracing::info!(reason = problem.kind.slug(), "signals refused");
    if problem.kind == Kind::SignInNeeded {
        app.keeper.forget(credential);
    }
    Some(problem)
}

/// What the server does not take of a batch of which it took nothing.
fn faulty(problem: &Problem, batch: &[Signal]) -> Vec<Signal> {
    if problem.kind != Kind::InvalidInput {
        return Vec::new();
    }
    let places = problem.errors.iter().filter_map(|e| place(&e.pointer));
    places.filter_map(|i| batch.get(i).cloned()).collect()
}

/// `/signals/3/at`, with or without what stands before it.
fn place(pointer: &str) -> Option<usize> {
    let (_, rest) = pointer.split_once("/signals/")?;
    rest.split('/').next()?.parse().ok()
}
