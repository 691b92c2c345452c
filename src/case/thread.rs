//! Words to and from the centre. What is typed is kept; what is not sent yet says so.

use crate::outbox::Form;
use crate::parts::{Delivery, FieldFault, fault_at};
use crate::portal::Portal;
use casework::may;
use contract::case::{Case, EntryKind};
use i18n::k;
use leptos::prelude::*;
use ui::outbox::Status;

/// The messages and the field for the next one.
#[component]
pub fn Thread(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let form = Form::Message(case.get_untracked().id);
    let kept = StoredValue::new(form);
    let zone = Memo::new(move |_| portal.zone(&case.with(|c| c.centre.clone())));
    let messages = Memo::new(move |_| {
        case.with(|c| {
            let messages = c.timeline.iter().filter(|e| e.kind == EntryKind::Messaged);
            messages.cloned().collect::<Vec<_>>()
        })
    });
    let status = Signal::derive(move || outbox.status(&kept.get_value()));
    let sealed = Signal::derive(move || outbox.is_sealed(&kept.get_value()));
    let text = move || outbox.draft(&kept.get_value()).text;
    let fault = Signal::derive(move || fault_at(&status.get(), "/body/text"));
    let open = move || case.with(|c| may::message(c).is_ok());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        outbox.send(kept.get_value());
    };
    view! {
        <section class="thread">
            <h2>{w.say(k::MESSAGES)}</h2>
            <ul role="list" aria-live="polite">
                <For each=move || messages.get() key=|e| e.seq let(entry)>
                    <li class:mine=entry.actor.role.is_owners()>
                        <small>
                            {match entry.actor.name.clone() {
                                Some(name) => Signal::stored(name),
                                None => Signal::derive(w.say(k::YOU)),
                            }} " · "
                            {move || w.moment(entry.at, portal.now.get(), &zone.get())}
                        </small>
                        <p class="own-words">{entry.text.clone()}</p>
                    </li>
                </For>
                <Show when=move || matches!(status.get(), Status::Sending | Status::Waiting)>
                    <li class="mine unsent">
                        <p class="own-words">{text}</p>
                    </li>
                </Show>
            </ul>
            <Show
                when=open
                fallback=move || view! { <p class="quiet-words">{w.say(k::MESSAGE_CLOSED)}</p> }
            >
                <form novalidate on:submit=send>
                    <label for="message">{w.say(k::MESSAGE)}</label>
                    <textarea
                        id="message"
                        rows="2"
                        aria-describedby="message-fault"
                        aria-invalid=move || fault.get().is_some().to_string()
                        readonly=sealed
                        prop:value=move || if sealed.get() { String::new() } else { text() }
                        on:input=move |event| {
                            let words = event_target_value(&event);
                            outbox.edit(&kept.get_value(), |draft| draft.text = words);
                        }
                    ></textarea>
                    <FieldFault id="message-fault".into() fault />
                    <div class="acts">
                        <button
                            class="btn quiet"
                            type="submit"
                            aria-disabled=move || sealed.get().to_string()
                        >
                            {w.say(k::MESSAGE_SEND)}
                        </button>
                        <Delivery status />
                    </div>
                </form>
            </Show>
        </section>
    }
}
