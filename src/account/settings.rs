//! Language, light, and what suits one's hands: all take effect at the touch and are remembered in this browser.

use crate::app::House;
use crate::theme::Theme;
use crate::ui::Choice;
use i18n::{Key, Lang, k};
use leptos::prelude::*;
use platform::{page, store};
use ui::words::Words;

const THEMES: [(Theme, Key); 4] = [
    (Theme::Auto, k::THEME_AUTO),
    (Theme::Day, k::THEME_DAY),
    (Theme::Night, k::THEME_NIGHT),
    (Theme::Contrast, k::THEME_CONTRAST),
];

/// Which side the steering wheel is on; the name in storage, and on the root.
const WHEELS: [(&str, Key); 2] = [("left", k::WHEEL_LEFT), ("right", k::WHEEL_RIGHT)];

/// Language and light.
#[component]
pub fn Settings() -> impl IntoView {
    view! {
        <div class="settings">
            <Languages />
            <Light />
        </div>
    }
}

/// The language. Each is named in itself.
#[component]
pub fn Languages() -> impl IntoView {
    let w = expect_context::<Words>();
    let lang = move |lang: Lang| {
        view! {
            <label lang=lang.code()>
                <input
                    type="radio"
                    name="lang"
                    value=lang.code()
                    prop:checked=move || w.lang.get() == lang
                    on:change=move |_| page::after_paint(move || w.lang.set(lang))
                />
                <span>{lang.name()}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choice" aria-label=w.say(k::LANGUAGE)>
            <legend>{w.say(k::LANGUAGE)}</legend>
            {Lang::ALL.into_iter().map(lang).collect_view()}
        </fieldset>
    }
}

/// Day, night, or high contrast.
#[component]
pub fn Light() -> impl IntoView {
    let house = expect_context::<House>();
    let w = expect_context::<Words>();
    let theme = move || {
        THEMES
            .iter()
            .position(|(theme, _)| *theme == house.theme.get())
    };
    view! {
        <Choice
            name="theme".into()
            legend=Signal::derive(w.say(k::THEME))
            options=THEMES.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
            value=Signal::derive(theme)
            choose=Callback::new(move |i: usize| page::after_paint(move || house.theme.set(THEMES[i].0)))
        />
    }
}

/// The side of the wheel, in the car; keys of a single letter, at a keyboard. Each surface shows its own.
#[component]
pub fn Hands() -> impl IntoView {
    let house = expect_context::<House>();
    let w = expect_context::<Words>();
    let right = store::read("wheel").as_deref() == Some("right");
    let wheel = RwSignal::new(Some(usize::from(right)));
    let turn = move |side: usize| {
        wheel.set(Some(side));
        store::write("wheel", WHEELS[side].0);
        page::root("data-wheel", WHEELS[side].0);
    };
    view! {
        <div class="settings">
            <div class="in-car">
                <Choice
                    name="wheel".into()
                    legend=Signal::derive(w.say(k::WHEEL))
                    options=WHEELS.map(|(_, key)| Signal::derive(w.say(key))).to_vec()
                    value=wheel
                    choose=Callback::new(turn)
                />
            </div>
            <div class="at-keys">
                <Choice
                    name="letters".into()
                    legend=Signal::derive(w.say(k::LETTERS))
                    options=[k::LETTERS_ON, k::LETTERS_OFF]
                        .map(|key| Signal::derive(w.say(key)))
                        .to_vec()
                    value=Signal::derive(move || Some(usize::from(!house.keys.get())))
                    choose=Callback::new(move |i: usize| house.keys.set(i == 0))
                    fault="letters-about"
                />
                <p class="quiet-words" id="letters-about">
                    {w.say(k::LETTERS_ABOUT)}
                </p>
            </div>
        </div>
    }
}
