//! What all of the bench shares.

use super::cast::{Cast, Keeper};
use super::look::Look;
use super::play::Play;
use super::screen::{Kind, Screen};
use super::sim::Sim;
use contract::bench::Bench;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::{device, http};
use ui::words::Words;

/// How often the server is asked what its clock shows and how the lines are, in milliseconds: another page of the bench
/// may have changed them.
const ASK: i32 = 5000;

/// The bench.
#[derive(Clone, Copy)]
pub struct Board {
    /// English, for what the portal's own texts say of a refusal.
    pub words: Words,
    /// What the server says of it, and the page's own time then.
    pub bench: RwSignal<(Bench, u64)>,
    /// Who is who.
    pub cast: RwSignal<Cast>,
    /// Whose car stands beside the bench, once that is known.
    pub keeper: RwSignal<Option<Keeper>>,
    /// What the car says; none while its simulator does not answer.
    pub sim: RwSignal<Option<Sim>>,
    /// The touchscreen.
    pub car: Screen,
    /// The phone.
    pub phone: Screen,
    /// The desk.
    pub desk: Screen,
    /// Language and theme of the screens.
    pub look: RwSignal<Look>,
    /// The sentence: what has just happened.
    pub said: RwSignal<String>,
    /// Somebody is acting; nobody else does until they have ended.
    pub busy: RwSignal<bool>,
    /// The story.
    pub story: Play,
    /// The case that is brought to a stage.
    pub made: Play,
}

impl Board {
    /// From the server's first answer.
    pub fn new(words: Words, bench: Bench, cast: Cast) -> Self {
        let said = match bench.car {
            Some(_) => {
                "Three screens, one case, and a car. Choose a story, or make the case you need."
            }
            None => "Two screens, one case. Choose a story, or make the case you need.",
        };
        let board = Self {
            words,
            bench: RwSignal::new((bench, platform::uptime())),
            cast: RwSignal::new(cast),
            keeper: RwSignal::new(None),
            sim: RwSignal::new(None),
            car: Screen::new(Kind::Car),
            phone: Screen::new(Kind::Phone),
            desk: Screen::new(Kind::Desk),
            look: RwSignal::new(Look::kept()),
            said: RwSignal::new(said.to_owned()),
            busy: RwSignal::new(false),
            story: Play::new(),
            made: Play::new(),
        };
        spawn_local(board.keep());
        board
    }

    /// All screens.
    pub fn screens(self) -> [Screen; 3] {
        [self.car, self.phone, self.desk]
    }

    /// One of them.
    pub fn screen(self, kind: Kind) -> Screen {
        match kind {
            Kind::Car => self.car,
            Kind::Phone => self.phone,
            Kind::Desk => self.desk,
        }
    }

    /// Takes the server's word.
    pub fn take(self, bench: Bench) {
        self.bench.set((bench, platform::uptime()));
    }

    /// Says what has just happened.
    pub fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// Where the simulator is asked.
    pub fn control(self) -> Option<String> {
        self.bench
            .with_untracked(|(bench, _)| bench.car.as_ref().map(|car| car.control.clone()))
    }

    /// Waits until nobody is acting, and is then the one who does: one browser can be one person at a time. Whoever asked
    /// says so when they have ended, by [`Board::busy`].
    pub async fn alone(self) {
        while self.busy.get_untracked() {
            platform::sleep(50).await;
        }
        self.busy.set(true);
    }

    /// Asks the server again and again, while somebody looks.
    async fn keep(self) {
        loop {
            platform::sleep(ASK).await;
            if device::hidden() {
                continue;
            }
            if let Ok(bench) = http::get::<Bench>("/bench").await {
                self.take(bench);
            }
        }
    }
}
