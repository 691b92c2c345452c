//! What a centre's people do.

use super::{Door, Trouble, be, case, known, send};
use crate::board::act::{Act, Line};
use crate::board::cast::Company;
use contract::appointment::OfferList;
use contract::bench::Bench;
use contract::command::{Accept, Close, Diagnose, Message, Progress};
use contract::estimate::{EstimateDraft, LineDraft, LineKind};
use contract::id::LineId;
use contract::manager::{AnswerDispute, Outcome};
use contract::money::{Currency, Money};
use contract::problem::{Fault, Kind};
use contract::time::Timestamp;
use platform::http;

/// The next word after an act, in minutes, where the act itself says nothing else.
const NEXT: i64 = 120;

/// As the case's advisor, or as the manager of the centre.
pub async fn does(act: Act, company: &Company) -> Result<(), Trouble> {
    let path = format!("/desk/cases/{}", known(company)?);
    let (draft, number) = match act {
        Act::Estimate { lines, note } => (Some(draft(company, lines, note).await?), 0),
        Act::Stopped { lines } => (Some(draft(company, lines, None).await?), 0),
        Act::Answer { .. } => (None, open_dispute(company).await?),
        _ => (None, 0),
    };
    let who = match act {
        Act::Answer { .. } => &company.manager,
        _ => &company.advisor,
    };
    be(who.id.as_str(), Door::Desk).await?;
    match (act, draft) {
        (Act::Accept { minutes }, _) => {
            let next_update = within(minutes).await?;
            send(&format!("{path}/acceptance"), Accept { next_update }).await?;
        }
        (Act::Write { text }, _) => {
            send(
                &format!("{path}/messages"),
                Message {
                    text: text.to_owned(),
                },
            )
            .await?;
        }
        (Act::Diagnose { text, component }, _) => {
            let diagnosis = Diagnose {
                text: text.to_owned(),
                component: Some(component.to_owned()),
            };
            send(&format!("{path}/diagnosis"), diagnosis).await?;
        }
        (Act::Estimate { .. }, Some(draft)) => {
            send(&format!("{path}/estimates"), draft).await?;
        }
        (Act::Stopped { .. }, Some(draft)) => {
            stopped(send(&format!("{path}/estimates"), draft).await)?
        }
        (Act::Answer { text }, _) => {
            let answer = AnswerDispute {
                dispute: number,
                outcome: Outcome::Changed,
                text: text.to_owned(),
            };
            send(&format!("{path}/dispute-answers"), answer).await?;
        }
        (Act::Progress { stage }, _) => {
            let next_update = within(NEXT).await?;
            let progress = Progress {
                stage,
                next_update,
                text: None,
                until: None,
            };
            send(&format!("{path}/progress"), progress).await?;
        }
        (Act::Close { cause, remedy }, _) => {
            let close = Close {
                cause: cause.to_owned(),
                remedy: remedy.to_owned(),
            };
            send(&format!("{path}/closure"), close).await?;
        }
        _ => {}
    }
    Ok(())
}

/// That the gate held is what was wanted.
fn stopped(answer: Result<contract::command::Receipt, Trouble>) -> Result<(), Trouble> {
    match answer {
        Err(Trouble::Refused(problem))
            if problem.kind == Kind::InvalidInput
                && problem
                    .errors
                    .iter()
                    .any(|e| e.code == Fault::SignatureNeeded) =>
        {
            Ok(())
        }
        Err(other) => Err(other),
        Ok(_) => Err(Trouble::Here(
            "The server let a charge through that a recall covers. That is a fault in the product.",
        )),
    }
}

/// A moment by the demonstration's clock.
async fn within(minutes: i64) -> Result<Timestamp, Trouble> {
    let bench: Bench = http::get("/bench").await?;
    Ok(bench.now.plus_minutes(minutes))
}

async fn open_dispute(company: &Company) -> Result<u32, Trouble> {
    let case = case(company).await?;
    let open = case.open_disputes().map(|d| d.number).last();
    open.ok_or(Trouble::Here("No dispute is open."))
}

async fn draft(
    company: &Company,
    lines: &[Line],
    note: Option<&str>,
) -> Result<EstimateDraft, Trouble> {
    let case = case(company).await?;
    let currency = match &case.estimate {
        Some(estimate) => Some(estimate.total.currency),
        None => currency(company).await?,
    };
    let currency = currency.ok_or(Trouble::Here(
        "The centre offers no visit, so its currency is not known.",
    ))?;
    Ok(EstimateDraft {
        follows: case.revisions,
        lines: lines
            .iter()
            .filter_map(|line| draft_of(line, currency))
            .collect(),
        note: note.map(str::to_owned),
        next_update: within(NEXT).await?,
    })
}

fn draft_of(line: &Line, currency: Currency) -> Option<LineDraft> {
    let money = |whole: i64| Money {
        minor: whole * 100,
        currency,
    };
    Some(LineDraft {
        id: LineId::parse(line.id).ok()?,
        kind: LineKind::Work,
        title: line.title.to_owned(),
        reason: line.reason.to_owned(),
        evidence: Some(line.evidence.to_owned()),
        component: Some(line.component.to_owned()),
        parts: money(line.parts),
        labour: money(line.labour),
        coverage: Some(line.coverage),
    })
}

/// The centre's currency, as the prices of its visits have it.
async fn currency(company: &Company) -> Result<Option<Currency>, Trouble> {
    let OfferList { offers } = http::get(&format!("/cases/{}/offers", known(company)?)).await?;
    let here = offers.iter().find(|o| o.centre == company.centre.id);
    Ok(here.map(|offer| offer.price.currency))
}
