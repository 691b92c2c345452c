//! The figures as a table of Markdown, and its place in docs/BENCHMARKS.md.

mod browser;

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::{Outcome, sh};

const BEGIN: &str = "<!-- figures: begin -->";
const END: &str = "<!-- figures: end -->";

/// Everything that was measured; a part that was not is said to be missing.
pub fn of(all: &Value) -> String {
    let mut out = String::new();
    for name in ["server", "assets", "browser"] {
        let part = &all[name];
        let _ = writeln!(out, "### {}\n", heading(name));
        if part.is_null() {
            let _ = writeln!(out, "Not measured yet.\n");
            continue;
        }
        let _ = writeln!(
            out,
            "{}, commit {}, {} cores, load average {} before.\n",
            text(&part["taken"]),
            text(&part["commit"]),
            all["cores"],
            part["busy"]
        );
        out.push_str("| what | measured | goal |\n|---|---|---|\n");
        let mut rows = Rows(&mut out);
        match name {
            "server" => server(&mut rows, part),
            "assets" => assets(&mut rows, part),
            _ => browser::rows(&mut rows, part),
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Puts the table between its marks.
pub fn write(table: &str) -> Outcome {
    let file = sh::root().join("docs/BENCHMARKS.md");
    let fault = |e: std::io::Error| format!("{}: {e}.", file.display());
    let page = fs::read_to_string(&file).map_err(fault)?;
    let page =
        put(&page, table).ok_or_else(|| format!("{} lacks its table's marks.", file.display()))?;
    fs::write(&file, page).map_err(fault)
}

/// The page with this table between its marks; `None` where it lacks them.
fn put(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{table}\n\n{END}{after}"))
}

struct Rows<'a>(&'a mut String);

impl Rows<'_> {
    fn row(&mut self, what: &str, measured: String, goal: &str) {
        let _ = writeln!(self.0, "| {what} | {measured} | {goal} |");
    }
}

fn heading(part: &str) -> &'static str {
    match part {
        "server" => "The server",
        "assets" => "Bytes",
        _ => "In a browser",
    }
}

fn server(rows: &mut Rows<'_>, s: &Value) {
    let floor = |nth: usize| {
        s["sqlite_full_per_second"][nth]
            .as_f64()
            .unwrap_or_default()
    };
    let creates = s["creates"]["per_second"].as_f64().unwrap_or_default();
    let ratio = creates * 2.0 / (floor(0) + floor(1)).max(1.0);
    rows.row(
        "Creates of a case, each flushed to the disk before its answer",
        throughput(&s["creates"]),
        "above bare SQLite",
    );
    rows.row(
        "Bare SQLite in one process, one row to a commit, flushed (FULL)",
        format!(
            "{}/s before the creates, {}/s after; creates are {ratio:.2} of the mean",
            floor(0),
            floor(1)
        ),
        "",
    );
    rows.row("Reads of one case", throughput(&s["reads"]), "");
    rows.row(
        &format!("Lists of 25, {} bytes", s["lists"]["body_bytes"]),
        throughput(&s["lists"]),
        "",
    );
    rows.row(
        "From the start to the first `200` of `/readyz`",
        format!("{} ms", s["start_ms"]),
        "50 ms",
    );
    let mib = |kib: &Value| kib.as_f64().unwrap_or_default() / 1024.0;
    rows.row(
        "Memory when idle (RSS), and after all of the above",
        format!(
            "{:.1} MiB, {:.1} MiB",
            mib(&s["idle_kib"]),
            mib(&s["loaded_kib"])
        ),
        "20 MB idle",
    );
    let streams = &s["streams"];
    rows.row(
        &format!("Memory for each of {} idle streams", streams["count"]),
        format!("{} KiB", streams["kib_each"]),
        "10 KB",
    );
    rows.row(
        &format!(
            "One update to all {}, from its request to the last",
            streams["count"]
        ),
        latency(&streams["to_all"]),
        "76 to 86 ms for 10,000 (nchan, 2 workers)",
    );
    let message = &s["message"];
    rows.row(
        &format!(
            "A desk's message, from its request to an owner's stream, {} of them",
            message["count"]
        ),
        latency(message),
        "",
    );
}

fn assets(rows: &mut Rows<'_>, a: &Value) {
    for (bundle, goal) in [("portal", "150 KB"), ("desk", "")] {
        let kb = a[bundle]["first_visit_brotli"].as_f64().unwrap_or_default() / 1000.0;
        rows.row(
            &format!("**The {bundle}: page, JS, wasm and one language**"),
            format!("**{kb:.1} KB brotli**"),
            goal,
        );
        for file in a[bundle]["files"].as_array().into_iter().flatten() {
            let measured = format!("{} raw, {} brotli", file["raw"], file["brotli"]);
            rows.row(
                &format!("{bundle}: `{}`", text(&file["name"])),
                measured,
                "",
            );
        }
    }
}

fn throughput(figures: &Value) -> String {
    format!(
        "{}/s, {} over {} connections",
        figures["per_second"].as_f64().unwrap_or_default(),
        latency(figures),
        figures["connections"]
    )
}

fn latency(figures: &Value) -> String {
    format!("p50 {} ms, p99 {} ms", figures["p50_ms"], figures["p99_ms"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_table_replaces_the_one_before_and_nothing_around_it() {
        let page = format!("above\n{BEGIN}\nold\n{END}\nbelow\n");
        let once = put(&page, "new").unwrap_or_default();
        assert_eq!(once, format!("above\n{BEGIN}\n\nnew\n\n{END}\nbelow\n"));
        assert_eq!(put(&once, "new"), Some(once.clone()));
        assert_eq!(put("no marks", "new"), None);
    }

    #[test]
    fn what_was_not_measured_is_said_to_be_missing() {
        let files = json!([{ "name": "a.js", "raw": 2000, "brotli": 900 }]);
        let bundle = json!({ "files": files, "first_visit_brotli": 900 });
        let assets = json!({ "portal": bundle, "desk": bundle, "taken": "then", "commit": "abc", "busy": 0.5 });
        let table = of(&json!({ "assets": assets, "cores": 2 }));
        assert_eq!(table.matches("Not measured yet.").count(), 2, "{table}");
        assert!(
            table.contains("| portal: `a.js` | 2000 raw, 900 brotli |  |"),
            "{table}"
        );
        assert!(!table.contains("null"), "{table}");
    }
}
