//! A play: steps, one after the other, each really done by the robot and then shown where it can be seen. A step that
//! fails says why and can be tried again, from the act at which it failed.

use super::act::Act;
use super::cast::Company;
use super::robot::{self, Trouble};
use super::show::{Show, shown};
use super::state::Board;
use contract::id::CaseId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Between two steps that follow by themselves, in milliseconds: long enough to look.
const LOOK: i32 = 3600;
/// Between two acts of one step.
const BREATH: i32 = 250;

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Who speaks; nobody where it is told.
    pub by: Option<&'static str>,
    /// What they say of it, in a sentence.
    pub say: String,
    /// What is done.
    pub acts: Vec<Act>,
    /// Where it is seen.
    pub show: Vec<Show>,
}

/// Who plays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Players {
    /// The owner's id.
    pub owner: String,
    /// The car's number; none for the owner's first.
    pub vin: Option<String>,
    /// The centre's id; none for the one where the car usually goes.
    pub centre: Option<String>,
}

/// How a play stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The next step can be made.
    Ready,
    /// It is being made.
    Acting,
    /// It was not done, and why.
    Stuck(String),
}

/// A play.
#[derive(Clone, Copy)]
pub struct Play {
    /// The steps.
    pub steps: RwSignal<Vec<Step>>,
    /// How many of them are done.
    pub done: RwSignal<usize>,
    /// How it stands.
    pub how: RwSignal<How>,
    /// The steps follow by themselves.
    pub on: RwSignal<bool>,
    /// Those who play, and their case.
    pub company: RwSignal<Option<Company>>,
    /// What is said when all is done.
    end: RwSignal<String>,
    players: RwSignal<Players>,
    /// Acts of the next step that are done already.
    acts: RwSignal<usize>,
}

impl Play {
    /// One without a step.
    pub fn new() -> Self {
        Self {
            steps: RwSignal::new(Vec::new()),
            done: RwSignal::new(0),
            how: RwSignal::new(How::Ready),
            on: RwSignal::new(false),
            company: RwSignal::new(None),
            end: RwSignal::new(String::new()),
            players: RwSignal::new(Players::default()),
            acts: RwSignal::new(0),
        }
    }

    /// Begins anew, with these people and steps, and what is said when all is done. The case there was stays where
    /// it is.
    pub fn begin(self, players: Players, steps: Vec<Step>, end: &str) {
        self.end.set(end.to_owned());
        self.players.set(players);
        self.company.set(None);
        self.done.set(0);
        self.acts.set(0);
        self.how.set(How::Ready);
        self.steps.set(steps);
    }

    /// Whether every step is done.
    pub fn ended(self) -> bool {
        self.done.get() == self.steps.with(Vec::len)
    }

    /// Whether nothing was begun yet.
    pub fn fresh(self) -> bool {
        self.done.get() == 0 && self.how.get() == How::Ready
    }

    /// The case it is about.
    pub fn case(self) -> Option<CaseId> {
        self.company.with(|c| c.as_ref()?.case.clone())
    }

    /// Whether a step is being made.
    pub fn acting(self) -> bool {
        self.how.get() == How::Acting
    }

    /// Makes one step, unless one is being made.
    pub fn step(self, board: Board) {
        if untrack(|| self.acting() || self.ended()) {
            return;
        }
        self.how.set(How::Acting);
        spawn_local(async move { self.make(board).await });
    }

    /// Makes all that are left, with time to look between two of them where `slowly`.
    pub fn play_on(self, board: Board, slowly: bool) {
        self.on.set(true);
        self.how.set(How::Acting);
        spawn_local(async move {
            while self.on.get_untracked() {
                self.make(board).await;
                let over = self.done.get_untracked() == self.steps.with_untracked(Vec::len);
                if over || self.how.get_untracked() != How::Ready {
                    self.on.set(false);
                }
                let pause = if slowly { LOOK } else { BREATH };
                for _ in 0..pause / BREATH {
                    if self.on.get_untracked() {
                        platform::sleep(BREATH).await;
                    }
                }
            }
        });
    }

    async fn make(self, board: Board) {
        let at = self.done.get_untracked();
        let step = self.steps.with_untracked(|steps| steps.get(at).cloned());
        let Some(step) = step else {
            self.how.set(How::Ready);
            return;
        };
        board.alone().await;
        self.how.set(How::Acting);
        match self.act(board, &step).await {
            Ok(company) => {
                for show in &step.show {
                    shown(board, *show, &company);
                }
                let last = at + 1 == self.steps.with_untracked(Vec::len);
                board.say(match step.by {
                    _ if last => self.end.get_untracked(),
                    Some(by) => format!("{by}: {}", step.say),
                    None => step.say,
                });
                self.acts.set(0);
                self.done.set(at + 1);
                self.how.set(How::Ready);
            }
            Err(trouble) => {
                let words = trouble.words(board);
                board.say(format!("Not done. {words}"));
                self.how.set(How::Stuck(words));
            }
        }
        board.busy.set(false);
    }

    async fn act(self, board: Board, step: &Step) -> Result<Company, Trouble> {
        let mut company = match self.company.get_untracked() {
            Some(company) => company,
            None => {
                let players = self.players.get_untracked();
                let cast = board.cast.get_untracked();
                let (vin, centre) = (players.vin.as_deref(), players.centre.as_deref());
                cast.company(&players.owner, vin, centre).await?
            }
        };
        for act in step.acts.iter().skip(self.acts.get_untracked()) {
            let left_out = act.is_the_cars() && board.control().is_none();
            if !left_out {
                robot::carry_out(board, *act, &mut company).await?;
                // What was done stays done, also when the next act fails.
                self.company.set(Some(company.clone()));
                platform::sleep(BREATH).await;
            }
            self.acts.update(|acts| *acts += 1);
        }
        self.company.set(Some(company.clone()));
        Ok(company)
    }
}
