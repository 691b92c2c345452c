//! Every chore of the project: `cargo xtask run`, `build`, `test`.
//!
//! Each chore is a module. They share [`sh`], which runs other programs, and [`Fault`], a sentence
//! for the person at the terminal.

mod check;
mod sh;

use std::process::ExitCode;

/// What went wrong, as a sentence for the person at the terminal.
type Fault = String;

/// The outcome of a step.
type Outcome<T = ()> = Result<T, Fault>;

const HELP: &str = "\
The project's chores.

    cargo xtask <command>

Commands
    test [part]   Everything that must hold: format, lints, rules, routes, wasm tests and journeys in a real
                  browser. The last line counts. Parts: static, rules, routes, web, e2e.

Options
    -h, --help    This page.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["-h" | "--help" | "help", ..] => {
            print!("{HELP}");
            Ok(())
        }
        ["test", "-h" | "--help"] => {
            print!("{HELP}");
            Ok(())
        }
        ["test", parts @ ..] => return check::main(parts),
        [other, ..] => Err(format!(
            "There is no command `{other}`. `cargo xtask --help` lists them."
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
