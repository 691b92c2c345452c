//! Where one is in the conversation. The step stands in the address, so that the way back of a browser or a phone
//! is one step back and a reload stays; a step that comes after one with something missing is not shown.

use crate::outbox::{DRIVABLE, Form, PLACE, Slip};
use crate::pace::goer;
use crate::parts::{TITLE, fault_at};
use crate::path;
use crate::portal::Portal;
use contract::problem::FieldError;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use platform::page;
use ui::outbox::{Form as _, Status};

/// The steps: what is wrong, where and how safe, what the car says, all of it once more.
pub const STEPS: [Key; 4] = [
    k::REPORT_STEP_1,
    k::REPORT_STEP_2,
    k::REPORT_STEP_3,
    k::REPORT_STEP_4,
];
/// What is wrong.
pub const WHAT: usize = 0;
/// Where and how safe.
pub const WHERE: usize = 1;
/// What the car says.
pub const CAR: usize = 2;
/// All of it, before it is sent.
pub const REVIEW: usize = 3;

/// The way through the steps.
#[derive(Clone, Copy)]
pub struct Course {
    portal: Portal,
    slip: Slip,
    /// The step in view, from 0.
    pub at: Memo<usize>,
    /// How far one has come on this visit.
    pub reached: Memo<usize>,
    /// The step whose faults are shown, since somebody wanted to go on from it.
    checked: RwSignal<Option<usize>>,
    /// The steps behind this one in the browser's own history, the nearest last.
    trail: StoredValue<Vec<usize>>,
    /// The next step was asked for here, not by the browser's way back.
    asked: StoredValue<bool>,
    /// What takes the focus in the next step, if not its heading.
    land: StoredValue<Option<String>>,
    navigate: Callback<usize>,
}

impl Course {
    /// The way of one report.
    pub fn of(portal: Portal, slip: Slip) -> Self {
        let query = use_query_map();
        let sealed = slip.sealed;
        let open = move || match sealed.get() {
            true => REVIEW,
            false => faults(portal, slip).first().map_or(REVIEW, step_of),
        };
        // By the address alone: no step goes from under somebody's hands because of what is typed in it.
        let at = Memo::new(move |_| {
            let step = query.with(|q| q.get("step")?.parse::<usize>().ok());
            untrack(|| match step {
                Some(step) => step.clamp(1, STEPS.len()).min(open() + 1) - 1,
                // What is on its way is shown as it went.
                None if sealed.get() => REVIEW,
                None => WHAT,
            })
        });
        let farthest = Memo::new(move |before: Option<&usize>| {
            let before = before.copied().unwrap_or_default();
            at.get().max(before)
        });
        let go = goer();
        let course = Self {
            portal,
            slip,
            at,
            reached: Memo::new(move |_| farthest.get().min(open()).max(at.get())),
            checked: RwSignal::new(None),
            trail: StoredValue::default(),
            asked: StoredValue::new(false),
            land: StoredValue::new(None),
            navigate: Callback::new(move |to: usize| {
                go(format!("{}?step={}", path::REPORT, to + 1));
            }),
        };
        course.follow();
        course
    }

    /// Goes to a step: back by the browser's own way where that leads there, so that it is never walked twice.
    pub fn go(self, to: usize) {
        self.checked.set(None);
        if to == self.at.get_untracked() {
            return;
        }
        if self.trail.with_value(|trail| trail.last() == Some(&to)) {
            platform::page::back();
        } else {
            self.asked.set_value(true);
            self.navigate.run(to);
        }
    }

    /// Goes to a step, and there to one field.
    pub fn go_to(self, to: usize, id: String) {
        if to == self.at.get_untracked() {
            page::focus(&id);
        } else {
            self.land.set_value(Some(id));
            self.go(to);
        }
    }

    /// Goes on, if nothing is missing in this step: to the next, or where the review was seen before, there.
    pub fn next(self) {
        let at = self.at.get_untracked();
        let missing = untrack(|| faults(self.portal, self.slip));
        if let Some(first) = missing.iter().find(|f| step_of(f) == at) {
            self.checked.set(Some(at));
            page::focus(&field_id(&first.pointer));
        } else if self.reached.get_untracked() == REVIEW {
            self.go(REVIEW);
        } else {
            self.go(at + 1);
        }
    }

    /// What is wrong with one field: by the last answer, or by the rules since it was tried to go on. It goes when
    /// it is put right.
    pub fn fault(self, pointer: &str) -> Option<FieldError> {
        let refused = fault_at(&self.slip.status.get(), pointer);
        refused.or_else(|| {
            let step = self.checked.get()?;
            let mut known = faults(self.portal, self.slip).into_iter();
            known.find(|f| f.pointer == pointer && step_of(f) == step)
        })
    }

    /// A new step is announced by its heading, or takes one to its field; a refusal leads to the field it is about.
    fn follow(self) {
        Effect::new(move |before: Option<usize>| {
            let now = self.at.get();
            if let Some(before) = before.filter(|before| *before != now) {
                let asked = self.asked.try_update_value(std::mem::take) == Some(true);
                self.trail.update_value(|trail| {
                    match trail.iter().rposition(|step| *step == now) {
                        Some(place) if !asked => trail.truncate(place),
                        _ => trail.push(before),
                    }
                });
                let land = self.land.try_update_value(Option::take).flatten();
                page::focus_soon(land.as_deref().unwrap_or(TITLE));
            }
            now
        });
        Effect::new(move || {
            if let Status::Refused(problem) = self.slip.status.get()
                && let Some(first) = problem.errors.first()
            {
                let step = step_of(first);
                self.go_to(step, field_id(&first.pointer));
                self.checked.set(Some(step));
            }
        });
    }
}

/// All that is missing or wrong, by the rules that the outbox asks.
fn faults(portal: Portal, slip: Slip) -> Vec<FieldError> {
    Form::Report.faults(&slip.draft(), portal.now.get_untracked())
}

/// The step that asks for what a fault is about.
fn step_of(fault: &FieldError) -> usize {
    match fault.pointer.as_str() {
        DRIVABLE | PLACE | "/body/centre" => WHERE,
        pointer if pointer.starts_with("/body/signals") => CAR,
        _ => WHAT,
    }
}

/// The field that a pointer means.
fn field_id(pointer: &str) -> String {
    match pointer
        .strip_prefix("/body/concerns/")
        .and_then(|rest| rest.strip_suffix("/text"))
    {
        Some(i) => format!("concern-{i}"),
        None => pointer.trim_start_matches("/body/").to_owned(),
    }
}
