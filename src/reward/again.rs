//! The fault is back: open the case again with one touch while that is possible, or report it anew
//! with this case named, so that the diagnosis is not charged twice.

use crate::appointment::say::date;
use crate::outbox::{Act, Slip};
use crate::parts::{Delivery, TITLE};
use crate::path;
use crate::portal::Portal;
use crate::ui::Show;
use casework::terms::Terms;
use contract::case::{Case, Stage};
use contract::command::Nothing;
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos_router::components::A;
use platform::page;

/// Both ways on, below a closed case. One that was taken back has neither.
#[component]
pub fn Again(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = case.get_untracked().id;
    let slip = Slip::on(portal, case, Act::Reopen);
    slip.when_done(|| page::focus_soon(TITLE));
    let repeat = format!("{}?repeat={id}", path::REPORT);
    let closed = Memo::new(move |_| {
        case.with(|c| {
            let closure = c.closure.as_ref().filter(|_| c.stage == Stage::Closed)?;
            (!closure.withdrawn).then_some(closure.at)
        })
    });
    // The product's own window; the server, which may have another, decides.
    let end = move || {
        closed
            .get()
            .map(|at| at.plus_minutes(Terms::default().reopen_days * 24 * 60))
    };
    let late = Memo::new(move |_| end().is_some_and(|end| portal.now.get() > end));
    let zone = move || portal.zone(&case.with(|c| c.centre.clone()));
    let words = move || match end() {
        _ if late.get() => w.problem(Kind::ReopenLate),
        Some(end) => w.tf(k::REWARD_AGAIN_UNTIL, &[("day", &date(w, end, &zone()))]),
        None => String::new(),
    };
    let barred = move || late.get() || slip.sealed.get();
    let reopen = move |_| {
        if !late.get_untracked() {
            slip.act(&Nothing {});
        }
    };
    view! {
        <Show when=move || closed.get().is_some()>
            <section class="again">
                <h2>{w.say(k::REWARD_AGAIN)}</h2>
                <p class="quiet-words" id="again-why">
                    {move || words()}
                </p>
                <div class="acts">
                    <button
                        type="button"
                        class="btn quiet"
                        aria-disabled=move || barred().to_string()
                        aria-describedby="again-why"
                        on:click=reopen
                    >
                        {w.say(k::REWARD_REOPEN)}
                    </button>
                    <A href=repeat.clone() attr:class="btn quiet">
                        {w.say(k::REWARD_REPEAT)}
                    </A>
                    <Delivery status=slip.status />
                </div>
            </section>
        </Show>
    }
}
