//! The invoice: each approved line with what is charged for it, never more than was approved.

use super::form::{Panel, slot, titled};
use super::status::{fault_at, field_id};
use crate::desk::Desk;
use crate::field::Input;
use crate::send::charges::{self, Charge};
use crate::send::verb::Verb;
use contract::id::LineId;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// Where the focus goes when the form opens.
pub const FIRST_CHARGE: &str = "f-lines-0-charge";

/// The form.
#[component]
pub fn InvoiceForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Invoice);
    // What was approved may change while the form is open: lines come and go, what was typed stays.
    let charges = Memo::new(move |_| {
        let draft = desk.outbox.draft(&of.get_value());
        case.with(|c| charges::of(c, &draft.charges, desk.mark()))
    });
    let keep = move |edit: &dyn Fn(&mut Vec<Charge>)| {
        let mut all = charges.get_untracked();
        edit(&mut all);
        desk.outbox.edit(&of.get_value(), |d| d.charges = all);
    };
    let before = Callback::new(move |()| keep(&|_| ()));
    let title = titled(desk, case, k::DESK_INVOICE_TITLE);
    let total = move || {
        let total = charges.with(|all| charges::total(all));
        total.map(|total| w.money(total)).unwrap_or_default()
    };
    let submit = Signal::derive(move || w.tf(k::DESK_INVOICE_SEND, &[("amount", &total())]));
    let lines = move || charges.with(|all| all.iter().map(|c| c.line.clone()).collect::<Vec<_>>());
    let line = move |id: LineId| {
        let title = {
            let id = id.clone();
            move || {
                case.with(|c| {
                    let line = c.estimate.as_ref().and_then(|e| e.line(&id));
                    line.and_then(|l| l.title.clone())
                        .unwrap_or_else(|| w.t(k::DESK_NO_TEXT))
                })
            }
        };
        let id = StoredValue::new(id);
        let charge = Memo::new(move |_| {
            let all = charges.get();
            let at = id.with_value(|id| all.iter().position(|c| c.line == *id))?;
            all.into_iter().nth(at).map(|charge| (at, charge))
        });
        let at = move || charge.with(|c| c.as_ref().map_or(0, |(at, _)| *at));
        let most = move || {
            let most = charge.with(|c| c.as_ref().map(|(_, c)| w.money(c.most)));
            w.tf(
                k::DESK_INVOICE_MOST,
                &[("amount", &most.unwrap_or_default())],
            )
        };
        let value = Signal::derive(move || {
            charge.with(|c| c.as_ref().map(|(_, c)| c.typed.clone()).unwrap_or_default())
        });
        let write = Callback::new(move |text: String| {
            keep(&|all| {
                let mine = all.iter_mut().find(|c| id.with_value(|id| c.line == *id));
                if let Some(charge) = mine {
                    charge.typed.clone_from(&text);
                }
            });
        });
        let fault = Memo::new(move |_| {
            of.with_value(|s| fault_at(desk, s, &format!("lines/{}/charge", at())))
        });
        let name = Signal::derive(move || field_id(&format!("lines/{}/charge", at())));
        let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
        view! {
            <li class="with">
                <p>
                    <b>{title}</b>
                    <small>{most}</small>
                </p>
                <Input id=name label=k::DESK_CHARGE value write fault sealed number=true />
            </li>
        }
    };
    view! {
        <Panel case of title submit before>
            <ol class="lines charges" role="list">
                <For each=lines key=Clone::clone let:id>
                    {line(id)}
                </For>
            </ol>
            <p class="sum">
                {move || w.tf(k::DESK_INVOICE_SUM, &[("amount", &total())])}
            </p>
        </Panel>
    }
}
