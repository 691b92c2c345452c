//! What a revision changed against the one before it, and why.

use super::line::name;
use crate::portal::Portal;
use contract::case::Case;
use contract::estimate::{Estimate, Line};
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

/// How the line differs from the revision before, in words; `None` where it does not.
pub fn of_line(w: Words, before: Option<&Estimate>, line: &Line) -> Option<String> {
    let before = before?;
    let n = before.revision.to_string();
    let Some(was) = before.line(&line.facts.id) else {
        return Some(w.tf(k::ESTIMATE_NEW, &[("n", &n)]));
    };
    if was.facts.charge != line.facts.charge {
        let amount = w.money(was.facts.charge);
        return Some(w.tf(k::ESTIMATE_WAS, &[("amount", &amount)]));
    }
    let price = |l: &Line| (l.facts.parts, l.facts.labour, l.facts.coverage);
    let same = was.title == line.title && price(was) == price(line);
    (!same).then(|| w.tf(k::ESTIMATE_CHANGED, &[("n", &n)]))
}

/// The changes in one place; nothing for a first revision.
#[component]
pub fn Changes(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let w = Portal::here().words;
    let both = Memo::new(move |_| case.with(|c| (c.estimate_before.clone(), c.estimate.clone())));
    view! {
        {move || {
            let (Some(before), Some(now)) = both.get() else {
                return ().into_any();
            };
            let n = before.revision.to_string();
            let total = [("before", w.money(before.total)), ("now", w.money(now.total))];
            let total = total.each_ref().map(|(name, amount)| (*name, amount.as_str()));
            let changed = now.lines.iter().filter_map(|line| {
                let how = of_line(w, Some(&before), line)?;
                Some(row(name(line), how, w.money(line.facts.charge)))
            });
            let gone = before.lines.iter().filter(|l| now.line(&l.facts.id).is_none());
            let gone = gone.map(|line| {
                let was = w.money(line.facts.charge);
                row(name(line), w.t(k::ESTIMATE_REMOVED), was)
            });
            view! {
                <section class="sheet changes">
                    <h2>{w.tf(k::ESTIMATE_CHANGES, &[("n", &n)])}</h2>
                    {now.note.clone().map(|note| view! { <p class="own-words big">{note}</p> })}
                    <ul class="bill-lines" role="list">
                        {changed.chain(gone).collect_view()}
                    </ul>
                    {(before.total != now.total)
                        .then(|| view! { <p>{w.tf(k::ESTIMATE_TOTAL_WAS, &total)}</p> })}
                </section>
            }
                .into_any()
        }}
    }
}

fn row(what: String, how: String, amount: String) -> impl IntoView {
    view! {
        <li>
            <span class="what">{what}</span>
            <b class="amount">{amount}</b>
            <small>{how}</small>
        </li>
    }
}
