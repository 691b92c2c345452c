//! How sending stands beside a form, and how old a page is that has no connection.

use super::{NOW, zone};
use crate::page::State;
use contract::problem::{Fault, FieldError, Kind, Problem};
use i18n::k;
use leptos::prelude::*;
use portal::parts::Delivery;
use ui::outbox::Status;
use ui::words::Words;

/// A form's answer, from on its way to refused.
pub fn sending(_: Words) -> Vec<State> {
    let wrong = FieldError {
        pointer: String::new(),
        code: Fault::Empty,
        limit: None,
    };
    let later = Problem::until(Kind::DisputeCooling, NOW.plus_minutes(60));
    [
        ("on its way", Status::Sending),
        ("not sent yet: no connection", Status::Waiting),
        (
            "refused: fields are marked",
            Status::Refused(Problem::invalid(vec![wrong])),
        ),
        ("refused until later", Status::Refused(later)),
        (
            "refused: nobody knows why",
            Status::Refused(Problem::new(Kind::Internal)),
        ),
    ]
    .map(|(name, status)| {
        let status = Signal::stored(status);
        (name, view! { <Delivery status /> }.into_any())
    })
    .into()
}

/// Lost since, and never there.
pub fn connection(w: Words) -> Vec<State> {
    let since = w.clock(NOW.plus_minutes(-12), &zone());
    let notice = |class: &'static str, text: String| {
        view! { <p class=class role="status">{text}</p> }.into_any()
    };
    vec![
        (
            "lost: what is seen is as old as this",
            notice("connection lost", w.tf(k::OFFLINE, &[("time", &since)])),
        ),
        (
            "a room that was never fetched",
            notice("connection lost", w.t(k::ASK_OFFLINE)),
        ),
    ]
}
