//! Files that somebody gave at one place of a page: made ready one after the other, and what became of those that could
//! not be.

use super::{How, Snap, Unfit, ready};
use crate::words::Words;
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::file::Chosen;

/// Photos that are being made ready, and what became of those that could not be.
#[derive(Clone, Copy, Default)]
pub struct Readying {
    /// How many are.
    pub under_way: RwSignal<usize>,
    /// What was not taken of those that were given last.
    pub faults: RwSignal<Vec<Fault>>,
}

/// What became of a file that is not taken.
#[derive(Clone)]
pub enum Fault {
    /// The case has as many as it takes.
    More,
    /// The one of this name, and why.
    Unfit(String, Unfit),
}

impl Readying {
    /// Makes files ready, of which there is `room` for so many more, and has the browser keep them on `shelf`; `add` is
    /// given each that is.
    pub fn take(
        self,
        mut files: Vec<Chosen>,
        room: usize,
        how: How,
        shelf: String,
        add: impl Fn(Snap) + 'static,
    ) {
        let more = files.len() > room;
        files.truncate(room);
        self.faults.update(|faults| {
            faults.clear();
            if more {
                faults.push(Fault::More);
            }
        });
        self.under_way.update(|n| *n += files.len());
        spawn_local(async move {
            for file in files {
                let done = ready(&file.bytes(), how, &shelf).await;
                // The page may have been left: what was chosen is kept all the same.
                self.under_way.try_update(|n| *n = n.saturating_sub(1));
                match done {
                    Ok(snap) => add(snap),
                    Err(unfit) => {
                        let fault = Fault::Unfit(file.name(), unfit);
                        self.faults.try_update(|faults| faults.push(fault));
                    }
                }
            }
        });
    }
}

impl Fault {
    /// Why the file is not taken, and what to do.
    pub fn says(&self, w: Words) -> String {
        let Self::Unfit(name, unfit) = self else {
            return w.problem(Kind::AttachmentLimit);
        };
        let key = match unfit {
            Unfit::Unknown => k::PHOTOS_UNKNOWN,
            Unfit::Unread => k::PHOTOS_UNREAD,
            Unfit::Unkept => k::PHOTOS_UNKEPT,
            Unfit::Large(most) => {
                let most = w.number((most / 1024 / 1024) as f64, "megabyte");
                return w.tf(k::PHOTOS_LARGE, &[("name", name), ("most", &most)]);
            }
        };
        w.tf(key, &[("name", name)])
    }
}
