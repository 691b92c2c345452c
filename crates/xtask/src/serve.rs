//! `cargo xtask build` and `cargo xtask run`.

use std::net::TcpListener;
use std::path::PathBuf;

use crate::{Outcome, bundle, sh, tools};

/// Makes the one program, with both bundles inside, and says where it is.
pub fn build() -> Outcome<PathBuf> {
    let tools = tools::ensure()?;
    bundle::both(&tools)?;
    println!("Building the server");
    server()
}

/// The server around the bundles as they are, and the companion in the car.
pub fn server() -> Outcome<PathBuf> {
    let packages = ["--package", "server", "--package", "agent"];
    sh::run(sh::cargo(
        &[&["build", "--release"][..], &packages].concat(),
    ))?;
    println!("Built target/release/servicelane and target/release/servicelane-agent");
    Ok(sh::root().join("target/release/servicelane"))
}

/// Builds, then becomes the server: Ctrl-C reaches it and nothing stands between.
pub fn run(args: &[&str]) -> Outcome {
    let program = build()?;
    let names = |option: &str| {
        let with_value = format!("{option}=");
        args.iter()
            .any(|arg| *arg == option || arg.starts_with(&with_value))
    };
    let mut words = ["serve", "--demo", "--car"].map(str::to_owned).to_vec();
    if !names("--data") {
        let data = sh::root().join("target/demo-data");
        std::fs::create_dir_all(&data)
            .map_err(|e| format!("{} cannot be made: {e}.", data.display()))?;
        words.extend(["--data".to_owned(), data.display().to_string()]);
    }
    if !names("--listen") {
        words.extend(["--listen".to_owned(), free_address()?]);
    }
    words.extend(
        args.iter()
            .filter(|arg| !["--", "--demo", "--car"].contains(*arg))
            .map(|arg| (*arg).to_owned()),
    );
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    println!();
    become_it(sh::command(program, &words))
}

/// 127.0.0.1:8080, or the next port that nobody listens on.
fn free_address() -> Outcome<String> {
    let free = (8080..8180).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    let port =
        free.ok_or("No port from 8080 to 8179 is free on 127.0.0.1: name one with --listen.")?;
    Ok(format!("127.0.0.1:{port}"))
}

#[cfg(unix)]
fn become_it(mut command: std::process::Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(format!("The server could not be started: {error}."))
}

#[cfg(not(unix))]
fn become_it(mut command: std::process::Command) -> Outcome {
    let status = command
        .status()
        .map_err(|e| format!("The server could not be started: {e}."))?;
    status
        .success()
        .then_some(())
        .ok_or_else(|| format!("The server ended with {status}."))
}
