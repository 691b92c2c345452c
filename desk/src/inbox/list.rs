//! The left pane: the sentence, the lists, and the lane of time that runs through them. What is behind the
//! car is owed already, what is ahead of it is promised. The docket has no lane of its own: it begins with
//! what waits for oneself.

use super::find::{Finder, Found, found};
use super::order::{is_for, owed};
use super::query::Load;
use super::row::Row;
use super::sentence::Sentence;
use crate::desk::Desk;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use contract::case::CaseSummary;
use contract::id::CaseId;
use i18n::{Key, k};
use leptos::prelude::*;

/// The sentence over the list, where the keyboard goes when a list opens.
pub const INBOX_ID: &str = "inbox-title";

/// A line of the list: a case, the moment that is now, or what the rows below it have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Item {
    Row(CaseId),
    Now,
    Head(Key),
}

/// The inbox.
#[component]
pub fn InboxPane() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let tab = Memo::new(move |_| desk.place.with(|p| p.tab));
    let list = Memo::new(move |_| match tab.get() {
        tab if tab.is_page() => Tab::Open,
        tab => tab,
    });
    let here = move || desk.inbox.load.get() == Load::Ready;
    let open = move || here().then(|| desk.inbox.open.with(Vec::len));
    // Of the disputes only those count that wait for oneself.
    let mine = move || {
        let level = desk.level();
        let all = desk
            .docket
            .with(|rows| rows.iter().filter(|r| is_for(r, level)).count());
        (all > 0).then_some(all)
    };
    let tab_of = move |to: Tab, name: Key, count: Option<Signal<Option<usize>>>| {
        view! {
            <a
                href=Place::list(to).href()
                aria-current=move || (tab.get() == to).then_some("page")
            >
                {w.say(name)}
                {count.is_some()
                    .then(|| view! {
                        " "
                        <span class="count">{move || count.and_then(|count| count.get())}</span>
                    })}
            </a>
        }
    };
    view! {
        // What stands below the sentence has its place once it is known how long that is.
        <section class="inbox" id="inbox" aria-label=w.say(k::DESK_INBOX) class:unknown=move || !here()>
            <header>
                <Sentence tab />
                <div class="tools">
                    <nav class="tabs" aria-label=w.say(k::DESK_INBOX)>
                        {tab_of(Tab::Open, k::DESK_TAB_OPEN, Some(Signal::derive(open)))}
                        {tab_of(Tab::Closed, k::DESK_TAB_CLOSED, None)}
                        {tab_of(Tab::Disputes, k::DESK_DISPUTES, Some(Signal::derive(mine)))}
                    </nav>
                    <Finder />
                </div>
            </header>
            <div class="rows">
                {move || {
                    let tab = list.get();
                    view! { <Rows tab /> }
                }}
            </div>
        </section>
    }
}

#[component]
fn Rows(tab: Tab) -> impl IntoView {
    let desk = Desk::here();
    let (rows, all) = found(desk, tab);
    // One row is reached with Tab, the others from it with the arrows or J and K.
    let stop = Memo::new(move |_| {
        let open = desk.place.with(|p| p.case.clone());
        rows.with(|rows| {
            let there = |id: &CaseId| rows.iter().any(|r| r.id == *id);
            let last = desk.rove.get().filter(there);
            let first = || rows.first().map(|r| r.id.clone());
            last.or(open.filter(there)).or_else(first)
        })
    });
    let items = move || {
        let now = desk.now.get();
        rows.with(|rows| {
            let mut items: Vec<Item> = rows.iter().map(|r| Item::Row(r.id.clone())).collect();
            if tab == Tab::Open && !rows.is_empty() {
                let behind = rows.iter().take_while(|r| owed(r) <= now).count();
                items.insert(behind, Item::Now);
            }
            let level = desk.level();
            let mine = rows.iter().take_while(|r| is_for(r, level)).count();
            if tab == Tab::Disputes && mine > 0 {
                if mine < items.len() {
                    items.insert(mine, Item::Head(k::DESK_DOCKET_OTHERS));
                }
                items.insert(0, Item::Head(k::DESK_DOCKET_MINE));
            }
            items
        })
    };
    let load = move || match tab {
        Tab::Closed => desk.inbox.closed_load.get(),
        _ => desk.inbox.load.get(),
    };
    let bare = Memo::new(move |_| all.get() == 0);
    view! {
        <ol class="list" role="list">
            <For each=items key=Clone::clone let:item>
                {match item {
                    Item::Now => view! { <NowLine /> }.into_any(),
                    Item::Head(words) => view! { <li class="head">{desk.words.say(words)}</li> }.into_any(),
                    Item::Row(id) => row_of(rows, stop, id, tab).into_any(),
                }}
            </For>
        </ol>
        <Found n=Signal::derive(move || rows.with(Vec::len)) all />
        {move || match (bare.get(), load()) {
            (true, Load::Ready) => Some(empty(desk, tab).into_any()),
            (true, _) => {
                Some(view! { <Waiting /> }.into_any())
            }
            _ => None,
        }}
        {move || {
            (tab == Tab::Closed && desk.inbox.closed_next.with(Option::is_some))
                .then(|| {
                    view! {
                        <button class="btn quiet" on:click=move |_| desk.inbox.more_closed()>
                            {desk.words.t(k::DESK_MORE)}
                        </button>
                    }
                })
        }}
    }
}

/// The rows that are on their way: the lane ahead of where they will stand.
#[component]
fn Waiting() -> impl IntoView {
    let w = Desk::here().words;
    view! {
        <p class="sr" role="status">
            {w.say(k::DESK_LOADING)}
        </p>
        <ol class="still-rows" aria-hidden="true">
            <li></li>
            <li></li>
            <li></li>
        </ol>
    }
}

fn row_of(
    rows: Memo<Vec<CaseSummary>>,
    stop: Memo<Option<CaseId>>,
    id: CaseId,
    tab: Tab,
) -> impl IntoView {
    let first = rows.with_untracked(|rows| rows.iter().find(|r| r.id == id).cloned());
    first.map(|first| {
        // A row that has just left the list keeps its last words until it is gone.
        let row = Memo::new(move |last: Option<&CaseSummary>| {
            let found = rows.with(|rows| rows.iter().find(|r| r.id == id).cloned());
            found.unwrap_or_else(|| last.cloned().unwrap_or_else(|| first.clone()))
        });
        view! { <Row row stop tab /> }
    })
}

/// Now, on the lane between what is owed and what is promised.
#[component]
fn NowLine() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    view! {
        <li class="now">
            <Shape name="car" />
            <span>
                {move || {
                    let time = w.clock(desk.now.get(), &desk.home_zone());
                    w.tf(k::DESK_CLOCK, &[("time", &time), ("centre", &desk.home())])
                }}
            </span>
        </li>
    }
}

/// Nothing in the list: what happens next, and where to go meanwhile.
fn empty(desk: Desk, tab: Tab) -> impl IntoView {
    let w = desk.words;
    let (words, go, to) = match tab {
        Tab::Closed => (k::DESK_EMPTY_CLOSED, k::DESK_EMPTY_CLOSED_GO, Tab::Open),
        Tab::Disputes => (k::DESK_EMPTY_DOCKET, k::DESK_EMPTY_CLOSED_GO, Tab::Open),
        _ => (k::DESK_EMPTY_OPEN, k::DESK_EMPTY_OPEN_GO, Tab::Closed),
    };
    view! {
        <div class="empty">
            <p>{w.t(words)}</p>
            <a class="btn quiet" href=Place::list(to).href()>
                {w.t(go)}
            </a>
        </div>
    }
}
