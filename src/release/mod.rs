//! The portal's own release, on a car's screen: its companion keeps it new (docs/OTA.md), and this is what its owner sees
//! of that.
//!
//! [`follow`] tells the companion that the page has started, hears what waits, and gives way to it when nobody minds;
//! [`switch`] decides when that is; [`section`] shows it on the account page, with [`tester`] for those who may choose.

mod follow;
mod section;
mod switch;
mod tester;

pub use follow::{follow, started};
pub use section::{ReleaseSection, Releases};
pub use switch::{IDLE, Look, may_switch};
