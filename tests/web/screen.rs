//! A part on the page, and how to find what is in it: by label and by role.

use i18n::{Catalog, Lang, PACKED};
use leptos::prelude::*;
use std::any::Any;
use ui::words::Words;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement};
use web_sys::{HtmlTextAreaElement, NodeList};

/// The texts of a language, as a bundle's file has them.
pub fn catalog(lang: Lang) -> Catalog {
    let file = PACKED.iter().find(|(name, _)| *name == lang.file());
    let (_, json) = file.expect("each language has its file");
    Catalog::parse(json).expect("a file of texts")
}

/// The words of a language.
pub fn words(lang: Lang) -> Words {
    Words::of(catalog(lang), lang)
}

pub fn document() -> Document {
    let window = web_sys::window().expect("a window");
    window.document().expect("a document")
}

/// Waits for what a person would wait for; three seconds at most.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..300 {
        if is_so() {
            return;
        }
        platform::sleep(10).await;
    }
    panic!("not within three seconds: {what}");
}

/// Forgets what earlier tests left in this browser.
pub fn forget() {
    for name in platform::store::names("") {
        platform::store::remove(&name);
    }
}

/// A part that is mounted until this is dropped.
pub struct Screen {
    place: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl Screen {
    /// Mounts a part, in German.
    pub fn german<V: IntoView + 'static>(part: impl FnOnce(Words) -> V + 'static) -> Self {
        // What a failed test left is not to be found by the next.
        let left = document().query_selector_all("[data-screen]");
        for screen in elements(left.expect("a selector")) {
            screen.remove();
        }
        let place = document().create_element("div").expect("a place");
        place.set_attribute("data-screen", "").expect("marked");
        let place: HtmlElement = place.unchecked_into();
        let body = document().body().expect("a body");
        body.append_child(&place).expect("room for it");
        let mounted = mount_to(place.clone(), move || {
            let words = words(Lang::De);
            provide_context(words);
            part(words).into_any()
        });
        Self {
            place,
            _mounted: Box::new(mounted),
        }
    }

    /// What a selector finds.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.place.query_selector_all(selector);
        elements(found.expect("a selector"))
    }

    /// The one that a selector finds.
    pub fn one(&self, selector: &str) -> Element {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found.remove(0)
    }

    /// The text of the one that a selector finds.
    pub fn text(&self, selector: &str) -> String {
        text(&self.one(selector))
    }

    /// Whether there is a field with this label.
    pub fn has(&self, label: &str) -> bool {
        self.all("label").iter().any(|l| text(l) == label)
    }

    /// The field with this label.
    pub fn field(&self, label: &str) -> Element {
        let labels = self.all("label");
        let found = labels.iter().find(|l| text(l) == label);
        let found = found.unwrap_or_else(|| panic!("no field is called “{label}”"));
        match found.get_attribute("for") {
            Some(id) => self.one(&format!("#{id}")),
            None => found
                .query_selector("input")
                .expect("a selector")
                .expect(label),
        }
    }

    /// The group with this legend.
    pub fn group(&self, legend: &str) -> Element {
        let mut groups = self.all("fieldset").into_iter();
        let called = |g: &Element| g.query_selector("legend").ok().flatten();
        let found = groups.find(|g| called(g).is_some_and(|l| text(&l) == legend));
        found.unwrap_or_else(|| panic!("no group is called “{legend}”"))
    }

    /// What a text field holds.
    pub fn typed(&self, label: &str) -> String {
        let field: HtmlTextAreaElement = self.field(label).dyn_into().expect("a text field");
        field.value()
    }

    /// Types into a text field, as a keyboard does.
    pub fn type_into(&self, label: &str, words: &str) {
        let field: HtmlTextAreaElement = self.field(label).dyn_into().expect("a text field");
        field.set_value(words);
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        let event = Event::new_with_event_init_dict("input", &bubbling).expect("an event");
        field.dispatch_event(&event).expect("heard");
    }

    /// Whether a choice is taken.
    pub fn is_chosen(&self, label: &str) -> bool {
        let input: HtmlInputElement = self.field(label).dyn_into().expect("a choice");
        input.checked()
    }

    /// Touches a choice.
    pub fn choose(&self, label: &str) {
        let input: HtmlInputElement = self.field(label).dyn_into().expect("a choice");
        input.click();
    }

    /// Presses the button with these words.
    pub fn press(&self, words: &str) {
        let buttons = self.all("button");
        let found = buttons.into_iter().find(|b| text(b) == words);
        let button = found.unwrap_or_else(|| panic!("no button says “{words}”"));
        button.unchecked_into::<HtmlElement>().click();
    }

    /// The words that describe an element, as they are read out with it.
    pub fn description(&self, of: &Element) -> String {
        let id = of.get_attribute("aria-describedby").expect("a description");
        self.text(&format!("#{id}"))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// An element's words.
pub fn text(element: &Element) -> String {
    let text = element.text_content().unwrap_or_default();
    text.trim().to_owned()
}

fn elements(list: NodeList) -> Vec<Element> {
    let nodes = (0..list.length()).filter_map(|i| list.item(i));
    nodes.map(JsCast::unchecked_into).collect()
}
