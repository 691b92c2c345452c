//! Visits made for this case, beside the free slots: sooner, at the car, with a loan car. They take the
//! place of those made before.

use super::due::{instant, wall};
use super::estimate::{CURRENCIES, currency_name};
use super::form::{Panel, slot, titled};
use super::status::{FieldFault, fault_at, field_id};
use crate::desk::Desk;
use crate::field::{Choose, Fault, Input, keyed};
use crate::send::estimate::currency;
use crate::send::verb::Verb;
use crate::send::visits::Visit;
use contract::appointment::{Loan, VisitKind};
use contract::money::Currency;
use i18n::{Key, k};
use leptos::prelude::*;
use platform::page;
use ui::file::Shown;

/// Where the focus goes when the form opens.
pub const FIRST_VISIT: &str = "f-offers-0-starts";

const KINDS: [(&str, Key, VisitKind); 4] = [
    ("centre", k::DESK_VISIT_CENTRE, VisitKind::Centre),
    ("mobile", k::DESK_VISIT_MOBILE, VisitKind::Mobile),
    ("remote", k::DESK_VISIT_REMOTE, VisitKind::Remote),
    ("pick-up", k::DESK_VISIT_PICK_UP, VisitKind::PickUp),
];

const LOANS: [(&str, Key, Loan); 3] = [
    ("none", k::DESK_LOAN_NONE, Loan::None),
    ("car", k::DESK_LOAN_CAR, Loan::Car),
    ("ride", k::DESK_LOAN_RIDE, Loan::Ride),
];

/// A kind of visit in words.
pub fn kind_words(kind: VisitKind) -> Key {
    let found = KINDS.iter().find(|(_, _, k)| *k == kind);
    found.map_or(k::DESK_VISIT_CENTRE, |(_, words, _)| *words)
}

/// A loan in words.
pub fn loan_words(loan: Loan) -> Key {
    let found = LOANS.iter().find(|(_, _, l)| *l == loan);
    found.map_or(k::DESK_LOAN_NONE, |(_, words, _)| *words)
}

fn slug<T: PartialEq>(all: &[(&'static str, Key, T)], value: &T) -> &'static str {
    let found = all.iter().find(|(_, _, v)| v == value);
    found.map_or("", |(name, _, _)| name)
}

fn named<T: Copy>(all: &[(&str, Key, T)], slug: &str) -> Option<T> {
    let found = all.iter().find(|(name, _, _)| *name == slug);
    found.map(|(_, _, value)| *value)
}

/// The form.
#[component]
pub fn OfferForm(
    /// The case.
    case: Shown,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let of = slot(case, Verb::Offer);
    let visits = Memo::new(move |_| {
        let draft = desk.outbox.draft(&of.get_value()).visits;
        if !draft.is_empty() {
            return draft;
        }
        case.with(|c| {
            let now = desk.now.get_untracked();
            let ahead = c.offers.iter().filter(|o| now < o.starts);
            let mut visits: Vec<Visit> = ahead.map(|o| Visit::of(o, desk.mark())).collect();
            if visits.is_empty() {
                visits.push(Visit::at(c.centre.clone(), currency(c)));
            }
            visits
        })
    });
    let edit = move |change: &dyn Fn(&mut Vec<Visit>)| {
        let mut all = visits.get_untracked();
        change(&mut all);
        desk.outbox.edit(&of.get_value(), |d| d.visits = all);
    };
    // A report may have gone to another centre since the draft was begun.
    let before = Callback::new(move |()| {
        let centre = case.with_untracked(|c| c.centre.clone());
        edit(&|all| all.iter_mut().for_each(|v| v.centre.clone_from(&centre)));
    });
    let count = Memo::new(move |_| visits.with(Vec::len));
    let sealed = Memo::new(move |_| desk.outbox.is_sealed(&of.get_value()));
    let title = titled(desk, case, k::DESK_OFFER_TITLE);
    let submit = Signal::derive(w.say(k::DESK_OFFER_SEND));
    let add = move |_| {
        edit(&|all| {
            let centre = case.with_untracked(|c| c.centre.clone());
            let currency = all.last().and_then(|v| v.currency);
            all.push(Visit::at(centre, currency));
        });
        let at = count.get_untracked().saturating_sub(1);
        page::focus_soon(&field_id(&format!("offers/{at}/starts")));
    };
    let row = move |i: usize| {
        let visit = Memo::new(move |_| visits.with(|all| all.get(i).cloned()));
        let change = move |change: &dyn Fn(&mut Visit)| {
            edit(&|all| {
                if let Some(visit) = all.get_mut(i) {
                    change(visit);
                }
            });
        };
        let fault = move |field: &'static str| {
            let field = format!("offers/{i}/{field}");
            Memo::new(move |_| of.with_value(|s| fault_at(desk, s, &field)))
        };
        let name = move |field: &str| field_id(&format!("offers/{i}/{field}"));
        let read = move |part: fn(&Visit) -> String| {
            Memo::new(move |_| visit.with(|v| v.as_ref().map(part).unwrap_or_default()))
        };
        let number = move |field: &'static str, label: Key, part: fn(&mut Visit) -> &mut String| {
            let value = Memo::new(move |_| {
                let typed = visit.get().map(|mut v| std::mem::take(part(&mut v)));
                typed.unwrap_or_default()
            });
            let write = Callback::new(move |text: String| change(&|v| part(v).clone_from(&text)));
            let (id, fault) = (name(field), fault(field));
            view! { <Input id label value write fault sealed number=true /> }
        };
        let choose = move |field: &'static str,
                           label: Key,
                           options: Vec<(&'static str, Key)>,
                           part: fn(&Visit) -> String,
                           write: fn(&mut Visit, String)| {
            let (id, value, fault) = (name(field), read(part), fault(field));
            let options = keyed(w, options);
            let write = Callback::new(move |name: String| change(&|v| write(v, name.clone())));
            view! { <Choose id label options value write fault sealed /> }
        };
        let starts = fault("starts");
        let starts_id = name("starts");
        let starts_name = Signal::stored(starts_id.clone());
        let only = move || sealed.get() || count.get() == 1;
        view! {
            <li>
                <fieldset>
                    <legend>{move || w.tf(k::DESK_VISIT_N, &[("n", &(i + 1).to_string())])}</legend>
                    <div class="cells">
                        <div class="field">
                            <label for=starts_id.clone()>{w.say(k::DESK_VISIT_STARTS)}</label>
                            <input
                                type="datetime-local"
                                aria-describedby=format!("{starts_id}-fault")
                                id=starts_id
                                readonly=move || sealed.get()
                                aria-invalid=move || {
                                    starts.with(Option::is_some).then_some("true")
                                }
                                prop:value=move || {
                                    wall(desk, visit.with(|v| v.as_ref().and_then(|v| v.starts)))
                                }
                                on:change=move |ev| {
                                    let at = instant(desk, &event_target_value(&ev));
                                    change(&|v| v.starts = at);
                                }
                            />
                            <Fault id=starts_name fault=starts.into() />
                        </div>
                        {number("minutes", k::DESK_VISIT_MINUTES, |v| &mut v.minutes)}
                        {choose(
                            "kind",
                            k::DESK_VISIT_KIND,
                            KINDS.map(|(name, words, _)| (name, words)).to_vec(),
                            |v| slug(&KINDS, &v.kind).to_owned(),
                            |v, name| v.kind = named(&KINDS, &name).unwrap_or(v.kind),
                        )}
                        {number("price", k::DESK_VISIT_PRICE, |v| &mut v.price)}
                        {choose(
                            "currency",
                            k::DESK_CURRENCY,
                            CURRENCIES.to_vec(),
                            |v| currency_name(v.currency).to_owned(),
                            |v, code| v.currency = Currency::try_from(code).ok(),
                        )}
                        {choose(
                            "loan",
                            k::DESK_VISIT_LOAN,
                            LOANS.map(|(name, words, _)| (name, words)).to_vec(),
                            |v| slug(&LOANS, &v.loan).to_owned(),
                            |v, name| v.loan = named(&LOANS, &name).unwrap_or(v.loan),
                        )}
                    </div>
                    <button
                        class="plain"
                        type="button"
                        disabled=only
                        on:click=move |_| {
                            edit(&|all| {
                                if i < all.len() {
                                    all.remove(i);
                                }
                            });
                            page::focus_soon(FIRST_VISIT);
                        }
                    >
                        {move || w.tf(k::DESK_VISIT_REMOVE, &[("n", &(i + 1).to_string())])}
                    </button>
                </fieldset>
            </li>
        }
    };
    let full = move || sealed.get() || count.get() == casework::OFFERS;
    view! {
        <Panel case of title submit before>
            <p class="quiet">{w.say(k::DESK_OFFER_NOTE)}</p>
            <ol class="lines" role="list">
                <For each=move || 0..count.get() key=|i| *i let:i>
                    {row(i)}
                </For>
            </ol>
            <FieldFault of field="offers" id="offers-fault" />
            <div class="with">
                <button
                    class="btn quiet"
                    type="button"
                    disabled=full
                    on:click=add
                >
                    {w.say(k::DESK_VISIT_ADD)}
                </button>
            </div>
        </Panel>
    }
}
