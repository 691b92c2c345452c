//! Every chore of the project: `cargo xtask run`, `build`, `test`, `bench`, `chaos`, and the steps that they are made of.
//!
//! Each chore is a module. They share [`sh`], which runs other programs; a [`Fault`] is a sentence for the
//! person at the terminal.

mod bench;
mod browser;
mod bundle;
mod check;
mod compress;
mod fingerprint;
#[path = "../../i18n/pack.rs"]
mod pack;
mod pictures;
mod release;
mod serve;
mod sh;
mod tools;

use std::process::ExitCode;

/// What went wrong, as a sentence for the person at the terminal.
type Fault = String;

/// The outcome of a step.
type Outcome<T = ()> = Result<T, Fault>;

const HELP: &str = "\
The project's chores. Each does what it needs first; a second time it does only what changed.

    cargo xtask <command>

Commands
    run [options of the server]
                  Gets the tools that are missing, builds the portal, the desk, the server and the companion,
                  and starts it on 127.0.0.1:8080 (or the next free port) with demo people, whose data is
                  kept in target/demo-data, and a car for the testers' bench. What follows is handed to `servicelane serve`; `--data` and `--listen`
                  there replace these two. Ctrl-C ends it.
    build         Makes target/release/servicelane, one program with the portal and the desk inside.
    test [parts] [-- options of Playwright]
                  Everything that must hold. The last line counts. Parts, all of them when none is named:
                    static   format, the locales, and clippy with warnings denied on host and wasm32
                    rules    Rust's tests of every crate but the server
                    routes   the server's tests, on a real database and a real port, and a minute of chaos
                    web      wasm tests of the portal's and the desk's parts in a real browser
                    e2e      journeys in a real browser against the release bundle
                    engines  one whole journey each in WebKitGTK and in Firefox, where installed; with CI
                             set, they are installed and must be there
                  For one journey: cargo xtask test e2e -- --grep \"fifty taps\"
    bench [parts] [--write]
                  How fast and how small it is, on this machine as it is now. Prints a table and keeps the
                  figures in target/bench.json; with --write the table of docs/BENCHMARKS.md too. Parts, all
                  of them when none is named:
                    server   requests a second and their latencies, memory, start, live streams (Linux)
                    assets   bytes of each file of the bundles, raw and brotli
                    browser  first paint, usable, and a message's way from the desk to the owner's page
                    table    nothing: the table of what was measured last
    chaos [--seed N] [--minutes M]
                  Owners and desks over a line that loses, doubles and delays, to a server that is killed
                  every few seconds; then whether each command that was answered was carried out once, and
                  whether every page shows what the server has. A minute of it is in `test`.
    pictures [screen] [--surface S] [--theme T] [--lang L] [--resume]
                  Pictures of every screen on every surface, in every theme and language, and a contact
                  sheet of them in target/pictures/. More: cargo xtask pictures --help

Steps that the commands above take by themselves
    tools         trunk, wasm-bindgen and wasm-opt: from PATH where the version fits, else into .tools/.
    bundle        dist/, desk/dist/ and bench/dist/: wasm, locales, and a .br beside every file that shrinks.
    prepare       The tools, the bundles compiled, and in CI the driver of Firefox: what `test` begins with,
                  while its lints compile.

Options
    -h, --help    This page.

Needed on the machine: rustup, a C compiler and Node 20 or newer. The tests in a browser use the system's
Chromium and its driver; as root on Debian they are installed. CHROMIUM and CHROMEDRIVER may name others.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run", rest @ ..] => serve::run(rest),
        [] | ["help", ..] => help(),
        ["pictures", rest @ ..] => pictures::main(rest),
        [.., "-h" | "--help"] => help(),
        ["test", rest @ ..] => return check::main(rest),
        ["bench", rest @ ..] => bench::main(rest),
        ["chaos", rest @ ..] => check::chaos(rest),
        ["build"] => serve::build().map(drop),
        ["tools"] => tools::ensure().map(drop),
        ["bundle"] => tools::ensure().and_then(|tools| bundle::both(&tools)),
        ["prepare"] => check::prepare(),
        ["build" | "tools" | "bundle" | "prepare", extra, ..] => Err(format!(
            "`{extra}` is not understood here. `cargo xtask --help` says what is."
        )),
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

fn help() -> Outcome {
    print!("{HELP}");
    Ok(())
}
