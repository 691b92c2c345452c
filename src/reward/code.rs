//! The code, large and in groups, what it is worth and until when; or that it was used.

use super::pick::name;
use crate::appointment::say::date;
use crate::portal::Portal;
use contract::reward::{Pick, Reward, RewardView};
use i18n::k;
use leptos::prelude::*;

/// Until when it is taken; or when it was, or that it is too late.
pub fn until(portal: Portal, reward: &Reward) -> String {
    let w = portal.words;
    let (key, at) = match reward.redeemed_at {
        Some(at) => (k::REWARD_REDEEMED, at),
        None if reward.expires <= portal.now.get() => (k::REWARD_EXPIRED, reward.expires),
        None => (k::REWARD_UNTIL, reward.expires),
    };
    let zone = platform::intl::local_zone();
    let day = zone.map(|zone| date(w, at, &zone)).unwrap_or_default();
    w.tf(key, &[("day", &day)])
}

/// What was chosen.
#[component]
pub fn Code(
    /// The articles, and the code.
    view: RewardView,
    /// What was chosen.
    reward: Reward,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let value = reward.value;
    let used = reward.redeemed_at.is_some();
    let groups = groups(view.code.as_deref().unwrap_or_default());
    let (articles, pick) = (view.articles, reward.pick.clone());
    let what = move || match &pick {
        Pick::Discount => w.tf(k::REWARD_OFF, &[("amount", &w.money(value))]),
        Pick::Article(id) => {
            let article = articles.iter().find(|a| a.id == *id);
            article.map_or_else(|| id.clone(), |a| name(w, a))
        }
    };
    view! {
        <section class="sheet reward">
            <h2>{move || what()}</h2>
            <p class="code" class:used=used translate="no">
                {groups.into_iter().map(|group| view! { <span>{group}</span> " " }).collect_view()}
            </p>
            <dl class="facts">
                <dt>{w.say(k::REWARD_VALUE)}</dt>
                <dd>
                    <b>{move || w.money(value)}</b>
                </dd>
                <dt>{w.say(k::REWARD_WHEN)}</dt>
                <dd>
                    <b>{move || until(portal, &reward)}</b>
                </dd>
            </dl>
            {(!used).then(|| view! { <p>{w.say(k::REWARD_HOW)}</p> })}
        </section>
    }
}

/// In fours, to be read out and typed.
fn groups(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().filter(char::is_ascii_alphanumeric).collect();
    letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect()
}
