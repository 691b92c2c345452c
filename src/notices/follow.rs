//! Notices are written in the language and sent by the clock of whoever gets them: when one of the two changes here, the
//! server is told.

use crate::portal::Portal;
use contract::notice::{Notices, Wishes};
use contract::time::Zone;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::{http, intl, store, worker};

/// What this browser told the server last: `de Europe/Berlin`. Somebody's other browser may tell it something else; only
/// a change here counts.
const TOLD: &str = "notices-as";

/// Nothing wanted, in the language and by the clock of here.
pub fn fresh(portal: Portal) -> Wishes {
    let utc = || Zone::try_from("UTC".to_owned()).expect("UTC is a zone's name");
    let zone = intl::local_zone().unwrap_or_else(utc);
    Wishes::none(zone, portal.words.lang.get_untracked().code())
}

fn written(wishes: &Wishes) -> String {
    format!("{} {}", wishes.lang, wishes.zone.as_str())
}

/// The server has taken what somebody wants.
pub fn took(portal: Portal, wishes: Option<&Wishes>) {
    let Some(wishes) = wishes else { return };
    portal
        .session
        .try_update_value(|session| session.told = wishes.any());
    store::write(TOLD, &written(wishes));
    // The session that is kept has an older word.
    worker::keep();
}

/// Tells the server of a change of language or clock, for as long as the session lasts.
pub fn follow(portal: Portal) {
    Effect::new(move || {
        portal.words.lang.track();
        let told = portal.session.with_value(|s| s.told && s.car.is_none());
        let now = written(&fresh(portal));
        match store::read(TOLD) {
            _ if !told => {}
            None => store::write(TOLD, &now),
            Some(before) if before == now => {}
            Some(_) => spawn_local(tell(portal)),
        }
    });
}

async fn tell(portal: Portal) {
    let Ok(Notices {
        wishes: Some(mut wishes),
        ..
    }) = http::get("/notices").await
    else {
        return;
    };
    let Wishes { zone, lang, .. } = fresh(portal);
    (wishes.zone, wishes.lang) = (zone, lang);
    // Where that does not arrive, it is told when the portal is opened next.
    if let Ok(now) = http::put::<Notices>("/notices", &wishes).await {
        took(portal, now.wishes.as_ref());
    }
}
