//! The frame of the desk: the bar, the two panes, and the keys.

use crate::app::{House, Who};
use crate::case::{CaseFile, CasePane, TITLE_ID};
use crate::desk::Desk;
use crate::help::Help;
use crate::inbox::{Inbox, InboxPane, row_id};
use crate::keys::{Press, Shortcut};
use crate::live::{self, Link, Standing};
use crate::path::Place;
use crate::port;
use crate::send::draft::Verb;
use crate::send::outbox::{Landed, Outbox};
use crate::words::theme_key;
use contract::id::{CaseId, ReleaseId};
use contract::person::Session;
use contract::time::Timestamp;
use i18n::{Lang, k};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The desk of one advisor.
#[component]
pub fn Frame(
    /// Whose.
    session: Session,
) -> impl IntoView {
    let house = expect_context::<House>();
    let desk = set_up(house, session);
    provide_context(desk);
    live::keep(
        desk,
        Callback::new(move |()| house.who.set(Who::Nobody(true))),
    );
    Effect::new(move || {
        let wanted = desk.place.with(|p| p.case.clone());
        if desk
            .form
            .with_untracked(|f| f.as_ref().map(|s| &s.case) != wanted.as_ref())
        {
            desk.form.set(None);
        }
        desk.done.set(String::new());
        let opened = wanted.is_some();
        desk.file.open(wanted);
        if opened && desk.form.with_untracked(Option::is_none) {
            port::focus_soon(TITLE_ID);
        }
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| press(desk, &event));
    on_cleanup(move || keys.remove());
    let beside = move || desk.place.with(|p| p.case.is_some());
    view! {
        <div class="desk" data-beside=move || beside().to_string()>
            <a class="skip" href="#case">
                {move || desk.words.t(k::DESK_SKIP)}
            </a>
            <Bar />
            <InboxPane />
            <CasePane />
            <Help />
        </div>
    }
}

fn set_up(house: House, session: Session) -> Desk {
    let ahead = RwSignal::new(session.now.0 - port::now().0);
    let tick = RwSignal::new(port::now());
    let now = Signal::derive(move || Timestamp(tick.get().0 + ahead.get()));
    spawn_local(async move {
        loop {
            port::sleep(5000).await;
            if tick.try_set(port::now()).is_some() {
                return;
            }
        }
    });
    let location = use_location();
    let place = Memo::new(move |_| Place::parse(&location.pathname.get()));
    let navigate = use_navigate();
    let go = Callback::new(move |place: Place| navigate(&place.href(), NavigateOptions::default()));
    let release = concat!("desk-", env!("CARGO_PKG_VERSION")).replace('.', "-");
    let release = ReleaseId::parse(&release).expect("a version of digits and dots makes an id");
    let landed = Landed::new(move |(slot, answer)| {
        if let Some(desk) = use_context::<Desk>() {
            desk.landed(&slot, &answer);
        }
    });
    let owner = Owner::current().expect("a component has an owner");
    let landed = Landed::new(move |answered| owner.with(|| landed.run(answered)));
    let outbox = Outbox::open(&session.person, release, now, landed);
    let link = Link::new(ahead);
    port::on_return(move || {
        link.nudge();
        outbox.wake();
    });
    Desk {
        session: StoredValue::new(session),
        words: house.words,
        now,
        place,
        go,
        inbox: Inbox::default(),
        file: CaseFile::new(),
        outbox,
        link,
        form: RwSignal::new(None),
        cursor: RwSignal::new(None),
        done: RwSignal::new(String::new()),
        help: RwSignal::new(false),
    }
}

/// Does what a key asks for.
fn press(desk: Desk, event: &KeyboardEvent) {
    let (in_text, in_list) = port::pressed_in(event);
    let key = event.key();
    let shortcut = Shortcut::of(Press {
        key: &key,
        chord: event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented(),
        in_text,
        in_list,
    });
    let Some(shortcut) = shortcut else { return };
    let help = desk.help.get_untracked();
    match shortcut {
        Shortcut::Back => desk.back(in_text),
        Shortcut::Help => desk.help.set(!help),
        _ if help => return,
        Shortcut::Next => step(desk, 1),
        Shortcut::Previous => step(desk, -1),
        Shortcut::Accept => start(desk, Verb::Accept),
        Shortcut::Promise => start(desk, Verb::Promise),
        Shortcut::Message => start(desk, Verb::Message),
        Shortcut::Close => start(desk, Verb::Close),
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
    let rows = match desk.place.with_untracked(|p| p.tab) {
        crate::path::Tab::Open => desk.inbox.open,
        crate::path::Tab::Closed => desk.inbox.closed,
    };
    let here = meant(desk);
    let to = rows.with_untracked(|rows| {
        let at = rows.iter().position(|r| Some(&r.id) == here.as_ref());
        let to = at.map_or(0, |at| at.saturating_add_signed(by));
        rows.get(to.min(rows.len().saturating_sub(1)))
            .map(|r| r.id.clone())
    });
    if let Some(id) = to {
        port::focus(&row_id(&id));
    }
}

/// The bar: where one is, how the connection stands, and the few settings.
#[component]
fn Bar() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let standing = desk.link.standing;
    let name = move || match standing.get() {
        Standing::Connecting => "connecting",
        Standing::Live => "live",
        Standing::Lost(_) => "lost",
    };
    let words = move || match standing.get() {
        Standing::Connecting => w.t(k::DESK_CONNECTING),
        Standing::Live => w.t(k::DESK_LIVE),
        Standing::Lost(since) => {
            let since = Timestamp(since.0 + desk.link.ahead.get());
            w.tf(k::DESK_OFFLINE, &[("time", &w.clock(since, &desk.zone()))])
        }
    };
    let unsent = move || {
        let n = desk.outbox.unsent();
        (n > 0).then(|| w.tn(k::DESK_UNSENT_ONE, k::DESK_UNSENT_OTHER, n))
    };
    view! {
        <header class="bar">
            <a class="brand" href="/desk/">
                "Servicelane"
            </a>
            <span class="centre">{desk.centre_name()}</span>
            <p class="link" role="status" data-link=name>
                <span class="dot" aria-hidden="true"></span>
                <span>{words}</span>
                {move || unsent().map(|words| view! { <b class="unsent">{words}</b> })}
            </p>
            <button class="plain" type="button" on:click=move |_| desk.help.set(true)>
                {move || w.t(k::DESK_KEYS)}
                " "
                <kbd aria-hidden="true">"?"</kbd>
            </button>
            <Settings />
            <span class="me">{desk.session.with_value(|s| s.name.clone())}</span>
            <SignOut />
        </header>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let house = expect_context::<House>();
    let out = move |_| {
        spawn_local(async move {
            if port::delete("/session").await.is_ok() {
                house.who.set(Who::Nobody(false));
            }
        });
    };
    view! {
        <button class="plain" type="button" on:click=out>
            {move || house.words.t(k::DESK_SIGN_OUT)}
        </button>
    }
}

/// Language and theme.
#[component]
pub fn Settings() -> impl IntoView {
    let house = expect_context::<House>();
    let w = house.words;
    view! {
        <span class="settings">
            <select
                aria-label=move || w.t(k::DESK_LANGUAGE)
                prop:value=move || w.lang.get().code()
                on:change=move |event| {
                    if let Some(lang) = Lang::from_tag(&event_target_value(&event)) {
                        w.lang.set(lang);
                    }
                }
            >
                {Lang::ALL
                    .into_iter()
                    .map(|lang| {
                        view! {
                            <option
                                value=lang.code()
                                lang=lang.code()
                                selected=move || w.lang.get() == lang
                            >
                                {lang.name()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <button class="plain" type="button" on:click=move |_| house.night.update(|n| *n = !*n)>
                {move || w.t(theme_key(house.night.get()))}
            </button>
        </span>
    }
}
