//! The choice: an article of the shop, or money off. Nothing is preset.

use crate::outbox::Slip;
use crate::parts::Delivery;
use crate::portal::Portal;
use crate::ui::{FieldFault, icon};
use contract::money::Money;
use contract::problem::{Fault, FieldError};
use contract::reward::{Article, ClaimReward, Pick, RewardView};
use i18n::k;
use leptos::prelude::*;
use ui::words::Words;

/// An article's name in the reader's language, else in English.
pub fn name(w: Words, article: &Article) -> String {
    let names = &article.name;
    let name = names.get(w.lang.get().code()).or_else(|| names.get("en"));
    name.unwrap_or(&article.id).clone()
}

/// What there is to choose, and the step that claims it.
#[component]
pub fn Picks(
    /// What claims it.
    claim: Slip,
    /// What there is.
    view: RewardView,
) -> impl IntoView {
    let w = Portal::here().words;
    let discount = view.discount;
    let chosen = RwSignal::new(None::<Pick>);
    let missing = RwSignal::new(false);
    // A tile: what it is, and what comes with it.
    let tile = move |pick: Pick, what: AnyView, more| {
        let mine = pick.clone();
        let on = move || chosen.with(|chosen| chosen.as_ref() == Some(&mine));
        let choose = move |_| {
            missing.set(false);
            chosen.set(Some(pick.clone()));
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="pick"
                    prop:checked=on
                    disabled=claim.sealed
                    on:change=choose
                />
                <span>{what} " " <small>{w.say(more)}</small></span>
            </label>
        }
        .into_any()
    };
    let article = move |article: Article| {
        let pick = Pick::Article(article.id.clone());
        let what = view! { {icon("gift")} <b>{move || name(w, &article)}</b> };
        tile(pick, what.into_any(), k::REWARD_ARTICLE)
    };
    let off = view! { <Off amount=discount /> };
    let off = tile(Pick::Discount, off.into_any(), k::REWARD_OFF_ABOUT);
    let articles: Vec<_> = view.articles.into_iter().map(article).collect();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match chosen.get_untracked() {
            Some(pick) => claim.act(&ClaimReward { pick }),
            None => {
                missing.set(true);
                platform::page::focus("pick");
            }
        }
    };
    let fault = move || {
        missing.get().then(|| FieldError {
            pointer: "/body/pick".into(),
            code: Fault::Missing,
            limit: None,
        })
    };
    view! {
        <form class="ask" novalidate on:submit=send>
            <fieldset class="choice gifts" id="pick" tabindex="-1" aria-describedby="pick-fault pick-same">
                <legend>{w.say(k::REWARD_PICK)}</legend>
                {articles}
                {off}
            </fieldset>
            <FieldFault id="pick-fault".into() fault />
            <p class="quiet-words" id="pick-same">
                {w.say(k::REWARD_SAME)}
            </p>
            <div class="acts reach">
                <button class="btn" type="submit" aria-disabled=move || claim.sealed.get().to_string()>
                    {w.say(k::REWARD_CLAIM)}
                </button>
                <Delivery status=claim.status />
            </div>
        </form>
    }
}

/// Money off, its amount large wherever the language has it in the sentence.
#[component]
pub fn Off(
    /// The amount.
    amount: Money,
) -> impl IntoView {
    let w = Portal::here().words;
    let half = move |at: usize| {
        let text = w.tf(k::REWARD_OFF, &[("amount", "\u{0}")]);
        text.split('\u{0}').nth(at).unwrap_or_default().to_owned()
    };
    view! {
        <b>
            {move || half(0)} <i class="figure">{move || w.money(amount)}</i>
            {move || half(1)}
        </b>
    }
}
