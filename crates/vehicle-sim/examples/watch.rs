//! Watches a databroker as the portal does, and prints what the client believes: `cargo run -p vehicle-sim --example
//! watch -- ws://127.0.0.1:8090 [seconds]`. Without an address it watches a simulated car on its way.

#[path = "../tests/client/driver.rs"]
#[allow(dead_code, reason = "the tests wait, this looks on")]
mod driver;

use driver::Driver;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use vehicle::client::Terms;
use vehicle_sim::{Error, Options, Scene, Sim};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut car = None;
    let url = match words.next() {
        Some(url) => url,
        None => {
            let options = Options {
                scene: Scene::Motorway,
                ..Options::default()
            };
            car.insert(Sim::start(options)?).url()
        }
    };
    let seconds = words.next().and_then(|n| n.parse().ok()).unwrap_or(60);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut at = Driver::at(url, Terms::default());
    let (mut state, mut signals) = (String::new(), BTreeMap::new());
    while Instant::now() < end {
        at.step().await;
        let (now, client) = (at.now(), &at.client);
        let new = format!(
            "{:?}, {:?}, {:?}",
            client.dialect(),
            client.health(now),
            client.drive(now, false)
        );
        if new != state {
            println!("{:>7} ms  {new}", now.0);
            state = new;
        }
        for said in client.signals() {
            if signals.get(&said.path) != Some(&said.value) {
                println!("            {} = {}", said.path, said.value);
                signals.insert(said.path, said.value);
            }
        }
    }
    Ok(())
}
