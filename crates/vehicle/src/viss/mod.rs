//! Both dialects of VISS: v3 as the standard has it, v2 as the KUKSA databroker speaks it. [`ask`] writes
//! requests, [`answer`] reads what comes back.

pub mod answer;
pub mod ask;

/// How a databroker speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// W3C VISS 2, as the Eclipse KUKSA databroker 0.7 serves it.
    V2,
    /// COVESA VISS 3.
    V3,
}

impl Dialect {
    /// What is offered, the better first.
    pub const OFFERED: [&'static str; 2] = ["VISSv3", "VISSv2"];

    /// The dialect of a chosen subprotocol; None where the server chose none.
    pub fn of(subprotocol: &str) -> Option<Self> {
        match subprotocol {
            "VISSv3" => Some(Self::V3),
            "VISSv2" => Some(Self::V2),
            _ => None,
        }
    }
}
