//! The connection: from the first attempt to the break, and what each message does.

use super::{Client, Do};
use crate::drive::FRESH;
use crate::mono::Mono;
use crate::path;
use crate::viss::Dialect;
use crate::viss::answer::{Answer, Fault, Point};
use crate::viss::ask;

use super::talk::Task;

/// An attempt to connect, or to learn the dialect, takes no longer, in ms.
const PATIENCE: u64 = 5000;
/// A broker that is asked and says nothing for so long, in ms, is gone.
const DEAF: u64 = 6000;
/// A signal that decides whether the car is driven is asked for when it was silent for so long, in ms.
const POLL: u64 = 1000;
/// The car's condition is asked for so often, in ms.
const CONDITION: u64 = 30_000;
/// How often to look, in ms, so that the lock falls soon after its evidence has grown old.
const LOOK: u64 = 250;
/// More messages within a second are no car's: the client hangs up, and waits for at least [`COOL`] ms.
const FLOOD: u32 = 2000;
const COOL: u64 = 5000;

/// How it is with the car's signals, for people: what is missing is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// There is no connection, or none yet.
    NoLink,
    /// There is one, and nothing came through it for a while.
    StaleLink,
    /// The broker lives, and what publishes into it does not.
    StaleSource,
    /// All is well.
    Live,
}

#[derive(Debug)]
pub(super) enum Link {
    Off,
    Opening {
        since: Mono,
        offered: bool,
    },
    /// Open, and nobody knows the dialect yet.
    Probing {
        since: Mono,
        request: String,
    },
    Open(Open),
    Waiting {
        until: Mono,
        offer: bool,
    },
}

#[derive(Debug)]
pub(super) struct Open {
    dialect: Dialect,
    /// When it opened.
    since: Mono,
    /// When the broker last said something that was meant for us.
    heard: Option<Mono>,
    /// When the car's condition is asked for again.
    condition: Mono,
}

impl Link {
    /// Whether there is a connection, or one that is being opened.
    fn up(&self) -> bool {
        matches!(
            self,
            Self::Opening { .. } | Self::Probing { .. } | Self::Open(_)
        )
    }

    pub(super) fn dialect(&self) -> Option<Dialect> {
        match self {
            Self::Open(open) => Some(open.dialect),
            _ => None,
        }
    }

    /// Milliseconds since the broker spoke; None without a connection on which it did.
    pub(super) fn silent(&self, now: Mono) -> Option<u64> {
        match self {
            Self::Open(open) => open.heard.map(|then| now.since(then)),
            _ => None,
        }
    }

    pub(super) fn health(&self, now: Mono, alive: bool) -> Health {
        match (self, self.silent(now)) {
            (Self::Open(_), Some(age)) if age <= FRESH && alive => Health::Live,
            (Self::Open(_), Some(age)) if age <= FRESH => Health::StaleSource,
            (Self::Open(_), _) => Health::StaleLink,
            _ => Health::NoLink,
        }
    }
}

impl Client {
    /// Begins, unless it has.
    pub fn start(&mut self, now: Mono) {
        if matches!(self.link, Link::Off) {
            self.connect(now, true);
        }
    }

    /// Ends, and says nothing more.
    pub fn stop(&mut self) {
        if self.link.up() {
            self.out.push_back(Do::Close);
        }
        self.forget(Link::Off);
    }

    /// The connection stands; the subprotocol that the server chose, or nothing.
    pub fn opened(&mut self, subprotocol: &str, now: Mono) {
        if !matches!(self.link, Link::Opening { .. }) {
            return;
        }
        match Dialect::of(subprotocol) {
            Some(dialect) => self.begin(dialect, now),
            None => {
                // A v2 broker does not understand v3's filter, and says so.
                let request = self.talk.name();
                let text = ask::get(Dialect::V3, &request, &[path::SPEED, path::VSS_MAJOR]);
                self.out.push_back(Do::Send(text));
                self.link = Link::Probing {
                    since: now,
                    request,
                };
            }
        }
    }

    /// The connection is gone, or never came about.
    pub fn closed(&mut self, now: Mono) {
        if self.link.up() {
            self.lose(now, 0);
        }
    }

    /// A message came.
    pub fn heard(&mut self, text: &str, now: Mono) {
        if !self.link.up() {
            return;
        }
        if self.flooded(now) {
            self.out.push_back(Do::Close);
            self.lose(now, COOL);
            return;
        }
        let Some(answer) = Answer::read(text) else {
            return;
        };
        match &self.link {
            Link::Probing { request, .. } => {
                if let Some(dialect) = told(&answer, request) {
                    self.begin(dialect, now);
                }
            }
            Link::Open(_) => self.answered(answer, now),
            _ => {}
        }
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Mono) {
        match &mut self.link {
            Link::Off => {}
            Link::Waiting { until, offer } => {
                let offer = *offer;
                if *until <= now {
                    self.connect(now, offer);
                }
            }
            Link::Opening { since, .. } | Link::Probing { since, .. } => {
                if now.since(*since) > PATIENCE {
                    self.hang_up(now);
                }
            }
            Link::Open(open) => {
                if now.since(open.heard.unwrap_or(open.since)) > DEAF {
                    self.hang_up(now);
                } else {
                    self.poll(now);
                    self.send(now);
                }
            }
        }
    }

    /// When to tick at the latest. Ask once after each tick and keep the earliest: a wait that begins anew with every
    /// message never ends in a car that speaks all the time, and what has fallen silent is not asked for.
    pub fn wake(&self, now: Mono) -> Option<Mono> {
        match &self.link {
            Link::Off => None,
            Link::Waiting { until, .. } => Some(*until),
            Link::Opening { since, .. } | Link::Probing { since, .. } => {
                Some(since.plus(PATIENCE + 1))
            }
            Link::Open(_) => Some(now.plus(LOOK)),
        }
    }

    fn connect(&mut self, now: Mono, offered: bool) {
        let offer: &[_] = if offered { &Dialect::OFFERED } else { &[] };
        self.out.push_back(Do::Connect(offer));
        self.link = Link::Opening {
            since: now,
            offered,
        };
    }

    fn hang_up(&mut self, now: Mono) {
        self.out.push_back(Do::Close);
        self.lose(now, 0);
    }

    /// A browser fails a connection that offered dialects and got none back, and does not say why: next time the
    /// other way round.
    fn lose(&mut self, now: Mono, least: u64) {
        let offer = !matches!(self.link, Link::Opening { offered: true, .. });
        let until = self.retry.after(now, least);
        self.forget(Link::Waiting { until, offer });
    }

    fn forget(&mut self, link: Link) {
        self.talk.clear();
        self.readings.part();
        self.second = (Mono::default(), 0);
        self.link = link;
    }

    /// The dialect is agreed: asks for everything, and to be told what changes.
    fn begin(&mut self, dialect: Dialect, now: Mono) {
        self.link = Link::Open(Open {
            dialect,
            since: now,
            heard: None,
            condition: now,
        });
        self.talk.get(path::DRIVE);
        for path in path::TOLD {
            self.talk.subscribe(path);
        }
        self.poll(now);
        self.send(now);
    }

    /// Asks for what has been silent too long.
    fn poll(&mut self, now: Mono) {
        let Link::Open(open) = &mut self.link else {
            return;
        };
        let (readings, terms) = (&self.readings, &self.terms);
        let silent = |path: &&str| {
            let heard = readings.heard(path, now);
            !readings.missing(path) && heard.is_none_or(|age| age >= POLL)
        };
        let beat = terms.cyclic.iter().map(String::as_str);
        let beat = beat.filter(|path| !path::DRIVE.contains(path));
        self.talk
            .get(path::DRIVE.into_iter().chain(beat).filter(silent));
        if open.condition <= now {
            open.condition = now.plus(CONDITION);
            let overlay = terms.overlay.iter().map(String::as_str);
            let all = path::CONDITION.into_iter().chain(overlay);
            self.talk.get(all.filter(|path| !readings.missing(path)));
            // What was not there a while ago may have come with a provider that started late.
            let lacking = path::DRIVE
                .into_iter()
                .filter(|path| readings.missing(path));
            lacking.for_each(|path| self.talk.get_alone(path));
        }
        self.talk.again(now);
    }

    fn send(&mut self, now: Mono) {
        let Some(dialect) = self.link.dialect() else {
            return;
        };
        while let Some(text) = self.talk.send(dialect, now) {
            self.out.push_back(Do::Send(text));
        }
    }

    fn answered(&mut self, answer: Answer, now: Mono) {
        let ours = match answer {
            Answer::Data { request, points } => self.found(&request, points, now),
            Answer::Subscribed {
                request,
                subscription,
            } => {
                let ours = matches!(self.talk.settle(&request), Some(Task::Subscribe(_)));
                if ours {
                    self.talk.told_by(subscription);
                }
                ours
            }
            Answer::Event {
                subscription,
                points,
            } => self.talk.ours(&subscription) && self.take(&points, now),
            Answer::Refused {
                request: Some(request),
                fault,
            } => self.refused(&request, fault),
            Answer::Refused { request: None, .. } => false,
            Answer::Ended { subscription } => self.talk.ours(&subscription),
        };
        if let (true, Link::Open(open)) = (ours, &mut self.link) {
            open.heard = Some(now);
            self.retry.well();
        }
        self.send(now);
    }

    /// Takes what a `get` found; what it did not name, the car does not have.
    fn found(&mut self, request: &str, points: Vec<Point>, now: Mono) -> bool {
        let Some(Task::Get(asked)) = self.talk.settle(request) else {
            return false;
        };
        for path in &asked {
            match points.iter().find(|point| point.path == *path) {
                Some(point) => {
                    self.take(std::slice::from_ref(point), now);
                }
                None => self.readings.lack(path),
            }
        }
        true
    }

    /// Whether any of them was asked for.
    fn take(&mut self, points: &[Point], now: Mono) -> bool {
        let mut any = false;
        for Point { path, value, at } in points {
            any |= self.readings.take(path, value.clone(), *at, now);
        }
        any
    }

    /// Several that were refused together are asked for one by one; what is refused alone, this car does not have
    /// for us. What only failed (5xx) is asked for again when it has been silent for long enough.
    fn refused(&mut self, request: &str, fault: Fault) -> bool {
        match self.talk.settle(request) {
            Some(Task::Get(paths)) if fault.number < 500 => match paths.as_slice() {
                [path] => self.readings.lack(path),
                _ => paths.into_iter().for_each(|path| self.talk.get_alone(path)),
            },
            Some(_) => {}
            None => return false,
        }
        true
    }

    /// Counts, and says whether it is too much.
    fn flooded(&mut self, now: Mono) -> bool {
        let (since, count) = &mut self.second;
        if now.since(*since) >= 1000 {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        *count > FLOOD
    }
}

/// The dialect that the answer to the probe tells.
fn told(answer: &Answer, probe: &str) -> Option<Dialect> {
    match answer {
        Answer::Data { request, .. } if request == probe => Some(Dialect::V3),
        Answer::Refused {
            request: Some(request),
            fault,
        } if request == probe => Some(fault.dialect.unwrap_or(match fault.number {
            400 => Dialect::V2,
            _ => Dialect::V3,
        })),
        _ => None,
    }
}
