//! Offers and appointments.

use crate::lane::{Lane, accept, advisor, choice, money, offer, owner, progress};
use casework::{Ask, Refusal, Slot, order};
use contract::appointment::{Choice, Offers, VisitKind};
use contract::case::Stage;
use contract::problem::{Fault, Kind};

fn book(visit: &contract::appointment::Offer) -> Ask {
    Ask::Book(choice(visit))
}

fn slots() -> Vec<Slot> {
    [
        (offer("hamburg-hafen", VisitKind::Centre, 120), true),
        (offer("hamburg-hafen", VisitKind::Centre, 180), false),
        (offer("oslo-alna", VisitKind::Centre, 60), true),
    ]
    .map(|(offer, free)| Slot { offer, free })
    .to_vec()
}

fn with_slots(mut lane: Lane) -> Lane {
    lane.slots = slots();
    lane
}

#[test]
fn what_can_be_taken_and_what_is_said_when_it_is_gone() {
    let dearer = Choice {
        price: money(4900, "EUR"),
        ..choice(&slots()[0].offer)
    };
    let table = [
        ("free", choice(&slots()[0].offer), None),
        (
            "just filled",
            choice(&slots()[1].offer),
            Some(Kind::SlotFilled),
        ),
        (
            "never offered",
            choice(&offer("hamburg-hafen", VisitKind::Mobile, 120)),
            Some(Kind::OfferGone),
        ),
        ("another price", dearer, Some(Kind::OfferGone)),
    ];
    for (name, choice, expected) in table {
        let said = with_slots(Lane::reported())
            .send(&owner(), &Ask::Book(choice))
            .err();
        assert_eq!(said, expected.map(Refusal::Because), "{name}");
    }
    let mut late = with_slots(Lane::reported()).later(120);
    assert_eq!(
        late.refused_because(&owner(), book(&slots()[0].offer)),
        Kind::OfferGone,
        "it has begun"
    );
}

#[test]
fn before_intake_the_case_goes_to_the_centre_whose_visit_is_taken_and_afterwards_stays() {
    let oslo = &slots()[2].offer;
    let lane = with_slots(Lane::reported()).and(&owner(), book(oslo));
    assert_eq!(lane.case().centre, oslo.centre);
    let mut lane = with_slots(Lane::accepted());
    assert_eq!(lane.refused_because(&owner(), book(oslo)), Kind::OfferGone);
}

#[test]
fn a_visit_is_moved_called_off_and_arrived_at() {
    let made = offer("hamburg-hafen", VisitKind::Mobile, 300);
    let offers = Ask::Offer(Offers {
        offers: vec![made.clone()],
    });
    let mut lane = with_slots(Lane::accepted())
        .and(&owner(), book(&slots()[0].offer))
        .and(&advisor(), offers)
        .and(&owner(), book(&made));
    let visit = lane.case().appointment.as_ref().expect("a visit");
    assert_eq!(visit.offer, made);
    assert_eq!(lane.send(&owner(), &book(&made)), Ok(0), "the same again");
    lane = lane.and(&owner(), Ask::CancelVisit);
    assert_eq!(lane.case().appointment, None);
    for ask in [Ask::CancelVisit, Ask::CheckIn] {
        assert_eq!(lane.refused_because(&owner(), ask), Kind::NoAppointment);
    }
    lane = lane.and(&owner(), book(&made)).and(&owner(), Ask::CheckIn);
    assert_eq!(lane.case().stage, Stage::CheckedIn);
    for ask in [Ask::CancelVisit, Ask::CheckIn, book(&slots()[0].offer)] {
        assert_eq!(lane.refused_because(&owner(), ask), Kind::AlreadyArrived);
    }
}

#[test]
fn the_desk_checks_in_a_car_that_came_by_itself() {
    let lane = Lane::accepted().and(&advisor(), Ask::CheckIn);
    assert_eq!(lane.case().stage, Stage::CheckedIn);
    assert_eq!(
        Lane::reported().refused_because(&advisor(), Ask::CheckIn),
        Kind::NotAccepted
    );
    let mut lane = Lane::accepted().and(&advisor(), progress(Stage::Diagnosing));
    assert_eq!(
        lane.refused_because(&advisor(), Ask::CheckIn),
        Kind::AlreadyArrived
    );
    assert_eq!(
        Lane::accepted().refused_because(&owner(), accept()),
        Kind::NotAllowed
    );
}

#[test]
fn every_fault_of_made_offers_is_told() {
    let mut bad = offer("oslo-alna", VisitKind::Mobile, -1);
    bad.minutes = 14;
    bad.price = money(-1, "EUR");
    let said = Lane::accepted().refused_at(&advisor(), Ask::Offer(Offers { offers: vec![bad] }));
    let at = |field: &str| format!("/body/offers/0/{field}");
    let expected = [
        (at("centre"), Fault::WrongValue),
        (at("starts"), Fault::Past),
        (at("minutes"), Fault::WrongValue),
        (at("price"), Fault::Negative),
    ];
    assert_eq!(said, expected);
    for (count, fault) in [(0, Fault::Empty), (9, Fault::TooLong)] {
        let offers = vec![offer("hamburg-hafen", VisitKind::Centre, 60); count];
        let said = Lane::accepted().refused_at(&advisor(), Ask::Offer(Offers { offers }));
        assert_eq!(said, [("/body/offers".to_owned(), fault)]);
    }
}

#[test]
fn the_earliest_comes_first_across_centres_and_then_the_least_trouble() {
    let mut offers = vec![
        offer("oslo-alna", VisitKind::Centre, 120),
        offer("hamburg-hafen", VisitKind::Centre, 60),
        offer("hamburg-hafen", VisitKind::Remote, 120),
        offer("hamburg-hafen", VisitKind::Centre, 120),
        offer("hamburg-hafen", VisitKind::Mobile, 120),
    ];
    order(&mut offers);
    let said: Vec<_> = offers
        .iter()
        .map(|o| {
            (
                crate::lane::START.minutes_until(o.starts),
                o.kind,
                o.centre.as_str(),
            )
        })
        .collect();
    use VisitKind::{Centre, Mobile, Remote};
    assert_eq!(
        said,
        [
            (60, Centre, "hamburg-hafen"),
            (120, Remote, "hamburg-hafen"),
            (120, Mobile, "hamburg-hafen"),
            (120, Centre, "hamburg-hafen"),
            (120, Centre, "oslo-alna"),
        ]
    );
}
