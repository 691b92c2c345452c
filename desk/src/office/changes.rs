//! What was changed lately, and by whom.

use super::limits;
use crate::desk::Desk;
use contract::settings::{Change, Changed};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;

/// The newest changes first.
#[component]
pub fn Changes() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let lines = Memo::new(move |_| {
        let now = desk.now.get();
        let line = |c: &Change| {
            let at = w.moment(c.at, now, &desk.home_zone());
            (at, said(desk, &c.what, now), c.by.clone())
        };
        desk.office.settings.with(|s| {
            let all = s.iter().flat_map(|s| &s.changes);
            all.map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="timeline" aria-labelledby="changes-title">
            <h3 id="changes-title">{w.say(k::DESK_CHANGES)}</h3>
            <p class="quiet" hidden=move || !lines.with(Vec::is_empty)>
                {w.say(k::DESK_CHANGES_NONE)}
            </p>
            <ol role="list">
                {move || {
                    let lines = lines.get().into_iter();
                    lines
                        .map(|(at, said, by)| {
                            view! {
                                <li>
                                    <time>{at}</time>
                                    <span>{said} " " <small>{by}</small></span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
        </section>
    }
}

fn said(desk: Desk, what: &Changed, now: Timestamp) -> String {
    let w = desk.words;
    match what {
        Changed::Contacts { centre, on: true } => w.tf(k::DESK_CHANGED_ON, &[("centre", centre)]),
        Changed::Contacts { centre, on: false } => w.tf(k::DESK_CHANGED_OFF, &[("centre", centre)]),
        Changed::Terms { fields } => {
            let names: Vec<String> = fields.iter().map(|f| limits::name(w, f)).collect();
            w.tf(k::DESK_CHANGED_TERMS, &[("what", &names.join(" · "))])
        }
        Changed::Staff { name, left: true } => w.tf(k::DESK_CHANGED_LEFT, &[("name", name)]),
        Changed::Staff { name, left: false } => w.tf(k::DESK_CHANGED_STAFF, &[("name", name)]),
        Changed::Absence { name, until } => match until {
            Some(at) => {
                let time = w.moment(*at, now, &desk.home_zone());
                w.tf(k::DESK_CHANGED_AWAY, &[("name", name), ("time", &time)])
            }
            None => w.tf(k::DESK_CHANGED_BACK, &[("name", name)]),
        },
        Changed::Imported { things } => {
            let (one, other) = (k::DESK_CHANGED_IMPORT_ONE, k::DESK_CHANGED_IMPORT_OTHER);
            w.tn(one, other, u64::from(*things))
        }
    }
}
