//! Every route against a real server on a random port with a real database file, told as what a
//! caller would see.

mod bad_input;
mod cases;
mod commands;
mod health;
mod live;
mod openapi;
mod sessions;
mod store;
mod support;
