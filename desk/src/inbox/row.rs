//! One row: when somebody is owed a word, about what, whose car, who has it.

use crate::desk::Desk;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use crate::time::span::Standing;
use contract::case::CaseSummary;
use contract::command::Drivable;
use contract::vin::Vin;
use i18n::k;
use leptos::prelude::*;

/// The id of a row's link, where the keyboard puts the focus.
pub fn row_id(case: &contract::id::CaseId) -> String {
    format!("row-{case}")
}

/// A row of the inbox.
#[component]
pub fn Row(
    /// The case, as it changes.
    row: Memo<CaseSummary>,
    /// The list it stands in.
    tab: Tab,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let id = StoredValue::new(row.with_untracked(|r| r.id.clone()));
    let href = Place::case(tab, id.get_value()).href();
    let standing = Memo::new(move |_| row.with(|r| Standing::of_row(r, desk.now.get())));
    let opened = move || id.with_value(|id| desk.place.with(|p| p.case.as_ref() == Some(id)));
    let clock = move || {
        row.with(|r| {
            let at = match standing.get() {
                Standing::Done => r.changed_at,
                _ => order_moment(r),
            };
            w.moment(at, desk.now.get(), &desk.zone())
        })
    };
    let big = move || match standing.get().span() {
        Some(span) => span.say(w),
        None => clock(),
    };
    view! {
        <li class="row" data-standing=move || standing.get().name()>
            <a
                href=href
                id=row_id(&id.get_value())
                aria-current=move || opened().then_some("true")
                on:focus=move |_| desk.cursor.set(Some(id.get_value()))
                on:blur=move |_| desk.cursor.set(None)
            >
                <span class="when">
                    <span class="word">
                        <Shape name=Signal::derive(move || standing.get().name()) />
                        {move || w.t(standing.get().word())}
                    </span>
                    " "
                    <b class="span">{big}</b>
                    " "
                    <small class="clock">
                        {move || (standing.get() != Standing::Done).then(clock)}
                    </small>
                </span>
                <span class="what">
                    <Safety drivable=Signal::derive(move || row.with(|r| r.drivable)) />
                    <span class="headline">
                        <span class="text">
                            {move || {
                                row.with(|r| r.headline.clone())
                                    .unwrap_or_else(|| w.t(k::DESK_NO_TEXT))
                            }}
                        </span>
                        {move || {
                            let more = row.with(|r| r.more);
                            (more > 0)
                                .then(|| {
                                    let n = more.to_string();
                                    let label = w
                                        .tn(
                                            k::DESK_CONCERNS_MORE_LABEL_ONE,
                                            k::DESK_CONCERNS_MORE_LABEL_OTHER,
                                            u64::from(more),
                                        );
                                    view! {
                                        <span class="more" aria-hidden="true" title=label.clone()>
                                            {w.tf(k::DESK_CONCERNS_MORE, &[("n", &n)])}
                                        </span>
                                        <span class="sr">{label}</span>
                                    }
                                })
                        }}
                    </span>
                    <span class="meta">
                        <span class="owner">
                            {move || {
                                row.with(|r| r.owner_name.clone())
                                    .unwrap_or_else(|| w.t(k::DESK_THE_OWNER))
                            }}
                        </span>
                        <span class="vin">{move || row.with(|r| vin(r.vin.as_deref()))}</span>
                        <span class="advisor">
                            {move || {
                                row.with(|r| r.advisor.clone())
                                    .unwrap_or_else(|| w.t(k::DESK_NOBODY))
                            }}
                        </span>
                    </span>
                </span>
            </a>
        </li>
    }
}

/// The mark of a car that is, or may be, unsafe to drive; nothing for one that is safe.
#[component]
pub fn Safety(
    /// What the owner says.
    drivable: Signal<Drivable>,
) -> impl IntoView {
    let w = Desk::here().words;
    move || match drivable.get() {
        Drivable::Yes => None,
        Drivable::No => Some(view! {
            <span class="safety" data-drivable="no">
                <Shape name="safety" />
                {w.t(k::DESK_SAFETY)}
            </span>
        }),
        Drivable::Unsure => Some(view! {
            <span class="safety" data-drivable="unsure">
                <Shape name="unsure" />
                {w.t(k::DESK_UNSURE)}
            </span>
        }),
    }
}

/// A VIN in groups, as it is read out; as it stands when it is none.
pub fn vin(vin: Option<&str>) -> String {
    match vin {
        Some(text) => Vin::parse(text).map_or_else(|_| text.to_owned(), |v| v.grouped()),
        None => String::new(),
    }
}

fn order_moment(row: &CaseSummary) -> contract::time::Timestamp {
    super::order::owed(row)
}
