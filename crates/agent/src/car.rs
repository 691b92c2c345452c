//! The car's own signals: the client of the databroker, over tungstenite's sockets, connected for as long as
//! there is a databroker. Nobody is asked to believe more than the client does at that moment.

mod line;

use contract::command::DriveState;
use contract::vehicle::Signal;
use contract::vin::Vin;
use line::{Heard, Line};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use vehicle::client::{Client, Do, Health, Terms};
use vehicle::mono::Mono;
use vehicle::path::POWER;
use vehicle::reading::Known;
use vehicle::value::Value;

/// The car's number, as VSS has it.
pub const VIN: &str = "Vehicle.VehicleIdentification.VIN";
/// How often to look at the clock at the least.
const LOOK: u64 = 250;

/// What the car says.
pub struct Car {
    client: Mutex<Client>,
    began: Instant,
}

/// What the car says at one moment.
#[derive(Debug, Clone)]
pub struct Look {
    /// What it is doing.
    pub drive: DriveState,
    /// The databroker answers, and the car is not put to sleep (LOCK, OFF).
    pub awake: bool,
    /// Its signals, as VSS 6.0 has them.
    pub signals: Vec<Signal>,
}

impl Car {
    /// One that has said nothing yet.
    pub fn new(terms: Terms) -> Self {
        let mut seed = [0; 8];
        // Without chance the retries are not spread: one car's affair.
        let _ = getrandom::fill(&mut seed);
        Self {
            client: Mutex::new(Client::new(terms, u64::from_le_bytes(seed))),
            began: Instant::now(),
        }
    }

    fn with<T>(&self, ask: impl FnOnce(&mut Client, Mono) -> T) -> T {
        let passed = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        ask(&mut client, Mono(passed))
    }

    /// What it is doing, as far as it may be believed.
    pub fn drive(&self) -> DriveState {
        self.with(|client, now| client.drive(now, false))
    }

    /// Its number, as the databroker says it.
    pub fn vin(&self) -> Option<Vin> {
        self.with(|client, _| match client.readings().get(VIN) {
            Known::Said(Value::Text(text)) => Vin::parse(text).ok(),
            _ => None,
        })
    }

    /// All of it, at this moment.
    pub fn look(&self) -> Look {
        self.with(|client, now| {
            let answers = matches!(client.health(now), Health::Live | Health::StaleSource);
            let asleep = match client.readings().get(POWER) {
                Known::Said(Value::Text(text)) => matches!(text.as_str(), "LOCK" | "OFF"),
                _ => false,
            };
            Look {
                drive: client.drive(now, false),
                awake: answers && !asleep,
                signals: client.signals(),
            }
        })
    }
}

/// Follows the car for ever.
pub async fn follow(car: Arc<Car>, broker: String) {
    let mut line = Line::None;
    car.with(|client, now| client.start(now));
    let mut tick = Instant::now();
    loop {
        while let Some(next) = car.with(|client, _| client.next_act()) {
            match next {
                Do::Connect(offered) => line = Line::open(broker.clone(), offered),
                Do::Send(text) => line.say(text).await,
                Do::Close => line = Line::None,
            }
        }
        // Sooner where the client says so, never later: a car that speaks all the time must not keep it from
        // asking for what has fallen silent.
        let wait = car.with(|client, now| client.wake(now).map_or(LOOK, |at| at.since(now)));
        tick = tick.min(Instant::now() + Duration::from_millis(wait.clamp(5, LOOK)));
        tokio::select! {
            heard = line.heard() => car.with(|client, now| match &heard {
                Heard::Opened(chosen) => client.opened(chosen, now),
                Heard::Text(text) => client.heard(text, now),
                Heard::Closed => client.closed(now),
            }),
            () = tokio::time::sleep_until(tick.into()) => {
                car.with(|client, now| client.tick(now));
                tick = Instant::now() + Duration::from_millis(LOOK);
            }
        }
    }
}
