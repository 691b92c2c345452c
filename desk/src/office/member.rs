//! Somebody on the staff, put there or changed by an operator.

use super::absence::member;
use super::enrol::{parts, read, role_of, standing};
use super::reply::{Ask, Reply, Said};
use super::sheet::Sheet;
use super::staff::{ROLES, has_centres};
use crate::desk::Desk;
use crate::field::{Choose, Fault, Input, Options};
use contract::id::{CentreId, PersonId};
use contract::person::Role;
use contract::settings::StaffMember;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

/// Asks for somebody to be on the staff like this, as it was typed; `then` follows.
pub fn change(reply: Reply, member: StaffMember, typed: Option<Sheet>, then: Callback<()>) {
    let w = reply.words();
    let name = member.name.clone();
    let words = match member.left {
        true => k::DESK_CHANGED_LEFT,
        false => k::DESK_CHANGED_STAFF,
    };
    let ask = Ask {
        path: format!("/staff/{}", member.id),
        to: serde_json::to_value(&member).unwrap_or_default(),
        made: Box::new(move |s| s.staff.contains(&member)),
        said: untrack(|| w.tf(words, &[("name", &name)])),
        typed,
        then: Some(then),
    };
    reply.ask(ask);
}

/// The form.
#[component]
pub fn MemberForm(
    /// Who; nobody yet while somebody is added.
    id: Option<PersonId>,
    /// How the change stands.
    reply: Reply,
    /// Called when it was made, and when it is not wanted any more.
    done: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let new = id.is_none();
    let sheet = match &id {
        Some(id) => Sheet::open(desk, &format!("staff/{id}")),
        None => Sheet::open(desk, "staff"),
    };
    let id = StoredValue::new(id);
    let have = Memo::new(move |_| id.with_value(|id| id.as_ref().and_then(|id| member(desk, id))));
    let typed = move |name: &str| {
        let before = || have.with(|m| m.as_ref().map(|m| standing(m, name)).unwrap_or_default());
        sheet.get(name).unwrap_or_else(before)
    };
    let taken = move |id: &PersonId| member(desk, id).is_some();
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let found = untrack(|| have.with(|have| read(typed, have.as_ref(), taken)));
        match found {
            Ok(member) => change(reply, member, Some(sheet), done),
            Err(faults) => {
                let first = faults.first().map(|f| f.pointer.replace('/', "member-"));
                reply.refuse(faults);
                if let Some(id) = first {
                    page::focus(&id);
                }
            }
        }
    };
    let sealed = Signal::derive(move || reply.busy());
    let write = move |name: &'static str| {
        Callback::new(move |text: String| {
            reply.clear();
            sheet.set(name, text);
        })
    };
    let fault = move |name: &'static str| Memo::new(move |_| reply.fault(name));
    let text = move |name: &'static str, label: Key, hint: Option<Key>| {
        let value = Memo::new(move |_| typed(name));
        let (id, write, fault) = (format!("member-{name}"), write(name), fault(name));
        match hint {
            Some(hint) => {
                let hint = Signal::derive(w.say(hint));
                view! { <Input id label value write fault sealed hint /> }
            }
            None => view! { <Input id label value write fault sealed /> },
        }
    };
    let roles = Memo::new(move |_| {
        let mut all: Options = vec![(String::new(), w.t(k::DESK_CHOOSE_ONE))];
        let named = |r: &Role| (r.slug().to_owned(), w.named("role", r.slug()));
        all.extend(ROLES.iter().map(named));
        all
    });
    let role = Memo::new(move |_| role_of(&typed("role")));
    let everywhere = move || role.get().is_none_or(|r| !has_centres(r));
    // Their telephones are the only ones that owners get.
    let reached = move || matches!(role.get(), Some(Role::LocalManager | Role::RegionalManager));
    let title = move || match have.with(|m| m.as_ref().map(|m| m.name.clone())) {
        Some(name) => w.tf(k::DESK_STAFF_CHANGE_TITLE, &[("name", &name)]),
        None => w.t(k::DESK_STAFF_ADD_TITLE),
    };
    view! {
        <form class="panel" aria-labelledby="member-title" on:submit=send>
            <h3 id="member-title">{title}</h3>
            <div class="pair">
                {new.then(|| text("id", k::DESK_STAFF_ID, Some(k::DESK_STAFF_ID_HINT)))}
                {text("name", k::DESK_STAFF_NAME, None)}
                <Choose
                    id="member-role"
                    label=k::DESK_STAFF_ROLE
                    options=roles
                    value=Memo::new(move |_| typed("role"))
                    write=write("role")
                    fault=fault("role")
                    sealed
                />
            </div>
            <div hidden=everywhere>
                <Centres typed=Signal::derive(move || typed("centres")) write=write("centres") reply />
            </div>
            <div hidden=move || !reached()>
                <p class="quiet">{w.say(k::DESK_STAFF_REACHED_MEANS)}</p>
                <div class="pair">
                    {text("phone", k::DESK_STAFF_PHONE, Some(k::DESK_STAFF_PHONE_HINT))}
                    {text("mail", k::DESK_STAFF_MAIL, None)}
                    {text("hours", k::DESK_STAFF_HOURS, Some(k::DESK_STAFF_HOURS_HINT))}
                    {text("languages", k::DESK_STAFF_LANGUAGES, Some(k::DESK_STAFF_LANGUAGES_HINT))}
                </div>
            </div>
            <div class="send">
                <button class="btn" type="submit" disabled=move || sealed.get()>
                    {w.say(k::DESK_STAFF_SEND)}
                </button>
                <button
                    class="btn quiet"
                    type="button"
                    disabled=move || sealed.get()
                    on:click=move |_| done.run(())
                >
                    {w.say(k::DESK_CANCEL)}
                </button>
                <button
                    class="plain"
                    type="button"
                    hidden=move || sheet.is_empty()
                    disabled=move || sealed.get()
                    on:click=move |_| {
                        reply.clear();
                        sheet.clear();
                        page::focus("member-name");
                    }
                >
                    {w.say(k::DESK_TERMS_DROP)}
                </button>
                <Said reply />
            </div>
        </form>
    }
}

/// The centres somebody answers for.
#[component]
fn Centres(typed: Signal<String>, write: Callback<String>, reply: Reply) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let all = Memo::new(move |_| {
        desk.office.settings.with(|s| {
            let all = s.iter().flat_map(|s| &s.centres);
            all.map(|c| (c.id.clone(), c.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let choice = move |n: usize, (id, name): (CentreId, String)| {
        let id = StoredValue::new(id);
        let chosen = Memo::new(move |_| {
            let typed = typed.get();
            id.with_value(|id| parts(&typed).any(|c| c == id.as_str()))
        });
        let choose = move |_| {
            let id = id.get_value().to_string();
            let text = typed.get_untracked();
            let mut centres: Vec<&str> = parts(&text).collect();
            if chosen.get_untracked() {
                centres.retain(|c| *c != id);
            } else {
                centres.push(&id);
            }
            write.run(centres.join(","));
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    id=(n == 0).then_some("member-centres")
                    prop:checked=move || chosen.get()
                    on:change=choose
                />
                {name}
            </label>
        }
    };
    let fault = Memo::new(move |_| reply.fault("centres"));
    view! {
        <fieldset
            class="checks"
            disabled=move || reply.busy()
            aria-describedby="member-centres-fault"
        >
            <legend>{w.say(k::DESK_STAFF_CENTRES)}</legend>
            {move || {
                let all = all.get().into_iter().enumerate();
                all.map(|(n, centre)| choice(n, centre)).collect_view()
            }}
        </fieldset>
        <Fault id=Signal::stored("member-centres".to_owned()) fault=fault.into() />
    }
}
