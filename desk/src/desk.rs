//! What every part of the desk shares: who is signed in, what time it is, the lists, the open case, the
//! outbox, and the few acts that touch more than one of them.

use crate::case::{TITLE_ID, first_field, focus_fault};
use crate::inbox::Inbox;
use crate::office::Office;
use crate::path::Place;
use crate::send::draft::Slot;
use crate::send::verb::Verb;
use casework::Who;
use contract::case::{Case, CaseSummary};
use contract::event::Event;
use contract::id::{CaseId, CentreId};
use contract::manager::Level;
use contract::person::{Centre, Role, Session, Staff};
use contract::problem::Kind;
use contract::time::{Timestamp, Zone};
use i18n::{Lang, k};
use leptos::prelude::*;
use platform::http::{Failure, Last};
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
    /// Open cases with an open dispute, those for oneself to answer first.
    pub docket: Memo<Vec<CaseSummary>>,
    /// What is decided beside cases.
    pub office: Office,
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
    /// The last row that had it: where Tab enters the list again.
    pub rove: RwSignal<Option<CaseId>>,
    /// What has the keyboard, of what a form can be opened from: its id in the page.
    pub spot: RwSignal<Option<String>>,
    /// Where the keyboard was before a form or the finder took it.
    pub from: StoredValue<Option<String>>,
    /// What is looked for in the list.
    pub find: RwSignal<String>,
    /// What was just done, in words.
    pub done: RwSignal<String>,
    /// Why a key did nothing, in words.
    pub held: RwSignal<String>,
    /// Single keys are switched on.
    pub letters: RwSignal<bool>,
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

    /// The zone that times are shown in: of the open case's centre, else of one's own first one.
    pub fn zone(self) -> Zone {
        self.open_centre()
            .map_or_else(|| self.home_zone(), |c| c.zone)
    }

    /// The zone of one's own first centre: the inbox's clock. Without a centre, the reader's own.
    pub fn home_zone(self) -> Zone {
        let zone = self
            .session
            .with_value(|s| s.centres.first().map(|c| c.zone.clone()));
        zone.or_else(intl::local_zone)
            .or_else(|| Zone::try_from("UTC".to_owned()).ok())
            .expect("UTC is a zone's name")
    }

    /// The zone's offset at an instant, in minutes east of UTC.
    pub fn offset(self, at: Timestamp) -> i64 {
        intl::offset(at, &self.zone())
    }

    /// One of one's own centres.
    pub fn centre(self, id: &CentreId) -> Option<Centre> {
        self.session
            .with_value(|s| s.centres.iter().find(|c| c.id == *id).cloned())
    }

    /// A centre's name; its id where it is none of one's own.
    pub fn centre_of(self, id: &CentreId) -> String {
        self.centre(id).map_or_else(|| id.to_string(), |c| c.name)
    }

    /// The open case's centre. A case's page is made anew with each case, so nothing needs to follow.
    fn open_centre(self) -> Option<Centre> {
        let file = self.file.case;
        let id = file.try_with_untracked(|c| c.as_ref().map(|c| c.centre.clone()))?;
        self.centre(&id?)
    }

    /// The name of the centre whose clock [`Self::zone`] shows.
    pub fn centre_here(self) -> String {
        self.open_centre().map_or_else(|| self.home(), |c| c.name)
    }

    /// The name of one's own first centre.
    pub fn home(self) -> String {
        let name = self
            .session
            .with_value(|s| s.centres.first().map(|c| c.name.clone()));
        name.unwrap_or_default()
    }

    /// Whether cases of several centres are in the list.
    pub fn has_centres(self) -> bool {
        self.session.with_value(|s| s.centres.len() > 1)
    }

    /// Whose desk this is: the centre, or how many.
    pub fn centre_name(self) -> String {
        match self.session.with_value(|s| s.centres.len()) {
            0 | 1 => self.home(),
            n => self.words.tf(k::DESK_CENTRES, &[("n", &n.to_string())]),
        }
    }

    /// The level of a manager.
    pub fn level(self) -> Option<Level> {
        Level::of(self.role())
    }

    /// What the person is.
    pub fn role(self) -> Role {
        self.session.with_value(|s| s.role)
    }

    /// Who asks, for the rules.
    pub fn who(self) -> Who {
        self.session.with_value(|s| Who::Staff {
            staff: Staff {
                id: s.person.clone(),
                name: s.name.clone(),
            },
            role: s.role,
            centres: s.centres.iter().map(|c| c.id.clone()).collect(),
        })
    }

    /// Whether something may be done with a case now; the reason when not.
    pub fn allowed(self, verb: Verb, case: &Case) -> Result<(), Kind> {
        verb.allowed(&self.who(), case)
    }

    /// The decimal mark of the reader's language.
    pub fn mark(self) -> char {
        match self.words.lang.get_untracked() {
            Lang::En => '.',
            Lang::De | Lang::Nb | Lang::Es => ',',
        }
    }

    /// Whether this advisor is the one signed in.
    pub fn is_me(self, advisor: Option<&Staff>) -> bool {
        self.session
            .with_value(|s| advisor.is_some_and(|a| a.id == s.person))
    }

    /// A command was answered.
    pub fn landed(self, slot: &Slot, answer: &Answer) {
        let open = self.file.case.get_untracked().filter(|c| c.id == slot.case);
        match answer {
            Answer::Done(_) => {
                let w = self.words;
                let owner = open.as_ref().map(|c| crate::case::owner(self, c));
                let owner = owner.unwrap_or_else(|| w.t(k::DESK_THE_OWNER));
                self.done.set(w.tf(slot.verb.done(), &[("owner", &owner)]));
                if self.form.get_untracked().as_ref() == Some(slot) {
                    // What the case says now is new.
                    self.form.set(None);
                    self.from.set_value(None);
                    page::focus_soon(TITLE_ID);
                    self.go_on(slot);
                }
            }
            Answer::Refused(Kind::InvalidInput) if slot.photo.is_none() => {
                return focus_fault(self, slot);
            }
            Answer::Refused(_) | Answer::Elsewhere(_) => {}
            Answer::SignedOut => return self.left.run(()),
        }
        if open.is_some() {
            self.file.reload();
        }
    }

    /// A signature was asked for by an estimate that is still being written: back to it.
    fn go_on(self, done: &Slot) {
        let estimate = Slot::of(done.case.clone(), Verb::Estimate);
        let begun = || untrack(|| self.outbox.draft(&estimate).estimate.is_some());
        if done.verb == Verb::Sign && begun() {
            self.form.set(Some(estimate));
            page::focus_soon(&first_field(Verb::Estimate));
        }
    }

    /// The case went to a centre that is none of one's own: its row goes, and its page with it.
    fn gone(self, id: &CaseId) {
        self.inbox.forget(id);
        if self.place.with_untracked(|p| p.case.as_ref() == Some(id)) {
            self.go
                .run(Place::list(self.place.with_untracked(|p| p.tab)));
        }
    }

    /// A case, while it is the open one.
    pub fn known(self, id: &CaseId) -> Option<Case> {
        self.file.case.get_untracked().filter(|c| c.id == *id)
    }
}

impl Listener for Desk {
    async fn load(self) -> Result<Last<String>, Failure> {
        let position = self.inbox.fetch().await?;
        self.inbox.fetch_closed().await?;
        self.file.reload();
        Ok(Last::new(position))
    }

    fn take(self, event: &Event) {
        if let Some(row) = self.file.take(event) {
            if self.centre(&row.centre).is_none() {
                return self.gone(&row.id);
            }
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
