//! Photos and videos: of a report before it is sent, and of a case.
//!
//! Map: [`choose`] takes files and makes them ready; [`picked`] shows those of a report; [`gallery`] those of a case,
//! with what is on its way. The outbox carries them (`Form::Photo`), after their report.

mod choose;
mod gallery;
mod picked;

pub use choose::{Chooser, FIELD, Readying};
pub use gallery::Gallery;
pub use picked::Picked;

use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::keep;

/// The address of a file that this browser keeps, once it is found; empty until then, and where it is gone.
fn kept(name: String) -> Signal<String> {
    let address = RwSignal::new(String::new());
    let held = StoredValue::new_local(None);
    spawn_local(async move {
        let found = keep::get(&name).await.and_then(|bytes| bytes.address());
        if let Some(found) = found {
            let said = found.as_str().to_owned();
            // Where the page was left meanwhile, it is given back at once.
            if held.try_set_value(Some(found)).is_none() {
                address.try_set(said);
            }
        }
    });
    address.into()
}
