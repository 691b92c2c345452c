//! An open recall: what it is about in plain words, what may happen, what is done, and that it is free
//! of charge. What must not be done until then stands first.

use super::part::part;
use crate::portal::Portal;
use crate::ui::Mark;
use contract::vehicle::Recall;
use i18n::k;
use leptos::prelude::*;

/// One recall. The authority's own words are English in every language.
#[component]
pub fn RecallCard(
    /// The recall.
    recall: Recall,
    /// What its owner calls the car.
    car: String,
    /// What can be done about it here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let w = Portal::here().words;
    let campaign = recall.campaign;
    let (park_it, park_outside) = (campaign.park_it, campaign.park_outside);
    let component = campaign.component;
    let remedy = match campaign.over_the_air {
        true => k::RECALL_FREE_AIR,
        false => k::RECALL_FREE,
    };
    let warning = move |key| {
        view! {
            <p class="fault">
                <Mark />
                {w.say(key)}
            </p>
        }
    };
    view! {
        <section class="sheet recall" class:grave=park_it || park_outside>
            <h2>{move || w.tf(k::RECALL, &[("car", &car)])}</h2>
            <p class="big">
                <b>{move || part(w, &component)}</b>
            </p>
            {park_it.then(|| warning(k::RECALL_PARK_IT))}
            {park_outside.then(|| warning(k::RECALL_PARK_OUTSIDE))}
            <p>{w.say(remedy)}</p>
            <details>
                <summary>{w.say(k::RECALL_MORE)}</summary>
                <dl class="facts">
                    <dt>{w.say(k::RECALL_ABOUT)}</dt>
                    <dd lang="en">{campaign.summary}</dd>
                    <dt>{w.say(k::RECALL_CONSEQUENCE)}</dt>
                    <dd lang="en">{campaign.consequence}</dd>
                    <dt>{w.say(k::RECALL_REMEDY)}</dt>
                    <dd lang="en">{campaign.remedy}</dd>
                    <dt>{w.say(k::RECALL_NUMBER)}</dt>
                    <dd>{campaign.number}</dd>
                </dl>
            </details>
            {children.map(|children| children())}
        </section>
    }
}
