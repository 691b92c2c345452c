//! The signals the portal reads, by their VSS 6.0 paths, and what was otherwise in 4.0 and 5.1.

use std::borrow::Cow;

/// km/h; in most cars it is published all the time.
pub const SPEED: &str = "Vehicle.Speed";
/// Whether it moves.
pub const MOVING: &str = "Vehicle.IsMoving";
/// What the driver chose: 126 park, 127 drive, 0 neutral, above it forward, below it reverse.
pub const SELECTED_GEAR: &str = "Vehicle.Powertrain.Transmission.SelectedGear";
/// What is engaged, written likewise.
pub const CURRENT_GEAR: &str = "Vehicle.Powertrain.Transmission.CurrentGear";
/// Whether the parking brake holds.
pub const PARKING_BRAKE: &str = "Vehicle.Chassis.ParkingBrake.IsEngaged";
/// UNDEFINED, LOCK, OFF, ACC, ON or START.
pub const POWER: &str = "Vehicle.LowVoltageSystemState";
/// The version of VSS the car speaks; the attribute has it as its default since 4.0.
pub const VSS_MAJOR: &str = "Vehicle.VersionVSS.Major";
/// Metres in 6.0; kilometres in 4.0 and 5.1, at the same path.
pub const ODOMETER: &str = "Vehicle.TraveledDistance";
/// Trouble codes.
pub const CODES: &str = "Vehicle.Diagnostics.DTCList";
/// Trouble codes before 6.0.
pub const CODES_OBD: &str = "Vehicle.OBD.DTCList";

/// Those that decide whether the car is driven: asked for again whenever one of them falls silent.
pub const DRIVE: [&str; 6] = [
    SPEED,
    MOVING,
    SELECTED_GEAR,
    CURRENT_GEAR,
    PARKING_BRAKE,
    POWER,
];

/// Those of [`DRIVE`] that are numbers or truths, and so can be told on their change in both dialects.
pub const TOLD: [&str; 5] = [SPEED, MOVING, SELECTED_GEAR, CURRENT_GEAR, PARKING_BRAKE];

/// What a report may send along, and what the portal shows of the car.
pub const CONDITION: [&str; 26] = [
    VSS_MAJOR,
    "Vehicle.VehicleIdentification.VIN",
    ODOMETER,
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
    "Vehicle.Powertrain.Range",
    "Vehicle.LowVoltageBattery.CurrentVoltage",
    "Vehicle.CurrentLocation.Latitude",
    "Vehicle.CurrentLocation.Longitude",
    "Vehicle.CurrentLocation.HorizontalAccuracy",
    CODES,
    CODES_OBD,
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure",
    "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure",
    "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure",
    "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure",
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow",
    "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow",
    "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow",
    "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.IsPressureLow",
    "Vehicle.Cabin.HVAC.AmbientAirTemperature",
    "Vehicle.Cabin.Infotainment.HMI.DayNightMode",
    "Vehicle.Cabin.Infotainment.HMI.CurrentLanguage",
    "Vehicle.Service.IsServiceDue",
    "Vehicle.Service.DistanceToService",
    "Vehicle.Service.TimeToService",
];

/// A reading as VSS 6.0 has it: its path there and its value in that path's unit. None where the version
/// decides the unit and nobody knows the version: a kilometre is never taken for a metre.
pub fn as_six<'a>(
    path: &'a str,
    value: &'a str,
    major: Option<u32>,
) -> Option<(&'a str, Cow<'a, str>)> {
    match path {
        CODES_OBD => Some((CODES, value.into())),
        ODOMETER => match major? {
            6.. => Some((path, value.into())),
            _ => {
                let metres = value.trim().parse::<f64>().ok()? * 1000.0;
                let fits = metres.is_finite() && (0.0..=f64::from(u32::MAX)).contains(&metres);
                fits.then(|| (path, format!("{metres:.0}").into()))
            }
        },
        _ => Some((path, value.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_is_never_taken_for_a_metre() {
        let table = [
            (ODOMETER, "48211.5", Some(4), Some((ODOMETER, "48211500"))),
            (ODOMETER, "48211.5", Some(5), Some((ODOMETER, "48211500"))),
            (ODOMETER, "48211500", Some(6), Some((ODOMETER, "48211500"))),
            (ODOMETER, "48211", None, None),
            (ODOMETER, "far", Some(4), None),
            (ODOMETER, "inf", Some(4), None),
            (ODOMETER, "1e300", Some(4), None),
            (CODES_OBD, "[\"P0A80\"]", None, Some((CODES, "[\"P0A80\"]"))),
            (
                "Vehicle.Powertrain.Range",
                "80000",
                None,
                Some(("Vehicle.Powertrain.Range", "80000")),
            ),
        ];
        for (path, value, major, wanted) in table {
            let got = as_six(path, value, major);
            let got = got.as_ref().map(|(path, value)| (*path, value.as_ref()));
            assert_eq!(got, wanted, "{path} {value} in VSS {major:?}");
        }
    }
}
