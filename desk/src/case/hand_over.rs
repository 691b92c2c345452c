//! Somebody else has the case from here: one of the centre's advisors and local managers, as the settings
//! have them.

use super::form::{Panel, slot};
use super::status::{fault_at, field_id};
use crate::desk::Desk;
use crate::field::{Choose, Options};
use crate::send::verb::Verb;
use contract::settings::{Settings, StaffMember};
use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::file::Shown;

/// The form.
#[component]
pub fn HandOverForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::HandOver);
    desk.office.ask();
    let title = Signal::derive(w.say(k::DESK_HAND_OVER_TITLE));
    let submit = Signal::derive(w.say(k::DESK_HAND_OVER_SEND));
    let colleagues = Memo::new(move |_| {
        let here = case.with(|c| c.centre.clone());
        let takes = |m: &&StaffMember| m.takes_cases_of(&here);
        let all = |s: &Settings| s.staff.iter().filter(takes).cloned().collect::<Vec<_>>();
        let settings = &desk.office.settings;
        settings.with(|s| s.as_ref().map(all).unwrap_or_default())
    });
    let option = move |m: &StaffMember| {
        let mut words = format!("{}, {}", m.name, w.named("role", m.role.slug()));
        if let Some(until) = m.away(desk.now.get()) {
            let time = w.moment(until, desk.now.get(), &desk.zone());
            words = format!("{words} ({})", w.tf(k::DESK_AWAY_TILL, &[("time", &time)]));
        }
        (m.id.to_string(), words)
    };
    let options = Memo::new(move |_| {
        let mut all: Options = vec![(String::new(), w.t(k::DESK_CHOOSE_ONE))];
        colleagues.with(|c| all.extend(c.iter().map(option)));
        all
    });
    // Whoever has left since the draft was begun is none of the options any more.
    let value = Memo::new(move |_| {
        let to = desk.outbox.draft(&of.get_value()).to;
        let there = options.with(|all| all.iter().any(|(id, _)| *id == to));
        if there { to } else { String::new() }
    });
    let write = Callback::new(move |to| desk.outbox.edit(&of.get_value(), |d| d.to = to));
    let id = StoredValue::new(desk.session.with_value(|s| s.person.to_string()));
    // A manager above is nobody's advisor: only who is in the list can take it.
    let can_take = Memo::new(move |_| {
        let mine = case.with(|c| desk.is_me(c.advisor.as_ref()));
        !mine && options.with(|all| all.iter().any(|(to, _)| id.with_value(|id| to == id)))
    });
    let me = move |_| {
        write.run(id.get_value());
        page::focus_soon(&field_id("to"));
    };
    let unknown = move || match (
        desk.office.settings.with(Option::is_some),
        desk.office.refused.get(),
    ) {
        (true, _) => None,
        (false, Some(kind)) => Some(w.problem(kind)),
        (false, None) => Some(w.t(k::DESK_STAFF_LOADING)),
    };
    view! {
        <Panel case of title submit>
            <div class="with">
                <Choose
                    id=field_id("to")
                    label=k::DESK_HAND_OVER_TO
                    options
                    value
                    write
                    fault=Memo::new(move |_| of.with_value(|s| fault_at(desk, s, "to")))
                    sealed=Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()))
                />
                <button
                    class="btn quiet"
                    type="button"
                    hidden=move || !can_take.get()
                    on:click=me
                >
                    {w.say(k::DESK_HAND_OVER_ME)}
                </button>
            </div>
            <p class="quiet" role="status">
                {unknown}
            </p>
        </Panel>
    }
}
