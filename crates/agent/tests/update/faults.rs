//! What a bad line, a bad server and a bad release do: the running release stays, and the reason is told.

use crate::maker::*;
use crate::shelf::*;
use agent::update::Found;
use axum::http::StatusCode;
use contract::release::Trouble;
use std::time::Duration;

const VIN: &str = "WVWZZZ1JZXW000001";

/// A car on release 1, with release 2 on offer.
async fn world() -> (Maker, Shelf, Car, String) {
    let maker = Maker::new();
    let shelf = Shelf::of(&maker).await;
    let car = Car::new(&maker, &shelf);
    car.updater.look(VIN).await.unwrap();
    car.starts();
    let made = portal(2, "two");
    maker.releases(&made);
    maker.gives(rollout(1, 2, 100), now());
    let page = made.manifest.files["index.html"].plain.sha256.clone();
    (maker, shelf, car, page)
}

#[tokio::test]
async fn whatever_the_line_does_the_running_release_stays_and_the_reason_is_told() {
    use Does::*;
    let (_maker, shelf, mut car, page) = world().await;
    let table = [
        (
            "timestamp.json",
            Answers(StatusCode::INTERNAL_SERVER_ERROR),
            Trouble::NotReached,
        ),
        (
            "timestamp.json",
            Answers(StatusCode::NOT_FOUND),
            Trouble::NotReached,
        ),
        (
            "timestamp.json",
            Answers(StatusCode::FOUND),
            Trouble::NotReached,
        ),
        ("timestamp.json", Html, Trouble::NotUnderstood),
        ("timestamp.json", Truncates(100), Trouble::NotUnderstood),
        ("timestamp.json", Breaks(100), Trouble::NotReached),
        ("timestamp.json", Stalls(100), Trouble::TooSlow),
        (
            "timestamp.json",
            Trickles(Duration::from_millis(300)),
            Trouble::TooSlow,
        ),
        ("timestamp.json", Endless, Trouble::TooLarge),
        ("snapshot.json", Flips(20), Trouble::NotAsSigned),
        ("release-2.json", Flips(20), Trouble::NotAsSigned),
        ("release-2.json", Endless, Trouble::TooLarge),
        (
            page.as_str(),
            Answers(StatusCode::SERVICE_UNAVAILABLE),
            Trouble::NotReached,
        ),
        (&page, Html, Trouble::TooLarge),
        (&page, Truncates(3), Trouble::NotAsSigned),
        (&page, Flips(3), Trouble::NotAsSigned),
        (&page, Stalls(3), Trouble::TooSlow),
        (&page, Endless, Trouble::TooLarge),
    ];
    for (name, does, reason) in table {
        shelf.is_well();
        shelf.does(name, does.clone());
        let refused = car.updater.look(VIN).await.unwrap_err();
        assert_eq!(refused.trouble, reason, "{name} {does:?}: {refused:?}");
        let told = car.updater.told();
        assert_eq!(
            (told.running.counter, told.next, told.trouble),
            (1, None, Some(reason)),
            "{name} {does:?}"
        );
        car.restarts();
        assert_eq!(car.running(), 1);
    }
    shelf.is_well();
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(2));
    assert_eq!(car.updater.told().trouble, None);
    assert_eq!(car.starts(), 2);
}

#[tokio::test]
async fn a_release_for_another_car_or_a_newer_companion_is_not_taken() {
    let (maker, shelf, car, _) = world().await;
    for (counter, change) in [
        (
            3,
            (|made: &mut release::make::Made| made.manifest.models = vec!["M2".into()])
                as fn(&mut _),
        ),
        (4, |made: &mut release::make::Made| {
            made.manifest.min_agent = "99.0.0".to_owned().try_into().unwrap()
        }),
    ] {
        let mut made = portal(counter, "other");
        change(&mut made);
        maker.releases(&made);
        maker.gives(rollout(1, counter, 100), now());
        let refused = car.updater.look(VIN).await.unwrap_err();
        assert_eq!(refused.trouble, Trouble::NotForThisCar, "{refused:?}");
        assert_eq!(car.updater.told().next, None);
    }
    shelf.given();
    let _ = car.updater.look(VIN).await;
    assert_eq!(shelf.given().1, 0, "none of its files is asked for");
}

#[tokio::test]
async fn a_stopped_clock_of_the_repository_is_seen_and_told() {
    let maker = Maker::at(days_ago(8));
    let shelf = Shelf::of(&maker).await;
    let car = Car::new(&maker, &shelf);
    assert_eq!(
        car.updater.look(VIN).await.unwrap_err().trouble,
        Trouble::Expired
    );
    assert_eq!(car.updater.told().looked, None);
}

#[tokio::test]
async fn a_release_that_does_not_start_goes_back_and_is_never_taken_again() {
    let (maker, shelf, mut car, _) = world().await;
    car.updater.look(VIN).await.unwrap();
    car.updater.shelf().switch().unwrap();
    for _ in 0..2 {
        assert_eq!(car.updater.shelf().open_page().unwrap(), 2);
        car.restarts();
    }
    assert_eq!(car.updater.shelf().open_page().unwrap(), 1);
    shelf.given();
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Nothing);
    assert_eq!(shelf.given().1, 0);
    assert_eq!(car.updater.told().failed.unwrap().version, "1.2.0");
    maker.releases(&portal(3, "three"));
    maker.gives(rollout(1, 3, 100), now());
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(3));
}
