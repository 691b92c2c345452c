//! Who is who: people, cars and centres, as the configuration has them with what was imported and set.

mod people;

pub use people::{Person, is_everywhere, person_of};

use crate::config::{CentreConfig, Config};
use casework::terms::{CentreTerms, Terms};
use contract::id::{CentreId, PersonId};
use contract::manager::{Contact, Level};
use contract::money::Money;
use contract::pairing::Pairing;
use contract::person::{Audience, DemoPerson, Session, Vehicle};
use contract::reward::Article;
use contract::settings::StaffMember;
use contract::time::Timestamp;
use contract::vehicle::{Campaign, PaidRepair, Recall, VehicleRecord};
use contract::vin::Vin;
use std::collections::HashMap;
use std::sync::Arc;

/// Everybody, every centre, every car.
#[derive(Debug)]
pub struct Directory {
    people: HashMap<PersonId, Arc<Person>>,
    order: Vec<PersonId>,
    centres: Vec<CentreConfig>,
    terms: Terms,
    centre_terms: Vec<CentreTerms>,
    staff: Vec<StaffMember>,
    components: Vec<String>,
    records: HashMap<String, VehicleRecord>,
    articles: Vec<Article>,
    article_ids: Vec<String>,
    brand: String,
    version: u64,
}

impl Directory {
    /// From the configuration, which was checked, with what was imported and set up to a version.
    pub fn new(config: &Config, version: u64) -> Self {
        let mut people = HashMap::new();
        let mut order = Vec::new();
        for person in people::everybody(config) {
            order.push(person.id.clone());
            people.insert(person.id.clone(), Arc::new(person));
        }
        Self {
            people,
            order,
            centre_terms: config.centres.iter().map(|c| terms_of(config, c)).collect(),
            centres: config.centres.clone(),
            terms: config.terms.clone(),
            staff: config.staff.clone(),
            components: config.components.clone(),
            records: records(config),
            article_ids: config.articles.iter().map(|a| a.id.clone()).collect(),
            articles: config.articles.clone(),
            brand: config.brand.clone(),
            version,
        }
    }

    /// Goes up with everything that is imported or set.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Those whose rights, or whose place itself, are not the same in another directory.
    pub fn others_in(&self, new: &Self) -> Vec<PersonId> {
        let same = |p: &&Arc<Person>| new.people.get(&p.id).is_some_and(|n| n.who == p.who);
        let others = self.people.values().filter(|p| !same(p));
        others.map(|p| p.id.clone()).collect()
    }

    /// Somebody, if they belong to this front end.
    pub fn person(&self, audience: Audience, id: &PersonId) -> Option<Arc<Person>> {
        self.people
            .get(id)
            .filter(|p| p.audience == audience)
            .cloned()
    }

    /// A car of this owner's, as its owner calls it.
    pub fn vehicle(&self, owner: &PersonId, vin: &Vin) -> Option<&Vehicle> {
        let person = self.people.get(owner)?;
        casework::may::be_owner(&person.who).ok()?;
        person.vehicles.iter().find(|v| v.vin == *vin)
    }

    /// Whether this car is this owner's.
    pub fn owns(&self, owner: &PersonId, vin: &Vin) -> bool {
        self.vehicle(owner, vin).is_some()
    }

    /// A paired car, as one who asks; nobody once it is its owner's no more.
    pub fn car(&self, owner: &PersonId, pairing: &Pairing) -> Option<Person> {
        let vehicle = self.vehicle(owner, &pairing.vin)?;
        people::car(self.people.get(owner)?, vehicle, pairing)
    }

    /// Centres, as the rules look at them.
    pub fn centre_terms(&self) -> &[CentreTerms] {
        &self.centre_terms
    }

    /// Times and limits.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Everybody on the staff, and who has left it.
    pub fn staff(&self) -> &[StaffMember] {
        &self.staff
    }

    /// The maker's list of components; empty where there is none.
    pub fn components(&self) -> &[String] {
        &self.components
    }

    /// All centres, in the configuration's order.
    pub fn centres(&self) -> &[CentreConfig] {
        &self.centres
    }

    /// Whether somebody has this id, in either front end or no more.
    pub fn knows(&self, id: &PersonId) -> bool {
        self.people.contains_key(id) || self.staff.iter().any(|s| s.id == *id)
    }

    /// A centre and how it works.
    pub fn centre(&self, id: &CentreId) -> Option<&CentreConfig> {
        self.centres.iter().find(|c| c.centre.id == *id)
    }

    /// The centre, and those not further from it than `km`.
    pub fn in_reach(&self, id: &CentreId, km: f64) -> impl Iterator<Item = &CentreConfig> {
        let place = self.centre(id).map(|c| c.centre.place);
        let near = move |c: &&CentreConfig| place.is_some_and(|p| p.km_to(c.centre.place) <= km);
        self.centres.iter().filter(near)
    }

    /// What the maker's record says of a car.
    pub fn record(&self, vin: &str) -> Option<&VehicleRecord> {
        self.records.get(vin)
    }

    /// What owners paid for before, by car: to be kept in the store once.
    pub fn paid(&self) -> impl Iterator<Item = (&str, &PaidRepair)> {
        self.records
            .values()
            .flat_map(|r| r.paid.iter().map(|p| (r.vin.as_str(), p)))
    }

    /// The shop's articles.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// Their numbers.
    pub fn article_ids(&self) -> &[String] {
        &self.article_ids
    }

    /// The local and the regional manager of a centre, as its owners see them. One who is away is
    /// left out where somebody of the same level stands in.
    pub fn contacts(&self, centre: &CentreId, now: Timestamp) -> Vec<Contact> {
        let near = |level: &Level| *level != Level::Head;
        let mut found: Vec<Contact> = Vec::new();
        let mut here: Vec<_> = self
            .staff
            .iter()
            .filter(|m| !m.left && m.centres.contains(centre))
            .filter_map(|m| Some((Level::of(m.role).filter(near)?, m)))
            .collect();
        here.sort_by_key(|(level, m)| (*level, m.away(now).is_some()));
        for (level, m) in here {
            if found.iter().any(|c| c.level == level) {
                continue;
            }
            found.push(Contact {
                level,
                name: m.name.clone(),
                languages: m.languages.clone(),
                hours: m.hours.clone(),
                phone: m.phone.clone(),
                mail: m.mail.clone(),
                away_until: m.away(now),
            });
        }
        found
    }

    /// Whom one may be in a demonstration, in the configuration's order.
    pub fn demo_people(&self, audience: Audience) -> Vec<DemoPerson> {
        let of = |id: &PersonId| {
            let person = self.person(audience, id)?;
            Some(DemoPerson {
                id: id.clone(),
                name: person.name.clone(),
                role: person.who.role(),
                about: person.about.clone(),
            })
        };
        self.order.iter().filter_map(of).collect()
    }

    /// What a front end needs to start.
    pub fn session(&self, person: &Person, now: Timestamp) -> Session {
        Session {
            audience: person.audience,
            person: person.id.clone(),
            name: person.name.clone(),
            role: person.who.role(),
            brand: self.brand.clone(),
            approves: casework::may::approve_money(&person.who).is_ok(),
            told: false,
            car: person.who.car(),
            vehicles: person.vehicles.clone(),
            centres: person.centres.clone(),
            now,
        }
    }
}

fn terms_of(config: &Config, centre: &CentreConfig) -> CentreTerms {
    let takes = |s: &&StaffMember| s.takes_cases_of(&centre.centre.id);
    let discount = config
        .discounts
        .iter()
        .find(|d| d.currency == centre.currency);
    CentreTerms {
        id: centre.centre.id.clone(),
        contacts: centre.contacts,
        staff: config
            .staff
            .iter()
            .filter(takes)
            .map(StaffMember::staff)
            .collect(),
        discount: discount.copied().unwrap_or(Money {
            minor: 0,
            currency: centre.currency,
        }),
    }
}

fn records(config: &Config) -> HashMap<String, VehicleRecord> {
    let campaigns = config.campaigns.iter().map(|c| (c.number.as_str(), c));
    let campaigns: HashMap<&str, &Campaign> = campaigns.collect();
    let recall = |number: &String, open| {
        let campaign = (*campaigns.get(number.as_str())?).clone();
        Some(Recall { campaign, open })
    };
    let of = |record: &crate::config::Record| {
        let open = record.open.iter().filter_map(|n| recall(n, true));
        let remedied = record.remedied.iter().filter_map(|n| recall(n, false));
        VehicleRecord {
            vin: record.vin.clone(),
            recalls: open.chain(remedied).collect(),
            warranties: record.warranties.clone(),
            paid: record.paid.clone(),
            signals: record.signals.clone(),
            components: Vec::new(),
        }
    };
    let keyed = |r: VehicleRecord| (r.vin.as_str().to_owned(), r);
    config.records.iter().map(of).map(keyed).collect()
}
