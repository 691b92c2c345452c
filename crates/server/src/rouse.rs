//! Wakes cases for which a time has come, once a second: promises that passed, disputes that nobody
//! answered; takes up what was imported or set, and forgets signals of cars that are old. What is due is in the store, so nothing is forgotten
//! over a restart.

use crate::pairing;
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
    // A car may have been sold in the configuration, while nothing ran.
    pairing::end_strays(&app).await;
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        take_up(&app).await;
        pairing::prune(&app).await;
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
/// screens come back with what is theirs. With a maker's whole registry it takes a while, so it is done
/// beside the requests.
pub(crate) async fn take_up(app: &App) {
    let here = app.clone();
    let taken = tokio::task::spawn_blocking(move || here.registry.refresh(&here.reader)).await;
    match taken {
        Ok(Ok(moved)) => {
            moved.iter().for_each(|id| app.hub.end(id));
            if !moved.is_empty() {
                pairing::end_strays(app).await;
            }
        }
        Ok(Err(e)) => tracing::error!(error = ?e, "what was changed could not be taken up"),
        Err(e) => tracing::error!(error = ?e, "taking up what was changed failed"),
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
