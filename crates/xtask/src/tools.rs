//! trunk, wasm-bindgen, wasm-opt and geckodriver in the versions that the project pins, the fastest way that works.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, sh};

const TRUNK: &str = "0.22.1";
const GECKODRIVER: &str = "0.37.1";
/// The npm package that carries wasm-opt; Debian's own is from 2022 and too old for what rustc emits.
const BINARYEN: &str = "132";
const OLDEST_WASM_OPT: u32 = 120;

/// Where the tools are, as a PATH for the programs that call them.
pub struct Tools {
    path: OsString,
    /// The version of wasm-opt, or `None` where bundles are built without it.
    pub wasm_opt: Option<u32>,
}

impl Tools {
    /// The command, from the repository's root, finding these tools before any others.
    pub fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = sh::command(program, args);
        command.env("PATH", &self.path);
        command
    }
}

/// The folder for what this project gets for itself. It is not in the repository.
fn folder() -> PathBuf {
    sh::root().join(".tools")
}

/// Finds every tool, and gets those that are missing.
pub fn ensure() -> Outcome<Tools> {
    let bindgen = locked("wasm-bindgen")?;
    crate_tool(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &bindgen,
        &["wasm-bindgen-test-runner"],
    )?;
    crate_tool("trunk", "trunk", TRUNK, &[])?;
    // Hundreds of megabytes that nothing reads again, once both are built.
    let _ = fs::remove_dir_all(folder().join("build"));

    let wasm_opt = wasm_opt();
    if wasm_opt.is_none() {
        println!(
            "There is no wasm-opt, and npm could not get it: the bundles are built without it, a little larger."
        );
    }
    let mut folders = vec![folder().join("cargo/bin"), node_bin()];
    let system = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&system));
    let path = std::env::join_paths(folders).map_err(|e| format!("PATH cannot be set: {e}."))?;
    Ok(Tools { path, wasm_opt })
}

/// Finds the driver of Firefox, or gets it. No package of Debian has it.
pub fn geckodriver() -> Outcome {
    crate_tool("geckodriver", "geckodriver", GECKODRIVER, &[])?;
    let _ = fs::remove_dir_all(folder().join("build"));
    Ok(())
}

/// A tool from crates.io, in exactly this version, with the `others` that come in the same package.
fn crate_tool(name: &str, package: &str, version: &str, others: &[&str]) -> Outcome {
    let ours = folder().join("cargo/bin");
    let fits = |program: &Path| {
        sh::ask(sh::command(program, &["--version"]))
            .is_some_and(|said| said.split_whitespace().nth(1) == Some(version))
    };
    let all_fit = |place: &Path| {
        std::iter::once(&name)
            .chain(others)
            .all(|tool| fits(&place.join(tool)))
    };
    if all_fit(Path::new("")) || all_fit(&ours) {
        return Ok(());
    }
    let root = folder().join("cargo");
    let root = root.to_string_lossy();
    if sh::ask(sh::cargo(&["binstall", "-V"])).is_some() {
        println!("Getting {name} {version} with cargo-binstall");
        let exact = format!("{package}@{version}");
        let got = sh::run(sh::cargo(&[
            "binstall",
            "--no-confirm",
            "--root",
            &root,
            &exact,
        ]));
        if got.is_ok() && all_fit(&ours) {
            return Ok(());
        }
    }
    println!("Building {name} {version}: two to six minutes, once");
    let mut args = vec![
        "install",
        "--force",
        "--root",
        &root,
        "--version",
        version,
        package,
    ];
    let bindgen = package == "wasm-bindgen-cli";
    if !bindgen {
        // wasm-bindgen-cli's own lock names a version that the registry does not have.
        args.push("--locked");
    }
    // The others only start programs and talk to them; wasm-bindgen itself reads megabytes.
    let level = if bindgen { "1" } else { "0" };
    let mut command = sh::cargo(&args);
    command
        .env("CARGO_TARGET_DIR", folder().join("build"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    sh::run(command)?;
    match all_fit(&ours) {
        true => Ok(()),
        false => Err(format!(
            "{name} was built but does not say that it is {version}."
        )),
    }
}

/// The version of a usable wasm-opt: the one on PATH, ours, or ours after npm has brought it.
fn wasm_opt() -> Option<u32> {
    let ours = node_bin().join("wasm-opt");
    let found = || version_of(Path::new("wasm-opt")).or_else(|| version_of(&ours));
    if let Some(version) = found() {
        return Some(version);
    }
    println!("Getting wasm-opt with npm");
    let prefix = folder().join("node");
    fs::create_dir_all(&prefix).ok()?;
    let exact = format!("binaryen@{BINARYEN}");
    let prefix = prefix.to_string_lossy();
    sh::run(sh::command(
        "npm",
        &[
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            &prefix,
            &exact,
        ],
    ))
    .ok()?;
    found()
}

/// `wasm-opt version 132 (version_132)`, unless it is too old.
fn version_of(program: &Path) -> Option<u32> {
    let said = sh::ask(sh::command(program, &["--version"]))?;
    let version = said.split_whitespace().nth(2)?.parse().ok()?;
    (version >= OLDEST_WASM_OPT).then_some(version)
}

fn node_bin() -> PathBuf {
    folder().join("node/node_modules/.bin")
}

/// The version of a crate in Cargo.lock.
fn locked(name: &str) -> Outcome<String> {
    let lock = fs::read_to_string(sh::root().join("Cargo.lock"))
        .map_err(|e| format!("Cargo.lock: {e}."))?;
    let head = format!("name = \"{name}\"\nversion = \"");
    let version = lock
        .split_once(&head)
        .and_then(|(_, rest)| rest.split_once('"'));
    version
        .map(|(version, _)| version.to_owned())
        .ok_or_else(|| format!("Cargo.lock names no {name}."))
}
