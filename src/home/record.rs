//! What the maker's record says of the owner's cars.

use crate::portal::Portal;
use contract::vehicle::VehicleRecord;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::ask::until_answered;

/// The records of all cars; `None` until they are here. A car that nothing is known of is left out.
pub fn records(portal: Portal) -> RwSignal<Option<Vec<VehicleRecord>>> {
    let into = RwSignal::new(None);
    let cars = portal.session.with_value(|s| s.vehicles.clone());
    spawn_local(async move {
        let mut found = Vec::new();
        let wanted = || into.try_with_untracked(|_| ()).is_some();
        for car in cars {
            let path = format!("/vehicles/{}", car.vin.as_str());
            match until_answered::<VehicleRecord>(&path, wanted).await {
                Some(answer) => found.extend(answer),
                None => return,
            }
        }
        into.set(Some(found));
    });
    into
}
