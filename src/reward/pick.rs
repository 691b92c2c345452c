//! The choice: an article of the shop, or money off. Nothing is preset.

use crate::outbox::Slip;
use crate::parts::Delivery;
use crate::portal::Portal;
use crate::ui::Choice;
use crate::ui::FieldFault;
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
    let articles = StoredValue::new(view.articles);
    let count = articles.with_value(Vec::len);
    let discount = view.discount;
    let chosen = RwSignal::new(None::<usize>);
    let missing = RwSignal::new(false);
    let off = Signal::derive(move || w.tf(k::REWARD_OFF, &[("amount", &w.money(discount))]));
    let named = (0..count).map(|i| {
        let name = move || articles.with_value(|all| name(w, &all[i]));
        Signal::derive(name)
    });
    let options = named.chain([off]).collect();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(i) = chosen.get_untracked() else {
            missing.set(true);
            platform::page::focus("pick");
            return;
        };
        let article = articles.with_value(|all| all.get(i).map(|a| a.id.clone()));
        let pick = article.map_or(Pick::Discount, Pick::Article);
        claim.act(&ClaimReward { pick });
    };
    let fault = move || {
        missing.get().then(|| FieldError {
            pointer: "/body/pick".into(),
            code: Fault::Missing,
            limit: None,
        })
    };
    view! {
        <form class="report" novalidate on:submit=send>
            <section class="sheet picks">
                <Choice
                    name="pick".into()
                    legend=Signal::derive(w.say(k::REWARD_PICK))
                    options
                    value=chosen
                    choose=Callback::new(move |i| {
                        missing.set(false);
                        chosen.set(Some(i));
                    })
                    fault="pick-fault"
                    disabled=claim.sealed
                />
                <FieldFault id="pick-fault".into() fault />
                <p class="quiet-words">{w.say(k::REWARD_SAME)}</p>
            </section>
            <div class="acts">
                <button class="btn" type="submit" aria-disabled=move || claim.sealed.get().to_string()>
                    {w.say(k::REWARD_CLAIM)}
                </button>
                <Delivery status=claim.status />
            </div>
        </form>
    }
}
