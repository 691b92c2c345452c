//! Why a command was not carried out.

use contract::problem::{FieldError, Kind, Problem};

/// A refusal by the rules. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Fields at fault.
    #[error("something in the request is not right")]
    Invalid(Vec<FieldError>),
    /// Any other reason, by its stable kind.
    #[error("refused: {}", .0.slug())]
    Because(Kind),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(errors) => Problem::invalid(errors),
            Refusal::Because(kind) => Problem::new(kind),
        }
    }
}
