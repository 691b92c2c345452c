//! Who is who: people, cars and centres. The configuration for now; the maker's registry later.

use crate::config::Config;
use casework::Who;
use contract::id::{CentreId, PersonId};
use contract::person::{Audience, Centre, DemoPerson, Role, Session, Vehicle};
use contract::time::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// Somebody known, with everything their sessions and commands need.
#[derive(Debug)]
pub struct Person {
    /// For the rules.
    pub who: Who,
    /// Their name.
    pub name: String,
    /// Which front end is theirs.
    pub audience: Audience,
    vehicles: Vec<Vehicle>,
    centres: Vec<Centre>,
    about: String,
}

/// Everybody.
#[derive(Debug)]
pub struct Directory {
    people: HashMap<PersonId, Arc<Person>>,
    order: Vec<PersonId>,
    centres: Vec<CentreId>,
    brand: String,
}

impl Directory {
    /// From the configuration, which was checked.
    pub fn new(config: &Config) -> Self {
        let mut people = HashMap::new();
        let mut order = Vec::new();
        let mut add = |id: &PersonId, person: Person| {
            order.push(id.clone());
            people.insert(id.clone(), Arc::new(person));
        };
        for owner in &config.owners {
            let cars = owner
                .vehicles
                .iter()
                .map(|v| format!("{}, {}", v.nickname, v.model));
            let vehicles = owner.vehicles.iter().map(|v| v.vin.clone()).collect();
            let who = Who::Owner {
                id: owner.id.clone(),
                name: owner.name.clone(),
                vehicles,
            };
            let person = Person {
                who,
                name: owner.name.clone(),
                audience: Audience::Owner,
                vehicles: owner.vehicles.clone(),
                centres: config.centres.clone(),
                about: cars.collect::<Vec<_>>().join("; "),
            };
            add(&owner.id, person);
        }
        for advisor in &config.advisors {
            let centres: Vec<Centre> = config
                .centres
                .iter()
                .filter(|c| c.id == advisor.centre)
                .cloned()
                .collect();
            let person = Person {
                who: Who::Advisor {
                    staff: advisor.staff.clone(),
                    centre: advisor.centre.clone(),
                },
                name: advisor.staff.name.clone(),
                audience: Audience::Desk,
                vehicles: Vec::new(),
                about: centres.first().map(|c| c.name.clone()).unwrap_or_default(),
                centres,
            };
            add(&advisor.staff.id, person);
        }
        let centres = config.centres.iter().map(|c| c.id.clone()).collect();
        Self {
            people,
            order,
            centres,
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

    /// Centres that take part.
    pub fn centres(&self) -> &[CentreId] {
        &self.centres
    }

    /// Whom one may be in a demonstration, in the configuration's order.
    pub fn demo_people(&self, audience: Audience) -> Vec<DemoPerson> {
        let of = |id: &PersonId| {
            let person = self.person(audience, id)?;
            Some(DemoPerson {
                id: id.clone(),
                name: person.name.clone(),
                about: person.about.clone(),
            })
        };
        self.order.iter().filter_map(of).collect()
    }

    /// What a front end needs to start.
    pub fn session(&self, person: &Person, now: Timestamp) -> Session {
        Session {
            audience: person.audience,
            person: person.who.id().clone(),
            name: person.name.clone(),
            role: match person.who {
                Who::Owner { .. } => Role::Owner,
                Who::Advisor { .. } => Role::Advisor,
            },
            brand: self.brand.clone(),
            vehicles: person.vehicles.clone(),
            centres: person.centres.clone(),
            now,
        }
    }
}
