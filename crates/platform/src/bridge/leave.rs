//! Signing in outside: many providers refuse a webview, so that no app reads what is typed there (RFC 8252). The
//! page notices that it is about to leave for the provider and lets the host show it in the system's browser. What
//! comes back is opened here, where the cookie is that this sign-in began with.
//!
//! Needs the Navigation API. A webview without it goes to the provider itself, and the host may hold that
//! (docs/HOSTS.md).

use super::channel::{ask, give_up, part};
use super::envelope::Fault;
use super::errand;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

/// As long as the server waits for somebody to come back, in milliseconds.
const PATIENCE: i32 = 600_000;

/// Listens for as long as the page lives.
pub fn listen() {
    let navigation = web_sys::window().and_then(|w| part(&w, "navigation"));
    let Some(navigation) = navigation.and_then(|n| n.dyn_into::<EventTarget>().ok()) else {
        return;
    };
    let call = Closure::<dyn Fn(Event)>::new(|event: Event| {
        if event.cancelable() && leaves(&event).unwrap_or(false) {
            event.prevent_default();
        }
    });
    let function = call.into_js_value();
    let _ = navigation.add_event_listener_with_callback("navigate", function.unchecked_ref());
}

/// Whether the host signs in.
fn leaves(event: &Event) -> Option<bool> {
    let url = part(&part(event, "destination")?, "url")?.as_string()?;
    let location = web_sys::window()?.location();
    let origin = location.origin().ok()?;
    if !errand::is_sign_in(&url, &origin) {
        return None;
    }
    let params = json!({"url": url, "back": format!("{origin}/api/sign-in/callback")});
    Some(ask("signIn", params, PATIENCE, move |outcome| {
        if let Some(next) = next(&outcome, &url, &origin) {
            let _ = location.set_href(next);
        }
    }))
}

/// Where the page goes then: back with what the provider said; nowhere, if the person closed it; else to the
/// provider after all.
fn next<'a>(outcome: &'a Result<Value, Fault>, url: &'a str, origin: &str) -> Option<&'a str> {
    let said = match outcome {
        Err(Fault::Cancelled) => return None,
        Err(_) => None,
        Ok(said) => said.get("url").and_then(Value::as_str),
    };
    let back = said.filter(|said| errand::is_way_back(said, origin));
    if back.is_none() {
        give_up("signIn");
    }
    back.or(Some(url))
}
