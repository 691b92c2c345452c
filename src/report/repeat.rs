//! A fault that came back: the report names the earlier case, and no second diagnosis fee is charged.

use super::car::change_car;
use super::talk::Talk;
use crate::path;
use crate::ui::Show;
use contract::id::CaseId;
use i18n::k;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The earlier case, from the address `?repeat=` or from the draft; and the way to part from it.
#[component]
pub fn Repeat(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let (portal, w, slip) = (talk.portal, talk.w, talk.slip);
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        let id = query.with(|q| q.get("repeat"));
        id.and_then(|id| CaseId::parse(&id).ok())
    });
    // Once for each address, and once more when the list tells which car it was.
    let known = Memo::new(move |_| {
        let id = wanted.get()?;
        let cases = portal.cases.get();
        let listed = cases.is_some();
        let mut cases = cases.into_iter().flatten();
        let vin = cases.find(|c| c.id == id).and_then(|c| c.vin);
        Some((id, vin, listed))
    });
    let navigate = use_navigate();
    Effect::new(move || {
        let Some((id, vin, listed)) = known.get() else {
            return;
        };
        slip.edit(|draft| {
            if vin.is_some() && draft.vin != vin {
                change_car(draft, vin);
            }
            draft.repeat_of = Some(id);
        });
        // From here on the draft says it: whoever parts from it does not find it again on the way back.
        if listed {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(path::REPORT, replace);
        }
    });
    let named = Memo::new(move |_| slip.draft().repeat_of);
    let number = move || named.get().map(|id| id.number()).unwrap_or_default();
    view! {
        <Show when=move || named.get().is_some()>
            <div class="repeat" role="status">
                <p>{move || w.tf(k::REPORT_REPEAT, &[("number", &number())])}</p>
                <p class="acts">
                    <button
                        type="button"
                        class="btn quiet"
                        disabled=slip.sealed
                        on:click=move |_| slip.edit(|draft| draft.repeat_of = None)
                    >
                        {w.say(k::REPORT_REPEAT_NOT)}
                    </button>
                </p>
            </div>
        </Show>
    }
}
