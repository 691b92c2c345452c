//! wasm tests in a real browser: the portal's and the desk's parts, mounted.

use serde_json::{Value, json};

use super::counted;
use super::tally::Tally;
use crate::browser::Browser;
use crate::tools::Tools;
use crate::{Fault, Outcome, sh};

/// A package and the names of its tests that run in a browser: those under its `tests/web`.
pub fn targets() -> Vec<(String, Vec<String>)> {
    let said = sh::ask(sh::cargo(&["metadata", "--no-deps", "--format-version=1"]));
    let metadata: Value = said
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let in_a_browser = |target: &Value| {
        let path = target["src_path"]
            .as_str()
            .unwrap_or_default()
            .replace('\\', "/");
        path.contains("/tests/web")
    };
    let of_package = |package: &Value| {
        let targets = list(&package["targets"]);
        let tests: Vec<String> = targets
            .iter()
            .filter(|target| in_a_browser(target))
            .filter_map(|target| Some(target["name"].as_str()?.to_owned()))
            .collect();
        Some((package["name"].as_str()?.to_owned(), tests)).filter(|(_, tests)| !tests.is_empty())
    };
    list(&metadata["packages"])
        .iter()
        .filter_map(of_package)
        .collect()
}

/// Runs each of them with chromedriver.
pub fn tests(tally: &mut Tally, tools: &Tools, browser: &Browser) {
    for (package, names) in targets() {
        tally.step("web", &format!("{package} · in Chromium"), || {
            let mut args = vec![
                "test",
                "--target",
                "wasm32-unknown-unknown",
                "--package",
                &package,
            ];
            args.extend(names.iter().flat_map(|name| ["--test", name]));
            let mut command = tools.command("cargo", &args);
            command
                .env(
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                    "wasm-bindgen-test-runner",
                )
                .env("CHROMEDRIVER", &browser.driver)
                .env("RUST_BACKTRACE", "0")
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
                .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(browser)?);
            counted(command)
        });
    }
}

/// Which Chromium the driver starts, and how. The runner itself adds headless and, since it may be root, no
/// sandbox.
fn capabilities(browser: &Browser) -> Outcome<std::path::PathBuf> {
    let folder = sh::root().join("target/xtask");
    let file = folder.join("webdriver.json");
    let wanted = json!({"goog:chromeOptions": {
        "binary": browser.chromium,
        "args": ["window-size=1440,900", "no-first-run", "disable-background-networking", "disable-component-update",
                 "disable-sync", "disable-quic"],
    }});
    let fault =
        |e: std::io::Error| -> Fault { format!("{} cannot be written: {e}.", file.display()) };
    std::fs::create_dir_all(&folder).map_err(fault)?;
    std::fs::write(&file, wanted.to_string()).map_err(fault)?;
    Ok(file)
}
