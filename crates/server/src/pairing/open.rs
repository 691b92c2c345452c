//! Codes that are open: kept in memory, since they live for five minutes. A restart ends them, and the
//! car shows a new one.

use super::code;
use crate::store::StoreError;
use casework::Refusal;
use contract::command::DriveState;
use contract::id::PersonId;
use contract::pairing::{Allowed, EXPIRES_SECONDS, INTERVAL_SECONDS, PairingProgress, PairingView};
use contract::problem::Kind;
use contract::time::Timestamp;
use contract::vin::Vin;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Most codes that are open at a time.
const MOST: usize = 10_000;
/// How long a dead code is remembered, so that its car learns why; and how long a confirmed one may
/// outlive its time until the car asks again. In minutes.
const AFTERWARDS: i64 = 1;
/// The car's word on what it is doing holds for so many of its intervals.
const FRESH: u32 = 3;
/// Wrong codes of one person in [`GUESSING`].
const GUESSES: usize = 10;
/// In minutes.
const GUESSING: i64 = 5;
/// A network may bring two questions closer together than they were asked, in milliseconds.
const JITTER: i64 = 1_000;
/// The longest interval that a car is told to keep, in seconds.
const SLOWEST: u32 = 60;

/// The open codes.
#[derive(Default)]
pub struct Open(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    requests: HashMap<Device, Request>,
    vins: HashMap<Vin, Device>,
    codes: HashMap<String, Device>,
    guesses: HashMap<PersonId, Vec<Timestamp>>,
}

/// SHA-256 of a device code.
type Device = [u8; 32];

/// A car that asks to be paired.
#[derive(Clone)]
pub(super) struct Request {
    pub vin: Vin,
    device: Device,
    code: String,
    word: &'static str,
    /// What the car said it is doing, and when.
    drive: (DriveState, Timestamp),
    asked: Option<Timestamp>,
    interval: u32,
    expires: Timestamp,
    state: State,
}

#[derive(Clone)]
enum State {
    Waiting,
    Claimed(Claim),
    Confirmed(Claim, Allowed),
    Denied,
}

/// Who has opened a code, and what they call the car.
#[derive(Clone, PartialEq, Eq)]
struct Claim {
    owner: PersonId,
    nickname: String,
}

/// What a car is told.
pub(super) enum Polled {
    /// How far it is.
    Progress(PairingProgress),
    /// It is to be paired: the code is dead from here on.
    Grant(Box<Request>, PersonId, Allowed),
}

impl Open {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A parked car asks; the code it shows. `None` when too many are open.
    pub(super) fn begin(
        &self,
        vin: Vin,
        device: Device,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let mut open = self.lock();
        open.sweep(now);
        if let Some(older) = open.vins.get(&vin).copied() {
            open.remove(&older);
        }
        if open.requests.len() >= MOST {
            return Ok(None);
        }
        let mut code = code::code()?;
        while open.codes.contains_key(&code) {
            code = code::code()?;
        }
        open.insert(Request {
            vin,
            device,
            code: code.clone(),
            word: code::word()?,
            drive: (DriveState::Parked, now),
            asked: None,
            interval: INTERVAL_SECONDS,
            expires: Timestamp(now.0 + i64::from(EXPIRES_SECONDS) * 1000),
            state: State::Waiting,
        });
        Ok(Some(code::shown(&code)))
    }

    /// The car asks how far it is; `None` for a code that is not there any more.
    pub(super) fn poll(
        &self,
        device: &Device,
        drive: DriveState,
        now: Timestamp,
    ) -> Option<Polled> {
        let mut open = self.lock();
        let request = open.requests.get_mut(device)?;
        request.drive = (drive, now);
        let since = request.asked.replace(now).map(|at| now.0 - at.0);
        if since.is_some_and(|ms| ms < i64::from(request.interval) * 1000 - JITTER) {
            request.interval = (request.interval + INTERVAL_SECONDS).min(SLOWEST);
            let interval = request.interval;
            return Some(Polled::Progress(PairingProgress::SlowDown { interval }));
        }
        let claimed = |claim: &Claim| PairingProgress::Claimed {
            nickname: claim.nickname.clone(),
            word: request.word.to_owned(),
        };
        let progress = match &request.state {
            State::Denied => PairingProgress::Denied,
            _ if now >= request.ends() => PairingProgress::Expired,
            State::Waiting => PairingProgress::Pending,
            State::Confirmed(claim, allowed) if drive == DriveState::Parked => {
                let (owner, allowed) = (claim.owner.clone(), allowed.clone());
                let request = open.remove(device)?;
                return Some(Polled::Grant(Box::new(request), owner, allowed));
            }
            // It waits until the car is parked again.
            State::Claimed(claim) | State::Confirmed(claim, _) => claimed(claim),
        };
        Some(Polled::Progress(progress))
    }

    /// Puts back what was to be granted and could not be written.
    pub(super) fn put_back(&self, request: Request) {
        let mut open = self.lock();
        if !open.vins.contains_key(&request.vin) {
            open.insert(request);
        }
    }

    /// The owner opens the code: from here on the car's screen shows the same.
    pub(super) fn look(
        &self,
        asks: &Asks<'_>,
        typed: &str,
        now: Timestamp,
    ) -> Result<PairingView, Refusal> {
        let mut open = self.lock();
        let (request, claim) = open.find(asks, typed, now)?;
        if matches!(request.state, State::Waiting) {
            request.state = State::Claimed(claim.clone());
        }
        Ok(PairingView {
            vin: request.vin.clone(),
            nickname: claim.nickname,
            word: request.word.to_owned(),
            expires: request.expires,
            drive: request.state_of_car(now),
        })
    }

    /// The owner says yes: only to what they have looked at, and only while the car says that it is
    /// parked.
    pub(super) fn confirm(
        &self,
        asks: &Asks<'_>,
        typed: &str,
        allowed: Allowed,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let mut open = self.lock();
        let (request, claim) = open.find(asks, typed, now)?;
        match &request.state {
            State::Confirmed(_, before) if *before == allowed => return Ok(()),
            State::Claimed(_) => {}
            _ => return Err(Refusal::Because(Kind::PairingNotFound)),
        }
        match request.state_of_car(now) {
            DriveState::Parked => {}
            other => return Err(Refusal::Locked(other)),
        }
        request.state = State::Confirmed(claim, allowed);
        Ok(())
    }

    /// The owner says no.
    pub(super) fn refuse(
        &self,
        asks: &Asks<'_>,
        typed: &str,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let mut open = self.lock();
        let (request, _) = open.find(asks, typed, now)?;
        request.state = State::Denied;
        Ok(())
    }
}

/// Who looks a code up, and what they call a car of theirs.
pub(super) struct Asks<'a> {
    pub owner: &'a PersonId,
    pub nickname: &'a dyn Fn(&Vin) -> Option<String>,
}

impl Request {
    /// When it is over for the car.
    fn ends(&self) -> Timestamp {
        match self.state {
            State::Confirmed(..) => self.expires.plus_minutes(AFTERWARDS),
            _ => self.expires,
        }
    }

    /// What the car is doing, as far as its word is fresh.
    fn state_of_car(&self, now: Timestamp) -> DriveState {
        let (drive, at) = self.drive;
        let fresh = i64::from(self.interval * FRESH) * 1000;
        if now.0 - at.0 <= fresh {
            casework::drive::in_car(drive)
        } else {
            DriveState::Unknown
        }
    }
}

impl Inner {
    fn insert(&mut self, request: Request) {
        self.vins.insert(request.vin.clone(), request.device);
        self.codes.insert(request.code.clone(), request.device);
        self.requests.insert(request.device, request);
    }

    fn remove(&mut self, device: &Device) -> Option<Request> {
        let request = self.requests.remove(device)?;
        self.vins.remove(&request.vin);
        self.codes.remove(&request.code);
        Some(request)
    }

    /// Forgets what is over.
    fn sweep(&mut self, now: Timestamp) {
        let over = |r: &&Request| now >= r.ends().plus_minutes(AFTERWARDS);
        let over: Vec<Device> = self
            .requests
            .values()
            .filter(over)
            .map(|r| r.device)
            .collect();
        for device in over {
            self.remove(&device);
        }
        self.guesses.retain(|_, times| {
            times.retain(|at| now < at.plus_minutes(GUESSING));
            !times.is_empty()
        });
    }

    /// A code that lives, of a car of theirs, that nobody else has opened. Whatever else was typed is a
    /// guess, and all guesses get one answer.
    fn find(
        &mut self,
        asks: &Asks<'_>,
        typed: &str,
        now: Timestamp,
    ) -> Result<(&mut Request, Claim), Refusal> {
        let guesses = self.guesses.entry(asks.owner.clone()).or_default();
        guesses.retain(|at| now < at.plus_minutes(GUESSING));
        if guesses.len() >= GUESSES {
            let until = guesses[0].plus_minutes(GUESSING);
            return Err(Refusal::Until(Kind::TooManyRequests, until));
        }
        let device = code::typed(typed).and_then(|code| self.codes.get(&code).copied());
        let request = device.and_then(|device| self.requests.get_mut(&device));
        let request = request.filter(|r| now < r.expires);
        let found = request.and_then(|request| {
            let claim = Claim {
                owner: asks.owner.clone(),
                nickname: (asks.nickname)(&request.vin)?,
            };
            let theirs = match &request.state {
                State::Waiting => true,
                State::Claimed(by) | State::Confirmed(by, _) => by.owner == claim.owner,
                State::Denied => false,
            };
            theirs.then_some((request, claim))
        });
        match found {
            Some(found) => Ok(found),
            None => {
                guesses.push(now);
                Err(Refusal::Because(Kind::PairingNotFound))
            }
        }
    }
}
