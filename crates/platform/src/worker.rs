//! The service worker (public/sw.js): it keeps the running build and the last answers, so that the portal opens without a
//! network. Where the browser has none (a private window, some webviews, plain http), the portal works online.

use crate::page;
use js_sys::Reflect;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

thread_local! {
    static REGISTERED: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Not there at all in a page that is not secure.
    let workers = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    workers.dyn_into().ok()
}

/// Starts it, once. In a `car` the companion keeps the builds. A tester's frame has none: what is shown there comes from
/// the server that is tested.
pub fn register(car: bool) {
    if REGISTERED.replace(true) || page::framed() {
        return;
    }
    let Some(workers) = workers() else { return };
    let script = if car { "/sw.js?car" } else { "/sw.js" };
    wasm_bindgen_futures::spawn_local(async move {
        // What the page shows first is not to wait for it.
        crate::sleep(1000).await;
        let _ = JsFuture::from(workers.register(script)).await;
    });
    let leaves = Closure::<dyn Fn()>::new(|| {
        if crate::device::hidden() {
            keep();
        }
    });
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        let call = leaves.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback("visibilitychange", call);
    }
    leaves.forget();
}

/// Something has changed: what is kept is to be as new as what is shown.
pub fn keep() {
    if let Some(worker) = workers().and_then(|workers| workers.controller()) {
        let _ = worker.post_message(&"keep".into());
    }
}

/// Its registration, where there is one.
pub(crate) async fn registration() -> Option<ServiceWorkerRegistration> {
    let asked = workers()?.get_registration();
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

/// The same, once it works; within ten seconds.
pub(crate) async fn ready() -> Option<ServiceWorkerRegistration> {
    for _ in 0..40 {
        if let Some(worker) = registration().await.filter(|w| w.active().is_some()) {
            return Some(worker);
        }
        crate::sleep(250).await;
    }
    None
}
