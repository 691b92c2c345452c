//! Asks the server how far a code is, until that is decided.

use crate::state::App;
use axum::http::StatusCode;
use contract::pairing::{PairingCode, PairingPoll, PairingProgress};
use tokio::time::{Instant, sleep};

/// A network that is gone is waited for so much longer than the code lives, in seconds: what was confirmed at the
/// last moment is granted within a minute.
const AFTERWARDS: u32 = 60;

/// Asks at the server's interval, each time with what the car is doing then.
pub async fn ask(app: App, code: PairingCode, serial: u64) {
    let ends = Instant::now() + app.second * (code.expires_in + AFTERWARDS);
    let mut interval = code.interval.max(1);
    while Instant::now() < ends {
        sleep(app.second * interval).await;
        let poll = PairingPoll {
            device_code: code.device_code.clone(),
            drive: app.car.drive(),
        };
        let answer = app.server.post("/api/pairings/token", &poll, None).await;
        let progress = match answer {
            Ok((StatusCode::OK, said)) => serde_json::from_slice(&said).ok(),
            // The server was started anew, or shows somebody else's code for this car.
            Ok((StatusCode::NOT_FOUND, _)) => Some(PairingProgress::Expired),
            Ok(_) => None,
            Err(e) => {
                tracing::info!(error = ?e, "not known how far the pairing is");
                None
            }
        };
        match progress {
            None | Some(PairingProgress::Pending) => {}
            Some(PairingProgress::SlowDown { interval: slower }) => interval = slower.max(interval),
            Some(PairingProgress::Claimed { nickname, word }) => {
                app.pairing.claimed(serial, (nickname, word));
            }
            Some(PairingProgress::Expired) => return app.pairing.expired(serial),
            Some(PairingProgress::Denied) => return app.pairing.denied(serial),
            Some(PairingProgress::Granted {
                credential,
                pairing,
            }) => {
                tracing::info!("the car is paired");
                if let Err(e) = app.keeper.take(credential, pairing) {
                    tracing::error!(error = ?e, "the credential is lost with the next start");
                }
                return app.pairing.granted(serial);
            }
        }
    }
    app.pairing.expired(serial);
}
