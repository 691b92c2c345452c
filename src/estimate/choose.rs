//! The owner's choice for one line.

use super::chosen::{self, Chosen, may_decide};
use super::line::name;
use crate::manager::disagree_with;
use crate::outbox::{Act, Slip};
use crate::path::{Room, room};
use crate::portal::Portal;
use crate::ui::Show;
use casework::may;
use contract::case::Case;
use contract::estimate::{Decision, Line};
use i18n::{Key, k};
use leptos::prelude::*;

/// Approve, decline or disagree. Choosing sends nothing.
#[component]
pub fn Choose(
    /// The case.
    case: Memo<Case>,
    /// The line.
    line: Line,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = StoredValue::new(line.facts.id.clone());
    let slip = Slip::on(portal, case, Act::Authorise);
    let declined = line.decision == Decision::Declined;
    let chosen = Memo::new(move |_| {
        let draft = slip.draft();
        let has = |lines: &[Line]| lines.iter().any(|l| id.with_value(|id| l.facts.id == *id));
        case.with(|c| {
            let chosen = Chosen::read(c.estimate.as_ref()?, &draft);
            let no = has(&chosen.decline) || declined;
            if has(&chosen.approve) {
                Some(true)
            } else {
                no.then_some(false)
            }
        })
    });
    let barred = move || slip.sealed.get() || case.with(|c| may_decide(portal, c).is_err());
    let title = name(&line);
    let radio = move |approve: bool, words: Key| {
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("line-{}", id.get_value())
                    prop:checked=move || chosen.get() == Some(approve)
                    disabled=barred
                    on:change=move |_| {
                        case.with_untracked(|c| {
                            chosen::choose(portal, c, Some(&id.get_value()), approve);
                        });
                    }
                />
                <span>{w.say(words)}</span>
            </label>
        }
    };
    let managers = room(&case.with_untracked(|c| c.id.clone()), Room::Managers);
    let lapsed = move || view! { <p class="quiet-words">{w.say(k::ESTIMATE_LAPSED_LINE)}</p> };
    view! {
        <Show when=move || case.with(|c| may::handle(c).is_ok()) fallback=lapsed>
            <div class="bill-choice">
                <fieldset class="choice" aria-describedby="bill-note">
                    <legend>{w.say(k::ESTIMATE_DECIDE)} <b class="skip">{title.clone()}</b></legend>
                    {radio(true, k::ESTIMATE_APPROVE)}
                    {radio(false, k::ESTIMATE_DECLINE)}
                </fieldset>
                <a
                    class="btn quiet"
                    href=managers.clone()
                    on:click=move |_| {
                        case.with_untracked(|c| {
                            disagree_with(portal, c, Some(&id.get_value()));
                        });
                    }
                >
                    {w.say(k::ESTIMATE_DISAGREE_LINE)}
                </a>
            </div>
        </Show>
    }
}
