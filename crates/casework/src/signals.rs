//! What is kept of what a car sends by itself: what its owner agreed to, of the last 72 hours.

use crate::Refusal;
use crate::refusal::{Faults, fault};
use crate::text::{self, LINE, LONG};
use contract::problem::Fault;
use contract::time::Timestamp;
use contract::vehicle::{Signal, SignalKind, SignalsTaken};

/// Most signals in one batch.
pub const BATCH: usize = 256;
/// Most that are stored of one car; beyond it the oldest go.
pub const STORED: usize = 5_000;
/// How long they are kept, in minutes.
pub const KEPT: i64 = 72 * 60;
/// How far a car's clock may be ahead, in minutes.
pub const AHEAD: i64 = 5;

/// What of a batch is to be stored, and what became of all of it.
///
/// # Errors
/// Every fault with its pointer; then nothing of the batch is stored.
pub fn take(
    batch: Vec<Signal>,
    agreed: &[SignalKind],
    now: Timestamp,
) -> Result<(Vec<Signal>, SignalsTaken), Refusal> {
    let mut faults = Faults::default();
    match batch.len() {
        0 => faults.add("/signals", Fault::Empty),
        n if n > BATCH => {
            let many = fault("/signals", Fault::TooLong, Some(BATCH as u32));
            faults.0.push(many);
        }
        _ => {}
    }
    for (i, signal) in batch.iter().enumerate().take(BATCH) {
        let at = |field: &str| format!("/signals/{i}/{field}");
        faults.take(text::field(&signal.path, LINE, at("path")));
        faults.take(text::field(&signal.value, LONG, at("value")));
        if signal.at > now.plus_minutes(AHEAD) {
            faults.add(at("at"), Fault::TooFar);
        }
    }
    faults.none_or_refuse()?;
    let mut taken = SignalsTaken {
        kept: 0,
        not_agreed: 0,
        too_old: 0,
    };
    let mut kept = Vec::with_capacity(batch.len());
    for signal in batch {
        if !agreed.contains(&SignalKind::of(&signal.path)) {
            taken.not_agreed += 1;
        } else if signal.at <= oldest(now) {
            taken.too_old += 1;
        } else {
            taken.kept += 1;
            kept.push(signal);
        }
    }
    Ok((kept, taken))
}

/// What was said by then or before is not kept any more.
pub fn oldest(now: Timestamp) -> Timestamp {
    now.plus_minutes(-KEPT)
}
