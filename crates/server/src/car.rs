//! `servicelane serve --demo --car`: puts a car beside the bench.

use crate::Portal;
use contract::bench::BenchCar;
use contract::vin::Vin;
use server::bench::Bench;
use server::bench::car::{Car, Parts};
use server::clock::Clock;
use std::error::Error;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

/// Jon Aker's, which stands at an airport abroad in one of the two stories.
const VIN: &str = "1M8GDM9AXKP042788";
/// The companion's name, beside this program.
const COMPANION: &str = "servicelane-agent";

/// Starts the car, whose files are below `folder`.
///
/// # Errors
/// What keeps it from starting.
pub async fn stand<'a>(
    bench: &'a Bench,
    server: SocketAddr,
    folder: &Path,
    clock: &Clock,
) -> Result<&'a BenchCar, Box<dyn Error>> {
    let portal = folder.join("portal");
    lay_out(&portal).map_err(|e| format!("{}: {e}", portal.display()))?;
    let own = std::env::current_exe()?;
    let parts = Parts {
        companion: own.with_file_name(COMPANION),
        portal,
        state: folder.join("state"),
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, free())),
        vin: Vin::parse(VIN)?,
        began: Some(jiff::Timestamp::from_millisecond(clock.now().0)?),
    };
    let car = Car::start(bench, server, parts).await?;
    Ok(&bench.car.get_or_init(|| car).told)
}

/// From 8300 on, so that a reader of the printed address knows it again; else any.
fn free() -> u16 {
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    (8300..8400).find(free).unwrap_or(0)
}

/// Writes the portal as the companion reads it: a folder, with its compressed files. What an older program left
/// there goes first.
fn lay_out(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    for name in Portal::iter() {
        let Some(file) = Portal::get(&name) else {
            continue;
        };
        let path = folder.join(&*name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.data)?;
    }
    Ok(())
}
