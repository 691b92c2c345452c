//! What can be had: the earliest first across centres, by day, narrowed to one way of meeting.

use super::offer::OfferRow;
use super::say;
use crate::outbox::Slip;
use crate::parts::{Delivery, Way};
use crate::path;
use crate::portal::Portal;
use crate::ui::{Choice, For, Show};
use contract::appointment::{Offer, VisitKind};
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// As they are offered to choose from.
const KINDS: [VisitKind; 4] = [
    VisitKind::Centre,
    VisitKind::Mobile,
    VisitKind::Remote,
    VisitKind::PickUp,
];

/// One day's offers.
#[derive(Clone, PartialEq)]
struct Day {
    name: String,
    offers: Vec<Offer>,
}

/// The offers, and the one that is being looked at.
#[component]
pub fn Offers(
    /// The case.
    case: Memo<Case>,
    /// What can be had.
    list: Memo<Vec<Offer>>,
    /// What takes one.
    book: Slip,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let kind = RwSignal::new(None::<VisitKind>);
    let chosen = RwSignal::new(None::<Offer>);
    let local = StoredValue::new(platform::intl::local_zone());
    let kinds = Memo::new(move |_| {
        let known = |kind: &VisitKind| list.with(|l| l.iter().any(|o| o.kind == *kind));
        KINDS.into_iter().filter(known).collect::<Vec<_>>()
    });
    // The first choice is any of them; so it is when no offer of the kind is left.
    let narrowed = move || {
        let at = |kind| kinds.with(|kinds| kinds.iter().position(|k| *k == kind));
        kind.get().and_then(at).map_or(0, |i| i + 1)
    };
    let wanted = move |i: usize| kinds.with(|kinds| kinds.get(i.checked_sub(1)?).copied());
    let narrow = move |i: usize| {
        chosen.set(None);
        kind.set(untrack(|| wanted(i)));
    };
    let shown = Memo::new(move |_| {
        let kind = wanted(narrowed());
        let booked = case.with(|c| c.appointment.as_ref().map(|a| a.offer.clone()));
        let mut offers = list.get();
        offers.retain(|o| kind.is_none_or(|k| o.kind == k) && Some(o) != booked.as_ref());
        // The one being looked at keeps its place, even when somebody else just took it.
        let held = chosen.get().filter(|c| !offers.contains(c));
        offers.extend(held);
        casework::order(&mut offers);
        offers
    });
    let days = Memo::new(move |_| by_day(portal, shown.get()));
    let write = case.with_untracked(|c| format!("{}#message", path::case(&c.id)));
    view! {
        {move || {
            let any = Signal::derive(w.say(k::VISIT_ANY));
            let named = kinds
                .get()
                .into_iter()
                .map(|kind| Signal::derive(move || w.named("visit", kind.slug())));
            view! {
                <Choice
                    name="kind".into()
                    legend=Signal::derive(w.say(k::VISIT_HOW))
                    options=[any].into_iter().chain(named).collect()
                    value=Signal::derive(move || Some(narrowed()))
                    choose=Callback::new(narrow)
                    disabled=book.sealed
                />
            }
        }}
        <Show when=move || book.sealed.get() && chosen.with(Option::is_none)>
            <Delivery status=book.status />
        </Show>
        <Show when=move || days.with(Vec::is_empty)>
            <section class="sheet">
                <p>{w.say(k::VISIT_EMPTY)}</p>
                <Way to=write.clone() label=k::VISIT_WRITE />
            </section>
        </Show>
        <For each=move || days.get() key=|day| day.name.clone() let(day)>
            <section class="offers">
                <h2>{day.name.clone()}</h2>
                <ul role="list">
                    <For each=move || of_day(days, &day.name) key=key let(offer)>
                        <OfferRow case book offer list chosen local />
                    </For>
                </ul>
            </section>
        </For>
    }
}

fn of_day(days: Memo<Vec<Day>>, name: &str) -> Vec<Offer> {
    days.with(|days| {
        let day = days.iter().find(|d| d.name == name);
        day.map(|d| d.offers.clone()).unwrap_or_default()
    })
}

/// What makes an offer another one: where, how, when, and what it costs.
fn key(offer: &Offer) -> String {
    let (kind, price) = (offer.kind.slug(), offer.price.minor);
    format!("{} {kind} {} {price}", offer.centre, offer.starts.0)
}

fn by_day(portal: Portal, offers: Vec<Offer>) -> Vec<Day> {
    let now = portal.now.get();
    let mut days: Vec<Day> = Vec::new();
    for offer in offers {
        let zone = portal.zone(&offer.centre);
        let name = say::day(portal.words, offer.starts, now, &zone);
        match days.iter_mut().find(|d| d.name == name) {
            Some(day) => day.offers.push(offer),
            None => days.push(Day {
                name,
                offers: vec![offer],
            }),
        }
    }
    days
}
