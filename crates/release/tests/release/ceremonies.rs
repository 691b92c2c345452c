//! What the holders of keys do.

use crate::world::*;
use contract::release::ReleaseFacts;
use release::check::Kept;
use release::key::Key;
use release::repository::Holders;

#[tokio::test]
async fn a_holder_is_replaced_and_cars_follow_over_two_rotations() {
    let maker = Maker::new();
    let kept = maker.seen().await;
    let third = Key::make(&maker.path(".keys/root-c")).unwrap();
    let targets = Key::make(&maker.path(".keys/targets-c")).unwrap();
    let next = Holders {
        root: vec![maker.root[0].public(), third.public()],
        targets: vec![maker.targets[0].public(), targets.public()],
        ..maker.holders(&maker.online)
    };
    let repository = maker.repository();
    repository.draft_root(&next, now()).unwrap();
    repository.sign(&maker.root[0]).unwrap();
    repository.sign(&third).unwrap();
    repository.sign(&maker.targets[0]).unwrap();
    repository.sign(&targets).unwrap();
    assert!(
        repository.publish(&maker.online, now()).is_err(),
        "one of those of before has not signed"
    );
    assert_eq!(repository.waiting().unwrap()[0].signed.len(), 2);
    repository.sign(&maker.root[1]).unwrap();
    repository.publish(&maker.online, now()).unwrap();
    // The holder who has gone signs nothing any more.
    repository.add(&portal(2, "two"), now()).unwrap();
    assert!(repository.sign(&maker.targets[1]).is_err());
    for key in [&maker.targets[0], &targets] {
        repository.sign(key).unwrap();
    }
    repository.publish(&maker.online, now()).unwrap();
    drop(repository);
    // A car from before and a car from the shelf both arrive there.
    for kept in [kept, Kept::default()] {
        assert_eq!(maker.look(&kept).await.unwrap().releases(), [1, 2]);
    }
}

#[tokio::test]
async fn a_rollback_is_a_newer_counter_over_older_content() {
    let maker = Maker::new();
    maker.releases(&portal(2, "two"));
    let repository = maker.repository();
    let facts = ReleaseFacts {
        counter: 3,
        version: "1.1.1".into(),
        ..Default::default()
    };
    repository.roll_back(1, facts.clone(), now()).unwrap();
    for key in &maker.targets {
        repository.sign(key).unwrap();
    }
    repository.publish(&maker.online, now()).unwrap();
    assert!(repository.roll_back(9, facts.clone(), now()).is_err());
    assert!(
        repository.roll_back(1, facts, now()).is_err(),
        "counters never go down, nor stay"
    );
    drop(repository);
    let verified = maker.look(&Kept::default()).await.unwrap();
    assert_eq!(
        verified.manifest(3).await.unwrap().files,
        portal(1, "one").manifest.files
    );
}

#[test]
fn nobody_elses_key_changes_who_gets_what() {
    let (maker, other) = (Maker::new(), Maker::new());
    assert!(
        maker
            .repository()
            .restage(&steady(1), &other.online, now())
            .is_err()
    );
    assert_eq!(maker.repository().stage().unwrap(), steady(1));
    assert!(maker.repository().sign(&other.root[0]).is_err());
}
