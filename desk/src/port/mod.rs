//! The browser, as the desk needs it: HTTP, the event stream, storage, times in words, focus, the clock.
//! The one place of the desk that names the browser's own interfaces.

pub mod intl;
pub mod store;
pub mod stream;

use contract::person::Audience;
use contract::problem::Problem;
use contract::time::Timestamp;
use gloo_net::http::{Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Why there is no answer to use.
#[derive(Debug, Clone)]
pub enum Failure {
    /// Nobody answered, or not in our words.
    Network,
    /// The server said no.
    Problem(Problem),
}

/// Asks for something below the desk's prefix.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    let url = format!("{}{path}", Audience::Desk.api());
    let request = Request::get(&url).cache(web_sys::RequestCache::NoStore);
    read(request.send().await).await
}

/// Sends something below the desk's prefix.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    let url = format!("{}{path}", Audience::Desk.api());
    let request = Request::post(&url)
        .json(body)
        .map_err(|_| Failure::Network)?;
    read(request.send().await).await
}

/// Ends the session.
pub async fn delete(path: &str) -> Result<(), Failure> {
    let url = format!("{}{path}", Audience::Desk.api());
    let answer = Request::delete(&url).send().await;
    match answer {
        Ok(answer) if answer.ok() => Ok(()),
        answer => read::<()>(answer).await,
    }
}

/// A file of the bundle.
pub async fn file(url: &str) -> Option<String> {
    let answer = Request::get(url).send().await.ok()?;
    if answer.ok() {
        answer.text().await.ok()
    } else {
        None
    }
}

async fn read<T: DeserializeOwned>(
    answer: Result<Response, gloo_net::Error>,
) -> Result<T, Failure> {
    let answer = answer.map_err(|_| Failure::Network)?;
    if answer.ok() {
        return answer.json().await.map_err(|_| Failure::Network);
    }
    let problem = answer.json::<Problem>().await;
    Err(problem.map_or(Failure::Network, Failure::Problem))
}

/// The browser's clock.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// 128 random bits.
pub fn random() -> u128 {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    u128::from_be_bytes(bytes)
}

/// Waits.
pub async fn sleep(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Puts the focus on an element, as soon as it is there; within two seconds.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    wasm_bindgen_futures::spawn_local(async move {
        for _ in 0..40 {
            sleep(if cfg!(test) { 1 } else { 16 }).await;
            if focus(&id) {
                return;
            }
        }
    });
}

/// Puts the focus on an element now; whether it is there and takes it.
pub fn focus(id: &str) -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    let element = document.as_ref().and_then(|d| d.get_element_by_id(id));
    let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    let _ = element.focus();
    let active = document.and_then(|d| d.active_element());
    active.is_some_and(|a| a.id() == id)
}

/// Where a key was pressed: in a field that takes text, in the inbox's list.
pub fn pressed_in(event: &web_sys::KeyboardEvent) -> (bool, bool) {
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let Some(target) = target else {
        return (false, false);
    };
    let text = "textarea, select, [contenteditable], \
        input:not([type=radio]):not([type=checkbox]):not([type=button])";
    let within = |what: &str| target.closest(what).is_ok_and(|found| found.is_some());
    (within(text), within(".list"))
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

/// Sets an attribute of the page's root.
pub fn root(name: &str, value: &str) {
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute(name, value);
    }
}

/// Removes the static frame and shows the page.
pub fn mount_point() -> Option<web_sys::HtmlElement> {
    let document = web_sys::window().and_then(|w| w.document())?;
    let app = document.get_element_by_id("app")?;
    app.set_inner_html("");
    app.dyn_into().ok()
}

/// Calls back whenever the browser says that it is online or in view again.
pub fn on_return(back: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let back = Closure::<dyn Fn()>::new(back);
    let call = back.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("online", call);
    if let Some(document) = window.document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", call);
    }
    // Lives as long as the page.
    back.forget();
}

/// Loads another page, such as the provider's.
pub fn leave(url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_href(url);
    }
}
