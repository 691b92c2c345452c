//! The card on the case's page: the reward to choose, or its value and until when.

use super::again::Again;
use super::code::until;
use crate::parts::Way;
use crate::path::{self, Room};
use crate::portal::Portal;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// What the case's page shows of this room.
#[component]
pub fn RewardCard(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let can = move || case.with(|c| may::claim(&portal.me(c), c).is_ok());
    let claimed = Memo::new(move |_| case.with(|c| c.reward.clone()));
    let way = StoredValue::new(case.with_untracked(|c| path::room(&c.id, Room::Reward)));
    view! {
        <Show when=can>
            <section class="sheet reward">
                <h2>{w.say(k::REWARD)}</h2>
                {move || match claimed.get() {
                    None => {
                        view! {
                            <p>{w.say(k::REWARD_CARD)}</p>
                            <Way to=way.get_value() label=k::REWARD_CHOOSE />
                        }
                            .into_any()
                    }
                    Some(reward) => {
                        let value = reward.value;
                        view! {
                            <p class="big">
                                <b>{move || w.money(value)}</b>
                            </p>
                            <p>{move || until(portal, &reward)}</p>
                            <Way to=way.get_value() label=k::REWARD_SHOW quiet=true />
                        }
                            .into_any()
                    }
                }}
            </section>
        </Show>
        <Again case />
    }
}
