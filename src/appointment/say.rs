//! A visit in words: its day by the centre's clock, how car and workshop meet, what it costs, what
//! comes with it.

use crate::portal::Portal;
use contract::appointment::{Loan, Offer, VisitKind};
use contract::money::Money;
use contract::time::{Timestamp, Zone};
use i18n::{Lang, k};
use leptos::prelude::*;
use platform::intl;
use platform::wall::Wall;
use ui::words::Words;

/// `Today`, `Tomorrow`, else `Tue 24 Nov`.
pub fn day(w: Words, at: Timestamp, now: Timestamp, zone: &Zone) -> String {
    let (there, here) = (wall(at, zone), wall(now, zone));
    if there.same_day(here) {
        return w.t(k::VISIT_TODAY);
    }
    if there.same_day(here.on_day(1, 0, 0)) {
        return w.t(k::VISIT_TOMORROW);
    }
    intl::day(w.lang.get().code(), at, zone)
}

/// `22 Nov 2031`: a day far away.
pub fn date(w: Words, at: Timestamp, zone: &Zone) -> String {
    let date = intl::date(w.lang.get().code(), at, zone);
    let shown = wall(at, zone).to_string();
    let year = shown.split('-').next().unwrap_or_default();
    let date = without(&date, &w.clock(at, zone));
    match w.lang.get() {
        Lang::En => format!("{date}, {year}"),
        _ => format!("{date} {year}"),
    }
}

/// Whether both are on one day by the zone's clock.
pub fn same_day(a: Timestamp, b: Timestamp, zone: &Zone) -> bool {
    wall(a, zone).same_day(wall(b, zone))
}

/// `time in Europe/Oslo`, where the reader's clock, in zone `local`, shows something else.
pub fn zone(w: Words, at: Timestamp, zone: &Zone, local: Option<&Zone>) -> Option<String> {
    let differs = |local| intl::offset(at, local) != intl::offset(at, zone);
    let place = zone.as_str().replace('_', " ");
    local
        .is_some_and(differs)
        .then(|| w.tf(k::CENTRE_TIME, &[("zone", &place)]))
}

/// What a visit itself costs, or that it costs nothing.
pub fn price(w: Words, price: Money) -> String {
    if price.minor == 0 {
        w.t(k::VISIT_FREE)
    } else {
        w.money(price)
    }
}

/// What comes with it, where something does.
pub fn loan(w: Words, loan: Loan) -> Option<String> {
    match loan {
        Loan::None => None,
        Loan::Car => Some(w.t(k::LOAN_CAR)),
        Loan::Ride => Some(w.t(k::LOAN_RIDE)),
    }
}

/// Everything about a visit but its time, named.
#[component]
pub fn Terms(
    /// The visit.
    offer: Offer,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let kind = offer.kind.slug();
    let centre = portal.centre(&offer.centre);
    let name = centre.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    // The way there matters only where the owner goes there.
    let address = centre.filter(|_| offer.kind == VisitKind::Centre);
    let minutes = offer.minutes.to_string();
    view! {
        <dl class="facts">
            <dt>{w.say(k::VISIT_HOW)}</dt>
            <dd>{move || w.named("visit-how", kind).replace("{centre}", &name)}</dd>
            {address
                .map(|centre| {
                    view! {
                        <dt>{w.say(k::VISIT_WHERE)}</dt>
                        <dd>{centre.address}</dd>
                    }
                })}
            <dt>{w.say(k::VISIT_LENGTH)}</dt>
            <dd>{move || w.tf(k::VISIT_MINUTES, &[("n", &minutes)])}</dd>
            <dt>{w.say(k::VISIT_PRICE)}</dt>
            <dd>
                <b>{move || price(w, offer.price)}</b>
            </dd>
            {move || {
                loan(w, offer.loan)
                    .map(|loan| {
                        view! {
                            <dt>{w.t(k::VISIT_LOAN)}</dt>
                            <dd>{loan}</dd>
                        }
                    })
            }}
        </dl>
    }
}

fn wall(at: Timestamp, zone: &Zone) -> Wall {
    Wall::at(at, |at| intl::offset(at, zone))
}

/// A day and time without its time: the browser's languages write the clock last.
fn without<'a>(text: &'a str, clock: &str) -> &'a str {
    let day = text.strip_suffix(clock).unwrap_or(text);
    day.trim_end_matches(|c: char| c == ',' || c.is_whitespace())
}
