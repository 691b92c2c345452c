//! One EventSource, whose closures live as long as it does.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

/// What a stream says.
#[derive(Debug, Clone)]
pub enum Heard {
    /// A named event: name, data.
    Event(&'static str, String),
    /// The connection broke. Whether the browser would try again does not matter: we start anew.
    Broken,
}

/// An open stream; dropped, it is closed.
pub struct Stream {
    source: EventSource,
    _heard: Vec<Closure<dyn Fn(MessageEvent)>>,
    _broken: Closure<dyn Fn()>,
}

impl Stream {
    /// Opens a stream and listens for the named events.
    pub fn open(
        url: &str,
        names: &[&'static str],
        hear: impl Fn(Heard) + Clone + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(url).ok()?;
        let mut heard = Vec::new();
        for name in names.iter().copied() {
            let hear = hear.clone();
            let call = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data().as_string().unwrap_or_default();
                hear(Heard::Event(name, data));
            });
            let function = call.as_ref().unchecked_ref();
            let _ = source.add_event_listener_with_callback(name, function);
            heard.push(call);
        }
        let broken = Closure::<dyn Fn()>::new(move || hear(Heard::Broken));
        source.set_onerror(Some(broken.as_ref().unchecked_ref()));
        Some(Self {
            source,
            _heard: heard,
            _broken: broken,
        })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}
