//! Who is asking. Sign-in goes through a [`provider::Provider`]; the browser keeps one HttpOnly
//! cookie for each audience, the store a hash of its token; rights come from the directory.

mod cookie;
pub mod oidc;
pub mod provider;
pub(crate) mod session;

pub use session::{DeskSession, OwnerSession, router};

use crate::config::Config;
use contract::id::PersonId;
use contract::person::Audience;
use contract::time::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Sign-in, cookies and the sessions seen last.
pub struct Identity {
    owners: provider::Provider,
    desk: provider::Provider,
    /// Cookies go over https only, under `__Host-`.
    pub secure: bool,
    seen: Mutex<HashMap<[u8; 32], (PersonId, Timestamp)>>,
}

/// Sessions kept in memory before the memory is given up and filled again from the store.
const SEEN: usize = 50_000;

impl Identity {
    /// As configured; `port` is where the server listens.
    pub fn new(config: &Config, demo: bool, port: u16) -> Self {
        let here = format!("http://localhost:{port}");
        let origin = config.public_origin.clone().unwrap_or(here);
        let of = |configured: &Option<oidc::OidcConfig>, audience| match configured {
            _ if demo => provider::Provider::Demo,
            None => provider::Provider::None,
            Some(config) => {
                let back = format!("{origin}{}", oidc::callback(audience));
                provider::Provider::Oidc(Box::new(oidc::Oidc::new(config.clone(), back)))
            }
        };
        Self {
            owners: of(&config.sign_in.owner, Audience::Owner),
            desk: of(&config.sign_in.desk, Audience::Desk),
            secure: config.public_origin.is_some(),
            seen: Mutex::default(),
        }
    }

    /// Who signs these people in.
    pub fn provider(&self, audience: Audience) -> &provider::Provider {
        match audience {
            Audience::Owner => &self.owners,
            Audience::Desk => &self.desk,
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

    /// Forgets every session of somebody.
    fn forget_all(&self, person: &PersonId) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, (id, _)| id != person);
    }

    fn forget(&self, token: &[u8; 32]) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token);
    }
}
