//! `servicelane-agent`: the companion in a car.

use agent::{Options, start};
use clap::Parser;
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    match run(Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprint!("servicelane-agent: {e}");
            let mut source = e.source();
            while let Some(cause) = source {
                eprint!(": {cause}");
                source = cause.source();
            }
            eprintln!();
            ExitCode::from(2)
        }
    }
}

fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let filter =
        EnvFilter::try_from_env("SERVICELANE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    // One thread: a car's screen has one page, and memory is dear there.
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(2)
        .build()?
        .block_on(async {
            // Before anybody is told that it listens: who knows of it may also end it.
            let stopped = stopped()?;
            let running = start(options).await?;
            writeln!(std::io::stdout(), "portal  http://{}/", running.addr)?;
            stopped.await?;
            running.stop().await;
            Ok(())
        })
}

/// Waits for Ctrl-C or the service manager's signal, from now on.
fn stopped() -> std::io::Result<impl Future<Output = std::io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            done = tokio::signal::ctrl_c() => done,
            _ = terminate.recv() => Ok(()),
        }
    })
}
