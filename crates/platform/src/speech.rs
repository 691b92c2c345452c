//! Reading aloud, where the browser has a voice.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

fn voice() -> Option<SpeechSynthesis> {
    // A browser without speech has no such property, and web-sys would take `undefined` for one.
    let window = web_sys::window()?;
    let there = js_sys::Reflect::has(&window, &"speechSynthesis".into());
    there.ok()?.then(|| window.speech_synthesis().ok())?
}

/// Whether anything can be read aloud here.
pub fn can() -> bool {
    voice().is_some()
}

/// Reads a text aloud, in place of what is being read; `done` when it has ended, was stopped, or could not be read.
pub fn say(text: &str, tag: &str, done: impl Fn() + 'static) {
    let (Some(voice), Ok(words)) = (voice(), SpeechSynthesisUtterance::new_with_text(text)) else {
        return done();
    };
    words.set_lang(tag);
    let done = Closure::<dyn Fn()>::new(done);
    let call = done.as_ref().unchecked_ref();
    words.set_onend(Some(call));
    words.set_onerror(Some(call));
    // One of the two is called at the end of every utterance; until then the browser holds it.
    done.forget();
    voice.cancel();
    voice.speak(&words);
}

/// Says nothing more.
pub fn hush() {
    if let Some(voice) = voice() {
        voice.cancel();
    }
}
