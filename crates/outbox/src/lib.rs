//! What is sealed and not answered yet: which command may leave now, and when the next one may be tried. Without
//! I/O: time and chance come in as arguments, and whoever drives it keeps the commands and sends them.
//!
//! Map: [`Queue`] is the whole of it, [`retry`] how long a silence is waited out. What it promises is explored to
//! the end for small sizes in tests/promises.rs.
//!
//! - Commands of one lane (a case) leave in the order in which they were sealed, one at a time; lanes do not wait for
//!   each other.
//! - What nobody answered goes again, under the same key, until it is answered.
//! - What is refused leaves the queue, and holds nobody behind it up.
//! - Of several tabs with the same queue one sends: the one that leads.

pub mod retry;

use std::collections::BTreeMap;

/// Milliseconds on a clock that only goes forward.
pub type Millis = u64;

/// A sealed command, as the queue knows it. Its bytes are the driver's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Whose commands wait for each other: a case's id.
    pub lane: String,
    /// Its place in the order of sealing, over all tabs.
    pub number: u64,
}

/// What came of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Carried out, or refused for good: asking again could not change the answer.
    Final,
    /// Nobody answered, or only that one should come again.
    Silence,
    /// The same, but more of what goes before it has arrived than before: the line is bad, not gone.
    Further,
    /// Nobody is signed in any more.
    SignedOut,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send this one, and say what came of it.
    Send(String),
    /// Nothing before this moment.
    Rest(Millis),
    /// Nothing until something changes.
    Idle,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Waiting {
    entry: Entry,
    under_way: bool,
    tries: u32,
    not_before: Millis,
}

/// What is not answered yet, by the name under which the driver keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Queue {
    waiting: BTreeMap<String, Waiting>,
    leads: bool,
    signed_out: bool,
}

impl Queue {
    /// Something was sealed: here, by another tab, or before this page was opened. One that is known stays as it is.
    pub fn put(&mut self, name: &str, entry: Entry) {
        let known = self.waiting.get(name).is_some_and(|w| w.entry == entry);
        if !known {
            let waiting = Waiting {
                entry,
                under_way: false,
                tries: 0,
                not_before: 0,
            };
            self.waiting.insert(name.to_owned(), waiting);
        }
    }

    /// It is sealed no more: another tab had its answer.
    pub fn remove(&mut self, name: &str) {
        self.waiting.remove(name);
    }

    /// The number of the next one that is sealed here.
    pub fn next_number(&self) -> u64 {
        let last = self.waiting.values().map(|w| w.entry.number).max();
        last.map_or(1, |last| last + 1)
    }

    /// This tab is the one that sends, from now on.
    pub fn lead(&mut self) {
        self.leads = true;
    }

    /// Another tab has taken over. What is under way is answered to both, under one key.
    pub fn follow(&mut self) {
        self.leads = false;
    }

    /// Whether anything waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether this tab is the one that sends.
    pub fn leads(&self) -> bool {
        self.leads
    }

    /// There is a reason to try at once: the connection is back.
    pub fn wake(&mut self) {
        for waiting in self.waiting.values_mut() {
            waiting.not_before = 0;
        }
    }

    /// What to do at `now`. What it says to send is under way from here on.
    pub fn next(&mut self, now: Millis) -> Next {
        if !self.leads || self.signed_out {
            return Next::Idle;
        }
        let mut heads: BTreeMap<&str, (&String, &Waiting)> = BTreeMap::new();
        for (name, waiting) in &self.waiting {
            let head = heads.entry(&waiting.entry.lane).or_insert((name, waiting));
            // Two tabs may have given one number at one moment: the name decides, in every tab alike.
            if (waiting.entry.number, name) < (head.1.entry.number, head.0) {
                *head = (name, waiting);
            }
        }
        let idle = heads.values().filter(|(_, w)| !w.under_way);
        let Some((name, first)) = idle.min_by_key(|(_, w)| (w.not_before, w.entry.number)) else {
            return Next::Idle;
        };
        if first.not_before > now {
            return Next::Rest(first.not_before);
        }
        let name = (*name).clone();
        if let Some(waiting) = self.waiting.get_mut(&name) {
            waiting.under_way = true;
        }
        Next::Send(name)
    }

    /// What came of a try. `chance` is any number: it spreads the tries of many.
    pub fn came(&mut self, name: &str, outcome: Outcome, now: Millis, chance: u64) {
        let Some(waiting) = self.waiting.get_mut(name) else {
            return;
        };
        waiting.under_way = false;
        match outcome {
            Outcome::Final => self.remove(name),
            Outcome::Silence | Outcome::Further => {
                if outcome == Outcome::Further {
                    waiting.tries = 0;
                }
                waiting.not_before = now + retry::pause(waiting.tries, chance);
                waiting.tries += 1;
            }
            Outcome::SignedOut => self.signed_out = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When the queue tries again after each of these.
    fn pauses(outcomes: &[Outcome]) -> Vec<Millis> {
        let mut queue = Queue::default();
        queue.lead();
        let entry = Entry {
            lane: "photos".into(),
            number: 1,
        };
        queue.put("film", entry);
        let mut now = 0;
        let pause = |outcome: &Outcome| {
            assert_eq!(queue.next(now), Next::Send("film".into()));
            queue.came("film", *outcome, now, 0);
            let Next::Rest(at) = queue.next(now) else {
                return 0;
            };
            let pause = at - now;
            now = at;
            pause
        };
        outcomes.iter().map(pause).collect()
    }

    #[test]
    fn a_silence_is_waited_out_longer_each_time_and_a_bad_line_is_tried_as_at_first() {
        let (silence, further) = (Outcome::Silence, Outcome::Further);
        assert_eq!(pauses(&[silence; 4]), [500, 1_000, 2_000, 4_000]);
        assert_eq!(
            pauses(&[silence, silence, further, further, silence, silence]),
            [500, 1_000, 500, 500, 1_000, 2_000]
        );
    }
}
