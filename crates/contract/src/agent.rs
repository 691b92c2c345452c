//! What the companion in a car tells the page that it serves: `/agent/…`, on loopback alone. The server
//! knows nothing of these.

use serde::{Deserialize, Serialize};

/// `GET /agent/pairing`, and the answer to `POST`: how far the car is on its way to its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum AgentPairing {
    /// It is not paired, and does not ask to be.
    None,
    /// It shows a code, and nobody has opened it yet.
    Pending {
        /// What the screen shows.
        code: ShownCode,
    },
    /// The owner has opened the code: both screens show these now.
    Claimed {
        /// What the screen shows.
        code: ShownCode,
        /// What the owner calls the car.
        nickname: String,
        /// The word to be compared.
        word: String,
    },
    /// The code is dead: too late.
    Expired,
    /// The code is dead: the owner said no.
    Denied,
    /// It is paired: `/api` speaks for it.
    Paired,
}

/// A code as the car's screen shows it. Its picture for a phone's camera is `GET /agent/pairing/qr.svg`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCode {
    /// `XXXX-XXXX`, consonants only.
    pub user_code: String,
    /// The address that the phone opens.
    pub address: String,
    /// The same with the code in it.
    pub address_with_code: String,
    /// How long the code still lives, in seconds.
    pub expires_in: u32,
}

/// `GET /agent/car`: what differs between cars, for whoever judges whether this one is parked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarTerms {
    /// Signals that are published all the time, by their VSS paths.
    pub cyclic: Vec<String>,
    /// Its software publishes changes only.
    pub changes_only: bool,
    /// Its version of VSS, where it does not say it itself.
    pub vss: Option<u32>,
    /// Paths beside those of VSS.
    pub overlay: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_the_states_apart_by_their_name() {
        let code = ShownCode {
            user_code: "BCDF-GHJK".into(),
            address: "https://portal.example/pair".into(),
            address_with_code: "https://portal.example/pair?code=BCDF-GHJK".into(),
            expires_in: 287,
        };
        let claimed = AgentPairing::Claimed {
            code,
            nickname: "Möwe".into(),
            word: "Piano".into(),
        };
        let json = serde_json::to_value(claimed).expect("serialises");
        let wanted = serde_json::json!({ "state": "claimed", "nickname": "Möwe", "word": "Piano",
            "code": { "user_code": "BCDF-GHJK", "address": "https://portal.example/pair",
                "address_with_code": "https://portal.example/pair?code=BCDF-GHJK", "expires_in": 287 } });
        assert_eq!(json, wanted);
        let none: AgentPairing = serde_json::from_str(r#"{"state":"none"}"#).expect("reads");
        assert_eq!(none, AgentPairing::None);
    }
}
