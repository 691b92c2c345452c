//! The small forms: the car is there, somebody else has it, a manager signs, contact is paused and goes
//! on.

use super::car::COMPONENTS;
use super::form::{Panel, Text, slot};
use super::owner;
use super::status::field_id;
use crate::desk::Desk;
use crate::send::verb::Verb;
use contract::person::{DemoPerson, Role, SignIn};
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::{http, page};
use ui::file::Shown;

/// One act with nothing to type: the car is there; the pause ends.
#[component]
pub fn PlainForm(
    /// The case.
    case: Shown,
    /// `CheckIn` or `Resume`.
    verb: Verb,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, verb);
    let (title, submit) = match verb {
        Verb::Resume => (k::DESK_RESUME_TITLE, k::DESK_RESUME_SEND),
        _ => (k::DESK_CHECK_IN_TITLE, k::DESK_CHECK_IN_SEND),
    };
    let title = Signal::derive(move || {
        let owner = case.with(|c| owner(desk, c));
        w.tf(title, &[("owner", &owner)])
    });
    let submit = Signal::derive(move || w.t(submit));
    view! { <Panel case of title submit /> }
}

/// A reason that the owner reads: a signature, a pause.
#[component]
pub fn ReasonForm(
    /// The case.
    case: Shown,
    /// `Sign` or `Pause`.
    verb: Verb,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, verb);
    let (title, submit) = match verb {
        Verb::Sign => (k::DESK_SIGN_TITLE, k::DESK_SIGN_SEND),
        _ => (k::DESK_PAUSE_TITLE, k::DESK_PAUSE_SEND),
    };
    let title = Signal::derive(move || {
        let owner = case.with(|c| owner(desk, c));
        w.tf(title, &[("owner", &owner)])
    });
    let submit = Signal::derive(move || w.t(submit));
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
    view! {
        <Panel case of title submit>
            {component}
            <Text of field="reason" label=k::DESK_REASON_OWNER part=|d| &mut d.text rows=4 />
        </Panel>
    }
}

/// Somebody else has the case from here: oneself, or a colleague.
#[component]
pub fn HandOverForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::HandOver);
    let title = Signal::derive(w.say(k::DESK_HAND_OVER_TITLE));
    let submit = Signal::derive(w.say(k::DESK_HAND_OVER_SEND));
    let mine = Memo::new(move |_| case.with(|c| desk.is_me(c.advisor.as_ref())));
    let me = move |_| {
        let id = desk.session.with_value(|s| s.person.to_string());
        desk.outbox.edit(&of.get_value(), |d| d.to = id);
        page::focus_soon(&field_id("to"));
    };
    // A demonstration tells who there is; elsewhere a colleague's sign-in name is typed.
    let people = RwSignal::new(Vec::<DemoPerson>::new());
    spawn_local(async move {
        if let Ok(SignIn::Choose { people: found }) = http::get::<SignIn>("/sign-in").await {
            let _ = people.try_set(found);
        }
    });
    let colleagues = move || {
        let mut found = people.get();
        found.retain(|p| matches!(p.role, Role::Advisor | Role::LocalManager));
        let option = |p: DemoPerson| {
            let about = format!("{}, {}", p.name, p.about);
            view! { <option value=p.id.to_string()>{about}</option> }
        };
        found.into_iter().map(option).collect_view()
    };
    view! {
        <Panel case of title submit>
            <div class="with">
                <Text
                    of
                    field="to"
                    label=k::DESK_HAND_OVER_TO
                    part=|d| &mut d.to
                    list="colleagues"
                />
                <button
                    class="btn quiet"
                    type="button"
                    hidden=move || mine.get()
                    on:click=me
                >
                    {w.say(k::DESK_HAND_OVER_ME)}
                </button>
            </div>
            <datalist id="colleagues">{colleagues}</datalist>
        </Panel>
    }
}
