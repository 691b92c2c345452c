//! What the maker's own record says of a car: its recalls, its warranty, its last signals. A public
//! feed speaks of model years; only this record opens the recall's gate.

use crate::money::Money;
use crate::time::Timestamp;
use crate::vin::Vin;
use serde::{Deserialize, Serialize};

/// A campaign, in the words of the public feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Campaign {
    /// Its number, as the authority gives it.
    pub number: String,
    /// The component, from the general to the special, parted by colons.
    pub component: String,
    /// What it is about.
    pub summary: String,
    /// What may happen.
    pub consequence: String,
    /// What is done, without charge.
    pub remedy: String,
    /// Do not drive.
    #[serde(default)]
    pub park_it: bool,
    /// Park outside, away from buildings.
    #[serde(default)]
    pub park_outside: bool,
    /// Mended over the air.
    #[serde(default)]
    pub over_the_air: bool,
}

/// A recall as it stands for one car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recall {
    /// The campaign.
    pub campaign: Campaign,
    /// Not yet remedied on this car.
    pub open: bool,
}

/// A warranty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warranty {
    /// Its name, as the maker's terms have it.
    pub name: String,
    /// Until when.
    pub until: Timestamp,
    /// Or until this distance, whichever comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_km: Option<u32>,
    /// What it covers, in the words of the recall feed; empty for the whole car.
    #[serde(default)]
    pub components: Vec<String>,
}

/// Work the owner paid for before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaidRepair {
    /// The invoice.
    pub invoice: String,
    /// The component, in the words of the recall feed.
    pub component: String,
    /// What was paid.
    pub amount: Money,
    /// Numbers of recalls that a manager signed this work away from: those make it free no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<String>,
}

/// One signal as the car sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signal {
    /// VSS 6.0 path, at most 200 characters.
    pub path: String,
    /// Its value, as VISS writes it; at most 2,000 characters.
    pub value: String,
    /// When the car said so.
    pub at: Timestamp,
}

/// `GET /api/vehicles/{vin}`: what applies to the car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VehicleRecord {
    /// The car.
    pub vin: Vin,
    /// Its recalls, open ones first.
    pub recalls: Vec<Recall>,
    /// Its warranties.
    pub warranties: Vec<Warranty>,
    /// Work paid for before.
    #[serde(default)]
    pub paid: Vec<PaidRepair>,
    /// The last signals it sent, by path and time.
    #[serde(default)]
    pub signals: Vec<Signal>,
    /// The maker's list of components, for those who write estimates; empty where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
}

impl VehicleRecord {
    /// The first open recall on this component, if there is one.
    pub fn recalled(&self, component: &str) -> Option<&Recall> {
        self.recalls_on(component).next()
    }

    /// All open recalls on this component.
    pub fn recalls_on(&self, component: &str) -> impl Iterator<Item = &Recall> {
        let of = move |r: &&Recall| r.open && same_component(&r.campaign.component, component);
        self.recalls.iter().filter(of)
    }

    /// Whether any recall is open.
    pub fn any_recall(&self) -> bool {
        self.recalls.iter().any(|r| r.open)
    }

    /// The warranties that run at `now`.
    pub fn running(&self, now: Timestamp) -> impl Iterator<Item = &Warranty> {
        self.warranties.iter().filter(move |w| now < w.until)
    }
}

/// Whether one component holds the other: the feed's words go from the general to the special
/// (`ELECTRICAL SYSTEM:BATTERY` is part of `ELECTRICAL SYSTEM`). Spaces and case do not matter.
pub fn same_component(a: &str, b: &str) -> bool {
    path(a).iter().zip(&path(b)).all(|(a, b)| a == b)
}

/// Whether the component is on the maker's list. Without a list any words are.
pub fn on_list(list: &[String], component: &str) -> bool {
    list.is_empty() || list.iter().any(|c| path(c) == path(component))
}

/// Whether `special` is `general` or a part of it.
pub fn holds_component(general: &str, special: &str) -> bool {
    path(special).starts_with(&path(general))
}

/// One way of writing a component, whoever wrote it.
pub fn canonical(component: &str) -> String {
    path(component).join(":")
}

/// Letters and digits only: no space, sign or invisible character makes another component of one.
fn path(component: &str) -> Vec<String> {
    let word = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_uppercase).collect()
    };
    component.split(':').map(word).collect()
}
