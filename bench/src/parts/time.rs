//! Time: by a centre's clock, as far away as one needs to know.

use super::{NOW, zone};
use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

/// Moments near and far, and how far away they are.
pub fn states(w: Words) -> Vec<State> {
    let moment = |minutes| said(w.moment(NOW.plus_minutes(minutes), NOW, &zone()));
    let away = |minutes| said(w.relative(NOW.plus_minutes(minutes), NOW));
    let zoned = format!(
        "{} · {}",
        w.clock(NOW, &zone()),
        w.tf(k::CENTRE_TIME, &[("zone", zone().as_str())])
    );
    vec![
        ("today", moment(330)),
        ("this week", moment(3 * 1440)),
        ("later", moment(40 * 1440)),
        ("by the clock of a centre elsewhere", said(zoned)),
        ("in minutes", away(41)),
        ("in hours", away(190)),
        ("in days", away(4 * 1440)),
        ("minutes ago", away(-8)),
        ("days ago", away(-3 * 1440)),
    ]
}

fn said(text: String) -> AnyView {
    view! { <time>{text}</time> }.into_any()
}
