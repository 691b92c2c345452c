//! Photos and videos side by side, each with how it stands and what can be done with it.

use leptos::prelude::*;

/// The grid: one [`PhotoTile`] after another.
#[component]
pub fn Photos(
    /// What they are, for those who hear the page.
    #[prop(into)]
    label: Signal<String>,
    /// The tiles.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="photos" role="list" aria-label=label>
            {children()}
        </ul>
    }
}

/// A photo, or a video.
#[component]
pub fn PhotoTile(
    /// Where it is to be had; empty while that is found out.
    #[prop(into)]
    src: Signal<String>,
    /// It moves.
    #[prop(optional)]
    video: bool,
    /// What it is, in words.
    #[prop(into)]
    alt: Signal<String>,
    /// It opens at a touch.
    #[prop(optional)]
    opens: bool,
    /// How it stands, in words; empty when it is where it belongs.
    #[prop(optional, into)]
    stands: Signal<String>,
    /// How much of it has arrived, in hundredths.
    #[prop(optional, into)]
    over: Signal<Option<u8>>,
    /// It did not get there.
    #[prop(optional, into)]
    failed: Signal<bool>,
    /// What can be done with it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let picture = move || match video {
        true => view! {
            <video
                src=src
                aria-label=alt
                controls=opens
                muted=!opens
                playsinline
                preload="metadata"
            ></video>
        }
        .into_any(),
        false => view! { <img src=src alt=alt loading="lazy" /> }.into_any(),
    };
    let seen = move || !src.with(String::is_empty);
    view! {
        <li class:failed=failed>
            {move || match seen() {
                false => view! { <span class="blank" role="img" aria-label=alt></span> }.into_any(),
                true if opens && !video => {
                    view! {
                        <a href=src target="_blank" rel="noopener">
                            {picture()}
                        </a>
                    }
                        .into_any()
                }
                true => picture(),
            }}
            <progress
                max="100"
                value=move || over.get().unwrap_or_default().to_string()
                aria-label=alt
                hidden=move || over.with(Option::is_none)
            ></progress>
            <small>{stands}</small>
            {children.map(|children| children())}
        </li>
    }
}
