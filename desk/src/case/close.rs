//! The close form: the cause, because the owner asked why, and what was done. Both are needed.

use super::form::{Panel, Text, slot, titled};
use crate::desk::Desk;
use crate::send::verb::Verb;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The form that ends a case.
#[component]
pub fn CloseForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Close);
    let title = titled(desk, case, k::DESK_CLOSE_TITLE);
    let submit = Signal::derive(w.say(k::DESK_CLOSE_SEND));
    view! {
        <Panel case of title submit>
            <div class="pair">
                <Text of field="cause" label=k::DESK_CLOSE_CAUSE part=|d| &mut d.text rows=4 />
                <Text of field="remedy" label=k::DESK_CLOSE_REMEDY part=|d| &mut d.remedy rows=4 />
            </div>
        </Panel>
    }
}
