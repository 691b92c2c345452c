//! Offers and appointments: what can be had, taken, moved, called off, and arrived at.

use crate::decide::{Context, Decided, Decision, single};
use crate::refusal::{Faults, because, fault, too_far};
use crate::{Refusal, may};
use contract::appointment::{Choice, Offer, Offers, VisitKind};
use contract::case::{Case, Stage};
use contract::event::Body;
use contract::problem::{Fault, Kind};

/// Most visits made for one case at a time.
pub const OFFERS: usize = 8;
/// Furthest a visit may be away, in minutes: 180 days.
const FURTHEST: i64 = 180 * 24 * 60;

/// The desk makes visits for this case, beside the free slots: sooner, at the car, with a loan car.
pub(crate) fn offer(case: &Case, offers: &Offers, cx: &Context<'_>) -> Decision {
    may::act_for_centre(cx.who)?;
    may::message(case)?;
    let mut faults = Faults::default();
    if !(1..=OFFERS).contains(&offers.offers.len()) {
        let code = if offers.offers.is_empty() {
            Fault::Empty
        } else {
            Fault::TooLong
        };
        faults
            .0
            .push(fault("/body/offers", code, Some(OFFERS as u32)));
    }
    for (i, offer) in offers.offers.iter().enumerate().take(OFFERS) {
        let at = |field: &str| format!("/body/offers/{i}/{field}");
        if offer.centre != case.centre {
            faults.add(at("centre"), Fault::WrongValue);
        }
        if offer.starts <= cx.now {
            faults.add(at("starts"), Fault::Past);
        } else if offer.starts > cx.now.plus_minutes(FURTHEST) {
            faults.0.push(too_far(at("starts"), FURTHEST));
        }
        if !(15..=480).contains(&offer.minutes) {
            faults.add(at("minutes"), Fault::WrongValue);
        }
        if offer.price.minor < 0 {
            faults.add(at("price"), Fault::Negative);
        } else if offer.price.minor > crate::LARGEST {
            faults.add(at("price"), Fault::TooMuch);
        }
    }
    faults.none_or_refuse()?;
    single(Body::Offered {
        offers: offers.offers.clone(),
    })
}

/// The owner takes a visit, or moves to it. Before intake it may be at any centre in reach, and the
/// case goes with it; afterwards at the centre that has the case.
pub(crate) fn book(case: &Case, choice: &Choice, cx: &Context<'_>) -> Decision {
    may::act_for_owner(cx.who)?;
    match case.stage {
        Stage::Reported => {}
        Stage::Accepted if choice.centre == case.centre => {}
        Stage::Accepted => return because(Kind::OfferGone),
        Stage::Closed => return because(Kind::CaseClosed),
        _ => return because(Kind::AlreadyArrived),
    }
    if case
        .appointment
        .as_ref()
        .is_some_and(|a| a.offer.is(choice))
    {
        return Ok(Vec::new());
    }
    let made = case.offers.iter().find(|o| o.is(choice));
    let slot = cx.slots.iter().find(|s| s.offer.is(choice));
    let offer: &Offer = match (made, slot) {
        (Some(offer), _) => offer,
        (None, Some(slot)) if slot.free => &slot.offer,
        (None, Some(_)) => return because(Kind::SlotFilled),
        (None, None) => return because(Kind::OfferGone),
    };
    if offer.price != choice.price || offer.starts <= cx.now {
        return because(Kind::OfferGone);
    }
    if offer.price.minor > 0 {
        may::approve_money(cx.who)?;
    }
    single(Body::Booked {
        offer: offer.clone(),
    })
}

/// Either side may call a visit off before the car is there.
pub(crate) fn cancel(case: &Case, cx: &Context<'_>) -> Decision {
    may::take_part(cx.who)?;
    may::message(case)?;
    ahead(case)?;
    single(Body::Cancelled {})
}

/// The car is there: the owner says so, or the desk.
pub(crate) fn check_in(case: &Case, cx: &Context<'_>) -> Decision {
    may::take_part(cx.who)?;
    if cx.who.role().is_owners() {
        may::handle(case)?;
        ahead(case)?;
    } else {
        may::check_in(case)?;
    }
    single(Decided::from(Body::CheckedIn {}))
}

fn ahead(case: &Case) -> Result<(), Refusal> {
    match &case.appointment {
        None => because(Kind::NoAppointment),
        Some(visit) if visit.checked_in_at.is_some() => because(Kind::AlreadyArrived),
        Some(_) if case.stage > Stage::Accepted => because(Kind::AlreadyArrived),
        Some(_) => Ok(()),
    }
}

/// Puts visits in the order they are offered in: the earliest first across centres; of two at the
/// same time the one that moves nobody, then by the centre's id, so that the order never flickers.
pub fn order(offers: &mut [Offer]) {
    let trouble = |kind: VisitKind| match kind {
        VisitKind::Remote => 0,
        VisitKind::Mobile => 1,
        VisitKind::PickUp => 2,
        VisitKind::Centre => 3,
    };
    offers.sort_by(|a, b| {
        (a.starts, trouble(a.kind), &a.centre).cmp(&(b.starts, trouble(b.kind), &b.centre))
    });
}
