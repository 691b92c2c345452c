//! `servicelane`: serve, check what was served, or be a car.

mod car;
mod releasing;
mod simulate;

use clap::{Parser, Subcommand};
use contract::live::BEAT_SECONDS;
use contract::person::Audience;
use rust_embed::Embed;
use server::clock::Clock;
use server::config::Config;
use server::directory::Directory;
use server::store::backup;
use server::web::assets::Files;
use server::{Options, export, import, start, verify_store};
use simulate::Simulated;
use std::error::Error;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

#[derive(Embed)]
#[folder = "../../dist"]
struct Portal;

#[derive(Embed)]
#[folder = "../../desk/dist"]
struct Desk;

#[derive(Embed)]
#[folder = "../../bench/dist"]
struct Bench;

/// The customer-service portal of a car maker: one program, one database file, nothing to install.
#[derive(Parser)]
#[command(
    version,
    after_help = "Try it:  servicelane serve --data ./data --demo\n\
    then open the printed addresses. The log is JSON on standard error; SERVICELANE_LOG=warn quiets it."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal, the desk and their API.
    Serve {
        /// The folder for the database file; made when it is missing.
        #[arg(long, env = "SERVICELANE_DATA")]
        data: PathBuf,
        /// Address and port. Beyond loopback the configuration must name `public_origin`.
        #[arg(long, env = "SERVICELANE_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Let anybody sign in as one of the configured people. Loopback only.
        #[arg(long)]
        demo: bool,
        /// With --demo: begin at this moment (2026-11-23T09:00:00+01:00), and run on from there.
        #[arg(long)]
        now: Option<String>,
        /// With --demo: a simulated car with the real companion in it, on a free port from 8300; its screen stands on
        /// the bench.
        #[arg(long, requires = "demo")]
        car: bool,
        /// A configuration in TOML; without it the built-in demonstration.
        #[arg(long, env = "SERVICELANE_CONFIG")]
        config: Option<PathBuf>,
    },
    /// Take over centres, people, cars, campaigns and articles from a file: a JSON object to a line, all
    /// of it or nothing. A running server takes them up within a second.
    Import {
        /// The file; `-` for standard input.
        file: PathBuf,
        /// The folder with the database file.
        #[arg(long, env = "SERVICELANE_DATA")]
        data: PathBuf,
        /// The configuration that the server runs with; without it the built-in demonstration.
        #[arg(long, env = "SERVICELANE_CONFIG")]
        config: Option<PathBuf>,
    },
    /// Be a simulated car: its signals over VISS, scripted drives, and faults that a tester chooses.
    VehicleSim(Simulated),
    /// Copy a store into one file, and its photos and videos into FILE.files, while the server runs: as it is at one
    /// moment, with all personal data.
    Backup {
        /// The file; it must not be there yet.
        file: PathBuf,
        /// The folder with the database file.
        #[arg(long, env = "SERVICELANE_DATA")]
        data: PathBuf,
    },
    /// Make a store of such a copy, after checking all of it. Everybody signs in again, and every open page asks again.
    Restore {
        /// The copy.
        file: PathBuf,
        /// The folder for the database file; there must be none in it.
        #[arg(long, env = "SERVICELANE_DATA")]
        data: PathBuf,
    },
    /// Make, sign, publish and stage releases of the portal for cars (docs/OTA.md).
    #[command(subcommand)]
    Release(releasing::Release),
    /// Check a store: every link of every case's chain, every sealed text, every view, every photo.
    ///
    /// Exit code 0 when all fits, 1 when something does not, with a line for each fault.
    Verify {
        /// The folder with the database file.
        #[arg(long, env = "SERVICELANE_DATA", required_unless_present = "record")]
        data: Option<PathBuf>,
        /// One case's exported record instead.
        #[arg(long)]
        record: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve {
            data,
            listen,
            demo,
            now,
            car,
            config,
        } => Clock::chosen(now.as_deref(), demo)
            .map_err(Into::into)
            .and_then(|clock| serve(data, listen, (demo, car), clock, config)),
        Command::Import { file, data, config } => take_over(&file, &data, config.as_deref()),
        Command::Backup { file, data } => back_up(&data, &file),
        Command::Restore { file, data } => restore(&file, &data),
        Command::Release(what) => releasing::run(what),
        Command::VehicleSim(car) => simulate(car),
        Command::Verify { data, record } => match (record, data) {
            (Some(record), _) => verify_record(&record),
            (None, Some(data)) => verify(&data),
            (None, None) => Err("say --data or --record".into()),
        },
    };
    outcome.unwrap_or_else(|e| {
        eprint!("servicelane: {e}");
        let mut source = e.source();
        while let Some(cause) = source {
            eprint!(": {cause}");
            source = cause.source();
        }
        eprintln!();
        ExitCode::from(2)
    })
}

fn configuration(file: Option<&Path>) -> Result<Config, Box<dyn Error>> {
    let Some(path) = file else {
        return Ok(Config::demo()?);
    };
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|e| format!("--config {}: {e}", path.display()))?;
    Ok(Config::parse(&text)?)
}

fn take_over(file: &Path, data: &Path, config: Option<&Path>) -> Result<ExitCode, Box<dyn Error>> {
    let text = match file.to_str() {
        Some("-") => std::io::read_to_string(std::io::stdin())?,
        _ => std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?,
    };
    let count = import::import(&configuration(config)?, data, &text);
    let count = count.map_err(|e| format!("{}: {e}. Nothing was imported", file.display()))?;
    println!("{count} imported");
    Ok(ExitCode::SUCCESS)
}

/// Checks one case's exported record: the same links, hashes and digests as in the store.
fn verify_record(file: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|e| format!("{}: {e}", file.display()))?;
    let record = serde_json::from_str(&text)?;
    match export::check(&record) {
        Ok(head) => {
            println!("{} events, 0 faults, head {head}", record.events.len());
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            println!("{broken}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn serve(
    data: PathBuf,
    listen: SocketAddr,
    (demo, car): (bool, bool),
    clock: Clock,
    file: Option<PathBuf>,
) -> Result<ExitCode, Box<dyn Error>> {
    let config = configuration(file.as_deref())?;
    config.check_exposure(listen, demo)?;
    log();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let people = Directory::new(&config, 0);
            let mut files = Files::default();
            files.add::<Portal>("/");
            files.add::<Desk>("/desk/");
            files.add::<Bench>("/bench/");
            let running = start(Options {
                config,
                data: data.clone(),
                listen,
                clock: clock.clone(),
                files,
                demo,
                beat: Duration::from_secs(u64::from(BEAT_SECONDS)),
            })
            .await?;
            if let (Some(bench), true) = (&running.bench, car) {
                let car = car::stand(bench, running.addr, &data.join("car"), &clock).await?;
                println!("car     {}", car.screen);
            }
            greet(running.addr, demo.then_some(&people));
            stopped().await?;
            running.stop().await;
            Ok(ExitCode::SUCCESS)
        })
}

fn simulate(car: Simulated) -> Result<ExitCode, Box<dyn Error>> {
    log();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        tokio::select! {
            ended = car.drive() => ended,
            done = stopped() => Ok(done?),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn log() {
    let filter =
        EnvFilter::try_from_env("SERVICELANE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Where to go, and whom to be.
fn greet(addr: SocketAddr, people: Option<&Directory>) {
    for (audience, what, path) in [
        (Audience::Owner, "portal", "/"),
        (Audience::Desk, "desk  ", "/desk/"),
    ] {
        println!("{what}  http://localhost:{}{path}", addr.port());
        for person in people.into_iter().flat_map(|p| p.demo_people(audience)) {
            println!("        sign in as {} ({})", person.name, person.about);
        }
    }
    if people.is_some() {
        println!("bench   http://bench.localhost:{}/bench/", addr.port());
    }
}

/// Waits for Ctrl-C or the service manager's signal.
async fn stopped() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = terminate.recv() => Ok(()),
    }
}

fn back_up(data: &Path, file: &Path) -> Result<ExitCode, Box<dyn Error>> {
    backup::back_up(data, file)?;
    let bytes = std::fs::metadata(file)?.len();
    println!("{}: {bytes} bytes", file.display());
    Ok(ExitCode::SUCCESS)
}

fn restore(file: &Path, data: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let report = backup::restore(file, data)?;
    println!(
        "{} events, {} cases, in {}",
        report.events,
        report.cases,
        data.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn verify(data: &std::path::Path) -> Result<ExitCode, Box<dyn Error>> {
    let report = verify_store(data)?;
    for fault in &report.faults {
        println!("{fault}");
    }
    println!(
        "{} events, {} cases, {} faults",
        report.events,
        report.cases,
        report.faults.len()
    );
    Ok(if report.faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
