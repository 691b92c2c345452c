//! A word about what was just done, where it takes no room from anything, and the way to undo it. One that can be
//! undone stays until it is closed or something else is said: nobody is hurried.

use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::words::Words;

/// Milliseconds that a word stands when there is nothing to undo.
const STAY: i32 = 7000;

/// Counted, not kept in the part that said it: that part may be gone when it is undone.
type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Said {
    text: String,
    undo: Option<Undo>,
    turn: u32,
}

/// What says it. One for the whole page, in the context.
#[derive(Clone, Copy)]
pub struct Toast(RwSignal<Option<Said>>);

impl Toast {
    /// Puts one into the context.
    pub fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// The page's.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Says that something was done.
    pub fn say(self, text: String) {
        let turn = self.put(text, None);
        spawn_local(async move {
            platform::sleep(STAY).await;
            let still = |said: &Option<Said>| said.as_ref().is_some_and(|s| s.turn == turn);
            if self.0.try_with_untracked(still) == Some(true) {
                self.0.set(None);
            }
        });
    }

    /// Says it, with a way back.
    pub fn undo(self, text: String, undo: impl Fn() + Send + Sync + 'static) {
        self.put(text, Some(Arc::new(undo)));
    }

    fn put(self, text: String, undo: Option<Undo>) -> u32 {
        let turn = self.0.with_untracked(|s| s.as_ref().map_or(0, |s| s.turn)) + 1;
        self.0.set(Some(Said { text, undo, turn }));
        turn
    }
}

/// Where it is said: once, in the frame. Empty, it takes no room; it is there from the start, since what is put
/// into a live region that is new itself is not read out.
#[component]
pub fn ToastPlace() -> impl IntoView {
    let w = expect_context::<Words>();
    let Toast(said) = Toast::here();
    let close = move |_| said.set(None);
    let undo = move |_| {
        if let Some(undo) = said.get_untracked().and_then(|s| s.undo) {
            undo();
        }
        said.set(None);
    };
    view! {
        <div class="toasts" role="status">
            {move || {
                said.get()
                    .map(|s| {
                        let undone = s.undo.is_some();
                        view! {
                            <div class="toast">
                                <p>{s.text}</p>
                                {undone
                                    .then(|| {
                                        view! {
                                            <button class="btn quiet" type="button" on:click=undo>
                                                {w.t(k::UNDO)}
                                            </button>
                                        }
                                    })}
                                <button class="btn quiet" type="button" on:click=close>
                                    {w.t(k::CLOSE)}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
