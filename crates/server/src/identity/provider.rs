//! Who signs people in: demo people, or the maker's OpenID provider, in the same two steps.

use super::oidc::Oidc;
use crate::directory::{Directory, Person};
use contract::id::PersonId;
use contract::person::{Audience, SignIn};
use contract::problem::Kind;
use contract::time::Timestamp;
use std::sync::Arc;

/// An identity provider.
pub enum Provider {
    /// Anybody may be anybody; the configuration allows it on loopback only.
    Demo,
    /// Nobody can sign in here: no provider is configured for this audience.
    None,
    /// OpenID Connect.
    Oidc(Box<Oidc>),
}

impl Provider {
    /// How a sign-in starts; with it the state that ties it to the browser.
    pub async fn start(
        &self,
        directory: &Directory,
        audience: Audience,
        now: Timestamp,
    ) -> Result<(SignIn, Option<String>), Kind> {
        match self {
            Self::Demo => {
                let people = directory.demo_people(audience);
                Ok((SignIn::Choose { people }, None))
            }
            Self::None => Err(Kind::ProviderDown),
            Self::Oidc(oidc) => {
                let (url, state) = oidc.start(now).await?;
                Ok((SignIn::Redirect { url }, Some(state)))
            }
        }
    }

    /// Who a demo person's id is; a provider's code comes by its own way back.
    pub fn choose(
        &self,
        directory: &Directory,
        audience: Audience,
        code: &str,
    ) -> Option<Arc<Person>> {
        match self {
            Self::Demo => directory.person(audience, &PersonId::parse(code).ok()?),
            Self::None | Self::Oidc(_) => None,
        }
    }
}
