//! The lock: the one place where the portal heeds the drive policy. What it covers is put aside as it is, with every
//! word that was typed, and comes back in Park where it was left.

use super::car;
use contract::command::DriveState;
use leptos::prelude::*;
use platform::page;

/// The id of what a locked page says: it takes the focus when the lock falls.
pub const LOCKED: &str = "locked";

/// Covers `children` while the car is not parked, and shows `card` in its place.
#[component]
pub fn Lock(
    /// What stands there instead, for what the car is doing.
    card: fn(DriveState) -> AnyView,
    /// What is covered.
    children: Children,
) -> impl IntoView {
    let state = Memo::new(|_| car::state());
    let open = Memo::new(move |_| matches!(state.get(), DriveState::None | DriveState::Parked));
    let aside = StoredValue::new_local(None::<page::Place>);
    // Before the page is painted anew: what is put aside loses the focus.
    Effect::new_isomorphic(move |before: Option<bool>| {
        let now = open.get();
        match (before, now) {
            (Some(true), false) => {
                aside.set_value(Some(page::place()));
                page::blur();
                platform::speech::hush();
                page::focus_soon(LOCKED);
            }
            (Some(false), true) => {
                if let Some(place) = aside.try_update_value(Option::take).flatten() {
                    place.take_up();
                }
            }
            _ => {}
        }
        now
    });
    view! {
        <div class="rooms" hidden=move || !open.get() inert=move || !open.get()>
            {children()}
        </div>
        {move || match state.get() {
            _ if open.get() => ().into_any(),
            DriveState::Unknown if car::settling() => {
                view! {
                    <main class="still" aria-busy="true">
                        <span class="road" aria-hidden="true"></span>
                    </main>
                }
                    .into_any()
            }
            state => card(state),
        }}
    }
}
