//! The configuration: brand, centres, people, limits. A broken one is refused at start, with the key
//! and the reason: [`check`] says what goes together, [`exposure`] what may be served where, [`tell`] how people are
//! told of news.

mod check;
mod exposure;
mod releases;
mod tell;

pub use check::is_staffs;
pub use releases::ReleasesConfig;
pub use tell::{MailConfig, PushConfig, Tls};

use crate::identity::oidc::OidcConfig;
use casework::terms::Terms;
use contract::appointment::VisitKind;
use contract::id::PersonId;
use contract::money::{Currency, Money};
use contract::person::{Centre, Role, Vehicle};
use contract::reward::Article;
use contract::settings::StaffMember;
use contract::vehicle::{Campaign, PaidRepair, Signal, Warranty};
use contract::vin::Vin;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::net::IpAddr;

const DEMO: &str = include_str!("../../demo.toml");

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
    #[serde(default, deserialize_with = "given_terms")]
    pub terms: Terms,
    /// What a reward is worth, by currency. A centre's currency needs its row.
    pub discounts: Vec<Money>,
    /// SHA-256 of the shop's credential, in hex; without it no code can be redeemed.
    #[serde(default)]
    pub shop_sha256: Option<String>,
    /// Addresses of the proxies in front, whose word on who asks is taken (`X-Forwarded-For`).
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
    /// The maker's list of components, in the words of the recall feed. While a recall is open for a
    /// car, each line of an estimate names one of them. Without a list any words are taken.
    #[serde(default)]
    pub components: Vec<String>,
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
    pub staff: Vec<StaffMember>,
    /// Recall campaigns.
    #[serde(default)]
    pub campaigns: Vec<Campaign>,
    /// What the maker's record says of cars.
    #[serde(default)]
    pub records: Vec<Record>,
    /// Articles a reward may be.
    #[serde(default)]
    pub articles: Vec<Article>,
    /// The mail server; without it nobody is told by mail.
    #[serde(default)]
    pub mail: Option<MailConfig>,
    /// Push services; without it no browser is told.
    #[serde(default)]
    pub push: Option<PushConfig>,
    /// Releases of the portal for cars; without it this server gives none.
    #[serde(default)]
    pub releases: Option<ReleasesConfig>,
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
    /// Cars that ask to be paired from one address in a minute, and codes tried there in vain.
    pub pairings_per_minute: u32,
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
            pairings_per_minute: 60,
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
}

fn refuse(key: impl Into<String>, reason: impl Into<String>) -> ConfigError {
    ConfigError {
        key: key.into(),
        reason: reason.into(),
    }
}

/// Terms of a file, where only those stand that differ from the product's.
pub fn given_terms<'de, D: Deserializer<'de>>(from: D) -> Result<Terms, D::Error> {
    let given = serde_json::Map::deserialize(from)?;
    let mut all = serde_json::to_value(Terms::default()).map_err(D::Error::custom)?;
    for (name, value) in given {
        all[name] = value;
    }
    serde_json::from_value(all).map_err(D::Error::custom)
}
