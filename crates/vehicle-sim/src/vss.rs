//! The part of the Vehicle Signal Specification that this car speaks, in each version it may speak.
//! Datatypes and units are those of the trees that COVESA publishes with VSS 4.0, 5.1 and 6.0.

use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Speed in km/h.
pub const SPEED: &str = "Vehicle.Speed";
/// The gear that was chosen: 126 is Park, 127 Drive, 0 neutral, below 0 reverse.
pub const SELECTED_GEAR: &str = "Vehicle.Powertrain.Transmission.SelectedGear";
/// The gear that is engaged: 0 is none, 1 and more forward, below 0 reverse.
pub const CURRENT_GEAR: &str = "Vehicle.Powertrain.Transmission.CurrentGear";
/// Distance travelled: metres in 6.0, kilometres before.
pub const DISTANCE: &str = "Vehicle.TraveledDistance";
/// Trouble codes, since 5.0.
pub const CODES: &str = "Vehicle.Diagnostics.DTCList";
/// How many trouble codes, since 5.0.
pub const CODE_COUNT: &str = "Vehicle.Diagnostics.DTCCount";
/// Trouble codes up to 5.1.
pub const CODES_OBD: &str = "Vehicle.OBD.DTCList";
/// How many trouble codes, up to 5.1.
pub const CODE_COUNT_OBD: &str = "Vehicle.OBD.Status.DTCCount";

/// Which version of the VSS the car speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Vss {
    /// 4.0.
    #[serde(rename = "4.0")]
    V4,
    /// 5.1, which has the trouble codes at both places.
    #[serde(rename = "5.1")]
    V5,
    /// 6.0.
    #[default]
    #[serde(rename = "6.0")]
    V6,
}

/// What a leaf of the tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Measured.
    Sensor,
    /// Measured, and may be set.
    Actuator,
    /// Does not change.
    Attribute,
}

/// A leaf of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The path, dotted.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The VSS datatype: `float`, `uint32`, `string[]` and so on.
    pub datatype: &'static str,
    /// The VSS unit, where it has one.
    pub unit: Option<&'static str>,
}

type Row = (&'static str, Kind, &'static str, Option<&'static str>);

#[rustfmt::skip]
const ROWS: &[Row] = {
    use Kind::{Actuator as A, Attribute as C, Sensor as S};
    &[
        ("Vehicle.VersionVSS.Major", C, "uint32", None),
        ("Vehicle.VersionVSS.Minor", C, "uint32", None),
        ("Vehicle.VersionVSS.Patch", C, "uint32", None),
        ("Vehicle.VehicleIdentification.VIN", C, "string", None),
        (SPEED, S, "float", Some("km/h")),
        ("Vehicle.IsMoving", S, "boolean", None),
        (SELECTED_GEAR, A, "int8", None),
        (CURRENT_GEAR, S, "int8", None),
        ("Vehicle.Chassis.ParkingBrake.IsEngaged", A, "boolean", None),
        ("Vehicle.LowVoltageSystemState", S, "string", None),
        ("Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed", S, "float", Some("percent")),
        ("Vehicle.Powertrain.TractionBattery.StateOfCharge.Current", S, "float", Some("percent")),
        ("Vehicle.Powertrain.TractionBattery.Charging.IsCharging", S, "boolean", None),
        ("Vehicle.Powertrain.Range", S, "uint32", Some("m")),
        ("Vehicle.LowVoltageBattery.CurrentVoltage", S, "float", Some("V")),
        ("Vehicle.CurrentLocation.Latitude", S, "double", Some("degrees")),
        ("Vehicle.CurrentLocation.Longitude", S, "double", Some("degrees")),
        ("Vehicle.CurrentLocation.HorizontalAccuracy", S, "double", Some("m")),
        ("Vehicle.CurrentLocation.Timestamp", S, "string", Some("iso8601")),
        ("Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure", S, "uint16", Some("kPa")),
        ("Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure", S, "uint16", Some("kPa")),
        ("Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure", S, "uint16", Some("kPa")),
        ("Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure", S, "uint16", Some("kPa")),
        ("Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow", S, "boolean", None),
        ("Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow", S, "boolean", None),
        ("Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow", S, "boolean", None),
        ("Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.IsPressureLow", S, "boolean", None),
        ("Vehicle.Cabin.HVAC.AmbientAirTemperature", S, "float", Some("Celsius")),
        ("Vehicle.Cabin.Infotainment.HMI.DayNightMode", A, "string", None),
        ("Vehicle.Cabin.Infotainment.HMI.DistanceUnit", A, "string", None),
        ("Vehicle.Cabin.Infotainment.HMI.CurrentLanguage", S, "string", None),
        ("Vehicle.Service.IsServiceDue", S, "boolean", None),
        ("Vehicle.Service.DistanceToService", S, "float", Some("km")),
        ("Vehicle.Service.TimeToService", S, "int32", Some("s")),
    ]
};

impl Vss {
    /// The tree's leaves in this version.
    pub fn leaves(self) -> Vec<Leaf> {
        let codes = |list, count| {
            [
                (list, Kind::Sensor, "string[]", None),
                (count, Kind::Sensor, "uint8", None),
            ]
        };
        let mut rows: Vec<Row> = ROWS.iter().map(|&row| self.as_then(row)).collect();
        rows.push(match self {
            Self::V6 => (DISTANCE, Kind::Sensor, "uint32", Some("m")),
            Self::V4 | Self::V5 => (DISTANCE, Kind::Sensor, "float", Some("km")),
        });
        if self >= Self::V5 {
            rows.extend(codes(CODES, CODE_COUNT));
        }
        if self <= Self::V5 {
            rows.extend(codes(CODES_OBD, CODE_COUNT_OBD));
        }
        let leaf = |(path, kind, datatype, unit): Row| Leaf {
            path: path.to_owned(),
            kind,
            datatype,
            unit,
        };
        rows.into_iter().map(leaf).collect()
    }

    /// `(major, minor)`.
    pub fn number(self) -> (u8, u8) {
        match self {
            Self::V4 => (4, 0),
            Self::V5 => (5, 1),
            Self::V6 => (6, 0),
        }
    }

    /// How this version says what 6.0 says at `path`: elsewhere, in another unit, at two places.
    pub fn says(self, path: &str, value: &Value) -> Vec<(String, Value)> {
        let old = match path {
            CODES => CODES_OBD,
            CODE_COUNT => CODE_COUNT_OBD,
            DISTANCE if self < Self::V6 => {
                let km = value.number().map(|m| Value::float(m / 1000.0));
                return vec![(path.to_owned(), km.unwrap_or_else(|| value.clone()))];
            }
            _ => return vec![(path.to_owned(), value.clone())],
        };
        let mut said = Vec::with_capacity(2);
        if self >= Self::V5 {
            said.push((path.to_owned(), value.clone()));
        }
        if self <= Self::V5 {
            said.push((old.to_owned(), value.clone()));
        }
        said
    }

    /// What the trees before 6.0 wrote otherwise.
    fn as_then(self, (path, kind, datatype, unit): Row) -> Row {
        let unit = match unit {
            Some("Celsius") if self < Self::V6 => Some("celsius"),
            Some("iso8601") if self < Self::V5 => None,
            unit => unit,
        };
        (path, kind, datatype, unit)
    }
}
