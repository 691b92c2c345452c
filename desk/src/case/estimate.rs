//! The estimate's editor: line by line, with the recall's gate in sight, what it amounts to, and what the
//! owner pays of it.

use super::due::DuePicks;
use super::editor::Editor;
use super::form::{Panel, titled};
use super::gate::{Recalled, Stale};
use super::line::LineEditor;
use super::status::{FieldFault, fault_at, field_id};
use crate::desk::Desk;
use crate::field::{Choose, Input, keyed};
use crate::send::estimate::currency;
use contract::money::{Currency, Money};
use i18n::{Key, k};
use leptos::prelude::*;
use ui::file::Shown;

/// Where the focus goes when the form opens.
pub const FIRST_LINE: &str = "f-lines-0-title";

/// Currencies to choose from where nothing of the case is in one yet.
pub const CURRENCIES: [(&str, Key); 4] = [
    ("", k::DESK_CHOOSE_ONE),
    ("EUR", k::DESK_EUR),
    ("NOK", k::DESK_NOK),
    ("USD", k::DESK_USD),
];

/// A currency's name among [`CURRENCIES`]; of any other as of none.
pub fn currency_name(currency: Option<Currency>) -> &'static str {
    let code = currency.map(|c| c.as_str().to_owned()).unwrap_or_default();
    let found = CURRENCIES.iter().find(|(name, _)| *name == code);
    found.map_or("", |(name, _)| name)
}

/// The form.
#[component]
pub fn EstimateEditor(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let editor = Editor::new(desk, case);
    let of = editor.of;
    let form = editor.form;
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    let first = titled(desk, case, k::DESK_ESTIMATE_TITLE);
    let next = titled(desk, case, k::DESK_ESTIMATE_TITLE_NEXT);
    let title = Signal::derive(move || match case.with(|c| c.revisions) {
        0 => first.get(),
        _ => next.get(),
    });
    let submit = Signal::derive(w.say(k::DESK_ESTIMATE_SEND));
    let lines = move || form.with(|f| f.lines.iter().map(|l| l.id.clone()).collect::<Vec<_>>());
    // What the case's money is in already wins over what was chosen.
    let known = Memo::new(move |_| case.with(currency));
    let sum = move || {
        let (sums, chosen) = form.with(|f| (f.sums(), f.currency));
        // Without a currency there is no amount to be said.
        known.get().or(chosen).map(|currency| {
            let money = |minor| w.money(Money { minor, currency });
            let (all, owner) = (money(sums.all), money(sums.owner));
            w.tf(k::DESK_ESTIMATE_SUM, &[("all", &all), ("owner", &owner)])
        })
    };
    let chosen = Signal::derive(move || currency_name(form.with(|f| f.currency)).to_owned());
    let choose = Callback::new(move |code: String| {
        editor.edit(|form| form.currency = Currency::try_from(code).ok());
    });
    let changes = Memo::new(move |_| form.with(|f| f.changes));
    let before = Callback::new(move |()| {
        let known = known.get_untracked();
        editor.edit(|form| form.currency = known.or(form.currency));
    });
    let full = move || sealed.get() || form.with(|f| f.lines.len() >= casework::LINES);
    view! {
        <Panel case of title submit before>
            <Recalled />
            <Stale editor />
            <ol class="lines" role="list">
                <For each=lines key=Clone::clone let:id>
                    <LineEditor editor id sealed />
                </For>
            </ol>
            <FieldFault of field="lines" id="lines-fault" />
            <div class="with">
                <button
                    class="btn quiet"
                    type="button"
                    id=field_id("lines")
                    disabled=full
                    on:click=move |_| editor.add()
                >
                    {w.say(k::DESK_LINE_ADD)}
                </button>
                <div class="currency" hidden=move || known.get().is_some()>
                    <Choose
                        id=field_id("currency")
                        label=k::DESK_CURRENCY
                        options=keyed(w, CURRENCIES.to_vec())
                        value=chosen
                        write=choose
                        fault=Memo::new(move |_| of.with_value(|s| fault_at(desk, s, "currency")))
                        sealed
                    />
                </div>
                <p class="sum">
                    {sum}
                </p>
            </div>
            <div hidden=move || !changes.get()>
                <Note editor />
            </div>
            <DuePicks of field="next_update" />
        </Panel>
    }
}

/// Why the estimate changed: the owner reads it over the new one.
#[component]
fn Note(editor: Editor) -> impl IntoView {
    let desk = Desk::here();
    let of = editor.of;
    let value = Memo::new(move |_| editor.form.with(|f| f.note.clone()));
    let write = Callback::new(move |text| editor.edit(|form| form.note = text));
    let fault = Memo::new(move |_| of.with_value(|s| fault_at(desk, s, "note")));
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    view! {
        <Input
            id=field_id("note")
            label=k::DESK_ESTIMATE_NOTE
            value
            write
            fault
            sealed
            rows=2
        />
    }
}
