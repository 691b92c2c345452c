//! The head of the page: what can be switched, and where each family is. A switch is a link to the same page
//! with another address, and stays at the same section.

use crate::address::{SWITCHES, Setting};
use crate::page::FAMILIES;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The head.
pub fn head(setting: Setting) -> AnyView {
    let place = use_location().hash;
    let switch = move |name: &'static str, value: &'static str| {
        let here = setting.of(name) == value;
        let href = move || format!("{}{}", setting.with(name, value), place.get());
        view! {
            // Another address is another load: nothing of the old language or surface can be left over.
            <a href=href rel="external" aria-current=here.then_some("true")>
                {value}
            </a>
        }
    };
    view! {
        <header class="bench-head" lang="en" dir="ltr">
            <p class="brand">"Servicelane · every component in every state"</p>
            <nav aria-label="Switches">
                {SWITCHES
                    .iter()
                    .map(|s| {
                        let links = s.values.iter().map(|value| switch(s.name, value));
                        view! {
                            <p>
                                <span>{s.name}</span>
                                {links.collect_view()}
                            </p>
                        }
                    })
                    .collect_view()}
            </nav>
            <nav aria-label="Components">
                <p>
                    {FAMILIES
                        .iter()
                        .map(|family| {
                            view! { <a href=format!("#{}", family.id)>{family.title}</a> }
                        })
                        .collect_view()}
                </p>
            </nav>
        </header>
    }
    .into_any()
}
