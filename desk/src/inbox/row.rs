//! One row: when somebody is owed a word, about what, whose car, who has it.

use super::marks::Marks;
use super::order::owed;
use crate::desk::Desk;
use crate::path::{Place, Tab};
use crate::shape::Shape;
use crate::time::span::Standing;
use contract::case::{CaseSummary, Stage};
use contract::command::Drivable;
use contract::id::CaseId;
use contract::vin::Vin;
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

/// The id of a row's link, where the keyboard puts the focus.
pub fn row_id(case: &CaseId) -> String {
    format!("row-{case}")
}

/// A row of the inbox.
#[component]
pub fn Row(
    /// The case, as it changes.
    row: Memo<CaseSummary>,
    /// The row that Tab reaches.
    stop: Memo<Option<CaseId>>,
    /// The list it stands in.
    tab: Tab,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let id = StoredValue::new(row.with_untracked(|r| r.id.clone()));
    let href = Place::case(tab, id.get_value()).href();
    // In the docket it is the answer that is waited for, elsewhere the promise.
    let answer = move |r: &CaseSummary| r.answer_by.filter(|_| tab == Tab::Disputes);
    let standing = Memo::new(move |_| {
        let now = desk.now.get();
        row.with(|r| match answer(r) {
            Some(by) => Standing::by(by, now),
            None => Standing::of_row(r, now),
        })
    });
    let word = move || match standing.get() {
        Standing::Due(_) if tab == Tab::Disputes => w.t(k::DESK_ROW_ANSWER),
        standing => w.t(standing.word()),
    };
    let opened = move || id.with_value(|id| desk.place.with(|p| p.case.as_ref() == Some(id)));
    let clock = move || {
        row.with(|r| {
            let at = match standing.get() {
                Standing::Done => r.changed_at,
                _ => answer(r).unwrap_or_else(|| owed(r)),
            };
            let zone = desk.centre(&r.centre).map(|c| c.zone);
            w.moment(
                at,
                desk.now.get(),
                &zone.unwrap_or_else(|| desk.home_zone()),
            )
        })
    };
    // A report that nobody takes goes up by itself then.
    let below = move || match standing.get() {
        Standing::Done => None,
        Standing::Waiting(_) if row.with(|r| r.due.is_some() && r.missed.is_none()) => {
            Some(w.tf(k::DESK_ROW_UP, &[("time", &clock())]))
        }
        _ => Some(clock()),
    };
    let stage = move || row.with(|r| r.stage);
    let big = move || match standing.get().span() {
        Some(span) => span.say(w),
        None => clock(),
    };
    view! {
        <li
            class="row"
            class:behind=move || row.with(|r| owed(r) <= desk.now.get())
            data-standing=move || standing.get().name()
        >
            <a
                href=href
                id=row_id(&id.get_value())
                aria-current=move || opened().then_some("true")
                tabindex=move || if id.with_value(|id| stop.get().as_ref() == Some(id)) { "0" } else { "-1" }
                on:focus=move |_| {
                    let id = id.get_value();
                    desk.spot.set(Some(row_id(&id)));
                    desk.rove.set(Some(id.clone()));
                    desk.cursor.set(Some(id));
                }
                on:blur=move |_| {
                    desk.spot.set(None);
                    desk.cursor.set(None);
                }
            >
                <span class="when">
                    <span class="word">
                        <Shape name=Signal::derive(move || standing.get().name()) />
                        {word}
                    </span>
                    " "
                    <b class="span">{big}</b>
                    " "
                    <small class="clock">
                        {below}
                    </small>
                </span>
                <span class="what">
                    <Safety
                        drivable=Signal::derive(move || row.with(|r| r.drivable))
                        urgent=Signal::derive(move || row.with(|r| r.urgent))
                    />
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
                    <Marks row />
                    <span class="meta">
                        <span class="owner">
                            {move || {
                                row.with(|r| r.owner_name.clone())
                                    .unwrap_or_else(|| w.t(k::DESK_THE_OWNER))
                            }}
                        </span>
                        <span class="advisor">
                            {move || {
                                row.with(|r| r.advisor.clone())
                                    .unwrap_or_else(|| w.t(k::DESK_NOBODY))
                            }}
                        </span>
                        <span class="stage" data-stop=move || stage().stop().to_string()>
                            <span>{move || stage_words(w, stage())}</span>
                        </span>
                        <span class="vin">{move || row.with(|r| tail(r.vin.as_deref()))}</span>
                    </span>
                </span>
            </a>
        </li>
    }
}

/// Where a case stands, as the desk says it.
pub fn stage_words(w: Words, stage: Stage) -> String {
    match stage {
        Stage::WaitingForApproval => w.t(k::DESK_STAGE_WAITING_FOR_APPROVAL),
        stage => w.named("stage", stage.slug()),
    }
}

/// The mark of a car that is, or may be, unsafe to drive, or else of a case that is urgent by rule;
/// nothing for any other.
#[component]
pub fn Safety(
    /// What the owner says.
    drivable: Signal<Drivable>,
    /// Urgent by rule.
    urgent: Signal<bool>,
) -> impl IntoView {
    let w = Desk::here().words;
    move || {
        let (name, shape, words) = match (drivable.get(), urgent.get()) {
            (Drivable::No, _) => ("no", "safety", k::DESK_SAFETY),
            (_, true) => ("no", "urgent", k::DESK_URGENT),
            (Drivable::Unsure, false) => ("unsure", "unsure", k::DESK_UNSURE),
            (Drivable::Yes, false) => return None,
        };
        Some(view! {
            <span class="safety" data-drivable=name>
                <Shape name=Signal::stored(shape) />
                {w.t(words)}
            </span>
        })
    }
}

/// The end of a VIN, which tells cars apart; the whole of it stands with the case.
fn tail(text: Option<&str>) -> String {
    let vin = vin(text);
    let groups: Vec<&str> = vin.split(' ').collect();
    match groups.len() > 2 {
        true => format!("… {}", groups[groups.len() - 2..].join(" ")),
        false => vin,
    }
}

/// A VIN in groups, as it is read out; as it stands when it is none.
pub fn vin(vin: Option<&str>) -> String {
    match vin {
        Some(text) => Vin::parse(text).map_or_else(|_| text.to_owned(), |v| v.grouped()),
        None => String::new(),
    }
}
