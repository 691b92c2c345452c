//! Chromium and its driver, from the system's packages.

use std::path::{Path, PathBuf};

use crate::{Outcome, sh};

/// The two programs that drive a real browser.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

const ADVICE: &str = "Chromium and chromedriver are not here. Install them (on Debian: apt-get install chromium \
    chromium-driver), or name them in CHROMIUM and CHROMEDRIVER, and run this again.";

/// Finds both; on Debian, as somebody who may, installs them first.
pub fn ensure() -> Outcome<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    let root = sh::ask(sh::command("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    let sudo = !root && sh::ask(sh::command("sudo", &["-n", "true"])).is_some();
    let debian = sh::ask(sh::command("apt-get", &["--version"])).is_some();
    if !debian || !(root || sudo) {
        return Err(ADVICE.into());
    }
    println!("Installing Chromium and its driver with apt-get");
    for words in [
        &["update"][..],
        &["install", "--yes", "chromium", "chromium-driver"],
    ] {
        let mut all = vec!["apt-get", "--quiet"];
        all.extend(words);
        let (program, args) = match root {
            true => (all[0], all[1..].to_vec()),
            false => ("sudo", [&["-n"], &all[..]].concat()),
        };
        let mut command = sh::command(program, &args);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        sh::run(command)?;
    }
    find().ok_or_else(|| ADVICE.into())
}

fn find() -> Option<Browser> {
    let chromium = named("CHROMIUM")
        .or_else(|| on_path(&["chromium", "chromium-browser", "google-chrome"]))?;
    let driver = named("CHROMEDRIVER").or_else(|| on_path(&["chromedriver"]))?;
    Some(Browser { chromium, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    let path = PathBuf::from(std::env::var_os(variable)?);
    path.is_file().then_some(path)
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places = || std::env::split_paths(&path);
    let found = names
        .iter()
        .flat_map(|name| places().map(move |place| place.join(name)));
    found.into_iter().find(|file| Path::is_file(file))
}
