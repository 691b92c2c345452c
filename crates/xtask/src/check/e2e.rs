//! Journeys in a real browser, told in tests/e2e, against target/release/servicelane.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::tally::Count;
use crate::browser::Browser;
use crate::fingerprint::Fingerprint;
use crate::{Outcome, sh};

fn folder() -> PathBuf {
    sh::root().join("tests/e2e")
}

/// Installs what package-lock.json names, unless it is there already.
pub fn ensure() -> Outcome {
    let node = sh::ask(sh::command("node", &["--version"])).unwrap_or_default();
    let major = node
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err("Node 20 or newer is not here; the journeys need it, and its npm.".into());
    }
    let made = folder().join("node_modules/.package-lock.json");
    let lock = ["tests/e2e/package-lock.json"];
    let print = Fingerprint::of("e2e-modules", &lock, node.trim(), &made);
    if print.unchanged() && made.is_file() {
        return Ok(());
    }
    print.forget();
    let mut npm = sh::command("npm", &["ci", "--no-audit", "--no-fund"]);
    npm.current_dir(folder())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    sh::run(npm)?;
    print.keep();
    Ok(())
}

/// Do the journeys fit the types of what they call? Playwright itself does not look.
pub fn types() -> Outcome<Count> {
    let mut tsc = sh::command("node", &["node_modules/typescript/bin/tsc", "--noEmit"]);
    tsc.current_dir(folder());
    Ok(Count::one(sh::run(tsc).is_ok()))
}

/// Playwright with the system's browser.
pub fn playwright(browser: &Browser, more: &[&str]) -> Command {
    let mut args = vec!["node_modules/@playwright/test/cli.js", "test"];
    args.extend(more);
    let mut playwright = sh::command("node", &args);
    playwright
        .current_dir(folder())
        .env("CHROMIUM", &browser.chromium);
    playwright
}

/// Runs every journey, or those that `more` names.
pub fn journeys(browser: &Browser, more: &[&str]) -> Outcome<Count> {
    counted(playwright(browser, more), "results/report.json")
}

/// Runs Playwright and counts from its own report, a file below tests/e2e.
pub fn counted(playwright: Command, report: &str) -> Outcome<Count> {
    let report = folder().join(report);
    let _ = fs::remove_file(&report);
    let outcome = sh::run(playwright);
    let text = fs::read_to_string(&report)
        .map_err(|_| "Playwright left no report: its words are above.")?;
    let said: Value =
        serde_json::from_str(&text).map_err(|e| format!("Playwright's report: {e}."))?;
    for error in said["errors"].as_array().into_iter().flatten() {
        println!("{}", error["message"].as_str().unwrap_or_default());
    }
    let mut count = Count::from_playwright(&said);
    if count.failed == 0 && (outcome.is_err() || count.passed == 0) {
        count.failed = 1;
    }
    let skipped = said["stats"]["skipped"].as_u64().unwrap_or(0);
    if skipped > 0 {
        println!("{skipped} skipped");
    }
    Ok(count)
}
