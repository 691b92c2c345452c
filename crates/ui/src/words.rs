//! Words in the reader's language, times by a centre's clock, measures by the reader's region, initials.

use contract::money::Money;
use contract::person::Audience;
use contract::problem::{FieldError, Kind, Problem};
use contract::time::{Timestamp, Zone};
use i18n::{Catalog, Key, Lang};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::{device, http, intl, page, store, wall::Wall};

/// The texts of the language chosen. Reading one follows a change of language.
#[derive(Clone, Copy)]
pub struct Words {
    catalog: RwSignal<Catalog>,
    /// Whether there are any. Whoever waits for them is not made anew when the language changes.
    here: Memo<bool>,
    /// The language.
    pub lang: RwSignal<Lang>,
}

impl Words {
    /// The language chosen here before, else the browser's; its texts are fetched, one file.
    pub fn load() -> Self {
        let chosen = store::read("lang").and_then(|tag| Lang::from_tag(&tag));
        let lang = chosen.unwrap_or_else(|| Lang::from_tags(&device::languages()));
        let words = Self::of(Catalog::default(), lang);
        Effect::new(move |before: Option<Lang>| {
            let now = words.lang.get();
            if before.is_some() {
                store::write("lang", now.code());
            }
            spawn_local(words.fetch(now));
            now
        });
        words
    }

    /// From texts that are here already.
    pub fn of(catalog: Catalog, lang: Lang) -> Self {
        let catalog = RwSignal::new(catalog);
        Self {
            catalog,
            here: Memo::new(move |_| catalog.with(|c| *c != Catalog::default())),
            lang: RwSignal::new(lang),
        }
    }

    /// Asks until the texts are here, or another language is wanted.
    async fn fetch(self, lang: Lang) {
        let below = match platform::audience() {
            Audience::Owner => "",
            Audience::Desk => "/desk",
        };
        let url = format!("{below}/locales/{}", lang.file());
        loop {
            let texts = http::file(&url)
                .await
                .and_then(|json| Catalog::parse(&json).ok());
            if self.lang.try_get_untracked() != Some(lang) {
                return;
            }
            if let Some(texts) = texts {
                page::root("lang", lang.code());
                let _ = self.catalog.try_set(texts);
                return;
            }
            platform::sleep(1000).await;
        }
    }

    /// Whether the texts are here.
    pub fn ready(self) -> bool {
        self.here.get()
    }

    /// A text.
    pub fn t(self, key: Key) -> String {
        self.catalog.with(|c| c.get(key).to_owned())
    }

    /// A text as a view or an attribute shows it, and follows the language. All of them are of one type,
    /// so that the browser loads the code of one: a closure at each place costs 300 bytes at each place.
    pub fn say(self, key: Key) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.t(key)
    }

    /// A text with values.
    pub fn tf(self, key: Key, values: &[(&str, &str)]) -> String {
        self.catalog.with(|c| c.format(key, values))
    }

    /// A text that counts.
    pub fn tn(self, one: Key, other: Key, n: u64) -> String {
        self.catalog.with(|c| c.plural(one, other, n, &[]))
    }

    /// The name of a thing on the wire, in words: `stage` and `in-repair`.
    pub fn named(self, what: &str, slug: &str) -> String {
        let key = i18n::key(&format!("{what}-{slug}"));
        key.map_or_else(|| slug.to_owned(), |key| self.t(key))
    }

    /// A problem's words: what happened, what it means, what to do.
    pub fn problem(self, kind: Kind) -> String {
        self.named("problem", kind.slug())
    }

    /// The same, with the time from which it may be tried again.
    pub fn refusal(self, problem: &Problem) -> String {
        let words = self.problem(problem.kind);
        let (Some(until), Some(zone)) = (problem.until, intl::local_zone()) else {
            return words;
        };
        words.replace(
            "{until}",
            &intl::weekday(self.lang.get().code(), until, &zone),
        )
    }

    /// A field's fault.
    pub fn fault(self, fault: &FieldError) -> String {
        let limit = fault.limit.map(|n| n.to_string()).unwrap_or_default();
        self.named("fault", fault.code.slug())
            .replace("{limit}", &limit)
    }

    /// An amount, in the reader's way of writing it: `162,00 €`.
    pub fn money(self, money: Money) -> String {
        intl::money(self.lang.get().code(), money)
    }

    /// `31 km`, `19 mi`: a distance, as where the reader lives.
    pub fn distance(self, km: f64) -> String {
        intl::distance(self.lang.get().code(), km)
    }

    /// `50 km/h`, `31 mph`: a speed, likewise.
    pub fn speed(self, km: f64) -> String {
        intl::speed(self.lang.get().code(), km)
    }

    /// `21 °C`, `70 °F`: a temperature, likewise.
    pub fn temperature(self, celsius: f64) -> String {
        intl::temperature(self.lang.get().code(), celsius)
    }

    /// `12.4`, `41 %`: a number to one decimal, with one of Intl's units, or none.
    pub fn number(self, value: f64, unit: &str) -> String {
        intl::number(self.lang.get().code(), value, unit)
    }

    /// `14:30` by the zone's clock.
    pub fn clock(self, at: Timestamp, zone: &Zone) -> String {
        intl::clock(self.lang.get().code(), at, zone)
    }

    /// A moment near `now`: the clock alone on the same day, the weekday with it within six days, else
    /// the date.
    pub fn moment(self, at: Timestamp, now: Timestamp, zone: &Zone) -> String {
        let lang = self.lang.get().code();
        let wall = |at| Wall::at(at, |at| intl::offset(at, zone));
        if wall(at).same_day(wall(now)) {
            intl::clock(lang, at, zone)
        } else if at.0.abs_diff(now.0) < 6 * 86_400_000 {
            intl::weekday(lang, at, zone)
        } else {
            intl::date(lang, at, zone)
        }
    }

    /// `in 41 minutes`, `8 minutes ago`.
    pub fn relative(self, at: Timestamp, now: Timestamp) -> String {
        intl::relative(self.lang.get().code(), now.minutes_until(at))
    }
}

/// The initials of a name, for a face that has no picture.
pub fn initials(name: &str) -> String {
    let words = name.split_whitespace();
    words.filter_map(|word| word.chars().next()).collect()
}
