//! What every room of a case stands in: the case is opened by the URL, and until it is here, or where
//! it is not to be had, the page says so.

use crate::parts::{TITLE, Way};
use crate::path;
use crate::portal::Portal;
use crate::ui::Mark;
use contract::case::Case;
use contract::id::CaseId;
use i18n::k;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use platform::page;
use ui::file::State;

/// Opens the case of the URL and shows `room` with it.
#[component]
pub fn InCase(
    /// The room, once the case is here.
    room: fn(Memo<Case>) -> AnyView,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let params = use_params_map();
    Effect::new(move || {
        let id = params
            .with(|p| p.get("id"))
            .and_then(|id| CaseId::parse(&id).ok());
        portal.file.open(id);
    });
    let state = Memo::new(move |_| portal.file.state());
    // Whoever was led here stands on the heading of a page that is not here yet; its own takes over from it.
    let held = StoredValue::new(false);
    Effect::new(move || {
        if state.get() != State::Loading && held.get_value() {
            held.set_value(false);
            page::focus_soon(TITLE);
        }
    });
    view! {
        {move || match state.get() {
            State::Ready => open(portal).map_or_else(|| ().into_any(), room),
            State::Loading => {
                view! {
                    <div class="top">
                        <h1
                            id=TITLE
                            tabindex="-1"
                            aria-busy="true"
                            on:focus=move |_| held.set_value(true)
                        >
                            {w.say(k::CASE_LOADING)}
                        </h1>
                    </div>
                    <div class="lane" aria-hidden="true">
                        <span class="road"></span>
                    </div>
                }
                    .into_any()
            }
            State::Refused(kind) => {
                view! {
                    <div class="top">
                        <h1 id=TITLE tabindex="-1">
                            <Mark />
                            {move || w.problem(kind)}
                        </h1>
                    </div>
                    <Way to=path::HOME.into() label=k::GO_HOME />
                }
                    .into_any()
            }
        }}
    }
}

/// While a page is open the case is there; when it is left, the last one stands.
fn open(portal: Portal) -> Option<Memo<Case>> {
    let first = portal.file.case.get_untracked()?;
    Some(Memo::new(move |before: Option<&Case>| {
        let now = portal.file.case.get();
        now.or_else(|| before.cloned())
            .unwrap_or_else(|| first.clone())
    }))
}
