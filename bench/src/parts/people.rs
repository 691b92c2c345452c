//! People: who has the case, and the managers as people who can be reached, or when again.

use super::{NOW, zone};
use crate::page::State;
use i18n::k;
use leptos::prelude::*;
use portal::ui::{Mark, face, icon};
use ui::words::Words;

/// A face, a person, a manager's card.
pub fn states(w: Words) -> Vec<State> {
    vec![
        ("face", face("Mara Lindqvist")),
        ("face, one name", face("Ines")),
        ("face, three names", face("Ana María Soto")),
        ("who has it", who("Mara Lindqvist", w.t(k::ROLE_ADVISOR))),
        (
            "manager",
            view! {
                <ul class="people-list" role="list">
                    {card(w, "Jürgen Hansen", w.t(k::ROLE_LOCAL_MANAGER), false)}
                    {card(w, "Ana María Soto", w.t(k::ROLE_REGIONAL_MANAGER), true)}
                </ul>
            }
            .into_any(),
        ),
    ]
}

fn who(name: &'static str, role: String) -> AnyView {
    view! {
        <div class="who">
            {face(name)} <p>
                <b>{name}</b>
                <small>{role}</small>
            </p>
        </div>
    }
    .into_any()
}

fn card(w: Words, name: &'static str, role: String, away: bool) -> AnyView {
    let back = w.moment(NOW.plus_minutes(3 * 1440), NOW, &zone());
    view! {
        <li class="sheet">
            {who(name, role)}
            {away
                .then(|| {
                    let words = w.tf(k::MANAGER_AWAY, &[("time", &back)]);
                    view! { <p class="away"><Mark /> {words}</p> }
                })} <dl>
                <div>
                    <dt>{w.t(k::MANAGER_LANGUAGES)}</dt>
                    <dd>"Deutsch, English, Norsk"</dd>
                </div>
                <div>
                    <dt>{w.t(k::MANAGER_HOURS)}</dt>
                    <dd>"8:00–16:30"</dd>
                </div>
            </dl> <p class="acts">
                <a class="btn quiet" href="#people">
                    {icon("call")}
                    {w.tf(k::MANAGER_CALL, &[("phone", "+49 40 555 0142")])}
                </a>
                <a class="btn quiet" href="#people">
                    {icon("mail")}
                    {w.tf(k::MANAGER_MAIL, &[("mail", "jurgen.hansen@hamburg-hafen.example")])}
                </a>
            </p>
        </li>
    }
    .into_any()
}
