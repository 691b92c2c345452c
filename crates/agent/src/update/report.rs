//! How it went: to the server, under the car's credential, when something has changed and after a look. A car that is not
//! paired tells nobody.

use super::Found;
use crate::state::App;
use contract::release::{ReleaseReport, ReleaseTried};
use std::time::Duration;
use tokio::time::sleep;

/// Looks for ever: soon after the start, and as often as configured, each time spread by a tenth so that cars that were
/// started together do not stay together.
pub async fn run(app: App, every: Duration) {
    let mut chance = [0; 2];
    let _ = getrandom::fill(&mut chance);
    let tenth = every.mul_f64(f64::from(u16::from_le_bytes(chance)) / f64::from(u16::MAX) / 10.0);
    sleep(tenth).await;
    loop {
        let vin = app.vin.clone().or_else(|| app.car.vin());
        let vin = vin.as_ref().map_or("", |vin| vin.as_str());
        match app.updater.look(vin).await {
            Ok(Found::Waits(counter)) => tracing::info!(counter, "a release waits"),
            Ok(Found::Metered(counter)) => {
                tracing::info!(counter, "a release waits for a line that is not metered")
            }
            Ok(Found::Nothing) => {}
            Err(e) => tracing::warn!(error = ?e, "no release was taken"),
        }
        send(&app, None).await;
        tokio::select! {
            () = sleep(every + tenth) => {}
            () = app.look_now.notified() => {}
        }
    }
}

/// The release that is tried has not reported itself ready in time.
pub fn not_ready(app: &App, counter: u64) {
    let over = app.updater.shelf().not_ready();
    match over {
        Ok(true) => {
            tracing::warn!(counter, "a release did not start: the one before is shown");
            soon(app, Some((counter, false)));
        }
        Ok(false) => tracing::warn!(counter, "a release did not start: once more"),
        Err(e) => tracing::error!(error = ?e, "the disk refuses"),
    }
}

/// Tells the server while others go on.
pub fn soon(app: &App, tried: Option<(u64, bool)>) {
    let app = app.clone();
    tokio::spawn(async move { send(&app, tried).await });
}

async fn send(app: &App, tried: Option<(u64, bool)>) {
    let Some(credential) = app.keeper.held() else {
        return;
    };
    let report = {
        let pointer = app.updater.shelf().pointer().clone();
        // What failed is told again with every look: the first time may not have arrived.
        let failed = pointer.failed.map(|facts| (facts.counter, false));
        let tried = tried.or(failed).or(match pointer.running {
            0 => None,
            counter => Some((counter, true)),
        });
        ReleaseReport {
            running: pointer.running,
            tried: tried.map(|(counter, ready)| ReleaseTried { counter, ready }),
            trouble: app.updater.told().trouble,
            agent: env!("CARGO_PKG_VERSION").to_owned(),
        }
    };
    let bearer = Some(credential.credential.as_str());
    match app.server.post("/api/car/release", &report, bearer).await {
        Ok((status, _)) if status.is_success() => {}
        Ok((status, _)) => tracing::info!(%status, "the report was refused"),
        Err(e) => tracing::info!(error = ?e, "the report did not arrive"),
    }
}
