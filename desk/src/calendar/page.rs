//! The page: a centre, its next two weeks day by day, and what is booked after them.

use super::day::{DayView, Shared};
use super::plan::{DAYS, Day, visits};
use super::visits::Visits;
use crate::case::{Back, TITLE_ID};
use crate::desk::Desk;
use crate::field::{Choose, Options};
use crate::time::span::Span;
use casework::may;
use contract::case::CaseSummary;
use contract::id::CentreId;
use contract::problem::Kind;
use contract::settings::Calendar;
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::wall::Wall;
use platform::{intl, store};
use ui::ask::until_answered;

/// Where the choice of centre is kept.
const KEPT: &str = "calendar";

/// The page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let centres = desk.session.with_value(|s| s.centres.clone());
    let kept = store::read(KEPT).and_then(|id| CentreId::parse(&id).ok());
    let kept = kept.filter(|id| desk.centre(id).is_some());
    let first = kept.or_else(|| centres.first().map(|c| c.id.clone()));
    let Some(first) = first else {
        return view! {
            <section class="after">
                <Back />
                <h2 class="say" id=TITLE_ID tabindex="-1">
                    {w.say(k::DESK_TAB_CALENDAR)}
                </h2>
                <p>{w.say(k::DESK_CAL_NOWHERE)}</p>
            </section>
        }
        .into_any();
    };
    let centre = RwSignal::new(first);
    let zone = Memo::new(move |_| {
        let centre = desk.centre(&centre.get());
        centre.map_or_else(|| desk.home_zone(), |c| c.zone)
    });
    // Changes at midnight and with the centre, and at no other tick of the clock.
    let days = Memo::new(move |_| {
        let zone = zone.get();
        let offset = |at| intl::offset(at, &zone);
        let today = Wall::at(desk.now.get(), offset);
        let midnight = |ahead| today.on_day(ahead, 0, 0).instant(offset);
        let day = |ahead| Day {
            from: midnight(ahead),
            to: midnight(ahead + 1),
        };
        (0..DAYS).map(day).collect::<Vec<_>>()
    });
    let today = Memo::new(move |_| days.with(|days| days.first().map(|d| d.from)));
    let shown = Memo::new(move |_| {
        let from = today.get().unwrap_or_default();
        let rows = &desk.inbox.open;
        centre.with(|centre| rows.with(|rows| visits(rows, centre, from)))
    });
    let calendar = RwSignal::new(None::<Calendar>);
    let refused = RwSignal::new(None);
    // What can be taken is for those who handle cases; what is booked, for whoever sees them.
    let held = may::act_for_centre(&desk.who()).is_err();
    Effect::new(move || {
        today.get();
        let wanted = centre.get();
        calendar.set(None);
        refused.set(None);
        if !held {
            spawn_local(ask(wanted, centre, calendar, refused));
        }
    });
    // All days share one axis: the earliest hour of any of them.
    let first = Memo::new(move |_| {
        let opens = calendar.with(|c| c.iter().flat_map(|c| &c.days).map(|o| o.opens).collect());
        let opens: Vec<Timestamp> = opens;
        let hour =
            |at: Timestamp| days.with(|days| days.iter().find(|d| d.has(at)).map(|d| d.hour(at)));
        opens.into_iter().filter_map(hour).min().unwrap_or(0)
    });
    let shared = Shared {
        desk,
        calendar,
        first,
        visits: shown,
        zone,
    };
    let options: Options = centres
        .iter()
        .map(|c| (c.id.to_string(), c.name.clone()))
        .collect();
    let choose = Callback::new(move |id: String| {
        if let Ok(id) = CentreId::parse(&id) {
            store::write(KEPT, id.as_str());
            centre.set(id);
        }
    });
    let later = Memo::new(move |_| {
        let last = days
            .with(|days| days.last().map(|d| d.to))
            .unwrap_or_default();
        let mut all = shown.get();
        all.retain(|r| r.visit.is_some_and(|at| last <= at));
        all
    });
    let never = Memo::new(|_| Vec::new());
    let each = move || days.get().into_iter().enumerate();
    view! {
        <section class="after calendar">
            <Back />
            <Say shown days centre />
            <div class="which" hidden=!desk.has_centres()>
                <Choose
                    id="calendar-centre"
                    label=k::DESK_CENTRE
                    options=Signal::stored(options)
                    value=Signal::derive(move || centre.get().to_string())
                    write=choose
                    fault=Signal::stored(None)
                    sealed=Signal::stored(false)
                />
            </div>
            <p class="quiet" class:bad=move || refused.with(Option::is_some) role="status">
                {move || match (calendar.with(|c| c.as_ref().map(|c| c.bays)), refused.get()) {
                    (Some(bays), _) => w.tf(k::DESK_CAL_MEANS, &[("n", &bays.to_string())]),
                    (None, _) if held => w.t(k::DESK_CAL_WHO),
                    (None, None) => w.t(k::DESK_CAL_LOADING),
                    (None, Some(kind)) => w.problem(kind),
                }}
            </p>
            <For each=each key=|(away, day)| (*away, day.from) let((away, day))>
                <DayView shared day away=away as i64 />
            </For>
            <section class="day" hidden=move || later.with(Vec::is_empty)>
                <h3 class="date">{w.say(k::DESK_CAL_LATER)}</h3>
                <Visits shared visits=later openings=never dated=true />
            </section>
        </section>
    }
    .into_any()
}

/// Asks until there is an answer, or another centre is wanted.
async fn ask(
    wanted: CentreId,
    centre: RwSignal<CentreId>,
    calendar: RwSignal<Option<Calendar>>,
    refused: RwSignal<Option<Kind>>,
) {
    let path = format!("/centres/{wanted}/calendar");
    let still = || centre.try_get_untracked().as_ref() == Some(&wanted);
    match until_answered(&path, still).await {
        Some(Ok(found)) => calendar.set(Some(found)),
        Some(Err(problem)) => refused.set(Some(problem.kind)),
        None => {}
    }
}

/// What today brings, before any row is read.
#[component]
fn Say(
    shown: Memo<Vec<CaseSummary>>,
    days: Memo<Vec<Day>>,
    centre: RwSignal<CentreId>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let next = Memo::new(move |_| {
        let now = desk.now.get();
        let mut all = shown.get().into_iter().filter_map(|r| r.visit);
        all.find(|at| now <= *at)
    });
    let bold = move || {
        let today = days.with(|days| days.first().copied());
        let here = |at: Option<Timestamp>| at.zip(today).is_some_and(|(at, day)| day.has(at));
        let n = shown.with(|all| all.iter().filter(|r| here(r.visit)).count()) as u64;
        let name = desk.centre_of(&centre.get());
        let words = match n {
            0 => w.t(k::DESK_CAL_SAY_NONE),
            n => w.tn(k::DESK_CAL_SAY_ONE, k::DESK_CAL_SAY_OTHER, n),
        };
        words.replace("{centre}", &name)
    };
    let rest = move || {
        let at = next.get()?;
        let span = Span::of(desk.now.get().minutes_until(at)).say(w);
        Some(w.tf(k::DESK_CAL_SAY_NEXT, &[("span", &span)]))
    };
    view! {
        <h2 class="say" id=TITLE_ID tabindex="-1">
            <b>{bold}</b>
            " "
            {rest}
        </h2>
    }
}
