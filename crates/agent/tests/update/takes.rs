//! What a car takes, and how much of it travels.

use crate::maker::*;
use crate::shelf::*;
use agent::update::Found;
use contract::release::{ReleaseChoice, Trouble};

const VIN: &str = "WVWZZZ1JZXW000001";

#[tokio::test]
async fn only_what_changed_travels() {
    let maker = Maker::new();
    let shelf = Shelf::of(&maker).await;
    let car = Car::new(&maker, &shelf);
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(1));
    assert_eq!(shelf.given().1, 2, "both files");
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(1));
    assert_eq!(shelf.given().1, 0, "it is here already");
    assert_eq!(car.starts(), 1);
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Nothing);
    maker.releases(&portal(2, "two"));
    maker.gives(rollout(1, 2, 100), now());
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(2));
    assert_eq!(shelf.given().1, 1, "the page alone");
    assert_eq!(car.running(), 1, "it waits");
    let told = car.updater.told();
    assert_eq!(told.next.unwrap().facts.notes["en"], "Release 2.");
    assert_eq!(car.starts(), 2);
    let told = car.updater.told();
    assert_eq!(
        (told.running.version.as_str(), told.trouble, told.next),
        ("1.2.0", None, None)
    );
    assert!(told.looked.is_some() && told.choice.is_none());
}

#[tokio::test]
async fn what_broke_off_goes_on_after_a_restart_too() {
    let maker = Maker::new();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "long ".repeat(50_000)).unwrap();
    let made = release::make::make(folder.path(), said(2)).unwrap();
    maker.releases(&made);
    maker.gives(steady(2), now());
    let shelf = Shelf::of(&maker).await;
    let mut car = Car::new(&maker, &shelf);
    let hash = made.manifest.files["index.html"].plain.sha256.clone();
    shelf.does(&hash, Does::Breaks(200_000));
    assert_eq!(
        car.updater.look(VIN).await.unwrap_err().trouble,
        Trouble::NotReached
    );
    car.restarts();
    shelf.is_well();
    shelf.given();
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(2));
    let (bytes, files, ranges) = shelf.given();
    assert_eq!((files, ranges), (1, 1));
    assert!(bytes < 100_000, "{bytes}");
}

#[tokio::test]
async fn a_metered_line_carries_what_is_signed_and_no_release() {
    let maker = Maker::new();
    let shelf = Shelf::of(&maker).await;
    let flag = tempfile::NamedTempFile::new().unwrap();
    let car = Car::with(&maker, &shelf, |source| {
        source.metered = Some(flag.path().to_owned())
    });
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Metered(1));
    let (bytes, files, _) = shelf.given();
    assert_eq!(files, 0);
    assert!(bytes < 16 * 1024, "{bytes}");
    drop(flag);
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(1));
}

#[tokio::test]
async fn what_is_halted_while_it_waits_is_withdrawn() {
    let maker = Maker::new();
    let shelf = Shelf::of(&maker).await;
    let car = Car::new(&maker, &shelf);
    car.updater.look(VIN).await.unwrap();
    car.starts();
    maker.releases(&portal(2, "two"));
    maker.gives(rollout(1, 2, 100), now());
    car.updater.look(VIN).await.unwrap();
    let mut halted = rollout(1, 2, 100);
    let channel = halted.channels.values_mut().next().unwrap();
    channel.rollout.as_mut().unwrap().halted = Some("five cars".into());
    maker.gives(halted, now());
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Nothing);
    assert_eq!(car.updater.told().next, None);
    assert_eq!(car.starts(), 1);
}

#[tokio::test]
async fn a_tester_stays_on_what_they_chose_and_nobody_else_may_choose() {
    let maker = Maker::new();
    maker.releases(&portal(2, "two"));
    maker.gives(steady(2), now());
    let shelf = Shelf::of(&maker).await;
    let car = Car::with(&maker, &shelf, |source| source.tester = true);
    car.updater.look(VIN).await.unwrap();
    assert_eq!(car.starts(), 2);
    let choices = car.updater.told().choice.unwrap();
    assert_eq!(
        choices
            .releases
            .iter()
            .map(|facts| facts.counter)
            .collect::<Vec<_>>(),
        [2, 1]
    );
    let pin = |counter| ReleaseChoice {
        channel: None,
        counter,
    };
    car.updater.shelf().choose(pin(Some(1))).unwrap();
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(1));
    assert_eq!(car.starts(), 1);
    car.updater.shelf().choose(pin(None)).unwrap();
    assert_eq!(car.updater.look(VIN).await.unwrap(), Found::Waits(2));
    let other = Car::new(&maker, &shelf);
    other.updater.look(VIN).await.unwrap();
    other.starts();
    other.updater.shelf().choose(pin(Some(1))).unwrap();
    assert_eq!(other.updater.look(VIN).await.unwrap(), Found::Nothing);
}

#[tokio::test]
async fn what_came_with_the_car_does_not_travel() {
    let maker = Maker::new();
    let shelf = Shelf::of(&maker).await;
    let car = Car::new(&maker, &shelf);
    let made = portal(1, "one");
    let page = &made.blobs[&made.manifest.files["index.html"].plain.sha256];
    car.came_with("index.html", page);
    car.updater.look(VIN).await.unwrap();
    assert_eq!(shelf.given().1, 1);
    assert_eq!(car.starts(), 1);
}
