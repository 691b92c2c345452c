//! What a VISS server says. [`v2`] is the Eclipse KUKSA databroker's dialect, [`v3`] the COVESA standard's;
//! both are functions of the car and a message. [`socket`] carries them.

mod glob;
mod metadata;
pub mod socket;
pub mod v2;
pub mod v3;
