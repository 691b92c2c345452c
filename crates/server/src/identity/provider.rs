//! Who signs people in: demo people now, the maker's OpenID provider in the same two steps.

use crate::directory::{Directory, Person};
use contract::id::PersonId;
use contract::person::{Audience, SignIn};
use std::sync::Arc;

/// An identity provider. OpenID Connect becomes a second variant: `start` gives its address,
/// `complete` redeems its code.
pub enum Provider {
    /// Anybody may be anybody; the configuration allows it on loopback only.
    Demo,
}

impl Provider {
    /// How a sign-in starts.
    pub async fn start(&self, directory: &Directory, audience: Audience) -> SignIn {
        match self {
            Self::Demo => SignIn::Choose {
                people: directory.demo_people(audience),
            },
        }
    }

    /// Who comes back with this code; `None` when it is no good.
    pub async fn complete(
        &self,
        directory: &Directory,
        audience: Audience,
        code: &str,
    ) -> Option<Arc<Person>> {
        match self {
            Self::Demo => directory.person(audience, &PersonId::parse(code).ok()?),
        }
    }
}
