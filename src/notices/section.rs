//! What the account shows: a switch for each way that there is, what it sends beside it, and when not.

use super::browsers::Browsers;
use super::mailbox::ByMail;
use super::quiet::QuietHours;
use super::wanted::Wanted;
use crate::ask::Answer;
use crate::portal::Portal;
use crate::ui::{Mark, Show};
use i18n::{Key, k};
use leptos::prelude::*;

/// The id of the section's heading.
pub const TITLE: &str = "notices-title";

/// How somebody is told while the portal is closed.
#[component]
pub fn NoticesSection() -> impl IntoView {
    let w = Portal::here().words;
    let wanted = Wanted::ask();
    let mail = Memo::new(move |_| wanted.read(|n| n.mail.then_some(())).is_some());
    let push = Memo::new(move |_| wanted.read(|n| n.push.clone()));
    let nothing = move || !mail.get() && push.with(Option::is_none);
    let any = move || wanted.wishes.with(|w| w.mail || w.push);
    view! {
        <section class="notices" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">
                {w.say(k::NOTICES_TITLE)}
            </h2>
            <Answer asked=wanted.known barred=None loading=k::NOTICES_LOADING>
                <p class="quiet-words">
                    {move || w.t(if nothing() { k::NOTICES_NOTHING } else { k::NOTICES_SAY })}
                </p>
                <div class="sheet ways-told" hidden=nothing>
                    <Show when=mail>
                        <ByMail wanted />
                    </Show>
                    {move || push.get().map(|key| view! { <Browsers wanted key /> })}
                    <Show when=any>
                        <QuietHours wanted />
                    </Show>
                </div>
                <p class="fault" role="alert">
                    {move || wanted.fault.get().map(|why| view! { <Mark /> {why} })}
                </p>
            </Answer>
        </section>
    }
}

/// Something that is on or off: its name, and what it means, on one row to touch.
#[component]
pub fn Switch(
    /// Unique on the page.
    id: &'static str,
    /// What it is called.
    name: Key,
    /// What happens when it is on.
    about: Key,
    /// Whether it is. It becomes what was touched, and goes back where that is refused: the browser has turned it already.
    on: Signal<bool>,
    /// Called with what it is to be.
    turn: Callback<bool>,
) -> impl IntoView {
    let w = Portal::here().words;
    let (called, told) = (format!("{id}-name"), format!("{id}-about"));
    view! {
        <label class="switch">
            <input
                id=id
                type="checkbox"
                role="switch"
                aria-labelledby=called.clone()
                aria-describedby=told.clone()
                prop:checked=on
                on:change=move |event| turn.run(event_target_checked(&event))
            />
            <b id=called>{w.say(name)}</b>
            <small id=told>{w.say(about)}</small>
            <i aria-hidden="true"></i>
        </label>
    }
}
