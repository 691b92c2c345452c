//! A file of ours, fetched with the page's own cookie and handed to the host whole: a webview has nowhere to put a
//! download, and the host has no session.

use super::channel::{ask, can};
use super::errand;
use super::touch::Spare;
use gloo_net::http::Request;
use serde_json::{Value, json};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;

/// Larger ones are left to the browser: base64 in a message is no way for them.
const MOST: usize = 8 * 1024 * 1024;

/// How long a person may look at what the host shows, in milliseconds.
const PATIENCE: i32 = 120_000;

thread_local! {
    /// A file is on its way: another touch meanwhile means the same.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Whether the file behind a link is the host's.
pub fn take(url: String, spare: Spare) -> bool {
    let origin = web_sys::window().and_then(|w| w.location().origin().ok());
    let ours = origin.is_some_and(|origin| errand::of_origin(&url, &origin));
    if !ours || !(can("share") || can("calendar")) {
        return false;
    }
    if !BUSY.replace(true) {
        spawn_local(async move {
            match parcel(&url).await {
                Some((method, params)) => hand_over(method, params, spare),
                None => leave(spare),
            }
        });
    }
    true
}

fn hand_over(method: &'static str, params: Value, spare: Spare) {
    let spare = std::rc::Rc::new(Cell::new(Some(spare)));
    let then = spare.clone();
    let asked = ask(method, params, PATIENCE, move |outcome| {
        BUSY.set(false);
        if let Some(spare) = then.take() {
            spare.unless(outcome);
        }
    });
    if !asked && let Some(spare) = spare.take() {
        leave(spare);
    }
}

fn leave(spare: Spare) {
    BUSY.set(false);
    spare.click();
}

/// The file: what a host does with it, and the parameters.
async fn parcel(url: &str) -> Option<(&'static str, Value)> {
    let patience = web_sys::AbortSignal::timeout_with_u32(15_000);
    let request = Request::get(url).abort_signal(Some(&patience));
    let answer = request.send().await.ok().filter(|answer| answer.ok())?;
    let header = |name| answer.headers().get(name).unwrap_or_default();
    let (kind, disposition) = (header("content-type"), header("content-disposition"));
    let bytes = answer.binary().await.ok()?;
    if bytes.len() > MOST {
        return None;
    }
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let data = web_sys::window()?.btoa(&latin).ok()?;
    let method = match errand::of_file(&kind) {
        "calendar" if can("calendar") => "calendar",
        _ => "share",
    };
    let name = errand::file_name(&disposition).unwrap_or("servicelane");
    Some((method, json!({"name": name, "type": kind, "data": data})))
}
