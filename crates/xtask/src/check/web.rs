//! Tests that are compiled to wasm: the portal's parts, mounted in a real browser, and the front ends'
//! own small tests.

use serde_json::json;

use super::tally::Tally;
use super::{counted, rust};
use crate::browser::Browser;
use crate::tools::Tools;
use crate::{Fault, Outcome, sh};

/// Runs what is compiled to wasm: parts mounted in Chromium (those under tests/web say that they need
/// it), and the small tests beside the code, which need no page, in Node.
pub fn tests(tally: &mut Tally, tools: &Tools, browser: &Browser) {
    tally.step("web", "wasm, in Chromium and in Node", || {
        let mut args = vec!["test"];
        args.extend(rust::IN_BROWSERS);
        args.extend(
            rust::FOR_BROWSERS
                .iter()
                .flat_map(|name| ["--package", name]),
        );
        args.extend(["--lib", "--bins", "--test", "web"]);
        let mut command = rust::linting(tools.command("cargo", &args));
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
