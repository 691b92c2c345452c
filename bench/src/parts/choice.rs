//! The choice: one of several, or any of several.

use super::fixed;
use crate::page::State;
use contract::problem::{Fault, FieldError};
use i18n::{Key, k};
use leptos::prelude::*;
use portal::ui::{Choice, FieldFault};
use ui::words::Words;

const SINCE: [Key; 4] = [
    k::SINCE_TODAY,
    k::SINCE_WEEK,
    k::SINCE_LONGER,
    k::SINCE_UNSURE,
];

/// Every state.
pub fn states(w: Words) -> Vec<State> {
    vec![
        (
            "one of several, nothing chosen",
            radio(w, "choice-none", None, false),
        ),
        (
            "one of several, one chosen",
            radio(w, "choice-one", Some(1), false),
        ),
        ("disabled", radio(w, "choice-disabled", Some(1), true)),
        ("at fault", faulty(w)),
        ("any of several", boxes(w, false)),
        ("any of several, disabled", boxes(w, true)),
    ]
}

fn radio(w: Words, name: &'static str, chosen: Option<usize>, disabled: bool) -> AnyView {
    let value = RwSignal::new(chosen);
    view! {
        <Choice
            name=name.into()
            legend=fixed(w.t(k::REPORT_SINCE))
            options=SINCE.map(|key| fixed(w.t(key))).to_vec()
            value
            choose=Callback::new(move |at: usize| value.set(Some(at)))
            disabled=Signal::stored(disabled)
        />
    }
    .into_any()
}

fn faulty(w: Words) -> AnyView {
    let value = RwSignal::new(None);
    let fault = FieldError {
        pointer: String::new(),
        code: Fault::Missing,
        limit: None,
    };
    view! {
        <Choice
            name="choice-fault".into()
            legend=fixed(w.t(k::REPORT_DRIVABLE))
            options=[k::DRIVABLE_YES, k::DRIVABLE_NO, k::DRIVABLE_UNSURE]
                .map(|key| fixed(w.t(key)))
                .to_vec()
            value
            choose=Callback::new(move |at: usize| value.set(Some(at)))
            fault="choice-fault-why"
        />
        <FieldFault id="choice-fault-why".into() fault=Signal::stored(Some(fault)) />
    }
    .into_any()
}

fn boxes(w: Words, disabled: bool) -> AnyView {
    let option = |(at, key): (usize, Key)| {
        view! {
            <label>
                <input type="checkbox" prop:checked=at == 0 disabled=disabled />
                <span>{w.t(key)}</span>
            </label>
        }
    };
    let options = [
        k::RECALL_PART_BRAKES,
        k::RECALL_PART_LIGHTS,
        k::RECALL_PART_BATTERY,
    ];
    view! {
        <fieldset class="choice">
            <legend>{w.t(k::DISPUTE_LINES)}</legend>
            {options.into_iter().enumerate().map(option).collect_view()}
        </fieldset>
    }
    .into_any()
}
