//! One stream for all tabs of a browser: the tab with the browser's lock opens it and tells the others each word. A
//! browser allows six connections to a server that speaks HTTP/1.1, and a person has seven tabs.
//!
//! A tab that follows is as complete as one with a stream of its own. It listens before it loads its snapshot, and asks
//! how far the stream is: a snapshot at least as new as that has what was told before, and what comes after is told. The
//! words carry the number of their stream; another number means that something may be missing, and the tab begins again.
//! Where nobody answers (the tab that leads may be asleep, or the browser has no channels) it opens a stream itself.

use super::{Link, Listener, Standing};
use contract::event::Event;
use contract::live::{Beat, Position};
use leptos::prelude::*;
use platform::channel::Channel;
use platform::lock::{Held, Lock};
use platform::stream::Heard;
use serde::{Deserialize, Serialize};

/// How long a tab waits for the one that leads, in steps of [`STEP`] milliseconds.
const STEPS: u32 = 200;
const STEP: i32 = 10;

/// What one tab says to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Word {
    /// Is there a stream?
    Ask,
    /// A word of stream `0`: its name and data.
    Heard(u32, String, String),
    /// Stream `0` broke.
    Broken(u32),
}

/// Where this tab hears from.
#[derive(Debug, Clone, Default)]
enum Source {
    /// Not connected.
    #[default]
    Nobody,
    /// A stream of its own, under this number.
    Own(u32),
    /// Another tab, before the snapshot is here.
    Other(Others),
    /// Another tab, up to date.
    Following(u32),
}

/// What another tab said so far.
#[derive(Debug, Clone, Default)]
struct Others {
    /// Its stream.
    number: Option<u32>,
    /// How far that was when we asked: everything up to there must be in our snapshot.
    at: Option<Position>,
    told: Vec<(String, String)>,
}

/// What a tab has to do to be up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Open a stream.
    Own,
    /// Follow another tab's.
    Follow,
    /// The snapshot is older than what the others have been told already: load it again.
    Behind,
}

/// A tab's part in the one stream.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    channel: StoredValue<Option<Channel>, LocalStorage>,
    lock: StoredValue<Option<Lock>, LocalStorage>,
    leads: StoredValue<bool>,
    source: StoredValue<Source>,
    /// The last beat of the stream of our own, at the place where that is now.
    beat: StoredValue<Option<Beat>>,
    /// Another tab leads now, or this one: nothing is lost, and it is begun again without a word.
    moved: StoredValue<bool>,
}

impl Shared {
    pub fn new() -> Self {
        Self {
            channel: StoredValue::new_local(None),
            lock: StoredValue::new_local(None),
            leads: StoredValue::new(false),
            source: StoredValue::default(),
            beat: StoredValue::new(None),
            moved: StoredValue::new(false),
        }
    }

    /// Meets the other tabs.
    pub fn join(self, link: Link, listener: impl Listener) {
        let hear = move |said: String| {
            if let Ok(word) = serde_json::from_str::<Word>(&said) {
                self.hear(link, listener, word);
            }
        };
        let channel = Channel::open("live", hear);
        let alone = channel.is_none();
        self.channel.set_value(channel);
        if alone {
            return;
        }
        let lock = Lock::wait(&name("live"), false, move |held| {
            let leads = held == Held::Yes;
            if self.leads.try_set_value(leads).is_none() && leads && self.follows() {
                // The tab that led is gone, and its stream with it.
                self.moved.try_set_value(true);
            }
        });
        self.lock.set_value(Some(lock));
    }

    /// Listens to the others from here on, and asks who has a stream; `None` when the page was left.
    pub fn listen(self) -> Option<()> {
        let alone = self.leads.try_get_value()? || self.channel.with_value(Option::is_none);
        match alone {
            true => self.source.set_value(Source::Nobody),
            false => {
                self.source.set_value(Source::Other(Others::default()));
                self.say(&Word::Ask);
            }
        }
        self.moved.set_value(false);
        Some(())
    }

    /// How this tab gets up to date from a snapshot at `position`; waits a moment for another tab's answer.
    pub async fn way(self, position: &str) -> Option<Way> {
        let here = Position::parse(position);
        for _ in 0..STEPS {
            let at = self.source.try_with_value(|source| match source {
                Source::Other(others) => Some(others.at.clone()),
                _ => None,
            })?;
            match (at, &here) {
                (Some(Some(at)), Some(here)) if at.epoch == here.epoch => {
                    let behind = here.offset < at.offset;
                    return Some(if behind { Way::Behind } else { Way::Follow });
                }
                // A tab that became the one to lead meanwhile does not wait for itself.
                (Some(None), _) if !self.leads.try_get_value()? => platform::sleep(STEP).await,
                _ => return Some(Way::Own),
            }
        }
        Some(Way::Own)
    }

    /// Whether another tab leads now, so that this one begins again; `None` when the page was left.
    pub fn moved(self) -> Option<bool> {
        self.moved.try_get_value()
    }

    /// What was told before the snapshot was here comes now.
    pub fn catch_up(self, link: Link, listener: impl Listener) {
        let mut before = Vec::new();
        self.source.update_value(|source| {
            if let Source::Other(others) = source
                && let Some(number) = others.number
            {
                before = std::mem::take(&mut others.told);
                *source = Source::Following(number);
            }
        });
        for (name, data) in before {
            link.hear(listener, heard(&name, data));
        }
    }

    /// A stream of our own begins; its number.
    pub fn begin(self) -> Option<u32> {
        let number = platform::random() as u32;
        self.beat.try_set_value(None);
        // This tab may have come to lead while it waited.
        self.moved.try_set_value(false);
        match self.source.try_set_value(Source::Own(number)) {
            None => Some(number),
            Some(_) => None,
        }
    }

    /// Tells the others what this tab's stream said, if it is the one to lead.
    pub fn tell(self, number: u32, heard: &Heard) {
        self.note(heard);
        if self.leads.try_get_value() != Some(true) {
            return;
        }
        self.say(&match heard {
            Heard::Event("reset", _) | Heard::Broken => Word::Broken(number),
            Heard::Event(name, data) => Word::Heard(number, (*name).to_owned(), data.clone()),
        });
    }

    /// How far the stream of our own is.
    fn note(self, heard: &Heard) {
        match heard {
            Heard::Event("beat", data) => {
                let beat = serde_json::from_str(data).ok();
                self.beat.try_set_value(beat);
            }
            Heard::Event("case", data) => {
                let Ok(event) = serde_json::from_str::<Event>(data) else {
                    return;
                };
                self.beat.try_update_value(|beat| {
                    if let Some(beat) = beat
                        && let Some(mut at) = Position::parse(&beat.position)
                    {
                        at.offset = event.offset;
                        beat.position = at.to_string();
                    }
                });
            }
            _ => {}
        }
    }

    /// The stream of our own is given up.
    pub fn end(self) {
        if let Some(Source::Own(number)) = self.source.try_get_value()
            && self.leads.try_get_value() == Some(true)
        {
            self.say(&Word::Broken(number));
        }
        self.source.try_set_value(Source::Nobody);
    }

    fn follows(self) -> bool {
        let source = self.source.try_get_value();
        matches!(source, Some(Source::Other(..) | Source::Following(_)))
    }

    fn hear(self, link: Link, listener: impl Listener, word: Word) {
        let Some(source) = self.source.try_get_value() else {
            return;
        };
        match (word, source) {
            (Word::Ask, Source::Own(number)) if self.leads.get_value() => {
                let live = link.standing.try_get_untracked() == Some(Standing::Live);
                let beat = self.beat.get_value().filter(|_| live);
                match beat.and_then(|beat| serde_json::to_string(&beat).ok()) {
                    Some(beat) => self.say(&Word::Heard(number, "beat".into(), beat)),
                    None => link.nudge(),
                }
            }
            // It leads, and has nothing to tell yet: somebody wants to know.
            (Word::Ask, _) if self.leads.get_value() => link.nudge(),
            (Word::Heard(number, name, data), Source::Other(mut others)) => {
                if others.number.is_some_and(|known| known != number) {
                    others = Others::default();
                }
                others.number = Some(number);
                if others.at.is_none() && name == "beat" {
                    let beat = serde_json::from_str::<Beat>(&data).ok();
                    others.at = beat.and_then(|beat| Position::parse(&beat.position));
                }
                others.told.push((name, data));
                self.source.set_value(Source::Other(others));
            }
            (Word::Heard(number, name, data), Source::Following(known)) if known == number => {
                link.hear(listener, heard(&name, data));
            }
            // Another tab leads by now.
            (Word::Heard(..), Source::Following(_)) => drop(self.moved.try_set_value(true)),
            (Word::Broken(number), Source::Following(known)) if known == number => {
                link.broken.try_set_value(true);
            }
            (Word::Broken(_), Source::Other(_)) => {
                self.source.set_value(Source::Other(Others::default()));
            }
            _ => {}
        }
    }

    fn say(self, word: &Word) {
        if let Ok(words) = serde_json::to_string(word) {
            self.channel.try_with_value(|channel| {
                if let Some(channel) = channel {
                    channel.say(&words);
                }
            });
        }
    }
}

/// What another tab told, as the stream itself would have.
fn heard(name: &str, data: String) -> Heard {
    match name {
        "case" => Heard::Event("case", data),
        "beat" => Heard::Event("beat", data),
        _ => Heard::Broken,
    }
}

/// A lock's name, for this audience alone: each has a session of its own.
fn name(of: &str) -> String {
    format!("{}:{of}", platform::audience().name())
}
