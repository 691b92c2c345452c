//! When not: from and until, by the person's own clock.

use super::section::Switch;
use super::wanted::Wanted;
use crate::portal::Portal;
use crate::ui::Show;
use contract::notice::{DAY, Quiet};
use i18n::{Key, k};
use leptos::prelude::*;

/// From one time to the next that can be chosen, in minutes.
const STEP: u16 = 30;

/// Quiet hours.
#[component]
pub fn QuietHours(wanted: Wanted) -> impl IntoView {
    let quiet = Memo::new(move |_| wanted.wishes.with(|w| w.quiet));
    let on = Signal::derive(move || quiet.get().is_some());
    // Switched off and on again, they are what they were.
    let last = StoredValue::new(Quiet::default());
    let turn = Callback::new(move |on: bool| {
        if let Some(quiet) = quiet.get_untracked() {
            last.set_value(quiet);
        }
        wanted.wish(|w| w.quiet = on.then(|| last.get_value()));
    });
    view! {
        <div class="way">
            <Switch id="notices-quiet" name=k::NOTICES_QUIET about=k::NOTICES_QUIET_ABOUT on turn />
            <Show when=on>
                <div class="hours">
                    <Time wanted id="quiet-from" label=k::NOTICES_QUIET_FROM of=|q| &mut q.from />
                    <Time wanted id="quiet-to" label=k::NOTICES_QUIET_TO of=|q| &mut q.to />
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Time(
    wanted: Wanted,
    id: &'static str,
    label: Key,
    of: fn(&mut Quiet) -> &mut u16,
) -> impl IntoView {
    let w = Portal::here().words;
    let minute = move || {
        let mut quiet = wanted.wishes.with(|w| w.quiet).unwrap_or_default();
        *of(&mut quiet)
    };
    let now = untrack(minute);
    let odd = (now % STEP != 0).then_some(now);
    let all = (0..DAY).step_by(usize::from(STEP)).chain(odd);
    let options = all.map(|m| {
        view! { <option value=m>{format!("{:02}:{:02}", m / 60, m % 60)}</option> }
    });
    let chosen = move |event| {
        if let Ok(minute) = event_target_value(&event).parse() {
            wanted.wish(|w| *of(w.quiet.get_or_insert_default()) = minute);
        }
    };
    view! {
        <p>
            <label for=id>{w.say(label)}</label>
            <select id=id prop:value=move || minute().to_string() on:change=chosen>
                {options.collect_view()}
            </select>
        </p>
    }
}
