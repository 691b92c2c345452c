//! What several rooms do alike: ask until there is an answer, ask the rules as whoever is here, act,
//! and learn that it was carried out.

use crate::outbox::Form;
use crate::portal::Portal;
use casework::Who;
use contract::case::Case;
use contract::problem::Kind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ui::outbox::Status;

/// What was asked for: not here yet, here, or refused.
pub type Asked<T> = RwSignal<Option<Result<T, Kind>>>;

/// Asks until there is an answer or the page is left. What was there before stands meanwhile.
pub fn ask<T: DeserializeOwned + Send + Sync + 'static>(path: String, into: Asked<T>) {
    spawn_local(async move {
        loop {
            match http::get::<T>(&path).await {
                Ok(found) => return drop(into.try_set(Some(Ok(found)))),
                Err(Failure::Problem(p)) if is_final(p.status) => {
                    return drop(into.try_set(Some(Err(p.kind))));
                }
                Err(_) => platform::sleep(1000).await,
            }
            if into.try_with_untracked(|_| ()).is_none() {
                return;
            }
        }
    });
}

/// Whether asking again could not change the answer.
pub fn is_final(status: u16) -> bool {
    (400..500).contains(&status) && !matches!(status, 401 | 408 | 429)
}

/// Whoever is here, as far as the rules of these rooms look at them. Money is not approved here.
pub fn me(portal: Portal, case: &Case) -> Who {
    portal.session.with_value(|s| Who::Owner {
        id: s.person.clone(),
        role: s.role,
        owner: case.owner.clone(),
        name: s.name.clone(),
        vehicles: Vec::new(),
        approves: false,
    })
}

/// Does something with a case: kept like everything typed, and on its way.
pub fn act(portal: Portal, form: Form, body: &impl Serialize) {
    let body = serde_json::to_value(body).ok();
    portal.outbox.edit(&form, |draft| draft.body = body);
    portal.outbox.send(form);
}

/// Runs `then` when what was on its way has been carried out. The case is fetched again, since a
/// live stream may be down at that moment.
pub fn when_done(portal: Portal, form: Form, then: impl Fn() + 'static) {
    Effect::new(move |before: Option<bool>| {
        let sealed = portal.outbox.is_sealed(&form);
        let idle = untrack(|| portal.outbox.status(&form)) == Status::Idle;
        if before == Some(true) && !sealed && idle {
            portal.file.reload();
            then();
        }
        sealed
    });
}
