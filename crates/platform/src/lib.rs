//! The browser, as the portal and the desk need it. The only crate that names web-sys or js-sys.
//!
//! Map: [`http`] asks and sends, [`stream`] is one event source, [`socket`] one WebSocket, [`store`] remembers, [`lock`] lets one tab act for all, [`channel`] is how tabs talk,
//! [`worker`] keeps what the page needs without a network, [`push`] has notifications sent to it, [`release`] says which release the page is of, [`speech`] reads aloud, [`intl`] writes times in words, [`wall`] reads a clock on a centre's wall, [`device`] says where one is, [`page`] speaks to the
//! document, [`file`] reads what somebody chose, [`blob`] is bytes that the browser holds, [`keep`] keeps them until they
//! are sent, [`photo`] makes a photo smaller, [`bridge`] speaks with the app around the page. Here: whose page this is, the time, and chance.

pub mod blob;
pub mod bridge;
pub mod channel;
pub mod device;
pub mod file;
pub mod http;
pub mod intl;
pub mod keep;
pub mod lock;
pub mod page;
pub mod photo;
pub mod push;
pub mod release;
pub mod socket;
pub mod speech;
pub mod store;
pub mod stream;
pub mod wall;
pub mod worker;

use contract::person::Audience;
use contract::time::Timestamp;
use std::cell::Cell;

thread_local! {
    static AUDIENCE: Cell<Audience> = const { Cell::new(Audience::Owner) };
}

/// Says whose page this is, before anything is asked or kept.
pub fn start(audience: Audience) {
    AUDIENCE.set(audience);
}

/// Whose page this is: the prefix of its API and its part of the storage.
pub fn audience() -> Audience {
    AUDIENCE.get()
}

/// The browser's clock.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Milliseconds on a clock that nobody sets, and that only goes forward.
pub fn uptime() -> u64 {
    let clock = web_sys::window().and_then(|w| w.performance());
    clock.map_or(0, |clock| clock.now() as u64)
}

/// 128 random bits, from the system.
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
