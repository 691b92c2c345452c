//! The page: what is decided beside cases, for everybody on the staff to see.

use super::absence::MyAbsence;
use super::changes::Changes;
use super::contacts::Contacts;
use super::import::ImportForm;
use super::staff::StaffTable;
use super::terms::TermsForm;
use crate::case::{Back, TITLE_ID};
use crate::desk::Desk;
use crate::keys::Letters;
use i18n::k;
use leptos::prelude::*;

/// The page.
#[component]
pub fn OfficePage() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let office = desk.office;
    office.ask();
    let known = Memo::new(move |_| office.settings.with(Option::is_some));
    // Made anew only when it changes: the forms say what became of them.
    let stands = Memo::new(move |_| (known.get(), office.refused.get()));
    let gone = move || {
        let now = desk.now.get();
        let is_away = |m: &&contract::settings::StaffMember| !m.left && m.away(now).is_some();
        office.settings.with(|s| {
            let staff = s.iter().flat_map(|s| &s.staff);
            staff.filter(is_away).count() as u64
        })
    };
    let say = move || match (known.get(), gone()) {
        (false, _) => w.t(k::DESK_TAB_SETTINGS),
        (true, 0) => w.t(k::DESK_SAY_AWAY_NONE),
        (true, n) => w.tn(k::DESK_SAY_AWAY_ONE, k::DESK_SAY_AWAY_OTHER, n),
    };
    let contacts = move || {
        office.settings.with(|s| {
            let s = s.as_ref()?;
            let on = s.centres.iter().filter(|c| c.contacts).count().to_string();
            let all = s.centres.len().to_string();
            Some(w.tf(k::DESK_SAY_CONTACTS, &[("n", &on), ("all", &all)]))
        })
    };
    view! {
        <section class="after office">
            <Back />
            <h2 class="say" id=TITLE_ID tabindex="-1">
                <b>{say}</b>
                " "
                {contacts}
            </h2>
            {move || match stands.get() {
                (true, _) => {
                    view! {
                        <MyAbsence />
                        <section aria-labelledby="letters-title">
                            <h3 id="letters-title">{w.say(k::DESK_KEYS_HERE)}</h3>
                            <Letters />
                        </section>
                        <Contacts />
                        <TermsForm />
                        <StaffTable />
                        <ImportForm />
                        <Changes />
                    }
                        .into_any()
                }
                (false, Some(kind)) => view! { <p class="bad">{w.problem(kind)}</p> }.into_any(),
                (false, None) => {
                    view! {
                        <p class="quiet" role="status">
                            {w.t(k::DESK_SETTINGS_LOADING)}
                        </p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}
