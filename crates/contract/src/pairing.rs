//! Pairing a car with its owner by device authorisation (RFC 8628), so that it can speak for itself:
//! the car shows a code, the owner opens it on a phone that is signed in, both screens show the same
//! nickname and the same word (RFC 10027, BCP 247), and the owner says what the car may do.

use crate::command::DriveState;
use crate::id::PairingId;
use crate::time::Timestamp;
use crate::vehicle::SignalKind;
use crate::vin::Vin;
use serde::{Deserialize, Serialize};

/// How long a code lives, in seconds.
pub const EXPIRES_SECONDS: u32 = 300;
/// From one question of the car to the next, in seconds. Who asks faster waits so much longer from then
/// on (RFC 8628, 3.5).
pub const INTERVAL_SECONDS: u32 = 5;

/// `POST /api/pairings`: a car asks to be paired. Nobody has to be signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingRequest {
    /// The car.
    pub vin: Vin,
    /// What it is doing: it is paired in Park only.
    pub drive: DriveState,
}

/// The answer: what the car keeps to itself, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingCode {
    /// The car's secret, to ask with; 256 random bits, base64url.
    pub device_code: String,
    /// What the car shows: `XXXX-XXXX`, consonants only.
    pub user_code: String,
    /// The address that the phone opens.
    pub address: String,
    /// The same with the code in it, for a QR code.
    pub address_with_code: String,
    /// How long the code lives, in seconds.
    pub expires_in: u32,
    /// From one question to the next, in seconds.
    pub interval: u32,
}

/// `POST /api/pairings/token`: the car asks how far it is, and says what it is doing meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingPoll {
    /// Its secret.
    pub device_code: String,
    /// What it is doing now.
    pub drive: DriveState,
}

/// How far a pairing is, for the car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PairingProgress {
    /// Nobody has opened the code yet.
    Pending,
    /// It asks too fast.
    SlowDown {
        /// From one question to the next from now on, in seconds.
        interval: u32,
    },
    /// The owner has opened the code: both screens show these now.
    Claimed {
        /// What the owner calls the car.
        nickname: String,
        /// The word to be compared.
        word: String,
    },
    /// The code is dead: too late.
    Expired,
    /// The code is dead: the owner said no.
    Denied,
    /// Paired. Said once; the code is dead from here on.
    Granted {
        /// The car's own credential, for `Authorization: Bearer`; 256 random bits, base64url.
        credential: String,
        /// What it may do with it.
        pairing: Pairing,
    },
}

/// `GET /api/pairings/{user_code}`: what the owner compares before they say yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingView {
    /// The car.
    pub vin: Vin,
    /// What its owner calls it.
    pub nickname: String,
    /// The word that the car shows too.
    pub word: String,
    /// Until when it can be confirmed.
    pub expires: Timestamp,
    /// What the car was doing when it asked last; only in Park can it be confirmed.
    pub drive: DriveState,
}

/// What a car may do for its owner: each is the owner's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CarRights {
    /// Report, and act on what was reported: write, agree a visit, check in, disagree.
    pub report: bool,
    /// See this car's cases and its last signals.
    pub follow: bool,
    /// See the managers' contacts, and call them.
    pub contacts: bool,
    /// Approve money.
    pub approve_money: bool,
}

/// `POST /api/pairings/{user_code}/confirmation`, `PUT /api/vehicles/{vin}/pairings/{id}`: what the car
/// may do and send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Allowed {
    /// What it may do.
    pub rights: CarRights,
    /// The kinds of signals that it may send. What is stored of a kind goes with the consent.
    pub kinds: Vec<SignalKind>,
}

/// A car that is paired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pairing {
    /// Its name in addresses.
    pub id: PairingId,
    /// The car.
    pub vin: Vin,
    /// Since when.
    pub since: Timestamp,
    /// What it may do.
    pub rights: CarRights,
    /// The kinds of signals that it may send.
    pub kinds: Vec<SignalKind>,
}

/// `GET /api/vehicles/{vin}/pairings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingList {
    /// One at the most: a car that is paired again loses what it had before.
    pub pairings: Vec<Pairing>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_car_tells_the_answers_apart_by_their_state() {
        let slow = PairingProgress::SlowDown { interval: 10 };
        let json = serde_json::to_value(slow).expect("serialises");
        assert_eq!(
            json,
            serde_json::json!({ "state": "slow-down", "interval": 10 })
        );
        let pending: PairingProgress =
            serde_json::from_str(r#"{"state":"pending"}"#).expect("reads");
        assert_eq!(pending, PairingProgress::Pending);
    }
}
