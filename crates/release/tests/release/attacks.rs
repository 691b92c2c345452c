//! The attacks that TUF's specification lists (1.5.2), each refused with its reason; slow retrieval is the agent's
//! (crates/agent/tests/update).

use crate::world::*;
use contract::release::Trouble;
use release::check::Kept;
use release::disk::Folder;
use release::key::Key;
use release::make::make;
use release::manifest::{Blob, Entry, Manifest, sha256};
use release::role::{bytes, sign};
use release::shelf::Shelf;
use std::fs;
use tough::schema::{Signed, Targets, Timestamp as Stamp};

fn shelf() -> (tempfile::TempDir, Shelf) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::open(Folder(folder.path().to_owned())).unwrap();
    (folder, shelf)
}

#[tokio::test]
async fn what_the_maker_signed_is_believed() {
    let maker = Maker::new();
    maker.releases(&portal(2, "two"));
    maker.gives(rollout(1, 2, 100), now());
    let verified = maker.look(&Kept::default()).await.unwrap();
    assert_eq!(verified.releases(), [1, 2]);
    assert_eq!(verified.stage, rollout(1, 2, 100));
    assert_eq!(
        verified.manifest(2).await.unwrap(),
        portal(2, "two").manifest
    );
    // And again, with what was kept.
    maker.look(&verified.kept).await.unwrap();
}

#[tokio::test]
async fn arbitrary_software_signed_by_somebody_else() {
    let maker = Maker::new();
    let stranger = Maker::new();
    stranger.releases(&portal(2, "evil"));
    // All of another maker's repository, in the place of ours.
    let looked = release::check::look(
        &maker.shipped,
        &Kept::default(),
        &stranger.base(),
        Line::default(),
    )
    .await;
    assert_eq!(looked.err().map(|e| e.trouble), Some(Trouble::NotSigned));
    // One role of theirs among ours.
    for name in [
        "metadata/timestamp.json",
        "metadata/2.snapshot.json",
        "metadata/1.targets.json",
        "metadata/2.stage.json",
    ] {
        let theirs = fs::read(stranger.path(name)).unwrap();
        let refused = maker
            .look_over(&Kept::default(), &Line::saying(name, Says::Bytes(theirs)))
            .await;
        let trouble = refused.err().unwrap();
        assert!(
            matches!(
                trouble,
                Trouble::NotSigned | Trouble::NotAsSigned | Trouble::TooLarge
            ),
            "{name}: {trouble:?}"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_was_signed() {
    let (_folder, shelf) = shelf();
    let made = portal(1, "one");
    for entry in shelf.missing(&made.manifest) {
        let mut bytes = made.blobs[&entry.travels().sha256].clone();
        bytes[0] ^= 1;
        shelf.take(entry.travels(), &bytes).unwrap();
        assert_eq!(
            shelf.finish(entry).unwrap_err().trouble,
            Trouble::NotAsSigned
        );
        assert_eq!(
            shelf.part(entry.travels()).unwrap(),
            0,
            "nothing of it is kept"
        );
    }
    let mut shelf = shelf;
    assert!(shelf.offer(&made.manifest, now()).is_err());
    assert_eq!(shelf.pointer().next, None);
}

#[tokio::test]
async fn rollback_to_what_was_signed_before() {
    let maker = Maker::new();
    let old = ["metadata/timestamp.json"].map(|name| fs::read(maker.path(name)).unwrap());
    maker.releases(&portal(2, "two"));
    let kept = maker.seen().await;
    let [timestamp] = old;
    let line = Line::saying("metadata/timestamp.json", Says::Bytes(timestamp.clone()));
    assert_eq!(
        maker.look_over(&kept, &line).await.err(),
        Some(Trouble::Older)
    );
    // To a car that has seen nothing yet it is what was signed.
    assert!(maker.look_over(&Kept::default(), &line).await.is_ok());
}

#[tokio::test]
async fn fast_forward_by_a_stolen_online_key_is_healed_by_another_root() {
    let maker = Maker::new();
    let path = maker.path("metadata/timestamp.json");
    let mut stamp: Signed<Stamp> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    stamp.signed.version = u64::MAX.try_into().unwrap();
    sign(&mut stamp, &maker.online).unwrap();
    fs::write(&path, bytes(&stamp).unwrap()).unwrap();
    let kept = maker.seen().await;
    // The maker's next state is older than that.
    fs::remove_file(&path).unwrap();
    maker.releases(&portal(2, "two"));
    assert_eq!(maker.look(&kept).await.err(), Some(Trouble::Older));
    // With another online key the car forgets what the stolen one said.
    let new = Key::make(&maker.path(".keys/online-2")).unwrap();
    let repository = maker.repository();
    repository.draft_root(&maker.holders(&new), now()).unwrap();
    for key in maker.root.iter().chain(&maker.targets) {
        repository.sign(key).unwrap();
    }
    repository.publish(&new, now()).unwrap();
    let verified = maker.look(&kept).await.unwrap();
    assert_eq!(verified.releases(), [1, 2]);
    // The stolen key counts for nothing now.
    let line = Line::saying(
        "metadata/timestamp.json",
        Says::Bytes(bytes(&stamp).unwrap()),
    );
    assert_eq!(
        maker.look_over(&verified.kept, &line).await.err(),
        Some(Trouble::NotSigned)
    );
}

#[tokio::test]
async fn an_indefinite_freeze_runs_out() {
    let maker = Maker::at(days_ago(8));
    assert_eq!(
        maker.look(&Kept::default()).await.err(),
        Some(Trouble::Expired)
    );
    assert!(maker.repository().refresh(&maker.online, now()).unwrap());
    assert!(maker.look(&Kept::default()).await.is_ok());
    assert!(
        !maker.repository().refresh(&maker.online, now()).unwrap(),
        "fresh already"
    );
}

#[tokio::test]
async fn a_clock_years_ahead_refuses_and_is_healed_when_it_is_right_again() {
    // Seen from the car, metadata of two years ago is what a clock two years ahead sees.
    let maker = Maker::at(days_ago(800));
    assert_eq!(
        maker.look(&Kept::default()).await.err(),
        Some(Trouble::Expired)
    );
    // A clock years behind takes what is signed.
    let maker = Maker::at(now().plus_minutes(800 * 24 * 60));
    assert!(maker.look(&Kept::default()).await.is_ok());
}

#[tokio::test]
async fn endless_data_is_cut_off() {
    let maker = Maker::new();
    for name in [
        "timestamp.json",
        "2.snapshot.json",
        "1.targets.json",
        "2.stage.json",
        "2.root.json",
        ".stage.json",
    ] {
        let line = Line::saying(name, Says::Endless);
        assert_eq!(
            maker.look_over(&Kept::default(), &line).await.err(),
            Some(Trouble::TooLarge),
            "{name}"
        );
    }
    let (_folder, shelf) = shelf();
    let made = portal(1, "one");
    let entry = &made.manifest.files["index.html"];
    let much = vec![b' '; usize::try_from(entry.plain.length).unwrap()];
    shelf.take(&entry.plain, &much).unwrap();
    assert_eq!(
        shelf.take(&entry.plain, b"x").unwrap_err().trouble,
        Trouble::TooLarge
    );
    assert_eq!(shelf.part(&entry.plain).unwrap(), 0);
}

#[tokio::test]
async fn a_small_file_that_unpacks_without_end_is_cut_off() {
    let mut packed = Vec::new();
    let zeros = vec![0; 8 * 1024 * 1024];
    brotli::BrotliCompress(
        &mut zeros.as_slice(),
        &mut packed,
        &brotli::enc::BrotliEncoderParams::default(),
    )
    .unwrap();
    let blob = |bytes: &[u8]| Blob {
        sha256: sha256(bytes),
        length: bytes.len() as u64,
    };
    let entry = Entry {
        plain: blob(b"small"),
        brotli: Some(blob(&packed)),
    };
    let (_folder, shelf) = shelf();
    shelf.take(entry.travels(), &packed).unwrap();
    assert_eq!(
        shelf.finish(&entry).unwrap_err().trouble,
        Trouble::NotAsSigned
    );
}

#[tokio::test]
async fn extraneous_dependencies_the_online_key_can_name_nothing_but_the_stage() {
    let maker = Maker::new();
    // A release of its own, listed by the stage's role.
    let evil = portal(9, "evil").manifest.bytes();
    let name = "metadata/2.stage.json";
    let mut role: Signed<Targets> =
        serde_json::from_slice(&fs::read(maker.path(name)).unwrap()).unwrap();
    role.signed.targets.insert(
        tough::TargetName::new("release-9.json").unwrap(),
        release::role::target(&evil),
    );
    republish(&maker, role);
    fs::write(
        maker.path(&format!("targets/{}.release-9.json", sha256(&evil))),
        &evil,
    )
    .unwrap();
    let refused = maker.look(&Kept::default()).await;
    assert_eq!(refused.err(), Some(Trouble::NotUnderstood));
}

#[tokio::test]
async fn a_stage_that_names_what_nobody_signed_gives_nothing() {
    let maker = Maker::new();
    assert!(
        maker
            .repository()
            .restage(&rollout(1, 7, 100), &maker.online, now())
            .is_err()
    );
    let stage = serde_json::to_vec(&rollout(1, 7, 100)).unwrap();
    let mut role: Signed<Targets> =
        serde_json::from_slice(&fs::read(maker.path("metadata/2.stage.json")).unwrap()).unwrap();
    role.signed
        .targets
        .values_mut()
        .for_each(|target| *target = release::role::target(&stage));
    republish(&maker, role);
    fs::write(
        maker.path(&format!("targets/{}.stage.json", sha256(&stage))),
        &stage,
    )
    .unwrap();
    let verified = maker.look(&Kept::default()).await.unwrap();
    assert_eq!(
        verified.manifest(7).await.unwrap_err().trouble,
        Trouble::NotSigned
    );
}

/// Signs it with the online key as version 3 of the stage, and all that leads there.
fn republish(maker: &Maker, mut role: Signed<Targets>) {
    role.signed.version = 3.try_into().unwrap();
    sign(&mut role, &maker.online).unwrap();
    let stage = bytes(&role).unwrap();
    fs::write(maker.path("metadata/3.stage.json"), &stage).unwrap();
    let read = |name: &str| fs::read(maker.path(&format!("metadata/{name}"))).unwrap();
    let mut snapshot: Signed<tough::schema::Snapshot> =
        serde_json::from_slice(&read("2.snapshot.json")).unwrap();
    snapshot.signed.version = 3.try_into().unwrap();
    snapshot.signed.meta.insert(
        "stage.json".into(),
        release::role::meta(role.signed.version, &stage),
    );
    sign(&mut snapshot, &maker.online).unwrap();
    let snapshot = bytes(&snapshot).unwrap();
    fs::write(maker.path("metadata/3.snapshot.json"), &snapshot).unwrap();
    let mut stamp: Signed<Stamp> = serde_json::from_slice(&read("timestamp.json")).unwrap();
    stamp.signed.version = 3.try_into().unwrap();
    stamp.signed.meta.insert(
        "snapshot.json".into(),
        release::role::meta(role.signed.version, &snapshot),
    );
    sign(&mut stamp, &maker.online).unwrap();
    fs::write(
        maker.path("metadata/timestamp.json"),
        bytes(&stamp).unwrap(),
    )
    .unwrap();
}

#[tokio::test]
async fn mix_and_match_of_two_states() {
    let maker = Maker::new();
    let read = |name: &str| fs::read(maker.path(name)).unwrap();
    let (snapshot, targets) = (
        read("metadata/2.snapshot.json"),
        read("metadata/1.targets.json"),
    );
    maker.releases(&portal(2, "two"));
    for (name, old) in [
        ("metadata/3.snapshot.json", snapshot),
        ("metadata/2.targets.json", targets),
    ] {
        let refused = maker
            .look_over(&Kept::default(), &Line::saying(name, Says::Bytes(old)))
            .await;
        assert_eq!(refused.err(), Some(Trouble::NotAsSigned), "{name}");
    }
}

#[tokio::test]
async fn wrong_software_under_a_right_name() {
    let maker = Maker::new();
    maker.releases(&portal(2, "two"));
    let one = portal(1, "one").manifest.bytes();
    let verified = maker
        .look_over(
            &Kept::default(),
            &Line::saying("release-2.json", Says::Bytes(one.clone())),
        )
        .await
        .unwrap();
    assert_eq!(
        verified.manifest(2).await.unwrap_err().trouble,
        Trouble::NotAsSigned
    );
}

#[tokio::test]
async fn keys_stolen_below_the_threshold_sign_nothing() {
    let maker = Maker::new();
    let repository = maker.repository();
    repository.add(&portal(2, "evil"), now()).unwrap();
    repository.sign(&maker.targets[0]).unwrap();
    // Our own tool does not publish it.
    assert!(repository.publish(&maker.online, now()).is_err());
    // Nor does a car believe it when another tool does.
    let draft = fs::read(maker.path(".draft/targets.json")).unwrap();
    let line = Line::saying("metadata/1.targets.json", Says::Bytes(draft.clone()));
    drop(repository);
    assert!(maker.look_over(&Kept::default(), &line).await.is_err());
    let mut role: Signed<Targets> = serde_json::from_slice(&draft).unwrap();
    // The same signature twice is one, a stranger's is none.
    role.signatures.push(role.signatures[0].clone());
    let root: tough::schema::Signed<tough::schema::Root> =
        serde_json::from_slice(&maker.shipped).unwrap();
    assert!(root.signed.verify_role(&role).is_err());
    sign(&mut role, &maker.online).unwrap();
    role.signatures.remove(0);
    assert!(root.signed.verify_role(&role).is_err());
    // One holder of the root cannot hand it to somebody else.
    let thief = Maker::new();
    let repository = maker.repository();
    repository
        .draft_root(&thief.holders(&thief.online), now())
        .unwrap();
    repository.sign(&maker.root[0]).unwrap();
    for key in thief.root.iter().chain(&thief.targets) {
        repository.sign(key).unwrap();
    }
    assert!(repository.publish(&thief.online, now()).is_err());
    drop(repository);
    let draft = fs::read(maker.path(".draft/root.json")).unwrap();
    let line = Line::saying("metadata/2.root.json", Says::Bytes(draft));
    assert_eq!(
        maker.look_over(&Kept::default(), &line).await.err(),
        Some(Trouble::NotSigned)
    );
}

#[tokio::test]
async fn a_byte_changed_anywhere_is_refused_or_changes_nothing() {
    let maker = Maker::new();
    let kept = maker.seen().await;
    let right = maker.look(&kept).await.unwrap();
    let mut refused = 0;
    for name in [
        "timestamp.json",
        "2.snapshot.json",
        "1.targets.json",
        "2.stage.json",
    ] {
        let whole = fs::read(maker.path(&format!("metadata/{name}"))).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            match maker
                .look_over(&kept, &Line::saying(name, Says::Bytes(bytes)))
                .await
            {
                Err(_) => refused += 1,
                // A letter of a hash in capitals is the same hash.
                Ok(read) => assert_eq!(
                    (&read.stage, read.releases()),
                    (&right.stage, right.releases()),
                    "{name} {at}"
                ),
            }
        }
    }
    assert!(refused > 300, "{refused}");
}

#[tokio::test]
async fn what_a_line_may_say_instead_is_refused_with_its_reason() {
    let maker = Maker::new();
    let kept = maker.seen().await;
    let html = b"<!doctype html><title>Sign in to the network</title>".to_vec();
    let whole = fs::read(maker.path("metadata/timestamp.json")).unwrap();
    let half = whole[..whole.len() / 2].to_vec();
    for (says, reason) in [
        (Says::Bytes(html), Trouble::NotUnderstood),
        (Says::Bytes(half), Trouble::NotUnderstood),
        (Says::Bytes(Vec::new()), Trouble::NotUnderstood),
        (Says::Broken, Trouble::NotReached),
    ] {
        let line = Line::saying("timestamp.json", says.clone());
        assert_eq!(
            maker.look_over(&kept, &line).await.err(),
            Some(reason),
            "{says:?}"
        );
    }
    fs::remove_file(maker.path("metadata/timestamp.json")).unwrap();
    assert_eq!(maker.look(&kept).await.err(), Some(Trouble::NotReached));
}

#[tokio::test]
async fn path_tricks_are_refused_though_they_were_signed() {
    let maker = Maker::new();
    let mut made = portal(2, "two");
    let entry = made.manifest.files["index.html"].clone();
    made.manifest
        .files
        .insert("../../etc/cron.d/x".into(), entry);
    let refused = maker.repository().add(&made, now());
    assert!(refused.is_err(), "our own tool does not list it");
    assert!(
        Manifest::parse(&made.manifest.bytes()).is_err(),
        "nor does a car read it"
    );
}

#[test]
fn the_same_folder_makes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("locales")).unwrap();
    for (name, text) in [
        ("index.html", "x"),
        ("locales/de-1f2e3d4c5b.json", "{}"),
        ("release.json", "{}"),
        (".hidden", "x"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (one, two) = (
        make(folder.path(), said(1)).unwrap(),
        make(folder.path(), said(1)).unwrap(),
    );
    assert_eq!(one.manifest.bytes(), two.manifest.bytes());
    assert_eq!(one.manifest.languages, ["de"]);
    assert_eq!(
        one.manifest.files.keys().collect::<Vec<_>>(),
        ["index.html", "locales/de-1f2e3d4c5b.json"]
    );
}
