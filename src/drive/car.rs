//! Follows the car's signals through the browser's WebSocket, and says what the car is doing. Nothing is asked
//! outside a car; whoever is in one stays in it for as long as the page lives.

use contract::agent::CarTerms;
use contract::command::DriveState;
use contract::vehicle::Signal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http;
use platform::socket::{self, Heard, Socket};
use std::cell::RefCell;
use vehicle::client::{Client, Do, Terms};
use vehicle::mono::Mono;

/// Where the agent hands the page's words to the databroker.
const PATH: &str = "/vehicle";
/// A page that opens in a car gives it so long, in ms, to say that it is parked, before it says that it does not know.
const SETTLE: u64 = 2500;
/// How often the car's condition is looked at, in ms: nobody needs it sooner.
const CONDITION: u64 = 1000;

struct Car {
    client: Client,
    socket: Option<Socket>,
    /// Counts the sockets: a word of one that was replaced is not heard.
    sockets: u32,
    /// Where the signals are; nobody's word yet: whoever served the page knows.
    endpoint: Option<String>,
    /// The host says that it is not the time.
    restricted: bool,
    since: Mono,
    looked: Mono,
}

thread_local! {
    static CAR: RefCell<Option<Car>> = const { RefCell::new(None) };
    static STATE: ArcRwSignal<DriveState> = ArcRwSignal::new(DriveState::None);
    static SETTLING: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static SAID: ArcRwSignal<Vec<Signal>> = ArcRwSignal::new(Vec::new());
    /// What the host said before anybody knew that this is a car.
    static TOLD: RefCell<(Option<String>, bool)> = const { RefCell::new((None, false)) };
}

/// What the car is doing; `none` outside a car. Whoever reads it follows it.
pub fn state() -> DriveState {
    STATE.with(ArcRwSignal::get)
}

/// The car has just been asked for the first time: what it is doing is about to be known.
pub fn settling() -> bool {
    SETTLING.with(ArcRwSignal::get)
}

/// What the car says of itself, as VSS 6.0 has it; whoever reads it follows it.
pub fn said() -> Vec<Signal> {
    SAID.with(ArcRwSignal::get)
}

/// This is a car: from now on what it does decides, and nobody's word ends that.
pub fn enter() {
    if STATE.with(ArcRwSignal::get_untracked) != DriveState::None {
        return;
    }
    SETTLING.with(|s| s.set(true));
    STATE.with(|s| s.set(DriveState::Unknown));
    begin(Terms::default());
}

/// The same, in a car with a companion that says what differs between cars. It is locked until that has answered.
pub fn enter_with_companion() {
    if STATE.with(ArcRwSignal::get_untracked) != DriveState::None {
        return;
    }
    SETTLING.with(|s| s.set(true));
    STATE.with(|s| s.set(DriveState::Unknown));
    spawn_local(async {
        loop {
            match http::get::<CarTerms>("/agent/car").await {
                Ok(told) => {
                    return begin(Terms {
                        cyclic: told.cyclic,
                        changes_only: told.changes_only,
                        vss: told.vss,
                        overlay: told.overlay,
                    });
                }
                Err(_) => platform::sleep(500).await,
            }
        }
    });
}

fn begin(terms: Terms) {
    let now = now();
    let (endpoint, restricted) = TOLD.take();
    let seed = platform::random() as u64;
    CAR.set(Some(Car {
        client: Client::new(terms, seed),
        socket: None,
        sockets: 0,
        endpoint,
        restricted,
        since: now,
        looked: Mono::default(),
    }));
    turn(|car, now| car.client.start(now));
    spawn_local(async {
        loop {
            platform::sleep(wait()).await;
            turn(|car, now| car.client.tick(now));
        }
    });
}

/// The host says where the signals are.
pub fn endpoint(url: String) {
    if CAR.with_borrow(Option::is_none) {
        return TOLD.with_borrow_mut(|told| told.0 = Some(url));
    }
    turn(|car, now| {
        if car.endpoint.as_ref() != Some(&url) {
            car.endpoint = Some(url);
            car.client.stop();
            car.client.start(now);
        }
    });
}

/// The host says whether it is the time.
pub fn restrict(restricted: bool) {
    if CAR.with_borrow(Option::is_none) {
        return TOLD.with_borrow_mut(|told| told.1 = restricted);
    }
    turn(|car, _| car.restricted = restricted);
}

fn now() -> Mono {
    Mono(platform::uptime())
}

/// Milliseconds until the client wants to be told the time.
fn wait() -> i32 {
    CAR.with_borrow(|car| {
        let now = now();
        let wake = car.as_ref().and_then(|car| car.client.wake(now));
        wake.map_or(1000, |at| at.since(now).clamp(20, 1000) as i32)
    })
}

/// One turn: something has happened, and what the client wants for it is done; then the page is told.
fn turn(happened: impl FnOnce(&mut Car, Mono)) {
    let now = now();
    let news = CAR.with_borrow_mut(|car| {
        let car = car.as_mut()?;
        happened(car, now);
        while let Some(act) = car.client.next_act() {
            car.act(act);
        }
        let state = car.client.drive(now, car.restricted);
        let said = (now.since(car.looked) >= CONDITION).then(|| {
            car.looked = now;
            car.client.signals()
        });
        let settling = state == DriveState::Unknown && now.since(car.since) < SETTLE;
        Some((state, settling, said))
    });
    // Nothing is borrowed here: whoever follows a signal may ask at once.
    if let Some((state, settling, said)) = news {
        SETTLING.with(|s| set(s, s.get_untracked() && settling));
        STATE.with(|s| set(s, state));
        if let Some(said) = said {
            SAID.with(|s| set(s, said));
        }
    }
}

/// Tells those who follow only what is new.
fn set<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|have| *have != value) {
        signal.set(value);
    }
}

impl Car {
    fn act(&mut self, act: Do) {
        match act {
            Do::Connect(offers) => self.connect(offers),
            Do::Close => self.socket = None,
            Do::Send(text) => {
                if let Some(socket) = &self.socket {
                    socket.send(&text);
                }
            }
        }
    }

    fn connect(&mut self, offers: &'static [&'static str]) {
        self.sockets += 1;
        let number = self.sockets;
        let url = self.endpoint.clone().or_else(|| socket::at_home(PATH));
        let hear = move |heard: Heard| {
            turn(|car, now| match heard {
                _ if car.sockets != number => {}
                Heard::Opened(protocol) => car.client.opened(&protocol, now),
                Heard::Text(text) => car.client.heard(&text, now),
                Heard::Closed => car.client.closed(now),
            });
        };
        self.socket = url.and_then(|url| Socket::open(&url, offers, hear));
        if self.socket.is_none() {
            spawn_local(async move { hear(Heard::Closed) });
        }
    }
}
