//! Wakes cases for which a time has come, once a second: promises that passed, disputes that nobody
//! answered; and takes up what was imported or set. What is due is in the store, so nothing is forgotten
//! over a restart.

use crate::state::App;
use crate::store::random_u128;
use crate::store::writer::{Job, Sender, Write};
use casework::Ask;
use contract::command::Surface;
use contract::id::{CaseId, CommandId};
use std::time::Duration;

/// Works until the server stops.
pub async fn run(app: App) {
    let mut stop = app.stop.clone();
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        let here = app.clone();
        // With a maker's whole registry it takes a while.
        let _ = tokio::task::spawn_blocking(move || take_up(&here)).await;
        match app.reader.due(app.clock.now()) {
            Ok(due) => {
                for id in due {
                    tick(&app, id).await;
                }
            }
            Err(e) => tracing::error!(error = ?e, "what is due could not be read"),
        }
    }
}

/// Takes up what was imported or set, and ends the streams of those whose rights are others now: their
/// screens come back with what is theirs.
pub(crate) fn take_up(app: &App) {
    match app.registry.refresh(&app.reader) {
        Ok(moved) => moved.iter().for_each(|id| app.hub.end(id)),
        Err(e) => tracing::error!(error = ?e, "what was changed could not be taken up"),
    }
}

async fn tick(app: &App, id: CaseId) {
    let Ok(random) = random_u128() else { return };
    let job = Job {
        sender: Sender::Clock,
        key: CommandId::from_random(random),
        fingerprint: [0; 32],
        surface: Surface::Desktop,
        case: Some(id),
        ask: Ask::Tick,
    };
    let done = app
        .write(|reply| Write::Command(Box::new(job), reply))
        .await;
    if let Err(e) = done {
        tracing::error!(error = ?e, "a case could not be roused");
    }
}
