//! Format, lints and Rust's own tests, on the host.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::counted;
use super::tally::{Count, Tally};
use crate::{Outcome, sh};

/// Packages that only a browser runs: the host neither lints nor tests them, which saves it from
/// compiling what they stand on a second time.
pub const FOR_BROWSERS: [&str; 5] = ["portal", "desk", "bench", "ui", "platform"];

/// How their tests are compiled.
pub const IN_BROWSERS: [&str; 4] = [
    "--target",
    "wasm32-unknown-unknown",
    "--profile",
    "wasm-test",
];

/// `--workspace`, but for those.
fn on_the_host() -> impl Iterator<Item = &'static str> {
    let others = FOR_BROWSERS.iter().flat_map(|name| ["--exclude", name]);
    std::iter::once("--workspace").chain(others)
}

/// Is every file as rustfmt would write it?
pub fn format(tally: &mut Tally) {
    tally.step("static", "format", || {
        let well = sh::run(sh::cargo(&["fmt", "--all", "--check", "--", "-l"])).is_ok();
        if !well {
            println!("These files are not as `cargo fmt --all` writes them.");
        }
        Ok(Count::one(well))
    });
}

/// Clippy in the compiler's place, every warning an error: what is linted is what is then run, and the libraries
/// are compiled once. `cargo clippy` would read them all a second time, which took seven minutes from nothing.
pub fn linting(mut command: Command) -> Command {
    command
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        .env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
    command
}

/// Clippy on everything that the host runs.
pub fn lint_host(tally: &mut Tally) {
    tally.step("static", "lints, host", || {
        let mut args = vec!["build", "--release"];
        args.extend(on_the_host());
        args.extend(["--all-targets", "--keep-going"]);
        Ok(Count::one(sh::run(linting(sh::cargo(&args))).is_ok()))
    });
}

/// Clippy on what a browser runs, as wasm32 compiles it.
pub fn lint_wasm(tally: &mut Tally) {
    tally.step("static", "lints, wasm32", || {
        let mut args = vec!["build"];
        args.extend(IN_BROWSERS);
        args.extend(FOR_BROWSERS.iter().flat_map(|name| ["--package", name]));
        args.extend(["--all-targets", "--keep-going"]);
        Ok(Count::one(sh::run(linting(sh::cargo(&args))).is_ok()))
    });
}

/// The server around the bundles, for the journeys. It is built as the tests were, in their company, so that nothing
/// is compiled a second time but the program itself: what the tests need of a library (`tower`, `idna`) would make
/// another one of it, and clippy in the compiler's place another one of ours.
pub fn server() -> Outcome {
    let mut args = vec!["build", "--release"];
    args.extend(on_the_host());
    args.extend(["--bins", "--tests"]);
    sh::run(linting(sh::cargo(&args)))
}

/// A compiled test program and the package that it tests.
struct Program {
    package: String,
    folder: PathBuf,
    target: String,
    path: PathBuf,
}

/// Builds every test of the host once, for all packages together, then runs each program under its package's kind: the
/// server's and those that run it are routes, all others are rules.
pub fn tests(tally: &mut Tally, rules: bool, routes: bool) {
    if !rules && !routes {
        return;
    }
    let mut programs = Vec::new();
    tally.set_up("building the tests", || build(&mut programs));
    programs.sort_by(|a, b| (&a.package, &a.target).cmp(&(&b.package, &b.target)));
    for program in programs {
        let (kind, wanted) = match program.package.as_str() {
            "server" | "chaos" => ("routes", routes),
            _ => ("rules", rules),
        };
        if wanted {
            let name = format!("{} · {}", program.package, program.target);
            tally.step(kind, &name, || run(&program));
        }
    }
    if rules {
        tally.step("rules", "examples in the documentation", || {
            let mut args = vec!["test", "--doc", "--release"];
            args.extend(on_the_host());
            counted(linting(sh::cargo(&args)))
        });
    }
}

fn run(program: &Program) -> Outcome<Count> {
    let mut command = sh::command(&program.path, &[]);
    command
        .current_dir(&program.folder)
        .env("CARGO_MANIFEST_DIR", &program.folder);
    counted(command)
}

/// Builds what `cargo test --release` would (the program that ships is made of the same libraries, so they are
/// compiled once), as far as it compiles, and notes the programs that cargo says it built.
fn build(programs: &mut Vec<Program>) -> Outcome {
    let mut args = vec!["build"];
    args.extend(on_the_host());
    args.extend([
        "--release",
        "--tests",
        "--keep-going",
        "--message-format=json-render-diagnostics",
    ]);
    println!("  $ cargo {}", args.join(" "));
    let mut command = linting(sh::cargo(&args));
    command.stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(|e| e.to_string())?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        programs.extend(program(line));
    }
    if output.status.success() {
        return Ok(());
    }
    Err("Not every test compiles; the compiler's words are above.".into())
}

/// The test program in one of cargo's messages.
fn program(message: &str) -> Option<Program> {
    let message: Value = serde_json::from_str(message).ok()?;
    if message["profile"]["test"] != true {
        return None;
    }
    let path = PathBuf::from(message["executable"].as_str()?);
    let folder = Path::new(message["manifest_path"].as_str()?)
        .parent()?
        .to_path_buf();
    // A package is named as its folder, but for the one at the root.
    let package = match folder == sh::root() {
        true => "portal".to_owned(),
        false => folder.file_name()?.to_string_lossy().into_owned(),
    };
    let target = message["target"]["name"].as_str()?.to_owned();
    Some(Program {
        package,
        folder,
        target,
        path,
    })
}
