//! The connection: a snapshot first, then the stream from where it ended, for as long as the page is
//! open. A dead server, a lost network or a `reset` lead back to the start; nothing typed is touched.
//! Of all tabs one holds the stream, and the others hear it from that one: [`shared`].

mod shared;

use contract::event::Event;
use contract::live::{Beat, SILENCE_SECONDS};
use contract::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure, Last};
use platform::stream::{Heard, Stream};
use shared::{Shared, Way};

/// How the connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not yet.
    Connecting,
    /// Everything shown is as new as can be.
    Live,
    /// Broken since.
    Lost(Timestamp),
}

/// What the page does with the connection.
pub trait Listener: Copy + 'static {
    /// Loads the snapshot: the position that the stream goes on from. From one that was kept it does not go on: it is
    /// shown, and the server is asked again.
    fn load(self) -> impl Future<Output = Result<Last<String>, Failure>>;
    /// Takes a change.
    fn take(self, event: &Event);
    /// From here on everything shown is as new as can be.
    fn is_live(self);
    /// The session has ended.
    fn signed_out(self);
}

/// The connection, for whoever shows it.
#[derive(Clone, Copy)]
pub struct Link {
    /// How it stands.
    pub standing: RwSignal<Standing>,
    /// The server's clock is ahead of the browser's by so many milliseconds.
    pub ahead: RwSignal<i64>,
    heard_at: StoredValue<Timestamp>,
    broken: StoredValue<bool>,
    /// Bumped when there is a reason to try at once.
    nudge: StoredValue<u32>,
    shared: Shared,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Broken,
    /// Another tab holds the stream now.
    Moved,
    SignedOut,
}

impl Link {
    /// Not connected yet.
    pub fn new(ahead: RwSignal<i64>) -> Self {
        Self {
            standing: RwSignal::new(Standing::Connecting),
            ahead,
            heard_at: StoredValue::new(platform::now()),
            broken: StoredValue::new(false),
            nudge: StoredValue::new(0),
            shared: Shared::new(),
        }
    }

    /// There is a reason to try at once.
    pub fn nudge(self) {
        let _ = self.nudge.try_update_value(|n| *n = n.wrapping_add(1));
    }

    /// Keeps the page connected until it is left.
    pub fn keep(self, listener: impl Listener) {
        self.shared.join(self, listener);
        spawn_local(async move {
            let mut attempt = 0;
            while let Some(end) = self.once(listener, &mut attempt).await {
                if end == End::SignedOut {
                    listener.signed_out();
                    return;
                }
                if end == End::Moved {
                    continue;
                }
                if self.pause(attempt).await.is_none() {
                    return;
                }
                attempt += 1;
            }
        });
    }

    /// From the snapshot to the end of one stream; `None` when the page was left.
    async fn once(self, listener: impl Listener, attempt: &mut u32) -> Option<End> {
        self.standing.try_get_untracked()?;
        // From here on, so that nothing falls between what the snapshot has and what is heard.
        self.shared.listen()?;
        self.broken.try_set_value(false);
        let mut position = match self.load(listener).await? {
            Ok(position) => position,
            Err(end) => return Some(end),
        };
        let mut way = self.shared.way(&position).await?;
        if way == Way::Behind {
            position = match self.load(listener).await? {
                Ok(position) => position,
                Err(end) => return Some(end),
            };
            way = self.shared.way(&position).await?;
        }
        self.heard_at.try_set_value(platform::now());
        let _stream = match way {
            Way::Follow => {
                self.shared.catch_up(self, listener);
                None
            }
            Way::Own | Way::Behind => {
                let number = self.shared.begin()?;
                let names = ["case", "beat", "reset"];
                let hear = move |heard| {
                    self.shared.tell(number, &heard);
                    self.hear(listener, heard);
                };
                Some(Stream::open(&http::live(&position), &names, hear)?)
            }
        };
        let started = self.nudge.try_get_value()?;
        loop {
            platform::sleep(250).await;
            let silent = platform::now().0 - self.heard_at.try_get_value()?.0;
            let broken = self.broken.try_get_value()? || silent > i64::from(SILENCE_SECONDS) * 1000;
            if self.standing.try_get_untracked()? == Standing::Live {
                *attempt = 0;
            }
            // After a sleep of the machine the socket may be dead without having said so.
            let doubtful = self.nudge.try_get_value()? != started && silent > 25_000;
            if broken || doubtful {
                self.shared.end();
                self.lose(None)?;
                return Some(End::Broken);
            }
            if self.shared.moved()? {
                return Some(End::Moved);
            }
        }
    }

    /// The snapshot: its position, or why there is none.
    async fn load(self, listener: impl Listener) -> Option<Result<String, End>> {
        match listener.load().await {
            Ok(Last { answer, kept: None }) => Some(Ok(answer)),
            Err(Failure::Problem(p)) if p.status == 401 => Some(Err(End::SignedOut)),
            Ok(Last { kept, .. }) => {
                self.lose(kept)?;
                Some(Err(End::Broken))
            }
            Err(_) => {
                self.lose(None)?;
                Some(Err(End::Broken))
            }
        }
    }

    /// One word from the stream, this tab's or another's.
    fn hear(self, listener: impl Listener, heard: Heard) {
        // A last word may come after the page was left: nobody is there to take it.
        if self.standing.try_get_untracked().is_none() {
            return;
        }
        let _ = self.heard_at.try_set_value(platform::now());
        match heard {
            Heard::Event("case", data) => {
                if let Ok(event) = serde_json::from_str::<Event>(&data) {
                    listener.take(&event);
                }
            }
            Heard::Event("beat", data) => {
                if let Ok(beat) = serde_json::from_str::<Beat>(&data) {
                    let _ = self.ahead.try_set(beat.now.0 - platform::now().0);
                }
                if self
                    .standing
                    .try_get_untracked()
                    .is_some_and(|s| s != Standing::Live)
                {
                    self.standing.set(Standing::Live);
                    listener.is_live();
                }
            }
            Heard::Event(..) | Heard::Broken => {
                let _ = self.broken.try_set_value(true);
            }
        }
    }

    /// The connection is lost: now, or since what is shown was kept.
    fn lose(self, kept: Option<Timestamp>) -> Option<()> {
        let lost = matches!(self.standing.try_get_untracked()?, Standing::Lost(_));
        if !lost {
            // By the server's clock, as every other time on the page.
            let ahead = self.ahead.try_get_untracked()?;
            let since = kept.unwrap_or_else(platform::now);
            self.standing
                .set(Standing::Lost(Timestamp(since.0 + ahead)));
        }
        Some(())
    }

    /// Half a second, then longer, up to eight, with some chance in it; a nudge ends it.
    async fn pause(self, attempt: u32) -> Option<()> {
        let before = self.nudge.try_get_value()?;
        let longest = 500_u64 << attempt.min(4);
        let millis = longest / 2 + (platform::random() as u64) % (longest / 2 + 1);
        for _ in 0..=(millis / 250) {
            platform::sleep(250).await;
            if self.nudge.try_get_value()? != before {
                break;
            }
        }
        Some(())
    }
}
