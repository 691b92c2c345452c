//! The head of the bill: whose it is, for which car, which version, by whom and when.

use super::say;
use crate::portal::Portal;
use contract::case::Case;
use contract::vin::Vin;
use i18n::k;
use leptos::prelude::*;

/// The head.
#[component]
pub fn Head(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let (centre, vin, number) = case.with_untracked(|c| {
        let vin = c.vin.as_deref().and_then(|v| Vin::parse(v).ok());
        (portal.centre(&c.centre), vin, c.id.number())
    });
    let car = portal.nickname(case.with_untracked(|c| c.vin.clone()).as_deref());
    let name = move || case.with(|c| c.estimate.as_ref().map(|e| say::heading(w, e.revision)));
    let sent = move || {
        case.with(|c| {
            let estimate = c.estimate.as_ref()?;
            let time = portal.moment(estimate.sent_at, &c.centre);
            let who = estimate.sent_by.as_ref()?;
            Some(w.tf(k::ESTIMATE_SENT, &[("who", who), ("time", &time)]))
        })
    };
    view! {
        <header class="bill-head">
            <div>
                <h2 class="big">{move || name()}</h2>
                <p class="quiet-words">{move || sent()}</p>
                <p class="quiet-words">{move || w.tf(k::CASE_TITLE, &[("number", &number)])}</p>
            </div>
            <div>
                <p>
                    <b>{centre.as_ref().map(|c| c.name.clone())}</b>
                </p>
                <p class="quiet-words">{centre.map(|c| c.address)}</p>
                <p class="quiet-words">
                    {car} " " <span class="vin">{vin.map(|v| v.grouped())}</span>
                </p>
            </div>
        </header>
    }
}
