//! One offer: a large button, and beneath it, once touched, everything named and the step that takes
//! it.

use super::say::{self, Terms};
use crate::outbox::Slip;
use crate::parts::Delivery;
use crate::portal::Portal;
use crate::ui::Show;
use casework::may;
use contract::appointment::{Choice, Offer};
use contract::case::Case;
use contract::problem::Problem;
use contract::time::Zone;
use i18n::k;
use leptos::prelude::*;

/// One offer in the list.
#[component]
pub fn OfferRow(
    /// The case.
    case: Memo<Case>,
    /// What takes it.
    book: Slip,
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
    let w = portal.words;
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
    // A visit that costs something is money to approve.
    let approve = || case.with_untracked(|c| may::approve_money(&portal.me(c)));
    let refused = (price.minor > 0).then(approve).and_then(Result::err);
    let refused = refused.map(|why| Problem::from(why).kind);
    let touch = move |_| {
        // What is on its way is not changed; the refusal of another offer is not this one's.
        if !book.sealed.get_untracked() {
            book.edit(|draft| draft.body = None);
            chosen.update(|c| *c = (!open.get_untracked()).then(|| offer.get_value()));
        }
    };
    let take = move |_| {
        if refused.is_some() || gone.get_untracked() {
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
        book.act(&choice);
    };
    let named = move || {
        let day = zone.with_value(|z| say::day(w, at, portal.now.get(), z));
        w.tf(k::VISIT_TAKE, &[("time", &format!("{day} {}", clock()))])
    };
    let barred = move || refused.is_some() || gone.get() || book.sealed.get();
    view! {
        <li>
            <button
                type="button"
                class="tile offer"
                aria-expanded=move || open.get().to_string()
                on:click=touch
            >
                <b>{move || clock()}</b>
                <span>{move || w.named("visit", kind.slug())} " · " {centre}</span>
                <small>{move || more()}</small>
            </button>
            <Show when=move || open.get()>
                <div class="sheet confirm">
                    <Terms offer=offer.get_value() />
                    <div class="acts">
                        <button
                            type="button"
                            class="btn"
                            aria-disabled=move || barred().to_string()
                            aria-describedby="offer-why"
                            on:click=take
                        >
                            {move || named()}
                        </button>
                        <Delivery status=book.status />
                    </div>
                    <p class="quiet-words" id="offer-why">
                        {move || refused.map(|why| w.problem(why))}
                    </p>
                </div>
            </Show>
        </li>
    }
}
