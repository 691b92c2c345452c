//! The frame of the desk: the bar, the two panes, and the keys.

use crate::app::{House, Who};
use crate::bar::Bar;
use crate::case::{CasePane, TITLE_ID};
use crate::desk::Desk;
use crate::help::Help;
use crate::inbox::order::{self, Tally};
use crate::inbox::{INBOX_ID, Inbox, InboxPane, row_id, rows};
use crate::keys::{Press, Shortcut};
use crate::office::Office;
use crate::path::{Place, Tab};
use crate::send::verb::Verb;
use contract::command::Surface;
use contract::id::{CaseId, ReleaseId};
use contract::manager::Level;
use contract::person::{Role, Session};
use contract::time::Timestamp;
use i18n::k;
use leptos::ev::KeyboardEvent;
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
        let opened = wanted.is_some() || desk.place.with(|p| p.tab.is_page());
        desk.file.open(wanted);
        if opened && desk.form.with_untracked(Option::is_none) {
            page::focus_soon(TITLE_ID);
        }
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
    let keys = window_event_listener(leptos::ev::keydown, move |event| press(desk, &event, going));
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
        <div class="desk" class:alone=alone data-beside=move || beside().to_string()>
            <a class="skip" href="#case">
                {desk.words.say(k::DESK_SKIP)}
            </a>
            <Bar />
            {(!alone).then(|| view! { <InboxPane /> })}
            <CasePane />
            <Help />
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
    let outbox = Outbox::open(&session.person, release, Surface::Desktop, now, landed);
    let link = Link::new(ahead);
    page::on_return(move || {
        link.nudge();
        outbox.wake();
    });
    let left = Callback::new(move |()| house.who.set(Who::Nobody(true)));
    let inbox = Inbox::default();
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
        done: RwSignal::new(String::new()),
        help: RwSignal::new(false),
        left,
    }
}

/// Does what a key asks for; `going` remembers the first of two.
fn press(desk: Desk, event: &KeyboardEvent, going: StoredValue<bool>) {
    let (in_text, in_list) = page::pressed_in(event, ".list");
    let key = event.key();
    let shortcut = Shortcut::of(Press {
        key: &key,
        chord: event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented(),
        in_text,
        in_list,
        going: going.get_value(),
    });
    // A key that only holds another one down is none of the two.
    if key != "Shift" {
        going.set_value(shortcut == Some(Shortcut::Going));
    }
    let Some(shortcut) = shortcut else { return };
    let help = desk.help.get_untracked();
    match shortcut {
        Shortcut::Back => desk.back(in_text),
        Shortcut::Help => desk.help.set(!help),
        _ if help => return,
        Shortcut::Next => step(desk, 1),
        Shortcut::Previous => step(desk, -1),
        Shortcut::Do(verb) => start(desk, verb),
        Shortcut::Going => {}
        Shortcut::Go(tab) => {
            desk.go.run(Place::list(tab));
            page::focus_soon(if tab.is_page() { TITLE_ID } else { INBOX_ID });
        }
    }
    event.prevent_default();
}

/// The case a key means: the row that has the keyboard, else the open one.
fn meant(desk: Desk) -> Option<CaseId> {
    let row = desk.cursor.get_untracked();
    row.or_else(|| desk.place.with_untracked(|p| p.case.clone()))
}

fn start(desk: Desk, verb: Verb) {
    if let Some(case) = meant(desk) {
        desk.start(case, verb);
    }
}

fn step(desk: Desk, by: isize) {
    let rows = rows(desk, desk.place.with_untracked(|p| p.tab)).get_untracked();
    let here = meant(desk);
    let at = rows.iter().position(|r| Some(&r.id) == here.as_ref());
    let to = at.map_or(0, |at| at.saturating_add_signed(by));
    if let Some(row) = rows.get(to.min(rows.len().saturating_sub(1))) {
        page::focus(&row_id(&row.id));
    }
}
