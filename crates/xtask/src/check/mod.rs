//! `cargo xtask test`: everything that must hold, counted.
//!
//! A step that fails does not stop the others. The very last line is the count, and nothing else.

mod rust;
mod tally;

use std::process::ExitCode;

use tally::Tally;

const PARTS: [&str; 3] = ["static", "rules", "routes"];

/// Runs the named parts, or all of them, and ends with the line that counts.
pub fn main(parts: &[&str]) -> ExitCode {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        eprintln!(
            "There is no part `{unknown}`. The parts are: {}.",
            PARTS.join(", ")
        );
        return ExitCode::FAILURE;
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);

    let mut tally = Tally::default();
    if wanted("static") {
        rust::format(&mut tally);
        rust::lint_host(&mut tally);
    }
    rust::tests(&mut tally, wanted("rules"), wanted("routes"));
    tally.close()
}
