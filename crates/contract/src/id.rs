//! Names of things: opaque, URL-safe, never guessed from one another.

use serde::{Deserialize, Serialize};

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 64 characters out of a-z, A-Z, 0-9, - and _")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        pub struct $name(String);

        impl $name {
            /// Reads an id; 1 to 64 characters of `[A-Za-z0-9_-]`.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                Self::try_from(text.to_owned())
            }

            /// The id as it stands in a path or a body.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                let fits = (1..=64).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                if fits { Ok(Self(text)) } else { Err(BadId) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A case: 26 characters of Crockford's base 32, 128 random bits.
    CaseId;
    /// A command's idempotency key, made with the draft: fifty taps are one command.
    CommandId;
    /// A person, as the identity provider names them.
    PersonId;
    /// A service centre.
    CentreId;
    /// One build of the portal or the desk.
    ReleaseId;
    /// A line of an estimate: the same from revision to revision.
    LineId;
    /// A car's pairing with its owner: 26 characters, 128 random bits.
    PairingId;
}

const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl CaseId {
    /// A case's id from 128 random bits.
    pub fn from_random(bits: u128) -> Self {
        Self(base32(bits))
    }

    /// What is read out on the telephone: the first eight characters, in fours, in capitals.
    pub fn number(&self) -> String {
        let text = self.0.to_ascii_uppercase();
        match (text.get(..4), text.get(4..8)) {
            (Some(a), Some(b)) => format!("{a}-{b}"),
            _ => text,
        }
    }
}

impl CommandId {
    /// A command's key from 128 random bits.
    pub fn from_random(bits: u128) -> Self {
        Self(base32(bits))
    }
}

impl PairingId {
    /// A pairing's id from 128 random bits.
    pub fn from_random(bits: u128) -> Self {
        Self(base32(bits))
    }
}

/// 128 bits as 26 characters, the most telling first.
fn base32(bits: u128) -> String {
    (0..26)
        .rev()
        .map(|i| CROCKFORD[((bits >> (i * 5)) & 31) as usize] as char)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_every_bit_and_refuses_what_a_path_could_misread() {
        assert_eq!(CaseId::from_random(0).as_str(), "0".repeat(26));
        assert_eq!(
            CaseId::from_random(u128::MAX).as_str(),
            format!("7{}", "z".repeat(25))
        );
        assert_eq!(
            CaseId::parse("k7pm4x2qzz").map(|id| id.number()),
            Ok("K7PM-4X2Q".into())
        );
        for bad in ["", "a/b", "a b", "..", "é", &"x".repeat(65)] {
            assert_eq!(CaseId::parse(bad), Err(BadId), "{bad}");
        }
    }
}
