//! The field: a label, what is typed, and what is wrong with it.

use super::fixed;
use crate::page::State;
use contract::problem::{Fault, FieldError};
use i18n::k;
use leptos::prelude::*;
use portal::ui::FieldFault;
use ui::words::Words;

/// How a field stands.
#[derive(Clone, Copy, PartialEq)]
enum As {
    Open,
    Wrong(Fault, Option<u32>),
    ReadOnly,
    Disabled,
}

/// Every state, of several lines and of one.
pub fn states(w: Words) -> Vec<State> {
    let typed = || w.t(k::SURVEY_RUDE);
    vec![
        ("empty", words(w, "field-empty", String::new(), As::Open)),
        ("filled", words(w, "field-filled", typed(), As::Open)),
        (
            "at fault: nothing was written",
            words(
                w,
                "field-nothing",
                String::new(),
                As::Wrong(Fault::Empty, None),
            ),
        ),
        (
            "at fault: too long",
            words(
                w,
                "field-long",
                typed(),
                As::Wrong(Fault::TooLong, Some(2000)),
            ),
        ),
        (
            "read-only, while it is on its way",
            words(w, "field-sealed", typed(), As::ReadOnly),
        ),
        (
            "disabled",
            words(w, "field-disabled", typed(), As::Disabled),
        ),
        (
            "one line",
            line(
                "field-line",
                w.t(k::REPORT_PLACE),
                "Hamburg, Am Sandtorkai 50",
            ),
        ),
        (
            "words of many lines",
            words(w, "field-many", long(w), As::Open),
        ),
    ]
}

/// What somebody may well write: several sentences, and a word without an end.
fn long(w: Words) -> String {
    let sentence = w.t(k::ESTIMATE_RECORD);
    format!(
        "{sentence}\n{sentence}\nhttps://example.org/{}",
        "photo-".repeat(12)
    )
}

fn words(w: Words, id: &'static str, text: String, how: As) -> AnyView {
    let fault = match how {
        As::Wrong(code, limit) => Some(FieldError {
            pointer: String::new(),
            code,
            limit,
        }),
        _ => None,
    };
    let fault_id = format!("{id}-fault");
    view! {
        <div class="concern">
            <label for=id>{w.t(k::MESSAGE)}</label>
            <textarea
                id=id
                rows="3"
                aria-describedby=fault_id.clone()
                aria-invalid=fault.is_some().to_string()
                readonly=how == As::ReadOnly
                disabled=how == As::Disabled
                prop:value=text
            ></textarea>
            <FieldFault id=fault_id fault=Signal::stored(fault) />
        </div>
    }
    .into_any()
}

fn line(id: &'static str, label: String, text: &'static str) -> AnyView {
    view! {
        <div class="concern">
            <label for=id>{fixed(label)}</label>
            <input id=id type="text" prop:value=text />
        </div>
    }
    .into_any()
}
