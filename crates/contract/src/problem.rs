//! How a refusal reads: RFC 9457 with a stable type. The portal words it in its own language by
//! the type and its parameters; `title` is for machines and logs.

use serde::{Deserialize, Serialize};

/// `application/problem+json`.
pub const MEDIA_TYPE: &str = "application/problem+json";
const PREFIX: &str = "urn:servicelane:problem:";

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $slug:literal, $status:literal, $title:literal;)*) => {
        /// What went wrong; stable for ever once shipped.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// All of them, for the checks that each has its words.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// The last part of the type, and of the portal's key for its words.
            pub fn slug(self) -> &'static str {
                match self { $(Kind::$name => $slug,)* }
            }

            /// The HTTP status it travels with.
            pub fn status(self) -> u16 {
                match self { $(Kind::$name => $status,)* }
            }

            fn title(self) -> &'static str {
                match self { $(Kind::$name => $title,)* }
            }
        }
    };
}

kinds! {
    /// No such route.
    RouteNotFound, "route-not-found", 404, "There is no such address";
    /// The route is there, the method is not.
    MethodNotAllowed, "method-not-allowed", 405, "The address does not take this method";
    /// No session, or one that has ended.
    SignInNeeded, "sign-in-needed", 401, "Sign in first";
    /// The code of a sign-in was wrong or used up.
    SignInFailed, "sign-in-failed", 401, "The sign-in did not succeed";
    /// No such case, or not yours: the two are not told apart.
    CaseNotFound, "case-not-found", 404, "There is no such case";
    /// No such car, or not yours: the two are not told apart.
    VehicleNotFound, "vehicle-not-found", 404, "There is no such car";
    /// No such centre, or it takes no part.
    CentreNotFound, "centre-not-found", 404, "There is no such service centre";
    /// Your role may not do this.
    NotAllowed, "not-allowed", 403, "This role may not do this";
    /// Something in the body is not right; `errors` points to it.
    InvalidInput, "invalid-input", 422, "Something in the request is not right";
    /// Not JSON.
    MalformedJson, "malformed-json", 400, "The body is not JSON";
    /// Not `application/json`.
    WrongMediaType, "wrong-media-type", 415, "The body must be application/json";
    /// More bytes than taken.
    TooLarge, "too-large", 413, "The body is too large";
    /// More requests than taken; `Retry-After` says until when.
    TooManyRequests, "too-many-requests", 429, "Too many requests";
    /// The Host is not one of this server's.
    WrongHost, "wrong-host", 421, "The host is not one of this server's";
    /// The Origin is not this server's.
    WrongOrigin, "wrong-origin", 403, "The origin is not this server's";
    /// Superseded for more than 90 days.
    VersionTooOld, "version-too-old", 426, "This release is too old; load the portal again";
    /// Newer than the server.
    VersionUnknown, "version-unknown", 422, "This contract version is not known here";
    /// The same key came with another body.
    KeyReused, "key-reused", 422, "The key was used for another request";
    /// The case was taken in before.
    AlreadyAccepted, "already-accepted", 409, "The case was already accepted";
    /// No centre has taken the case yet.
    NotAccepted, "not-accepted", 409, "The case is not accepted yet";
    /// The case is closed.
    CaseClosed, "case-closed", 409, "The case is closed";
    /// The event stream has as many connections as it takes.
    TooManyConnections, "too-many-connections", 503, "Too many connections";
    /// The server is stopping or its store does not answer.
    Unavailable, "unavailable", 503, "The server is not available right now";
    /// No room on the disk; nothing was changed.
    DiskFull, "disk-full", 507, "The server has no room left";
    /// A fault of ours; the request id finds it in the log.
    Internal, "internal", 500, "Something failed inside the server";
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&format_args!("{PREFIX}{}", self.slug()))
    }
}

impl<'de> Deserialize<'de> for Kind {
    /// A type this build does not know (a newer server's) reads as [`Kind::Internal`].
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let slug = text.strip_prefix(PREFIX).unwrap_or_default();
        Ok(Kind::ALL
            .iter()
            .copied()
            .find(|k| k.slug() == slug)
            .unwrap_or(Kind::Internal))
    }
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:servicelane:problem:<slug>`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// For machines and logs; never shown.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Each fault of the input, with a pointer to its field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Finds the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            title: kind.title().to_owned(),
            status: kind.status(),
            errors: Vec::new(),
            request_id: None,
        }
    }

    /// A refusal of input: one error for each field at fault.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(Kind::InvalidInput)
        }
    }
}

/// One field's fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// RFC 6901, from the root of the request's body: `/body/concerns/0/text`.
    pub pointer: String,
    /// What is wrong.
    pub code: Fault,
    /// The limit that was passed, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fault {
    /// Nothing, or only spaces.
    Empty,
    /// More characters, or more items, than `limit`.
    TooLong,
    /// A control character.
    ControlCharacter,
    /// A character that turns the reading direction of what follows.
    DirectionOverride,
    /// The field is not known; it is refused rather than dropped.
    UnknownField,
    /// The field is needed.
    Missing,
    /// Not of the kind the field takes.
    WrongValue,
    /// Not 17 characters.
    VinLength,
    /// A character that no VIN has.
    VinCharacter,
    /// The check digit does not fit.
    VinCheckDigit,
    /// A time that has passed.
    Past,
    /// A time too far away.
    TooFar,
}

impl Fault {
    /// All of them, for the checks that each has its words.
    pub const ALL: &'static [Fault] = &[
        Fault::Empty,
        Fault::TooLong,
        Fault::ControlCharacter,
        Fault::DirectionOverride,
        Fault::UnknownField,
        Fault::Missing,
        Fault::WrongValue,
        Fault::VinLength,
        Fault::VinCharacter,
        Fault::VinCheckDigit,
        Fault::Past,
        Fault::TooFar,
    ];

    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Fault::Empty => "empty",
            Fault::TooLong => "too-long",
            Fault::ControlCharacter => "control-character",
            Fault::DirectionOverride => "direction-override",
            Fault::UnknownField => "unknown-field",
            Fault::Missing => "missing",
            Fault::WrongValue => "wrong-value",
            Fault::VinLength => "vin-length",
            Fault::VinCharacter => "vin-character",
            Fault::VinCheckDigit => "vin-check-digit",
            Fault::Past => "past",
            Fault::TooFar => "too-far",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_rfc_9457_and_a_newer_servers_type_still_reads() {
        let fault = FieldError {
            pointer: "/body/text".into(),
            code: Fault::TooLong,
            limit: Some(2000),
        };
        let json = serde_json::to_value(Problem::invalid(vec![fault])).expect("serialises");
        assert_eq!(json["type"], "urn:servicelane:problem:invalid-input");
        assert_eq!(json["errors"][0]["code"], "too-long");
        let newer =
            r#"{"type":"urn:servicelane:problem:from-the-future","title":"x","status":418}"#;
        let read: Problem = serde_json::from_str(newer).expect("reads");
        assert_eq!((read.kind, read.status), (Kind::Internal, 418));
    }

    #[test]
    fn a_faults_slug_is_its_name_on_the_wire() {
        for fault in Fault::ALL {
            let wire = serde_json::to_value(fault).expect("serialises");
            assert_eq!(wire, fault.slug());
        }
    }
}
