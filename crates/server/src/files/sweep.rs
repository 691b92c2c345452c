//! What was begun and never belonged to a case goes away after some days, and what belonged to one that was erased soon.

use crate::state::App;
use crate::store::StoreError;
use crate::store::files;
use crate::store::writer::Write;
use contract::attachment::FileDigest;
use contract::case::Case;
use contract::id::CaseId;
use std::time::Duration;
use tokio::time::interval;

/// For so long a telephone may be out of reach before it sends the rest, in minutes.
const PATIENCE: i64 = 7 * 24 * 60;
/// From one sweep to the next: so long the photos of a case outlive its erasure.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Sweeps at the start and then now and then, until the server stops.
pub(crate) async fn run(app: App) {
    let mut stop = app.stop.clone();
    let mut due = interval(EVERY);
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            _ = due.tick() => {}
        }
        if let Err(e) = sweep(&app).await {
            tracing::warn!(error = ?e, "what was left of uploads could not be taken away");
        }
    }
}

async fn sweep(app: &App) -> Result<(), StoreError> {
    let before = app.clock.now().plus_minutes(-PATIENCE);
    app.shelf.sweep(before);
    for (case, digest) in app.reader.files_before(before)? {
        if belongs(app, &case, &digest)? {
            continue;
        }
        // Asked again where nothing else is written meanwhile: it may just have been named.
        let (row_case, row) = (case.clone(), digest.clone());
        let gone = app
            .write(|reply| {
                Write::plain(
                    move |tx, _| files::remove(tx, &row_case, &row).map(Ok),
                    reply,
                )
            })
            .await;
        if gone == Ok(true) {
            app.shelf.remove(&case, &digest).await;
        }
    }
    Ok(())
}

fn belongs(app: &App, case: &CaseId, digest: &FileDigest) -> Result<bool, StoreError> {
    let Some(view) = app.reader.case(case)? else {
        return Ok(false);
    };
    let case: Case = serde_json::from_slice(&view.bytes)?;
    Ok(case.attachments.iter().any(|f| f.digest == *digest))
}
