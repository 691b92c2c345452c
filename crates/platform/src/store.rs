//! What this browser keeps, for each audience apart from the others.

use crate::audience;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::StorageEvent;

fn full(name: &str) -> String {
    format!("{}:{name}", audience().name())
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Reads a value.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&full(name)).ok()?
}

/// Keeps a value; where the browser keeps nothing, the page's own memory has it still.
pub fn write(name: &str, value: &str) {
    keep(name, value);
}

/// Keeps a value, and says whether it is kept: not so where the storage is full, or there is none.
pub fn keep(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&full(name), value).is_ok())
}

/// Forgets a value.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&full(name));
    }
}

/// What another tab has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A value is another one, or gone.
    Value(String, Option<String>),
    /// Everything is gone.
    Cleared,
}

/// Calls back whenever another tab changes what is kept here, for as long as the page lives.
pub fn on_change(tell: impl Fn(Change) + 'static) {
    let here = full("");
    let heard = move |event: StorageEvent| match event.key() {
        None => tell(Change::Cleared),
        Some(name) => {
            if let Some(name) = name.strip_prefix(&here) {
                tell(Change::Value(name.to_owned(), event.new_value()));
            }
        }
    };
    let heard = Closure::<dyn Fn(StorageEvent)>::new(heard);
    if let Some(window) = web_sys::window() {
        let call = heard.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback("storage", call);
    }
    heard.forget();
}

/// This tab's own name: the same after a reload, another in every other tab.
pub fn tab() -> String {
    let kept = web_sys::window().and_then(|w| w.session_storage().ok().flatten());
    let known = kept.as_ref().and_then(|k| k.get_item("tab").ok().flatten());
    known.unwrap_or_else(|| {
        let new = format!("{:032x}", crate::random());
        if let Some(kept) = kept {
            let _ = kept.set_item("tab", &new);
        }
        new
    })
}

/// The names that begin with `prefix`.
pub fn names(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    let names = (0..count).filter_map(|i| storage.key(i).ok().flatten());
    let here = full("");
    let ours = names.filter_map(|name| name.strip_prefix(&here).map(str::to_owned));
    ours.filter(|name| name.starts_with(prefix)).collect()
}
