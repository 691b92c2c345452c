//! The connection: the lists first, then the stream from where they ended, for as long as the desk is
//! open. A dead server, a lost network or a `reset` lead back to the start, and nothing typed is touched.

use crate::desk::Desk;
use crate::port::stream::{Heard, Stream};
use crate::port::{self, Failure};
use contract::event::Event;
use contract::live::{Beat, SILENCE_SECONDS};
use contract::person::Audience;
use contract::problem::Kind;
use contract::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

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
}

impl Link {
    /// Not connected yet.
    pub fn new(ahead: RwSignal<i64>) -> Self {
        Self {
            standing: RwSignal::new(Standing::Connecting),
            ahead,
            heard_at: StoredValue::new(port::now()),
            broken: StoredValue::new(false),
            nudge: StoredValue::new(0),
        }
    }

    /// There is a reason to try at once.
    pub fn nudge(self) {
        let _ = self.nudge.try_update_value(|n| *n = n.wrapping_add(1));
    }

    fn lose(self) -> Option<()> {
        let lost = matches!(self.standing.try_get_untracked()?, Standing::Lost(_));
        if !lost {
            self.standing.set(Standing::Lost(port::now()));
        }
        Some(())
    }
}

/// Keeps the desk connected until it is left. `signed_out` is called when the session has ended.
pub fn keep(desk: Desk, signed_out: Callback<()>) {
    spawn_local(async move {
        let mut attempt = 0;
        while let Some(end) = once(desk, &mut attempt).await {
            if end == End::SignedOut {
                signed_out.run(());
                return;
            }
            if pause(desk.link, attempt).await.is_none() {
                return;
            }
            attempt += 1;
        }
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Broken,
    SignedOut,
}

/// From the lists to the end of one stream; `None` when the desk was left.
async fn once(desk: Desk, attempt: &mut u32) -> Option<End> {
    let link = desk.link;
    let position = match desk.inbox.fetch().await {
        Ok(position) => position,
        Err(Failure::Problem(p)) if p.kind == Kind::SignInNeeded => return Some(End::SignedOut),
        Err(_) => {
            link.lose()?;
            return Some(End::Broken);
        }
    };
    let _ = desk.inbox.fetch_closed().await;
    desk.form.try_get_untracked()?;
    desk.file.reload();
    link.broken.try_set_value(false);
    link.heard_at.try_set_value(port::now());
    let url = format!("{}/live?after={position}", Audience::Desk.api());
    let stream = Stream::open(&url, &["case", "beat", "reset"], move |heard| {
        hear(desk, heard)
    });
    let _stream = stream?;
    let started = link.nudge.try_get_value()?;
    loop {
        port::sleep(250).await;
        let silent = port::now().0 - link.heard_at.try_get_value()?.0;
        let broken = link.broken.try_get_value()? || silent > i64::from(SILENCE_SECONDS) * 1000;
        if link.standing.try_get_untracked()? == Standing::Live {
            *attempt = 0;
        }
        // After a sleep of the machine the socket may be dead without having said so.
        let doubtful = link.nudge.try_get_value()? != started && silent > 25_000;
        if broken || doubtful {
            link.lose()?;
            return Some(End::Broken);
        }
    }
}

/// One word from the stream.
fn hear(desk: Desk, heard: Heard) {
    let link = desk.link;
    let _ = link.heard_at.try_set_value(port::now());
    match heard {
        Heard::Event("case", data) => {
            if let Ok(event) = serde_json::from_str::<Event>(&data) {
                if let Some(row) = desk.file.take(&event) {
                    desk.inbox.put(row);
                }
                desk.inbox.take(&event);
            }
        }
        Heard::Event("beat", data) => {
            if let Ok(beat) = serde_json::from_str::<Beat>(&data) {
                let _ = link.ahead.try_set(beat.now.0 - port::now().0);
            }
            if link
                .standing
                .try_get_untracked()
                .is_some_and(|s| s != Standing::Live)
            {
                link.standing.set(Standing::Live);
                desk.outbox.wake();
            }
        }
        Heard::Event(..) | Heard::Broken => {
            let _ = link.broken.try_set_value(true);
        }
    }
}

/// Half a second, then longer, up to eight, with some chance in it; a nudge ends it.
async fn pause(link: Link, attempt: u32) -> Option<()> {
    let before = link.nudge.try_get_value()?;
    let longest = 500_u64 << attempt.min(4);
    let millis = longest / 2 + (port::random() as u64) % (longest / 2 + 1);
    for _ in 0..=(millis / 250) {
        port::sleep(250).await;
        if link.nudge.try_get_value()? != before {
            break;
        }
    }
    Some(())
}
