//! Bytes that the browser holds for us, on its disk where they are many: a file that was chosen, or one made of it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BlobPropertyBag, Url};

/// Bytes, not yet read.
#[derive(Clone)]
pub struct Bytes(pub(crate) web_sys::Blob);

impl Bytes {
    /// Several behind each other.
    pub fn joined(parts: &[Self], mime: &str) -> Option<Self> {
        let all: Array = parts.iter().map(|part| part.0.clone()).collect();
        let kind = BlobPropertyBag::new();
        kind.set_type(mime);
        let blob = web_sys::Blob::new_with_blob_sequence_and_options(&all, &kind);
        blob.ok().map(Self)
    }

    /// What was made here.
    pub fn of(bytes: &[u8], mime: &str) -> Option<Self> {
        let all = Array::of1(&Uint8Array::from(bytes));
        let kind = BlobPropertyBag::new();
        kind.set_type(mime);
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&all, &kind);
        blob.ok().map(Self)
    }

    /// How many.
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// Those from one up to before another.
    pub fn part(&self, from: u64, to: u64) -> Option<Self> {
        let part = self.0.slice_with_f64_and_f64(from as f64, to as f64);
        part.ok().map(Self)
    }

    /// Reads them; none where that cannot be done, as when a file was moved away meanwhile.
    pub async fn read(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// Their SHA-256, in small hex digits; none where the browser does not tell, which it does for secure pages only.
    pub async fn digest(&self) -> Option<String> {
        let crypto = web_sys::window()?.crypto().ok()?.subtle();
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        let asked = crypto.digest_with_str_and_buffer_source("SHA-256", buffer.unchecked_ref());
        let digest = Uint8Array::new(&JsFuture::from(asked.ok()?).await.ok()?).to_vec();
        Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// An address for this page alone, until it is dropped.
    pub fn address(&self) -> Option<Address> {
        Url::create_object_url_with_blob(&self.0).ok().map(Address)
    }
}

/// Where the page shows bytes from.
pub struct Address(String);

impl Address {
    /// As it stands in an attribute.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}
