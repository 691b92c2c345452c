//! The card on the case's page: the reward to choose, or its value and until when.

use super::again::Again;
use super::code::until;
use crate::home::ask::me;
use crate::path::{self, Room};
use crate::portal::Portal;
use casework::may;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// What the case's page shows of this room.
#[component]
pub fn RewardCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let way = path::room(&case.get_untracked().id, Room::Reward);
    let can = Memo::new(move |_| case.with(|c| may::claim(&me(portal, c), c).is_ok()));
    let claimed = Memo::new(move |_| case.with(|c| c.reward.clone()));
    let body = move || match claimed.get() {
        None => view! {
            <p>{w.say(k::REWARD_CARD)}</p>
            <p class="acts">
                <A href=way.clone() attr:class="btn">
                    {w.say(k::REWARD_CHOOSE)}
                </A>
            </p>
        }
        .into_any(),
        Some(reward) => {
            let value = reward.value;
            view! {
                <p class="big">
                    <b>{move || w.money(value)}</b>
                </p>
                <p>{move || until(portal, &reward)}</p>
                <p class="acts">
                    <A href=way.clone() attr:class="btn quiet">
                        {w.say(k::REWARD_SHOW)}
                    </A>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <Show when=move || can.get()>
            <section class="sheet reward">
                <h2>{w.say(k::REWARD)}</h2>
                {body.clone()}
            </section>
        </Show>
        <Again case />
    }
}
