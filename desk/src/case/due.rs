//! The form of a promise, alone or with an acceptance: a few times an arm's length away, and any other
//! by the centre's clock.

use super::owner;
use super::status::{FieldFault, FormStatus, fault_at};
use crate::desk::Desk;
use crate::send::draft::{Slot, Verb};
use crate::time::span::Span;
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
    let slot = StoredValue::new(Slot {
        case: case.with_untracked(|c| c.id.clone()),
        verb,
    });
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
    let due = Memo::new(move |_| desk.outbox.draft(&slot.get_value()).due);
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&slot.get_value()));
    let picked = RwSignal::new(None::<usize>);
    let choose = move |at| desk.outbox.edit(&slot.get_value(), |d| d.due = at);
    let refused = move || {
        case.with(|c| match verb {
            Verb::Accept => casework::may::accept(c).is_err(),
            _ => casework::may::handle(c).is_err(),
        })
    };
    let typed = move || {
        let at = due.get().map(|at| Wall::at(at, |at| desk.offset(at)));
        at.map_or_else(String::new, |wall| wall.to_string())
    };
    view! {
        <form
            class="panel"
            aria-labelledby="form-title"
            on:submit=move |ev| {
                ev.prevent_default();
                super::status::send(desk, &slot.get_value(), &[(field, first_pick_id())]);
            }
        >
            <h3 id="form-title">
                {move || w.tf(title, &[("owner", &case.with(|c| owner(desk, c)))])}
            </h3>
            <fieldset class="picks" disabled=move || sealed.get() aria-describedby="due-fault">
                <legend class="sr">{move || w.t(k::DESK_PICK)}</legend>
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
                        {move || w.tf(k::DESK_PICK_OTHER, &[("centre", &desk.centre_name())])}
                    </span>
                    <input
                        type="datetime-local"
                        aria-invalid=move || {
                            slot.with_value(|s| fault_at(desk, s, field).is_some()).then_some("true")
                        }
                        prop:value=typed
                        on:change=move |ev| {
                            let wall = Wall::parse(&event_target_value(&ev));
                            picked.set(None);
                            choose(wall.map(|wall| wall.instant(|at| desk.offset(at))));
                        }
                    />
                </label>
            </fieldset>
            <FieldFault of=slot field id="due-fault" />
            <div class="send">
                <button class="btn" type="submit" disabled=move || sealed.get() || refused()>
                    {move || match due.get() {
                        Some(at) => {
                            let time = w.moment(at, desk.now.get(), &desk.zone());
                            w.tf(send, &[("time", &time)])
                        }
                        None => w.t(bare),
                    }}
                </button>
                <button class="btn quiet" type="button" on:click=move |_| desk.shut_form()>
                    {move || w.t(k::DESK_CANCEL)}
                </button>
                <FormStatus of=slot />
            </div>
        </form>
    }
}
