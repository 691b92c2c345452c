//! The configuration: brand, centres, people, limits. A broken one is refused at start, with the key
//! and the reason.

use contract::id::{CentreId, PersonId};
use contract::person::{Centre, Staff, Vehicle};
use serde::Deserialize;
use std::collections::HashSet;
use std::net::SocketAddr;

const DEMO: &str = include_str!("../demo.toml");

/// Why a configuration is refused: the key, and what is wrong with it.
#[derive(Debug, thiserror::Error)]
#[error("configuration refused: {key}: {reason}")]
pub struct ConfigError {
    /// Where: `centres[1].zone`, `--listen`.
    pub key: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// What the maker decides. Read from TOML; `demo.toml` is the example.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The name owners see.
    pub brand: String,
    /// Where owners reach this server, `https://service.example`. A proxy in front ends TLS. Needed
    /// to listen beyond loopback.
    #[serde(default)]
    pub public_origin: Option<String>,
    /// Service centres that take part.
    pub centres: Vec<Centre>,
    /// Owners and their cars, until the maker's registry is connected.
    #[serde(default)]
    pub owners: Vec<Owner>,
    /// Service advisors.
    #[serde(default)]
    pub advisors: Vec<Advisor>,
    /// What a stranger may send.
    #[serde(default)]
    pub limits: Limits,
}

/// An owner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Their id at the identity provider.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// The cars the maker's registry gives them.
    pub vehicles: Vec<Vehicle>,
}

/// A service advisor.
#[derive(Debug, Clone, Deserialize)]
pub struct Advisor {
    /// Who.
    #[serde(flatten)]
    pub staff: Staff,
    /// Where they work.
    pub centre: CentreId,
}

/// Limits on everything a stranger can send.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Largest body, in bytes.
    pub body_bytes: usize,
    /// Commands each person may send in a second; ten times as many at once.
    pub commands_per_second: u32,
    /// Sign-ins from one address in a minute.
    pub sign_ins_per_minute: u32,
    /// Open connections.
    pub connections: usize,
    /// Live streams of one person.
    pub streams_per_person: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 64 * 1024,
            commands_per_second: 10,
            sign_ins_per_minute: 60,
            connections: 20_000,
            streams_per_person: 16,
        }
    }
}

impl Config {
    /// The demonstration.
    pub fn demo() -> Result<Self, ConfigError> {
        Self::parse(DEMO)
    }

    /// Reads and checks a configuration.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let source =
            toml::Deserializer::parse(text).map_err(|e| refuse("the file", e.message()))?;
        let config: Self = serde_path_to_error::deserialize(source)
            .map_err(|e| refuse(e.path().to_string(), e.inner().message()))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.brand.trim().is_empty() {
            return Err(refuse("brand", "is empty; it is the name owners see"));
        }
        if self.centres.is_empty() {
            return Err(refuse(
                "centres",
                "there is none; a report needs one to go to",
            ));
        }
        let mut known = HashSet::new();
        for (i, centre) in self.centres.iter().enumerate() {
            if !known.insert(&centre.id) {
                return Err(refuse(format!("centres[{i}].id"), "is used twice"));
            }
            if jiff::tz::TimeZone::get(centre.zone.as_str()).is_err() {
                let reason = format!("there is no time zone {:?}", centre.zone.as_str());
                return Err(refuse(format!("centres[{i}].zone"), reason));
            }
        }
        let centre = |id: &CentreId, key: String| match known.contains(id) {
            true => Ok(()),
            false => Err(refuse(
                key,
                format!("there is no centre {id:?}", id = id.as_str()),
            )),
        };
        let mut people = HashSet::new();
        for (i, owner) in self.owners.iter().enumerate() {
            if !people.insert(&owner.id) {
                return Err(refuse(format!("owners[{i}].id"), "is used twice"));
            }
            for (j, car) in owner.vehicles.iter().enumerate() {
                centre(&car.centre, format!("owners[{i}].vehicles[{j}].centre"))?;
            }
        }
        for (i, advisor) in self.advisors.iter().enumerate() {
            if !people.insert(&advisor.staff.id) {
                return Err(refuse(format!("advisors[{i}].id"), "is used twice"));
            }
            centre(&advisor.centre, format!("advisors[{i}].centre"))?;
        }
        for (key, value) in [
            ("limits.body_bytes", self.limits.body_bytes),
            (
                "limits.commands_per_second",
                self.limits.commands_per_second as usize,
            ),
            (
                "limits.sign_ins_per_minute",
                self.limits.sign_ins_per_minute as usize,
            ),
            ("limits.connections", self.limits.connections),
            ("limits.streams_per_person", self.limits.streams_per_person),
        ] {
            if value == 0 {
                return Err(refuse(key, "is 0; nobody could use the server"));
            }
        }
        Ok(())
    }

    /// What may be served where: plain http and `--demo` on loopback only (PLATFORM, Identity).
    pub fn check_exposure(&self, listen: SocketAddr, demo: bool) -> Result<(), ConfigError> {
        if let Some(origin) = &self.public_origin {
            let host = origin.strip_prefix("https://").unwrap_or_default();
            if host.is_empty() || host.contains('/') {
                return Err(refuse(
                    "public_origin",
                    "must be like https://service.example",
                ));
            }
        }
        if demo && !listen.ip().is_loopback() {
            return Err(refuse(
                "--demo",
                "lets anybody be anybody: listen on 127.0.0.1 or [::1]",
            ));
        }
        if demo && self.public_origin.is_some() {
            return Err(refuse(
                "--demo",
                "cannot go with public_origin: anybody could be anybody",
            ));
        }
        if !demo {
            let reason =
                "nobody could sign in: this version knows demo people only; add --demo on loopback";
            return Err(refuse("--demo", reason));
        }
        if !listen.ip().is_loopback() && self.public_origin.is_none() {
            let reason =
                "plain http is for loopback; set public_origin and put a TLS proxy in front";
            return Err(refuse("--listen", reason));
        }
        Ok(())
    }
}

fn refuse(key: impl Into<String>, reason: impl Into<String>) -> ConfigError {
    ConfigError {
        key: key.into(),
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_configuration_names_the_key_and_the_reason() {
        assert!(Config::demo().is_ok());
        let cases = [
            (
                "brand = \"Servicelane\"",
                "brand = \" \"",
                "brand: is empty",
            ),
            (
                "zone = \"Europe/Oslo\"",
                "zone = \"Europe/Olso\"",
                "centres[1].zone: there is no time zone",
            ),
            (
                "centre = \"oslo-alna\"",
                "centre = \"bergen\"",
                "owners[1].vehicles[0].centre: there is no centre",
            ),
            (
                "vin = \"1M8GDM9AXKP042788\"",
                "vin = \"1M8\"",
                "owners[1].vehicles[0].vin: a VIN has 17",
            ),
            (
                "id = \"jon\"",
                "id = \"ines\"",
                "owners[1].id: is used twice",
            ),
            ("brand =", "colour = 1\nbrand =", "unknown field `colour`"),
            ("brand =", "brand ", "the file:"),
            (
                "brand =",
                "limits = { connections = 0 }\nbrand =",
                "limits.connections: is 0",
            ),
        ];
        for (from, to, expected) in cases {
            let said = Config::parse(&DEMO.replacen(from, to, 1))
                .map(|_| ())
                .map_err(|e| e.to_string());
            assert!(
                said.as_ref().is_err_and(|s| s.contains(expected)),
                "{to}: {said:?}"
            );
        }
    }

    #[test]
    fn demo_people_and_plain_http_stay_on_loopback() {
        let config = Config::demo().expect("demo");
        let at = |addr: &str, demo| config.check_exposure(addr.parse().expect("addr"), demo);
        assert!(at("127.0.0.1:80", true).is_ok());
        assert!(at("[::1]:80", true).is_ok());
        assert!(at("0.0.0.0:80", true).is_err_and(|e| e.key == "--demo"));
        assert!(at("127.0.0.1:80", false).is_err());
    }
}
