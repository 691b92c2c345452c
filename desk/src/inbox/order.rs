//! The order of the inbox, the same as the server's: whoever has waited longest for a word first.

use contract::case::{CaseSummary, Stage};
use contract::manager::Level;
use contract::time::Timestamp;

/// When somebody is or was owed a word: by the promise.
pub fn owed(row: &CaseSummary) -> Timestamp {
    row.due.unwrap_or(row.opened_at)
}

/// Puts open cases in order; ties by id, so that rows never jump about.
pub fn open(rows: &mut [CaseSummary]) {
    rows.sort_by(|a, b| owed(a).cmp(&owed(b)).then_with(|| a.id.cmp(&b.id)));
}

/// Puts closed cases in order, the newest first.
pub fn closed(rows: &mut [CaseSummary]) {
    rows.sort_by(|a, b| {
        let newest = b.changed_at.cmp(&a.changed_at);
        newest.then_with(|| a.id.cmp(&b.id))
    });
}

/// The open cases with an open dispute: those that wait for one's own level first, then by when the answer
/// is due.
pub fn disputed(rows: &[CaseSummary], level: Option<Level>) -> Vec<CaseSummary> {
    let disputed = rows.iter().filter(|r| r.disputed.is_some());
    let mut found: Vec<CaseSummary> = disputed.cloned().collect();
    found.sort_by(|a, b| {
        let key = |r: &CaseSummary| (!is_for(r, level), r.answer_by);
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    found
}

/// Whether a dispute of this case waits for a manager of this level.
pub fn is_for(row: &CaseSummary, level: Option<Level>) -> bool {
    level.is_some() && row.disputed == level
}

/// What the sentence over the inbox counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Promises that have passed.
    pub missed: u64,
    /// Reports nobody has accepted.
    pub waiting: u64,
    /// The next promise still ahead.
    pub next: Option<Timestamp>,
}

impl Tally {
    /// Of the open cases.
    pub fn of(rows: &[CaseSummary], now: Timestamp) -> Self {
        let mut tally = Self::default();
        for row in rows {
            match (row.stage, row.due) {
                (Stage::Reported, _) => tally.waiting += 1,
                (Stage::Closed, _) => {}
                (_, Some(due)) if due <= now => tally.missed += 1,
                (_, Some(due)) => {
                    tally.next = Some(tally.next.map_or(due, |n| n.min(due)));
                }
                _ => {}
            }
        }
        tally
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
pub(crate) mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use contract::command::Drivable;
    use contract::id::{CaseId, CentreId};

    /// A row with this id and stage, opened and due at these minutes.
    pub(crate) fn row(id: &str, stage: Stage, opened: i64, due: Option<i64>) -> CaseSummary {
        CaseSummary {
            id: CaseId::parse(id).expect("an id"),
            stage,
            headline: None,
            more: 0,
            drivable: Drivable::Yes,
            vin: None,
            owner_name: None,
            centre: CentreId::parse("c").expect("an id"),
            advisor: None,
            due: due.map(|m| Timestamp(m * 60_000)),
            missed: None,
            urgent: false,
            open_lines: 0,
            disputed: None,
            answer_by: None,
            visit: None,
            visit_kind: None,
            visit_minutes: None,
            survey_open: false,
            opened_at: Timestamp(opened * 60_000),
            changed_at: Timestamp(opened * 60_000),
            seq: 1,
        }
    }

    #[test]
    fn whoever_is_owed_a_word_longest_comes_first() {
        let mut rows = vec![
            row("later", Stage::Accepted, 0, Some(90)),
            row("young", Stage::Reported, 40, None),
            row("missed", Stage::Accepted, 0, Some(30)),
            row("old", Stage::Reported, 5, None),
            row("b", Stage::Accepted, 0, Some(60)),
            row("a", Stage::Accepted, 0, Some(60)),
        ];
        open(&mut rows);
        let ids: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["old", "missed", "young", "a", "b", "later"]);
        let tally = Tally::of(&rows, Timestamp(50 * 60_000));
        assert_eq!((tally.missed, tally.waiting), (1, 2));
        assert_eq!(tally.next, Some(Timestamp(60 * 60_000)));
    }

    #[test]
    fn the_docket_begins_with_what_waits_for_oneself() {
        let dispute = |id: &str, level: Level, by: i64| CaseSummary {
            disputed: Some(level),
            answer_by: Some(Timestamp(by)),
            ..row(id, Stage::Diagnosing, 0, Some(0))
        };
        let rows = [
            dispute("up", Level::Regional, 10),
            dispute("late", Level::Local, 90),
            row("quiet", Stage::Accepted, 0, Some(1)),
            dispute("soon", Level::Local, 20),
        ];
        let order = |level| {
            let found = disputed(&rows, level);
            let ids: Vec<String> = found.iter().map(|r| r.id.to_string()).collect();
            ids.join(" ")
        };
        assert_eq!(order(Some(Level::Local)), "soon late up");
        assert_eq!(order(Some(Level::Regional)), "up soon late");
        assert_eq!(order(None), "up soon late");
    }
}
