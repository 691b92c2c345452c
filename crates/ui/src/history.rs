//! What happened, a line for each event, in words that name nobody: who did it stands beside.

use crate::words::Words;
use contract::case::{Entry, EntryKind};
use contract::time::{Timestamp, Zone};

/// The line of one entry.
pub fn line(w: Words, entry: &Entry, now: Timestamp, zone: &Zone) -> String {
    let time = entry.due.map(|due| w.moment(due, now, zone));
    let amount = entry.amount.map(|amount| w.money(amount));
    let detail = entry.detail.as_deref().unwrap_or_default();
    let what = match entry.kind {
        EntryKind::Progressed => w.named("stage", detail),
        EntryKind::PromiseMissed | EntryKind::DisputeClimbed | EntryKind::Contacted => {
            w.named("level", detail)
        }
        EntryKind::Disputed => w.named("subject", detail),
        EntryKind::DisputeAnswered => w.named("outcome", detail),
        _ => detail.to_owned(),
    };
    let mut said = w.named("history", entry.kind.slug());
    for (place, value) in [
        ("{time}", time.unwrap_or_default()),
        ("{amount}", amount.unwrap_or_default()),
        ("{what}", what),
    ] {
        said = said.replace(place, &value);
    }
    said
}
