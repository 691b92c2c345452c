//! Who is who: people, cars and centres. The configuration for now; the maker's registry later.

use crate::config::{CentreConfig, Config, StaffConfig};
use casework::Who;
use casework::terms::{CentreTerms, Terms};
use contract::id::{CentreId, PersonId};
use contract::manager::{Contact, Level};
use contract::money::Money;
use contract::person::{Audience, Centre, DemoPerson, Role, Session, Vehicle};
use contract::reward::Article;
use contract::time::Timestamp;
use contract::vehicle::{PaidRepair, Recall, VehicleRecord};
use std::collections::HashMap;
use std::sync::Arc;

/// Somebody known, with everything their sessions and commands need.
#[derive(Debug)]
pub struct Person {
    /// For the rules.
    pub who: Who,
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Which front end is theirs.
    pub audience: Audience,
    vehicles: Vec<Vehicle>,
    centres: Vec<Centre>,
    about: String,
}

/// Everybody, every centre, every car.
#[derive(Debug)]
pub struct Directory {
    people: HashMap<PersonId, Arc<Person>>,
    order: Vec<PersonId>,
    centres: Vec<CentreConfig>,
    terms: Terms,
    centre_terms: Vec<CentreTerms>,
    managers: Vec<StaffConfig>,
    records: HashMap<String, VehicleRecord>,
    articles: Vec<Article>,
    article_ids: Vec<String>,
    brand: String,
}

impl Directory {
    /// From the configuration, which was checked.
    pub fn new(config: &Config) -> Self {
        let everybody = owners(config).chain(drivers(config)).chain(staff(config));
        let mut people = HashMap::new();
        let mut order = Vec::new();
        for person in everybody {
            order.push(person.id.clone());
            people.insert(person.id.clone(), Arc::new(person));
        }
        Self {
            people,
            order,
            centre_terms: config.centres.iter().map(|c| terms_of(config, c)).collect(),
            centres: config.centres.clone(),
            terms: config.terms.clone(),
            managers: config.staff.clone(),
            records: records(config),
            article_ids: config.articles.iter().map(|a| a.id.clone()).collect(),
            articles: config.articles.clone(),
            brand: config.brand.clone(),
        }
    }

    /// Somebody, if they belong to this front end.
    pub fn person(&self, audience: Audience, id: &PersonId) -> Option<Arc<Person>> {
        self.people
            .get(id)
            .filter(|p| p.audience == audience)
            .cloned()
    }

    /// Centres, as the rules look at them.
    pub fn centre_terms(&self) -> &[CentreTerms] {
        &self.centre_terms
    }

    /// Times and limits.
    pub fn terms(&self) -> &Terms {
        &self.terms
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
        let of = |r: &'_ VehicleRecord| r.paid.len();
        self.records
            .values()
            .filter(move |r| of(r) > 0)
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
        let level = |role: Role| match role {
            Role::LocalManager => Some(Level::Local),
            Role::RegionalManager => Some(Level::Regional),
            _ => None,
        };
        let away = |m: &StaffConfig| m.away_until.filter(|until| now < *until);
        let mut found: Vec<Contact> = Vec::new();
        let mut here: Vec<_> = self
            .managers
            .iter()
            .filter(|m| m.centres.contains(centre))
            .filter_map(|m| Some((level(m.role)?, m)))
            .collect();
        here.sort_by_key(|(level, m)| (*level, away(m).is_some()));
        for (level, m) in here {
            if found.iter().any(|c| c.level == level) {
                continue;
            }
            found.push(Contact {
                level,
                name: m.staff.name.clone(),
                languages: m.languages.clone(),
                hours: m.hours.clone(),
                phone: m.phone.clone(),
                mail: m.mail.clone(),
                away_until: away(m),
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
            vehicles: person.vehicles.clone(),
            centres: person.centres.clone(),
            now,
        }
    }
}

fn owners(config: &Config) -> impl Iterator<Item = Person> {
    let centres: Vec<Centre> = config.centres.iter().map(|c| c.centre.clone()).collect();
    config.owners.iter().map(move |owner| Person {
        who: Who::Owner {
            id: owner.id.clone(),
            role: owner.role,
            owner: owner.id.clone(),
            name: owner.name.clone(),
            vehicles: owner.vehicles.iter().map(|v| v.vin.clone()).collect(),
            approves: true,
        },
        id: owner.id.clone(),
        name: owner.name.clone(),
        audience: Audience::Owner,
        about: cars(&owner.vehicles),
        vehicles: owner.vehicles.clone(),
        centres: centres.clone(),
    })
}

fn drivers(config: &Config) -> impl Iterator<Item = Person> {
    let centres: Vec<Centre> = config.centres.iter().map(|c| c.centre.clone()).collect();
    config.drivers.iter().filter_map(move |driver| {
        let owner = config.owners.iter().find(|o| o.id == driver.owner)?;
        Some(Person {
            who: Who::Owner {
                id: driver.id.clone(),
                role: Role::Driver,
                owner: owner.id.clone(),
                name: owner.name.clone(),
                vehicles: owner.vehicles.iter().map(|v| v.vin.clone()).collect(),
                approves: driver.approves,
            },
            id: driver.id.clone(),
            name: driver.name.clone(),
            audience: Audience::Owner,
            about: cars(&owner.vehicles),
            vehicles: owner.vehicles.clone(),
            centres: centres.clone(),
        })
    })
}

fn cars(vehicles: &[Vehicle]) -> String {
    let one = |v: &Vehicle| format!("{}, {}", v.nickname, v.model);
    vehicles.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn staff(config: &Config) -> impl Iterator<Item = Person> {
    config.staff.iter().map(|s| {
        // These two answer for every centre, those of tomorrow too.
        let everywhere = matches!(s.role, Role::HeadOfService | Role::QualityLead);
        let theirs = |c: &&CentreConfig| everywhere || s.centres.contains(&c.centre.id);
        let centres: Vec<Centre> = config
            .centres
            .iter()
            .filter(theirs)
            .map(|c| c.centre.clone())
            .collect();
        let names: Vec<&str> = centres.iter().map(|c| c.name.as_str()).collect();
        Person {
            who: Who::Staff {
                staff: s.staff.clone(),
                role: s.role,
                centres: centres.iter().map(|c| c.id.clone()).collect(),
            },
            id: s.staff.id.clone(),
            name: s.staff.name.clone(),
            audience: Audience::Desk,
            vehicles: Vec::new(),
            about: names.join(", "),
            centres,
        }
    })
}

fn terms_of(config: &Config, centre: &CentreConfig) -> CentreTerms {
    let works_here = |s: &&StaffConfig| s.centres.contains(&centre.centre.id);
    let handles = |s: &&StaffConfig| matches!(s.role, Role::Advisor | Role::LocalManager);
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
            .filter(works_here)
            .filter(handles)
            .map(|s| s.staff.clone())
            .collect(),
        discount: discount.copied().unwrap_or(Money {
            minor: 0,
            currency: centre.currency,
        }),
    }
}

fn records(config: &Config) -> HashMap<String, VehicleRecord> {
    let recall = |number: &String, open| {
        let campaign = config.campaigns.iter().find(|c| c.number == *number)?;
        Some(Recall {
            campaign: campaign.clone(),
            open,
        })
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
        }
    };
    let keyed = |r: VehicleRecord| (r.vin.as_str().to_owned(), r);
    config.records.iter().map(of).map(keyed).collect()
}
