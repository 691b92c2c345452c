//! What managers do with a case, shown to everybody with the reason where it is not theirs: signatures,
//! and the pause of contact with the owner's appeal.

use super::owner;
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
    let contacts = move || {
        let key = match case.with(|c| c.contacts) {
            true => k::DESK_CONTACTS_GIVEN,
            false => k::DESK_CONTACTS_NONE,
        };
        let owner = case.with(|c| owner(desk, c));
        w.tf(key, &[("owner", &owner)])
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
                view! {
                    <p>
                        <b>{w.t(k::DESK_APPEAL)}</b>
                    </p>
                    <p class="own-words">{appeal}</p>
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
    // Of pause and resume only the one that fits stands here.
    let verbs = Memo::new(move |_| match pause.with(Option::is_some) {
        true => [Verb::Sign, Verb::Resume],
        false => [Verb::Sign, Verb::Pause],
    });
    let buttons =
        move || {
            verbs
            .get()
            .map(|verb| {
                let held = Memo::new(move |_| case.with(|c| desk.allowed(verb, c).is_err()));
                let open = move || desk.form.with(|f| f.as_ref().is_some_and(|s| s.verb == verb));
                view! {
                    <button
                        class="btn quiet"
                        type="button"
                        aria-disabled=move || held.get().then_some("true")
                        aria-describedby=move || held.get().then_some("managers-why")
                        aria-expanded=move || open().to_string()
                        on:click=move |_| desk.start(case.with_untracked(|c| c.id.clone()), verb)
                    >
                        {w.say(verb.name())}
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
