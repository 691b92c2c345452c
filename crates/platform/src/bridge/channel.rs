//! The channel to the host, whichever is there, and the questions that wait behind it.

use super::envelope::Fault;
use super::talk::{CAPABILITIES, Heard, Talk, done};
use super::word::Word;
use super::{leave, touch};
use crate::{audience, sleep};
use js_sys::{Function, Object, Reflect};
use serde_json::{Value, json};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The object that an Android host puts on the window, and the name of an iOS host's message handler.
const NAME: &str = "servicelane";

/// What an iOS host calls: `servicelaneHost.receive(json)`.
const OURS: &str = "servicelaneHost";

/// How long a host may take over an answer, in milliseconds; what a person does meanwhile has its own.
pub const PATIENCE: i32 = 5_000;

/// What goes on with an answer.
type Then = Box<dyn FnOnce(Result<Value, Fault>)>;

struct Host {
    channel: Channel,
    talk: Talk<Then>,
}

#[derive(Clone)]
struct Channel {
    object: JsValue,
    post: Function,
}

impl Channel {
    fn send(&self, message: &str) {
        // One that cannot is one that does not answer.
        let _ = self.post.call1(&self.object, &message.into());
    }
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Looks for a host, asks what it can do and gives it a moment to say so; then goes on with `then`: at once
/// where there is none. `take` gets what it says and wants, and tells whether that was done.
pub fn meet(take: impl Fn(Word) -> bool + 'static, then: impl FnOnce() + 'static) {
    let Some(channel) = find(take) else {
        return then();
    };
    let talk = Talk::new();
    HOST.set(Some(Host { channel, talk }));
    touch::listen();
    leave::listen();
    let page = json!({"page": audience().name()});
    ask(CAPABILITIES, page, PATIENCE, |_| {});
    spawn_local(async {
        // A host that is slow is heard later: nobody waits for it any longer than this.
        for _ in 0..20 {
            if HOST.with_borrow(|host| host.as_ref().is_none_or(|h| h.talk.met)) {
                break;
            }
            sleep(16).await;
        }
        then();
    });
}

/// Whether there is a host that does this.
pub fn can(method: &str) -> bool {
    HOST.with_borrow(|host| host.as_ref().is_some_and(|h| h.talk.can(method)))
}

/// Lets the system tell a person that is elsewhere; a touch on it opens the path.
pub fn notify(title: &str, body: &str, path: &str) {
    let params = json!({"title": title, "body": body, "path": path});
    ask("notify", params, PATIENCE, |_| {});
}

/// From now on the browser does this.
pub fn give_up(method: &str) {
    HOST.with_borrow_mut(|host| host.iter_mut().for_each(|h| h.talk.give_up(method)));
}

/// Asks the host; `false`, and nothing follows, where it cannot.
pub fn ask(
    method: &'static str,
    params: Value,
    patience: i32,
    then: impl FnOnce(Result<Value, Fault>) + 'static,
) -> bool {
    let asked = HOST.with_borrow_mut(|host| {
        let host = host.as_mut()?;
        let until = clock() + i64::from(patience);
        let message = host.talk.ask(method, params, until, Box::new(then)).ok()?;
        Some((host.channel.clone(), message))
    });
    let Some((channel, message)) = asked else {
        return false;
    };
    // A host may answer before this returns: nothing is borrowed here.
    channel.send(&message);
    spawn_local(async move {
        sleep(patience + 50).await;
        let late = HOST.with_borrow_mut(|host| host.as_mut().map(|h| h.talk.late(clock())));
        for then in late.unwrap_or_default() {
            then(Err(Fault::Failed));
        }
    });
    true
}

fn hear(text: &str, take: &dyn Fn(Word) -> bool) {
    let heard = HOST.with_borrow_mut(|host| {
        let host = host.as_mut()?;
        Some((host.channel.clone(), host.talk.hear(text)))
    });
    let Some((channel, heard)) = heard else {
        return;
    };
    match heard {
        Heard::Nothing => {}
        Heard::Reply(message) => channel.send(&message),
        Heard::Ended(then, outcome) => then(outcome),
        Heard::Words(words, asked) => {
            // Each is taken, whatever became of the one before.
            let taken: Vec<bool> = words.into_iter().map(take).collect();
            let all = taken.into_iter().all(|well| well);
            if let Some(asked) = asked {
                channel.send(&done(&asked, all));
            }
        }
    }
}

fn clock() -> i64 {
    crate::uptime() as i64
}

/// A property that is there.
pub fn part(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// The channel, listened to for as long as the page lives.
fn find(take: impl Fn(Word) -> bool + 'static) -> Option<Channel> {
    let window: JsValue = web_sys::window()?.into();
    let channel = |object: JsValue| {
        let post = part(&object, "postMessage")?.dyn_into().ok()?;
        Some(Channel { object, post })
    };
    // Only text is a message.
    let listen = |read: fn(JsValue) -> Option<JsValue>| {
        let call = move |said: JsValue| {
            if let Some(text) = read(said).and_then(|said| said.as_string()) {
                hear(&text, &take);
            }
        };
        Closure::<dyn Fn(JsValue)>::new(call).into_js_value()
    };
    if let Some(android) = part(&window, NAME).and_then(channel) {
        let call = listen(|event| part(&event, "data"));
        let _ = Reflect::set(&android.object, &"onmessage".into(), &call);
        return Some(android);
    }
    let handlers = part(&part(&window, "webkit")?, "messageHandlers")?;
    let ios = channel(part(&handlers, NAME)?)?;
    let ours = Object::new();
    let _ = Reflect::set(&ours, &"receive".into(), &listen(Some));
    let _ = Reflect::set(&window, &OURS.into(), &Object::freeze(&ours));
    Some(ios)
}
