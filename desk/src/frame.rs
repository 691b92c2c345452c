//! The frame of the desk: the bar, the two panes, and the keys.

use crate::app::{House, Who};
use crate::bar::Bar;
use crate::case::{CasePane, TITLE_ID};
use crate::desk::Desk;
use crate::inbox::order::{self, Tally};
use crate::inbox::{Inbox, InboxPane};
use crate::keys::{self, Keys};
use crate::office::Office;
use crate::path::{Place, Tab};
use contract::command::{DriveState, Surface};
use contract::id::ReleaseId;
use contract::manager::Level;
use contract::person::{Role, Session};
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use platform::page;
use ui::file::CaseFile;
use ui::live::Link;
use ui::outbox::Outbox;

/// The desk of one advisor.
#[component]
pub fn Frame(
    /// Whose.
    session: Session,
) -> impl IntoView {
    let house = expect_context::<House>();
    let desk = set_up(house, session);
    provide_context(desk);
    desk.link.keep(desk);
    Effect::new(move || {
        let wanted = desk.place.with(|p| p.case.clone());
        if desk
            .form
            .with_untracked(|f| f.as_ref().map(|s| &s.case) != wanted.as_ref())
        {
            desk.form.set(None);
        }
        desk.done.set(String::new());
        desk.held.set(String::new());
        let opened = wanted.is_some() || desk.place.with(|p| p.tab.is_page());
        desk.file.open(wanted);
        if opened && desk.form.with_untracked(Option::is_none) {
            page::focus_soon(TITLE_ID);
        }
    });
    // Another list is another search.
    Effect::new(move |before: Option<Tab>| {
        let tab = desk.place.with(|p| p.tab);
        if before.is_some_and(|before| before != tab) {
            desk.find.set(String::new());
        }
        tab
    });
    // The tab tells how many wait, for whoever has another one in front.
    Effect::new(move || {
        let tally = desk.inbox.open.with(|rows| Tally::of(rows, desk.now.get()));
        let title = format!("{} · {}", desk.words.t(k::DESK_TITLE), desk.centre_name());
        match tally.missed + tally.waiting {
            0 => page::title(&title),
            n => page::title(&format!("({n}) {title}")),
        }
    });
    let going = StoredValue::new(false);
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        keys::press(desk, &event, going)
    });
    on_cleanup(move || keys.remove());
    // What the quality lead is here for are answers, what an operator settings, and not cases.
    Effect::new(move |begun: Option<()>| {
        let bare = || desk.place.with_untracked(|p| *p == Place::default());
        let tab = match desk.role() {
            Role::QualityLead => Tab::Answers,
            Role::Operator => Tab::Settings,
            _ => return,
        };
        if begun.is_none() && bare() {
            desk.go.run(Place::list(tab));
        }
    });
    let beside = move || desk.place.with(|p| p.case.is_some() || p.tab.is_page());
    // An operator has no cases: no list stands beside the pages.
    let alone = desk.role() == Role::Operator;
    view! {
        <div
            class="desk"
            class:alone=alone
            class:no-letters=move || !desk.letters.get()
            data-beside=move || beside().to_string()
        >
            <a
                class="skip"
                href="#case"
                on:click=|event| {
                    event.prevent_default();
                    page::focus("case");
                }
            >
                {desk.words.say(k::DESK_SKIP)}
            </a>
            <Bar />
            <main class="panes">
                // Where one pane has the whole screen, the list's own heading is not on it.
                <h1 class="narrow">{desk.words.say(k::DESK_TITLE)}</h1>
                {(!alone).then(|| view! { <InboxPane /> })}
                <CasePane />
            </main>
            <Keys />
        </div>
    }
}

fn set_up(house: House, session: Session) -> Desk {
    let ahead = RwSignal::new(session.now.0 - platform::now().0);
    let tick = RwSignal::new(platform::now());
    let now = Signal::derive(move || Timestamp(tick.get().0 + ahead.get()));
    spawn_local(async move {
        loop {
            platform::sleep(5000).await;
            if tick.try_set(platform::now()).is_some() {
                return;
            }
        }
    });
    let location = use_location();
    let place = Memo::new(move |_| Place::parse(&location.pathname.get()));
    let navigate = use_navigate();
    let go = Callback::new(move |place: Place| {
        let options = NavigateOptions {
            resolve: false,
            ..NavigateOptions::default()
        };
        navigate(&place.href(), options);
    });
    let release = concat!("desk-", env!("CARGO_PKG_VERSION")).replace('.', "-");
    let release = ReleaseId::parse(&release).expect("a version of digits and dots makes an id");
    let landed = Callback::new(move |(slot, answer)| {
        if let Some(desk) = use_context::<Desk>() {
            desk.landed(&slot, &answer);
        }
    });
    let owner = Owner::current().expect("a component has an owner");
    let landed = Callback::new(move |answered| owner.with(|| landed.run(answered)));
    let drive = Signal::stored(DriveState::None);
    let outbox = Outbox::open(
        &session.person,
        release,
        Surface::Desktop,
        drive,
        now,
        landed,
    );
    let link = Link::new(ahead);
    page::on_return(move || {
        link.nudge();
        outbox.wake();
    });
    let left = Callback::new(move |()| house.who.set(Who::Nobody(true)));
    let inbox = Inbox::default();
    let letters = RwSignal::new(keys::is_on(&session.person));
    let level = Level::of(session.role);
    let docket = Memo::new(move |_| inbox.open.with(|rows| order::disputed(rows, level)));
    Desk {
        session: StoredValue::new(session),
        words: house.words,
        now,
        place,
        go,
        inbox,
        docket,
        office: Office::new(left),
        file: CaseFile::new(),
        outbox,
        link,
        form: RwSignal::new(None),
        cursor: RwSignal::new(None),
        rove: RwSignal::new(None),
        spot: RwSignal::new(None),
        from: StoredValue::new(None),
        find: RwSignal::new(String::new()),
        done: RwSignal::new(String::new()),
        held: RwSignal::new(String::new()),
        letters,
        help: RwSignal::new(false),
        left,
    }
}
