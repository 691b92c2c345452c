//! Reading a request: JSON whose every fault has a pointer, and a query whose faults are problems.

use super::problem::Refuse;
use crate::state::App;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::header;
use axum::http::request::Parts;
use bytes::Bytes;
use contract::problem::{Fault, FieldError, Kind, Problem};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// SHA-256 over method, path and body: the same key must come with the same one.
pub struct Fingerprint(pub [u8; 32]);

/// A JSON body, with its fingerprint.
pub struct Body<T>(pub T, pub Fingerprint);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Refuse;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refuse> {
        let print = Sha256::new()
            .chain_update(request.method().as_str())
            .chain_update([0])
            .chain_update(request.uri().path())
            .chain_update([0]);
        let bytes = read(request, app.limits.body_bytes, PATIENCE).await?;
        let print = print.chain_update(&bytes).finalize();
        Ok(Self(parse(&bytes)?, Fingerprint(print.into())))
    }
}

/// A body that says it is JSON, of so many bytes at most, if it arrives within so long.
pub async fn read(request: Request, limit: usize, patience: Duration) -> Result<Bytes, Refuse> {
    bytes(request, "application/json", limit, patience).await
}

/// A body that says it is of this type, of so many bytes at most, if it arrives within so long.
pub async fn bytes(
    request: Request,
    of: &str,
    limit: usize,
    patience: Duration,
) -> Result<Bytes, Refuse> {
    let media = request.headers().get(header::CONTENT_TYPE);
    let media = media.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case(of) {
        return Err(Refuse::because(Kind::WrongMediaType));
    }
    let limited = Limited::new(request.into_body(), limit).collect();
    match tokio::time::timeout(patience, limited).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(e)) if e.downcast_ref::<LengthLimitError>().is_some() => {
            Err(Refuse::because(Kind::TooLarge))
        }
        // The sender went away or dawdled; there is hardly anybody left to tell.
        Ok(Err(_)) | Err(_) => Err(Refuse::because(Kind::MalformedJson)),
    }
}

/// Parses, and says of a fault which field has it. Nesting beyond 128 levels is refused by the parser.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        if !e.inner().is_data() {
            return Problem::new(Kind::MalformedJson);
        }
        let said = e.inner().to_string();
        let named = said.split('`').nth(1);
        let mut pointer = pointer(e.path());
        let code = if said.starts_with("unknown field") {
            Fault::UnknownField
        } else if said.starts_with("missing field") {
            Fault::Missing
        } else {
            Fault::WrongValue
        };
        // The parser tells the field's name in its words, the path ends at the object around it.
        if let Some(name) = named.filter(|_| code != Fault::WrongValue) {
            let escaped = escape(name);
            if !pointer.ends_with(&format!("/{escaped}")) {
                pointer = format!("{pointer}/{escaped}");
            }
        }
        Problem::invalid(vec![FieldError {
            pointer,
            code,
            limit: None,
        }])
    })?;
    json.end().map_err(|_| Problem::new(Kind::MalformedJson))?;
    Ok(value)
}

/// RFC 6901.
fn pointer(path: &Path) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", escape(key)),
            Segment::Enum { variant } => format!("/{}", escape(variant)),
            Segment::Unknown => String::new(),
        })
        .collect()
}

/// A sender's own field name comes back at most 80 characters long.
fn escape(name: &str) -> String {
    name.chars()
        .take(80)
        .collect::<String>()
        .replace('~', "~0")
        .replace('/', "~1")
}

/// A query string.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Params<T> {
    type Rejection = Refuse;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refuse> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(value)) => Ok(Self(value)),
            Err(_) => {
                let error = FieldError {
                    pointer: "/".into(),
                    code: Fault::WrongValue,
                    limit: None,
                };
                Err(Problem::invalid(vec![error]).into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::command::{Command, Report};

    #[test]
    fn every_fault_of_a_body_has_its_pointer() {
        let good = r#"{"key":"k","contract":1,"release":"r","surface":"phone","drive":"none","body":
            {"vin":"v","centre":"c","drivable":"yes","concerns":[{"text":"t","since":"today"}]}}"#;
        assert!(parse::<Command<Report>>(good.as_bytes()).is_ok());
        let cases = [
            (
                "\"text\":\"t\"",
                "\"text\":\"t\",\"tex/t\":1",
                "/body/concerns/0/tex~1t",
                Fault::UnknownField,
            ),
            (
                "\"text\":\"t\",",
                "",
                "/body/concerns/0/text",
                Fault::Missing,
            ),
            ("\"vin\":\"v\"", "\"vin\":7", "/body/vin", Fault::WrongValue),
            (
                "\"drivable\":\"yes\"",
                "\"drivable\":\"maybe\"",
                "/body/drivable",
                Fault::WrongValue,
            ),
            (
                "\"key\":\"k\"",
                "\"key\":\"a b\"",
                "/key",
                Fault::WrongValue,
            ),
            (
                "\"key\":\"k\"",
                "\"key\":\"k\",\"extra\":{}",
                "/extra",
                Fault::UnknownField,
            ),
            (
                "\"contract\":1",
                "\"contract\":-1",
                "/contract",
                Fault::WrongValue,
            ),
        ];
        for (from, to, pointer, code) in cases {
            let problem =
                parse::<Command<Report>>(good.replacen(from, to, 1).as_bytes()).expect_err(to);
            let expected = FieldError {
                pointer: pointer.into(),
                code,
                limit: None,
            };
            assert_eq!(problem.errors, [expected], "{to}");
        }
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        for bad in [
            "",
            "{",
            "null x",
            &deep,
            &good[..40],
            &format!("{good}{good}"),
        ] {
            let problem = parse::<Command<Report>>(bad.as_bytes()).expect_err("bad");
            assert!(
                matches!(problem.kind, Kind::MalformedJson | Kind::InvalidInput),
                "{problem:?}"
            );
        }
    }
}
