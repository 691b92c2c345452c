//! The dialog: a question before everything else. `?open=dialog` shows it from the start, for its picture.

use super::fixed;
use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use platform::page;
use portal::ui::Dialog;
use ui::words::Words;

/// The dialog behind its button.
pub fn states(w: Words) -> Vec<State> {
    let open = RwSignal::new(page::query("open").as_deref() == Some("dialog"));
    let shown = view! {
        <button class="btn quiet" type="button" on:click=move |_| open.set(true)>
            {w.t(k::VISIT_CANCEL)}
        </button>
        <Dialog id="ask" open title=fixed(w.t(k::VISIT_CANCEL))>
            <p>{w.t(k::VISIT_CANCEL_MEANS)}</p>
        </Dialog>
    };
    vec![("a touch opens it", shown.into_any())]
}
