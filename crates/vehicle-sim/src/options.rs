//! How a simulated car is told what it is.

use crate::scenes::Scene;
use crate::vss::Vss;
use contract::vin::{Vin, VinError};
use serde::de::value::{Error as Unknown, StrDeserializer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// The port a databroker's VISS server has in its documentation.
pub const VISS_PORT: u16 = 8090;
/// The port of the control beside it.
pub const CONTROL_PORT: u16 = 8091;
/// The car, unless it is told another: a Volkswagen that nobody built.
const NOBODYS: &str = "WVWZZZ1JZXW000001";

/// Which dialect the car's broker speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// VISS v2 as the Eclipse KUKSA databroker speaks it.
    #[default]
    V2,
    /// VISS v3 as COVESA's standard has it.
    V3,
}

/// What a v3 server does with a client that has not offered `VISSv3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unoffered {
    /// Speaks v3 and echoes no subprotocol, which a browser that offered some does not accept.
    #[default]
    EchoNothing,
    /// Refuses the upgrade: 400.
    Refuse,
}

/// A simulated car. [`Options::default`] listens on free ports of the loopback.
#[derive(Debug, Clone)]
pub struct Options {
    /// The dialect.
    pub dialect: Dialect,
    /// Where the broker listens.
    pub listen: SocketAddr,
    /// Where the control listens; none, and there is no control over HTTP.
    pub control: Option<SocketAddr>,
    /// The drive it begins with.
    pub scene: Scene,
    /// Seconds of the car's time in one of the world's.
    pub factor: f64,
    /// The version of the VSS.
    pub vss: Vss,
    /// The car.
    pub vin: Vin,
    /// From it comes all that looks like chance.
    pub seed: u64,
    /// The car's clock at its start; none, and it is the world's.
    pub began: Option<jiff::Timestamp>,
    /// What a v3 server does with a client that has not offered `VISSv3`.
    pub unoffered: Unoffered,
    /// Whether a v3 `change` subscription says the value at once. v2 always does.
    pub first_event: bool,
    /// Whether v2 metadata gives units. The standard has them; the databroker's source leaves them out.
    pub units: bool,
    /// Texts at paths that the VSS does not have, such as the version of the car's software.
    pub overlay: BTreeMap<String, String>,
    /// The sockets' send buffer in bytes, for a link that is narrow; none, and it is the system's.
    pub send_buffer: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            dialect: Dialect::default(),
            listen: free,
            control: Some(free),
            scene: Scene::default(),
            factor: 1.0,
            vss: Vss::default(),
            vin: nobodys(),
            seed: 1,
            began: None,
            unoffered: Unoffered::default(),
            first_event: true,
            units: true,
            overlay: BTreeMap::new(),
            send_buffer: None,
        }
    }
}

fn nobodys() -> Vin {
    let vin: Result<Vin, VinError> = Vin::parse(NOBODYS);
    vin.expect("the VIN above is one")
}

/// Reads a name as JSON would, so that a command line takes the same names.
macro_rules! from_str {
    ($($name:ty),*) => {$(
        impl FromStr for $name {
            type Err = Unknown;

            fn from_str(text: &str) -> Result<Self, Unknown> {
                Self::deserialize(StrDeserializer::<Unknown>::new(text))
            }
        }
    )*};
}

from_str!(Dialect, Unoffered, Scene, Vss);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_takes_the_names_that_json_takes() {
        assert_eq!("v3".parse(), Ok(Dialect::V3));
        assert_eq!("6.0".parse(), Ok(Vss::V6));
        assert_eq!(
            "airport-draining-battery".parse(),
            Ok(Scene::AirportDrainingBattery)
        );
        let unknown = "airport".parse::<Scene>().expect_err("no such scene");
        assert!(unknown.to_string().contains("parked-at-home"), "{unknown}");
    }
}
