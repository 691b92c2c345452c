//! The type scale, and the typeface's marks of difference.

use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

/// The sizes by their tokens.
pub fn states(w: Words) -> Vec<State> {
    let sized = |token: &'static str| {
        view! { <p style:font-size=format!("var(--{token})")>{w.t(k::PROMISE)} " 14:30"</p> }
            .into_any()
    };
    vec![
        (
            "h1, its second half the weightier",
            view! { <h1>{w.t(k::HOME_NONE)} " " <b>{w.t(k::HOME_NONE_NEXT)}</b></h1> }.into_any(),
        ),
        ("--fs-big: the one figure", sized("fs-big")),
        ("--fs: words", sized("fs")),
        ("--fs-s: second words", sized("fs-s")),
        ("h2", view! { <h2>{w.t(k::CASE_ABOUT)}</h2> }.into_any()),
        (
            "small",
            view! { <small>{w.t(k::ESTIMATE_RECORD)}</small> }.into_any(),
        ),
        (
            "told apart: I l 1, O 0, B 8; figures of one width",
            view! {
                <p>
                    "I l 1 · O 0 · B 8 · rn m"
                    <br />
                    "1 111,11"
                    <br />
                    "8 080,80"
                </p>
            }
            .into_any(),
        ),
        (
            "a vehicle number, in groups",
            view! { <p class="vin">"WVW ZZZ1JZX W000001"</p> }.into_any(),
        ),
    ]
}
