//! What the maker's record says of the owner's cars.

use crate::portal::Portal;
use contract::vehicle::VehicleRecord;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use ui::outbox::is_final;

/// The records of all cars; `None` until they are here. A car that nothing is known of is left out.
pub fn records(portal: Portal) -> RwSignal<Option<Vec<VehicleRecord>>> {
    let into = RwSignal::new(None);
    let cars = portal.session.with_value(|s| s.vehicles.clone());
    spawn_local(async move {
        let mut found = Vec::new();
        for car in cars {
            let path = format!("/vehicles/{}", car.vin.as_str());
            loop {
                match http::get::<VehicleRecord>(&path).await {
                    Ok(record) => {
                        found.push(record);
                        break;
                    }
                    Err(Failure::Problem(p)) if is_final(&p) => break,
                    Err(_) => platform::sleep(2000).await,
                }
                if into.try_with_untracked(|_| ()).is_none() {
                    return;
                }
            }
        }
        let _ = into.try_set(Some(found));
    });
    into
}
