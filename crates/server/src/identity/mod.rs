//! Who is asking. Sign-in goes through a [`provider::Provider`]; the browser keeps one HttpOnly
//! cookie for each audience, the store a hash of its token; rights come from the directory.

mod cookie;
pub mod provider;
pub(crate) mod session;

pub use session::{DeskSession, OwnerSession, router};

use crate::config::Config;
use contract::id::PersonId;
use contract::time::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Sign-in, cookies and the sessions seen last.
pub struct Identity {
    /// Who signs people in.
    pub provider: provider::Provider,
    /// Cookies go over https only, under `__Host-`.
    pub secure: bool,
    seen: Mutex<HashMap<[u8; 32], (PersonId, Timestamp)>>,
}

/// Sessions kept in memory before the memory is given up and filled again from the store.
const SEEN: usize = 50_000;

impl Identity {
    /// As configured.
    pub fn new(config: &Config) -> Self {
        Self {
            provider: provider::Provider::Demo,
            secure: config.public_origin.is_some(),
            seen: Mutex::default(),
        }
    }

    fn remember(&self, token: [u8; 32], person: PersonId, expires: Timestamp) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= SEEN {
            seen.clear();
        }
        seen.insert(token, (person, expires));
    }

    fn recall(&self, token: &[u8; 32]) -> Option<(PersonId, Timestamp)> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(token)
            .cloned()
    }

    fn forget(&self, token: &[u8; 32]) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token);
    }
}
