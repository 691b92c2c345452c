//! What a signal did over the last hours, as a small line: drawn where there is enough to see, and said in words for
//! whoever does not see it.

use super::reading::number;
use contract::vehicle::Signal as Said;
use leptos::prelude::*;

/// The least that is worth a line: so many readings over so many ms.
const LEAST: (usize, i64) = (3, 1_800_000);
/// The drawing's own units.
const WIDE: f64 = 300.0;
const HIGH: f64 = 64.0;
/// Room above and below, for the line's own breadth and its last point.
const EDGE: f64 = 6.0;

/// Readings of one path, the oldest first: when, and what.
#[derive(Debug, Clone, PartialEq)]
pub struct Course(Vec<(i64, f64)>);

impl Course {
    /// Of the path that was said last; `None` where there is too little to see.
    pub fn of(said: &[Said]) -> Option<Self> {
        let path = &said.last()?.path;
        let same = said.iter().filter(|s| s.path == *path);
        let mut points: Vec<_> = same
            .filter_map(|s| Some((s.at.0, number(&s.value)?)))
            .collect();
        points.sort_by_key(|(at, _)| *at);
        let over = points.last()?.0 - points.first()?.0;
        (points.len() >= LEAST.0 && over >= LEAST.1).then_some(Self(points))
    }

    /// The first reading and the last.
    pub fn ends(&self) -> Option<[(i64, f64); 2]> {
        Some([*self.0.first()?, *self.0.last()?])
    }

    /// The points in the drawing. The line uses its height: what is to be seen is that it changes.
    fn points(&self) -> Vec<(f64, f64)> {
        let Some([(from, _), (to, _)]) = self.ends() else {
            return Vec::new();
        };
        let values = || self.0.iter().map(|(_, value)| *value);
        let (low, high) = (
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
        );
        let part = |value: f64| match high - low {
            0.0 => 0.5,
            span => (value - low) / span,
        };
        let place = |(at, value): &(i64, f64)| {
            let x = (at - from) as f64 / (to - from).max(1) as f64;
            let y = EDGE + (1.0 - part(*value)) * (HIGH - 2.0 * EDGE);
            (EDGE + x * (WIDE - 2.0 * EDGE), y)
        };
        self.0.iter().map(place).collect()
    }
}

/// The line.
pub fn chart(course: &Course, says: String) -> AnyView {
    let points = course.points();
    let line: String = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1} "))
        .collect();
    let (x, y) = points.last().copied().unwrap_or_default();
    let ground = format!("{EDGE},{HIGH} {line} {x:.1},{HIGH}");
    view! {
        <svg class="course" viewBox=format!("0 0 {WIDE} {HIGH}") role="img" aria-label=says>
            <polygon points=ground />
            <polyline points=line />
            <circle cx=x cy=y r="5" />
        </svg>
    }
    .into_any()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use contract::time::Timestamp;

    fn said(values: &[(i64, &str)]) -> Vec<Said> {
        let one = |(minutes, value): &(i64, &str)| Said {
            path: "Vehicle.Powertrain.Range".into(),
            value: (*value).into(),
            at: Timestamp(minutes * 60_000),
        };
        values.iter().map(one).collect()
    }

    #[test]
    fn a_line_goes_from_the_first_reading_to_the_last() {
        let course = Course::of(&said(&[(0, "131000"), (720, "96000"), (1440, "78000")]));
        let points = course.expect("enough to see").points();
        assert_eq!(points.first(), Some(&(EDGE, EDGE)));
        assert_eq!(points.last(), Some(&(WIDE - EDGE, HIGH - EDGE)));
    }

    #[test]
    fn too_little_is_no_line_and_no_change_is_a_level_one() {
        assert_eq!(Course::of(&said(&[(0, "1"), (720, "2")])), None);
        assert_eq!(Course::of(&said(&[(0, "1"), (1, "2"), (2, "3")])), None);
        assert_eq!(Course::of(&said(&[(0, "1"), (60, "NaN"), (90, "x")])), None);
        let level = Course::of(&said(&[(0, "5"), (30, "5"), (60, "5")])).expect("enough");
        assert!(level.points().iter().all(|(_, y)| *y == HIGH / 2.0));
    }
}
