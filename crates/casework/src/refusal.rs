//! Why a command was not carried out.

use contract::command::DriveState;
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A refusal by the rules. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// Fields at fault.
    #[error("something in the request is not right")]
    Invalid(Vec<FieldError>),
    /// Any other reason, by its stable kind.
    #[error("refused: {}", .0.slug())]
    Because(Kind),
    /// A reason that ends by itself.
    #[error("refused for a while: {}", .0.slug())]
    Until(Kind, Timestamp),
    /// The car is not parked, or not known to be.
    #[error("refused to a car that is {0:?}")]
    Locked(DriveState),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(errors) => Problem::invalid(errors),
            Refusal::Because(kind) => Problem::new(kind),
            Refusal::Until(kind, until) => Problem::until(kind, until),
            Refusal::Locked(drive) => Problem::locked(drive),
        }
    }
}

pub(crate) fn because<T>(kind: Kind) -> Result<T, Refusal> {
    Err(Refusal::Because(kind))
}

pub(crate) fn one(error: FieldError) -> Refusal {
    Refusal::Invalid(vec![error])
}

/// Further away than so many minutes; said in days.
pub(crate) fn too_far(pointer: impl Into<String>, minutes: i64) -> FieldError {
    let days = u32::try_from(minutes / (24 * 60)).ok();
    fault(pointer, Fault::TooFar, days)
}

pub(crate) fn fault(pointer: impl Into<String>, code: Fault, limit: Option<u32>) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        code,
        limit,
    }
}

/// Collects the faults of a form, so that all are told at once.
#[derive(Default)]
pub(crate) struct Faults(pub Vec<FieldError>);

impl Faults {
    pub fn add(&mut self, pointer: impl Into<String>, code: Fault) {
        self.0.push(fault(pointer, code, None));
    }

    /// The value, or its fault kept and nothing.
    pub fn take<T>(&mut self, value: Result<T, FieldError>) -> Option<T> {
        value.map_err(|e| self.0.push(e)).ok()
    }

    pub fn none_or_refuse(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Invalid(self.0))
        }
    }
}
