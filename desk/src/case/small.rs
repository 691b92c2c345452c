//! The small forms, with a reason or with nothing to type: the car is there, a manager signs, contact is
//! paused and goes on.

use super::car::COMPONENTS;
use super::form::{Panel, Text, slot, titled};
use crate::desk::Desk;
use crate::send::verb::Verb;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// One act with at most a reason, which the owner reads.
#[component]
pub fn SmallForm(
    /// The case.
    case: Shown,
    /// `CheckIn`, `Resume`, `Sign` or `Pause`.
    verb: Verb,
) -> impl IntoView {
    let desk = Desk::here();
    let of = slot(case, verb);
    let (title, submit) = match verb {
        Verb::Sign => (k::DESK_SIGN_TITLE, k::DESK_SIGN_SEND),
        Verb::Pause => (k::DESK_PAUSE_TITLE, k::DESK_PAUSE_SEND),
        Verb::Resume => (k::DESK_RESUME_TITLE, k::DESK_RESUME_SEND),
        _ => (k::DESK_CHECK_IN_TITLE, k::DESK_CHECK_IN_SEND),
    };
    let title = titled(desk, case, title);
    let submit = Signal::derive(desk.words.say(submit));
    let component = (verb == Verb::Sign).then(|| {
        view! {
            <Text
                of
                field="component"
                label=k::DESK_COMPONENT
                part=|d| &mut d.component
                list=COMPONENTS
            />
        }
    });
    let reason = matches!(verb, Verb::Sign | Verb::Pause).then(|| {
        view! {
            <Text of field="reason" label=k::DESK_REASON_OWNER part=|d| &mut d.text rows=4 />
        }
    });
    view! {
        <Panel case of title submit>
            {component}
            {reason}
        </Panel>
    }
}
