//! When a page gives way to the release that waits.

use contract::command::DriveState;
use contract::release::NextRelease;
use contract::time::Timestamp;

/// So long nobody has touched the screen, in milliseconds.
pub const IDLE: f64 = 60_000.0;

/// What the page looks like at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The time.
    pub now: Timestamp,
    /// What the car is doing.
    pub drive: DriveState,
    /// How long nobody has touched the screen, in milliseconds.
    pub idle: f64,
    /// Something is half-typed, or waits for an answer.
    pub half_typed: bool,
}

/// Whether it may be now: in Park, with nobody at the screen and nothing half-typed, and not before its owner wants it.
pub fn may_switch(next: &NextRelease, look: Look) -> bool {
    let due = next.postponed.is_none_or(|until| until <= look.now);
    due && look.drive == DriveState::Parked && look.idle >= IDLE && !look.half_typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_way_in_park_to_nobodys_loss() {
        let next = |postponed: Option<i64>| NextRelease {
            facts: Default::default(),
            since: Timestamp(0),
            postponed: postponed.map(Timestamp),
        };
        let calm = Look {
            now: Timestamp(1000),
            drive: DriveState::Parked,
            idle: IDLE,
            half_typed: false,
        };
        for (postponed, look, may) in [
            (None, calm, true),
            (Some(1000), calm, true),
            (Some(1001), calm, false),
            (
                None,
                Look {
                    drive: DriveState::Idling,
                    ..calm
                },
                false,
            ),
            (
                None,
                Look {
                    drive: DriveState::Moving,
                    ..calm
                },
                false,
            ),
            (
                None,
                Look {
                    drive: DriveState::Unknown,
                    ..calm
                },
                false,
            ),
            (
                None,
                Look {
                    idle: IDLE - 1.0,
                    ..calm
                },
                false,
            ),
            (
                None,
                Look {
                    half_typed: true,
                    ..calm
                },
                false,
            ),
        ] {
            assert_eq!(
                may_switch(&next(postponed), look),
                may,
                "{postponed:?} {look:?}"
            );
        }
    }
}
