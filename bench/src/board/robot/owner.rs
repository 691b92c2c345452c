//! What owners do.

use super::{Door, Trouble, be, case, known, send};
use crate::board::act::Act;
use crate::board::cast::Company;
use contract::appointment::{Choice, OfferList, VisitKind};
use contract::command::{ConcernDraft, Report, Since};
use contract::estimate::{Authorise, Decision, Estimate};
use contract::id::LineId;
use contract::manager::OpenDispute;
use contract::money::Money;
use contract::reward::{ClaimReward, Pick};
use contract::survey::{Answers, GiveSurvey, Satisfied};
use contract::vehicle::VehicleRecord;
use platform::http;

/// How long a car may take to tell that it drains, in seconds: it sends once a minute at the most.
const TELLING: u32 = 75;

/// As the case's owner.
pub async fn does(act: Act, company: &mut Company) -> Result<(), Trouble> {
    be(company.owner.id.as_str(), Door::Owners).await?;
    if let Act::Report { .. } = act {
        return report(act, company).await;
    }
    let path = format!("/cases/{}", known(company)?);
    match act {
        Act::Book { kind } => {
            let choice = choice(&path, company, kind).await?;
            send(&format!("{path}/appointment"), choice).await?;
        }
        Act::Decide { yes, no } => {
            let estimate = estimate(company).await?;
            let decision = decision(&estimate, yes, no);
            send(&format!("{path}/authorisations"), decision).await?;
        }
        Act::Dispute {
            subject,
            lines: of,
            text,
        } => {
            let revision = match of {
                [] => None,
                _ => Some(estimate(company).await?.revision),
            };
            let dispute = OpenDispute {
                subject,
                revision,
                lines: lines(of),
                text: text.to_owned(),
            };
            send(&format!("{path}/disputes"), dispute).await?;
        }
        Act::Survey { why } => {
            let answers = Answers {
                score: Some(2),
                satisfied: Some(Satisfied::No),
                why: Some(why.to_owned()),
                ..Answers::default()
            };
            send(&format!("{path}/survey"), GiveSurvey { answers }).await?;
        }
        _ => {
            let claim = ClaimReward {
                pick: Pick::Discount,
            };
            send(&format!("{path}/reward"), claim).await?;
        }
    }
    Ok(())
}

/// Waits until what the car has sent says that it drains.
pub async fn told(company: &Company) -> Result<(), Trouble> {
    be(company.owner.id.as_str(), Door::Owners).await?;
    let path = format!("/vehicles/{}", company.vehicle.vin.as_str());
    for _ in 0..TELLING {
        if casework::urgent(&http::get::<VehicleRecord>(&path).await?.signals) {
            return Ok(());
        }
        platform::sleep(1000).await;
    }
    Err(Trouble::Here(
        "The car has not told the server that it drains. Is its line good, and is it paired? Then try again.",
    ))
}

async fn report(act: Act, company: &mut Company) -> Result<(), Trouble> {
    let Act::Report {
        text,
        drivable,
        signals,
    } = act
    else {
        return Ok(());
    };
    let vin = company.vehicle.vin.as_str().to_owned();
    let signals = match signals {
        true => {
            http::get::<VehicleRecord>(&format!("/vehicles/{vin}"))
                .await?
                .signals
        }
        false => Vec::new(),
    };
    let report = Report {
        vin,
        centre: company.centre.id.clone(),
        concerns: vec![ConcernDraft {
            text: text.to_owned(),
            since: Since::Today,
        }],
        drivable,
        place: None,
        signals,
        repeat_of: None,
    };
    company.case = Some(send("/cases", report).await?.case);
    Ok(())
}

/// The first visit of a kind at the centre that has the case.
async fn choice(path: &str, company: &Company, kind: VisitKind) -> Result<Choice, Trouble> {
    let OfferList { offers } = http::get(&format!("{path}/offers")).await?;
    let mut fitting = offers.into_iter().filter(|o| o.centre == company.centre.id);
    let offer = fitting.find(|offer| offer.kind == kind);
    let offer = offer.ok_or(Trouble::Here(
        "The centre has no visit of that kind free. Put the clock forward a day, and try again.",
    ))?;
    Ok(Choice {
        centre: offer.centre,
        kind: offer.kind,
        starts: offer.starts,
        price: offer.price,
    })
}

async fn estimate(company: &Company) -> Result<Estimate, Trouble> {
    let none = Trouble::Here("The case has no estimate.");
    case(company).await?.estimate.ok_or(none)
}

/// The decision on some lines, with the total that will have been approved after it.
fn decision(estimate: &Estimate, yes: &[&str], no: &[&str]) -> Authorise {
    let approved = |line: &&contract::estimate::Line| {
        line.decision == Decision::Approved || yes.contains(&line.facts.id.as_str())
    };
    let charges = estimate
        .lines
        .iter()
        .filter(approved)
        .map(|line| line.facts.charge.minor);
    Authorise {
        revision: estimate.revision,
        approve: lines(yes),
        decline: lines(no),
        total: Money {
            minor: charges.sum(),
            currency: estimate.total.currency,
        },
    }
}

fn lines(ids: &[&str]) -> Vec<LineId> {
    ids.iter().filter_map(|id| LineId::parse(id).ok()).collect()
}
