//! Who acts: audiences, roles, and the name shown with what somebody did.

use crate::id::{CentreId, PersonId};
use crate::pairing::CarRights;
use crate::time::{Timestamp, Zone};
use crate::vin::Vin;
use serde::{Deserialize, Serialize};

/// Which front end a session belongs to. Each has its own cookie, path prefix and storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Audience {
    /// The owner's portal, below `/` and `/api/`.
    Owner,
    /// The service centre's desk, below `/desk/` and `/api/desk/`.
    Desk,
}

impl Audience {
    /// The audience's name in cookies, storage keys and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Desk => "desk",
        }
    }

    /// The prefix of its API routes, without a slash at the end.
    pub fn api(self) -> &'static str {
        match self {
            Self::Owner => "/api",
            Self::Desk => "/api/desk",
        }
    }
}

/// What somebody is, for the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// The car's owner, as the maker's registry says.
    Owner,
    /// Somebody of the owner's household, for the owner's cars, or one of these cars itself. Approves
    /// money only if the owner allows it.
    Driver,
    /// Tries the product: an owner of cars that do not exist.
    Tester,
    /// Handles cases at a centre and is named on them.
    Advisor,
    /// Answers for one centre.
    LocalManager,
    /// Answers for a region's centres.
    RegionalManager,
    /// Nobody is above.
    HeadOfService,
    /// Reads survey answers with names, and nobody else does.
    QualityLead,
    /// Imports, switches centres on, puts staff in their places.
    Operator,
    /// Takes reward codes.
    Shop,
    /// The server itself, when a time has come: a promise missed, a dispute unanswered.
    Clock,
}

impl Role {
    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Driver => "driver",
            Self::Tester => "tester",
            Self::Advisor => "advisor",
            Self::LocalManager => "local-manager",
            Self::RegionalManager => "regional-manager",
            Self::HeadOfService => "head-of-service",
            Self::QualityLead => "quality-lead",
            Self::Operator => "operator",
            Self::Shop => "shop",
            Self::Clock => "clock",
        }
    }

    /// Whether the person stands on the owner's side of a case.
    pub fn is_owners(self) -> bool {
        matches!(self, Self::Owner | Self::Driver | Self::Tester)
    }
}

/// Who did something, as the log keeps it. An owner's name is personal data: it is sealed with the
/// report, and `name` stays away. Staff are named at every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// Their role when they acted.
    pub role: Role,
    /// The name shown; staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Somebody on the staff, as owners see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Staff {
    /// Who.
    pub id: PersonId,
    /// The name shown.
    pub name: String,
}

/// A service centre, as the configuration has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Centre {
    /// Its id.
    pub id: CentreId,
    /// Its name, as people say it.
    pub name: String,
    /// Street and town.
    pub address: String,
    /// Where its clock is.
    pub zone: Zone,
    /// Its telephone, in international form.
    pub phone: String,
    /// Where it is; centres in reach are found by it.
    pub place: Place,
}

/// A place on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// North is positive.
    pub lat: Degrees,
    /// East is positive.
    pub lon: Degrees,
}

/// Degrees, kept as millionths so that two of them can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = f64))]
pub struct Degrees(i32);

impl From<f64> for Degrees {
    fn from(degrees: f64) -> Self {
        // `as` keeps to the ends of the range, and makes 0 of what is no number.
        Self((degrees * 1e6).round() as i32)
    }
}

impl From<Degrees> for f64 {
    fn from(degrees: Degrees) -> f64 {
        f64::from(degrees.0) / 1e6
    }
}

impl Place {
    /// Kilometres to another place, over a round earth.
    pub fn km_to(self, other: Self) -> f64 {
        let rad = |d: Degrees| f64::from(d).to_radians();
        let (a, b) = (rad(self.lat), rad(other.lat));
        let half = ((b - a) / 2.0).sin().powi(2)
            + a.cos() * b.cos() * ((rad(other.lon) - rad(self.lon)) / 2.0).sin().powi(2);
        2.0 * 6371.0 * half.sqrt().min(1.0).asin()
    }
}

/// A car somebody may act for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vehicle {
    /// Its number.
    pub vin: Vin,
    /// What its owner calls it.
    pub nickname: String,
    /// Model and year, as the maker writes them.
    pub model: String,
    /// The centre it usually goes to.
    pub centre: CentreId,
}

/// Who is signed in, and what they may act for: everything a front end needs to start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Which front end.
    pub audience: Audience,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// The server's brand name.
    pub brand: String,
    /// Whether they may approve money: an owner, and a driver whom the owner lets.
    #[serde(default)]
    pub approves: bool,
    /// Whether they are told of news while no page is open; a page then says what it has shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
    /// What a paired car may do; absent for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub car: Option<CarRights>,
    /// Cars they may act for; an owner's.
    #[serde(default)]
    pub vehicles: Vec<Vehicle>,
    /// Centres: all that take part for an owner, their own for staff.
    pub centres: Vec<Centre>,
    /// The server's time when it answered, to tell a wrong clock.
    pub now: Timestamp,
}

/// How a person signs in: choose among demo people, or go to the maker's provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SignIn {
    /// A demonstration server: anybody may be anybody. Loopback only.
    Choose {
        /// Whom one may be.
        people: Vec<DemoPerson>,
    },
    /// The provider's page; it comes back with a code.
    Redirect {
        /// Where to go.
        url: String,
    },
}

/// Somebody to sign in as on a demonstration server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoPerson {
    /// What to send back as the code.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// A line about them: their car, or their centre.
    pub about: String,
}

/// What comes back from the provider (or the choice of a demo person).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInCode {
    /// The provider's code; a demo person's id.
    pub code: String,
}
