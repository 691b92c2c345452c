//! One offer: a large button, and beneath it, once touched, everything named and the step that takes
//! it.

use super::say::{self, Terms};
use crate::home::ask::act;
use crate::outbox::Form;
use crate::parts::Delivery;
use crate::portal::Portal;
use contract::appointment::{Choice, Offer};
use contract::time::Zone;
use i18n::k;
use leptos::prelude::*;

/// One offer in the list.
#[component]
pub fn OfferRow(
    /// What takes it.
    form: StoredValue<Form>,
    /// The offer.
    offer: Offer,
    /// What can be had now.
    list: Memo<Vec<Offer>>,
    /// The one being looked at.
    chosen: RwSignal<Option<Offer>>,
    /// The reader's own zone.
    local: StoredValue<Option<Zone>>,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let zone = StoredValue::new(portal.zone(&offer.centre));
    let (at, kind, price, loan) = (offer.starts, offer.kind, offer.price, offer.loan);
    let centre = portal.centre(&offer.centre).map(|c| c.name);
    let offer = StoredValue::new(offer);
    let open = Memo::new(move |_| offer.with_value(|o| chosen.with(|c| c.as_ref() == Some(o))));
    let gone = Memo::new(move |_| offer.with_value(|o| list.with(|l| !l.contains(o))));
    let clock = move || zone.with_value(|z| w.clock(at, z));
    let more = move || {
        let local = local.get_value();
        let zone = zone.with_value(|z| say::zone(w, at, z, local.as_ref()));
        let all = [Some(say::price(w, price)), say::loan(w, loan), zone];
        all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let touch = move |_| {
        // What is on its way is not changed; the refusal of another offer is not this one's.
        if !outbox.is_sealed(&form.get_value()) {
            outbox.edit(&form.get_value(), |draft| draft.body = None);
            chosen.update(|c| *c = (!open.get_untracked()).then(|| offer.get_value()));
        }
    };
    let take = move |_| {
        if gone.get_untracked() {
            return;
        }
        let Offer {
            centre,
            kind,
            starts,
            price,
            ..
        } = offer.get_value();
        let choice = Choice {
            centre,
            kind,
            starts,
            price,
        };
        act(portal, form.get_value(), &choice);
    };
    let named = move || {
        let day = zone.with_value(|z| say::day(w, at, portal.now.get(), z));
        w.tf(k::VISIT_TAKE, &[("time", &format!("{day} {}", clock()))])
    };
    let status = Signal::derive(move || outbox.status(&form.get_value()));
    let barred = move || gone.get() || outbox.is_sealed(&form.get_value());
    view! {
        <li>
            <button
                type="button"
                class="offer"
                aria-expanded=move || open.get().to_string()
                on:click=touch
            >
                <b>{clock}</b>
                <span>{move || w.named("visit", kind.slug())} " · " {centre}</span>
                <small>{more}</small>
            </button>
            <Show when=move || open.get()>
                <div class="sheet confirm">
                    <Terms offer=offer.get_value() />
                    <div class="acts">
                        <button
                            type="button"
                            class="btn"
                            aria-disabled=move || barred().to_string()
                            on:click=take
                        >
                            {named}
                        </button>
                        <Delivery status />
                    </div>
                </div>
            </Show>
        </li>
    }
}
