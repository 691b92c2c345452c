//! Times and limits of the rules, each with its unit and its range. What is typed stays beside what is in
//! force until it is saved.

use super::limits::{TERMS, number, read, unit};
use super::reply::{Ask, Reply, Said};
use super::sheet::Sheet;
use crate::desk::Desk;
use crate::field::Input;
use crate::time::span::Span;
use casework::may;
use casework::terms::range;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

/// The section.
#[component]
pub fn TermsForm() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let reply = Reply::new();
    let sheet = Sheet::open(desk, "terms");
    let held = may::set_terms(&desk.who()).is_err();
    let force = Memo::new(move |_| {
        let settings = &desk.office.settings;
        settings.with(|s| s.as_ref().map(|s| s.terms.clone()).unwrap_or_default())
    });
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if held {
            return;
        }
        let terms = match untrack(|| read(&force.get(), |name| sheet.get(name))) {
            Ok(terms) => terms,
            Err(faults) => {
                let first = faults
                    .first()
                    .map(|f| format!("term{}", f.pointer.replace('/', "-")));
                reply.refuse(faults);
                if let Some(id) = first {
                    page::focus(&id);
                }
                return;
            }
        };
        let ask = Ask {
            path: "/terms".to_owned(),
            to: serde_json::to_value(&terms).unwrap_or_default(),
            made: Box::new(move |s| s.terms == terms),
            said: untrack(w.say(k::DESK_TERMS_DONE)),
            typed: Some(sheet),
            then: None,
        };
        reply.ask(ask);
    };
    let field = move |(name, label): (&'static str, Key)| {
        let (least, most) = range(name).unwrap_or_default();
        let unit = unit(name);
        let value = Memo::new(move |_| {
            let typed = sheet.get(name);
            typed.unwrap_or_else(|| force.with(|t| number(t, name)).to_string())
        });
        let write = Callback::new(move |text| {
            reply.clear();
            sheet.set(name, text);
        });
        let hint = Signal::derive(move || {
            let (least, most) = (least.to_string(), most.to_string());
            let values = [("unit", w.t(unit)), ("least", least), ("most", most)];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            let mut said = vec![w.tf(k::DESK_TERM_RANGE, &values)];
            let now = force.with(|t| number(t, name));
            let minutes = value.get().trim().parse::<i64>().ok();
            if let Some(minutes) = minutes.filter(|m| unit == k::DESK_UNIT_MINUTES && *m >= 60) {
                let hours = Span::Hours(minutes / 60, Some(minutes % 60));
                said.push(format!("= {}", hours.say(w)));
            }
            // After somebody else's change, what is in force beside what is typed here.
            if value.get().trim() != now.to_string() {
                said.push(w.tf(k::DESK_TERM_NOW, &[("n", &now.to_string())]));
            }
            said.join(" · ")
        });
        view! {
            <Input
                id=format!("term-{name}")
                label
                value
                write
                fault=Memo::new(move |_| reply.fault(name))
                sealed=Signal::derive(move || held || reply.busy())
                number=true
                hint
            />
        }
    };
    let idle = move || held || reply.busy() || sheet.is_empty();
    view! {
        <section aria-labelledby="terms-title">
            <h3 id="terms-title">{w.say(k::DESK_TERMS)}</h3>
            <p>{w.say(k::DESK_TERMS_MEANS)}</p>
            <p class="why" id="terms-why" hidden=!held>
                {w.say(k::DESK_TERMS_WHO)}
            </p>
            <form class="terms" on:submit=send>
                {TERMS.map(field).collect_view()}
                <div class="send">
                    <button
                        class="btn"
                        class:quiet=move || sheet.is_empty()
                        type="submit"
                        disabled=idle
                        aria-describedby=held.then_some("terms-why")
                    >
                        {w.say(k::DESK_TERMS_SEND)}
                    </button>
                    <button
                        class="btn quiet"
                        type="button"
                        hidden=move || sheet.is_empty()
                        disabled=move || reply.busy()
                        on:click=move |_| {
                            reply.clear();
                            sheet.clear();
                            page::focus("term-first_answer_minutes");
                        }
                    >
                        {w.say(k::DESK_TERMS_DROP)}
                    </button>
                    <Said reply />
                </div>
            </form>
        </section>
    }
}
