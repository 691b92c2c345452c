//! Words to and from the centre. What is typed is kept; what is not sent yet says so.

use crate::outbox::{Form, Slip, WORDS};
use crate::parts::{Delivery, fault_at};
use crate::portal::Portal;
use crate::say::by;
use crate::ui::{FieldFault, For, Pages, Show};
use crate::words::WordsForm;
use casework::may;
use contract::case::{Case, Entry, EntryKind};
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::outbox::{Form as _, Status};

/// How many messages stand there at a time.
const EACH: usize = 20;
/// The id of the field for the next one.
const FIELD: &str = "message";
/// The heading's id.
const HEADING: &str = "messages";

/// The messages and the field for the next one.
#[component]
pub fn Thread(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let slip = Slip::of(portal, Form::Message(case.with_untracked(|c| c.id.clone())));
    let messaged = |e: &&Entry| e.kind == EntryKind::Messaged;
    let count = Memo::new(move |_| case.with(|c| c.timeline.iter().filter(messaged).count()));
    let at = RwSignal::new(0);
    let messages = move || {
        let to = count.get().saturating_sub(at.get() * EACH);
        let from = to.saturating_sub(EACH);
        case.with(|c| {
            let rows = c.timeline.iter().filter(messaged);
            rows.skip(from).take(to - from).cloned().collect()
        })
    };
    let moment = move |at| case.with(|c| portal.moment(at, &c.centre));
    let me = portal.session.with_value(|s| s.role);
    let id = StoredValue::new(case.with_untracked(|c| c.id.clone()));
    let ours =
        move |form: &Form| matches!(form, Form::Queued(of, _) if id.with_value(|id| id == of));
    let unsent = Memo::new(move |_| portal.outbox.held(ours));
    // What is written now stands with the newest.
    Effect::new(move || {
        if !unsent.with(Vec::is_empty) {
            at.set(0);
        }
    });
    view! {
        <section class="thread">
            <h2 id=HEADING tabindex="-1">
                {w.say(k::MESSAGES)}
            </h2>
            <Pages label=Signal::derive(w.say(k::MESSAGES)) count each=EACH at heading=HEADING />
            <ul role="list" aria-live=move || if at.get() == 0 { "polite" } else { "off" }>
                <For each=messages key=|e| e.seq.to_string() let(entry)>
                    <li class:mine=entry.actor.role == me>
                        <small>
                            {
                                let actor = entry.actor.clone();
                                move || by(portal, &actor)
                            } " · " {move || moment(entry.at)}
                        </small>
                        <p class="own-words">{entry.text.clone()}</p>
                    </li>
                </For>
                <For each=move || unsent.get() key=Form::name let(form)>
                    <Unsent case form slip />
                </For>
            </ul>
            <Show
                when=move || case.with(|c| may::message(c).is_ok())
                fallback=move || view! { <p class="quiet-words">{w.say(k::MESSAGE_CLOSED)}</p> }
            >
                <WordsForm slip id=FIELD label=k::MESSAGE send=k::MESSAGE_SEND />
            </Show>
        </section>
    }
}

/// Words that have not arrived: on their way, or refused, with the reason and a way to change them.
#[component]
fn Unsent(
    /// The case.
    case: Memo<Case>,
    /// Where they wait.
    form: Form,
    /// The field for the next ones.
    slip: Slip,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let queued = Slip::of(portal, form.clone());
    let name = form.name().replace('/', "-");
    let fault = Signal::derive(move || fault_at(&queued.status.get(), WORDS));
    let refused = move || matches!(queued.status.get(), Status::Refused(_));
    let change = move |_| {
        let words = untrack(|| queued.draft().text);
        // Not in place of what is in the field by now: before it.
        slip.edit(|draft| draft.text = format!("{words}\n{}", draft.text).trim_end().to_owned());
        portal.outbox.discard(&form);
        page::focus(FIELD);
    };
    view! {
        <li class="mine unsent">
            <p class="own-words">{move || queued.draft().text}</p>
            <FieldFault id=format!("{name}-fault") fault />
            <Show when=move || fault.with(Option::is_none)>
                <Delivery status=queued.status />
            </Show>
            <Show when=move || refused() && case.with(|c| may::message(c).is_ok())>
                <p class="acts">
                    <button class="btn quiet" type="button" on:click=change.clone()>
                        {w.say(k::MESSAGE_CHANGE)}
                    </button>
                </p>
            </Show>
        </li>
    }
}
