//! One WebSocket, whose closures live as long as it does: text only.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, MessageEvent, WebSocket};

/// What a socket says.
#[derive(Debug, Clone)]
pub enum Heard {
    /// It stands; the subprotocol that the server chose, or nothing.
    Opened(String),
    /// A message.
    Text(String),
    /// It is gone, or never came about.
    Closed,
}

/// An open socket; dropped, it is closed, and says nothing more.
pub struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn Fn()>,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _closed: Closure<dyn Fn()>,
}

impl Socket {
    /// Opens one that offers these subprotocols. `None` for an address that is none.
    pub fn open(
        url: &str,
        offers: &[&str],
        hear: impl Fn(Heard) + Clone + 'static,
    ) -> Option<Self> {
        let offers: js_sys::Array = offers.iter().copied().map(JsValue::from).collect();
        let socket = match offers.length() {
            0 => WebSocket::new(url),
            _ => WebSocket::new_with_str_sequence(url, &offers),
        };
        let socket = socket.ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (first, open) = (hear.clone(), socket.clone());
        let opened = Closure::<dyn Fn()>::new(move || first(Heard::Opened(open.protocol())));
        let each = hear.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                each(Heard::Text(text));
            }
        });
        let closed = Closure::<dyn Fn()>::new(move || hear(Heard::Closed));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _opened: opened,
            _heard: heard,
            _closed: closed,
        })
    }

    /// Sends a text. What cannot go out is lost: whoever asked asks again.
    pub fn send(&self, text: &str) {
        let _ = self.socket.send_with_str(text);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

/// The address of a socket of whoever served this page.
pub fn at_home(path: &str) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = match location.protocol().ok()?.as_str() {
        "https:" => "wss",
        _ => "ws",
    };
    Some(format!("{scheme}://{}{path}", location.host().ok()?))
}
