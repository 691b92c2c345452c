//! Estimates, the recall's and the warranty's gate, authorisation, invoices, refunds.

use crate::lane::{
    BATTERY, Lane, VIN, advisor, answers, approve, classed, close, driver, estimate, eur, line,
    line_id, money, owner, progress, record, report, staff_as, warranted,
};
use casework::{Ask, Refusal};
use contract::case::Stage;
use contract::estimate::{
    Authorise, Coverage, Decision, GiveRefund, InvoiceDraft, InvoiceLine, LineDraft, LineKind, Sign,
};
use contract::event::Body;
use contract::person::Role;
use contract::problem::{Fault, Kind};
use contract::vehicle::PaidRepair;

const WIPERS: &str = "VISIBILITY:WIPERS";

fn sign(component: &str) -> Ask {
    Ask::Sign(Sign {
        component: component.into(),
        reason: "The pack was opened elsewhere".into(),
    })
}

fn invoice(lines: &[(&str, i64)]) -> Ask {
    let line = |(id, minor): &(&str, i64)| InvoiceLine {
        line: line_id(id),
        charge: eur(*minor),
    };
    Ask::Invoice(InvoiceDraft {
        lines: lines.iter().map(line).collect(),
    })
}

fn at(i: usize, field: &str) -> String {
    format!("/body/lines/{i}/{field}")
}

#[test]
fn while_a_recall_is_open_no_line_passes_unclassed_and_its_component_is_free() {
    use Coverage::{Goodwill, NotCovered, Recall, Warranty};
    let of = |component: Option<&str>, coverage: Option<Coverage>| LineDraft {
        component: component.map(Into::into),
        coverage,
        ..line("a", 3_000_000)
    };
    // Broader and narrower words are the same component: `A` holds `A:B`.
    let table = [
        (None, None, Err(("component", Fault::Missing))),
        (None, Some(NotCovered), Err(("component", Fault::Missing))),
        (Some(BATTERY), None, Err(("coverage", Fault::Unclassed))),
        (Some(WIPERS), None, Err(("coverage", Fault::Unclassed))),
        (
            Some(BATTERY),
            Some(NotCovered),
            Err(("coverage", Fault::SignatureNeeded)),
        ),
        (
            Some("electrical system : propulsion system"),
            Some(NotCovered),
            Err(("coverage", Fault::SignatureNeeded)),
        ),
        (
            Some("ELECTRICAL SYSTEM:PROPULSION SYSTEM:BATTERY PACK:CELL"),
            Some(NotCovered),
            Err(("coverage", Fault::SignatureNeeded)),
        ),
        (
            Some(WIPERS),
            Some(Recall),
            Err(("coverage", Fault::NotCovered)),
        ),
        (
            Some(WIPERS),
            Some(Warranty),
            Err(("coverage", Fault::NotCovered)),
        ),
        (Some(BATTERY), Some(Recall), Ok(0)),
        (Some(BATTERY), Some(Goodwill), Ok(0)),
        (Some(WIPERS), Some(NotCovered), Ok(3_000_000)),
    ];
    for (component, coverage, expected) in table {
        let mut lane = Lane::recalled();
        let said = lane.send(&advisor(), &estimate(0, vec![of(component, coverage)]));
        match expected {
            Ok(total) => {
                said.expect("is sent");
                let sent = lane.case().estimate.as_ref().expect("an estimate");
                assert_eq!(sent.total, eur(total), "{component:?} {coverage:?}");
            }
            Err((field, fault)) => {
                let said = crate::lane::faults(&said.expect_err("is refused"));
                assert_eq!(said, [(at(0, field), fault)], "{component:?} {coverage:?}");
            }
        }
    }
}

#[test]
fn a_managers_signed_reason_opens_the_gate_and_the_owner_reads_it() {
    let lines = || vec![classed("a", 3_000_000, BATTERY, Coverage::NotCovered)];
    let mut lane = Lane::recalled();
    assert_eq!(
        lane.refused_because(&advisor(), sign(BATTERY)),
        Kind::NotAllowed
    );
    assert_eq!(
        lane.refused_because(&owner(), sign(BATTERY)),
        Kind::NotAllowed
    );
    let manager = staff_as(Role::LocalManager);
    assert_eq!(
        lane.refused_at(&manager, sign(WIPERS)),
        [("/body/component".to_owned(), Fault::NotCovered)],
        "there is no recall to be signed away"
    );
    assert_eq!(
        Lane::accepted().refused_at(&manager, sign(BATTERY)),
        [("/body/component".to_owned(), Fault::NotCovered)],
        "nor beforehand"
    );
    // The pack's signature is none for all that is electrical.
    lane = lane.and(&manager, sign(BATTERY));
    let wide = classed("a", 1, "ELECTRICAL SYSTEM", Coverage::NotCovered);
    assert_eq!(
        lane.refused_at(&advisor(), estimate(0, vec![wide])),
        [(at(0, "coverage"), Fault::SignatureNeeded)]
    );
    lane = lane
        .and(&staff_as(Role::LocalManager), sign(BATTERY))
        .and(&advisor(), estimate(0, lines()));
    let sent = lane.case().estimate.as_ref().expect("an estimate");
    assert_eq!(
        sent.lines[0].signed.as_deref(),
        Some("The pack was opened elsewhere")
    );
    assert_eq!(lane.case().signatures[0].by.as_deref(), Some("Greta Holm"));
}

#[test]
fn under_a_running_warranty_each_line_says_who_pays() {
    let table = [
        (WIPERS, None, 0, Err(Fault::Unclassed)),
        (WIPERS, Some(Coverage::Warranty), 0, Ok(0)),
        (BATTERY, Some(Coverage::Warranty), 0, Err(Fault::NotCovered)),
        (BATTERY, Some(Coverage::NotCovered), 0, Ok(500)),
        (WIPERS, Some(Coverage::Recall), 0, Err(Fault::NotCovered)),
        // A day later it has ended.
        (
            WIPERS,
            Some(Coverage::Warranty),
            24 * 60,
            Err(Fault::NotCovered),
        ),
        (WIPERS, None, 24 * 60, Ok(500)),
    ];
    for (component, coverage, later, expected) in table {
        let mut lane = Lane::accepted().later(later);
        lane.vehicle = Some(warranted(WIPERS));
        let draft = LineDraft {
            coverage,
            component: Some(component.into()),
            ..line("a", 500)
        };
        let said = lane.send(&advisor(), &estimate(0, vec![draft]));
        match expected {
            Ok(total) => {
                said.expect("is sent");
                let sent = lane.case().estimate.as_ref().expect("an estimate");
                assert_eq!(sent.total, eur(total));
            }
            Err(fault) => {
                let said = crate::lane::faults(&said.expect_err("is refused"));
                assert_eq!(
                    said,
                    [(at(0, "coverage"), fault)],
                    "{component} {coverage:?}"
                );
            }
        }
    }
}

#[test]
fn prices_that_no_bill_could_have_are_refused_with_their_field() {
    let nok = LineDraft {
        labour: money(1, "NOK"),
        ..line("b", 1)
    };
    let mut far = line("a", casework::LARGEST + 1);
    far.labour = eur(i64::MAX);
    let tax = LineDraft {
        kind: LineKind::Tax,
        ..line("t", 51)
    };
    let table = [
        (vec![line("a", -1)], vec![(at(0, "parts"), Fault::Negative)]),
        (
            vec![far],
            vec![
                (at(0, "parts"), Fault::TooMuch),
                (at(0, "labour"), Fault::TooMuch),
            ],
        ),
        (
            vec![line("a", 1), nok],
            vec![(at(1, "labour"), Fault::TwoCurrencies)],
        ),
        (
            vec![line("a", 1), line("a", 1)],
            vec![(at(1, "id"), Fault::Twice)],
        ),
        (
            vec![line("a", 100), tax],
            vec![(at(1, "parts"), Fault::TooMuch)],
        ),
        (vec![], vec![("/body/lines".into(), Fault::Empty)]),
        (
            (0..51).map(|i| line(&format!("l{i}"), 1)).collect(),
            vec![("/body/lines".into(), Fault::TooLong)],
        ),
    ];
    for (lines, expected) in table {
        let said = Lane::accepted().refused_at(&advisor(), estimate(0, lines));
        assert_eq!(said, expected);
    }
    // The largest estimate that is taken still has a sum.
    let lines = (0..50)
        .map(|i| line(&format!("l{i}"), casework::LARGEST))
        .collect();
    Lane::estimated(lines);
}

#[test]
fn a_linked_repeat_charges_no_second_diagnosis_fee() {
    let earlier = Lane::accepted().and(&advisor(), close());
    let fee = || LineDraft {
        kind: LineKind::Diagnosis,
        ..line("fee", 9000)
    };
    let mut again = report(VIN, "hamburg-hafen", &["It rattles again"]);
    again.repeat_of = earlier.case.as_ref().map(|c| c.id.clone());
    let mut lane = Lane::new();
    assert_eq!(
        lane.refused_because(&owner(), Ask::Report(again.clone())),
        Kind::CaseNotFound,
        "nobody knows the earlier case"
    );
    lane.earlier.clone_from(&earlier.case);
    lane = lane
        .and(&owner(), Ask::Report(again))
        .and(&advisor(), crate::lane::accept());
    assert_eq!(
        lane.refused_at(&advisor(), estimate(0, vec![fee()])),
        [(at(0, "labour"), Fault::SecondFee)]
    );
    let free = LineDraft {
        coverage: Some(Coverage::Goodwill),
        ..fee()
    };
    lane.and(&advisor(), estimate(0, vec![free]));
    Lane::estimated(vec![fee()]);
}

#[test]
fn what_the_owner_saw_is_what_is_approved() {
    let lane = || Lane::estimated(vec![line("a", 100), line("b", 250)]);
    let table = [
        (
            "another revision",
            approve(2, &["a"], 100),
            Kind::RevisionStale,
        ),
        ("another total", approve(1, &["a"], 350), Kind::TotalDiffers),
        ("no such line", approve(1, &["c"], 0), Kind::LineWithdrawn),
    ];
    for (name, ask, expected) in table {
        assert_eq!(lane().refused_because(&owner(), ask), expected, "{name}");
    }
    assert_eq!(
        lane().refused_at(&owner(), approve(1, &["a", "a"], 200)),
        [("/body/approve/1".to_owned(), Fault::Twice)]
    );
    assert_eq!(
        lane().refused_at(&owner(), approve(1, &[], 0)),
        [("/body/approve".to_owned(), Fault::Empty)]
    );
    let kroner = Ask::Authorise(Authorise {
        revision: 1,
        approve: vec![line_id("a")],
        decline: vec![],
        total: money(100, "NOK"),
    });
    assert_eq!(lane().refused_because(&owner(), kroner), Kind::TotalDiffers);
    assert_eq!(
        Lane::accepted().refused_because(&owner(), approve(1, &["a"], 100)),
        Kind::NoEstimate
    );

    let mut lane = lane().and(&owner(), approve(1, &["a"], 100));
    assert_eq!(
        lane.refused_because(&owner(), approve(1, &["a"], 200)),
        Kind::LineDecided,
        "authorised twice"
    );
    lane = lane.and(&owner(), approve(1, &["b"], 350));
    let Some(Body::Authorised { added, total, .. }) = lane.log.last().map(|e| &e.link.body) else {
        panic!("an authorisation is recorded");
    };
    assert_eq!((*added, *total), (eur(250), eur(350)));
}

#[test]
fn a_driver_approves_money_only_where_the_owner_lets_them() {
    let mut lane = Lane::estimated(vec![line("a", 100)]);
    assert_eq!(
        lane.refused_because(&driver(false), approve(1, &["a"], 100)),
        Kind::ApprovalNotShared
    );
    assert_eq!(
        lane.refused_because(&advisor(), approve(1, &["a"], 100)),
        Kind::NotAllowed
    );
    lane.and(&driver(true), approve(1, &["a"], 100));
}

#[test]
fn a_revision_keeps_what_is_unchanged_and_asks_again_for_what_is_not() {
    let mut lane = Lane::estimated(vec![line("a", 100), line("b", 200), line("c", 300)])
        .and(&owner(), approve(1, &["a", "b", "c"], 600));
    let dearer = line("b", 900);
    let renamed = LineDraft {
        title: "Something else".into(),
        ..line("c", 300)
    };
    assert_eq!(
        lane.refused_because(&advisor(), estimate(0, vec![line("a", 1)])),
        Kind::RevisionStale
    );
    lane = lane.and(
        &advisor(),
        estimate(1, vec![line("a", 100), dearer, renamed, line("d", 50)]),
    );
    let sent = lane.case().estimate.as_ref().expect("an estimate");
    let said: Vec<_> = sent.lines.iter().map(|l| l.decision).collect();
    use Decision::{Approved, Open};
    assert_eq!(said, [Approved, Open, Open, Open]);
    assert_eq!(
        (sent.revision, sent.approved, sent.total),
        (2, eur(100), eur(1350))
    );
    assert_eq!(
        lane.case().estimate_before.as_ref().map(|e| e.revision),
        Some(1)
    );
    assert_eq!(
        lane.refused_because(&advisor(), invoice(&[("a", 100), ("b", 200)])),
        Kind::NotAuthorised,
        "a revised line bills nothing until it is authorised"
    );
    let unexplained = match estimate(2, vec![line("a", 100)]) {
        Ask::Estimate(mut draft) => {
            draft.note = None;
            Ask::Estimate(draft)
        }
        other => other,
    };
    assert_eq!(
        lane.refused_at(&advisor(), unexplained),
        [("/body/note".to_owned(), Fault::Empty)]
    );
}

#[test]
fn nothing_above_what_was_approved_is_charged() {
    let lane = || {
        Lane::estimated(vec![line("a", 100), line("b", 200)])
            .and(&owner(), approve(1, &["a"], 100))
            .and(&advisor(), progress(Stage::InRepair))
    };
    let faulty = [
        (
            vec![("a", 101)],
            vec![(at(0, "charge"), Fault::AboveApproved)],
        ),
        (vec![("a", -1)], vec![(at(0, "charge"), Fault::Negative)]),
        (
            vec![("a", 50), ("a", 50)],
            vec![(at(1, "line"), Fault::Twice)],
        ),
        (vec![], vec![("/body/lines".into(), Fault::Empty)]),
    ];
    for (lines, expected) in faulty {
        assert_eq!(lane().refused_at(&advisor(), invoice(&lines)), expected);
    }
    assert_eq!(
        lane().refused_because(&advisor(), invoice(&[("b", 1)])),
        Kind::NotAuthorised
    );
    let mut lane = lane().and(&advisor(), invoice(&[("a", 90)]));
    assert_eq!(lane.case().invoices[0].total, eur(90));
    assert_eq!(
        lane.refused_because(&advisor(), invoice(&[("a", 10)])),
        Kind::AlreadyInvoiced
    );
    assert_eq!(
        lane.refused_because(&advisor(), estimate(1, vec![line("z", 1)])),
        Kind::AlreadyInvoiced
    );
}

#[test]
fn a_recall_opened_after_the_approval_still_makes_it_free() {
    let lines = vec![classed("a", 3_000_000, BATTERY, Coverage::NotCovered)];
    let mut lane = Lane::estimated(lines).and(&owner(), approve(1, &["a"], 3_000_000));
    lane.vehicle = Some(record(true));
    assert_eq!(
        lane.refused_at(&advisor(), invoice(&[("a", 3_000_000)])),
        [(at(0, "charge"), Fault::SignatureNeeded)]
    );
    lane.and(&advisor(), invoice(&[("a", 0)]));
}

#[test]
fn what_was_approved_without_a_component_is_not_billed_once_a_recall_is_open() {
    let tax = LineDraft {
        kind: LineKind::Tax,
        ..line("t", 40)
    };
    let mut lane =
        Lane::estimated(vec![line("a", 100), tax]).and(&owner(), approve(1, &["a", "t"], 140));
    lane.vehicle = Some(record(true));
    assert_eq!(
        lane.refused_at(&advisor(), invoice(&[("a", 100), ("t", 40)])),
        [
            (at(0, "charge"), Fault::SignatureNeeded),
            (at(1, "charge"), Fault::TooMuch)
        ]
    );
    assert_eq!(
        lane.refused_at(&advisor(), invoice(&[("a", 0), ("t", 40)])),
        [(at(1, "charge"), Fault::TooMuch)],
        "tax on what became free"
    );
    lane.and(&advisor(), invoice(&[("a", 0), ("t", 0)]));
}

#[test]
fn no_sign_or_space_makes_another_component_of_one() {
    for word in [
        "electrical-system: propulsion system :Battery\u{200B} Pack",
        "ELECTRICAL SYSTEM",
    ] {
        let lines = vec![classed("a", 1, word, Coverage::NotCovered)];
        assert_eq!(
            Lane::recalled().refused_at(&advisor(), estimate(0, lines)),
            [(at(0, "coverage"), Fault::SignatureNeeded)],
            "{word}"
        );
    }
    let none = vec![classed("a", 1, " : ", Coverage::NotCovered)];
    assert_eq!(
        Lane::recalled().refused_at(&advisor(), estimate(0, none)),
        [(at(0, "component"), Fault::Missing)]
    );
}

#[test]
fn a_recall_that_was_paid_for_is_found_and_refunded() {
    let paid = |component: &str| PaidRepair {
        invoice: "R-1".into(),
        component: component.into(),
        amount: eur(84_000),
        signed: Vec::new(),
    };
    for (component, open, found) in [(BATTERY, true, 1), (BATTERY, false, 1), (WIPERS, true, 0)] {
        let mut lane = Lane::new();
        let mut vehicle = record(open);
        vehicle.paid.push(paid(component));
        lane.vehicle = Some(vehicle);
        let ask = Ask::Report(report(VIN, "hamburg-hafen", &["It rattles"]));
        lane.send(&owner(), &ask).expect("a report");
        assert_eq!(lane.case().refunds.len(), found, "{component} {open}");
        if found == 0 {
            continue;
        }
        for (invoice, of) in [("R-2", BATTERY), ("R-1", WIPERS)] {
            assert_eq!(
                lane.refused_because(&advisor(), refund(invoice, of)),
                Kind::RefundNotFound
            );
        }
        lane = lane.and(&advisor(), refund("R-1", BATTERY));
        assert_eq!(
            lane.refused(&advisor(), refund("R-1", BATTERY)),
            Refusal::Because(Kind::RefundNotFound)
        );
    }
}

fn refund(invoice: &str, component: &str) -> Ask {
    Ask::Refund(GiveRefund {
        invoice: invoice.into(),
        component: Some(component.into()),
    })
}

#[test]
fn two_refunds_of_one_invoice_go_back_each_by_itself() {
    let cell = format!("{BATTERY}:CELL");
    let mut lane = Lane::new();
    let mut vehicle = record(true);
    vehicle.paid = [(BATTERY, 84_000), (cell.as_str(), 300)]
        .map(|(component, amount)| PaidRepair {
            invoice: "R-1".into(),
            component: component.into(),
            amount: eur(amount),
            signed: Vec::new(),
        })
        .into();
    lane.vehicle = Some(vehicle);
    let ask = Ask::Report(report(VIN, "hamburg-hafen", &["It rattles"]));
    let lane = lane
        .and(&owner(), ask)
        .and(&advisor(), refund("R-1", &cell));
    let back = lane
        .case()
        .refunds
        .iter()
        .filter(|r| r.refunded_at.is_some());
    assert_eq!(back.map(|r| r.amount).collect::<Vec<_>>(), [eur(300)]);
    let told = lane.case().timeline.last().expect("an entry");
    assert_eq!(told.amount, Some(eur(300)));
}

#[test]
fn what_was_signed_away_from_one_recall_is_not_from_the_next() {
    let local = staff_as(Role::LocalManager);
    let mut lane = Lane::recalled().and(&local, sign(BATTERY));
    let later = |lane: &mut Lane| {
        let vehicle = lane.vehicle.as_mut().expect("a record");
        let mut next = vehicle.recalls[0].clone();
        next.campaign.number = "26V-002".into();
        vehicle.recalls.push(next);
    };
    let ask = || estimate(0, vec![classed("a", 100, BATTERY, Coverage::NotCovered)]);
    later(&mut lane);
    assert_eq!(
        lane.refused_at(&advisor(), ask()),
        [(at(0, "coverage"), Fault::SignatureNeeded)]
    );
    lane.and(&local, sign(BATTERY)).and(&advisor(), ask());

    // The same for what was paid on a manager's word: the later recall gives it back.
    let mut lane = Lane::new();
    let mut vehicle = record(true);
    vehicle.paid.push(PaidRepair {
        invoice: "R-1".into(),
        component: BATTERY.into(),
        amount: eur(84_000),
        signed: vec![vehicle.recalls[0].campaign.number.clone()],
    });
    lane.vehicle = Some(vehicle);
    let report = || Ask::Report(report(VIN, "hamburg-hafen", &["It rattles"]));
    lane.send(&owner(), &report()).expect("a report");
    assert_eq!(lane.case().refunds, []);
    later(&mut lane);
    lane.case = None;
    lane.log.clear();
    lane.send(&owner(), &report()).expect("a report");
    assert_eq!(lane.case().refunds[0].campaign, "26V-002");
}

#[test]
fn a_component_is_one_of_the_makers_before_a_recall_and_after() {
    let ask = |component: &str| {
        let lines = vec![classed("a", 30_000, component, Coverage::NotCovered)];
        estimate(0, lines)
    };
    let with = |mut lane: Lane, list: &[&str]| {
        lane.components = list.iter().map(|c| (*c).to_owned()).collect();
        lane
    };
    let list = [BATTERY, WIPERS];
    for open in [true, false] {
        let mut lane = with(Lane::recalled(), &list);
        lane.vehicle = Some(record(open));
        assert_eq!(
            lane.refused_at(&advisor(), ask("FLUX CAPACITOR")),
            [(at(0, "component"), Fault::UnknownComponent)]
        );
        lane.and(&advisor(), ask(&WIPERS.to_lowercase()));
    }
    with(Lane::recalled(), &[]).and(&advisor(), ask("FLUX CAPACITOR"));

    // Approved under a name of its own before the list and the recall were there: it is not charged.
    let mut lane = Lane::accepted()
        .and(&advisor(), ask("HV PACK"))
        .and(&owner(), approve(1, &["a"], 30_000));
    lane = with(lane, &list);
    lane.vehicle = Some(record(true));
    assert_eq!(
        lane.refused_at(&advisor(), invoice(&[("a", 30_000)])),
        [(at(0, "charge"), Fault::SignatureNeeded)]
    );
}

#[test]
fn work_after_a_reopening_needs_an_estimate_of_its_own() {
    let mut lane = Lane::estimated(vec![line("a", 100)])
        .and(&owner(), approve(1, &["a"], 100))
        .and(&advisor(), invoice(&[("a", 100)]))
        .and(&advisor(), close())
        .and(&owner(), answers(1))
        .and(&owner(), Ask::Reopen);
    for ask in [invoice(&[("a", 100)]), progress(Stage::InRepair)] {
        let said = lane.refused_because(&advisor(), ask);
        assert!(
            matches!(said, Kind::NoEstimate | Kind::NotAuthorised),
            "{said:?}"
        );
    }
    lane = lane.and(&advisor(), estimate(1, vec![line("b", 5)]));
    assert_eq!(lane.case().revisions, 2);
}
