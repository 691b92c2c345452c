//! A promise, alone or with whatever else is sent: a few times an arm's length away, and any other by
//! the centre's clock.

use super::form::{Panel, slot, titled};
use super::status::{FieldFault, fault_at};
use crate::desk::Desk;
use crate::send::draft::Slot;
use crate::send::verb::Verb;
use crate::time::span::Span;
use crate::time::typed;
use contract::time::Timestamp;
use i18n::k;
use leptos::prelude::*;
use platform::wall::Wall;
use ui::file::Shown;

/// Where the focus goes when the form opens.
pub fn first_pick_id() -> &'static str {
    "pick-0"
}

/// A time offered: the minutes from now or the hour of the centre's day, and the instant it means.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pick {
    In(i64),
    Today(Timestamp),
    Tomorrow(Timestamp),
}

/// What is offered at `now`. Half an hour before the end of the day, tomorrow morning takes its place.
fn picks(desk: Desk, now: Timestamp) -> [Pick; 4] {
    let offset = |at| desk.offset(at);
    let wall = Wall::at(now, offset);
    let evening = wall.on_day(0, 17, 0).instant(offset);
    let last = if now.minutes_until(evening) >= 30 {
        Pick::Today(evening)
    } else {
        Pick::Tomorrow(wall.on_day(1, 9, 0).instant(offset))
    };
    [Pick::In(30), Pick::In(60), Pick::In(120), last]
}

impl Pick {
    /// The instant, on a whole minute: nobody promises seconds.
    fn instant(self, now: Timestamp) -> Timestamp {
        match self {
            Self::In(minutes) => Timestamp(now.0.div_euclid(60_000) * 60_000).plus_minutes(minutes),
            Self::Today(at) | Self::Tomorrow(at) => at,
        }
    }

    fn say(self, desk: Desk) -> String {
        let w = desk.words;
        let clock = |at| w.clock(at, &desk.zone());
        match self {
            Self::In(minutes) => w.tf(k::DESK_PICK_IN, &[("span", &Span::of(minutes).say(w))]),
            Self::Today(at) => w.tf(k::DESK_PICK_TODAY, &[("time", &clock(at))]),
            Self::Tomorrow(at) => w.tf(k::DESK_PICK_TOMORROW, &[("time", &clock(at))]),
        }
    }
}

/// The form; `verb` is `Accept` or `Promise`.
#[component]
pub fn DueForm(
    /// The case.
    case: Shown,
    /// Which of the two.
    verb: Verb,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, verb);
    let (title, send, bare, field) = match verb {
        Verb::Accept => (
            k::DESK_ACCEPT_TITLE,
            k::DESK_ACCEPT_SEND,
            k::DESK_ACCEPT_SEND_NONE,
            "next_update",
        ),
        _ => (
            k::DESK_PROMISE_TITLE,
            k::DESK_PROMISE_SEND,
            k::DESK_PROMISE_SEND_NONE,
            "due",
        ),
    };
    let due = Memo::new(move |_| desk.outbox.draft(&of.get_value()).due);
    let title = titled(desk, case, title);
    let submit = Signal::derive(move || match due.get() {
        Some(at) => {
            let time = w.moment(at, desk.now.get(), &desk.zone());
            w.tf(send, &[("time", &time)])
        }
        None => w.t(bare),
    });
    view! {
        <Panel case of title submit>
            <DuePicks of field />
        </Panel>
    }
}

/// When the next update comes: a few times, and any other.
#[component]
pub fn DuePicks(
    /// The form.
    of: StoredValue<Slot>,
    /// The time's place in the command.
    field: &'static str,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let due = Memo::new(move |_| desk.outbox.draft(&of.get_value()).due);
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    let faulty = Memo::new(move |_| of.with_value(|s| fault_at(desk, s, field).is_some()));
    // An acceptance and a promise ask for the time in their title.
    let asked = of.with_value(|s| matches!(s.verb, Verb::Accept | Verb::Promise));
    let picked = RwSignal::new(None::<usize>);
    let choose = move |at| desk.outbox.edit(&of.get_value(), |d| d.due = at);
    view! {
        <fieldset class="picks" disabled=move || sealed.get() aria-describedby="due-fault">
            <legend class:sr=asked>{w.say(k::DESK_PICK)}</legend>
            {(0..4)
                .map(|n| {
                    view! {
                        <label class="pick">
                            <input
                                type="radio"
                                name="pick"
                                id=format!("pick-{n}")
                                prop:checked=move || picked.get() == Some(n)
                                on:change=move |_| {
                                    let now = desk.now.get_untracked();
                                    picked.set(Some(n));
                                    choose(Some(picks(desk, now)[n].instant(now)));
                                }
                            />
                            <span>{move || picks(desk, desk.now.get())[n].say(desk)}</span>
                        </label>
                    }
                })
                .collect_view()}
            <label class="other">
                <span>
                    {move || w.tf(k::DESK_PICK_OTHER, &[("centre", &desk.centre_here())])}
                </span>
                <input
                    type="datetime-local"
                    aria-invalid=move || faulty.get().then_some("true")
                    prop:value=move || wall(desk, due.get())
                    on:change=move |ev| {
                        picked.set(None);
                        choose(instant(desk, &event_target_value(&ev)));
                    }
                />
            </label>
        </fieldset>
        <FieldFault of field id="due-fault" />
    }
}

/// An instant as `<input type="datetime-local">` writes it, by the clock of the open case's centre.
pub fn wall(desk: Desk, at: Option<Timestamp>) -> String {
    typed::wall(&desk.zone(), at)
}

/// The instant such a field means.
pub fn instant(desk: Desk, text: &str) -> Option<Timestamp> {
    typed::instant(&desk.zone(), text)
}
