//! Contact is paused: by whom, why, and the appeal against it.

use super::words::WordsField;
use crate::outbox::{Act, Form};
use crate::parts::{Delivery, Mark};
use crate::portal::Portal;
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// The pause and its reason; nothing while contact goes on.
#[component]
pub fn PauseNote(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let pause = Memo::new(move |_| case.with(|c| c.pause.clone()));
    let form = StoredValue::new(Form::Act(
        case.with_untracked(|c| c.id.clone()),
        Act::Appeal,
    ));
    let status = Signal::derive(move || outbox.status(&form.get_value()));
    let sealed = move || outbox.is_sealed(&form.get_value());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        outbox.send(form.get_value());
        if super::words_missing(&status.get_untracked()) {
            platform::page::focus("appeal");
        }
    };
    let why = move || {
        let pause = pause.get()?;
        let zone = portal.zone(&case.with(|c| c.centre.clone()));
        let time = w.moment(pause.at, portal.now.get(), &zone);
        let who = pause.by.unwrap_or_else(|| w.named("role", "local-manager"));
        Some(w.tf(k::MANAGER_PAUSED_BY, &[("who", &who), ("time", &time)]))
    };
    let reason = move || pause.with(|p| p.as_ref()?.reason.clone());
    let appeal = move || pause.with(|p| p.as_ref()?.appeal.clone());
    view! {
        <Show when=move || pause.with(Option::is_some)>
            <section class="pause">
                <h2 class="fault">
                    <Mark />
                    {w.say(k::MANAGER_PAUSED)}
                </h2>
                <p>{why}</p>
                <p class="own-words big">{reason}</p>
                <Show
                    when=move || appeal().is_none()
                    fallback=move || {
                        view! {
                            <p>{w.say(k::MANAGER_APPEALED)}</p>
                            <p class="own-words">{appeal}</p>
                        }
                    }
                >
                    <form class="say-so" novalidate on:submit=send>
                        <WordsField form id="appeal" label=k::MANAGER_APPEAL />
                        <div class="acts">
                            <button
                                class="btn quiet"
                                type="submit"
                                aria-disabled=move || sealed().to_string()
                            >
                                {w.say(k::MANAGER_APPEAL_SEND)}
                            </button>
                            <Delivery status />
                        </div>
                    </form>
                </Show>
            </section>
        </Show>
    }
}
