//! What the owner agrees to now. It is asked before each message, with a question of its own: what was switched off must
//! not leave the car, so an answer to the message itself would come too late.

use super::refused;
use crate::credential::Credential;
use crate::state::App;
use axum::http::StatusCode;
use contract::pairing::PairingList;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The credential with what its owner agrees to now, which is on the disk too; nothing where that is not known, and
/// then nothing may be sent.
pub async fn ask(app: &App, held: &Credential) -> Option<Arc<Credential>> {
    let path = format!("/api/vehicles/{}/pairings", held.pairing.vin.as_str());
    let known = match app.server.get(&path, Some(&held.credential)).await {
        Ok((StatusCode::OK, said)) => serde_json::from_slice::<PairingList>(&said).ok(),
        Ok((_, said)) => {
            refused(app, held, &said);
            None
        }
        Err(e) => {
            tracing::info!(error = ?e, "not known what the owner agrees to");
            None
        }
    };
    let own = known.and_then(|list| list.pairings.into_iter().next());
    let renewed = own.and_then(|own| app.keeper.renew(held, own))?;
    app.ask_consent.store(false, Ordering::Relaxed);
    Some(renewed)
}
