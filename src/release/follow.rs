//! Speaks with the companion about releases, for as long as the page lives. Where there is none, it says so once, and
//! nothing more is asked.

use super::section::Releases;
use super::switch::{Look, may_switch};
use crate::drive::car;
use crate::ui::Toast;
use contract::release::{AgentRelease, ReleaseReady, ReleaseSwitch};
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::{page, release, store};
use ui::words::Words;

/// How often the page is looked at, in ms.
const LOOK: i32 = 5_000;
/// The companion is asked every so many looks.
const ASK: u32 = 12;
/// The counter of the release that this screen showed last.
const SHOWN: &str = "release";

/// The page has started: its program runs, and has painted. Its companion hears that before anything else.
pub fn started() {
    page::after_paint(|| {
        let Some(script) = release::own_script() else {
            return;
        };
        spawn_local(async move {
            let said = ReleaseReady { script };
            let _ = http::post::<()>("/agent/release/ready", &said).await;
        });
    });
}

/// Follows what the companion says from here on. In a car alone.
pub fn follow(releases: Releases, words: Words, toast: Toast) {
    spawn_local(async move {
        // After the word that it has started.
        platform::sleep(1000).await;
        match http::get::<Option<AgentRelease>>("/agent/release").await {
            Ok(None) | Err(Failure::Problem(_)) => return,
            Err(_) => {}
            Ok(Some(told)) => {
                let shown = told.running.counter.to_string();
                let before = store::read(SHOWN);
                store::write(SHOWN, &shown);
                if before.is_some_and(|before| before != shown) {
                    toast.say(words.tf(k::RELEASE_UPDATED, &[("version", &told.running.version)]));
                }
                releases.told.set(Some(told));
            }
        }
        let mut looks = 0;
        loop {
            release::idle();
            platform::sleep(LOOK).await;
            looks += 1;
            if looks % ASK == 0
                && let Ok(told) = http::get::<Option<AgentRelease>>("/agent/release").await
            {
                releases.told.set(told);
            }
            let waits = releases
                .told
                .with_untracked(|told| told.as_ref()?.next.clone());
            let look = Look {
                now: platform::now(),
                drive: untrack(car::state),
                idle: release::idle(),
                half_typed: release::half_typed(),
            };
            if let Some(next) = waits.filter(|next| may_switch(next, look)) {
                switch(next.facts.counter).await;
            }
        }
    });
}

/// Gives way to the release that waits. Where the companion says no, the page stays.
pub async fn switch(counter: u64) -> bool {
    let done =
        http::post::<Option<AgentRelease>>("/agent/release/switch", &ReleaseSwitch { counter })
            .await;
    let done = done.is_ok();
    if done {
        release::reload();
    }
    done
}
