//! Those who can sign in, each with what is theirs.

use crate::config::{CentreConfig, Config};
use casework::Who;
use contract::id::PersonId;
use contract::person::{Audience, Centre, Role, Vehicle};

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
    pub(super) vehicles: Vec<Vehicle>,
    pub(super) centres: Vec<Centre>,
    pub(super) about: String,
}

/// Everybody who can sign in: owners, drivers, the staff but for those who have left.
pub(super) fn everybody(config: &Config) -> impl Iterator<Item = Person> {
    owners(config).chain(drivers(config)).chain(staff(config))
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

/// These two answer for every centre, those of tomorrow too.
pub fn is_everywhere(role: Role) -> bool {
    matches!(role, Role::HeadOfService | Role::QualityLead)
}

fn staff(config: &Config) -> impl Iterator<Item = Person> {
    config.staff.iter().filter(|s| !s.left).map(|s| {
        let theirs = |c: &&CentreConfig| is_everywhere(s.role) || s.centres.contains(&c.centre.id);
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
