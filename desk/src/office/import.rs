//! Files of the maker's registry, taken over by an operator in two steps: a file is checked first, and says
//! how many things it has or which line is not right.

use super::reply::{Reply, Said};
use crate::desk::Desk;
use casework::may;
use contract::problem::{Kind, Problem};
use contract::settings::{Import, Imported, LARGEST_IMPORT};
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::{file, page};

/// The field that a file is chosen in.
const FILE: &str = "import-file";
const TAKE: &str = "import-take";

/// A file that was found good, and how many things are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Checked {
    text: String,
    things: u32,
}

/// The section.
#[component]
pub fn ImportForm() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let reply = Reply::new();
    let held = may::operate(&desk.who()).is_err();
    let checked = RwSignal::new(None::<Checked>);
    let wrong = RwSignal::new(None::<(u32, String)>);
    let note = RwSignal::new(None::<Key>);
    let send = move |text: String, check_only: bool| async move {
        let import = Import { text, check_only };
        let answer = http::post::<Imported>("/imports", &import).await;
        match answer {
            Ok(found) => Ok((import.text, found.things)),
            Err(Failure::Network) => Err(None),
            Err(Failure::Problem(problem)) => {
                if problem.kind == Kind::SignInNeeded {
                    desk.office.sign_out();
                }
                let _ = wrong.try_set(line(&problem));
                Err(Some(problem))
            }
        }
    };
    let chosen = move |_| {
        checked.set(None);
        wrong.set(None);
        note.set(None);
        reply.clear();
        let Some(file) = file::chosen(FILE) else {
            return;
        };
        if file.size() > LARGEST_IMPORT as f64 {
            return note.set(Some(k::DESK_IMPORT_LARGE));
        }
        reply.wait();
        spawn_local(async move {
            let answer = match file.text().await {
                Some(text) => send(text, true).await,
                None => Err(None),
            };
            // In an empty file there is nothing to take.
            if let Some((text, things)) = answer.as_ref().ok().filter(|(_, n)| *n > 0) {
                let (text, things) = (text.clone(), *things);
                let _ = checked.try_set(Some(Checked { text, things }));
                page::focus_soon(TAKE);
            }
            reply.end(answer.map(|(_, things)| found(desk, things)));
        });
    };
    let take = move |_| {
        let Some(Checked { text, .. }) = checked.get_untracked() else {
            return;
        };
        if untrack(|| reply.busy()) {
            return;
        }
        reply.wait();
        spawn_local(async move {
            let answer = send(text, false).await;
            if answer.is_ok() {
                let _ = checked.try_set(None);
                file::forget(FILE);
                page::focus_soon(FILE);
            }
            // It may have been taken although no answer came: what was changed lately tells.
            desk.office.ask();
            if matches!(answer, Err(None)) {
                let _ = note.try_set(Some(k::DESK_IMPORT_UNKNOWN));
                return reply.rest();
            }
            reply.end(answer.map(|(_, things)| {
                let (one, other) = (k::DESK_CHANGED_IMPORT_ONE, k::DESK_CHANGED_IMPORT_OTHER);
                untrack(|| w.tn(one, other, u64::from(things)))
            }));
        });
    };
    let described = match held {
        true => "import-why",
        false => "import-means",
    };
    let said = move || {
        wrong.get().map(|(line, reason)| {
            let line = (line > 0).then(|| w.tf(k::DESK_IMPORT_LINE, &[("n", &line.to_string())]));
            view! {
                <p class="gate">
                    <b>{line}</b>
                    " "
                    // The machine's own words, in the language it has.
                    <code lang="en">{reason}</code>
                </p>
            }
        })
    };
    view! {
        <section aria-labelledby="import-title">
            <h3 id="import-title">{w.say(k::DESK_IMPORT)}</h3>
            <p id="import-means">{w.say(k::DESK_IMPORT_MEANS)}</p>
            <p class="why" id="import-why" hidden=!held>
                {w.say(k::DESK_IMPORT_WHO)}
            </p>
            <div class="with">
                <div class="field">
                    <label for=FILE>{w.say(k::DESK_IMPORT_FILE)}</label>
                    <input
                        type="file"
                        id=FILE
                        accept=".jsonl,.ndjson,.json,.txt"
                        disabled=move || held || reply.busy()
                        aria-describedby=described
                        // A file that was mended has the same name: without this it would be none.
                        on:click=move |_| {
                            checked.set(None);
                            reply.clear();
                            file::forget(FILE);
                        }
                        on:change=chosen
                    />
                </div>
                <button
                    class="btn"
                    type="button"
                    id=TAKE
                    hidden=move || checked.with(Option::is_none)
                    disabled=move || reply.busy()
                    on:click=take
                >
                    {move || {
                        let n = checked.with(|c| c.as_ref().map_or(0, |c| c.things));
                        let (one, other) = (k::DESK_IMPORT_TAKE_ONE, k::DESK_IMPORT_TAKE_OTHER);
                        w.tn(one, other, u64::from(n))
                    }}
                </button>
            </div>
            <div role="status">
                {said}
                {move || note.get().map(|words| view! { <p class="bad">{w.t(words)}</p> })}
            </div>
            <Said reply />
        </section>
    }
}

fn found(desk: Desk, things: u32) -> String {
    let (one, other) = (k::DESK_IMPORT_GOOD_ONE, k::DESK_IMPORT_GOOD_OTHER);
    untrack(|| desk.words.tn(one, other, u64::from(things)))
}

/// The line of a file that is not right, and what the machine says of it.
fn line(problem: &Problem) -> Option<(u32, String)> {
    let at = problem.errors.first().and_then(|e| e.limit);
    let reason = problem.detail.clone()?;
    Some((at.unwrap_or_default(), reason))
}
