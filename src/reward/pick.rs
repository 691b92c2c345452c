//! The choice: an article of the shop, or money off. Nothing is preset.

use crate::home::ask::act;
use crate::outbox::Form;
use crate::parts::{Delivery, Mark};
use crate::portal::Portal;
use crate::report::Choice;
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
    form: Form,
    /// What there is.
    view: RewardView,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let articles = StoredValue::new(view.articles);
    let count = articles.with_value(Vec::len);
    let discount = view.discount;
    let form = StoredValue::new(form);
    let chosen = RwSignal::new(None::<usize>);
    let missing = RwSignal::new(false);
    let off = (
        count,
        Signal::derive(move || w.tf(k::REWARD_OFF, &[("amount", &w.money(discount))])),
    );
    let named = (0..count).map(|i| {
        let name = move || articles.with_value(|all| name(w, &all[i]));
        (i, Signal::derive(name))
    });
    let options = named.chain([off]).collect();
    let status = Signal::derive(move || outbox.status(&form.get_value()));
    let sealed = Signal::derive(move || outbox.is_sealed(&form.get_value()));
    let claim = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(i) = chosen.get_untracked() else {
            missing.set(true);
            platform::page::focus("pick");
            return;
        };
        let article = articles.with_value(|all| all.get(i).map(|a| a.id.clone()));
        let pick = article.map_or(Pick::Discount, Pick::Article);
        act(portal, form.get_value(), &ClaimReward { pick });
    };
    let fault = move || {
        missing.get().then(|| {
            view! {
                <Mark />
                {w.t(k::FAULT_MISSING)}
            }
        })
    };
    view! {
        <form class="report" novalidate on:submit=claim>
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
                    disabled=sealed
                />
                <p class="fault" id="pick-fault">
                    {fault}
                </p>
                <p class="quiet-words">{w.say(k::REWARD_SAME)}</p>
            </section>
            <div class="acts">
                <button class="btn" type="submit" aria-disabled=move || sealed.get().to_string()>
                    {w.say(k::REWARD_CLAIM)}
                </button>
                <Delivery status />
            </div>
        </form>
    }
}
