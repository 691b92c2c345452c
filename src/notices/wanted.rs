//! What somebody wants, as the page shows it: each touch is saved at once, one after the other, and taken back where it is
//! refused.

use super::follow;
use crate::ask::{Asked, ask};
use crate::portal::Portal;
use crate::ui::Toast;
use contract::notice::{Mailbox, MailboxState, Notices, Wishes};
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};

/// How it stands.
#[derive(Clone, Copy)]
pub struct Wanted {
    /// By the server's word.
    pub known: Asked<Notices>,
    /// On the page: what was touched counts before the server has it.
    pub wishes: RwSignal<Wishes>,
    /// Why the last touch was not saved.
    pub fault: RwSignal<Option<String>>,
    busy: StoredValue<bool>,
    portal: Portal,
    toast: Toast,
}

impl Wanted {
    /// Asks for it.
    pub fn ask() -> Self {
        let portal = Portal::here();
        let wanted = Self {
            known: ask(|| Some("/notices".to_owned())),
            wishes: RwSignal::new(follow::fresh(portal)),
            fault: RwSignal::new(None),
            busy: StoredValue::new(false),
            portal,
            toast: Toast::here(),
        };
        Effect::new(move || {
            let wishes = wanted.read(|n| n.wishes.clone());
            if !wanted.busy.get_value() {
                wanted
                    .wishes
                    .set(wishes.unwrap_or_else(|| follow::fresh(portal)));
            }
        });
        wanted
    }

    /// Something of what the server said.
    pub fn read<T>(self, of: impl FnOnce(&Notices) -> Option<T>) -> Option<T> {
        self.known.with(|known| of(known.as_ref()?.as_ref().ok()?))
    }

    /// The mailbox.
    pub fn mailbox(self) -> Option<Mailbox> {
        self.read(|n| n.mailbox.clone())
    }

    /// Whether mails have somewhere to go.
    pub fn confirmed(self) -> bool {
        self.mailbox()
            .is_some_and(|m| m.state == MailboxState::Confirmed)
    }

    /// The server has answered.
    pub fn settle(self, now: Notices) {
        follow::took(self.portal, now.wishes.as_ref());
        let _ = self.known.try_set(Some(Ok(now)));
    }

    /// Changes what the server said by what it has just done without saying more.
    pub fn change(self, change: impl FnOnce(&mut Notices)) {
        self.known.try_update(|known| {
            if let Some(Ok(known)) = known {
                change(known);
            }
        });
    }

    /// They want something else from here on.
    pub fn wish(self, change: impl FnOnce(&mut Wishes)) {
        self.fault.set(None);
        self.wishes.update(|wishes| {
            let Wishes { zone, lang, .. } = follow::fresh(self.portal);
            change(wishes);
            (wishes.zone, wishes.lang) = (zone, lang);
        });
        if !self.busy.get_value() {
            self.busy.set_value(true);
            spawn_local(self.save());
        }
    }

    async fn save(self) {
        while let Some(to) = self.wishes.try_get_untracked() {
            let answer = http::put::<Notices>("/notices", &to).await;
            if let Ok(now) = &answer {
                follow::took(self.portal, now.wishes.as_ref());
            }
            let still = self.wishes.try_with_untracked(|wishes| *wishes == to);
            match (still, answer) {
                (None, _) => return,
                // Something was touched meanwhile: it is saved next.
                (Some(false), Ok(_)) => {}
                (Some(true), Ok(now)) => {
                    self.busy.set_value(false);
                    self.settle(now);
                    return self.saved();
                }
                (Some(_), Err(failure)) => {
                    self.busy.set_value(false);
                    // As the server has it.
                    self.known.notify();
                    return self.failed(&failure);
                }
            }
        }
    }

    /// Says that it is saved.
    pub fn saved(self) {
        self.toast.say(self.portal.words.t(k::NOTICES_SAVED));
    }

    /// Says why it is not.
    pub fn failed(self, failure: &Failure) {
        let _ = self.fault.try_set(Some(self.why(failure)));
    }

    /// Why something was not done, in words.
    pub fn why(self, failure: &Failure) -> String {
        match failure {
            Failure::Network => self.portal.words.t(k::NOTICES_UNSAVED),
            Failure::Problem(problem) => self.portal.words.refusal(problem),
        }
    }
}
