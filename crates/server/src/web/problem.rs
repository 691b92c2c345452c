//! Refusals as RFC 9457 answers. Internals are logged with the request's id, never sent.

use crate::store::StoreError;
use crate::store::writer::Failed;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::Refusal;
use contract::problem::{Kind, MEDIA_TYPE, Problem};

/// A refusal on its way out. The request id is put in by [`super::guard`].
#[derive(Debug, Clone)]
pub struct Refuse(Box<Problem>);

impl Refuse {
    /// A refusal of this kind.
    pub fn because(kind: Kind) -> Self {
        Problem::new(kind).into()
    }

    /// Why.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// What is refused, and why.
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

impl From<Problem> for Refuse {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<Refusal> for Refuse {
    fn from(refusal: Refusal) -> Self {
        Problem::from(refusal).into()
    }
}

impl From<Failed> for Refuse {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Refused(refusal) => refusal.into(),
            Failed::Full => Self::because(Kind::DiskFull),
            Failed::Store => Self::because(Kind::Unavailable),
        }
    }
}

impl From<StoreError> for Refuse {
    fn from(e: StoreError) -> Self {
        tracing::error!(error = ?e, "the store failed");
        Self::because(Kind::Unavailable)
    }
}

/// Marks an answer whose body is this problem, so that the guard can add the request's id.
#[derive(Clone)]
pub struct Carried(pub Box<Problem>);

impl IntoResponse for Refuse {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer =
            (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], json(&self.0)).into_response();
        if matches!(
            self.0.kind,
            Kind::TooManyRequests | Kind::TooManyConnections | Kind::Unavailable
        ) {
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        answer.extensions_mut().insert(Carried(self.0));
        answer
    }
}

/// A problem as JSON.
pub fn json(problem: &Problem) -> String {
    serde_json::to_string(problem).unwrap_or_else(|_| "{}".into())
}
