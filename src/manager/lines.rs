//! Which lines of the estimate a dispute is about; those approved or already asked about stay out.

use super::draft;
use crate::estimate::undecided;
use crate::portal::Portal;
use crate::ui::Show;
use contract::case::Case;
use contract::estimate::Line;
use contract::id::LineId;
use i18n::k;
use leptos::prelude::*;

/// Those to choose from.
#[component]
pub fn Lines(
    /// The case.
    case: Memo<Case>,
    /// The chosen ones.
    lines: Memo<Vec<LineId>>,
    /// The dispute is on its way.
    sealed: Signal<bool>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let open = Memo::new(move |_| {
        case.with(|c| {
            let all = c.estimate.iter().flat_map(|e| &e.lines);
            all.filter(|l| undecided(l)).cloned().collect::<Vec<_>>()
        })
    });
    let option = move |line: Line| {
        let name = line.title.clone().unwrap_or_default();
        let id = StoredValue::new(line.facts.id);
        let has = move || lines.with(|all| id.with_value(|id| all.contains(id)));
        view! {
            <label>
                <input
                    type="checkbox"
                    prop:checked=has
                    disabled=sealed
                    on:change=move |_| {
                        let mut all = lines.get_untracked();
                        let before = all.len();
                        all.retain(|l| id.with_value(|id| l != id));
                        if all.len() == before {
                            all.push(id.get_value());
                        }
                        case.with_untracked(|c| {
                            let form = draft::form(c);
                            if let Some(about) = draft::subject(&portal.outbox.draft(&form)) {
                                draft::set(portal, c, about, all);
                            }
                        });
                    }
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <Show when=move || open.with(|all| !all.is_empty())>
            <fieldset class="choice">
                <legend>{w.say(k::DISPUTE_LINES)}</legend>
                {move || open.get().into_iter().map(option).collect_view()}
            </fieldset>
        </Show>
    }
}
