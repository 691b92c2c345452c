//! Files that somebody chose in an `<input type="file">`, dropped on the page, or pasted.

use crate::blob::Bytes;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DragEvent, Element, File, FileList, HtmlInputElement};

/// A file on the reader's machine.
pub struct Chosen(File);

impl Chosen {
    /// What it is called there.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// What is in it, not yet read.
    pub fn bytes(&self) -> Bytes {
        Bytes(self.0.clone().into())
    }

    /// How large it is, in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// What is written in it; none where it cannot be read, as when it was moved away meanwhile.
    pub async fn text(&self) -> Option<String> {
        JsFuture::from(self.0.text()).await.ok()?.as_string()
    }
}

/// The file chosen in the field with this id.
pub fn chosen(id: &str) -> Option<Chosen> {
    field(id)?.files()?.item(0).map(Chosen)
}

/// All that were chosen in it.
pub fn all(id: &str) -> Vec<Chosen> {
    each(field(id).and_then(|field| field.files()))
}

fn each(files: Option<FileList>) -> Vec<Chosen> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|i| files.item(i))
        .map(Chosen)
        .collect()
}

/// Whether what is dragged is files, and not words.
pub fn dragged(event: &DragEvent) -> bool {
    let kinds = event.data_transfer().map(|data| data.types());
    kinds.is_some_and(|kinds| kinds.includes(&"Files".into(), 0))
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<Chosen> {
    each(event.data_transfer().and_then(|data| data.files()))
}

/// Whether what is dragged has left what listens, and not only a part of it.
pub fn has_left(event: &DragEvent) -> bool {
    let element = |target: Option<web_sys::EventTarget>| target?.dyn_into::<Element>().ok();
    let (of, to) = (
        element(event.current_target()),
        element(event.related_target()),
    );
    !of.is_some_and(|of| of.contains(to.as_ref().map(AsRef::as_ref)))
}

/// Files that are dropped where nothing takes them would be opened in the page's place: they stay where they are.
pub fn ward_off(event: &DragEvent) {
    if event.default_prevented() || !dragged(event) {
        return;
    }
    event.prevent_default();
    if let Some(data) = event.data_transfer() {
        data.set_drop_effect("none");
    }
}

/// The files that were pasted; none where there are words: some programs give a picture of them along.
pub fn pasted(event: &ClipboardEvent) -> Vec<Chosen> {
    let data = event.clipboard_data();
    let words = |data: &web_sys::DataTransfer| data.types().includes(&"text/plain".into(), 0);
    each(
        data.filter(|data| !words(data))
            .and_then(|data| data.files()),
    )
}

/// Empties the field: the same file can be chosen again.
pub fn forget(id: &str) {
    if let Some(field) = field(id) {
        field.set_value("");
    }
}

fn field(id: &str) -> Option<HtmlInputElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}
