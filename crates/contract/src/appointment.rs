//! When and where a car is looked at.

use crate::id::CentreId;
use crate::money::Money;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How car and workshop meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum VisitKind {
    /// The owner brings the car.
    Centre,
    /// A technician comes to the car.
    Mobile,
    /// Looked at over the air; nobody moves.
    Remote,
    /// The centre fetches the car.
    PickUp,
}

impl VisitKind {
    /// Whether the car takes one of the centre's places while the visit lasts.
    pub fn takes_a_place(self) -> bool {
        matches!(self, Self::Centre | Self::PickUp)
    }

    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Mobile => "mobile",
            Self::Remote => "remote",
            Self::PickUp => "pick-up",
        }
    }
}

/// What an owner without a car gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Loan {
    /// Nothing.
    #[default]
    None,
    /// A car.
    Car,
    /// A ride home and back.
    Ride,
}

/// A visit that can be had: one of a centre's free slots, or one that the desk made for this case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Where.
    pub centre: CentreId,
    /// How.
    pub kind: VisitKind,
    /// From when.
    pub starts: Timestamp,
    /// How long, 15 to 480.
    pub minutes: u32,
    /// What the visit itself costs, before any work; 0 is said as "free of charge".
    pub price: Money,
    /// What comes with it.
    #[serde(default)]
    pub loan: Loan,
}

impl Offer {
    /// Whether the two are the same visit: what an owner accepts is named by place, kind and start.
    pub fn is(&self, choice: &Choice) -> bool {
        self.centre == choice.centre && self.kind == choice.kind && self.starts == choice.starts
    }

    /// When it ends.
    pub fn ends(&self) -> Timestamp {
        self.starts.plus_minutes(i64::from(self.minutes))
    }
}

/// `POST /api/cases/{id}/appointment`: takes an offer, or moves to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// Where.
    pub centre: CentreId,
    /// How.
    pub kind: VisitKind,
    /// From when.
    pub starts: Timestamp,
    /// What it cost when it was touched: another price is a refusal, not a surprise.
    pub price: Money,
}

/// `POST /api/desk/cases/{id}/offers`: visits made for this case, beside the free slots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offers {
    /// 1 to 8; they take the place of those offered before.
    pub offers: Vec<Offer>,
}

/// The visit that is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// What was taken.
    pub offer: Offer,
    /// When it was taken.
    pub booked_at: Timestamp,
    /// When the car arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_in_at: Option<Timestamp>,
}

/// `GET /api/cases/{id}/offers`: what can be had, the earliest first across centres in reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferList {
    /// The earliest first.
    pub offers: Vec<Offer>,
}
