//! What the rooms share: who is signed in, what time it is, the cases, the open one, the outbox, the
//! connection.

use crate::drive::car;
use crate::outbox::Form;
use crate::path;
use contract::case::{Case, CaseList, CaseSummary, Stage};
use contract::event::Event;
use contract::id::{CaseId, CentreId, ReleaseId};
use contract::person::{Centre, Session};
use contract::time::{Timestamp, Zone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use platform::http::{self, Failure, Last};
use platform::{device, page, worker};
use ui::file::CaseFile;
use ui::live::{Link, Listener, Standing};
use ui::outbox::{Answer, Outbox};
use ui::words::Words;

/// Milliseconds in a quarter of an hour.
const QUARTER: i64 = 900_000;

/// The portal of one owner, from sign-in to sign-out.
#[derive(Clone, Copy)]
pub struct Portal {
    /// Who is signed in.
    pub session: StoredValue<Session>,
    /// The texts.
    pub words: Words,
    /// The server's time, as near as is known.
    pub now: Signal<Timestamp>,
    /// The same, down to a quarter of an hour, on which every zone's midnight lies: what only tells days apart reads
    /// this, and is not written anew every few seconds.
    pub today: Memo<Timestamp>,
    /// Their cases, the newest change first; `None` until they are here.
    pub cases: RwSignal<Option<Vec<CaseSummary>>>,
    /// The open case.
    pub file: CaseFile,
    /// What is typed and sent.
    pub outbox: Outbox<Form>,
    /// The connection.
    pub link: Link,
    /// The page was put aside, or was without a network, and may be looked at again.
    pub back: RwSignal<()>,
    /// The session has ended.
    ended: Callback<()>,
}

impl Portal {
    /// The portal this component belongs to.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Sets up everything for one session and connects.
    pub fn open(session: Session, words: Words, ended: Callback<()>) -> Self {
        let ahead = RwSignal::new(session.now.0 - platform::now().0);
        let tick = RwSignal::new(platform::now());
        let now = Signal::derive(move || Timestamp(tick.get().0 + ahead.get()));
        spawn_local(async move {
            loop {
                platform::sleep(5000).await;
                if tick.try_set(platform::now()).is_some() {
                    return;
                }
            }
        });
        let today = Memo::new(move |_| Timestamp(now.get().0.div_euclid(QUARTER) * QUARTER));
        let release = concat!("portal-", env!("CARGO_PKG_VERSION")).replace('.', "-");
        let release = ReleaseId::parse(&release).expect("a version of digits and dots makes an id");
        let navigate = use_navigate();
        let landed = Callback::new(move |(form, answer): (Form, Answer)| {
            if let Answer::SignedOut = answer {
                ended.run(());
            }
            // A page that shows the report shows what became of it, whichever tab it was sent from.
            let shown = page::path() == path::REPORT;
            let case = match (form, answer) {
                (Form::Report, Answer::Done(receipt)) => Some(receipt),
                (Form::Report, Answer::Elsewhere(receipt)) if shown => Some(receipt),
                _ => None,
            };
            if let Some(receipt) = case {
                navigate(&path::case(&receipt.case), NavigateOptions::default());
                page::focus_soon(crate::parts::TITLE);
            }
        });
        let link = Link::new(ahead);
        let drive = Signal::derive(car::state);
        let outbox = Outbox::open(
            &session.person,
            release,
            device::surface(),
            drive,
            now,
            landed,
        );
        let portal = Self {
            session: StoredValue::new(session),
            words,
            now,
            today,
            cases: RwSignal::new(None),
            file: CaseFile::new(),
            outbox,
            link,
            back: RwSignal::new(()),
            ended,
        };
        page::on_return(move || {
            link.nudge();
            outbox.wake();
            let _ = portal.back.try_set(());
        });
        link.keep(portal);
        portal
    }

    /// A centre by its id.
    pub fn centre(self, id: &CentreId) -> Option<Centre> {
        self.session
            .with_value(|s| s.centres.iter().find(|c| c.id == *id).cloned())
    }

    /// A centre's zone; times about a case are by its centre's clock.
    pub fn zone(self, id: &CentreId) -> Zone {
        let zone = self.centre(id).map(|c| c.zone);
        zone.or_else(|| Zone::try_from("UTC".to_owned()).ok())
            .expect("UTC is a zone's name")
    }

    /// A moment in words, by a centre's clock.
    pub fn moment(self, at: Timestamp, centre: &CentreId) -> String {
        self.words.moment(at, self.today.get(), &self.zone(centre))
    }

    /// Whoever is here, as the rules of a case ask for them.
    pub fn me(self, case: &Case) -> casework::Who {
        self.session.with_value(|s| casework::Who::Owner {
            id: s.person.clone(),
            role: s.role,
            owner: case.owner.clone(),
            name: s.name.clone(),
            vehicles: s.vehicles.iter().map(|v| v.vin.clone()).collect(),
            approves: s.approves,
            car: s.car,
        })
    }

    /// What its owner calls the car.
    pub fn nickname(self, vin: Option<&str>) -> Option<String> {
        self.session.with_value(|s| {
            let car = s.vehicles.iter().find(|v| Some(v.vin.as_str()) == vin);
            car.map(|v| v.nickname.clone())
        })
    }

    /// The open case that matters most: the one that changed last.
    pub fn foremost(self) -> Option<CaseSummary> {
        let cases = self.cases.get().unwrap_or_default();
        cases.into_iter().find(|c| c.stage != Stage::Closed)
    }

    /// Whether the cases are still on their way, and nothing keeps them from coming.
    pub fn unknown(self) -> bool {
        let connecting = matches!(self.link.standing.get(), Standing::Connecting);
        connecting && self.cases.with(Option::is_none)
    }

    /// Puts a case into the list, in its place.
    fn put(self, row: CaseSummary) {
        self.cases.update(|cases| {
            let cases = cases.get_or_insert_default();
            if let Some(have) = cases.iter().position(|c| c.id == row.id) {
                if cases[have].seq > row.seq {
                    return;
                }
                cases.remove(have);
            }
            let at = cases.iter().position(|c| c.changed_at <= row.changed_at);
            cases.insert(at.unwrap_or(cases.len()), row);
        });
    }

    async fn refresh(self, id: CaseId) {
        if let Ok(case) = http::get::<Case>(&format!("/cases/{id}")).await
            && self.cases.try_get_untracked().is_some()
        {
            self.put(CaseSummary::from(&case));
        }
    }
}

impl Listener for Portal {
    async fn load(self) -> Result<Last<String>, Failure> {
        let path = "/cases?limit=100";
        // What is shown already is newer than what was kept.
        let shown = self.cases.try_with_untracked(Option::is_some) == Some(true);
        let Last { answer, kept } = match shown {
            true => http::get::<CaseList>(path).await.map(Last::new)?,
            false => http::last::<CaseList>(path).await?,
        };
        let _ = self.cases.try_set(Some(answer.cases));
        self.file.reload();
        let answer = answer.position;
        Ok(Last { answer, kept })
    }

    fn take(self, event: &Event) {
        match self.file.take(event) {
            Some(row) => self.put(row),
            None => spawn_local(self.refresh(event.link.case.clone())),
        }
        worker::keep();
        crate::host::tell(self, event);
    }

    fn is_live(self) {
        self.outbox.wake();
    }

    fn signed_out(self) {
        self.ended.run(());
    }
}
