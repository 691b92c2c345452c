//! The staff by centre and role; one form is open at a time, below the row that it is about.

use super::member::MemberForm;
use super::person::{Open, Row, Table};
use super::reply::{Reply, Said};
use crate::desk::Desk;
use casework::may;
use contract::id::{CentreId, PersonId};
use contract::manager::Level;
use contract::person::Role;
use contract::settings::StaffMember;
use i18n::{Key, k};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The roles of a staff, in the order of the table.
pub const ROLES: [Role; 6] = [
    Role::LocalManager,
    Role::Advisor,
    Role::RegionalManager,
    Role::HeadOfService,
    Role::QualityLead,
    Role::Operator,
];

/// Whether a role is for certain centres; the others are for all of them, or for none.
pub fn has_centres(role: Role) -> bool {
    matches!(
        role,
        Role::Advisor | Role::LocalManager | Role::RegionalManager
    )
}

/// Who stands together in the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Group {
    /// With so many centres: these.
    Centres(usize, Vec<CentreId>),
    Everywhere,
    Left,
}

/// The table's groups, each with its people by role and name.
fn groups(staff: &[StaffMember]) -> Vec<(Group, Vec<PersonId>)> {
    let mut groups: BTreeMap<Group, Vec<&StaffMember>> = BTreeMap::new();
    for member in staff {
        let group = match member {
            m if m.left => Group::Left,
            m if has_centres(m.role) => Group::Centres(m.centres.len(), m.centres.clone()),
            _ => Group::Everywhere,
        };
        groups.entry(group).or_default().push(member);
    }
    let rank = |m: &StaffMember| ROLES.iter().position(|r| *r == m.role);
    let sorted = groups.into_iter().map(|(group, mut people)| {
        people.sort_by(|a, b| (rank(a), &a.name).cmp(&(rank(b), &b.name)));
        let ids = people.into_iter().map(|m| m.id.clone());
        (group, ids.collect())
    });
    sorted.collect()
}

/// The section.
#[component]
pub fn StaffTable() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let table = Table {
        desk,
        open: RwSignal::new(None),
        reply: Reply::new(),
    };
    let operates = may::operate(&desk.who()).is_ok();
    let manages = operates || may::manage(&desk.who(), Level::Local).is_ok();
    let why = match (operates, manages) {
        (true, _) => None,
        (false, true) => Some(k::DESK_STAFF_WHO),
        (false, false) => Some(k::DESK_STAFF_WHO_NOT),
    };
    let all = Memo::new(move |_| {
        let settings = &desk.office.settings;
        settings.with(|s| s.as_ref().map(|s| groups(&s.staff)).unwrap_or_default())
    });
    let title = move |group: Group| match group {
        Group::Centres(_, centres) => {
            let names: Vec<String> = centres.iter().map(|c| desk.office.centre(c)).collect();
            names.join(", ")
        }
        Group::Everywhere => w.t(k::DESK_STAFF_EVERYWHERE),
        Group::Left => w.t(k::DESK_STAFF_GONE),
    };
    let new = Memo::new(move |_| table.open.with(|o| *o == Some(Open::New)));
    let shut = Callback::new(move |()| table.shut());
    let column = |words: Key| view! { <th scope="col">{w.say(words)}</th> };
    view! {
        <section class="staff" aria-labelledby="staff-title">
            <h3 id="staff-title">{w.say(k::DESK_STAFF)}</h3>
            {why.map(|why| view! { <p class="why">{w.say(why)}</p> })}
            <div class="with" hidden=!operates>
                <button
                    class="btn quiet"
                    type="button"
                    id="staff-add"
                    aria-expanded=move || new.get().to_string()
                    on:click=move |_| table.toggle(Open::New)
                >
                    {w.say(k::DESK_STAFF_ADD)}
                </button>
            </div>
            {move || {
                new.get().then(|| view! { <MemberForm id=None reply=table.reply done=shut /> })
            }}
            // While a form is open it says how its change stands.
            {move || table.open.with(Option::is_none).then(|| view! { <Said reply=table.reply /> })}
            <div class="wide" role="group" tabindex="0" aria-labelledby="staff-title">
                <table>
                    <thead>
                        <tr>
                            {column(k::DESK_STAFF_NAME)} {column(k::DESK_STAFF_ROLE)}
                            {column(k::DESK_STAFF_REACHED)} {column(k::DESK_STAFF_STANDING)}
                            <td></td>
                        </tr>
                    </thead>
                    <For each=move || all.get() key=|(group, _)| group.clone() let((group, _))>
                        {
                            let of = group.clone();
                            let ids = move || {
                                let all = all.get();
                                let found = all.into_iter().find(|(group, _)| *group == of);
                                found.map(|(_, ids)| ids).unwrap_or_default()
                            };
                            let title = move || title(group.clone());
                            view! {
                                <tbody>
                                    <tr class="group">
                                        <th scope="rowgroup" colspan="5">
                                            {title}
                                        </th>
                                    </tr>
                                    <For each=ids key=Clone::clone let:id>
                                        <Row id table />
                                    </For>
                                </tbody>
                            }
                        }
                    </For>
                </table>
            </div>
        </section>
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_staff_stands_by_centre_and_role_and_who_left_last() {
        let member = |id: &str, role: &str, centres: &[&str], left: bool| {
            let json = serde_json::json!({
                "id": id, "name": id, "role": role, "centres": centres, "left": left,
            });
            serde_json::from_value::<StaffMember>(json).expect("a member")
        };
        let staff = [
            member("quentin", "quality-lead", &[], false),
            member("ruth", "regional-manager", &["hamburg", "oslo"], false),
            member("tove", "advisor", &["hamburg"], false),
            member("gone", "advisor", &["hamburg"], true),
            member("live", "advisor", &["oslo"], false),
            member("sam", "advisor", &["hamburg"], false),
            member("greta", "local-manager", &["hamburg"], false),
        ];
        let found: Vec<String> = groups(&staff)
            .into_iter()
            .map(|(_, ids)| {
                ids.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        let expected = ["greta sam tove", "live", "ruth", "quentin", "gone"];
        assert_eq!(found, expected);
    }
}
