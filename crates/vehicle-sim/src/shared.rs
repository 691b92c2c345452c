//! What connections, control and the loop share: the car, and the switches of the faults below it.

use crate::car::{BadSignal, Car};
use crate::faults::Fault;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// The longest and the shortest rest of the loop that publishes.
const REST: (f64, f64) = (0.02, 0.005);

/// The car, shared.
pub struct Shared {
    car: Mutex<Car>,
    refuse: watch::Sender<bool>,
    flood: watch::Sender<u32>,
    cut: Arc<AtomicBool>,
}

impl Shared {
    /// A car that others can reach.
    pub fn new(car: Car) -> Arc<Self> {
        Arc::new(Self {
            car: Mutex::new(car),
            refuse: watch::Sender::new(false),
            flood: watch::Sender::new(0),
            cut: Arc::default(),
        })
    }

    /// The car. It is held for one message or one step, never across a wait.
    pub fn car(&self) -> MutexGuard<'_, Car> {
        self.car.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lays these faults over the car and what is below it.
    pub fn suffer(&self, faults: Vec<Fault>) -> Result<(), BadSignal> {
        let rate = faults.iter().find_map(|fault| match fault {
            Fault::Flood { per_second } => Some(*per_second),
            _ => None,
        });
        let cut = faults.contains(&Fault::CloseMidMessage);
        let refuse = faults.contains(&Fault::Refuse);
        self.car().suffer(faults)?;
        self.cut.store(cut, Ordering::Release);
        self.flood.send_replace(rate.unwrap_or(0));
        self.refuse.send_replace(refuse);
        Ok(())
    }

    /// Ends every connection.
    pub fn end(&self) {
        self.refuse.send_replace(true);
    }

    /// Whether connections are refused, as it changes.
    pub fn refused(&self) -> watch::Receiver<bool> {
        self.refuse.subscribe()
    }

    /// Events in a second that every connection is flooded with, as it changes.
    pub fn flood(&self) -> watch::Receiver<u32> {
        self.flood.subscribe()
    }

    /// Whether messages end in their middle.
    pub fn cut(&self) -> Arc<AtomicBool> {
        self.cut.clone()
    }

    /// Publishes what is due, for ever.
    pub async fn run(self: Arc<Self>) {
        loop {
            let rest = (0.1 / self.car().factor()).clamp(REST.1, REST.0);
            tokio::time::sleep(Duration::from_secs_f64(rest)).await;
            while self.car().step() {
                // Connections take what there is before more comes, as they would from a broker.
                tokio::task::yield_now().await;
            }
            self.car().periods();
        }
    }
}
