//! Every byte on the wire, once: what the portal and the desk send, what the server answers.
//!
//! Map: [`id`] names things, [`vin`], [`time`] and [`money`] are parsed values, [`person`] says who
//! acts, [`vehicle`] what is known of a car, [`pairing`] how it comes to speak for itself, [`agent`] what its companion tells its screen, [`command`] is what a touch sends, [`event`] what the log
//! holds, [`case`] what replaying it gives, with a module for each subject ([`appointment`],
//! [`estimate`], [`manager`], [`survey`], [`reward`], [`attachment`]); [`live`] is how changes travel, [`problem`] how a
//! refusal reads, [`version`] what is still taken; [`settings`] is what people decide beside cases, [`release`] how the portal
//! itself reaches a car.
//!
//! No clock, no network, no randomness: times and new ids come from the caller.

pub mod agent;
pub mod appointment;
pub mod attachment;
pub mod bench;
pub mod case;
pub mod command;
pub mod estimate;
pub mod event;
pub mod id;
pub mod live;
pub mod manager;
pub mod money;
pub mod notice;
pub mod pairing;
pub mod person;
pub mod problem;
pub mod release;
pub mod reward;
pub mod settings;
pub mod survey;
pub mod time;
pub mod vehicle;
pub mod version;
pub mod vin;
