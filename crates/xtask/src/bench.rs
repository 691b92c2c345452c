//! `cargo xtask bench`: how fast and how small it is, measured here and now. The figures go to
//! target/bench.json and, with `--write`, into docs/BENCHMARKS.md.

mod assets;
mod table;

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::{Outcome, browser, check, serve, sh};

/// `table` measures nothing.
const PARTS: [&str; 4] = ["server", "assets", "browser", "table"];

/// Measures the named parts, or all of them. What is not measured this time keeps its figures and their date.
pub fn main(words: &[&str]) -> Outcome {
    let write = words.contains(&"--write");
    let parts: Vec<&str> = words.iter().copied().filter(|w| *w != "--write").collect();
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        let known = PARTS.join(", ");
        return Err(format!(
            "There is no part `{unknown}`. The parts are: {known}; and --write."
        ));
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    if parts != ["table"] {
        let program = serve::build()?;
        if wanted("server") {
            keep("server", || server(&program))?;
        }
        if wanted("assets") {
            keep("assets", assets::weigh)?;
        }
        if wanted("browser") {
            keep("browser", in_browser)?;
        }
    }
    let table = table::of(&kept());
    println!("\n{table}");
    if write {
        table::write(&table)?;
    }
    Ok(())
}

fn file() -> PathBuf {
    sh::root().join("target/bench.json")
}

/// What was measured last, part by part.
fn kept() -> Value {
    let text = fs::read_to_string(file()).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|_| json!({}))
}

/// Measures one part, and puts beside its figures what they depend on.
fn keep(part: &str, measure: impl FnOnce() -> Outcome<Value>) -> Outcome {
    println!("\n── {part}");
    let busy = load_average();
    let mut figures = measure()?;
    figures["taken"] = json!(said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]));
    figures["commit"] = json!(said("git", &["rev-parse", "--short", "HEAD"]));
    figures["busy"] = json!(busy);
    let mut all = kept();
    all[part] = figures;
    all["cores"] = json!(std::thread::available_parallelism().map_or(0, usize::from));
    let text = format!("{all:#}\n");
    fs::write(file(), text).map_err(|e| format!("{} cannot be written: {e}.", file().display()))
}

/// One server on an empty store, and one client on the same machine.
fn server(program: &std::path::Path) -> Outcome<Value> {
    sh::run(sh::cargo(&["build", "--release", "--package", "load"]))?;
    let folder = sh::root().join("target/bench");
    let load = sh::root().join("target/release/load");
    let (program, place) = (program.to_string_lossy(), folder.to_string_lossy());
    let mut command = sh::command(load, &[&program, &place]);
    command.stderr(std::process::Stdio::inherit());
    let output = command
        .output()
        .map_err(|e| format!("The measurement could not be started: {e}."))?;
    let _ = fs::remove_dir_all(&folder);
    if !output.status.success() {
        return Err(format!(
            "The measurement did not succeed ({}).",
            output.status
        ));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("The measurement's words: {e}."))
}

/// tests/e2e/bench, told by Playwright as the journeys are, but never run with them.
fn in_browser() -> Outcome<Value> {
    check::e2e::ensure()?;
    let browser = browser::ensure()?;
    let folder = sh::root().join("tests/e2e");
    let results = folder.join("results/bench.json");
    let _ = fs::remove_file(&results);
    let args = [
        "node_modules/@playwright/test/cli.js",
        "test",
        "--config",
        "bench/playwright.config.ts",
    ];
    let mut playwright = sh::command("node", &args);
    playwright
        .current_dir(&folder)
        .env("CHROMIUM", &browser.chromium);
    sh::run(playwright)?;
    let text = fs::read_to_string(&results).map_err(|_| "Playwright left no figures.")?;
    serde_json::from_str(&text).map_err(|e| format!("Playwright's figures: {e}."))
}

/// How busy the machine was in the minute before, where it says so.
fn load_average() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn said(program: &str, args: &[&str]) -> String {
    let text = sh::ask(sh::command(program, args)).unwrap_or_default();
    text.trim().to_owned()
}
