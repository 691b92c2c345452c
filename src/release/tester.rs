//! What a tester chooses: a channel to follow, or one release to stay on.

use super::section::Releases;
use contract::release::{ReleaseChoice, ReleaseChoices, STABLE};
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

/// Two lists to choose from. What is chosen is looked for at once, and waits like any other release.
#[component]
pub fn Tester(choice: ReleaseChoices) -> impl IntoView {
    let releases = expect_context::<Releases>();
    let w = expect_context::<Words>();
    let ReleaseChoices {
        channels,
        releases: all,
        chosen,
    } = choice;
    let puts = move |choice: ReleaseChoice| releases.puts("/agent/release/choice", choice);
    let on = chosen.channel.clone().unwrap_or_else(|| STABLE.to_owned());
    let pinned = chosen
        .counter
        .map_or_else(String::new, |counter| counter.to_string());
    let (kept_channel, kept_counter) = (chosen.channel, chosen.counter);
    let follow = move |event| {
        let channel = Some(event_target_value(&event));
        puts(ReleaseChoice {
            channel,
            counter: kept_counter,
        });
    };
    let stay = move |event| {
        let counter = event_target_value(&event).parse().ok();
        puts(ReleaseChoice {
            channel: kept_channel.clone(),
            counter,
        });
    };
    let channel = |name: String| view! { <option value=name.clone() selected=name == on>{name.clone()}</option> };
    let release = |facts: contract::release::ReleaseFacts| {
        let counter = facts.counter.to_string();
        view! { <option value=counter.clone() selected=counter == pinned>{facts.version}</option> }
    };
    view! {
        <div class="release-tester">
            <h3>{w.say(k::RELEASE_TESTER)}</h3>
            <p>
                <label for="release-channel">{w.say(k::RELEASE_CHANNEL)}</label>
                <select id="release-channel" on:change=follow>
                    {channels.into_iter().map(channel).collect_view()}
                </select>
            </p>
            <p>
                <label for="release-pin">{w.say(k::RELEASE_PIN)}</label>
                <select id="release-pin" on:change=stay>
                    <option value="">{w.say(k::RELEASE_ROLLOUT)}</option>
                    {all.into_iter().map(release).collect_view()}
                </select>
            </p>
        </div>
    }
}
