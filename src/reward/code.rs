//! The ticket: the code, large and in groups, what it is worth, until when and where it is taken; or that it was.

use super::pick::{Off, name};
use crate::account::heard;
use crate::appointment::say::date;
use crate::portal::Portal;
use crate::ui::{Amount, Mark, Tick, icon};
use contract::reward::{Pick, Reward, RewardView};
use i18n::k;
use leptos::prelude::*;

/// Until when it is taken; or when it was, or that it is too late.
pub fn until(portal: Portal, reward: &Reward) -> String {
    let w = portal.words;
    let (key, at) = match reward.redeemed_at {
        Some(at) => (k::REWARD_REDEEMED, at),
        None if late(portal, reward) => (k::REWARD_EXPIRED, reward.expires),
        None => (k::REWARD_UNTIL, reward.expires),
    };
    let zone = platform::intl::local_zone();
    let day = zone.map(|zone| date(w, at, &zone)).unwrap_or_default();
    w.tf(key, &[("day", &day)])
}

/// Whether nobody takes it any more.
fn late(portal: Portal, reward: &Reward) -> bool {
    reward.expires <= portal.now.get()
}

/// What was chosen.
#[component]
pub fn Code(
    /// The articles, and the code.
    view: RewardView,
    /// What was chosen.
    reward: Reward,
    /// It was chosen a moment ago, here: it comes in along the lane.
    fresh: bool,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let value = reward.value;
    let used = reward.redeemed_at.is_some();
    let groups = groups(view.code.as_deref().unwrap_or_default());
    let heard = heard(&groups.join(" "));
    let what = match reward.pick.clone() {
        Pick::Discount => view! {
            <h2>
                <Off amount=value />
            </h2>
        }
        .into_any(),
        Pick::Article(id) => {
            let article = view.articles.into_iter().find(|a| a.id == id);
            let called = move || article.as_ref().map_or_else(|| id.clone(), |a| name(w, a));
            view! {
                <h2>{move || called()}</h2>
                <p>
                    {w.say(k::REWARD_VALUE)} " " <Amount money=value />
                </p>
            }
            .into_any()
        }
    };
    let reward = StoredValue::new(reward);
    let over = Memo::new(move |_| used || reward.with_value(|r| late(portal, r)));
    let shape = move || match (used, over.get()) {
        (true, _) => Some(view! { <Tick /> }.into_any()),
        (_, true) => Some(view! { <Mark /> }.into_any()),
        _ => None,
    };
    view! {
        <section class="ticket" class:over=over class:fresh=fresh>
            <div class="stub">
                {icon("gift")}
                <div>{what}</div>
            </div>
            <div class="torn">
                <h3>{w.say(k::REWARD_CODE)}</h3>
                <p class="code" class:used=over translate="no" aria-hidden="true">
                    {groups.into_iter().map(|group| view! { <span>{group}</span> " " }).collect_view()}
                </p>
                <p class="unseen" translate="no">
                    {heard}
                </p>
                <p class="until">
                    {move || shape()} <b>{move || reward.with_value(|r| until(portal, r))}</b>
                </p>
                {move || (!over.get()).then(|| view! { <p class="quiet-words">{w.t(k::REWARD_HOW)}</p> })}
            </div>
        </section>
    }
}

/// In fours, to be read and typed.
fn groups(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().filter(char::is_ascii_alphanumeric).collect();
    letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect()
}
