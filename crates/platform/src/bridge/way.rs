//! Where a host wants the page: back, or to what a notification was about.

use super::channel::part;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, EventInit, HtmlAnchorElement, HtmlDialogElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Goes one step back: closes what stands before the page, else the page before, else home. `false` at home with
/// nothing before it, where back is the host's.
pub fn back() -> bool {
    close().or_else(before).or_else(home).is_some()
}

/// Opens a path of the portal, as a touch on a link does.
pub fn go(path: &str) -> bool {
    follow(path, false).is_some()
}

/// As the Escape key does: whoever minds is asked first.
fn close() -> Option<()> {
    let open = document()?.query_selector("dialog[open]").ok()??;
    let dialog: HtmlDialogElement = open.dyn_into().ok()?;
    let may_be_held = EventInit::new();
    may_be_held.set_cancelable(true);
    let cancel = Event::new_with_event_init_dict("cancel", &may_be_held).ok()?;
    if dialog.dispatch_event(&cancel).ok()? {
        dialog.close();
    }
    Some(())
}

/// The Navigation API says whether the page before is ours: `history` would also go back to the provider's.
fn before() -> Option<()> {
    let navigation = part(web_sys::window()?.as_ref(), "navigation")?;
    if part(&navigation, "canGoBack")? != JsValue::TRUE {
        return None;
    }
    let back: Function = part(&navigation, "back")?.dyn_into().ok()?;
    back.call0(&navigation).ok().map(drop)
}

fn home() -> Option<()> {
    let path = web_sys::window()?.location().pathname().ok()?;
    // In the place of this page: back from home must not lead here again.
    (path != "/").then(|| follow("/", true))?
}

/// The router takes links, so this is one.
fn follow(path: &str, replace: bool) -> Option<()> {
    let document = document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(path);
    if replace {
        js_sys::Reflect::set(&link, &"replace".into(), &JsValue::TRUE).ok()?;
    }
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    Some(())
}
