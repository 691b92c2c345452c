//! Files that somebody chose in an `<input type="file">`.

use crate::blob::Bytes;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

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
    let Some(files) = field(id).and_then(|field| field.files()) else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|i| files.item(i))
        .map(Chosen)
        .collect()
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
