//! What the page of a room has: its sentence, what is in it, and the way back to the case.

use crate::parts::{Title, Way};
use crate::path;
use crate::portal::Portal;
use crate::say::Sentence;
use contract::case::Case;
use i18n::{Key, k};
use leptos::prelude::*;

/// A room's page.
#[component]
pub fn RoomPage(
    /// The case.
    case: Memo<Case>,
    /// The room's name, in the title of the window.
    name: Key,
    /// Its sentence.
    #[prop(into)]
    say: Signal<Sentence>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let id = case.with_untracked(|c| c.id.clone());
    window_title(case, Some(name));
    view! {
        <div class="top">
            <Title say />
        </div>
        {children()}
        <Way to=path::case(&id) label=k::CASE_BACK quiet=true />
    }
}

/// The title of the window: the case, and in it the room.
pub fn window_title(case: Memo<Case>, room: Option<Key>) {
    let w = Portal::here().words;
    let number = case.with_untracked(|c| c.id.number());
    Effect::new(move || {
        let case = w.tf(k::CASE_TITLE, &[("number", &number)]);
        let title = match room {
            Some(room) => format!("{} · {case}", w.t(room)),
            None => case,
        };
        platform::page::title(&title);
    });
}
