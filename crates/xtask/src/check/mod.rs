//! `cargo xtask test`: everything that must hold, counted.
//!
//! A step that fails does not stop the others where they can still run. The very last line is the count, and
//! nothing else.

pub mod e2e;
mod engines;
mod locales;
mod prepare;
mod rust;
mod tally;
mod web;

use std::process::ExitCode;

use crate::{bundle, sh, tools};
pub use prepare::prepare;
use tally::{Count, Tally};

const PARTS: [&str; 6] = ["static", "rules", "routes", "web", "e2e", "engines"];

/// Runs the named parts, or all of them, and ends with the line that counts. What stands after `--` is
/// Playwright's.
pub fn main(words: &[&str]) -> ExitCode {
    let end = words
        .iter()
        .position(|word| *word == "--")
        .unwrap_or(words.len());
    let (parts, for_playwright) = (&words[..end], words.get(end + 1..).unwrap_or_default());
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        eprintln!(
            "There is no part `{unknown}`. The parts are: {}.",
            PARTS.join(", ")
        );
        println!("0 passed, 1 failed");
        return ExitCode::FAILURE;
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);

    let mut tally = Tally::default();
    if wanted("static") {
        let browsers = ["web", "e2e", "engines"].into_iter().any(wanted);
        let beside = browsers.then(prepare::begin);
        rust::format(&mut tally);
        locales::check(&mut tally);
        rust::lint_host(&mut tally);
        rust::lint_wasm(&mut tally);
        // No test runs beside a build: it would wait for a core, and be late.
        if let Some(beside) = beside {
            tally.set_up("tools and bundles, meanwhile", || beside?.end());
        }
    }
    rust::tests(&mut tally, wanted("rules"), wanted("routes"));
    in_browsers(&mut tally, &wanted, for_playwright);
    tally.close()
}

/// `cargo xtask chaos`: the server as the tests build it, and what is done to it.
pub fn chaos(words: &[&str]) -> crate::Outcome {
    rust::server()?;
    sh::run(sh::command(sh::root().join("target/release/chaos"), words))
}

/// What needs a real browser: wasm tests, and journeys against the release bundle.
fn in_browsers(tally: &mut Tally, wanted: &dyn Fn(&str) -> bool, for_playwright: &[&str]) {
    let (web, e2e, others) = (wanted("web"), wanted("e2e"), wanted("engines"));
    if !(web || e2e || others) {
        return;
    }
    let tools = tally.set_up("tools", tools::ensure);
    let chromium = match web || e2e {
        true => tally.set_up("browser", crate::browser::ensure),
        false => None,
    };
    if web && let (Some(tools), Some(browser)) = (&tools, &chromium) {
        web::tests(tally, tools, browser);
    }
    if !(e2e || others) {
        return;
    }
    let modules = tally.set_up("Playwright", e2e::ensure);
    if modules.is_some() {
        tally.step("static", "types of the journeys", e2e::types);
    }
    let Some(tools) = tools else { return };
    let bundled = tally.set_up("bundles", || bundle::both(&tools));
    let server = bundled.and_then(|()| tally.set_up("server", rust::server));
    if modules.and(server).is_none() {
        return;
    }
    if e2e && let Some(browser) = &chromium {
        tally.step("e2e", "journeys", || e2e::journeys(browser, for_playwright));
    }
    if others {
        engines::journeys(tally, &tools);
    }
}

/// Whether this is CI, where nothing may be left out.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| !matches!(ci.as_str(), "" | "0" | "false"))
}

/// Runs a command and counts its `test result:` lines. One that fails without naming a failed test (it did
/// not compile, or it was killed) counts as one failure.
fn counted(command: std::process::Command) -> crate::Outcome<Count> {
    let (well, text) = sh::follow(command)?;
    let mut count = Count::from_rust(&text);
    if !well && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}
