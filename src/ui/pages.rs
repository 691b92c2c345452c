//! A long list by the page: a browser that has only forty rows scrolls without a stutter, however long the list is.

use i18n::k;
use leptos::prelude::*;
use platform::page;
use ui::words::Words;

/// Where one is in a list, and how to the older and the newer part of it; nothing where one page has all.
#[component]
pub fn Pages(
    /// The list's name.
    label: Signal<String>,
    /// How many the list has.
    #[prop(into)]
    count: Signal<usize>,
    /// How many stand on a page.
    each: usize,
    /// The page, from 0, the newest.
    at: RwSignal<usize>,
    /// What takes the focus when the page has changed: the list's heading.
    heading: &'static str,
) -> impl IntoView {
    let w = expect_context::<Words>();
    let last = move || count.get().saturating_sub(1) / each;
    let range = move || {
        let from = at.get() * each;
        let to = (from + each).min(count.get());
        let [from, to, n] = [from + 1, to, count.get()].map(|n| n.to_string());
        w.tf(k::PAGES_RANGE, &[("from", &from), ("to", &to), ("n", &n)])
    };
    let go = move |to: Option<usize>| {
        let Some(to) = to.filter(|to| *to <= untrack(last)) else {
            return;
        };
        page::after_paint(move || {
            at.set(to);
            page::focus(heading);
        });
    };
    view! {
        <nav class="pages" aria-label=label hidden=move || last() == 0>
            <button
                class="btn quiet"
                type="button"
                aria-disabled=move || (at.get() >= last()).to_string()
                on:click=move |_| go(Some(at.get_untracked() + 1))
            >
                {w.say(k::PAGES_EARLIER)}
            </button>
            <span>{range}</span>
            <button
                class="btn quiet"
                type="button"
                aria-disabled=move || (at.get() == 0).to_string()
                on:click=move |_| go(at.get_untracked().checked_sub(1))
            >
                {w.say(k::PAGES_NEWER)}
            </button>
        </nav>
    }
}
