//! The sentence over a case: who waits for what, until when.

use super::owner;
use crate::desk::Desk;
use crate::time::span::{Span, Standing};
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// The sentence: its weighty part and the rest, in the order in which they are said.
pub struct Said {
    /// Set in bold.
    pub lead: String,
    /// Follows, or stands in front when `rest_first`.
    pub rest: String,
    /// The bold part comes last.
    pub rest_first: bool,
}

/// What a case has to say first.
pub fn say(desk: Desk, case: &Case) -> Said {
    let w = desk.words;
    let now = desk.now.get();
    let owner = owner(desk, case);
    let owner = owner.as_str();
    let moment = |at| w.moment(at, now, &desk.zone());
    let standing = Standing::of(
        case.stage,
        case.promise.as_ref().map(|p| p.due),
        case.opened_at,
        now,
    );
    match standing {
        Standing::Waiting(span) => {
            let waits = w.tf(
                k::DESK_CASE_WAITS,
                &[("owner", owner), ("span", &span.say(w))],
            );
            // A report that nobody takes goes up by itself.
            let climbs = case.promise.as_ref().map(|p| match p.missed {
                Some(level) => {
                    let level = w.named("level", level.slug());
                    w.tf(k::DESK_CASE_WAITS_UP, &[("level", &level)])
                }
                None => w.tf(k::DESK_CASE_WAITS_BY, &[("time", &moment(p.due))]),
            });
            Said {
                lead: w.t(k::DESK_CASE_WAITS_LEAD),
                rest: [waits, climbs.unwrap_or_default()].join(" "),
                rest_first: false,
            }
        }
        Standing::Due(span) => {
            let time = case.promise.as_ref().map(|p| moment(p.due));
            let time = time.unwrap_or_default();
            let mine = desk.is_me(case.advisor.as_ref());
            let advisor = case.advisor.as_ref().map(|a| a.name.clone());
            let rest = if mine {
                let values = [("owner", owner), ("time", &time)];
                w.tf(k::DESK_CASE_DUE_MINE, &values)
            } else {
                let advisor = advisor.unwrap_or_default();
                let values = [("owner", owner), ("time", &time), ("advisor", &advisor)];
                w.tf(k::DESK_CASE_DUE, &values)
            };
            let lead = match span {
                Span::Days(n) => w.tf(k::DESK_CASE_LEFT_DAYS, &[("n", &n.to_string())]),
                span => w.tf(k::DESK_CASE_LEFT, &[("span", &span.say(w))]),
            };
            Said {
                lead,
                rest,
                rest_first: true,
            }
        }
        Standing::Missed(span) => Said {
            lead: w.tf(
                k::DESK_CASE_LATE_LEAD,
                &[("owner", owner), ("span", &span.say(w))],
            ),
            rest: match case.promise.as_ref().and_then(|p| p.missed) {
                Some(level) => {
                    let level = w.named("level", level.slug());
                    w.tf(k::DESK_CASE_LATE_UP, &[("level", &level)])
                }
                None => w.t(k::DESK_CASE_LATE),
            },
            rest_first: false,
        },
        Standing::Done => {
            let at = case.closure.as_ref().map_or(case.changed_at, |c| c.at);
            Said {
                lead: w.tf(k::DESK_CASE_CLOSED_LEAD, &[("when", &moment(at))]),
                rest: w.tf(k::DESK_CASE_CLOSED, &[("owner", owner)]),
                rest_first: false,
            }
        }
    }
}
