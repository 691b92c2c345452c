//! Language and theme; both take effect at the touch and are remembered in this browser.

use crate::app::{House, Theme};
use i18n::{Lang, k};
use leptos::prelude::*;
use ui::words::Words;

/// The two choices.
#[component]
pub fn Settings() -> impl IntoView {
    let house = expect_context::<House>();
    let w = expect_context::<Words>();
    let themes = [
        (Theme::Auto, k::THEME_AUTO),
        (Theme::Day, k::THEME_DAY),
        (Theme::Night, k::THEME_NIGHT),
    ];
    view! {
        <div class="settings">
            <fieldset class="choice">
                <legend>{w.say(k::LANGUAGE)}</legend>
                {Lang::ALL
                    .into_iter()
                    .map(|lang| {
                        view! {
                            <label lang=lang.code()>
                                <input
                                    type="radio"
                                    name="lang"
                                    value=lang.code()
                                    prop:checked=move || w.lang.get() == lang
                                    on:change=move |_| w.lang.set(lang)
                                />
                                <span>{lang.name()}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <fieldset class="choice">
                <legend>{w.say(k::THEME)}</legend>
                {themes
                    .into_iter()
                    .map(|(theme, key)| {
                        view! {
                            <label>
                                <input
                                    type="radio"
                                    name="theme"
                                    value=theme.name()
                                    prop:checked=move || house.theme.get() == theme
                                    on:change=move |_| house.theme.set(theme)
                                />
                                <span>{move || w.t(key)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
        </div>
    }
}
