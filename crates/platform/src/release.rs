//! Which release this page is of, and whether it could give way to another now.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

thread_local! {
    /// When somebody touched or typed last, in milliseconds since 1970; nothing while nobody watches.
    static TOUCHED: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Fields into which somebody can type, and everything that stands over the page until it is answered.
const TYPED: &str =
    "textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden]):not([type=range])";
const OVER: &str = "dialog[open], [role=dialog], [role=alertdialog]";

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// The path of this page's own script; its name says of which release it is.
pub fn own_script() -> Option<String> {
    let link = document()?
        .query_selector("link[rel=modulepreload]")
        .ok()??;
    let href = link.get_attribute("href")?;
    let origin = web_sys::window()?.location().origin().ok()?;
    Some(href.strip_prefix(&origin).unwrap_or(&href).to_owned())
}

/// How long nobody has touched or typed, in milliseconds; counted from the first call on.
pub fn idle() -> f64 {
    let now = js_sys::Date::now();
    if TOUCHED.get().is_none() {
        TOUCHED.set(Some(now));
        let touched = Closure::<dyn Fn()>::new(|| TOUCHED.set(Some(js_sys::Date::now())));
        let call = touched.as_ref().unchecked_ref();
        for event in ["pointerdown", "keydown", "input", "wheel"] {
            if let Some(document) = document() {
                let _ = document.add_event_listener_with_callback_and_bool(event, call, true);
            }
        }
        touched.forget();
    }
    now - TOUCHED.get().unwrap_or(now)
}

/// Whether anything stands half-typed on this page, or something waits over it for an answer.
pub fn half_typed() -> bool {
    let Some(document) = document() else {
        return true;
    };
    if document
        .query_selector(OVER)
        .is_ok_and(|over| over.is_some())
    {
        return true;
    }
    let Ok(fields) = document.query_selector_all(TYPED) else {
        return true;
    };
    (0..fields.length())
        .filter_map(|i| fields.get(i))
        .any(|field| {
            let value = js_sys::Reflect::get(&field, &"value".into()).ok();
            value
                .and_then(|value| value.as_string())
                .is_some_and(|text| !text.is_empty())
        })
}

/// Opens this page anew, where it is.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
