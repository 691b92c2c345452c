//! The two stories that everything is measured against, step by step: who says what of it, what is done, and where it
//! is seen.
//!
//! Map: [`recall`] is the bill that should never have been, [`draining`] the car at the airport. Here: choosing one, and
//! the buttons.

mod draining;
mod recall;

use super::act::Act;
use super::parts::{Segment, segments};
use super::play::{How, Players, Step};
use super::show::Show;
use super::state::Board;
use super::track::track;
use leptos::prelude::*;

/// A step of a story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// Who speaks; nobody where it is told.
    pub by: Option<&'static str>,
    /// What they say of it.
    pub say: &'static str,
    /// What is done.
    pub acts: &'static [Act],
    /// Where it is seen.
    pub show: &'static [Show],
}

/// A story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Story {
    /// Its name.
    pub name: &'static str,
    /// The owner's id.
    pub owner: &'static str,
    /// The centre's id.
    pub centre: &'static str,
    /// The steps.
    pub steps: &'static [Told],
}

/// Both.
pub const STORIES: [Story; 2] = [recall::STORY, draining::STORY];

impl Story {
    fn players(self) -> Players {
        Players {
            owner: self.owner.to_owned(),
            vin: None,
            centre: Some(self.centre.to_owned()),
        }
    }

    fn steps(self) -> Vec<Step> {
        let step = |told: &Told| Step {
            by: told.by,
            say: match told.by {
                Some(_) => format!("“{}”", told.say),
                None => told.say.to_owned(),
            },
            acts: told.acts.to_vec(),
            show: told.show.to_vec(),
        };
        self.steps.iter().map(step).collect()
    }
}

/// The panel.
pub fn panel(board: Board) -> AnyView {
    let play = board.story;
    let chosen = RwSignal::new(0_usize);
    let begin = move |at: usize| {
        chosen.set(at);
        play.on.set(false);
        let end = "The story is told. Look around on the screens, or start over with a new case.";
        play.begin(STORIES[at].players(), STORIES[at].steps(), end);
    };
    begin(0);
    let choose = move |at: usize| {
        // A story that is being told is told to the end of its step first.
        match untrack(|| play.acting()) {
            true => chosen.notify(),
            false => begin(at),
        }
    };
    let over = move |_| {
        if !untrack(|| play.acting()) {
            begin(chosen.get_untracked());
            board.say("From the beginning. The next step makes a new case.");
        }
    };
    let options = STORIES.iter().enumerate().map(|(at, story)| Segment {
        value: at,
        say: story.name,
        more: "",
    });
    let next = move || match play.how.get() {
        How::Stuck(_) => "Try again",
        _ => "Next step",
    };
    let off = move || (play.acting() || play.ended()).to_string();
    view! {
        <div class="story">
            {segments("Story", options.collect(), chosen.into(), choose)}
            {track(play, "Steps")}
            <p class="row">
                <button
                    class="btn"
                    type="button"
                    aria-disabled=off
                    on:click=move |_| {
                        play.on.set(false);
                        play.step(board);
                    }
                >
                    {next}
                </button>
                <button
                    class="small"
                    type="button"
                    aria-disabled=move || play.ended().to_string()
                    on:click=move |_| match (play.on.get_untracked(), untrack(|| play.ended())) {
                        (true, _) => play.on.set(false),
                        (false, false) if !untrack(|| play.acting()) => play.play_on(board, true),
                        _ => {}
                    }
                >
                    {move || if play.on.get() { "Pause" } else { "Play on" }}
                </button>
                <button
                    class="small"
                    type="button"
                    aria-disabled=move || (play.acting() || play.fresh()).to_string()
                    on:click=over
                >
                    "Start over"
                </button>
            </p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const DEMO: &str = include_str!("../../../../crates/server/demo.toml");

    #[test]
    fn everybody_in_the_stories_is_somebody_of_the_demonstration() {
        for story in STORIES {
            for id in [story.owner, story.centre] {
                assert!(DEMO.contains(&format!("id = \"{id}\"")), "{id}");
            }
            for by in story.steps.iter().filter_map(|told| told.by) {
                assert!(DEMO.contains(&format!("name = \"{by} ")), "{by}");
            }
        }
    }

    #[test]
    fn a_story_begins_with_a_report_and_ends_with_its_reward() {
        for story in STORIES {
            let acts: Vec<_> = story.steps.iter().flat_map(|told| told.acts).collect();
            let report = acts.iter().position(|a| matches!(a, Act::Report { .. }));
            let accept = acts.iter().position(|a| matches!(a, Act::Accept { .. }));
            assert!(report.is_some() && report < accept, "{}", story.name);
            assert_eq!(acts.last(), Some(&&Act::Reward), "{}", story.name);
        }
    }
}
