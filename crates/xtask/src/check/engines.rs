//! One whole journey in each other engine, told in tests/e2e/engines: through WebDriver, where the engine is installed.
//! In CI both are installed, and one that is missing is a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::e2e;
use super::tally::{Count, Tally};
use crate::tools::{self, Tools};
use crate::{Outcome, browser, sh};

struct Engine {
    /// As Playwright's project is named.
    name: &'static str,
    /// Debian's packages for it.
    packages: &'static str,
    browser: fn() -> Option<PathBuf>,
    /// Where the journey reads which browser it is.
    variable: &'static str,
}

const ENGINES: [Engine; 2] = [
    Engine {
        name: "WebKitGTK",
        packages: "webkit2gtk-driver xvfb xauth",
        browser: browser::web_kit,
        variable: "MINI_BROWSER",
    },
    Engine {
        name: "Firefox",
        packages: "firefox-esr",
        browser: browser::firefox,
        variable: "FIREFOX",
    },
];

/// Runs the journey in each engine that is here, and says which is not.
pub fn journeys(tally: &mut Tally, tools: &Tools) {
    let ci = super::in_ci();
    if ci {
        tally.set_up("other engines", browser::ensure_others);
    }
    for engine in &ENGINES {
        let step = format!("journey in {}", engine.name);
        match (engine.browser)() {
            Some(browser) => {
                let driver = match engine.name {
                    "Firefox" => tally.set_up("geckodriver", tools::geckodriver),
                    _ => Some(()),
                };
                if driver.is_some() {
                    tally.step("engines", &step, || journey(tools, engine, &browser));
                }
            }
            None if ci => {
                tally.step("engines", &step, || Err(missing(engine)));
            }
            None => tally.note(missing(engine)),
        }
    }
}

fn missing(engine: &Engine) -> String {
    let Engine { name, packages, .. } = engine;
    format!(
        "{name} is not here, so the journey in it was not made. On Debian: apt-get install \
         --no-install-recommends {packages}"
    )
}

/// Runs Playwright for one engine.
fn journey(tools: &Tools, engine: &Engine, browser: &Path) -> Outcome<Count> {
    let mut command = playwright(tools, engine.name);
    command
        .current_dir(sh::root().join("tests/e2e"))
        .env(engine.variable, browser);
    e2e::counted(command, "results/engines.json")
}

/// Firefox needs no display; WebKitGTK gets one of its own, which nobody sees.
fn playwright(tools: &Tools, engine: &str) -> Command {
    let words = [
        "xvfb-run",
        "--auto-servernum",
        "node",
        "node_modules/@playwright/test/cli.js",
        "test",
        "--config",
        "engines/playwright.config.ts",
        "--project",
        engine,
    ];
    let words = match engine {
        "Firefox" => &words[2..],
        _ => &words[..],
    };
    tools.command(words[0], &words[1..])
}
