//! `servicelane vehicle-sim`: a car for the desktop, with a tester's hand on it.

use clap::Args;
use std::net::SocketAddr;
use vehicle_sim::{CONTROL_PORT, Dialect, Error, Options, Scene, VISS_PORT, Vss, serve};

/// What the car is.
#[derive(Debug, Args)]
pub struct Simulated {
    /// Where its databroker listens.
    #[arg(long, default_value_t = SocketAddr::from(([127, 0, 0, 1], VISS_PORT)))]
    listen: SocketAddr,
    /// Where the tester's hand is: PUT /control/scene, /control/signals, /control/faults; POST /control/skip.
    #[arg(long, default_value_t = SocketAddr::from(([127, 0, 0, 1], CONTROL_PORT)))]
    control: SocketAddr,
    /// The drive it begins with: parked-at-home, asleep, motorway, airport-draining-battery, stuck-door-handle.
    #[arg(long, default_value = "parked-at-home")]
    scene: Scene,
    /// How the databroker speaks: v2 as KUKSA does, v3 as the standard has it.
    #[arg(long, default_value = "v2")]
    dialect: Dialect,
    /// The version of VSS: 4.0, 5.1 or 6.0.
    #[arg(long, default_value = "6.0")]
    vss: Vss,
    /// Seconds of the car's time in one of the world's.
    #[arg(long, default_value_t = 1.0)]
    factor: f64,
    /// What its own clock shows at the start (2026-11-23T09:00:00Z); without it, the world's time.
    #[arg(long)]
    began: Option<jiff::Timestamp>,
    /// The car's number; without it, that of a car in the demonstration.
    #[arg(long)]
    vin: Option<String>,
    /// From it comes all that looks like chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Simulated {
    /// Drives until something breaks.
    ///
    /// # Errors
    /// A number that is no VIN, an address that is taken, a car that has stopped.
    pub async fn drive(self) -> Result<(), Box<dyn std::error::Error>> {
        let mut options = Options {
            dialect: self.dialect,
            listen: self.listen,
            control: Some(self.control),
            scene: self.scene,
            factor: self.factor,
            vss: self.vss,
            seed: self.seed,
            began: self.began,
            ..Options::default()
        };
        if let Some(vin) = self.vin {
            options.vin = contract::vin::Vin::parse(&vin).map_err(|e| format!("--vin: {e}"))?;
        }
        println!("signals  ws://{}", self.listen);
        println!("control  http://{}/control", self.control);
        let ended: Result<(), Error> = serve(options).await;
        Ok(ended?)
    }
}
