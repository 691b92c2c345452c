//! What the case's parties have sent along: photos, each opening in its full size, and videos.

use crate::desk::Desk;
use crate::path;
use i18n::k;
use leptos::prelude::*;
use ui::file::Shown;

/// The photos and videos, the oldest first; nothing where there are none.
#[component]
pub fn Photos(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let w = Desk::here().words;
    let all = Memo::new(move |_| case.with(|c| (c.id.clone(), c.attachments.clone())));
    let picture = move |id: &_, n: usize, file: contract::attachment::Attachment| {
        let src = path::attachment(id, &file.digest);
        let video = file.media.is_video();
        let key = if video {
            k::PHOTOS_VIDEO
        } else {
            k::PHOTOS_PHOTO
        };
        let called = w.tf(key, &[("n", &n.to_string())]);
        let shown = match video {
            true => view! {
                <video src=src aria-label=called controls playsinline preload="metadata"></video>
            }
            .into_any(),
            false => {
                let to = src.clone();
                view! {
                    <a href=to target="_blank" rel="noopener">
                        <img src=src alt=called loading="lazy" />
                    </a>
                }
                .into_any()
            }
        };
        view! { <li>{shown}</li> }
    };
    move || {
        let (id, files) = all.get();
        (!files.is_empty()).then(|| {
            let pictures = files.into_iter().enumerate();
            let pictures = pictures.map(|(i, file)| picture(&id, i + 1, file));
            view! {
                <section class="photos" aria-labelledby="photos-title">
                    <h3 id="photos-title">{w.t(k::PHOTOS_TITLE)}</h3>
                    <ul role="list">{pictures.collect_view()}</ul>
                </section>
            }
        })
    }
}
