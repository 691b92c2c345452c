//! Who is asking. Sign-in goes through a [`provider::Provider`]; the browser keeps one HttpOnly
//! cookie for each audience, the store a hash of its token; rights come from the directory. A paired car
//! has a credential instead, and the rights that its owner chose.

mod cookie;
pub mod oidc;
pub mod provider;
pub(crate) mod session;
mod way_in;

pub(crate) use cookie::hash as credential_hash;
pub use session::{DeskSession, OwnerSession, router};
pub(crate) use session::{Ticket, end_sessions};
pub(crate) use way_in::enter;

use crate::config::Config;
use crate::store::StoreError;
use contract::id::PersonId;
use contract::person::Audience;
use contract::time::Timestamp;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Sign-in, cookies and the sessions seen last.
pub struct Identity {
    owners: provider::Provider,
    desk: provider::Provider,
    /// Cookies go over https only, under `__Host-`.
    pub secure: bool,
    /// Where browsers find the server: `https://service.example`.
    pub origin: String,
    proxies: Vec<IpAddr>,
    seen: Mutex<HashMap<[u8; 32], Held>>,
}

/// A new credential: 256 random bits, base64url.
pub(crate) fn credential() -> Result<String, StoreError> {
    cookie::token().map_err(StoreError::Random)
}

/// Whose a session is, and until when.
type Held = (PersonId, Timestamp);

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
            origin: origin.clone(),
            secure: config.public_origin.is_some(),
            proxies: config
                .trusted_proxies
                .iter()
                .map(IpAddr::to_canonical)
                .collect(),
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

    /// Proxies in front whose word on who asks is taken.
    pub fn proxies(&self) -> &[IpAddr] {
        &self.proxies
    }

    /// A session as it was seen last, else as `stored` has it. The lock is held meanwhile: a session
    /// that is ended at the same time is forgotten after it was kept, never before.
    fn recall(
        &self,
        token: &[u8; 32],
        stored: impl FnOnce() -> Result<Option<Held>, StoreError>,
    ) -> Result<Option<Held>, StoreError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = seen.get(token) {
            return Ok(Some(held.clone()));
        }
        let found = stored()?;
        if let Some(held) = &found {
            if seen.len() >= SEEN {
                seen.clear();
            }
            seen.insert(*token, held.clone());
        }
        Ok(found)
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
