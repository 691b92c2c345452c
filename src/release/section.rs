//! What the account page says of the portal itself: what runs, what is new, when it changes, and what went wrong.

use super::follow::switch;
use super::tester::Tester;
use crate::ui::Mark;
use contract::release::{AgentRelease, NextRelease, ReleaseFacts, ReleasePostponed, Trouble};
use contract::time::Timestamp;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http;
use serde::Serialize;
use ui::words::Words;

/// A day, in minutes.
const DAY: i64 = 24 * 60;
/// So long a release can be put off at one touch, in minutes.
const LATER: [(i64, Key); 2] = [(DAY, k::RELEASE_DAY), (7 * DAY, k::RELEASE_WEEK)];

/// What the companion said last; nothing outside a car.
#[derive(Clone, Copy)]
pub struct Releases {
    /// Its words.
    pub told: RwSignal<Option<AgentRelease>>,
    /// What was touched last was refused, or did not arrive.
    pub failed: RwSignal<bool>,
}

impl Releases {
    /// Nothing said yet; in the context.
    pub fn provide() -> Self {
        let releases = Self {
            told: RwSignal::new(None),
            failed: RwSignal::new(false),
        };
        provide_context(releases);
        releases
    }

    /// Tells the companion something, and hears what holds then.
    pub fn puts(self, path: &'static str, body: impl Serialize + 'static) {
        spawn_local(async move {
            match http::put::<Option<AgentRelease>>(path, &body).await {
                Ok(told) => {
                    self.failed.set(false);
                    self.told.set(told);
                }
                Err(_) => self.failed.set(true),
            }
        });
    }
}

/// The section; nothing where no companion says anything.
#[component]
pub fn ReleaseSection() -> impl IntoView {
    let releases = expect_context::<Releases>();
    move || releases.told.get().map(|told| view! { <Shown told /> })
}

#[component]
fn Shown(told: AgentRelease) -> impl IntoView {
    let releases = expect_context::<Releases>();
    let w = expect_context::<Words>();
    let AgentRelease {
        running,
        next,
        failed,
        looked,
        trouble,
        choice,
        ..
    } = told;
    let version = running.version.clone();
    let runs = move || w.tf(k::RELEASE_RUNS, &[("version", &version)]);
    let now = platform::now();
    let when = move || match looked {
        Some(at) => w.tf(k::RELEASE_LOOKED, &[("when", &w.relative(at, now))]),
        None => w.t(k::RELEASE_NOT_LOOKED),
    };
    let went = failed.map(|failed| {
        let (failed, running) = (failed.version, running.version.clone());
        let text = move || {
            w.tf(
                k::RELEASE_FAILED,
                &[("failed", &failed), ("version", &running)],
            )
        };
        view! { <p class="release-note">{text}</p> }
    });
    view! {
        <section class="release" aria-labelledby="release-title">
            <h2 id="release-title">{w.say(k::RELEASE_TITLE)}</h2>
            <div class="sheet">
                <p class="release-runs">
                    <b>{runs}</b>
                    <small>{when}</small>
                </p>
                {next.map(|next| view! { <Next next /> })}
                {went}
                {trouble.map(|trouble| view! { <p class="release-note">{w.say(said(trouble))}</p> })}
                <News facts=running />
                {choice.map(|choice| view! { <Tester choice /> })}
                <p class="fault" role="alert">
                    {move || releases.failed.get().then(|| view! { <Mark /> {w.t(k::RELEASE_NOT_DONE)} })}
                </p>
            </div>
        </section>
    }
}

/// What waits, when it comes, and the way to have it later or now.
#[component]
fn Next(next: NextRelease) -> impl IntoView {
    let releases = expect_context::<Releases>();
    let w = expect_context::<Words>();
    let NextRelease {
        facts, postponed, ..
    } = next;
    let (counter, version) = (facts.counter, facts.version.clone());
    let put_off = move |until: Option<Timestamp>| {
        releases.puts("/agent/release/postponed", ReleasePostponed { until })
    };
    let when = move || match postponed {
        Some(until) => w.tf(
            k::RELEASE_POSTPONED,
            &[("when", &w.relative(until, platform::now()))],
        ),
        None => w.t(k::RELEASE_WHEN),
    };
    let now = move |_| {
        spawn_local(async move { releases.failed.set(!switch(counter).await) });
    };
    let later = move || {
        LATER
            .into_iter()
            .map(|(minutes, label)| {
                let until = move || Some(platform::now().plus_minutes(minutes));
                view! {
                    <button type="button" class="btn quiet" on:click=move |_| put_off(until())>{w.say(label)}</button>
                }
            })
            .collect_view()
            .into_any()
    };
    let undo = move || {
        view! { <button type="button" class="btn quiet" on:click=move |_| put_off(None)>{w.say(k::RELEASE_UNDO)}</button> }.into_any()
    };
    view! {
        <div class="release-next">
            <h3>{move || w.tf(k::RELEASE_NEXT, &[("version", &version)])}</h3>
            <p>{when}</p>
            <News facts />
            <div class="actions">
                <button type="button" class="btn" on:click=now>{w.say(k::RELEASE_NOW)}</button>
                {if postponed.is_some() { undo() } else { later() }}
            </div>
        </div>
    }
}

/// What is new in a release, in the reader's language where it was written, else in English.
#[component]
fn News(facts: ReleaseFacts) -> impl IntoView {
    let w = expect_context::<Words>();
    let text = move || {
        let notes = &facts.notes;
        notes
            .get(w.lang.get().code())
            .or_else(|| notes.get("en"))
            .cloned()
    };
    move || {
        let text = text()?;
        Some(view! {
            <div class="release-news">
                <h4>{w.say(k::RELEASE_NEW)}</h4>
                <p>{text}</p>
            </div>
        })
    }
}

fn said(trouble: Trouble) -> Key {
    match trouble {
        Trouble::NotReached | Trouble::TooSlow => k::RELEASE_TROUBLE_LINE,
        Trouble::NotSigned
        | Trouble::Older
        | Trouble::TooLarge
        | Trouble::NotAsSigned
        | Trouble::NotUnderstood => k::RELEASE_TROUBLE_REFUSED,
        Trouble::Expired => k::RELEASE_TROUBLE_CLOCK,
        Trouble::NotForThisCar => k::RELEASE_TROUBLE_CAR,
        Trouble::NoSpace => k::RELEASE_TROUBLE_SPACE,
    }
}
