//! What applies to the chosen car: open recalls, running warranties. Shown at once, since both say
//! who pays.

use super::talk::Talk;
use crate::appointment::say::date;
use crate::home::recall::RecallCard;
use crate::ui::{For, Show};
use i18n::k;
use leptos::prelude::*;

/// Recalls and warranties of one car.
#[component]
pub fn Applies(
    /// The report.
    talk: Talk,
) -> impl IntoView {
    let (portal, w, record) = (talk.portal, talk.w, talk.record);
    let recalls = move || {
        let record = record.get()?;
        let car = portal
            .nickname(Some(record.vin.as_str()))
            .unwrap_or_default();
        let open = record.recalls.into_iter().filter(|r| r.open);
        let card = |recall| view! { <RecallCard recall car=car.clone() /> };
        Some(open.map(card).collect_view())
    };
    let warranties = Memo::new(move |_| {
        let Some(record) = record.get() else {
            return Vec::new();
        };
        record.running(portal.now.get()).cloned().collect()
    });
    let until = move |at| {
        let zone = platform::intl::local_zone();
        let day = zone.map(|zone| date(w, at, &zone)).unwrap_or_default();
        w.tf(k::REPORT_WARRANTY_UNTIL, &[("day", &day)])
    };
    let any = move || {
        let open = record.with(|r| r.as_ref().is_some_and(|r| r.any_recall()));
        open || warranties.with(|all| !all.is_empty())
    };
    view! {
        <Show when=any>
            <section class="applies">
                {move || recalls()}
                <Show when=move || warranties.with(|all| !all.is_empty())>
                    <dl class="facts sheet">
                        <dt>{w.say(k::REPORT_WARRANTY)}</dt>
                        <For
                            each=move || warranties.get()
                            key=|warranty| warranty.name.clone()
                            let(warranty)
                        >
                            <dd>
                                <b>{warranty.name.clone()}</b>
                                " "
                                <small>{move || until(warranty.until)}</small>
                            </dd>
                        </For>
                    </dl>
                </Show>
            </section>
        </Show>
    }
}
