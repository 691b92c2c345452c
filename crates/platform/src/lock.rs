//! A lock that all tabs of a browser share (Web Locks): one holds it, and when that one is closed the next has it.
//! Asked by name, since web-sys has it only among what is unstable.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;

/// What became of the wish for a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is ours.
    Yes,
    /// Another tab took it from us.
    Stolen,
}

#[derive(Default)]
struct Hold {
    given_up: bool,
    release: Option<Function>,
}

impl Hold {
    fn let_go(&self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// A wish for a lock, or the lock itself; dropped, it is given up.
pub struct Lock {
    hold: Rc<RefCell<Hold>>,
}

impl Lock {
    /// Waits for a lock and tells when it is ours; with `steal` it is taken from whoever has it: a tab that the
    /// system has put to sleep holds it for ever. A browser without locks gives it to everybody at once.
    pub fn wait(name: &str, steal: bool, tell: impl Fn(Held) + 'static) -> Self {
        let hold = Rc::new(RefCell::new(Hold::default()));
        let lock = Self { hold: hold.clone() };
        let Some(locks) = locks() else {
            tell(Held::Yes);
            return lock;
        };
        let tell = Rc::new(tell);
        let told = tell.clone();
        let kept = hold.clone();
        let granted = Closure::once_into_js(move |_: JsValue| {
            // The lock is ours until this promise is kept.
            let until = Promise::new(&mut |release, _| hold.borrow_mut().release = Some(release));
            match hold.borrow().given_up {
                true => hold.borrow().let_go(),
                false => told(Held::Yes),
            }
            until
        });
        let options = Object::new();
        let _ = Reflect::set(&options, &"steal".into(), &steal.into());
        let asked = Reflect::get(&locks, &"request".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|request| request.call3(&locks, &name.into(), &options, &granted))
            .and_then(JsCast::dyn_into::<Promise>);
        spawn_local(async move {
            let ended = match asked {
                Ok(end) => JsFuture::from(end).await.is_ok(),
                Err(_) => false,
            };
            let had = kept.borrow().release.is_some();
            match (ended, had) {
                (true, _) => {}
                (false, true) => tell(Held::Stolen),
                // Refused altogether, as in a frame without an origin: each acts for itself.
                (false, false) => tell(Held::Yes),
            }
        });
        lock
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let mut hold = self.hold.borrow_mut();
        hold.given_up = true;
        hold.let_go();
    }
}

/// The browser's locks, where it has them: in a secure context only.
fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then_some(locks)
}
