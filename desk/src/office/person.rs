//! Somebody's row in the table of the staff, and what may be changed of them below it.

use super::absence::{AwayForm, member};
use super::member::{MemberForm, change};
use super::reply::{Reply, Said};
use crate::desk::Desk;
use crate::shape::Shape;
use casework::may;
use contract::id::PersonId;
use contract::settings::StaffMember;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;

/// The form that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// Somebody is put on the staff.
    New,
    /// Somebody's place is changed.
    Change(PersonId),
    /// Somebody is away.
    Away(PersonId),
    /// Somebody has left, or is back.
    Leave(PersonId),
}

/// What the section's rows share: the form that is open, and how its change stands.
#[derive(Clone, Copy)]
pub struct Table {
    /// The desk.
    pub desk: Desk,
    /// Which form.
    pub open: RwSignal<Option<Open>>,
    /// How its change stands.
    pub reply: Reply,
}

impl Table {
    /// Opens a form, or shuts it when it is open.
    pub fn toggle(self, form: Open) {
        if untrack(|| self.reply.busy()) {
            return;
        }
        self.reply.clear();
        if self.open.with_untracked(|o| o.as_ref() == Some(&form)) {
            return self.shut();
        }
        let first = match &form {
            Open::New => "member-id".to_owned(),
            Open::Change(_) => "member-name".to_owned(),
            Open::Away(id) => format!("away-{id}"),
            Open::Leave(_) => "leave".to_owned(),
        };
        self.open.set(Some(form));
        page::focus_soon(&first);
    }

    /// Shuts the form; the focus goes back to where it was opened.
    pub fn shut(self) {
        let back = self
            .open
            .try_get_untracked()
            .flatten()
            .map(|open| match open {
                Open::New => "staff-add".to_owned(),
                Open::Change(id) | Open::Away(id) | Open::Leave(id) => row_id(&id),
            });
        let _ = self.open.try_set(None);
        if let Some(id) = back {
            page::focus_soon(&id);
        }
    }
}

fn row_id(id: &PersonId) -> String {
    format!("staff-{id}")
}

/// The row, and the form below it.
#[component]
pub fn Row(
    /// Who.
    id: PersonId,
    /// What the rows share.
    table: Table,
) -> impl IntoView {
    let desk = table.desk;
    let w = desk.words;
    let id = StoredValue::new(id);
    let who = Memo::new(move |last: Option<&Option<StaffMember>>| {
        let found = id.with_value(|id| member(desk, id));
        found.or_else(|| last.cloned().flatten())
    });
    let read = move |part: fn(&StaffMember) -> String| {
        move || who.with(|m| m.as_ref().map(part).unwrap_or_default())
    };
    let role = move || who.with(|m| m.as_ref().map(|m| w.named("role", m.role.slug())));
    let standing = move || {
        let until = who.with(|m| m.as_ref().and_then(|m| m.away(desk.now.get())));
        let left = who.with(|m| m.as_ref().is_some_and(|m| m.left));
        let (shape, words) = match until {
            _ if left => ("no", w.t(k::DESK_STAFF_LEFT)),
            Some(at) => {
                let time = w.moment(at, desk.now.get(), &desk.home_zone());
                ("due", w.tf(k::DESK_AWAY_TILL, &[("time", &time)]))
            }
            None => ("done", w.t(k::DESK_STAFF_HERE)),
        };
        view! {
            <span class="mark">
                <Shape name=Signal::stored(shape) />
                {words}
            </span>
        }
    };
    let operates = may::operate(&desk.who()).is_ok();
    // One's own stands at the top of the page.
    let me = id.with_value(|id| desk.session.with_value(|s| s.person == *id));
    let sets_absence = move || {
        who.with(|m| {
            let m = m.as_ref().filter(|m| !m.left && !me);
            m.is_some_and(|m| may::set_absence(&desk.who(), m).is_ok())
        })
    };
    let left = Memo::new(move |_| who.with(|m| m.as_ref().is_some_and(|m| m.left)));
    let is_open = move |form: fn(PersonId) -> Open| {
        Memo::new(move |_| {
            let form = form(id.get_value());
            table.open.with(|o| o.as_ref() == Some(&form))
        })
    };
    let button = move |form: fn(PersonId) -> Open, words: Signal<String>| {
        let is_open = is_open(form);
        view! {
            <button
                class="plain"
                type="button"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| table.toggle(form(id.get_value()))
            >
                {move || words.get()}
                <span class="sr">" " {read(|m| m.name.clone())}</span>
            </button>
        }
    };
    let leave = Signal::derive(move || match left.get() {
        true => w.t(k::DESK_STAFF_RETURN),
        false => w.t(k::DESK_STAFF_LEAVE),
    });
    let form = Memo::new(move |_| {
        let mine = |o: &&Open| match o {
            Open::New => false,
            Open::Change(of) | Open::Away(of) | Open::Leave(of) => id.with_value(|id| id == of),
        };
        table.open.with(|o| o.as_ref().filter(mine).cloned())
    });
    let shut = Callback::new(move |()| table.shut());
    let panel = move || {
        let reply = table.reply;
        let form = match form.get()? {
            // It stands over the table.
            Open::New => return None,
            Open::Change(id) => view! { <MemberForm id=Some(id) reply done=shut /> }.into_any(),
            Open::Away(id) => view! { <AwayForm id reply done=shut /> <Said reply /> }.into_any(),
            Open::Leave(_) => view! { <Leave who table /> }.into_any(),
        };
        Some(view! {
            <tr class="open">
                <td colspan="5">{form}</td>
            </tr>
        })
    };
    view! {
        <tr>
            <th scope="row" id=row_id(&id.get_value()) tabindex="-1">
                {read(|m| m.name.clone())}
                <small>{id.get_value().to_string()}</small>
            </th>
            <td>{role}</td>
            <td class="reached">
                <span>{read(|m| m.phone.clone())}</span>
                " "
                <span>{read(|m| m.mail.clone())}</span>
                " "
                <small>{read(|m| m.hours.clone())} " " {read(|m| m.languages.join(", "))}</small>
            </td>
            <td>{standing}</td>
            <td>
                {move || {
                    let away = Signal::derive(w.say(k::DESK_STAFF_AWAY));
                    sets_absence().then(|| button(Open::Away, away))
                }}
                {operates
                    .then(|| button(Open::Change, Signal::derive(w.say(k::DESK_STAFF_CHANGE))))}
                {operates.then(|| button(Open::Leave, leave))}
            </td>
        </tr>
        {panel}
    }
}

/// Somebody leaves, or comes back: in two steps, since they are signed out at once.
#[component]
fn Leave(who: Memo<Option<StaffMember>>, table: Table) -> impl IntoView {
    let desk = table.desk;
    let w = desk.words;
    let left = who.with_untracked(|m| m.as_ref().is_some_and(|m| m.left));
    let (means, yes) = match left {
        true => (k::DESK_STAFF_RETURN_MEANS, k::DESK_STAFF_RETURN_YES),
        false => (k::DESK_STAFF_LEAVE_MEANS, k::DESK_STAFF_LEAVE_YES),
    };
    let named = move |words: Key| {
        let name = who.with(|m| m.as_ref().map(|m| m.name.clone()));
        w.tf(words, &[("name", &name.unwrap_or_default())])
    };
    let shut = Callback::new(move |()| table.shut());
    let press = move |_| {
        if let Some(mut member) = who.get_untracked() {
            member.left = !left;
            change(table.reply, member, None, shut);
        }
    };
    let busy = move || table.reply.busy();
    view! {
        <div class="panel">
            <p>{move || named(means)}</p>
            <div class="send">
                <button class="btn" type="button" id="leave" disabled=busy on:click=press>
                    {move || named(yes)}
                </button>
                <button class="btn quiet" type="button" disabled=busy on:click=move |_| table.shut()>
                    {w.say(k::DESK_CANCEL)}
                </button>
                <Said reply=table.reply />
            </div>
        </div>
    }
}
