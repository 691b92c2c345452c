//! Disputes as the owner sees them: who has it and until when, or what the answer was.

use crate::portal::Portal;
use crate::ui::Show;
use contract::case::Case;
use contract::manager::{Dispute, Level};
use i18n::k;
use leptos::prelude::*;

/// The disputes, open ones first. `full` tells the words too.
#[component]
pub fn Disputes(
    /// The case.
    case: Memo<Case>,
    /// With what was said and answered.
    #[prop(optional)]
    full: bool,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let disputes = Memo::new(move |_| {
        case.with(|c| {
            let newest = || c.disputes.iter().rev();
            let open = newest().filter(|d| d.answer.is_none());
            let answered = newest().filter(|d| d.answer.is_some());
            open.chain(answered).cloned().collect::<Vec<_>>()
        })
    });
    let time = move |at| case.with(|c| portal.moment(at, &c.centre));
    let stands = move |dispute: &Dispute| match &dispute.answer {
        Some(answer) => {
            let level = w.named("level", dispute.level.slug());
            let who = answer.by.clone().unwrap_or(level);
            let outcome = w.named("outcome", answer.outcome.slug());
            let (at, who, outcome) = (time(answer.at), who.as_str(), outcome.as_str());
            w.tf(
                k::DISPUTE_ANSWERED,
                &[("who", who), ("time", &at), ("outcome", outcome)],
            )
        }
        None => {
            let who = w.named("level", dispute.level.slug());
            let key = if dispute.answer_by <= portal.now.get() {
                k::DISPUTE_LATE
            } else if dispute.level == Level::Head {
                k::DISPUTE_WITH_HEAD
            } else {
                k::DISPUTE_WITH
            };
            w.tf(key, &[("who", &who), ("time", &time(dispute.answer_by))])
        }
    };
    let titles = move |dispute: &Dispute| {
        case.with(|c| {
            let estimate = c.estimate.as_ref();
            let title = |id| estimate?.line(id)?.title.clone();
            let titles = dispute.lines.iter().filter_map(title);
            titles.collect::<Vec<_>>().join(", ")
        })
    };
    let row = move |dispute: Dispute| {
        let subject = dispute.subject;
        let answer = dispute.answer.as_ref().and_then(|a| a.text.clone());
        let open = dispute.answer.is_none();
        let said = dispute.text.clone();
        let lines = titles(&dispute);
        view! {
            <li class:open=open>
                <b class="subject">{move || w.named("subject", subject.slug())}</b>
                {full
                    .then(|| {
                        view! {
                            <small>{lines}</small>
                            <p class="own-words">{said}</p>
                        }
                    })}
                <p class="stands">{move || stands(&dispute)}</p>
                {full
                    .then(|| answer.map(|words| view! { <p class="own-words answer">{words}</p> }))}
            </li>
        }
    };
    view! {
        <Show when=move || disputes.with(|all| !all.is_empty())>
            <ul class="disputes" role="list" aria-live="polite">
                {move || disputes.get().into_iter().map(row).collect_view()}
            </ul>
        </Show>
    }
}
