//! The left pane: the sentence, the two lists, and the lane of time that runs through them. What is
//! behind the car is owed already, what is ahead of it is promised.

use super::order::owed;
use super::query::Load;
use super::row::Row;
use super::sentence::Sentence;
use crate::desk::Desk;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use contract::case::CaseSummary;
use contract::id::CaseId;
use contract::person::Role;
use i18n::k;
use leptos::prelude::*;

/// A line of the list: a case, or the moment that is now.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Item {
    Row(CaseId),
    Now,
}

/// The inbox.
#[component]
pub fn InboxPane() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let tab = Memo::new(move |_| desk.place.with(|p| p.tab));
    // Answers with names are the quality lead's; everybody else sees groups.
    let said = match desk.role() {
        Role::QualityLead => Tab::Answers,
        _ => Tab::Figures,
    };
    let count = move || desk.inbox.open.with(Vec::len);
    view! {
        <section class="inbox" id="inbox" aria-label=w.say(k::DESK_INBOX)>
            <header>
                <Sentence tab />
                <nav class="tabs" aria-label=w.say(k::DESK_INBOX)>
                    <a
                        href=Place::list(Tab::Open).href()
                        aria-current=move || (tab.get() == Tab::Open).then_some("page")
                    >
                        {w.say(k::DESK_TAB_OPEN)}
                        " "
                        <span class="count">{count}</span>
                    </a>
                    <a
                        href=Place::list(Tab::Closed).href()
                        aria-current=move || (tab.get() == Tab::Closed).then_some("page")
                    >
                        {w.say(k::DESK_TAB_CLOSED)}
                    </a>
                    <a
                        href=Place::list(said).href()
                        aria-current=move || (tab.get() == said).then_some("page")
                    >
                        {w.say(k::DESK_TAB_SAID)}
                    </a>
                </nav>
            </header>
            <div class="rows">
                {move || match tab.get() {
                    Tab::Closed => view! { <Rows rows=desk.inbox.closed tab=Tab::Closed /> },
                    _ => view! { <Rows rows=desk.inbox.open tab=Tab::Open /> },
                }}
            </div>
        </section>
    }
}

#[component]
fn Rows(rows: RwSignal<Vec<CaseSummary>>, tab: Tab) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let items = move || {
        let now = desk.now.get();
        rows.with(|rows| {
            let mut items: Vec<Item> = rows.iter().map(|r| Item::Row(r.id.clone())).collect();
            if tab == Tab::Open && !rows.is_empty() {
                let behind = rows.iter().take_while(|r| owed(r) <= now).count();
                items.insert(behind, Item::Now);
            }
            items
        })
    };
    let load = move || match tab {
        Tab::Closed => desk.inbox.closed_load.get(),
        _ => desk.inbox.load.get(),
    };
    let bare = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <ol class="list" role="list">
            <For each=items key=Clone::clone let:item>
                {match item {
                    Item::Now => view! { <NowLine /> }.into_any(),
                    Item::Row(id) => row_of(rows, id, tab).into_any(),
                }}
            </For>
        </ol>
        {move || match (bare.get(), load()) {
            (true, Load::Ready) => Some(empty(desk, tab).into_any()),
            (true, _) => {
                Some(view! { <p class="quiet" role="status">{w.t(k::DESK_LOADING)}</p> }.into_any())
            }
            _ => None,
        }}
        {move || {
            (tab == Tab::Closed && desk.inbox.closed_next.with(Option::is_some))
                .then(|| {
                    view! {
                        <button class="btn quiet" on:click=move |_| desk.inbox.more_closed()>
                            {w.t(k::DESK_MORE)}
                        </button>
                    }
                })
        }}
    }
}

fn row_of(rows: RwSignal<Vec<CaseSummary>>, id: CaseId, tab: Tab) -> impl IntoView {
    let first = rows.with_untracked(|rows| rows.iter().find(|r| r.id == id).cloned());
    first.map(|first| {
        // A row that has just left the list keeps its last words until it is gone.
        let row = Memo::new(move |last: Option<&CaseSummary>| {
            let found = rows.with(|rows| rows.iter().find(|r| r.id == id).cloned());
            found.unwrap_or_else(|| last.cloned().unwrap_or_else(|| first.clone()))
        });
        view! { <Row row tab /> }
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
