//! The page: a sentence, what waits, the cases.

use crate::parts::{Lane, Title};
use crate::path;
use crate::portal::Portal;
use crate::say::{self, Sentence};
use contract::case::{CaseSummary, Stage};
use contract::command::Drivable;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let foremost = Memo::new(move |_| portal.foremost());
    let sentence = Signal::derive(move || match (portal.cases.get(), foremost.get()) {
        (None, _) => Sentence {
            first: w.t(k::HOME_LOADING),
            second: String::new(),
        },
        (_, Some(case)) => say::of_case(portal, &case),
        (_, None) => Sentence {
            first: w.t(k::HOME_NONE),
            second: w.t(k::HOME_NONE_NEXT),
        },
    });
    Effect::new(move || platform::page::title(&w.t(k::HOME_TITLE)));
    let cases = move || portal.cases.get().unwrap_or_default();
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        {move || {
            foremost.get().map(|case| view! { <Lane stage=Signal::stored(case.stage) /> })
        }}
        <p class="acts">
            <A href=path::REPORT attr:class="btn">
                {move || w.t(k::HOME_REPORT)}
            </A>
            {move || {
                foremost
                    .get()
                    .map(|case| {
                        view! {
                            <A href=path::case(&case.id) attr:class="btn quiet">
                                {w.t(k::HOME_OPEN_CASE)}
                            </A>
                        }
                    })
            }}
        </p>
        <Show when=move || !cases().is_empty()>
            <section class="cases">
                <h2>{move || w.t(k::HOME_CASES)}</h2>
                <ul role="list">
                    <For each=cases key=|c| (c.id.clone(), c.seq) let(case)>
                        <Row case />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// One case in the list.
#[component]
fn Row(case: CaseSummary) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let href = path::case(&case.id);
    let stage = case.stage;
    let zone = portal.zone(&case.centre);
    let changed = case.changed_at;
    let unsafe_to_drive = case.drivable == Drivable::No && stage != Stage::Closed;
    let car = portal.nickname(case.vin.as_deref());
    view! {
        <li>
            <A href=href>
                <span class="badge" data-stage=stage.slug()>
                    {move || w.named("stage", stage.slug())}
                </span>
                <b>{case.headline.clone()}</b>
                <small>
                    {car} " · " {move || w.moment(changed, portal.now.get(), &zone)}
                    {(case.more > 0)
                        .then(|| {
                            let more = u64::from(case.more);
                            view! { " · " {move || w.tn(k::MORE_ONE, k::MORE_OTHER, more)} }
                        })}
                </small>
                {unsafe_to_drive
                    .then(|| view! { <span class="fault">{move || w.t(k::NOT_SAFE)}</span> })}
            </A>
        </li>
    }
}
