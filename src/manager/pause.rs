//! Contact is paused: by whom, why, the appeal against it, and until when that is answered.

use crate::outbox::{Act, Slip};
use crate::portal::Portal;
use crate::ui::{Mark, Show};
use crate::words::WordsForm;
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
    let w = portal.words;
    let pause = Memo::new(move |_| case.with(|c| c.pause.clone()));
    let slip = Slip::on(portal, case, Act::Appeal);
    let moment = move |at| case.with(|c| portal.moment(at, &c.centre));
    let why = move || {
        let pause = pause.get()?;
        let who = pause.by.unwrap_or_else(|| w.named("role", "local-manager"));
        let time = moment(pause.at);
        Some(w.tf(k::MANAGER_PAUSED_BY, &[("who", &who), ("time", &time)]))
    };
    let answer = move || {
        let pause = pause.get()?;
        let who = w.named("level", pause.answered_by().slug());
        let time = moment(pause.answer_by?);
        Some(w.tf(k::MANAGER_APPEAL_BY, &[("who", &who), ("time", &time)]))
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
                <p>{move || why()}</p>
                <p class="own-words big">{move || reason()}</p>
                <Show
                    when=move || appeal().is_some()
                    fallback=move || {
                        view! {
                            <WordsForm
                                slip
                                id="appeal"
                                label=k::MANAGER_APPEAL
                                send=k::MANAGER_APPEAL_SEND
                            />
                        }
                    }
                >
                    <p>{w.say(k::MANAGER_APPEALED)}</p>
                    <p class="own-words">{move || appeal()}</p>
                    <p role="status">{move || answer()}</p>
                </Show>
            </section>
        </Show>
    }
}
