//! The page: a sentence, what waits, open recalls before anyone reports, the cases.

use super::foremost::Foremost;
use super::recalled::Recalled;
use super::record::records;
use super::row::Row;
use super::waiting::{self, Waiting};
use crate::parts::Title;
use crate::path;
use crate::portal::Portal;
use crate::say::{self, Sentence};
use crate::ui::{For, Lane, Show, Skeleton};
use contract::vehicle::Recall;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// An open recall and the car it is open for.
type Open = (String, Recall);

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let records = records(portal);
    let recalls = Memo::new(move |_| {
        let records = records.get().unwrap_or_default().into_iter();
        let open = records.flat_map(|record| {
            let vin = String::from(record.vin);
            let open = record.recalls.into_iter().filter(|r| r.open);
            open.map(move |recall| (vin.clone(), recall))
        });
        open.collect::<Vec<Open>>()
    });
    let foremost = Memo::new(move |_| portal.foremost());
    let sentence = Signal::derive(move || match (portal.cases.get(), foremost.get()) {
        (None, _) => Sentence {
            first: w.t(k::HOME_LOADING),
            second: String::new(),
        },
        (_, Some(case)) => say::of_case(portal, &case),
        (_, None) => recalls.with(|r| nothing_or_recall(portal, r)),
    });
    Effect::new(move || platform::page::title(&w.t(k::HOME_TITLE)));
    let cases = move || portal.cases.get().unwrap_or_default();
    // One thing to touch next: what waits, else the way to report.
    let report = move || match waiting::any(portal) {
        true => "btn quiet",
        false => "btn",
    };
    view! {
        <div class="top">
            <Title say=sentence />
        </div>
        {move || {
            foremost.get().map(|case| view! { <Lane stage=Signal::stored(case.stage) /> })
        }}
        <Show
            when=move || portal.cases.with(Option::is_some)
            fallback=move || view! { <Skeleton say=Signal::stored(String::new()) /> }
        >
            <Waiting />
            {move || foremost.get().map(|case| view! { <Foremost case /> })}
            <p class="acts">
                <A href=path::REPORT attr:class=report>
                    {w.say(k::HOME_REPORT)}
                </A>
            </p>
        </Show>
        <Show when=move || !cases().is_empty()>
            <section class="cases">
                <h2>{w.say(k::HOME_CASES)}</h2>
                <ul role="list">
                    <For each=cases key=|c| format!("{} {}", c.id, c.seq) let(case)>
                        <Row case />
                    </For>
                </ul>
            </section>
        </Show>
        // After the cases: the cars' records come later, and must not move what is being read.
        <For
            each=move || recalls.get()
            key=|(vin, recall)| format!("{vin} {}", recall.campaign.number)
            let((vin, recall))
        >
            <Recalled vin recall />
        </For>
    }
}

/// Without an open case: nothing is wrong, unless a recall is open.
fn nothing_or_recall(portal: Portal, recalls: &[Open]) -> Sentence {
    let w = portal.words;
    let Some((vin, recall)) = recalls.first() else {
        return Sentence::of(w, k::HOME_NONE, k::HOME_NONE_NEXT);
    };
    let car = portal.nickname(Some(vin)).unwrap_or_default();
    let next = match recall.campaign.park_it {
        true => k::RECALL_PARK_IT,
        false => k::HOME_RECALL_NEXT,
    };
    Sentence {
        first: w.tf(k::HOME_RECALL, &[("car", &car)]),
        second: w.t(next),
    }
}
