//! What can be had: the earliest first across centres, by day, narrowed to one way of meeting.

use super::offer::OfferRow;
use super::say;
use crate::outbox::{Act, Form};
use crate::parts::Delivery;
use crate::path;
use crate::portal::Portal;
use crate::report::Choice;
use contract::appointment::{Offer, VisitKind};
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// As they are offered to choose from; 0 is any of them, 1 the first.
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
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let id = case.get_untracked().id;
    let form = StoredValue::new(Form::Act(id.clone(), Act::Book));
    let kind = RwSignal::new(0_usize);
    let chosen = RwSignal::new(None::<Offer>);
    let local = StoredValue::new(platform::intl::local_zone());
    let shown = Memo::new(move |_| {
        let booked = case.with(|c| c.appointment.as_ref().map(|a| a.offer.clone()));
        let kind = kind.get().checked_sub(1).map(|i| KINDS[i]);
        let mut offers = list.get();
        offers.retain(|o| kind.is_none_or(|k| o.kind == k) && Some(o) != booked.as_ref());
        // The one being looked at keeps its place, even when somebody else just took it.
        let held = chosen.get().filter(|c| !offers.contains(c));
        offers.extend(held);
        casework::order(&mut offers);
        offers
    });
    let days = Memo::new(move |_| by_day(portal, shown.get()));
    let kinds = Memo::new(move |_| {
        let known = |i: &usize| list.with(|l| l.iter().any(|o| o.kind == KINDS[*i]));
        (0..KINDS.len()).filter(known).collect::<Vec<_>>()
    });
    let narrow = move |wanted: usize| {
        chosen.set(None);
        kind.set(wanted);
    };
    let sealed = move || outbox.is_sealed(&form.get_value());
    let status = Signal::derive(move || outbox.status(&form.get_value()));
    let write = format!("{}#message", path::case(&id));
    view! {
        {move || {
            let any = (0, Signal::derive(w.say(k::VISIT_ANY)));
            let named = kinds
                .get()
                .into_iter()
                .map(|i| (i + 1, Signal::derive(move || w.named("visit", KINDS[i].slug()))));
            view! {
                <Choice
                    name="kind".into()
                    legend=Signal::derive(w.say(k::VISIT_HOW))
                    options=[any].into_iter().chain(named).collect()
                    value=Signal::derive(move || Some(kind.get()))
                    choose=Callback::new(narrow)
                    disabled=Signal::derive(sealed)
                />
            }
        }}
        <Show when=move || sealed() && chosen.with(Option::is_none)>
            <Delivery status />
        </Show>
        <Show when=move || days.with(Vec::is_empty)>
            <section class="sheet">
                <p>{w.say(k::VISIT_EMPTY)}</p>
                <p class="acts">
                    <A href=write.clone() attr:class="btn">
                        {w.say(k::VISIT_WRITE)}
                    </A>
                </p>
            </section>
        </Show>
        <For each=move || days.get() key=|day| day.name.clone() let(day)>
            <section class="offers">
                <h2>{day.name.clone()}</h2>
                <ul role="list">
                    <For each=move || of_day(days, &day.name) key=key let(offer)>
                        <OfferRow form offer list chosen local />
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
fn key(offer: &Offer) -> (String, &'static str, i64, i64) {
    let (kind, price) = (offer.kind.slug(), offer.price.minor);
    (offer.centre.to_string(), kind, offer.starts.0, price)
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
