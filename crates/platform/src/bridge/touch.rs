//! A touched link that a host takes: a number, a mail, a place, a file. One listener on the document, after the
//! rooms' own; where the host fails, the browser does what it would have done.

use super::channel::{PATIENCE, ask};
use super::envelope::Fault;
use super::{errand, file};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Listens for as long as the page lives.
pub fn listen() {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else {
        return;
    };
    let call = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
        if touched(&event).unwrap_or(false) {
            event.prevent_default();
        }
    });
    let function = call.into_js_value();
    let _ = document.add_event_listener_with_callback("click", function.unchecked_ref());
}

/// Whether the host has taken it.
fn touched(event: &MouseEvent) -> Option<bool> {
    // Somebody has dealt with it, or the person wants it in a window of its own.
    let aside = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || aside {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let spare = Spare::of(&link)?;
    if link.has_attribute("download") {
        return Some(file::take(link.href(), spare));
    }
    let method = errand::of_link(&link.href())?;
    let params = json!({"url": link.href()});
    Some(ask(method, params, PATIENCE, |outcome| {
        spare.unless(outcome)
    }))
}

/// A copy of a link, beside the page: touched, it does what the browser does and no more. The rooms' own
/// listeners have heard the first touch.
pub struct Spare(HtmlAnchorElement);

impl Spare {
    fn of(link: &HtmlAnchorElement) -> Option<Self> {
        link.clone_node().ok()?.dyn_into().ok().map(Self)
    }

    /// Leaves it to the browser.
    pub fn click(self) {
        self.0.click();
    }

    /// Leaves it to the browser, unless the host did it or the person changed their mind.
    pub fn unless(self, outcome: Result<Value, Fault>) {
        if outcome.is_err_and(|fault| fault != Fault::Cancelled) {
            self.click();
        }
    }
}
