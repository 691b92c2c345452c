//! Counts by kind, the table, and the last line.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::sh::spent;
use crate::{Fault, Outcome};

/// What one runner said about its tests.
#[derive(Clone, Copy, Default)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    /// A single check.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        }
    }

    /// The sum of every `test result:` line that Rust's test runner printed, here or in a browser.
    pub fn from_rust(text: &str) -> Self {
        let mut count = Self::default();
        for line in text.lines().filter(|l| l.contains("test result: ")) {
            count.passed += number_before(line, " passed");
            count.failed += number_before(line, " failed");
        }
        count
    }

    /// What Playwright's report counts, with what kept it from a test altogether.
    pub fn from_playwright(report: &Value) -> Self {
        let number = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
        let errors = report["errors"].as_array().map_or(0, Vec::len) as u64;
        Self {
            passed: number("expected"),
            // A journey that holds only at a second try does not hold.
            failed: number("unexpected") + number("flaky") + errors,
        }
    }
}

fn number_before(line: &str, word: &str) -> u64 {
    let Some(end) = line.find(word) else { return 0 };
    let digits = line[..end].rsplit(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|d| d.parse().ok()).unwrap_or(0)
}

struct Row {
    kind: &'static str,
    name: String,
    count: Count,
    time: Duration,
}

/// Every step that ran, and what did not hold.
#[derive(Default)]
pub struct Tally {
    rows: Vec<Row>,
    faults: Vec<Fault>,
    notes: Vec<String>,
}

impl Tally {
    /// Runs one step under its name. A step that cannot run counts as one failure, with its reason.
    pub fn step(
        &mut self,
        kind: &'static str,
        name: &str,
        step: impl FnOnce() -> Outcome<Count>,
    ) -> bool {
        println!("\n── {name}");
        let started = Instant::now();
        let count = step().unwrap_or_else(|fault| {
            eprintln!("{fault}");
            self.faults.push(format!("{name}: {fault}"));
            Count::one(false)
        });
        let time = started.elapsed();
        println!(
            "── {name}: {} passed, {} failed, {}",
            count.passed,
            count.failed,
            spent(time)
        );
        self.rows.push(Row {
            kind,
            name: name.to_owned(),
            count,
            time,
        });
        count.failed == 0
    }

    /// Keeps a sentence for the end: something that counts neither way and should not be overlooked.
    pub fn note(&mut self, sentence: String) {
        println!("\n{sentence}");
        self.notes.push(sentence);
    }

    /// Prepares something. It counts only when it fails, since then something else could not run.
    pub fn set_up<T>(&mut self, name: &str, step: impl FnOnce() -> Outcome<T>) -> Option<T> {
        let mut made = None;
        self.step("set-up", name, || {
            made = Some(step()?);
            Ok(Count::default())
        });
        made
    }

    /// Prints every step, the sums by kind and, alone on the last line, the count.
    pub fn close(self) -> ExitCode {
        heading("step");
        let told = |row: &&Row| row.count.passed + row.count.failed > 0 || row.kind == "set-up";
        for row in self.rows.iter().filter(told) {
            line(row.kind, &row.name, row.count, row.time);
        }
        heading("steps");
        let mut all = Count::default();
        for kind in [
            "set-up", "static", "rules", "routes", "web", "e2e", "engines",
        ] {
            let rows: Vec<&Row> = self.rows.iter().filter(|row| row.kind == kind).collect();
            let count = Count {
                passed: rows.iter().map(|row| row.count.passed).sum(),
                failed: rows.iter().map(|row| row.count.failed).sum(),
            };
            if !rows.is_empty() {
                let time = rows.iter().map(|row| row.time).sum();
                line(kind, &rows.len().to_string(), count, time);
            }
            all.passed += count.passed;
            all.failed += count.failed;
        }
        println!();
        for sentence in self.notes.iter().chain(&self.faults) {
            println!("{sentence}");
        }
        println!("{} passed, {} failed", all.passed, all.failed);
        match all.failed == 0 && all.passed > 0 {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

fn heading(what: &str) {
    println!(
        "\n{:<7} {what:<42} {:>6} {:>6} {:>12}",
        "kind", "passed", "failed", "time"
    );
}

fn line(kind: &str, name: &str, count: Count, time: Duration) {
    let Count { passed, failed } = count;
    println!(
        "{kind:<7} {name:<42} {passed:>6} {failed:>6} {:>12}",
        spent(time)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_line_is_counted() {
        let text = "test a ... ok\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            noise: 7 passed\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        let count = Count::from_rust(text);
        assert_eq!((count.passed, count.failed), (15, 2));
    }

    #[test]
    fn a_second_try_and_a_file_that_does_not_load_are_failures() {
        let report = serde_json::json!({
            "stats": {"expected": 4, "unexpected": 1, "flaky": 2, "skipped": 5},
            "errors": [{"message": "SyntaxError"}],
        });
        let count = Count::from_playwright(&report);
        assert_eq!((count.passed, count.failed), (4, 4));
    }
}
