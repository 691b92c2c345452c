//! The case that matters most, on Home: by when one hears next, who has it, and the way to it. On the touchscreen it
//! is the glance card.

use crate::path;
use crate::portal::Portal;
use crate::ui::{Due, Show, face};
use contract::case::{CaseSummary, Stage};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// The card.
#[component]
pub fn Foremost(
    /// The case.
    case: CaseSummary,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let zone = StoredValue::new(portal.zone(&case.centre));
    let due = case.due.filter(|_| case.stage != Stage::Closed);
    let at = due.unwrap_or(Timestamp(0));
    let missed = Signal::derive(move || at <= portal.now.get());
    let label = move || crate::say::promised(w, missed.get());
    let car = portal.nickname(case.vin.as_deref());
    let centre = portal.centre(&case.centre).map(|c| c.name);
    let name = case.advisor.clone().or(centre.clone()).unwrap_or_default();
    view! {
        <section class="sheet glance" aria-label=w.say(k::GLANCE)>
            <Show when=move || due.is_some()>
                <Due
                    label=Signal::derive(label)
                    time=Signal::derive(move || zone.with_value(|z| w.moment(at, portal.today.get(), z)))
                    near=Signal::derive(move || w.relative(at, portal.now.get()))
                    over=Signal::stored(None)
                    missed
                />
            </Show>
            <div class="who">
                {face(&name)}
                <p>
                    <b>{name}</b>
                    <small>{car} " · " {case.headline.clone()}</small>
                </p>
            </div>
            <p class="acts">
                <A href=path::case(&case.id) attr:class="btn quiet">
                    {w.say(k::HOME_OPEN_CASE)}
                </A>
            </p>
        </section>
    }
}
