//! The address that mails go to: typed, then shown to be its owner's by a code. It is kept while it is typed.

use super::wanted::Wanted;
use crate::portal::Portal;
use contract::notice::{MailCode, Mailbox, MailboxState, NewMailbox, Notices};
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::{device, page, store};

/// How often one looks whether the address took the code, in ms.
const LOOK: i32 = 4000;
/// The id of the switch for mail.
pub const SWITCH: &str = "notices-mail";
/// The id of the address.
pub const ADDRESS: &str = "notices-address";
/// The id of the code.
pub const CODE: &str = "notices-code";

/// What is typed, and how it stands with it.
#[derive(Clone, Copy)]
pub struct Form {
    /// How it stands.
    pub wanted: Wanted,
    /// Whose.
    pub portal: Portal,
    /// The address as it is typed.
    pub address: RwSignal<String>,
    /// Its name in storage.
    kept: StoredValue<String>,
    /// The code as it is typed.
    pub code: RwSignal<String>,
    /// It is wanted, though there is no mailbox yet.
    open: RwSignal<bool>,
    /// Another address is typed, though a code waits for the one of before.
    other: RwSignal<bool>,
    /// Why the last thing was not done.
    pub fault: RwSignal<Option<String>>,
    /// The server is asked.
    pub busy: RwSignal<bool>,
    /// It is switched off, and the server does not know yet.
    leaving: RwSignal<bool>,
}

impl Form {
    /// With what was typed before.
    pub fn open(portal: Portal, wanted: Wanted) -> Self {
        let person = portal.session.with_value(|s| s.person.to_string());
        let kept = format!("notices-address:{person}");
        let typed = store::read(&kept).unwrap_or_default();
        let form = Self {
            wanted,
            portal,
            open: RwSignal::new(!typed.is_empty()),
            address: RwSignal::new(typed),
            kept: StoredValue::new(kept),
            code: RwSignal::new(String::new()),
            other: RwSignal::new(false),
            fault: RwSignal::new(None),
            busy: RwSignal::new(false),
            leaving: RwSignal::new(false),
        };
        form.look();
        form
    }

    /// Whether the address, or its code, is asked for.
    pub fn is_open(self) -> bool {
        self.open.get() || self.wanted.mailbox().is_some() && !self.leaving.get()
    }

    /// Whether a code waits to be typed.
    pub fn waits(self) -> bool {
        let waiting = |m: Mailbox| m.state == MailboxState::Waiting;
        self.wanted.mailbox().is_some_and(waiting) && !self.other.get()
    }

    /// The switch: without a mailbox it asks for one.
    pub fn turn(self, on: bool) {
        self.fault.set(None);
        let confirmed = untrack(|| self.wanted.confirmed());
        match (on, confirmed) {
            (on, true) => self.wanted.wish(|w| w.mail = on),
            (true, false) => {
                self.open.set(true);
                page::focus_soon(ADDRESS);
            }
            (false, false) => {
                self.open.set(false);
                self.other.set(false);
                // It stays in the field, should they think again; opened anew, the page does not ask for it.
                store::remove(&self.kept.get_value());
                if untrack(|| self.wanted.mailbox()).is_some() {
                    self.remove();
                }
            }
        }
    }

    /// The address is another one.
    pub fn typed(self, address: String) {
        let kept = self.kept.get_value();
        match address.is_empty() {
            true => store::remove(&kept),
            false => store::write(&kept, &address),
        }
        self.address.set(address);
    }

    /// Another address instead; often the same, with a letter changed.
    pub fn another(self) {
        self.fault.set(None);
        self.take_up();
        self.open.set(true);
        self.other.set(true);
        page::focus_soon(ADDRESS);
    }

    /// What was sent to before is in the field again, unless something else is.
    fn take_up(self) {
        let before = untrack(|| self.wanted.mailbox()).map(|m| m.address);
        if let (true, Some(before)) = (self.address.with_untracked(String::is_empty), before) {
            self.address.set(before);
        }
    }

    pub fn send(self) {
        self.send_to(Some(self.address.get_untracked()));
    }

    /// Has a code sent.
    pub fn send_to(self, address: Option<String>) {
        let new = NewMailbox {
            address: address.unwrap_or_default(),
            lang: self.portal.words.lang.get_untracked().code().to_owned(),
        };
        self.ask(
            ADDRESS,
            async move { http::put("/notices/mailbox", &new).await },
            move |now| {
                self.open.set(true);
                self.other.set(false);
                self.code.set(String::new());
                self.typed(String::new());
                self.wanted.settle(now);
                page::focus_soon(CODE);
            },
        );
    }

    /// The code was typed. Whoever typed their address wants to be written to.
    pub fn confirm(self) {
        let code = MailCode {
            code: self.code.get_untracked(),
        };
        let asked = async move { http::post("/notices/mailbox/confirmation", &code).await };
        self.ask(CODE, asked, move |now| {
            self.open.set(false);
            self.wanted.settle(now);
            self.wanted.wish(|w| (w.mail, w.calendar) = (true, true));
            page::focus_soon(SWITCH);
        });
    }

    /// Asks the server for one thing at a time; a refusal is said at the field.
    fn ask(
        self,
        field: &'static str,
        asked: impl Future<Output = Result<Notices, Failure>> + 'static,
        then: impl FnOnce(Notices) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let answer = asked.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => then(now),
                Err(failure) => {
                    self.fault.set(Some(self.why(&failure)));
                    page::focus(field);
                }
            }
        });
    }

    fn why(self, failure: &Failure) -> String {
        let w = self.portal.words;
        match failure {
            Failure::Problem(p) if p.kind == Kind::TooManyRequests => w.t(k::NOTICES_NO_MORE),
            Failure::Problem(p) => match p.errors.first() {
                Some(fault) => w.fault(fault),
                None => w.refusal(p),
            },
            Failure::Network => self.wanted.why(failure),
        }
    }

    /// Forgets the mailbox, and with it what went there.
    pub fn remove(self) {
        let wanted = self.wanted;
        self.leaving.set(true);
        wanted.fault.set(None);
        spawn_local(async move {
            let answer = http::delete("/notices/mailbox").await;
            if answer.is_ok() {
                wanted.change(|known| known.mailbox = None);
            }
            let _ = self.leaving.try_set(false);
            if let Err(failure) = answer {
                return wanted.failed(&failure);
            }
            // The button that did it is gone.
            page::focus_soon(SWITCH);
            let went = wanted.wishes.try_with_untracked(|w| w.mail || w.calendar);
            match went {
                Some(true) => wanted.wish(|w| (w.mail, w.calendar) = (false, false)),
                Some(false) => wanted.saved(),
                None => {}
            }
        });
    }

    /// Looks, while a code waits, whether the address took it, and whether it was typed on another screen.
    fn look(self) {
        let waits = Memo::new(move |_| self.waits());
        Effect::new(move || {
            let state = self.wanted.mailbox().map(|m| m.state);
            if state == Some(MailboxState::Refused) {
                self.take_up();
            }
        });
        Effect::new(move || {
            if waits.get() {
                spawn_local(async move {
                    loop {
                        platform::sleep(LOOK).await;
                        if waits.try_get_untracked() != Some(true) {
                            return;
                        }
                        if device::hidden() {
                            continue;
                        }
                        if let Ok(now) = http::get::<Notices>("/notices").await
                            && waits.try_get_untracked() == Some(true)
                            && now.mailbox != untrack(|| self.wanted.mailbox())
                        {
                            self.wanted.settle(now);
                        }
                    }
                });
            }
        });
    }
}
