//! How long a closed case keeps its words, and the owner's wish that it should not; afterwards, that they are gone.

use crate::appointment::say;
use crate::outbox::{Act, Form};
use crate::portal::Portal;
use crate::twice::Twice;
use crate::ui::Show;
use casework::{erased_at, may};
use contract::case::Case;
use i18n::k;
use leptos::prelude::*;

/// What is kept, and until when.
#[component]
pub fn Kept(
    /// The case.
    case: Memo<Case>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let id = StoredValue::new(case.with_untracked(|c| c.id.clone()));
    let until = Memo::new(move |_| case.with(erased_at));
    let erased = Memo::new(move |_| case.with(|c| c.erased));
    let says = move || {
        let zone = portal.zone(&case.with(|c| c.centre.clone()));
        let date = until.get().map(|at| say::date(w, at, &zone));
        w.tf(k::CASE_KEPT_SAY, &[("date", &date.unwrap_or_default())])
    };
    let theirs = move || may::be_owner(&portal.me(&case.get())).is_ok();
    view! {
        <section class="kept" hidden=move || until.get().is_none() && !erased.get()>
            <h2>{w.say(k::CASE_KEPT)}</h2>
            <Show when=erased>
                <p>{w.say(k::CASE_ERASED_SAY)}</p>
            </Show>
            <Show when=move || until.get().is_some()>
                <p class="quiet-words">{move || says()}</p>
                <Show when=theirs>
                    <Twice
                        form=Form::Act(id.get_value(), Act::Erase)
                        ask=k::CASE_ERASE
                        means=k::CASE_ERASE_MEANS
                        yes=k::CASE_ERASE_YES
                        no=k::CASE_ERASE_NO
                    />
                </Show>
            </Show>
        </section>
    }
}
