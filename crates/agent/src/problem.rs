//! Refusals of the companion's own, in the server's words (RFC 9457): the page has one way to read them.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::command::DriveState;
use contract::problem::{Kind, MEDIA_TYPE, Problem};

/// A refusal on its way out.
#[derive(Debug, Clone)]
pub struct Refuse(Box<Problem>);

impl Refuse {
    /// A refusal of this kind.
    pub fn because(kind: Kind) -> Self {
        Self(Box::new(Problem::new(kind)))
    }

    /// What is behind the companion is away (502) or late (504): to the page the service is not there now, and
    /// what was typed waits.
    pub fn gateway(status: StatusCode, detail: &str) -> Self {
        Self(Box::new(Problem {
            status: status.as_u16(),
            detail: Some(detail.to_owned()),
            ..Problem::new(Kind::Unavailable)
        }))
    }

    /// Not while the car is doing this.
    pub fn locked(drive: DriveState) -> Self {
        Self(Box::new(Problem::locked(drive)))
    }

    /// Just as the server said it.
    pub fn said(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl IntoResponse for Refuse {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.0).unwrap_or_else(|_| "{}".into());
        let mut answer = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        if matches!(self.0.kind, Kind::Unavailable | Kind::TooManyConnections) {
            let soon = HeaderValue::from_static("1");
            answer.headers_mut().insert(header::RETRY_AFTER, soon);
        }
        answer
    }
}
