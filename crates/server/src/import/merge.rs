//! The configuration with all that was imported and set over it.

use super::entry::{Away, Contacts, Entry};
use crate::config::{CentreConfig, Config, ConfigError, Driver, Owner, Record};
use crate::store::StoreError;
use crate::store::registry::{Thing, things};
use casework::terms::Terms;
use contract::money::Money;
use contract::reward::Article;
use contract::settings::StaffMember;
use contract::vehicle::Campaign;
use rusqlite::Connection;
use std::collections::HashMap;

/// The kind and the id of the thing that a fault is about.
type Of = Option<(&'static str, String)>;

/// Why the configuration and what was imported do not go together.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// They contradict one another; and what it is about, where that is one thing.
    #[error("{0}")]
    Config(ConfigError, Of),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The configuration with everything that is kept over it, and `new` over that; checked.
pub fn merged(base: &Config, db: &Connection, new: &[Thing]) -> Result<Config, MergeError> {
    let mut pile = Pile::default();
    for json in &things(db)? {
        pile.add(json)?;
    }
    for thing in new {
        pile.add(&thing.json)?;
    }
    let mut config = base.clone();
    pile.over(&mut config)?;
    config.check().map_err(|e| {
        let of = culprit(&config, &e.key);
        MergeError::Config(e, of)
    })?;
    Ok(config)
}

/// What was imported, by kind and in its order.
#[derive(Default)]
struct Pile {
    centres: Vec<CentreConfig>,
    owners: Vec<Owner>,
    drivers: Vec<Driver>,
    staff: Vec<StaffMember>,
    records: Vec<Record>,
    campaigns: Vec<Campaign>,
    articles: Vec<Article>,
    discounts: Vec<Money>,
    contacts: Vec<Contacts>,
    absences: Vec<Away>,
    components: Option<Vec<String>>,
    terms: Option<Terms>,
}

impl Pile {
    fn add(&mut self, json: &str) -> Result<(), StoreError> {
        match serde_json::from_str(json)? {
            Entry::Centre(new) => self.centres.push(*new),
            Entry::Owner(new) => self.owners.push(new),
            Entry::Driver(new) => self.drivers.push(new),
            Entry::Staff(new) => self.staff.push(*new),
            Entry::Vehicle(new) => self.records.push(new),
            Entry::Campaign(new) => self.campaigns.push(new),
            Entry::Article(new) => self.articles.push(new),
            Entry::Discount(new) => self.discounts.push(new),
            Entry::Contacts(new) => self.contacts.push(new),
            Entry::Absence(new) => self.absences.push(new),
            Entry::Components(new) => self.components = Some(new.names),
            Entry::Terms(new) => self.terms = Some(new),
            // Kept as its campaigns.
            Entry::Campaigns(_) => {}
        }
        Ok(())
    }

    fn over(self, config: &mut Config) -> Result<(), MergeError> {
        put(&mut config.centres, self.centres, |c| c.centre.id.as_str());
        put(&mut config.owners, self.owners, |o| o.id.as_str());
        put(&mut config.drivers, self.drivers, |d| d.id.as_str());
        put(&mut config.staff, self.staff, |s| s.id.as_str());
        put(&mut config.records, self.records, |r| r.vin.as_str());
        put(&mut config.campaigns, self.campaigns, |c| &c.number);
        put(&mut config.articles, self.articles, |a| &a.id);
        put(&mut config.discounts, self.discounts, |d| {
            d.currency.as_str()
        });
        if let Some(names) = self.components {
            config.components = names;
        }
        if let Some(terms) = self.terms {
            config.terms = terms;
        }
        for Away { person, until } in self.absences {
            let mut staff = config.staff.iter_mut();
            if let Some(member) = staff.find(|m| m.id == person) {
                member.away_until = until;
            }
        }
        for Contacts { centre, on } in self.contacts {
            let found = config.centres.iter_mut().find(|c| c.centre.id == centre);
            let Some(found) = found else {
                let error = ConfigError {
                    key: "contacts".into(),
                    reason: format!("there is no centre {:?}", centre.as_str()),
                };
                return Err(MergeError::Config(error, Some(("contacts", centre.into()))));
            };
            found.contacts = on;
        }
        Ok(())
    }
}

/// Puts things in the places of those with their ids, or at the end.
fn put<T>(all: &mut Vec<T>, new: Vec<T>, id: impl Fn(&T) -> &str) {
    if new.is_empty() {
        return;
    }
    let places = all.iter().enumerate();
    let mut places: HashMap<String, usize> = places.map(|(i, t)| (id(t).to_owned(), i)).collect();
    for thing in new {
        match places.get(id(&thing)) {
            Some(place) => all[*place] = thing,
            None => {
                places.insert(id(&thing).to_owned(), all.len());
                all.push(thing);
            }
        }
    }
}

/// What a key of the configuration is about: `records[7].open` is about the eighth car.
fn culprit(config: &Config, key: &str) -> Of {
    if key.starts_with("terms.") {
        return Some(("terms", super::entry::ALL.to_owned()));
    }
    let (list, rest) = key.split_once('[')?;
    let place: usize = rest.split_once(']')?.0.parse().ok()?;
    let (kind, id) = match list {
        "centres" => ("centre", config.centres.get(place)?.centre.id.as_str()),
        "owners" => ("owner", config.owners.get(place)?.id.as_str()),
        "drivers" => ("driver", config.drivers.get(place)?.id.as_str()),
        "staff" => ("staff", config.staff.get(place)?.id.as_str()),
        "records" => ("vehicle", config.records.get(place)?.vin.as_str()),
        "campaigns" => ("campaign", config.campaigns.get(place)?.number.as_str()),
        _ => return None,
    };
    Some((kind, id.to_owned()))
}
