//! A fault that came back: the report names the earlier case, and no second diagnosis fee is charged.

use super::car::change_car;
use crate::outbox::Form;
use crate::path;
use crate::portal::Portal;
use crate::ui::Show;
use contract::id::CaseId;
use i18n::k;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The earlier case, from the address `?repeat=` or from the draft; and the way to part from it.
#[component]
pub fn Repeat(
    /// Whether the report is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        let id = query.with(|q| q.get("repeat"));
        id.and_then(|id| CaseId::parse(&id).ok())
    });
    // Once for each address, and once more when the list tells which car it was.
    let known = Memo::new(move |_| {
        let id = wanted.get()?;
        let cases = portal.cases.get().unwrap_or_default();
        let vin = cases.into_iter().find(|c| c.id == id).and_then(|c| c.vin);
        Some((id, vin))
    });
    Effect::new(move || {
        let Some((id, vin)) = known.get() else {
            return;
        };
        outbox.edit(&Form::Report, |draft| {
            if vin.is_some() && draft.vin != vin {
                change_car(draft, vin);
            }
            draft.repeat_of = Some(id);
        });
    });
    let named = Memo::new(move |_| outbox.draft(&Form::Report).repeat_of);
    let navigate = use_navigate();
    let part = Callback::new(move |()| {
        outbox.edit(&Form::Report, |draft| draft.repeat_of = None);
        if wanted.get_untracked().is_some() {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(path::REPORT, replace);
        }
    });
    let number = move || named.get().map(|id| id.number()).unwrap_or_default();
    view! {
        <Show when=move || named.get().is_some()>
            <section class="sheet notice" role="status">
                <p>{move || w.tf(k::REPORT_REPEAT, &[("number", &number())])}</p>
                <p class="acts">
                    <button
                        type="button"
                        class="btn quiet"
                        disabled=sealed
                        on:click=move |_| part.run(())
                    >
                        {w.say(k::REPORT_REPEAT_NOT)}
                    </button>
                </p>
            </section>
        </Show>
    }
}
