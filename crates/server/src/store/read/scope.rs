//! Whose cases are read, and in which order.

use casework::Who;
use contract::id::{CentreId, PersonId};
use contract::person::Role;

/// Whose events or cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// One owner's.
    Owner(PersonId),
    /// Those of these centres.
    Centres(Vec<CentreId>),
}

impl Scope {
    /// What somebody gets: an owner and their drivers the owner's, staff their centres', an operator
    /// nothing.
    pub fn of(who: &Who) -> Self {
        match who {
            Who::Owner { owner, .. } => Self::Owner(owner.clone()),
            Who::Staff { role, centres, .. } if *role != Role::Operator => {
                Self::Centres(centres.clone())
            }
            _ => Self::Centres(Vec::new()),
        }
    }

    /// A condition on `?1`, and what `?1` is. One centre is asked by its index, several are sorted.
    pub(super) fn condition(&self) -> (&'static str, String) {
        match self {
            Self::Owner(id) => ("owner = ?1", id.as_str().to_owned()),
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
