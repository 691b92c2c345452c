//! What a page has shown of a case needs no telling: the server hears of it, and a notification that says it goes away.

use crate::drive::car;
use crate::portal::Portal;
use contract::case::Case;
use contract::command::DriveState;
use contract::notice::Seen;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::{device, http, push};

/// Says how far a case was shown, each time that goes on while somebody can see it, and when they come back to it.
pub fn seen(case: Memo<Case>) {
    let portal = Portal::here();
    if portal.session.with_value(|s| s.car.is_some()) {
        return;
    }
    let at = Memo::new(move |_| case.with(|c| (c.id.clone(), c.seq)));
    let said = StoredValue::new(None::<u32>);
    Effect::new(move || {
        portal.back.track();
        let (id, seq) = at.get();
        let open = matches!(car::state(), DriveState::None | DriveState::Parked);
        if !open || device::hidden() {
            return;
        }
        spawn_local(push::close(id.to_string()));
        let told = portal.session.with_value(|s| s.told);
        if !told || said.get_value() >= Some(seq) {
            return;
        }
        said.set_value(Some(seq));
        spawn_local(async move {
            let path = format!("/cases/{id}/seen");
            if http::put::<()>(&path, &Seen { seq }).await.is_err() {
                said.try_set_value(None);
            }
        });
    });
}
