//! What stands in an estimate's way, said where it is written: the recall's gate over the lines and at each
//! of them, and a revision that somebody else sent meanwhile.

use super::car::Car;
use super::editor::Editor;
use super::estimate::FIRST_LINE;
use crate::desk::Desk;
use crate::send::draft::Slot;
use crate::send::estimate::LineForm;
use crate::send::verb::Verb;
use contract::estimate::{Coverage, LineKind};
use i18n::k;
use leptos::prelude::*;
use platform::page;

/// A recall is open on the car: it stands over the lines before any is written.
#[component]
pub fn Recalled() -> impl IntoView {
    let w = Desk::here().words;
    let car = expect_context::<Car>();
    let recalls = Memo::new(move |_| car.open_recalls());
    view! {
        <div class="gate" role="note" hidden=move || recalls.with(Vec::is_empty)>
            <p>
                <b>{w.say(k::DESK_GATE)}</b>
                " "
                {w.say(k::DESK_GATE_MEANS)}
            </p>
            <ul>
                {move || {
                    let recalls = recalls.get().into_iter();
                    recalls
                        .map(|r| {
                            view! { <li>{r.campaign.number} ": " {r.campaign.component}</li> }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

/// Somebody sent another revision since this one was begun: what is typed is kept, and nothing of the
/// other is overwritten unseen.
#[component]
pub fn Stale(
    /// The estimate.
    editor: Editor,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let stale = Memo::new(move |_| {
        let revisions = editor.case.with(|c| c.revisions);
        editor.form.with(|f| f.follows != revisions)
    });
    let keep = move |_| {
        let (follows, changes) = editor
            .case
            .with_untracked(|c| (c.revisions, c.estimate.is_some()));
        editor.edit(|form| {
            form.follows = follows;
            form.changes = changes;
        });
        page::focus_soon(FIRST_LINE);
    };
    let drop = move |_| {
        desk.outbox
            .edit(&editor.of.get_value(), |draft| draft.estimate = None);
        page::focus_soon(FIRST_LINE);
    };
    view! {
        <div class="gate" role="alert" hidden=move || !stale.get()>
            <p>{w.say(k::DESK_STALE)}</p>
            <div class="with">
                <button class="btn quiet" type="button" on:click=keep>
                    {w.say(k::DESK_STALE_KEEP)}
                </button>
                <button class="btn quiet" type="button" on:click=drop>
                    {w.say(k::DESK_STALE_DROP)}
                </button>
            </div>
        </div>
    }
}

/// What the recall's gate says of a line, and the way to the signature that it asks for.
#[component]
pub fn Gate(
    /// The estimate.
    editor: Editor,
    /// The line.
    line: Memo<LineForm>,
    /// A recall is open on its component.
    recalled: Memo<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let car = expect_context::<Car>();
    let case = editor.case;
    let sign = move |_| {
        let id = case.with_untracked(|c| c.id.clone());
        let slot = Slot::of(id.clone(), Verb::Sign);
        let component = line.with_untracked(|l| l.component.clone());
        desk.outbox.edit(&slot, |draft| draft.component = component);
        desk.start(id, Verb::Sign);
    };
    let warranted = Memo::new(move |_| car.warranted(desk.now.get()));
    let manager = Memo::new(move |_| case.with(|c| desk.allowed(Verb::Sign, c).is_ok()));
    move || {
        let (coverage, kind, component) = line.with(|l| (l.coverage, l.kind, l.component.clone()));
        let open = !car.open_recalls().is_empty();
        if open && component.trim().is_empty() && kind != LineKind::Tax {
            return Some(view! { <p class="why">{w.t(k::DESK_GATE_COMPONENT)}</p> }.into_any());
        }
        if !recalled.get() {
            let needed = coverage.is_none() && (open || warranted.get());
            return needed
                .then(|| view! { <p class="why">{w.t(k::DESK_GATE_UNCLASSED)}</p> }.into_any());
        }
        if coverage != Some(Coverage::NotCovered) {
            return Some(view! { <p class="why">{w.t(k::DESK_GATE_FREE)}</p> }.into_any());
        }
        if case.with(|c| !car.needs_signature(c, &component)) {
            return Some(view! { <p class="why">{w.t(k::DESK_GATE_SIGNED)}</p> }.into_any());
        }
        let words = if manager.get() {
            k::DESK_GATE_SIGN
        } else {
            k::DESK_GATE_ASK
        };
        Some(
            view! {
                <div class="with">
                    <p class="bad">{w.t(words)}</p>
                    {manager
                        .get()
                        .then(|| {
                            view! {
                                <button class="btn quiet" type="button" on:click=sign>
                                    {w.t(k::DESK_SIGN)}
                                </button>
                            }
                        })}
                </div>
            }
            .into_any(),
        )
    }
}
