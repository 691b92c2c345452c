//! What the steps of one report share: the form, the car and what is known of it, the centre.

use super::car::{car_of, centre_of};
use super::course::Course;
use super::place::{nearest, position};
use super::signals::attached;
use super::urgent::Urgency;
use crate::drive::car::said;
use crate::home::record::records;
use crate::outbox::{Form, Slip};
use crate::photos::Readying;
use crate::portal::Portal;
use contract::person::{Centre, Vehicle};
use contract::vehicle::{Signal as Said, VehicleRecord};
use leptos::prelude::*;
use ui::words::Words;

/// One report, as its steps see it.
#[derive(Clone, Copy)]
pub struct Talk {
    /// The portal.
    pub portal: Portal,
    /// Its texts.
    pub w: Words,
    /// The form.
    pub slip: Slip,
    /// Where one is.
    pub course: Course,
    /// The car in force.
    pub car: Memo<Option<Vehicle>>,
    /// What is known of it.
    pub record: Memo<Option<VehicleRecord>>,
    /// It is still being asked what is known.
    pub asking: Signal<bool>,
    /// What its signals come to.
    pub urgency: Memo<Urgency>,
    /// The centre in force.
    pub centre: Memo<Option<Centre>>,
    /// The centre the car usually goes to.
    pub usual: Memo<Option<Centre>>,
    /// What the car said and goes along, the newest first: exactly what is shown before it is sent.
    pub signals: Memo<Vec<Said>>,
    /// Photos that are being made ready.
    pub readying: Readying,
    /// It is to be sent as soon as they are.
    pub wanted: RwSignal<bool>,
}

impl Talk {
    /// Begins, or goes on with what is kept.
    pub fn begin(portal: Portal) -> Self {
        let slip = Slip::of(portal, Form::Report);
        let records = records(portal);
        let course = Course::of(portal, slip);
        let car = Memo::new(move |_| car_of(portal, &slip.draft()));
        // In the car itself: what it says now. It stands still while one looks at it, and is taken anew at each step.
        let here = Memo::new(move |_| {
            course.at.get();
            let own = portal.session.with_value(|s| s.car.is_some());
            match own {
                true => untrack(said),
                false => Vec::new(),
            }
        });
        let record = Memo::new(move |_| {
            let vin = car.get()?.vin;
            let mut record = records.get()?.into_iter().find(|r| r.vin == vin)?;
            here.with(|here| {
                let new = |s: &&Said| !record.signals.contains(s);
                let new: Vec<_> = here.iter().filter(new).cloned().collect();
                record.signals.extend(new);
            });
            Some(record)
        });
        let signals = Memo::new(move |_| {
            let draft = slip.draft();
            record.with(|record| match record {
                Some(record) if !slip.sealed.get() => attached(&draft, record),
                _ => draft.signals.unwrap_or_default(),
            })
        });
        let urgency = Memo::new(move |_| {
            let could = record.with(|r| r.as_ref().is_some_and(|r| casework::urgent(&r.signals)));
            signals.with(|sent| match casework::urgent(sent) {
                true => Urgency::Urgent(position(sent).and_then(|place| nearest(portal, place))),
                false if could => Urgency::Untold,
                false => Urgency::None,
            })
        });
        let talk = Self {
            portal,
            w: portal.words,
            slip,
            course,
            car,
            record,
            asking: Signal::derive(move || records.with(Option::is_none)),
            urgency,
            centre: Memo::new(move |_| {
                let near = urgency.with(Urgency::near);
                centre_of(portal, &slip.draft(), near, car.get())
            }),
            usual: Memo::new(move |_| portal.centre(&car.get()?.centre)),
            signals,
            readying: Readying::default(),
            wanted: RwSignal::new(false),
        };
        Effect::new(move || {
            if talk.wanted.get() && talk.readying.under_way.get() == 0 {
                talk.wanted.set(false);
                untrack(|| talk.send());
            }
        });
        talk
    }

    /// What the owner calls the car.
    pub fn car_name(self) -> String {
        self.car
            .with(|car| car.as_ref().map(|c| c.nickname.clone()))
            .unwrap_or_default()
    }

    /// The centre's name.
    pub fn centre_name(self) -> String {
        self.centre
            .with(|centre| centre.as_ref().map(|c| c.name.clone()))
            .unwrap_or_default()
    }

    /// Sends what the review shows, and nothing else; photos that were chosen are shown in it first.
    pub fn send(self) {
        if self.readying.under_way.get_untracked() > 0 {
            return self.wanted.set(true);
        }
        if !self.slip.sealed.get_untracked() {
            let (car, centre) = (self.car.get_untracked(), self.centre.get_untracked());
            let signals = self.signals.get_untracked();
            self.slip.edit(|draft| {
                draft.concern(0);
                draft.vin = car.map(|c| c.vin.into());
                draft.centre = centre.map(|c| c.id);
                draft.signals = Some(signals);
            });
        }
        self.slip.send();
    }
}
