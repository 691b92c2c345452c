//! What managers do with a case, shown to everybody with the reason where it is not theirs: signatures,
//! and the pause of contact with the owner's appeal.

use super::actions::button_id;
use super::form::titled;
use crate::desk::Desk;
use crate::send::verb::Verb;
use casework::may;
use contract::manager::Level;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// Contacts, signatures and the pause.
#[component]
pub fn Managers(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let given = titled(desk, case, k::DESK_CONTACTS_GIVEN);
    let none = titled(desk, case, k::DESK_CONTACTS_NONE);
    let contacts = move || match case.with(|c| c.contacts) {
        true => given.get(),
        false => none.get(),
    };
    let pause = Memo::new(move |_| case.with(|c| c.pause.clone()));
    let signatures = Memo::new(move |_| case.with(|c| c.signatures.clone()));
    let paused = move || {
        pause.get().map(|pause| {
            let by = pause.by.unwrap_or_default();
            let paused = move || {
                let when = w.moment(pause.at, desk.now.get(), &desk.zone());
                w.tf(k::DESK_PAUSED, &[("by", &by), ("when", &when)])
            };
            let appeal = pause.appeal.map(|appeal| {
                let until = move || {
                    let by = w.moment(pause.answer_by?, desk.now.get(), &desk.zone());
                    Some(w.tf(k::DESK_APPEAL_BY, &[("when", &by)]))
                };
                view! {
                    <p>
                        <b>{w.t(k::DESK_APPEAL)}</b>
                    </p>
                    <p class="own-words">{appeal}</p>
                    <p>{until}</p>
                }
            });
            view! {
                <p>
                    <b>{paused}</b>
                </p>
                <p class="own-words">{pause.reason.unwrap_or_else(|| w.t(k::DESK_NO_TEXT))}</p>
                {appeal}
            }
        })
    };
    let signed = move || {
        let all = signatures.get().into_iter();
        all.map(|s| {
            let by = s.by.unwrap_or_default();
            let values = [("by", by.as_str()), ("component", &s.component)];
            view! {
                <p>
                    <b>{w.tf(k::DESK_SIGNED, &values)}</b>
                </p>
                <p class="own-words">{s.reason}</p>
            }
        })
        .collect_view()
    };
    // Of pause and resume only what fits stands here; an appeal is answered with the one or the other.
    let verbs = Memo::new(move |_| match pause.get() {
        None => vec![Verb::Sign, Verb::Pause],
        Some(pause) if pause.appeal.is_none() => vec![Verb::Sign, Verb::Resume],
        Some(_) => vec![Verb::Sign, Verb::Resume, Verb::Pause],
    });
    let name = move |verb: Verb| match verb {
        Verb::Pause if pause.with(Option::is_some) => k::DESK_PAUSE_KEEP,
        verb => verb.name(),
    };
    let buttons =
        move || {
            verbs
            .get()
            .into_iter()
            .map(|verb| {
                let held = Memo::new(move |_| case.with(|c| desk.allowed(verb, c).is_err()));
                let open = move || desk.form.with(|f| f.as_ref().is_some_and(|s| s.verb == verb));
                view! {
                    <button
                        class="btn quiet"
                        type="button"
                        id=button_id(verb)
                        on:focus=move |_| desk.spot.set(Some(button_id(verb)))
                        on:blur=move |_| desk.spot.set(None)
                        aria-disabled=move || held.get().then_some("true")
                        aria-describedby=move || held.get().then_some("managers-why")
                        aria-expanded=move || open().to_string()
                        on:click=move |_| desk.start(case.with_untracked(|c| c.id.clone()), verb)
                    >
                        {move || w.t(name(verb))}
                    </button>
                }
            })
            .collect_view()
        };
    let why = move || {
        if may::manage(&desk.who(), Level::Local).is_err() {
            return vec![w.t(k::DESK_MANAGERS_ONLY)];
        }
        let mut reasons = Vec::new();
        for verb in verbs.get() {
            if let Err(kind) = case.with(|c| desk.allowed(verb, c)) {
                let words = w.problem(kind);
                if !reasons.contains(&words) {
                    reasons.push(words);
                }
            }
        }
        reasons
    };
    view! {
        <section class="managers" aria-labelledby="managers-title">
            <h3 id="managers-title">{w.say(k::DESK_MANAGERS)}</h3>
            <p>{contacts}</p>
            {paused}
            {signed}
            <div class="with">{buttons}</div>
            <p class="why" id="managers-why">
                {move || why().join(" ")}
            </p>
        </section>
    }
}
