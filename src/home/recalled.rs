//! An open recall on Home, and the way to have it done: the report begins with this car, and with the
//! recall's name where nothing is typed yet.

use super::part::part;
use super::recall::RecallCard;
use crate::outbox::Form;
use crate::path;
use crate::portal::Portal;
use crate::report::change_car;
use contract::case::Stage;
use contract::vehicle::Recall;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;

/// The recall. Where a case for the car is open already, that is the way.
#[component]
pub fn Recalled(
    /// The car.
    vin: String,
    /// Its open recall.
    recall: Recall,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let car = portal.nickname(Some(&vin)).unwrap_or_default();
    let (number, component) = (
        recall.campaign.number.clone(),
        recall.campaign.component.clone(),
    );
    let has_case = Memo::new({
        let vin = vin.clone();
        move |_| {
            let cases = portal.cases.get().unwrap_or_default();
            let mut open = cases.iter().filter(|c| c.stage != Stage::Closed);
            open.any(|c| c.vin.as_ref() == Some(&vin))
        }
    });
    let choose = move |_| {
        let part = part(w, &component);
        let words = w.tf(k::RECALL_CONCERN, &[("number", &number), ("part", &part)]);
        portal.outbox.edit(&Form::Report, |draft| {
            if draft.vin.as_ref() != Some(&vin) {
                change_car(draft, Some(vin.clone()));
            }
            if draft.concern(0).text.trim().is_empty() {
                draft.concern(0).text = words;
            }
        });
    };
    view! {
        <RecallCard recall car>
            <p class="acts" hidden=move || has_case.get()>
                <A href=path::REPORT attr:class="btn quiet" on:click=choose>
                    {w.say(k::RECALL_REPORT)}
                </A>
            </p>
        </RecallCard>
    }
}
