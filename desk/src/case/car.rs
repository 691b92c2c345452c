//! The maker's record of the open case's car, asked once for each case: what the forms need of it.

use contract::case::Case;
use contract::id::CaseId;
use contract::problem::Kind;
use contract::time::Timestamp;
use contract::vehicle::{Recall, VehicleRecord};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::ask::until_answered;

/// The list of components that fields offer.
pub const COMPONENTS: &str = "components";

/// The record of the open case's car.
#[derive(Clone, Copy)]
pub struct Car {
    /// The record, once it is here.
    pub record: RwSignal<Option<VehicleRecord>>,
    /// Why there is none.
    pub refused: RwSignal<Option<Kind>>,
}

impl Car {
    /// Asks for it until there is an answer.
    pub fn of(case: CaseId) -> Self {
        let car = Self {
            record: RwSignal::new(None),
            refused: RwSignal::new(None),
        };
        spawn_local(async move {
            let path = format!("/cases/{case}/vehicle");
            let wanted = || car.record.try_with_untracked(|_| ()).is_some();
            match until_answered(&path, wanted).await {
                Some(Ok(record)) => car.record.set(Some(record)),
                Some(Err(problem)) => car.refused.set(Some(problem.kind)),
                None => {}
            }
        });
        car
    }

    /// The recalls that are open on the car.
    pub fn open_recalls(self) -> Vec<Recall> {
        self.record.with(|r| {
            let recalls = r.iter().flat_map(|r| &r.recalls);
            recalls.filter(|r| r.open).cloned().collect()
        })
    }

    /// Whether a recall is open on this component.
    pub fn recalled(self, component: &str) -> bool {
        let component = component.trim();
        !component.is_empty()
            && self
                .record
                .with(|r| r.as_ref().is_some_and(|r| r.recalled(component).is_some()))
    }

    /// Whether a manager has to sign before the owner pays for work on this component.
    pub fn needs_signature(self, case: &Case, component: &str) -> bool {
        let component = Some(component.trim());
        self.record
            .with(|r| casework::needs_signature(case, r.as_ref(), component))
    }

    /// Whether a warranty runs.
    pub fn warranted(self, now: Timestamp) -> bool {
        self.record
            .with(|r| r.as_ref().is_some_and(|r| r.running(now).next().is_some()))
    }
}

/// The maker's components, for every field that asks for one: first those that the car's recalls and
/// warranties name.
#[component]
pub fn Components() -> impl IntoView {
    let car = expect_context::<Car>();
    let names = move || {
        car.record.with(|r| {
            let mut names = Vec::new();
            for record in r.iter() {
                let recalls = record.recalls.iter().map(|r| &r.campaign.component);
                let warranties = record.warranties.iter().flat_map(|w| &w.components);
                for name in recalls.chain(warranties).chain(&record.components) {
                    if !names.contains(name) {
                        names.push(name.clone());
                    }
                }
            }
            names
        })
    };
    view! {
        <datalist id=COMPONENTS>
            {move || names().into_iter().map(|n| view! { <option value=n></option> }).collect_view()}
        </datalist>
    }
}
