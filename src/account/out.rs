//! The way out. It asks first where something that was typed is not sent yet.

use crate::app::{House, Who};
use crate::notices;
use crate::parts::TITLE;
use crate::portal::Portal;
use crate::ui::{Dialog, Mark};
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http;
use platform::page;

/// Signs out.
#[component]
pub fn SignOut() -> impl IntoView {
    let portal = Portal::here();
    let house = expect_context::<House>();
    let w = portal.words;
    let open = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let leave = move || {
        failed.set(false);
        spawn_local(async move {
            notices::leave().await;
            if http::delete("/session").await.is_ok() {
                house.who.set(Who::Nobody(false));
                page::focus_soon(TITLE);
            } else {
                failed.try_set(true);
            }
        });
    };
    // What is not sent yet waits in this browser until the same person signs in again: ask first.
    let out = move |_| match untrack(|| portal.outbox.waiting()) {
        0 => leave(),
        _ => open.set(true),
    };
    let anyway = move |_| {
        open.set(false);
        leave();
    };
    view! {
        <div class="acts">
            <button class="btn quiet" type="button" on:click=out>
                {w.say(k::SIGN_OUT)}
            </button>
            <p class="fault" role="status">
                {move || failed.get().then(|| view! { <Mark /> {w.t(k::SIGN_OUT_FAILED)} })}
            </p>
        </div>
        <Dialog id="sign-out" open title=Signal::derive(w.say(k::SIGN_OUT_ASK))>
            <p>{w.say(k::SIGN_OUT_UNSENT)}</p>
            <p class="acts">
                <button class="btn" type="button" on:click=anyway>
                    {w.say(k::SIGN_OUT_ANYWAY)}
                </button>
            </p>
        </Dialog>
    }
}
