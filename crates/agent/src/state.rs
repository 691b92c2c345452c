//! What the routes share.

use crate::car::Car;
use crate::credential::Keeper;
use crate::pairing::Pairing;
use crate::relay::Allowed;
use crate::update::{Site, Updater};
use crate::upstream::Upstream;
use contract::agent::CarTerms;
use contract::vin::Vin;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};

/// What the routes share, cheap to clone.
#[derive(Clone)]
pub struct App(pub Arc<Shared>);

/// What stands behind it.
pub struct Shared {
    /// The server.
    pub server: Upstream,
    /// The credential.
    pub keeper: Keeper,
    /// The car.
    pub car: Arc<Car>,
    /// How far the car is on its way to its owner.
    pub pairing: Pairing,
    /// What a page may ask the databroker.
    pub allowed: Allowed,
    /// What the owner agrees to is asked as soon as the car is awake, although nothing is to be sent: after the start,
    /// and when the screen was opened. Else a car that may send nothing would not hear that it may.
    pub ask_consent: AtomicBool,
    /// How many pages may, at once.
    pub screens: Arc<Semaphore>,
    /// Where the databroker is.
    pub broker: String,
    /// The car's number, where the command line says it.
    pub vin: Option<Vin>,
    /// What differs between cars.
    pub terms: CarTerms,
    /// How long a second is.
    pub second: Duration,
    /// The releases.
    pub updater: Updater,
    /// What a page is given of them.
    pub site: Site,
    /// A tester chose: releases are looked for at once.
    pub look_now: Notify,
    /// True at the end.
    pub stop: watch::Receiver<bool>,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
