//! From a moment of a drive to signals: which path says what, in the units of VSS 6.0, and how often.

use super::{Moment, Pace};
use crate::value::Value;
use crate::vss;

/// Which group of signals a track belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Often {
    /// With the speed.
    Motion,
    /// With the gear.
    State,
    /// With what changes slowly.
    Slow,
}

/// One signal of every drive.
pub struct Track {
    /// The path, in VSS 6.0.
    pub path: &'static str,
    /// Its group.
    pub often: Often,
    /// What it says.
    pub value: fn(&Moment) -> Value,
}

impl Track {
    /// Whether it is published at this step of a scene with this pace.
    pub fn due(&self, pace: Pace, step: u64) -> bool {
        step == 0
            || self
                .every(pace)
                .is_some_and(|every| step.is_multiple_of(every))
    }

    /// Whether it has been published after `from` and up to `to`.
    pub fn due_between(&self, pace: Pace, from: u64, to: u64) -> bool {
        self.every(pace)
            .is_some_and(|every| to / every > from / every)
    }

    fn every(&self, pace: Pace) -> Option<u64> {
        let every = match self.often {
            Often::Motion => pace.motion,
            Often::State => pace.state,
            Often::Slow => pace.slow,
        };
        (every > 0).then_some(every)
    }
}

/// Below this a tyre is low, in kPa.
const LOW_TYRE: f64 = 220.0;
/// A year of seconds, for the 15,000 km between two services.
const YEAR: f64 = 31_536_000.0;

macro_rules! tracks {
    ($($often:ident $path:expr => $value:expr;)*) => {
        /// The signals of every drive.
        pub const TRACKS: &[Track] = &[$(Track { path: $path, often: Often::$often, value: $value }),*];
    };
}

tracks! {
    Motion vss::SPEED => |m| Value::float(m.speed);
    State "Vehicle.IsMoving" => |m| Value::flag(m.speed > 0.0);
    State vss::SELECTED_GEAR => |m| Value::whole(f64::from(m.gear));
    // The standard gives the engaged gear no number for Park: none is engaged then.
    State vss::CURRENT_GEAR => |m| Value::whole(if m.gear == 127 { 1.0 } else { 0.0 });
    State "Vehicle.Chassis.ParkingBrake.IsEngaged" => |m| Value::flag(m.brake);
    State "Vehicle.LowVoltageSystemState" => |m| Value::text(m.power);
    Slow vss::DISTANCE => |m| Value::whole(m.odometer);
    Slow "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed" => |m| Value::float(tenth(m.charge));
    // The battery's own figure keeps a reserve that the driver is not shown.
    Slow "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current" => |m| Value::float(tenth(m.charge * 0.95 + 5.0));
    Slow "Vehicle.Powertrain.TractionBattery.Charging.IsCharging" => |m| Value::flag(m.charging);
    Slow "Vehicle.Powertrain.Range" => |m| Value::whole(m.range);
    Slow "Vehicle.LowVoltageBattery.CurrentVoltage" => |m| Value::float(hundredth(m.volts));
    Slow "Vehicle.CurrentLocation.Latitude" => |m| Value::double(m.latitude);
    Slow "Vehicle.CurrentLocation.Longitude" => |m| Value::double(m.longitude);
    Slow "Vehicle.CurrentLocation.HorizontalAccuracy" => |_| Value::double(4.5);
    Slow vss::CODES => |m| Value::list(m.codes);
    Slow vss::CODE_COUNT => |m| Value::text(&m.codes.len().to_string());
    Slow "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure" => |m| Value::whole(m.tyres[0]);
    Slow "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure" => |m| Value::whole(m.tyres[1]);
    Slow "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure" => |m| Value::whole(m.tyres[2]);
    Slow "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure" => |m| Value::whole(m.tyres[3]);
    Slow "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.IsPressureLow" => |m| Value::flag(m.tyres[0] < LOW_TYRE);
    Slow "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow" => |m| Value::flag(m.tyres[1] < LOW_TYRE);
    Slow "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow" => |m| Value::flag(m.tyres[2] < LOW_TYRE);
    Slow "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.IsPressureLow" => |m| Value::flag(m.tyres[3] < LOW_TYRE);
    Slow "Vehicle.Cabin.HVAC.AmbientAirTemperature" => |m| Value::float(tenth(m.air));
    Slow "Vehicle.Cabin.Infotainment.HMI.DayNightMode" => |m| Value::text(if m.night { "NIGHT" } else { "DAY" });
    Slow "Vehicle.Cabin.Infotainment.HMI.DistanceUnit" => |_| Value::text("KILOMETERS");
    Slow "Vehicle.Cabin.Infotainment.HMI.CurrentLanguage" => |m| Value::text(m.language);
    Slow "Vehicle.Service.IsServiceDue" => |m| Value::flag(m.service <= 0.0);
    Slow "Vehicle.Service.DistanceToService" => |m| Value::float(m.service.round());
    Slow "Vehicle.Service.TimeToService" => |m| Value::whole(m.service / 15_000.0 * YEAR);
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
