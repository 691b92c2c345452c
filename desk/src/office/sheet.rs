//! What is typed in a form of the settings, kept at every keystroke until the server has it.

use crate::desk::Desk;
use leptos::prelude::*;
use platform::store;
use std::collections::BTreeMap;

/// What is typed, by the names that the fields have on the wire. A field nobody touched is not in it.
#[derive(Clone, Copy)]
pub struct Sheet {
    name: StoredValue<String>,
    typed: RwSignal<BTreeMap<String, String>>,
}

impl Sheet {
    /// Goes on with what this person left behind in this form.
    pub fn open(desk: Desk, form: &str) -> Self {
        let person = desk.session.with_value(|s| s.person.clone());
        let name = format!("settings/{person}/{form}");
        let typed = store::read(&name).and_then(|json| serde_json::from_str(&json).ok());
        Self {
            name: StoredValue::new(name),
            typed: RwSignal::new(typed.unwrap_or_default()),
        }
    }

    /// Its name in storage.
    pub fn name(self) -> String {
        self.name.get_value()
    }

    /// What is typed in a field, if anything was.
    pub fn get(self, field: &str) -> Option<String> {
        self.typed.with(|typed| typed.get(field).cloned())
    }

    /// Whether nothing is typed.
    pub fn is_empty(self) -> bool {
        self.typed.with(BTreeMap::is_empty)
    }

    /// Types.
    pub fn set(self, field: &str, text: String) {
        self.typed
            .update(|typed| drop(typed.insert(field.to_owned(), text)));
        if let Ok(json) = self.typed.with_untracked(serde_json::to_string) {
            self.name.with_value(|name| store::write(name, &json));
        }
    }

    /// Forgets what was typed: the server has it, or nobody wants it any more.
    pub fn clear(self) {
        let _ = self.name.try_with_value(|name| store::remove(name));
        let _ = self.typed.try_set(BTreeMap::new());
    }
}
