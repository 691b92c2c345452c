//! Who is away, and until when: oneself here, others in the table of the staff.

use super::reply::{Ask, Reply, Said};
use super::sheet::Sheet;
use crate::desk::Desk;
use crate::shape::Shape;
use crate::time::typed::{instant, wall};
use casework::terms::absence;
use contract::id::PersonId;
use contract::problem::{Fault, FieldError};
use contract::settings::{Absence, StaffMember};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;

/// Somebody of the staff, as the settings have them now.
pub fn member(desk: Desk, id: &PersonId) -> Option<StaffMember> {
    desk.office.settings.with(|s| {
        let mut all = s.iter().flat_map(|s| &s.staff);
        all.find(|m| m.id == *id).cloned()
    })
}

/// One's own absence.
#[component]
pub fn MyAbsence() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let reply = Reply::new();
    let me = desk.session.with_value(|s| s.person.clone());
    let id = StoredValue::new(me.clone());
    let until = Memo::new(move |_| {
        let me = id.with_value(|id| member(desk, id));
        me.and_then(|m| m.away(desk.now.get()))
    });
    let said = move || match until.get() {
        Some(at) => {
            let time = w.moment(at, desk.now.get(), &desk.home_zone());
            w.tf(k::DESK_AWAY_ME, &[("time", &time)])
        }
        None => w.t(k::DESK_AWAY_NOT),
    };
    let shape = Signal::derive(move || until.with(|u| if u.is_some() { "due" } else { "done" }));
    view! {
        <section aria-labelledby="away-title">
            <h3 id="away-title">{w.say(k::DESK_AWAY)}</h3>
            <p>
                <b class="mark">
                    <Shape name=shape />
                    {said}
                </b>
                " "
                {w.say(k::DESK_AWAY_MEANS)}
            </p>
            <AwayForm id=me reply />
            <Said reply />
        </section>
    }
}

/// Until when somebody is away; or that they are back.
#[component]
pub fn AwayForm(
    /// Who.
    id: PersonId,
    /// How the change stands.
    reply: Reply,
    /// Called when it was made.
    #[prop(optional, into)]
    done: Option<Callback<()>>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let sheet = Sheet::open(desk, &format!("away/{id}"));
    let field = StoredValue::new(format!("away-{id}"));
    let id = StoredValue::new(id);
    let is_away = Memo::new(move |_| {
        let member = id.with_value(|id| member(desk, id));
        member.is_some_and(|m| m.away(desk.now.get()).is_some())
    });
    let put = move |until: Option<Timestamp>| {
        let Some(member) = untrack(|| id.with_value(|id| member(desk, id))) else {
            return;
        };
        let name = member.name;
        let said = match until {
            Some(at) => {
                let time = w.moment(at, desk.now.get_untracked(), &desk.home_zone());
                untrack(|| w.tf(k::DESK_CHANGED_AWAY, &[("name", &name), ("time", &time)]))
            }
            None => untrack(|| w.tf(k::DESK_CHANGED_BACK, &[("name", &name)])),
        };
        let who = member.id;
        let ask = Ask {
            path: format!("/staff/{who}/absence"),
            to: serde_json::to_value(Absence { until }).unwrap_or_default(),
            made: Box::new(move |s| {
                let mut all = s.staff.iter();
                all.any(|m| m.id == who && m.away_until == until)
            }),
            said,
            typed: Some(sheet),
            then: done,
        };
        reply.ask(ask);
    };
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let typed = untrack(|| sheet.get("until")).unwrap_or_default();
        let now = desk.now.get_untracked();
        let fault = match instant(&desk.home_zone(), &typed) {
            None => FieldError {
                pointer: "/until".to_owned(),
                code: Fault::Missing,
                limit: None,
            },
            Some(at) => match absence(at, now, "/until") {
                Ok(()) => return put(Some(at)),
                Err(fault) => fault,
            },
        };
        reply.refuse(vec![fault]);
        field.with_value(|id| platform::page::focus(id));
    };
    let fault = Memo::new(move |_| reply.fault("until").map(|fault| w.fault(&fault)));
    let label = move || match desk.home() {
        home if home.is_empty() => w.t(k::DESK_AWAY_UNTIL),
        home => w.tf(k::DESK_AWAY_UNTIL_AT, &[("centre", &home)]),
    };
    let fault_id = field.with_value(|id| format!("{id}-fault"));
    let described = fault_id.clone();
    view! {
        <form class="with" on:submit=send>
            <div class="field">
                <label for=field.get_value()>{label}</label>
                <input
                    type="datetime-local"
                    id=field.get_value()
                    min=move || wall(&desk.home_zone(), Some(desk.now.get()))
                    readonly=move || reply.busy()
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=move || sheet.get("until").unwrap_or_default()
                    on:change=move |ev| {
                        reply.clear();
                        sheet.set("until", event_target_value(&ev));
                    }
                />
                {move || {
                    fault
                        .get()
                        .map(|words| {
                            view! {
                                <p class="fault" id=fault_id.clone()>
                                    {words}
                                </p>
                            }
                        })
                }}
            </div>
            <button class="btn quiet" type="submit" disabled=move || reply.busy()>
                {w.say(k::DESK_AWAY_SEND)}
            </button>
            <button
                class="btn quiet"
                type="button"
                hidden=move || !is_away.get()
                disabled=move || reply.busy()
                on:click=move |_| put(None)
            >
                {w.say(k::DESK_AWAY_BACK)}
            </button>
        </form>
    }
}
