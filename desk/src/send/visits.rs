//! Visits made for a case, as they are typed.

use super::draft::{due, fault};
use super::money;
use contract::appointment::{Loan, Offer, Offers, VisitKind};
use contract::id::CentreId;
use contract::money::{Currency, Money};
use contract::problem::{Fault, FieldError};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A visit as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Where.
    pub centre: CentreId,
    /// How.
    pub kind: VisitKind,
    /// From when.
    pub starts: Option<Timestamp>,
    /// How long, in minutes.
    pub minutes: String,
    /// What the visit itself costs.
    pub price: String,
    /// In which currency.
    pub currency: Option<Currency>,
    /// What comes with it.
    pub loan: Loan,
}

impl Visit {
    /// An hour at the centre, free of charge.
    pub fn at(centre: CentreId, currency: Option<Currency>) -> Self {
        Self {
            centre,
            kind: VisitKind::Centre,
            starts: None,
            minutes: "60".to_owned(),
            price: "0".to_owned(),
            currency,
            loan: Loan::None,
        }
    }

    /// The visit once more, to be changed.
    pub fn of(offer: &Offer, mark: char) -> Self {
        Self {
            centre: offer.centre.clone(),
            kind: offer.kind,
            starts: Some(offer.starts),
            minutes: offer.minutes.to_string(),
            price: money::typed(offer.price.minor, mark),
            currency: Some(offer.price.currency),
            loan: offer.loan,
        }
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer {
            centre: self.centre.clone(),
            kind: self.kind,
            starts: self.starts?,
            minutes: self.minutes.trim().parse().ok()?,
            price: Money {
                minor: money::parse(&self.price).ok()?,
                currency: self.currency?,
            },
            loan: self.loan,
        })
    }
}

/// What is wrong with them.
pub fn faults(visits: &[Visit], now: Timestamp) -> Vec<FieldError> {
    if visits.is_empty() {
        return vec![fault("/body/offers", Fault::Empty)];
    }
    let mut faults = Vec::new();
    for (i, visit) in visits.iter().enumerate() {
        let at = |field: &str| format!("/body/offers/{i}/{field}");
        faults.extend(due(visit.starts, now, &at("starts")));
        let minutes = visit.minutes.trim().parse::<u32>();
        if !minutes.is_ok_and(|m| (15..=480).contains(&m)) {
            faults.push(fault(at("minutes"), Fault::WrongValue));
        }
        faults.extend(
            money::parse(&visit.price)
                .err()
                .map(|code| fault(at("price"), code)),
        );
        if visit.currency.is_none() {
            faults.push(fault(at("currency"), Fault::Missing));
        }
    }
    faults
}

/// The command's body; `None` while something is missing.
pub fn command(visits: &[Visit]) -> Option<Offers> {
    Some(Offers {
        offers: visits.iter().map(Visit::offer).collect::<Option<_>>()?,
    })
}
