//! What is written beside the log in an event's transaction: booked visits, paid repairs, survey
//! answers, reward codes.

use super::{StoreError, random_u128};
use crate::calendar::{Booked, LONGEST};
use casework::Ask;
use contract::appointment::VisitKind;
use contract::case::{Case, Stage};
use contract::estimate::Refund;
use contract::event::Body;
use contract::id::CentreId;
use contract::survey::Answers;
use contract::time::Timestamp;
use contract::vehicle::{PaidRepair, canonical};
use rusqlite::{Connection, OptionalExtension, params};

/// After an event: what follows from it beside the case.
pub fn follow(db: &Connection, ask: &Ask, body: &Body, case: &Case) -> Result<(), StoreError> {
    match body {
        Body::Booked { .. } | Body::Cancelled {} | Body::Closed {} => visit(db, case),
        Body::Withdrawn {} => {
            // What the owner was told to get back is found again with the next report.
            for refund in case.refunds.iter().filter(|r| r.refunded_at.is_none()) {
                found(db, case, refund, false)?;
            }
            visit(db, case)
        }
        Body::Invoiced { .. } => invoiced(db, case),
        Body::RefundFound { refund } => found(db, case, refund, true),
        Body::SurveyGiven {} => match ask {
            Ask::GiveSurvey(survey) => give(db, case, &survey.answers),
            _ => Ok(()),
        },
        Body::RewardClaimed { .. } => reward(db, case),
        Body::Erased {} => erase(db, case),
        _ => Ok(()),
    }
}

/// Every word of a case, in this event's transaction; its photos with the next sweep, which they are due for at once.
fn erase(db: &Connection, case: &Case) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM sealed WHERE offset IN (SELECT offset FROM events WHERE case_id = ?1)",
        "DELETE FROM surveys WHERE case_id = ?1",
        "UPDATE files SET at = 0 WHERE case_id = ?1",
    ] {
        db.prepare_cached(sql)?.execute([case.id.as_str()])?;
    }
    super::notices::erase(db, &case.id)
}

fn found(db: &Connection, case: &Case, refund: &Refund, found: bool) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE paid SET found = ?4 WHERE vin = ?1 AND invoice = ?2 AND component = coalesce(?3, component)",
    )?
    .execute(params![case.vin, refund.invoice, refund.component, found])?;
    Ok(())
}

fn visit(db: &Connection, case: &Case) -> Result<(), StoreError> {
    let open = case.stage != Stage::Closed;
    match case.appointment.as_ref().filter(|_| open) {
        Some(visit) => db
            .prepare_cached("INSERT OR REPLACE INTO visits VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                case.id.as_str(),
                visit.offer.centre.as_str(),
                visit.offer.kind.slug(),
                visit.offer.starts.0
            ])?,
        None => db
            .prepare_cached("DELETE FROM visits WHERE case_id = ?1")?
            .execute([case.id.as_str()])?,
    };
    Ok(())
}

/// Visits booked at these centres that may not be over at `now`, but for those of this case, which may be
/// moved.
pub fn booked(
    db: &Connection,
    centres: &[&CentreId],
    now: Timestamp,
    but: &Case,
) -> Result<Booked, StoreError> {
    let mut booked = Booked::new();
    let mut statement = db.prepare_cached(
        "SELECT starts, kind FROM visits \
         WHERE centre = ?1 AND starts > ?2 AND case_id <> ?3 ORDER BY starts",
    )?;
    let begun = now.plus_minutes(-LONGEST);
    for centre in centres {
        let mut rows = statement.query(params![centre.as_str(), begun.0, but.id.as_str()])?;
        let mut here = Vec::new();
        while let Some(row) = rows.next()? {
            let kind: String = row.get(1)?;
            let kind: VisitKind = serde_json::from_value(kind.into())?;
            here.push((Timestamp(row.get(0)?), kind));
        }
        booked.insert((*centre).clone(), here);
    }
    Ok(booked)
}

/// Keeps what the maker's registry says was paid before; once.
pub fn import_paid(db: &Connection, vin: &str, paid: &PaidRepair) -> Result<(), StoreError> {
    db.prepare_cached("INSERT OR IGNORE INTO paid VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)")?
        .execute(params![
            vin,
            paid.invoice,
            canonical(&paid.component),
            paid.amount.minor,
            paid.amount.currency.as_str(),
            serde_json::to_string(&paid.signed)?
        ])?;
    Ok(())
}

/// What the owner of a car paid for and was not yet told to get back.
pub fn paid(db: &Connection, vin: &str) -> Result<Vec<PaidRepair>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT invoice, component, amount, currency, signed FROM paid WHERE vin = ?1 AND found = 0",
    )?;
    let mut rows = statement.query([vin])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (currency, signed): (String, String) = (row.get(3)?, row.get(4)?);
        found.push(PaidRepair {
            invoice: row.get(0)?,
            component: row.get(1)?,
            amount: contract::money::Money {
                minor: row.get(2)?,
                currency: serde_json::from_value(currency.into())?,
            },
            signed: serde_json::from_str(&signed)?,
        });
    }
    Ok(found)
}

/// Work on a component that the owner paid for is remembered: a recall may make it free later, unless
/// it is one that a manager signed it away from.
fn invoiced(db: &Connection, case: &Case) -> Result<(), StoreError> {
    let (Some(vin), Some(estimate), Some(invoice)) =
        (&case.vin, &case.estimate, case.invoices.last())
    else {
        return Ok(());
    };
    for item in invoice.lines.iter().filter(|i| i.charge.minor > 0) {
        let line = estimate.line(&item.line);
        let Some(component) = line.and_then(|l| l.facts.component.clone()) else {
            continue;
        };
        let number = format!("{}-{}-{}", case.id.number(), case.invoices.len(), item.line);
        let signed = case.signatures.iter().filter(|s| s.is_about(&component));
        let paid = PaidRepair {
            invoice: number,
            signed: signed.flat_map(|s| s.campaigns.clone()).collect(),
            component,
            amount: item.charge,
        };
        import_paid(db, vin, &paid)?;
    }
    Ok(())
}

fn give(db: &Connection, case: &Case, answers: &Answers) -> Result<(), StoreError> {
    let clean = casework::check_answers(answers, true).unwrap_or_else(|_| answers.clone());
    db.prepare_cached(
        "INSERT INTO surveys (case_id, owner, centre, advisor, answers, version, given_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6) ON CONFLICT (case_id) DO UPDATE SET \
         centre = ?3, advisor = ?4, answers = ?5, version = version + 1, given_at = ?6",
    )?
    .execute(params![
        case.id.as_str(),
        case.owner.as_str(),
        case.centre.as_str(),
        case.advisor.as_ref().map(|a| &a.name),
        serde_json::to_string(&clean)?,
        case.changed_at.0
    ])?;
    Ok(())
}

/// Ten characters that cannot be misread, 50 random bits; asked for again where it is taken.
fn reward(db: &Connection, case: &Case) -> Result<(), StoreError> {
    loop {
        let bits = contract::id::CommandId::from_random(random_u128()?);
        let code = bits.as_str()[16..].to_ascii_uppercase();
        let taken: Option<i64> = db
            .prepare_cached("SELECT 1 FROM rewards WHERE code = ?1")?
            .query_row([&code], |r| r.get(0))
            .optional()?;
        if taken.is_none() {
            db.prepare_cached("INSERT INTO rewards VALUES (?1, ?2)")?
                .execute(params![code, case.id.as_str()])?;
            return Ok(());
        }
    }
}
