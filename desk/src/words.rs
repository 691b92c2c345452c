//! The desk's words in the reader's language, and times by the centre's clock.

use crate::port;
use contract::problem::{FieldError, Kind};
use contract::time::{Timestamp, Zone};
use i18n::{Catalog, Key, Lang, k};
use leptos::prelude::*;

/// The texts of the language chosen. Reading one follows a change of language.
#[derive(Clone, Copy)]
pub struct Words {
    catalog: RwSignal<Catalog>,
    /// The language.
    pub lang: RwSignal<Lang>,
}

impl Words {
    /// From the two signals that hold texts and language.
    pub fn new(catalog: RwSignal<Catalog>, lang: RwSignal<Lang>) -> Self {
        Self { catalog, lang }
    }

    /// A text.
    pub fn t(self, key: Key) -> String {
        self.catalog.with(|c| c.get(key).to_owned())
    }

    /// A text with values.
    pub fn tf(self, key: Key, values: &[(&str, &str)]) -> String {
        self.catalog.with(|c| c.format(key, values))
    }

    /// A text that counts.
    pub fn tn(self, one: Key, other: Key, n: u64) -> String {
        self.catalog.with(|c| c.plural(one, other, n, &[]))
    }

    /// A problem's words.
    pub fn problem(self, kind: Kind) -> String {
        let name = format!("problem-{}", kind.slug());
        i18n::key(&name).map_or_else(|| kind.slug().to_owned(), |key| self.t(key))
    }

    /// A field's fault.
    pub fn fault(self, fault: &FieldError) -> String {
        let name = format!("fault-{}", fault.code.slug());
        let limit = fault.limit.map(|n| n.to_string()).unwrap_or_default();
        let words = i18n::key(&name).map(|key| self.tf(key, &[("limit", &limit)]));
        words.unwrap_or_else(|| fault.code.slug().to_owned())
    }

    /// `14:30` by the zone's clock.
    pub fn clock(self, at: Timestamp, zone: &Zone) -> String {
        port::intl::clock(self.lang.get().code(), at, zone)
    }

    /// A moment near `now`: the clock alone on the same day, the weekday with it within six days, else
    /// the date.
    pub fn moment(self, at: Timestamp, now: Timestamp, zone: &Zone) -> String {
        let lang = self.lang.get().code();
        let offset = |at| port::intl::offset(at, zone);
        let wall = |at| crate::time::wall::Wall::at(at, offset);
        if wall(at).same_day(wall(now)) {
            port::intl::clock(lang, at, zone)
        } else if at.0.abs_diff(now.0) < 6 * 86_400_000 {
            port::intl::weekday(lang, at, zone)
        } else {
            port::intl::date(lang, at, zone)
        }
    }
}

/// The name of the key with the words of the other theme.
pub fn theme_key(night: bool) -> Key {
    if night { k::DESK_DAY } else { k::DESK_NIGHT }
}
