//! The settings as somebody sees them: those of their centres.

use crate::calendar;
use crate::config::CentreConfig;
use crate::directory::{Directory, Person, is_everywhere};
use crate::identity::DeskSession;
use crate::rouse::take_up;
use crate::state::App;
use crate::store::registry::changes;
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use casework::{Who, may};
use contract::id::CentreId;
use contract::person::Role;
use contract::problem::{Kind, Problem};
use contract::settings::{Calendar, CentreSwitch, Settings, StaffMember};
use std::sync::Arc;

/// Changes that are told.
const CHANGES: u32 = 50;

/// What is set, as far as it concerns the asker's centres.
#[utoipa::path(get, path = "/api/desk/settings", tag = "settings",
    responses((status = 200, body = Settings), (status = 401, body = Problem)))]
pub(crate) async fn settings(
    State(app): State<App>,
    DeskSession(person): DeskSession,
) -> Result<Json<Settings>, Refuse> {
    let directory = newest(&app).await;
    Ok(Json(of(&app, &directory, &person)?))
}

/// What a centre can take in the days ahead; for those who handle its cases.
#[utoipa::path(get, path = "/api/desk/centres/{id}/calendar", tag = "settings", params(("id" = String, Path)),
    responses((status = 200, body = Calendar), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn calendar(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
) -> Result<Json<Calendar>, Refuse> {
    let directory = app.directory();
    let centre = centre(&directory, &person.who, &id)?;
    may::act_for_centre(&person.who)?;
    Ok(Json(Calendar {
        bays: centre.bays,
        days: calendar::openings(centre, app.clock.now()),
    }))
}

/// The directory with what was changed a moment ago, by whomever: a change is made over what is seen,
/// and what is seen is the newest.
pub(super) async fn newest(app: &App) -> Arc<Directory> {
    take_up(app).await;
    app.directory()
}

/// The settings for somebody.
pub(super) fn of(app: &App, directory: &Directory, person: &Person) -> Result<Settings, Refuse> {
    let sight = Sight(&person.who);
    let now = app.clock.now();
    let centres = directory.centres().iter();
    let mut staff: Vec<StaffMember> = directory
        .staff()
        .iter()
        .filter(|m| sight.member(m))
        .cloned()
        .collect();
    for member in &mut staff {
        member.away_until = member.away(now);
    }
    let place = |m: &StaffMember| {
        let first = |c: &CentreConfig| m.centres.contains(&c.centre.id);
        directory
            .centres()
            .iter()
            .position(first)
            .unwrap_or(usize::MAX)
    };
    staff.sort_by_cached_key(|m| (place(m), rank(m.role), m.name.clone()));
    let concerned = (!sight.all()).then(|| centres_of(&person.who));
    Ok(Settings {
        version: directory.version(),
        terms: directory.terms().clone(),
        centres: centres
            .filter(|c| sight.centre(&c.centre.id))
            .map(|c| CentreSwitch {
                id: c.centre.id.clone(),
                name: c.centre.name.clone(),
                contacts: c.contacts,
            })
            .collect(),
        staff,
        changes: app.reader.with(|db| changes(db, concerned, CHANGES))?,
    })
}

/// The order of a centre's people.
fn rank(role: Role) -> u8 {
    match role {
        Role::HeadOfService => 0,
        Role::RegionalManager => 1,
        Role::LocalManager => 2,
        Role::Advisor => 3,
        Role::QualityLead => 4,
        _ => 5,
    }
}

/// How far somebody sees: their centres; an operator and a head of service everything.
pub(super) struct Sight<'a>(pub &'a Who);

impl Sight<'_> {
    fn all(&self) -> bool {
        matches!(self.0.role(), Role::Operator | Role::HeadOfService)
    }

    fn centre(&self, id: &CentreId) -> bool {
        self.all() || centres_of(self.0).contains(id)
    }

    /// Oneself, those of one's centres, and those who answer for every centre; who has left is gone.
    pub fn member(&self, m: &StaffMember) -> bool {
        let near = || m.centres.iter().any(|c| self.centre(c));
        let oneself = self.0.id() == Some(&m.id);
        self.all() || (!m.left && (oneself || is_everywhere(m.role) || near()))
    }
}

/// A centre that somebody sees. What they do not see is not told from what is not there.
pub(super) fn centre<'a>(
    directory: &'a Directory,
    who: &Who,
    id: &str,
) -> Result<&'a CentreConfig, Refuse> {
    let seen = |id: &CentreId| Sight(who).centre(id);
    let id = CentreId::parse(id).ok().filter(seen);
    let found = id.and_then(|id| directory.centre(&id));
    found.ok_or(Refuse::because(Kind::CentreNotFound))
}

fn centres_of(who: &Who) -> &[CentreId] {
    match who {
        Who::Staff { centres, .. } => centres,
        _ => &[],
    }
}
