//! Every byte on the wire, once: what the portal and the desk send, what the server answers.
//!
//! Map: [`id`] names things, [`vin`], [`time`] and [`money`] are parsed values, [`person`] says who
//! acts, [`command`] is what a touch sends, [`event`] what the log holds, [`case`] what replaying it
//! gives, [`live`] how changes travel, [`problem`] how a refusal reads, [`version`] what is still taken.
//!
//! No clock, no network, no randomness: times and new ids come from the caller.

pub mod case;
pub mod command;
pub mod event;
pub mod id;
pub mod live;
pub mod money;
pub mod person;
pub mod problem;
pub mod time;
pub mod version;
pub mod vin;
