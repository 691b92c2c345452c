//! The page: the head, then a section for each family. `#lane` is the section of the lane, and its picture's name.

use crate::address::Setting;
use crate::head::head;
use crate::{parts, tokens};
use i18n::{Catalog, Lang};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use platform::{http, page};
use portal::ui::Toast;
use ui::words::Words;

/// A component in one state: the state's name, and the component.
pub type State = (&'static str, AnyView);

/// A family of components.
pub struct Family {
    /// The section's id.
    pub id: &'static str,
    /// What testers call it.
    pub title: &'static str,
    /// Its states.
    pub states: fn(Words) -> Vec<State>,
}

/// All of them, in the order of the page.
#[rustfmt::skip]
pub const FAMILIES: [Family; 25] = [
    Family { id: "colour", title: "Colour", states: tokens::colour::states },
    Family { id: "type", title: "Type", states: tokens::scale::states },
    Family { id: "space", title: "Space", states: tokens::space::states },
    Family { id: "icon", title: "Icons", states: tokens::icons::states },
    Family { id: "lane", title: "Lane", states: parts::lane::states },
    Family { id: "timeline", title: "Timeline", states: parts::lane::timeline },
    Family { id: "pages", title: "Pages", states: parts::pages::states },
    Family { id: "button", title: "Button", states: parts::button::states },
    Family { id: "field", title: "Field", states: parts::field::states },
    Family { id: "choice", title: "Choice", states: parts::choice::states },
    Family { id: "stepper", title: "Stepper", states: parts::steps::states },
    Family { id: "sheet", title: "Sheet and card", states: parts::sheet::states },
    Family { id: "badge", title: "Badge", states: parts::badge::states },
    Family { id: "money", title: "Money", states: parts::money::states },
    Family { id: "time", title: "Time", states: parts::time::states },
    Family { id: "promise", title: "Promise and countdown", states: parts::promise::states },
    Family { id: "people", title: "People", states: parts::people::states },
    Family { id: "two-step", title: "Two-step authorise", states: parts::two_step::states },
    Family { id: "photos", title: "Photo grid", states: parts::photos::states },
    Family { id: "dialog", title: "Dialog", states: parts::dialog::states },
    Family { id: "toast", title: "Toast", states: parts::toast::states },
    Family { id: "delivery", title: "Sending", states: parts::notice::sending },
    Family { id: "connection", title: "Offline and stale", states: parts::notice::connection },
    Family { id: "skeleton", title: "Skeleton", states: parts::quiet::loading },
    Family { id: "empty", title: "Empty", states: parts::quiet::empty },
];

/// The page, as soon as the texts are here.
#[component]
pub fn Page() -> impl IntoView {
    page::title("Servicelane: every component in every state");
    let setting = Setting::read(page::query);
    let (theme, contrast) = worn(setting.of("theme"));
    for (attribute, value) in [
        ("data-surface", setting.of("surface")),
        ("data-theme", theme),
        ("data-contrast", contrast),
        ("data-text", setting.of("text")),
        ("dir", setting.of("dir")),
    ] {
        page::root(attribute, value);
    }
    let words = RwSignal::new(None);
    spawn_local(async move { words.set(Some(texts(setting.of("lang")).await)) });
    view! { <Router>{move || words.get().map(|words| shown(setting, words))}</Router> }
}

/// A theme as the page wears it: its light, and whether it has more contrast.
pub fn worn(theme: &'static str) -> (&'static str, &'static str) {
    match theme {
        "contrast" => ("day", "more"),
        "contrast-night" => ("night", "more"),
        _ => (theme, "usual"),
    }
}

/// The texts in a language, by its tag.
pub async fn texts(code: &str) -> Words {
    let lang = Lang::from_tag(code).unwrap_or_default();
    page::root("lang", lang.code());
    let url = format!("/locales/{}", lang.file());
    loop {
        let json = http::file(&url).await.unwrap_or_default();
        let json = if code == "long" { longer(&json) } else { json };
        if let Ok(catalog) = Catalog::parse(&json) {
            return Words::of(catalog, lang);
        }
        platform::sleep(1000).await;
    }
}

/// Each text with 40 % more of itself behind it. A placeholder is kept whole.
fn longer(json: &str) -> String {
    let texts: Vec<String> = serde_json::from_str(json).unwrap_or_default();
    let long = texts.iter().map(|text| {
        let more = text.chars().filter(|c| c.is_alphabetic()).count() * 2 / 5 + 1;
        let vowels = "aeiou".chars().cycle().take(more);
        let tail: String = vowels.collect();
        format!("{text} {tail}")
    });
    serde_json::to_string(&long.collect::<Vec<_>>()).unwrap_or_default()
}

fn shown(setting: Setting, words: Words) -> AnyView {
    provide_context(words);
    Toast::provide();
    let section = |family: &Family| {
        let states = (family.states)(words).into_iter();
        let heading = format!("{}-heading", family.id);
        let named = heading.clone();
        view! {
            <section class="family" id=family.id tabindex="-1" aria-labelledby=named>
                <h2 id=heading lang="en" dir="ltr">
                    {family.title}
                </h2>
                {states.map(state).collect_view()}
            </section>
        }
    };
    let sections = FAMILIES.iter().map(section).collect_view();
    // The address may name a section, which was not here when the browser looked for it.
    let place = use_location().hash.get_untracked();
    if let Some(id) = place.strip_prefix('#') {
        page::focus_soon(id);
    }
    view! {
        {head(setting)}
        <main class="bench">{sections}</main>
    }
    .into_any()
}

fn state((name, view): State) -> AnyView {
    view! {
        <figure class="state">
            <figcaption lang="en" dir="ltr">
                {name}
            </figcaption>
            <div>{view}</div>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_section_has_an_id_of_its_own() {
        let ids: HashSet<_> = FAMILIES.iter().map(|family| family.id).collect();
        assert_eq!(ids.len(), FAMILIES.len());
    }

    #[test]
    fn a_longer_text_is_longer_by_two_fifths_and_keeps_its_places() {
        let long = longer(r#"["Next update by {time}.","No"]"#);
        assert_eq!(long, r#"["Next update by {time}. aeiouae","No a"]"#);
    }
}
