//! Makes a photo smaller: decoded by the browser, drawn again upright, and encoded without any of its notes.

use crate::blob::Bytes;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// A JPEG of a photo, of at most so many pixels along its longer edge. None where the browser cannot read it.
pub async fn redraw(photo: &Bytes, edge: u32) -> Option<Bytes> {
    let window = web_sys::window()?;
    let decoded = window.create_image_bitmap_with_blob(&photo.0).ok()?;
    let image: ImageBitmap = JsFuture::from(decoded).await.ok()?.dyn_into().ok()?;
    let (width, height) = (image.width(), image.height());
    let scale = (f64::from(edge) / f64::from(width.max(height)).max(1.0)).min(1.0);
    let fit = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let canvas = window.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(fit(width));
    canvas.set_height(fit(height));
    let pen = canvas.get_context("2d").ok()??;
    let pen: CanvasRenderingContext2d = pen.dyn_into().ok()?;
    // What is clear in a picture is white on paper.
    pen.set_fill_style_str("#fff");
    let (wide, high) = (f64::from(fit(width)), f64::from(fit(height)));
    pen.fill_rect(0.0, 0.0, wide, high);
    pen.draw_image_with_image_bitmap_and_dw_and_dh(&image, 0.0, 0.0, wide, high)
        .ok()?;
    image.close();
    let made = Promise::new(&mut |done, failed| {
        let quality = JsValue::from_f64(0.85);
        let asked = canvas.to_blob_with_type_and_encoder_options(&done, "image/jpeg", &quality);
        if asked.is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    let made = JsFuture::from(made).await.ok()?.dyn_into::<Blob>().ok()?;
    Some(Bytes(made))
}
