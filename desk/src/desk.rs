//! What every part of the desk shares: who is signed in, what time it is, the lists, the open case, the
//! outbox, and the few acts that touch more than one of them.

use crate::case::{TITLE_ID, cause_id, composer_id, first_pick_id};
use crate::inbox::{Inbox, row_id};
use crate::path::Place;
use crate::send::draft::{Slot, Verb};
use contract::case::Case;
use contract::event::Event;
use contract::id::CaseId;
use contract::person::{Session, Staff};
use contract::problem::Kind;
use contract::time::{Timestamp, Zone};
use i18n::k;
use leptos::prelude::*;
use platform::http::Failure;
use platform::{intl, page};
use ui::file::CaseFile;
use ui::live::{Link, Listener};
use ui::outbox::{Answer, Outbox};
use ui::words::Words;

/// The desk of one advisor, from sign-in to sign-out.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Who is signed in.
    pub session: StoredValue<Session>,
    /// The texts.
    pub words: Words,
    /// The server's time, as near as is known.
    pub now: Signal<Timestamp>,
    /// Where one is.
    pub place: Memo<Place>,
    /// Goes somewhere.
    pub go: Callback<Place>,
    /// The lists.
    pub inbox: Inbox,
    /// The open case.
    pub file: CaseFile,
    /// What is typed and sent.
    pub outbox: Outbox<Slot>,
    /// The connection.
    pub link: Link,
    /// The form that is open.
    pub form: RwSignal<Option<Slot>>,
    /// The row that has the keyboard.
    pub cursor: RwSignal<Option<CaseId>>,
    /// What was just done, in words.
    pub done: RwSignal<String>,
    /// The list of keys is shown.
    pub help: RwSignal<bool>,
    /// Called when the session has ended.
    pub left: Callback<()>,
}

impl Desk {
    /// The desk this component belongs to.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// The centre's zone; times are shown by its clock.
    pub fn zone(self) -> Zone {
        let zone = self
            .session
            .with_value(|s| s.centres.first().map(|c| c.zone.clone()));
        zone.or_else(|| Zone::try_from("UTC".to_owned()).ok())
            .expect("UTC is a zone's name")
    }

    /// The zone's offset at an instant, in minutes east of UTC.
    pub fn offset(self, at: Timestamp) -> i64 {
        intl::offset(at, &self.zone())
    }

    /// The centre's name.
    pub fn centre_name(self) -> String {
        let name = self
            .session
            .with_value(|s| s.centres.first().map(|c| c.name.clone()));
        name.unwrap_or_default()
    }

    /// Whether this advisor is the one signed in.
    pub fn is_me(self, advisor: Option<&Staff>) -> bool {
        self.session
            .with_value(|s| advisor.is_some_and(|a| a.id == s.person))
    }

    /// Begins something with a case: opens it where it is not open, then its form. The same again shuts
    /// the form. What the rules do not allow now is not begun; its reason stands below the buttons.
    pub fn start(self, case: CaseId, verb: Verb) {
        let mut place = self.place.get_untracked();
        if place.case.as_ref() != Some(&case) {
            place.case = Some(case.clone());
            self.go.run(place);
        }
        if self.known(&case).is_some_and(|c| !allowed(verb, &c)) {
            return;
        }
        self.done.set(String::new());
        let slot = Slot { case, verb };
        let shut = verb == Verb::Message || self.form.get_untracked().as_ref() == Some(&slot);
        self.form.set((!shut).then_some(slot));
        match verb {
            Verb::Message => page::focus_soon(composer_id()),
            _ if shut => page::focus_soon(TITLE_ID),
            Verb::Accept | Verb::Promise => page::focus_soon(first_pick_id()),
            Verb::Close => page::focus_soon(cause_id()),
        }
    }

    /// Shuts the form; what was typed in it is kept.
    pub fn shut_form(self) {
        self.form.set(None);
        page::focus_soon(TITLE_ID);
    }

    /// One step back: the list of keys, the form, the field, the case.
    pub fn back(self, in_text: bool) {
        if self.help.get_untracked() {
            self.help.set(false);
        } else if self.form.get_untracked().is_some() {
            self.shut_form();
        } else if in_text {
            page::focus_soon(TITLE_ID);
        } else if let Some(case) = self.place.with_untracked(|p| p.case.clone()) {
            self.go
                .run(Place::list(self.place.with_untracked(|p| p.tab)));
            page::focus_soon(&row_id(&case));
        }
    }

    /// A command was answered.
    pub fn landed(self, slot: &Slot, answer: &Answer) {
        let open = self.file.case.get_untracked().filter(|c| c.id == slot.case);
        match answer {
            Answer::Done(_) => {
                let w = self.words;
                let key = match slot.verb {
                    Verb::Accept => k::DESK_DONE_ACCEPT,
                    Verb::Promise => k::DESK_DONE_PROMISE,
                    Verb::Message => k::DESK_DONE_MESSAGE,
                    Verb::Close => k::DESK_DONE_CLOSE,
                };
                let owner = open.as_ref().map(|c| crate::case::owner(self, c));
                let owner = owner.unwrap_or_else(|| w.t(k::DESK_THE_OWNER));
                self.done.set(w.tf(key, &[("owner", &owner)]));
                if self.form.get_untracked().as_ref() == Some(slot) {
                    self.shut_form();
                }
            }
            Answer::Refused(Kind::InvalidInput) => return,
            Answer::Refused(_) => {}
            Answer::SignedOut => return self.left.run(()),
        }
        if open.is_some() {
            self.file.reload();
        }
    }

    fn known(self, id: &CaseId) -> Option<Case> {
        self.file.case.get_untracked().filter(|c| c.id == *id)
    }
}

impl Listener for Desk {
    async fn load(self) -> Result<String, Failure> {
        let position = self.inbox.fetch().await?;
        self.inbox.fetch_closed().await?;
        self.file.reload();
        Ok(position)
    }

    fn take(self, event: &Event) {
        if let Some(row) = self.file.take(event) {
            self.inbox.put(row);
        }
        self.inbox.take(event);
    }

    fn is_live(self) {
        self.outbox.wake();
    }

    fn signed_out(self) {
        self.left.run(());
    }
}

fn allowed(verb: Verb, case: &Case) -> bool {
    use casework::may;
    match verb {
        Verb::Accept => may::accept(case),
        Verb::Promise | Verb::Close => may::handle(case),
        Verb::Message => may::message(case),
    }
    .is_ok()
}
