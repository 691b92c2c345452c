//! What was measured in a browser, row by row, beside what TARGETS names.

use super::{Rows, latency, text};
use serde_json::Value;

/// A tap's paint, CPU slowed six times: what is typical, and the worst; in ms.
const TAP: (f64, f64) = (112.0, 136.0);
/// Longest frame of a page that scrolls, in ms.
const FRAME: f64 = 50.0;

/// The rows of the part.
pub fn rows(rows: &mut Rows<'_>, b: &Value) {
    for visit in list(&b["visits"]).iter().chain(list(&b["starts"])) {
        let measured = format!(
            "first paint {} ms, first contentful paint {} ms, usable {} ms",
            visit["first_paint_ms"], visit["first_contentful_paint_ms"], visit["usable_ms"]
        );
        rows.row(text(&visit["what"]), measured, text(&visit["goal"]));
    }
    let shown = &b["shown"];
    rows.row(
        &format!(
            "A desk's message until the owner's page shows it, {} of them, from its answer",
            shown["count"]
        ),
        latency(&shown["answered"]),
        "50 ms at p99",
    );
    rows.row("The same from its request", latency(&shown["sent"]), "");
    taps(rows, &b["taps"]);
    shifts(rows, &b["shifts"]);
    long_case(rows, &b["long_case"]);
    lock(rows, &b["lock"]);
}

fn lock(rows: &mut Rows<'_>, lock: &Value) {
    if lock.is_null() {
        return;
    }
    rows.row(
        &format!(
            "From a signal's change to the lock painted, CPU slowed 6x, {} of them",
            lock["rounds"]
        ),
        format!(
            "p50 {} ms, p95 {} ms, worst {} ms",
            lock["p50_ms"], lock["p95_ms"], lock["worst_ms"]
        ),
        "100 ms at p95",
    );
}

fn taps(rows: &mut Rows<'_>, taps: &Value) {
    if taps.is_null() {
        return;
    }
    let (typical, worst) = TAP;
    let goal = format!("{typical} ms, worst {worst} ms");
    let mut tap = |what: &str, t: &Value, bold: &str, goal: &str| {
        let ratio = |name: &str, goal: f64| t[name].as_f64().unwrap_or_default() / goal;
        let measured = format!(
            "{bold}{} ms, worst {} ms{bold}: {:.2} and {:.2} of the goal; what was asked for shows after {} ms, worst {} ms",
            t["painted_ms"],
            t["painted_worst_ms"],
            ratio("painted_ms", typical),
            ratio("painted_worst_ms", worst),
            t["answered_ms"],
            t["answered_worst_ms"]
        );
        let what = format!(
            "{bold}A tap until the next paint, phone, CPU slowed 6x: {what}{bold}, {} of them",
            t["count"]
        );
        rows.row(&what, measured, goal);
    };
    let (all, floor) = (&taps["all"], &taps["floor"]);
    tap(text(&all["what"]), all, "**", &goal);
    for each in list(&taps["each"]) {
        tap(text(&each["what"]), each, "", &goal);
    }
    tap(text(&floor["what"]), floor, "", "110 ms, worst 128 ms");
}

fn shifts(rows: &mut Rows<'_>, pages: &Value) {
    for page in list(pages) {
        let whats = list(&page["shifts"]).iter().map(|shift| {
            let first = shift["what"][0].as_str().unwrap_or("something gone");
            format!("{} ms `{}`", shift["at"], first.replace(['|', '`'], " "))
        });
        let whats: Vec<String> = whats.collect();
        let measured = match whats.is_empty() {
            true => "0".to_owned(),
            false => format!("{}: {}", page["sum"], whats.join("; ")),
        };
        let what = format!(
            "Layout shift after the first content, slow 4G, CPU slowed 6x: {}",
            text(&page["what"])
        );
        rows.row(&what, measured, "0");
    }
}

fn long_case(rows: &mut Rows<'_>, case: &Value) {
    if case.is_null() {
        return;
    }
    let what = text(&case["what"]);
    rows.row(
        &format!("{what}, until a message can be written"),
        format!(
            "{} ms, first contentful paint {} ms",
            case["usable_ms"], case["first_contentful_paint_ms"]
        ),
        "",
    );
    let mut frames = |what: String, frames: &Value| {
        let longest = frames["longest_ms"].as_f64().unwrap_or_default();
        let measured = format!(
            "longest frame {longest} ms, {:.2} of the goal; {} of {} over {FRAME} ms",
            longest / FRAME,
            frames["over_50"],
            frames["count"]
        );
        rows.row(&what, measured, &format!("no frame over {FRAME} ms"));
    };
    frames(
        format!("The same, scrolled to its end, {} pixels", case["height"]),
        &case["scroll"],
    );
    if !case["older"].is_null() {
        frames(
            "The same, its history turned back by a page, scrolled to its end".to_owned(),
            &case["older"],
        );
    }
    let seconds = case["still"]["for_ms"].as_f64().unwrap_or_default() / 1000.0;
    frames(
        format!("The same, left alone for {seconds} s"),
        &case["still"],
    );
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn table(part: &Value) -> String {
        let mut out = String::new();
        rows(&mut Rows(&mut out), part);
        out
    }

    #[test]
    fn a_tap_stands_beside_its_goal_with_the_ratio() {
        let tap = json!({
            "what": "open details", "count": 10, "painted_ms": 56, "painted_worst_ms": 272, "answered_ms": 60,
            "answered_worst_ms": 280,
        });
        let table =
            table(&json!({ "taps": { "each": [tap.clone()], "all": tap.clone(), "floor": tap } }));
        assert!(
            table.contains(
                "open details, 10 of them | 56 ms, worst 272 ms: 0.50 and 2.00 of the goal;"
            ),
            "{table}"
        );
    }

    #[test]
    fn a_shift_is_named_by_what_moved_and_a_still_page_is_0() {
        let shift =
            json!({ "value": 0.1, "at": 900, "what": ["p.acts \"a | b\" 0,0 1x1 -> 0,9 1x1"] });
        let moved = json!({ "what": "Home", "sum": 0.1, "shifts": [shift] });
        let still = json!({ "what": "report", "sum": 0, "shifts": [] });
        let table = table(&json!({ "shifts": [moved, still] }));
        assert!(
            table.contains("Home | 0.1: 900 ms `p.acts \"a   b\""),
            "{table}"
        );
        assert!(table.contains("report | 0 | 0 |"), "{table}");
    }
}
