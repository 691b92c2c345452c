//! What the maker's record says of the owner's cars.

use crate::portal::Portal;
use contract::vehicle::VehicleRecord;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::ask::last_until_answered;

/// The records of all cars; `None` until they are here. A car that nothing is known of is left out.
pub fn records(portal: Portal) -> RwSignal<Option<Vec<VehicleRecord>>> {
    let into = RwSignal::new(None);
    let cars = portal.session.with_value(|s| s.vehicles.clone());
    if cars.is_empty() {
        into.set(Some(Vec::new()));
    }
    let found = StoredValue::new(vec![None::<Option<VehicleRecord>>; cars.len()]);
    for (at, car) in cars.into_iter().enumerate() {
        spawn_local(async move {
            let path = format!("/vehicles/{}", car.vin.as_str());
            let wanted = || into.try_with_untracked(|_| ()).is_some();
            let tell = |answer: Result<VehicleRecord, _>| {
                found.update_value(|found| found[at] = Some(answer.ok()));
                let all: Option<Vec<_>> = found.with_value(|found| found.iter().cloned().collect());
                if let Some(all) = all {
                    into.set(Some(all.into_iter().flatten().collect()));
                }
            };
            last_until_answered(&path, wanted, tell).await;
        });
    }
    into
}
