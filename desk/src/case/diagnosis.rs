//! What was found, and on which component; and on the case's page, what the owner was told.

use super::car::COMPONENTS;
use super::form::{Panel, Text, slot, titled};
use crate::desk::Desk;
use crate::send::verb::Verb;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The form.
#[component]
pub fn DiagnosisForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Diagnose);
    let title = titled(desk, case, k::DESK_DIAGNOSE_TITLE);
    let submit = Signal::derive(w.say(k::DESK_DIAGNOSE_SEND));
    view! {
        <Panel case of title submit>
            <Text of field="text" label=k::DESK_DIAGNOSE_TEXT part=|d| &mut d.text rows=4 />
            <Text
                of
                field="component"
                label=k::DESK_COMPONENT_MAYBE
                part=|d| &mut d.component
                list=COMPONENTS
            />
        </Panel>
    }
}

/// The diagnosis and the part that is waited for, as they stand.
#[component]
pub fn Found(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let found = Memo::new(move |_| case.with(|c| c.diagnosis.clone()));
    let parts = Memo::new(move |_| case.with(|c| c.parts.clone()));
    let gone = w.say(k::DESK_NO_TEXT);
    let part = move || {
        parts.get().map(|parts| {
            let part = parts.text.unwrap_or_else(gone);
            let until = parts
                .until
                .map(|at| w.moment(at, desk.now.get(), &desk.zone()));
            let until = until.unwrap_or_default();
            w.tf(k::DESK_WAITS_FOR_PART, &[("part", &part), ("time", &until)])
        })
    };
    view! {
        <p class="found" hidden=move || parts.with(Option::is_none)>
            {part}
        </p>
        {move || {
            found
                .get()
                .map(|found| {
                    let by = found.by.unwrap_or_default();
                    let when = move || w.moment(found.at, desk.now.get(), &desk.zone());
                    view! {
                        <section class="found">
                            <h3>{w.t(k::DESK_DIAGNOSIS)}</h3>
                            <p class="own-words">{found.text.unwrap_or_else(gone)}</p>
                            <small>
                                {found.component.map(|c| format!("{c} · "))} {by} " · " {when}
                            </small>
                        </section>
                    }
                })
        }}
    }
}
