//! The configuration: brand, centres, people, limits. A broken one is refused at start, with the key
//! and the reason.

use crate::identity::oidc::OidcConfig;
use casework::terms::Terms;
use contract::appointment::VisitKind;
use contract::id::{CentreId, PersonId};
use contract::money::{Currency, Money};
use contract::person::{Centre, Role, Staff, Vehicle};
use contract::reward::Article;
use contract::time::Timestamp;
use contract::vehicle::{Campaign, PaidRepair, Signal, Warranty};
use contract::vin::Vin;
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
    /// Who signs people in.
    #[serde(default)]
    pub sign_in: SignIns,
    /// Times and limits of the rules.
    #[serde(default)]
    pub terms: Terms,
    /// What a reward is worth, by currency. A centre's currency needs its row.
    pub discounts: Vec<Money>,
    /// SHA-256 of the shop's credential, in hex; without it no code can be redeemed.
    #[serde(default)]
    pub shop_sha256: Option<String>,
    /// Service centres.
    pub centres: Vec<CentreConfig>,
    /// Owners and their cars, until the maker's registry is connected.
    #[serde(default)]
    pub owners: Vec<Owner>,
    /// Drivers of an owner's household.
    #[serde(default)]
    pub drivers: Vec<Driver>,
    /// Advisors, managers, the quality lead, operators.
    #[serde(default)]
    pub staff: Vec<StaffConfig>,
    /// Recall campaigns.
    #[serde(default)]
    pub campaigns: Vec<Campaign>,
    /// What the maker's record says of cars.
    #[serde(default)]
    pub records: Vec<Record>,
    /// Articles a reward may be.
    #[serde(default)]
    pub articles: Vec<Article>,
    /// What a stranger may send.
    #[serde(default)]
    pub limits: Limits,
}

/// The identity providers of both front ends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIns {
    /// The owners'.
    #[serde(default)]
    pub owner: Option<OidcConfig>,
    /// The staff's.
    #[serde(default)]
    pub desk: Option<OidcConfig>,
}

/// A centre, and how it works.
#[derive(Debug, Clone, Deserialize)]
pub struct CentreConfig {
    /// What everybody may know of it.
    #[serde(flatten)]
    pub centre: Centre,
    /// What it charges in.
    pub currency: Currency,
    /// The managers' contacts are given at its intakes: the pilot switch.
    #[serde(default)]
    pub contacts: bool,
    /// Opens and closes on these days, local time; Monday is 1.
    pub hours: Vec<Hours>,
    /// Cars it can take at the same time.
    pub bays: u32,
    /// The visits it makes, and what each costs in minor units of its currency.
    pub visits: Vec<Visit>,
}

/// When a centre is open.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Monday is 1.
    pub days: Vec<u8>,
    /// `08:00`
    pub from: String,
    /// `17:00`
    pub to: String,
}

/// A kind of visit at a centre.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Which.
    pub kind: VisitKind,
    /// How long, in minutes.
    pub minutes: u32,
    /// Price in minor units.
    pub price: i64,
    /// What comes with it.
    #[serde(default)]
    pub loan: contract::appointment::Loan,
}

/// An owner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Their id at the identity provider.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Owner, or tester.
    #[serde(default = "owner_role")]
    pub role: Role,
    /// The cars the maker's registry gives them.
    pub vehicles: Vec<Vehicle>,
}

fn owner_role() -> Role {
    Role::Owner
}

/// A driver of an owner's household: for all of that owner's cars.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Driver {
    /// Their id at the identity provider.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whose cars they drive.
    pub owner: PersonId,
    /// Whether the owner lets them approve money.
    #[serde(default)]
    pub approves: bool,
}

/// Somebody on the staff.
#[derive(Debug, Clone, Deserialize)]
pub struct StaffConfig {
    /// Who.
    #[serde(flatten)]
    pub staff: Staff,
    /// What they are.
    pub role: Role,
    /// The centres they answer for; all of them for a head of service and a quality lead.
    #[serde(default)]
    pub centres: Vec<CentreId>,
    /// Languages they speak; a manager's, shown to owners.
    #[serde(default)]
    pub languages: Vec<String>,
    /// When they can be reached; a manager's.
    #[serde(default)]
    pub hours: String,
    /// Telephone; a manager's.
    #[serde(default)]
    pub phone: String,
    /// Mail; a manager's.
    #[serde(default)]
    pub mail: String,
    /// Away until then.
    #[serde(default)]
    pub away_until: Option<Timestamp>,
}

/// What the maker's record says of a car.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Which.
    pub vin: Vin,
    /// Numbers of campaigns that are open for it.
    #[serde(default)]
    pub open: Vec<String>,
    /// Numbers of campaigns that were remedied.
    #[serde(default)]
    pub remedied: Vec<String>,
    /// Its warranties.
    #[serde(default)]
    pub warranties: Vec<Warranty>,
    /// Work its owner paid for before.
    #[serde(default)]
    pub paid: Vec<PaidRepair>,
    /// The last signals it sent.
    #[serde(default)]
    pub signals: Vec<Signal>,
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

    /// Whether everything named is there, once, and makes sense.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.brand.trim().is_empty() {
            return Err(refuse("brand", "is empty; it is the name owners see"));
        }
        if self.centres.is_empty() {
            return Err(refuse(
                "centres",
                "there is none; a report needs one to go to",
            ));
        }
        if self
            .shop_sha256
            .as_deref()
            .is_some_and(|hex| sha256(hex).is_none())
        {
            return Err(refuse("shop_sha256", "wants 64 hex digits"));
        }
        let mut known = HashSet::new();
        for (i, config) in self.centres.iter().enumerate() {
            let at = |field: &str| format!("centres[{i}].{field}");
            let centre = &config.centre;
            if !known.insert(&centre.id) {
                return Err(refuse(at("id"), "is used twice"));
            }
            if jiff::tz::TimeZone::get(centre.zone.as_str()).is_err() {
                let reason = format!("there is no time zone {:?}", centre.zone.as_str());
                return Err(refuse(at("zone"), reason));
            }
            if !self.discounts.iter().any(|d| d.currency == config.currency) {
                let code = config.currency.as_str();
                return Err(refuse("discounts", format!("there is none in {code}")));
            }
            for (j, hours) in config.hours.iter().enumerate() {
                if crate::calendar::times(hours).is_none() {
                    let reason =
                        "wants days of 1 to 7 and times like 08:00, the first before the second";
                    return Err(refuse(at(&format!("hours[{j}]")), reason));
                }
            }
            for (j, visit) in config.visits.iter().enumerate() {
                if !(15..=480).contains(&visit.minutes) || visit.price < 0 {
                    let reason = "takes 15 to 480 minutes and costs 0 or more";
                    return Err(refuse(at(&format!("visits[{j}]")), reason));
                }
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
        for (i, driver) in self.drivers.iter().enumerate() {
            if !people.insert(&driver.id) {
                return Err(refuse(format!("drivers[{i}].id"), "is used twice"));
            }
            if !self.owners.iter().any(|o| o.id == driver.owner) {
                return Err(refuse(format!("drivers[{i}].owner"), "is nobody's id"));
            }
        }
        for (i, staff) in self.staff.iter().enumerate() {
            if !people.insert(&staff.staff.id) {
                return Err(refuse(format!("staff[{i}].id"), "is used twice"));
            }
            if staff.role.is_owners() {
                return Err(refuse(
                    format!("staff[{i}].role"),
                    "is not one of the staff's",
                ));
            }
            for (j, id) in staff.centres.iter().enumerate() {
                centre(id, format!("staff[{i}].centres[{j}]"))?;
            }
        }
        for (i, record) in self.records.iter().enumerate() {
            for number in record.open.iter().chain(&record.remedied) {
                if !self.campaigns.iter().any(|c| c.number == *number) {
                    let reason = format!("there is no campaign {number}");
                    return Err(refuse(format!("records[{i}]"), reason));
                }
            }
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
        for (key, provider) in [
            ("sign_in.owner", &self.sign_in.owner),
            ("sign_in.desk", &self.sign_in.desk),
        ] {
            match provider {
                _ if demo => {}
                None => {
                    let reason = "is not there: nobody could sign in. Name the provider, or add --demo on loopback";
                    return Err(refuse(key, reason));
                }
                Some(provider) => provider_is_safe(key, provider)?,
            }
        }
        if !listen.ip().is_loopback() && self.public_origin.is_none() {
            let reason =
                "plain http is for loopback; set public_origin and put a TLS proxy in front";
            return Err(refuse("--listen", reason));
        }
        Ok(())
    }
}

/// A provider is asked over https, or on this machine; and its secret is where the configuration says.
fn provider_is_safe(key: &str, provider: &OidcConfig) -> Result<(), ConfigError> {
    let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
    let https = provider.issuer.starts_with("https://");
    if !https && !local.iter().any(|l| provider.issuer.starts_with(l)) {
        return Err(refuse(
            format!("{key}.issuer"),
            "must be like https://id.example; plain http is for this machine only",
        ));
    }
    let missing = |name: &&String| std::env::var(name).is_err();
    if let Some(name) = provider.client_secret_env.as_ref().filter(missing) {
        let reason = format!("names {name}, which the environment does not have");
        return Err(refuse(format!("{key}.client_secret_env"), reason));
    }
    Ok(())
}

/// 64 hex digits as bytes.
pub fn sha256(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
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
