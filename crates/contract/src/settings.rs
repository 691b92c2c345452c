//! What people decide beside cases: which centres take part in contacts, the limits, who is on the
//! staff and who is away, what was imported.

use crate::id::{CentreId, PersonId};
use crate::person::{Role, Staff};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Times and limits of the rules. Times in minutes and days, limits in pieces. Set in the
/// configuration or at the desk; the defaults are the product's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Terms {
    /// A report is taken in within this long while its centre is open.
    pub first_answer_minutes: i64,
    /// The same for a report that is urgent, or of a car that is not safe to drive.
    pub urgent_answer_minutes: i64,
    /// A missed promise goes from the local to the regional manager after this long.
    pub promise_climb_minutes: i64,
    /// A manager answers a dispute within this long, or it goes up.
    pub dispute_answer_minutes: i64,
    /// Between two disputes about the same subject of a case.
    pub dispute_cooldown_minutes: i64,
    /// Disputes of a case in 24 hours.
    pub disputes_per_day: u32,
    /// Messages of either side of a case in 24 hours.
    pub messages_per_day: u32,
    /// A closed case opens again with one touch for this long.
    pub reopen_days: i64,
    /// After a case is opened again, the next update comes within this long.
    pub reopen_answer_minutes: i64,
    /// A reward's code is taken for this long.
    pub reward_days: i64,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            first_answer_minutes: 120,
            urgent_answer_minutes: 15,
            promise_climb_minutes: 60,
            dispute_answer_minutes: 24 * 60,
            dispute_cooldown_minutes: 24 * 60,
            disputes_per_day: 3,
            messages_per_day: 100,
            reopen_days: 14,
            reopen_answer_minutes: 4 * 60,
            reward_days: 180,
        }
    }
}

/// Somebody on the staff, with what a centre and its owners need to know of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    /// Who.
    pub id: PersonId,
    /// The name shown.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The centres they answer for; not read for a head of service and a quality lead, who answer for
    /// all.
    #[serde(default)]
    pub centres: Vec<CentreId>,
    /// Languages they speak, as BCP 47 tags; a manager's, shown to owners.
    #[serde(default)]
    pub languages: Vec<String>,
    /// When they can be reached: `8–17`; a manager's.
    #[serde(default)]
    pub hours: String,
    /// Telephone, in international form; a manager's.
    #[serde(default)]
    pub phone: String,
    /// Mail; a manager's.
    #[serde(default)]
    pub mail: String,
    /// Away until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_until: Option<Timestamp>,
    /// Works here no more: signs in no longer and is nobody's contact. Their cases stay theirs until
    /// they are handed over, and their promises go up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
}

impl StaffMember {
    /// Who, as owners see them.
    pub fn staff(&self) -> Staff {
        Staff {
            id: self.id.clone(),
            name: self.name.clone(),
        }
    }

    /// Until when they are away, if they are.
    pub fn away(&self, now: Timestamp) -> Option<Timestamp> {
        self.away_until.filter(|until| now < *until)
    }

    /// Whether a case of this centre can be theirs.
    pub fn takes_cases_of(&self, centre: &CentreId) -> bool {
        let handles = matches!(self.role, Role::Advisor | Role::LocalManager);
        handles && !self.left && self.centres.contains(centre)
    }
}

/// `GET /api/desk/settings`: as far as they concern the asker's centres; all of them for an operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Goes up with each change; sent back with the next one.
    pub version: u64,
    /// Times and limits in force.
    pub terms: Terms,
    /// Centres, and whether they take part.
    pub centres: Vec<CentreSwitch>,
    /// The staff, by centre and role.
    pub staff: Vec<StaffMember>,
    /// What was changed by whom, the newest first, at most 50.
    pub changes: Vec<Change>,
}

/// The pilot's switch of a centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CentreSwitch {
    /// Which.
    pub id: CentreId,
    /// Its name.
    pub name: String,
    /// The managers' contacts are given at its intakes.
    pub contacts: bool,
}

/// Something that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// By whom; their name.
    pub by: String,
    /// What.
    pub what: Changed,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Changed {
    /// A centre's contacts.
    Contacts {
        /// The centre's name.
        centre: String,
        /// On, or off.
        on: bool,
    },
    /// Times and limits; the names of those that differ, as they are on the wire.
    Terms {
        /// `disputes_per_day`, …
        fields: Vec<String>,
    },
    /// Somebody's place, contacts or rights; or they came, or left.
    Staff {
        /// Their name.
        name: String,
        /// They left.
        left: bool,
    },
    /// Somebody is away, or is back.
    Absence {
        /// Their name.
        name: String,
        /// Until when; back when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// A file of the maker's registry.
    Imported {
        /// How many things.
        things: u32,
    },
}

/// A change as it is asked for: what it is, and the version that was on the screen. Another version
/// meanwhile is a refusal (`settings-changed`), so that nobody undoes what they have not seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Put<T> {
    /// [`Settings::version`] on the screen.
    pub seen: u64,
    /// What it shall be.
    pub to: T,
}

/// `PUT /api/desk/centres/{id}/contacts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Switch {
    /// On, or off.
    pub on: bool,
}

/// `PUT /api/desk/staff/{id}/absence`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Absence {
    /// Away until then, at most a year ahead; absent when they are back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Largest file of an import, in bytes: 8 MiB.
pub const LARGEST_IMPORT: usize = 8 * 1024 * 1024;

/// `POST /api/desk/imports`: a file of the maker's registry, all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    /// A JSON object to a line; at most 8 MiB.
    pub text: String,
    /// Only look whether it could be taken.
    #[serde(default)]
    pub check_only: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Imported {
    /// How many things.
    pub things: u32,
}

/// `GET /api/desk/centres/{id}/calendar`: what a centre can take in the days ahead. Which visits are
/// booked is in the list of open cases, so that it stays live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calendar {
    /// Cars it can take at the same time.
    pub bays: u32,
    /// From today on, days on which it is open; a day with two openings is there twice.
    pub days: Vec<OpenDay>,
}

/// One opening of a centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenDay {
    /// When it opens.
    pub opens: Timestamp,
    /// When it closes.
    pub closes: Timestamp,
}
