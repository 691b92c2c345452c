//! Browsers and their drivers, from the system's packages: Chromium for everything, and the other engines for one
//! journey each.

use std::fs;
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
    println!("Installing Chromium and its driver with apt-get");
    install(&["chromium", "chromium-driver"]).map_err(|fault| format!("{fault} {ADVICE}"))?;
    find().ok_or_else(|| ADVICE.into())
}

/// Installs packages on Debian, as somebody who may.
fn install(packages: &[&str]) -> Outcome {
    let root = sh::ask(sh::command("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    let sudo = !root && sh::ask(sh::command("sudo", &["-n", "true"])).is_some();
    let debian = sh::ask(sh::command("apt-get", &["--version"])).is_some();
    if !debian || !(root || sudo) {
        return Err(
            "Nothing can be installed here: apt-get is not here, or needs a password.".into(),
        );
    }
    for words in [&["update"][..], &[&["install", "--yes"], packages].concat()] {
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
    Ok(())
}

/// Installs the other engines, unless they are here.
pub fn ensure_others() -> Outcome {
    if web_kit().is_some() && firefox().is_some() {
        return Ok(());
    }
    println!("Installing WebKitGTK and Firefox with apt-get");
    let packages = [
        "--no-install-recommends",
        "firefox-esr",
        "webkit2gtk-driver",
        "xvfb",
        "xauth",
    ];
    install(&packages)
}

/// WebKitGTK's small browser, where its driver and a display for it are here too. The browser lies beside its
/// library, not on PATH.
pub fn web_kit() -> Option<PathBuf> {
    on_path(&["WebKitWebDriver"])?;
    on_path(&["xvfb-run"])?;
    let machines = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let places = machines.map(|machine| machine.path());
    let browsers = places
        .chain([PathBuf::from("/usr/libexec")])
        .map(|place| place.join("webkit2gtk-4.1/MiniBrowser"));
    named("MINI_BROWSER").or_else(|| browsers.into_iter().find(|file| file.is_file()))
}

/// Firefox; its driver is a tool of ours.
pub fn firefox() -> Option<PathBuf> {
    named("FIREFOX").or_else(|| on_path(&["firefox-esr", "firefox"]))
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
