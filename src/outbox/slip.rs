//! A form as a page holds it: its draft, how it stands, whether it is on its way.

use super::{Act, Draft, Form};
use crate::portal::Portal;
use contract::case::Case;
use leptos::prelude::*;
use serde::Serialize;
use ui::outbox::Status;

/// A form on a page.
#[derive(Clone, Copy)]
pub struct Slip {
    portal: Portal,
    form: StoredValue<Form>,
    /// How it stands with the server.
    pub status: Signal<Status>,
    /// Whether it is on its way: it cannot be changed now.
    pub sealed: Signal<bool>,
}

impl Slip {
    /// Of one form.
    pub fn of(portal: Portal, form: Form) -> Self {
        let form = StoredValue::new(form);
        Self {
            portal,
            form,
            status: Signal::derive(move || portal.outbox.status(&form.get_value())),
            sealed: Signal::derive(move || portal.outbox.is_sealed(&form.get_value())),
        }
    }

    /// Of something that is done with a case.
    pub fn on(portal: Portal, case: Memo<Case>, act: Act) -> Self {
        Self::of(
            portal,
            Form::Act(case.with_untracked(|c| c.id.clone()), act),
        )
    }

    /// What is typed.
    pub fn draft(self) -> Draft {
        self.portal.outbox.draft(&self.form.get_value())
    }

    /// Types.
    pub fn edit(self, edit: impl FnOnce(&mut Draft)) {
        self.portal.outbox.edit(&self.form.get_value(), edit);
    }

    /// Sends it.
    pub fn send(self) {
        self.portal.outbox.send(self.form.get_value());
    }

    /// Does something with a case: kept like everything typed, and on its way.
    pub fn act(self, body: &impl Serialize) {
        let body = serde_json::to_value(body).ok();
        self.edit(|draft| draft.body = body);
        self.send();
    }

    /// Runs `then` when what was on its way has been carried out. The case is fetched again, since a
    /// live stream may be down at that moment.
    pub fn when_done(self, then: impl Fn() + 'static) {
        Effect::new(move |before: Option<bool>| {
            let sealed = self.sealed.get();
            let idle = self.status.get_untracked() == Status::Idle;
            if before == Some(true) && !sealed && idle {
                self.portal.file.reload();
                then();
            }
            sealed
        });
    }
}
