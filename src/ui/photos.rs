//! Photos side by side, each with how far it has come.

use leptos::prelude::*;

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Where it is to be had.
    pub src: String,
    /// What it shows, in words.
    pub alt: String,
    /// How it stands, in words; empty when it is where it belongs.
    pub stands: String,
    /// It did not get there.
    pub failed: bool,
}

/// The grid.
#[component]
pub fn Photos(
    /// The photos, in their order.
    #[prop(into)]
    photos: Signal<Vec<Photo>>,
) -> impl IntoView {
    let photo = |photo: Photo| {
        view! {
            <li class:failed=photo.failed>
                <img src=photo.src alt=photo.alt loading="lazy" />
                <small>{photo.stands}</small>
            </li>
        }
    };
    view! {
        <ul class="photos" role="list">
            {move || photos.get().into_iter().map(photo).collect_view()}
        </ul>
    }
}
