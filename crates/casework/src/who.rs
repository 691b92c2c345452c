//! Who asks: from the session and nowhere else.

use contract::id::{CentreId, PersonId};
use contract::manager::Level;
use contract::pairing::CarRights;
use contract::person::{Actor, Role, Staff};
use contract::vin::Vin;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody on the owner's side, with the cars the maker's registry gives them.
    Owner {
        /// Who.
        id: PersonId,
        /// Owner, driver or tester.
        role: Role,
        /// Whose cases these are: their own, or for a driver the owner's.
        owner: PersonId,
        /// The owner's name, to be sealed with a report.
        name: String,
        /// The cars they may act for.
        vehicles: Vec<Vin>,
        /// May approve money: an owner always, a driver where the owner allows it.
        approves: bool,
        /// Where it is a paired car that asks, and not a person: what the owner lets it do.
        car: Option<CarRights>,
    },
    /// Somebody on the staff, with the centres they answer for.
    Staff {
        /// Who and how they are named.
        staff: Staff,
        /// What they are.
        role: Role,
        /// The centres whose cases are theirs.
        centres: Vec<CentreId>,
    },
    /// The shop, taking a code.
    Shop,
    /// The server itself, when a time has come.
    Clock,
}

impl Who {
    /// How the log names them.
    pub fn actor(&self) -> Actor {
        let name = match self {
            Self::Staff { staff, .. } => Some(staff.name.clone()),
            _ => None,
        };
        Actor {
            role: self.role(),
            name,
        }
    }

    /// What they are.
    pub fn role(&self) -> Role {
        match self {
            Self::Owner { role, .. } | Self::Staff { role, .. } => *role,
            Self::Shop => Role::Shop,
            Self::Clock => Role::Clock,
        }
    }

    /// Their id; the shop and the clock have none.
    pub fn id(&self) -> Option<&PersonId> {
        match self {
            Self::Owner { id, .. } => Some(id),
            Self::Staff { staff, .. } => Some(&staff.id),
            Self::Shop | Self::Clock => None,
        }
    }

    /// What the owner lets it do, where it is a paired car.
    pub fn car(&self) -> Option<CarRights> {
        match self {
            Self::Owner { car, .. } => *car,
            _ => None,
        }
    }

    /// Which manager they are, if any.
    pub fn level(&self) -> Option<Level> {
        Level::of(self.role())
    }
}
