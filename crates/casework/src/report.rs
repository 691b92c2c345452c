//! A report opens a case: every fault is told at once, so that nobody mends them one round trip at
//! a time.

use crate::decide::{Context, Decided, Decision, Part};
use crate::refusal::{Faults, because, fault};
use crate::text::{self, LINE, LONG};
use crate::urgent::urgent;
use crate::{Refusal, Who};
use contract::case::{Case, Stage};
use contract::command::{Drivable, Report};
use contract::estimate::Refund;
use contract::event::Body;
use contract::problem::{Fault, Kind};
use contract::vehicle::{Signal, VehicleRecord, same_component};
use contract::vin::{Vin, VinError};

/// Most concerns in one report.
pub const CONCERNS: usize = 8;
/// Most signals sent along with a report.
pub const SIGNALS: usize = 64;

pub(crate) fn report(report: &Report, cx: &Context<'_>) -> Decision {
    let Who::Owner {
        owner,
        name,
        vehicles,
        ..
    } = cx.who
    else {
        return because(Kind::NotAllowed);
    };
    crate::may::act_for_owner(cx.who)?;
    let mut faults = Faults::default();
    let mut parts = vec![Part::new("owner-name", name)];
    concerns(report, &mut faults, &mut parts);
    // A place left empty is a place not given.
    if let Some(place) = report.place.as_deref().filter(|p| !p.trim().is_empty()) {
        let place = faults.take(text::field(place, LINE, "/body/place"));
        parts.extend(place.map(|place| Part::new("place", place)));
    }
    signals(&report.signals, &mut faults, &mut parts);
    let vin = Vin::parse(&report.vin).map_err(|e| fault("/body/vin", vin_fault(e), None));
    let vin = faults.take(vin);
    let Some(vin) = vin.filter(|_| faults.0.is_empty()) else {
        return Err(Refusal::Invalid(faults.0));
    };
    if !vehicles.contains(&vin) {
        return because(Kind::VehicleNotFound);
    }
    if !cx.centres.iter().any(|c| c.id == report.centre) {
        return because(Kind::CentreNotFound);
    }
    repeats(report, cx.earlier, cx.who, vin.as_str())?;
    let found = paid_under_recall(cx.vehicle);
    parts.push(Part::new("vin", String::from(vin)));
    let urgent = urgent(&report.signals);
    let minutes = if urgent || report.drivable == Drivable::No {
        cx.terms.urgent_answer_minutes
    } else {
        cx.terms.first_answer_minutes
    };
    let body = Body::Reported {
        owner: owner.clone(),
        centre: report.centre.clone(),
        drivable: report.drivable,
        concerns: report.concerns.iter().map(|c| c.since).collect(),
        urgent,
        repeat_of: report.repeat_of.clone(),
        answer_by: Some(cx.opens.plus_minutes(minutes)),
    };
    let refunds = found.map(|refund| Decided::from(Body::RefundFound { refund }));
    Ok([Decided { body, parts }]
        .into_iter()
        .chain(refunds)
        .collect())
}

fn concerns(report: &Report, faults: &mut Faults, parts: &mut Vec<Part>) {
    match report.concerns.len() {
        0 => faults.add("/body/concerns", Fault::Empty),
        n if n > CONCERNS => faults.0.push(fault(
            "/body/concerns",
            Fault::TooLong,
            Some(CONCERNS as u32),
        )),
        _ => {}
    }
    for (i, concern) in report.concerns.iter().enumerate().take(CONCERNS) {
        let field = text::field(&concern.text, LONG, format!("/body/concerns/{i}/text"));
        let text = faults.take(field);
        parts.extend(text.map(|text| Part::new(format!("concern-{i}"), text)));
    }
}

/// Signals are kept as one sealed text: they say where somebody was.
fn signals(signals: &[Signal], faults: &mut Faults, parts: &mut Vec<Part>) {
    if signals.is_empty() {
        return;
    }
    if signals.len() > SIGNALS {
        let many = fault("/body/signals", Fault::TooLong, Some(SIGNALS as u32));
        return faults.0.push(many);
    }
    for (i, signal) in signals.iter().enumerate() {
        let at = |field: &str| format!("/body/signals/{i}/{field}");
        faults.take(text::field(&signal.path, LINE, at("path")));
        faults.take(text::field(&signal.value, LONG, at("value")));
    }
    if let Ok(json) = serde_json::to_string(signals) {
        parts.push(Part::new("signals", json));
    }
}

/// A repeat is of one's own closed case with the same car.
fn repeats(report: &Report, earlier: Option<&Case>, who: &Who, vin: &str) -> Result<(), Refusal> {
    if report.repeat_of.is_none() {
        return Ok(());
    }
    match earlier {
        Some(case)
            if crate::may::see(who, case).is_ok()
                && case.stage == Stage::Closed
                && case.accepted_at.is_some()
                && case.vin.as_deref() == Some(vin) =>
        {
            Ok(())
        }
        _ => because(Kind::CaseNotFound),
    }
}

/// What the owner paid for although a recall makes it free (49 USC 30120), remedied or not.
fn paid_under_recall(vehicle: Option<&VehicleRecord>) -> impl Iterator<Item = Refund> {
    vehicle.into_iter().flat_map(|vehicle| {
        vehicle.paid.iter().filter_map(|paid| {
            let recall = vehicle
                .recalls
                .iter()
                .filter(|r| !paid.signed.contains(&r.campaign.number))
                .find(|r| same_component(&r.campaign.component, &paid.component))?;
            Some(Refund {
                campaign: recall.campaign.number.clone(),
                invoice: paid.invoice.clone(),
                component: Some(paid.component.clone()),
                amount: paid.amount,
                refunded_at: None,
            })
        })
    })
}

fn vin_fault(error: VinError) -> Fault {
    match error {
        VinError::Length => Fault::VinLength,
        VinError::Character => Fault::VinCharacter,
        VinError::CheckDigit => Fault::VinCheckDigit,
    }
}
