//! Every route against a real server on a random port with a real database file, told as what a
//! caller would see.

mod assets;
mod backup;
mod bad_input;
mod bench;
mod calendar;
mod cases;
mod clock;
mod commands;
mod dismissed;
mod erasure;
mod files;
mod fleet;
mod health;
mod import;
mod journey;
mod live;
mod notices;
mod openapi;
mod pairing;
mod rebuild;
mod rights;
mod sessions;
mod settings;
mod signals;
mod store;
mod support;
