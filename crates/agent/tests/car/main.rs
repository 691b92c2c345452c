//! The companion against the real server and a simulated car, over real sockets. The server's clock and the
//! companion's waits run ten times as fast as the world; the car's evidence does not.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

#[path = "../../../vehicle-sim/tests/client/driver.rs"]
#[allow(dead_code, reason = "the simulated car's own tests use all of it")]
mod driver;

mod pairing;
mod proxy;
mod relay;
mod signals;
mod strangers;
mod support;
mod tap;
