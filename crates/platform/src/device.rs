//! The screen and what its owner prefers.

use contract::command::Surface;

/// Where the portal runs, as index.html found before the first paint and keeps true when the window
/// changes: the shell's start address (`?surface=car`), else the window's width.
pub fn surface() -> Surface {
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.document_element());
    let name = root.and_then(|r| r.get_attribute("data-surface"));
    match name.as_deref() {
        Some("car") => Surface::Car,
        Some("phone") => Surface::Phone,
        _ => Surface::Desktop,
    }
}

/// The languages the browser asks for, the dearest first.
pub fn languages() -> Vec<String> {
    let list = web_sys::window().map(|w| w.navigator().languages());
    let list = list.map(|l| l.iter().filter_map(|v| v.as_string()).collect());
    list.unwrap_or_default()
}

/// Whether the system asks for a dark page.
pub fn prefers_night() -> bool {
    let query = web_sys::window()
        .and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|q| q.matches())
}
