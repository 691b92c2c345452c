//! The two-step authorise: what is sent is said again, with its amount, before the button that sends it.

use super::{amount, fixed};
use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::{Amount, Deliberate};
use ui::words::Words;

/// The two steps, and the second one under way.
pub fn states(w: Words) -> Vec<State> {
    vec![
        (
            "touch the first, then the second: a double touch does not send",
            both(w),
        ),
        ("second step", second(w, false, Callback::new(|()| {}))),
        (
            "second step, under way",
            second(w, true, Callback::new(|()| {})),
        ),
    ]
}

fn both(w: Words) -> AnyView {
    let open = RwSignal::new(false);
    let sent = RwSignal::new(0);
    let act = Callback::new(move |()| sent.update(|n| *n += 1));
    view! {
        <p>
            <button class="btn" type="button" on:click=move |_| open.update(|open| *open = !*open)>
                {w.t(k::ESTIMATE_REVIEW)}
            </button>
        </p>
        {move || open.get().then(|| second(w, false, act))}
        <p lang="en" dir="ltr" role="status">
            {move || format!("sent: {}", sent.get())}
        </p>
    }
    .into_any()
}

fn second(w: Words, busy: bool, act: Callback<()>) -> AnyView {
    let sum = amount(16_200, "EUR");
    let label = w.tf(k::ESTIMATE_AUTHORISE, &[("amount", &w.money(sum))]);
    view! {
        <section class="sheet bill-review">
            <dl class="figures">
                <div>
                    <dt>{w.t(k::ESTIMATE_ADDED)}</dt>
                    <dd>
                        <Amount money=Signal::stored(sum) large=true />
                    </dd>
                </div>
            </dl>
            <p class="quiet-words">{w.t(k::ESTIMATE_RECORD)}</p>
            <div class="acts">
                <button class="btn quiet" type="button" disabled=busy>
                    {w.t(k::ESTIMATE_BACK)}
                </button>
                <Deliberate label=fixed(label) busy=Signal::stored(busy) act />
            </div>
        </section>
    }
    .into_any()
}
