//! Those who can sign in, each with what is theirs.

use crate::config::{CentreConfig, Config};
use casework::Who;
use contract::id::{PairingId, PersonId};
use contract::pairing::Pairing;
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
    /// Where it is a paired car and no person: its pairing, as it was when it asked.
    pub pairing: Option<Pairing>,
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
            car: None,
        },
        id: owner.id.clone(),
        name: owner.name.clone(),
        audience: Audience::Owner,
        pairing: None,
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
                car: None,
            },
            id: driver.id.clone(),
            name: driver.name.clone(),
            audience: Audience::Owner,
            pairing: None,
            about: cars(&owner.vehicles),
            vehicles: owner.vehicles.clone(),
            centres: centres.clone(),
        })
    })
}

/// A paired car: a driver of itself alone, with the rights that its owner chose.
pub(super) fn car(owner: &Person, vehicle: &Vehicle, pairing: &Pairing) -> Option<Person> {
    Some(Person {
        who: Who::Owner {
            id: person_of(&pairing.id)?,
            role: Role::Driver,
            owner: owner.id.clone(),
            name: owner.name.clone(),
            vehicles: vec![vehicle.vin.clone()],
            approves: pairing.rights.approve_money,
            car: Some(pairing.rights),
        },
        id: person_of(&pairing.id)?,
        name: vehicle.nickname.clone(),
        audience: Audience::Owner,
        pairing: Some(pairing.clone()),
        about: cars(std::slice::from_ref(vehicle)),
        vehicles: vec![vehicle.clone()],
        centres: owner.centres.clone(),
    })
}

/// A paired car's own id: each pairing is somebody else.
pub fn person_of(pairing: &PairingId) -> Option<PersonId> {
    PersonId::parse(&format!("car-{pairing}")).ok()
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
                staff: s.staff(),
                role: s.role,
                centres: centres.iter().map(|c| c.id.clone()).collect(),
            },
            id: s.id.clone(),
            name: s.name.clone(),
            audience: Audience::Desk,
            pairing: None,
            vehicles: Vec::new(),
            about: names.join(", "),
            centres,
        }
    })
}
