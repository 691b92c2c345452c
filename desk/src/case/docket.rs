//! Disagreements: what the owner said, who has it and until when, and the answer.

use super::form::{Panel, Text, slot, titled};
use super::status::{FieldFault, field_id};
use crate::desk::Desk;
use crate::keys;
use crate::send::verb::Verb;
use crate::shape::Shape;
use crate::time::span::Span;
use contract::manager::{Dispute, Outcome};
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The docket; nothing while the owner has disputed nothing.
#[component]
pub fn Docket(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    // Those that wait come first, the one to be answered soonest before the others.
    let disputes = Memo::new(move |_| {
        let mut all = case.with(|c| c.disputes.clone());
        all.sort_by_key(|d| (d.answer.is_some(), d.answer_by));
        all
    });
    // Begun with its key, the answer is to the dispute that waits the longest.
    Effect::new(move || {
        let wanted = desk.form.get().filter(|slot| slot.verb == Verb::Answer);
        let open = disputes.with(|all| {
            let open = all.iter().filter(|d| d.answer.is_none());
            open.map(|d| d.number).collect::<Vec<_>>()
        });
        if let Some(slot) = wanted.filter(|slot| case.with_untracked(|c| c.id == slot.case)) {
            let chosen = untrack(|| desk.outbox.draft(&slot).dispute);
            if !chosen.is_some_and(|n| open.contains(&n)) && !open.is_empty() {
                desk.outbox
                    .edit(&slot, |d| d.dispute = open.first().copied());
            }
        }
    });
    view! {
        <section
            class="docket"
            aria-labelledby="docket-title"
            hidden=move || disputes.with(Vec::is_empty)
        >
            <h3 id="docket-title">{w.say(k::DESK_DISPUTES)}</h3>
            <ol role="list">
                <For
                    each=move || disputes.get()
                    key=|d| (d.number, d.level, d.answer_by, d.answer.is_some())
                    let:dispute
                >
                    <One case dispute />
                </For>
            </ol>
        </section>
    }
}

#[component]
fn One(case: Shown, dispute: Dispute) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let number = dispute.number;
    let open = dispute.answer.is_none();
    let by = dispute.answer_by;
    let lines = case.with_untracked(|c| {
        let estimate = c.estimate.as_ref();
        let titles = dispute
            .lines
            .iter()
            .filter_map(|id| estimate?.line(id)?.title.clone());
        titles.collect::<Vec<_>>().join(", ")
    });
    let until = move || {
        let now = desk.now.get();
        let time = w.moment(by, now, &desk.zone());
        let span = Span::of(now.minutes_until(by)).say(w);
        let values = [("time", time.as_str()), ("span", &span)];
        if now < by {
            w.tf(k::DESK_ANSWER_BY, &values)
        } else {
            w.tf(k::DESK_ANSWER_LATE, &values)
        }
    };
    let answer = dispute.answer.map(|answer| {
        let at = answer.at;
        let who = answer.by.unwrap_or_default();
        let outcome = w.named("outcome", answer.outcome.slug());
        view! {
            <p>
                <b>{who} ": " {outcome}</b>
                " "
                <small>{move || w.moment(at, desk.now.get(), &desk.zone())}</small>
            </p>
            <p class="own-words">{answer.text}</p>
        }
    });
    let level = dispute.level;
    // The rule asks for the level that the dispute has reached, or above.
    let held = Memo::new(move |_| {
        casework::may::manage(&desk.who(), level).is_err()
            || case.with(|c| desk.allowed(Verb::Answer, c).is_err())
    });
    let why = move || {
        let kind = case.with(|c| casework::may::handle(c).is_err());
        if kind {
            return w.t(k::DESK_DISPUTE_SHUT);
        }
        let level = w.named("level", level.slug());
        w.tf(k::DESK_DISPUTE_LEVEL, &[("level", &level)])
    };
    let of = slot(case, Verb::Answer);
    let form = Memo::new(move |_| {
        let slot = of.get_value();
        let chosen = desk.outbox.draft(&slot).dispute;
        desk.form.get().as_ref() == Some(&slot) && chosen == Some(number)
    });
    let begin = move |_| {
        let slot = of.get_value();
        if held.get_untracked() {
            return;
        }
        desk.outbox.edit(&slot, |d| d.dispute = Some(number));
        if desk.form.get_untracked().as_ref() != Some(&slot) {
            desk.start(slot.case, Verb::Answer);
        }
    };
    let why_id = format!("dispute-why-{number}");
    let button = format!("answer-{number}");
    let spot = button.clone();
    let cap = keys::of(Verb::Answer);
    let described = why_id.clone();
    view! {
        <li data-open=open.to_string()>
            <p class="mark">
                <Shape name=Signal::stored(if open { "missed" } else { "done" }) />
                <b>{move || w.named("subject", dispute.subject.slug())}</b>
                " "
                {open
                    .then(|| {
                        let with = move || {
                            let level = w.named("level", level.slug());
                            w.tf(k::DESK_MARK_MISSED, &[("level", &level)])
                        };
                        view! { <span>"· " {with}</span> }
                    })}
            </p>
            {(!lines.is_empty()).then(|| view! { <p class="quiet">{lines}</p> })}
            <p class="own-words">{dispute.text.unwrap_or_else(|| w.t(k::DESK_NO_TEXT))}</p>
            {answer}
            {open
                .then(|| {
                    view! {
                        <p class="with">
                            <small>{until}</small>
                            <button
                                class="btn"
                                class:quiet=move || held.get()
                                type="button"
                                id=button.clone()
                                aria-keyshortcuts=move || cap.filter(|_| desk.letters.get())
                                hidden=move || form.get()
                                on:focus=move |_| desk.spot.set(Some(spot.clone()))
                                on:blur=move |_| desk.spot.set(None)
                                aria-disabled=move || held.get().then_some("true")
                                aria-describedby=move || held.get().then(|| described.clone())
                                on:click=begin
                            >
                                {w.say(k::DESK_ANSWER)}
                                " "
                                <kbd aria-hidden="true">{cap}</kbd>
                            </button>
                        </p>
                        {move || {
                            held.get()
                                .then(|| {
                                    view! {
                                        <p class="why" id=why_id.clone()>
                                            {why()}
                                        </p>
                                    }
                                })
                        }}
                    }
                })}
            {move || form.get().then(|| view! { <AnswerForm case /> })}
        </li>
    }
}

/// The answer: it is changed, or it stays, and why.
#[component]
fn AnswerForm(case: Shown) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Answer);
    let outcome = Memo::new(move |_| desk.outbox.draft(&of.get_value()).outcome);
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    let title = titled(desk, case, k::DESK_ANSWER_TITLE);
    let submit = Signal::derive(w.say(k::DESK_ANSWER_SEND));
    let pick = move |choice: Outcome, id: String, words| {
        view! {
            <label class="pick">
                <input
                    type="radio"
                    name="outcome"
                    id=id
                    prop:checked=move || outcome.get() == Some(choice)
                    on:change=move |_| {
                        desk.outbox.edit(&of.get_value(), |d| d.outcome = Some(choice));
                    }
                />
                <span>{w.say(words)}</span>
            </label>
        }
    };
    view! {
        <Panel case of title submit>
            <fieldset class="picks" disabled=move || sealed.get() aria-describedby="outcome-fault">
                <legend class="sr">{w.say(k::DESK_ANSWER_OUTCOME)}</legend>
                {pick(Outcome::Changed, field_id("outcome"), k::DESK_ANSWER_CHANGED)}
                {pick(Outcome::Kept, "outcome-kept".to_owned(), k::DESK_ANSWER_KEPT)}
            </fieldset>
            <FieldFault of field="outcome" id="outcome-fault" />
            <Text of field="text" label=k::DESK_ANSWER_WHY part=|d| &mut d.text rows=4 />
        </Panel>
    }
}
