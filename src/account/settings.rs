//! Language and theme; both take effect at the touch and are remembered in this browser.

use crate::app::House;
use crate::theme::Theme;
use crate::ui::Choice;
use i18n::{Key, Lang, k};
use leptos::prelude::*;
use ui::words::Words;

const THEMES: [(Theme, Key); 3] = [
    (Theme::Auto, k::THEME_AUTO),
    (Theme::Day, k::THEME_DAY),
    (Theme::Night, k::THEME_NIGHT),
];

/// The two choices.
#[component]
pub fn Settings() -> impl IntoView {
    let house = expect_context::<House>();
    let w = expect_context::<Words>();
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
            <Choice
                name="theme".into()
                legend=Signal::derive(w.say(k::THEME))
                options=THEMES.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                value=Signal::derive(move || {
                    THEMES.iter().position(|(theme, _)| *theme == house.theme.get())
                })
                choose=Callback::new(move |i: usize| house.theme.set(THEMES[i].0))
            />
        </div>
    }
}
