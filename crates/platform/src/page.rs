//! The document: its root, its title, the focus, and what the browser tells the page.

use crate::sleep;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Sets an attribute of the page's root.
pub fn root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// Sets the title of the window, after the next paint: a browser takes 20 ms for it, and nobody waits for it.
pub fn title(text: &str) {
    let text = text.to_owned();
    wasm_bindgen_futures::spawn_local(async move {
        sleep(50).await;
        if let Some(document) = document() {
            document.set_title(&text);
        }
    });
}

/// Does something after the next paint: a touch shows at once that it was felt, and what it asks for is worked out then.
pub fn after_paint(then: impl FnOnce() + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        let framed = js_sys::Promise::new(&mut |resolve, _| {
            let Some(window) = web_sys::window() else {
                return;
            };
            let _ = window.request_animation_frame(&resolve);
            // A page that nobody sees is not painted.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 100);
        });
        let _ = wasm_bindgen_futures::JsFuture::from(framed).await;
        sleep(0).await;
        then();
    });
}

/// The address within this site that a plain click on a link asks for; `None` for what is the browser's own: another
/// tab, a file to save, a place on this page, another site.
pub fn asked_for(event: &web_sys::MouseEvent) -> Option<String> {
    let held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || held {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok()??;
    let own = ["download", "target", "rel"].iter();
    let place = link.get_attribute("href")?.starts_with('#');
    if place || own.into_iter().any(|name| link.has_attribute(name)) {
        return None;
    }
    let link = link.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    let here = web_sys::window()?.location().origin().ok()?;
    let there = [link.pathname(), link.search(), link.hash()].concat();
    (link.origin() == here).then_some(there)
}

/// Takes the focus from whatever has it. To remove what has it costs a browser a layout of its own.
pub fn blur() {
    let active = document().and_then(|d| d.active_element());
    if let Some(active) = active.and_then(|a| a.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// Takes the static frame away and gives the place to mount in.
pub fn mount_point() -> Option<web_sys::HtmlElement> {
    let app = document()?.get_element_by_id("app")?;
    app.set_inner_html("");
    app.dyn_into().ok()
}

/// Puts the focus on an element, as soon as it is there; within two seconds.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    wasm_bindgen_futures::spawn_local(async move {
        for _ in 0..120 {
            sleep(16).await;
            if focus(&id) || elsewhere() {
                return;
            }
        }
    });
}

/// Whether this page is in a frame: on a tester's bench.
pub fn framed() -> bool {
    web_sys::window().is_some_and(|window| {
        let top = window.top().ok().flatten();
        top.is_none_or(|top| !js_sys::Object::is(&top, &window))
    })
}

/// Whether this page is in a frame, and somebody types beside it: a tester's keys are the bench's then.
fn elsewhere() -> bool {
    framed() && document().is_some_and(|document| !document.has_focus().unwrap_or(true))
}

/// Puts the focus on an element now; whether it is there and takes it. From a frame it takes the focus of nobody who
/// is beside it.
pub fn focus(id: &str) -> bool {
    if elsewhere() {
        return false;
    }
    let document = document();
    let element = document.as_ref().and_then(|d| d.get_element_by_id(id));
    let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    let _ = element.focus();
    let active = document.and_then(|d| d.active_element());
    active.is_some_and(|a| a.id() == id)
}

/// Scrolls whatever has to be scrolled for an element to be seen, and no further.
pub fn reveal(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// What a page needs to go on where it was, once it has been put aside.
pub struct Place {
    dialogs: Vec<web_sys::HtmlDialogElement>,
    focus: Option<web_sys::HtmlElement>,
    scroll: f64,
}

/// Notes where the reader is, before the page is put aside. Its dialogs are closed: one that is open keeps everything
/// else on the page from being touched, shown or not.
pub fn place() -> Place {
    let active = document().and_then(|d| d.active_element());
    let scroll = web_sys::window().and_then(|w| w.scroll_y().ok());
    let dialogs = open_dialogs();
    dialogs.iter().for_each(web_sys::HtmlDialogElement::close);
    Place {
        dialogs,
        focus: active.and_then(|a| a.dyn_into().ok()),
        scroll: scroll.unwrap_or_default(),
    }
}

impl Place {
    /// Goes on there, once the page is painted again.
    pub fn take_up(self) {
        after_paint(move || {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, self.scroll);
            }
            for dialog in self.dialogs.iter().filter(|d| d.is_connected()) {
                let _ = dialog.show_modal();
            }
            if let Some(element) = self.focus.filter(|e| e.is_connected()) {
                let _ = element.focus();
            }
        });
    }
}

fn open_dialogs() -> Vec<web_sys::HtmlDialogElement> {
    let found = document().and_then(|d| d.query_selector_all("dialog[open]").ok());
    let found = found.iter();
    let each = found.flat_map(|list| (0..list.length()).filter_map(|i| list.item(i)));
    each.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Where a key was pressed: in a field that takes text; inside what `place` selects.
pub fn pressed_in(event: &web_sys::KeyboardEvent, place: &str) -> (bool, bool) {
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let Some(target) = target else {
        return (false, false);
    };
    let text = "textarea, select, [contenteditable], \
        input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=file])";
    let within = |what: &str| target.closest(what).is_ok_and(|found| found.is_some());
    (within(text), within(place))
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

/// Prints the page, as its print styles have it.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// The address's path: `/bench/`.
pub fn path() -> String {
    let path = web_sys::window().and_then(|w| w.location().pathname().ok());
    path.unwrap_or_default()
}

/// A value of the address's query: `refused` of `/?refused=sign-in-failed`.
pub fn query(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let pairs = search.trim_start_matches('?').split('&');
    let mut found = pairs.filter_map(|pair| pair.split_once('='));
    found
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Shows a `<dialog>` before everything else, or closes it.
pub fn dialog(id: &str, open: bool) {
    let found = document().and_then(|d| d.get_element_by_id(id));
    let Some(dialog) = found.and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok()) else {
        return;
    };
    match open {
        true if !dialog.open() => drop(dialog.show_modal()),
        false if dialog.open() => dialog.close(),
        _ => {}
    }
}

/// One page back, as the browser's own button does.
pub fn back() {
    let history = web_sys::window().and_then(|w| w.history().ok());
    if let Some(history) = history {
        let _ = history.back();
    }
}
