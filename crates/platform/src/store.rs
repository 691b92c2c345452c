//! What this browser keeps, for each audience apart from the others.

use crate::audience;

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
    if let Some(storage) = storage() {
        let _ = storage.set_item(&full(name), value);
    }
}

/// Forgets a value.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&full(name));
    }
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
