//! Disagreeing: with what, with which lines, and why. What cannot be disputed says why not.

use super::draft::{self, SUBJECTS, capital};
use super::lines::Lines;
use crate::ask::Asked;
use crate::outbox::{Act, Slip};
use crate::parts::Delivery;
use crate::portal::Portal;
use crate::ui::{FieldFault, Show};
use crate::words::{WordsField, send_words};
use casework::may;
use contract::case::Case;
use contract::manager::{ContactList, Subject};
use contract::problem::{Fault, FieldError, Kind, Problem};
use i18n::{Key, k};
use leptos::prelude::*;

/// The form.
#[component]
pub fn Disagree(
    /// The case.
    case: Memo<Case>,
    /// The contacts, which say when the next dispute may be opened.
    found: Asked<ContactList>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let slip = Slip::on(portal, case, Act::Dispute);
    let sealed = slip.sealed;
    let chosen = Memo::new(move |_| {
        let subject = draft::subject(&slip.draft());
        subject.filter(|s| case.with(|c| barred(c, *s).is_none()))
    });
    let lines = Memo::new(move |_| case.with(|c| draft::lines(c, &slip.draft())));
    let held = Memo::new(move |_| {
        // A pause is about telephone and mail; disagreeing in writing goes on.
        let why = case.with(|c| may::handle(c).err().map(Problem::from));
        if let Some(why) = why {
            return Some(w.refusal(&why));
        }
        let until = found.with(|f| f.as_ref()?.as_ref().ok()?.next_dispute)?;
        let time = case.with(|c| portal.moment(until, &c.centre));
        (portal.now.get() < until).then(|| w.tf(k::DISPUTE_NEXT, &[("time", &time)]))
    });
    // Said once the dispute is on the case, which the live stream may tell before the answer does.
    let before = case.with_untracked(|c| c.disputes.len());
    let sent = move || {
        let more = case.with(|c| c.disputes.len()) > before && !sealed.get();
        more.then(|| w.t(k::DISPUTE_SENT))
    };
    let asked = RwSignal::new(false);
    let missing = Signal::derive(move || {
        let none = asked.get() && chosen.get().is_none();
        none.then(|| FieldError {
            pointer: "/body/subject".into(),
            code: Fault::Missing,
            limit: None,
        })
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        asked.set(true);
        if held.with_untracked(Option::is_some) || sealed.get_untracked() {
            return;
        }
        let Some(subject) = chosen.get_untracked() else {
            platform::page::focus("dispute-subject");
            return;
        };
        // Lines that were decided or left the estimate meanwhile stay behind.
        let about = match subject {
            Subject::Diagnosis => Vec::new(),
            _ => lines.get_untracked(),
        };
        case.with_untracked(|c| draft::set(portal, c, subject, about));
        asked.set(false);
        send_words(slip, "dispute");
    };
    let option = move |subject: Subject| {
        let why = Memo::new(move |_| case.with(|c| barred(c, subject)));
        view! {
            <label>
                <input
                    type="radio"
                    name="subject"
                    prop:checked=move || chosen.get() == Some(subject)
                    disabled=move || why.get().is_some() || sealed.get()
                    on:change=move |_| {
                        let lines = lines.get_untracked();
                        case.with_untracked(|c| draft::set(portal, c, subject, lines));
                    }
                />
                <span>
                    {move || capital(&w.named("subject", subject.slug()))}
                    {move || why.get().map(|key| format!(" ({})", w.t(key)))}
                </span>
            </label>
        }
    };
    view! {
        <section class="sheet">
            <h2>{w.say(k::MANAGER_DISAGREE)}</h2>
            <form class="say-so" novalidate on:submit=send>
                <fieldset
                    class="choice"
                    id="dispute-subject"
                    tabindex="-1"
                    aria-describedby="dispute-subject-fault"
                >
                    <legend>{w.say(k::DISPUTE_SUBJECT)}</legend>
                    {SUBJECTS.map(option).collect_view()}
                </fieldset>
                <FieldFault id="dispute-subject-fault".into() fault=missing />
                <Show when=move || chosen.get().is_some_and(|s| s != Subject::Diagnosis)>
                    <Lines case lines sealed />
                </Show>
                <WordsField slip id="dispute" label=k::DISPUTE_WHY />
                <p id="dispute-held" role="status">
                    {held}
                </p>
                <div class="acts">
                    <button
                        class="btn"
                        type="submit"
                        aria-describedby="dispute-held"
                        aria-disabled=move || {
                            (sealed.get() || held.with(Option::is_some)).to_string()
                        }
                    >
                        {w.say(k::DISPUTE_SEND)}
                    </button>
                    <Delivery status=slip.status />
                </div>
            </form>
            <p role="status">{move || sent()}</p>
            <p class="quiet-words">{w.say(k::DISPUTE_LAW)}</p>
        </section>
    }
}

/// Why the subject cannot be disputed now, shortly: it stands beside the subject's name.
fn barred(case: &Case, subject: Subject) -> Option<Key> {
    let why = Problem::from(may::dispute(case, subject).err()?);
    Some(match why.kind {
        Kind::NothingToDispute => k::DISPUTE_NONE_YET,
        _ => k::DISPUTE_OPEN_ALREADY,
    })
}
