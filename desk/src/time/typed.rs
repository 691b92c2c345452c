//! Times as `<input type="datetime-local">` has them, by the clock of a centre.

use contract::time::{Timestamp, Zone};
use platform::intl;
use platform::wall::Wall;

/// What such a field shows of an instant; nothing of none.
pub fn wall(zone: &Zone, at: Option<Timestamp>) -> String {
    let wall = at.map(|at| Wall::at(at, |at| intl::offset(at, zone)));
    wall.map_or_else(String::new, |wall| wall.to_string())
}

/// The instant that is meant; none while the field is not whole.
pub fn instant(zone: &Zone, typed: &str) -> Option<Timestamp> {
    Wall::parse(typed).map(|wall| wall.instant(|at| intl::offset(at, zone)))
}
