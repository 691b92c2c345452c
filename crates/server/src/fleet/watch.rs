//! Halts what does not start, and says often enough that the repository's state is still the newest. Both take the online
//! key; without it an operator halts elsewhere.

use super::state;
use crate::config::ReleasesConfig;
use crate::state::App;
use crate::store::fleet;
use crate::store::writer::Write;
use contract::time::Timestamp;
use release::Fault;
use release::key::Key;
use release::repository::Repository;
use release::stage::Limit;
use std::time::Duration;
use tokio::time::Instant;

/// How often to look without having been called.
const EVERY: Duration = Duration::from_secs(3600);
/// After a call, more may come.
const TOGETHER: Duration = Duration::from_millis(50);

/// Works until the server stops.
pub async fn run(app: App) {
    if app.releases.config().is_none() {
        return;
    }
    let mut stop = app.stop.clone();
    let mut next = Instant::now();
    loop {
        let called = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = app.releases.failed.notified() => true,
            () = tokio::time::sleep_until(next) => false,
        };
        if called {
            tokio::time::sleep(TOGETHER).await;
        } else {
            next = Instant::now() + EVERY;
            refresh(&app).await;
        }
        halt(&app).await;
    }
}

/// Halts every rollout of which too many cars said that it does not start.
async fn halt(app: &App) {
    let now = app.clock.now();
    let rows = match app.reader.with(|db| fleet::rows(db, now)) {
        Ok(rows) => rows,
        Err(e) => {
            return tracing::error!(error = ?e, "what cars said of releases could not be read");
        }
    };
    let halted = app.releases.with(move |repository, config| {
        let Some(key) = &config.online_key else {
            return Ok(Vec::new());
        };
        let limit = Limit {
            after: config.halt_after,
            percent: config.halt_share,
        };
        let mut stage = state(repository)?.stage;
        let mut halted = Vec::new();
        let rollouts = stage
            .channels
            .values_mut()
            .filter_map(|channel| channel.rollout.as_mut());
        for rollout in rollouts.filter(|rollout| rollout.halted.is_none()) {
            let (tried, failed) = rows
                .tried
                .get(&rollout.counter)
                .copied()
                .unwrap_or_default();
            if limit.is_passed(tried, failed) {
                rollout.halted = Some(format!("{failed} of {tried} cars did not start it"));
                halted.push((rollout.counter, tried, failed));
            }
        }
        if !halted.is_empty() {
            repository.restage(&stage, &Key::read(key)?, real_now(now))?;
        }
        Ok(halted)
    });
    match halted.await {
        Some(Ok(halted)) => {
            for (counter, tried, failed) in halted {
                tracing::error!(
                    counter,
                    tried,
                    failed,
                    "a release was halted: cars did not start it"
                );
            }
        }
        Some(Err(e)) => tracing::error!(error = ?e, "a release could not be halted"),
        None => {}
    }
}

async fn refresh(app: &App) {
    let now = app.clock.now();
    let done = app
        .releases
        .with(
            move |repository: &Repository, config: &ReleasesConfig| match &config.online_key {
                Some(key) => repository.refresh(&Key::read(key)?, real_now(now)),
                None => Ok(false),
            },
        );
    match done.await {
        Some(Err(Fault::Missing(..))) | Some(Ok(false)) | None => {}
        Some(Ok(true)) => tracing::info!("the releases' newest state was signed anew"),
        Some(Err(e)) => {
            tracing::error!(error = ?e, "the releases' newest state could not be signed")
        }
    }
    let pruned = app.write(|reply| Write::plain(|tx, now| fleet::prune(tx, now).map(Ok), reply));
    if let Err(e) = pruned.await {
        tracing::error!(error = ?e, "what cars said of releases could not be cleared");
    }
}

/// What is signed runs out by the world's clock, and a demonstration's may be elsewhere.
fn real_now(clock: Timestamp) -> Timestamp {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    passed
        .ok()
        .and_then(|passed| i64::try_from(passed.as_millis()).ok())
        .map_or(clock, Timestamp)
}

/// The same for the operator's changes.
pub(super) fn signing_time(app: &App) -> Timestamp {
    real_now(app.clock.now())
}
