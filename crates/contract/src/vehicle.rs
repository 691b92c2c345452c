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

/// What a signal is about: each is a consent of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SignalKind {
    /// How far it goes.
    Range,
    /// How full the battery is.
    Charge,
    /// The 12-volt battery.
    Starter,
    /// Parked or driving: gear and speed.
    Gear,
    /// Where it is, or goes.
    Place,
    /// Trouble codes.
    Codes,
    /// The tyres.
    Tyres,
    /// Anything else.
    Other,
}

impl SignalKind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Range,
        Self::Charge,
        Self::Starter,
        Self::Gear,
        Self::Place,
        Self::Codes,
        Self::Tyres,
        Self::Other,
    ];

    /// What a VSS 6.0 path is about. What tells a place is one wherever it stands in the tree.
    pub fn of(path: &str) -> Self {
        let has = |part| path.contains(part);
        match path {
            _ if has("CurrentLocation") || has("Navigation") => Self::Place,
            _ if has("Latitude") || has("Longitude") => Self::Place,
            _ if path.ends_with(".Range") => Self::Range,
            _ if has("StateOfCharge") => Self::Charge,
            _ if has("LowVoltageBattery") => Self::Starter,
            _ if has("SelectedGear") || has("CurrentGear") => Self::Gear,
            "Vehicle.Speed" | "Vehicle.IsMoving" => Self::Gear,
            _ if has("DTC") => Self::Codes,
            _ if has(".Tire.") => Self::Tyres,
            _ => Self::Other,
        }
    }

    /// The name on the wire and in the store.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::Charge => "charge",
            Self::Starter => "starter",
            Self::Gear => "gear",
            Self::Place => "place",
            Self::Codes => "codes",
            Self::Tyres => "tyres",
            Self::Other => "other",
        }
    }
}

/// `POST /api/vehicles/{vin}/signals`: what a car says, under its own credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignalBatch {
    /// 1 to 256.
    pub signals: Vec<Signal>,
}

/// What became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignalsTaken {
    /// So many are stored.
    pub kept: u32,
    /// So many were dropped: the owner has not agreed to their kind.
    pub not_agreed: u32,
    /// So many were dropped: older than 72 hours.
    pub too_old: u32,
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
    /// The last signals it sent, by path and time, the newest of each path last.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_of_the_platform_has_its_kind() {
        let table = [
            ("Vehicle.Powertrain.Range", SignalKind::Range),
            (
                "Vehicle.Powertrain.TractionBattery.Range",
                SignalKind::Range,
            ),
            (
                "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
                SignalKind::Charge,
            ),
            (
                "Vehicle.LowVoltageBattery.CurrentVoltage",
                SignalKind::Starter,
            ),
            (
                "Vehicle.Powertrain.Transmission.SelectedGear",
                SignalKind::Gear,
            ),
            (
                "Vehicle.Powertrain.Transmission.CurrentGear",
                SignalKind::Gear,
            ),
            ("Vehicle.Speed", SignalKind::Gear),
            ("Vehicle.IsMoving", SignalKind::Gear),
            ("Vehicle.CurrentLocation.Latitude", SignalKind::Place),
            (
                "Vehicle.Cabin.Infotainment.Navigation.DestinationSet.Longitude",
                SignalKind::Place,
            ),
            ("Vehicle.Overlay.Home.Latitude", SignalKind::Place),
            ("Vehicle.Diagnostics.DTCList", SignalKind::Codes),
            ("Vehicle.OBD.DTCList", SignalKind::Codes),
            (
                "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure",
                SignalKind::Tyres,
            ),
            ("Vehicle.TraveledDistance", SignalKind::Other),
            ("", SignalKind::Other),
        ];
        for (path, kind) in table {
            assert_eq!(SignalKind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn a_kinds_slug_is_its_name_on_the_wire() {
        for kind in SignalKind::ALL {
            let wire = serde_json::to_value(kind).expect("serialises");
            assert_eq!(wire, kind.slug());
        }
    }
}
