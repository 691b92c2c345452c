//! Whose cases are read, and in which order.

use casework::Who;
use contract::id::{CentreId, PersonId};
use contract::person::Role;
use contract::vin::Vin;

/// Whose events or cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// One owner's.
    Owner(PersonId),
    /// Those about one car of an owner's.
    Car(PersonId, Vin),
    /// Those of these centres.
    Centres(Vec<CentreId>),
}

impl Scope {
    /// What somebody gets: an owner and their drivers the owner's, a car its own where it may follow
    /// them, staff their centres', an operator nothing.
    pub fn of(who: &Who) -> Self {
        match who {
            Who::Owner {
                owner,
                car: Some(rights),
                vehicles,
                ..
            } => match vehicles.first() {
                Some(vin) if rights.follow => Self::Car(owner.clone(), vin.clone()),
                _ => Self::Centres(Vec::new()),
            },
            Who::Owner { owner, .. } => Self::Owner(owner.clone()),
            Who::Staff { role, centres, .. } if *role != Role::Operator => {
                Self::Centres(centres.clone())
            }
            _ => Self::Centres(Vec::new()),
        }
    }

    /// A condition on `?1` for cases, and what `?1` is. One centre is asked by its index, several are
    /// sorted.
    pub(super) fn condition(&self) -> (&'static str, String) {
        match self {
            Self::Owner(id) => ("owner = ?1", id.as_str().to_owned()),
            Self::Car(id, vin) => (
                "owner = ?1 ->> 0 AND vin = ?1 ->> 1",
                serde_json::json!([id, vin]).to_string(),
            ),
            Self::Centres(ids) => match ids.as_slice() {
                [id] => ("centre = ?1", id.as_str().to_owned()),
                ids => {
                    let names: Vec<&str> = ids.iter().map(CentreId::as_str).collect();
                    let json = serde_json::to_string(&names).unwrap_or_else(|_| "[]".into());
                    ("centre IN (SELECT value FROM json_each(?1))", json)
                }
            },
        }
    }

    /// The same for events: they do not say which car they are about, and a case that has gone to
    /// another centre has taken its past along.
    pub(super) fn event_condition(&self) -> (&'static str, String) {
        let (condition, value) = self.condition();
        let condition = match (self, condition) {
            (Self::Owner(_), condition) => condition,
            (Self::Car(..), _) => {
                "owner = ?1 ->> 0 AND EXISTS \
                 (SELECT 1 FROM cases c WHERE c.id = case_id AND c.vin = ?1 ->> 1)"
            }
            (Self::Centres(ids), _) if ids.len() == 1 => {
                "centre = ?1 AND EXISTS \
                 (SELECT 1 FROM cases c WHERE c.id = case_id AND c.centre = events.centre)"
            }
            (Self::Centres(_), _) => {
                "centre IN (SELECT value FROM json_each(?1)) AND EXISTS \
                 (SELECT 1 FROM cases c WHERE c.id = case_id AND c.centre = events.centre)"
            }
        };
        (condition, value)
    }
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest change first; an owner's.
    Changed,
    /// Open cases, the next promise first; a desk's.
    Due,
    /// Closed cases, the newest first; a desk's.
    Closed,
}
