//! The power is cut at every operation of an update, and whatever is left of what was not synced: one of the two releases
//! is shown next, whole, and the update goes through afterwards.

use crate::lossy::Lossy;
use crate::world::{now, portal};
use release::check::{Kept, Refused};
use release::make::Made;
use release::shelf::Shelf;
use std::io;

/// What may be left of what was not synced, so many times over.
const CHANCES: u64 = 16;

/// Takes a release in and offers it.
fn take(shelf: &mut Shelf, made: &Made) -> Result<(), Refused> {
    for entry in shelf.missing(&made.manifest) {
        let bytes = &made.blobs[&entry.travels().sha256];
        let have = usize::try_from(shelf.part(entry.travels())?).unwrap_or(0);
        // In two pieces, as from a line.
        let half = bytes.len().midpoint(have).max(have);
        shelf.take(entry.travels(), &bytes[have..half])?;
        shelf.take(entry.travels(), &bytes[half..])?;
        shelf.finish(entry).or_else(|e| match have {
            0 => Err(e),
            // What came before the power went was rubbish: all of it again.
            _ => shelf.give(entry, bytes),
        })?;
    }
    shelf.keep(&Kept::default()).map_err(Refused::disk)?;
    shelf.offer(&made.manifest, now())
}

fn update(shelf: &mut Shelf, made: &Made) -> io::Result<()> {
    let failed = |e: Refused| io::Error::other(e.to_string());
    let counter = made.manifest.facts.counter;
    if shelf.pointer().wants(counter) {
        if shelf
            .pointer()
            .next
            .is_none_or(|next| next.counter != counter)
        {
            take(shelf, made).map_err(failed)?;
        }
        shelf.switch()?;
    }
    shelf.open_page()?;
    shelf.ready()
}

fn with_first(disk: &Lossy) -> Shelf {
    disk.cut_after(usize::MAX);
    let mut shelf = Shelf::open(disk.clone()).unwrap();
    update(&mut shelf, &portal(1, "one")).unwrap();
    assert_eq!(shelf.pointer().running, 1);
    shelf
}

#[test]
fn whenever_the_power_is_cut_one_of_the_two_releases_is_shown() {
    let disk = Lossy::default();
    let mut shelf = with_first(&disk);
    disk.cut_after(usize::MAX);
    update(&mut shelf, &portal(2, "two")).unwrap();
    let steps = disk.done();
    assert!(steps > 20, "{steps}");
    let mut shown = [0, 0];
    for step in 0..=steps + 1 {
        for chance in 0..CHANCES {
            let disk = Lossy::default();
            let mut shelf = with_first(&disk);
            disk.cut_after(step);
            let done = update(&mut shelf, &portal(2, "two"));
            assert!(done.is_ok() || step <= steps, "{step}");
            disk.back(chance * 7919 + step as u64);

            let mut shelf = Shelf::open(disk.clone()).unwrap();
            let first = shelf.open_page().unwrap();
            assert!(
                matches!(first, 1 | 2),
                "cut {step}, chance {chance}: {first}"
            );
            let files = shelf.load(first);
            let files = files.unwrap_or_else(|| {
                panic!("cut {step}, chance {chance}: release {first} is not whole")
            });
            assert_eq!(files.len(), 2);
            shown[usize::try_from(first).unwrap() - 1] += 1;

            // That page starts; and where it was still the one before, the update goes through now.
            shelf.ready().unwrap();
            update(&mut shelf, &portal(2, "two")).unwrap();
            assert_eq!(shelf.pointer().running, 2, "cut {step}, chance {chance}");
            assert!(shelf.load(2).is_some());
        }
    }
    println!(
        "{} cuts at {steps} operations: {} times release 1, {} times release 2",
        shown[0] + shown[1],
        shown[0],
        shown[1]
    );
    assert!(shown[0] > 0 && shown[1] > 0);
}

#[test]
fn a_release_that_does_not_start_is_left_after_two_starts_and_never_tried_again() {
    let disk = Lossy::default();
    let mut shelf = with_first(&disk);
    take(&mut shelf, &portal(2, "two")).unwrap();
    shelf.switch().unwrap();
    assert_eq!(shelf.open_page().unwrap(), 2);
    assert!(!shelf.not_ready().unwrap(), "it has one more start");
    // The power goes too: that start counts.
    disk.back(1);
    let mut shelf = Shelf::open(disk.clone()).unwrap();
    assert_eq!(shelf.open_page().unwrap(), 2);
    assert!(shelf.not_ready().unwrap());
    assert_eq!(shelf.open_page().unwrap(), 1);
    assert!(!shelf.pointer().wants(2));
    assert!(shelf.pointer().wants(3));
    assert_eq!(
        shelf.pointer().failed.as_ref().map(|facts| facts.counter),
        Some(2)
    );
}

#[test]
fn a_release_that_is_cut_off_in_every_start_is_left_too() {
    let disk = Lossy::default();
    let mut shelf = with_first(&disk);
    take(&mut shelf, &portal(2, "two")).unwrap();
    shelf.switch().unwrap();
    let mut shown = Vec::new();
    for chance in 0..4 {
        shown.push(shelf.open_page().unwrap());
        disk.back(chance);
        shelf = Shelf::open(disk.clone()).unwrap();
    }
    assert_eq!(shown, [2, 2, 1, 1]);
}

#[test]
fn a_disk_that_refuses_leaves_what_is_shown() {
    let disk = Lossy::default();
    let mut shelf = with_first(&disk);
    let steps = 40;
    for step in 0..steps {
        disk.cut_after(step);
        let _ = update(&mut shelf, &portal(2, "two"));
        disk.cut_after(usize::MAX);
        // Not cut off, only refused: the same program goes on.
        let shown = shelf.pointer().shown();
        assert!(
            shelf.load(shown).is_some(),
            "refused {step}: release {shown}"
        );
        if shown == 2 {
            return;
        }
    }
    panic!("the update never went through");
}

#[test]
fn what_rots_on_the_disk_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let disk = || release::disk::Folder(folder.path().to_owned());
    let mut shelf = Shelf::open(disk()).unwrap();
    for (counter, says) in [(1, "one"), (2, "two")] {
        update(&mut shelf, &portal(counter, says)).unwrap();
    }
    let two = portal(2, "two").manifest.files["index.html"]
        .plain
        .sha256
        .clone();
    std::fs::write(folder.path().join("blobs").join(&two), "<p>tvo</p>").unwrap();
    assert!(shelf.load(2).is_none(), "a changed bit");
    std::fs::remove_file(folder.path().join("blobs").join(&two)).unwrap();
    assert_eq!(
        Shelf::open(disk()).unwrap().open_page().unwrap(),
        1,
        "a lost file"
    );
    std::fs::write(folder.path().join("pointer.json"), "{rubbish").unwrap();
    assert_eq!(
        Shelf::open(disk()).unwrap().open_page().unwrap(),
        0,
        "what came with the car"
    );
}
