//! The screen and what its owner prefers.

use contract::command::Surface;
use std::cell::RefCell;
use wasm_bindgen::JsCast;

thread_local! {
    /// The language of the app around the page.
    static HOSTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn root() -> Option<web_sys::HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.document_element()?.dyn_into().ok()
}

/// Where the portal runs, as index.html found before the first paint and keeps true when the window or
/// the host changes: a car's session, else a tester's start address (`?surface=car`), else the word of the app
/// around the page, else the window's width.
pub fn surface() -> Surface {
    let name = root().and_then(|r| r.get_attribute("data-surface"));
    match name.as_deref() {
        Some("car") => Surface::Car,
        Some("phone") => Surface::Phone,
        _ => Surface::Desktop,
    }
}

/// This is the car, whatever anybody else says: for a session that is a car's, or a page that the car's agent
/// serves.
pub fn be_the_car() {
    crate::page::root("data-car", "");
    settle();
}

/// The app around the page says where it runs.
pub fn hosted_on(surface: Surface) {
    crate::page::root("data-host", surface.name());
    remember("surface", surface.name());
    settle();
}

/// The app around the page says whether it is night: index.html paints so the next time it loads.
pub fn hosted_at(night: bool) {
    remember("theme", if night { "night" } else { "day" });
}

/// The app around the page says its language: from now on the dearest one.
pub fn hosted_in(tag: &str) {
    remember("lang", tag);
    HOSTED.set(Some(tag.to_owned()));
}

/// Edges that the system covers (top, right, bottom, left, in CSS pixels): `--safe-top` and so on.
pub fn safe_area(edges: [f64; 4]) {
    for (name, edge) in ["top", "right", "bottom", "left"].into_iter().zip(edges) {
        style(&format!("--safe-{name}"), &format!("{edge}px"));
    }
}

/// Text so many times as large as usual: `--text-scale`.
pub fn text_scale(factor: f64) {
    style("--text-scale", &factor.to_string());
}

/// The languages that somebody wants here, the dearest first.
pub fn languages() -> Vec<String> {
    let hosted = HOSTED.with_borrow(|tag| tag.clone());
    let list = web_sys::window().map(|w| w.navigator().languages());
    let list = list.map(|l| l.iter().filter_map(|v| v.as_string()).collect::<Vec<_>>());
    hosted.into_iter().chain(list.unwrap_or_default()).collect()
}

/// Whether the system asks for a dark page.
pub fn prefers_night() -> bool {
    let query = web_sys::window()
        .and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|q| q.matches())
}

/// Whether nobody sees the page now.
pub fn hidden() -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    document.is_some_and(|d| d.hidden())
}

fn style(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.style().set_property(name, value);
    }
}

/// Lets index.html decide anew.
fn settle() {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("settle")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Keeps what the host said until this window is closed: only index.html reads it, before it can ask.
fn remember(what: &str, value: &str) {
    let storage = web_sys::window().and_then(|w| w.session_storage().ok().flatten());
    if let Some(storage) = storage {
        let name = format!("{}:host-{what}", crate::audience().name());
        let _ = storage.set_item(&name, value);
    }
}
