//! What waits to be told: written with what has happened, taken away once it was told or seen.

use super::{StoreError, random_u128, wishes};
use casework::notice::{GRACE, due, owners};
use contract::case::{Case, Stage};
use contract::event::{Body, Event};
use contract::id::{CaseId, PersonId};
use contract::notice::{DAY, Notice};
use contract::time::{Timestamp, Zone};
use rusqlite::{Connection, Row, params};

/// From one mail about a case to the next, at the least, in minutes. A browser shows the newer in the older one's place.
const GAP: i64 = 10;
/// For so long is remembered when somebody was told last, in minutes.
const REMEMBERED: i64 = 60;

/// A way to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A mail.
    Mail,
    /// A browser's push service.
    Push,
    /// A mail with the visit, for a calendar.
    Calendar,
    /// A mail with a code, that shows whose a mailbox is.
    Code,
}

impl Channel {
    const ALL: [Self; 4] = [Self::Mail, Self::Push, Self::Calendar, Self::Code];

    /// Its name in the store and among the figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Push => "push",
            Self::Calendar => "calendar",
            Self::Code => "code",
        }
    }
}

/// Something that is to be told now.
#[derive(Debug, Clone)]
pub struct Due {
    /// The row.
    pub id: i64,
    /// Whom.
    pub person: PersonId,
    /// Of which case; of none, where it is a code.
    pub case: Option<CaseId>,
    /// How.
    pub channel: Channel,
    /// Which browser.
    pub target: String,
    /// The last of what has happened.
    pub notice: Notice,
    /// How much has.
    pub things: u32,
    /// Where the case stood then.
    pub seq: u32,
    /// Since when it waits.
    pub at: Timestamp,
    /// How often it was tried in vain.
    pub tries: u32,
}

/// The minute of the day that a clock of this zone shows.
pub fn minute(zone: &Zone) -> impl Fn(Timestamp) -> u16 + use<> {
    let zone = jiff::tz::TimeZone::get(zone.as_str()).unwrap_or(jiff::tz::TimeZone::UTC);
    move |at| {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let time = at.to_zoned(zone.clone()).time();
        let minute = i32::from(time.hour()) * 60 + i32::from(time.minute());
        u16::try_from(minute).unwrap_or_default() % DAY
    }
}

/// After an event: who is to be told of it, and when. In the event's transaction.
pub fn news(db: &Connection, event: &Event, case: &Case) -> Result<(), StoreError> {
    let body = &event.link.body;
    let (notice, visit) = (owners(event), visits(body, case));
    if notice.is_none() && !visit {
        return Ok(());
    }
    let at = event.link.at;
    for (person, wishes) in wishes::household(db, &case.owner)? {
        let later = due(at, wishes.quiet, minute(&wishes.zone));
        let row = News {
            person: person.as_str(),
            case: case.id.as_str(),
            seq: case.seq,
            at,
        };
        if let Some(notice) = notice {
            if wishes.mail {
                row.put(db, (Channel::Mail, ""), notice, later)?;
            }
            if wishes.push {
                for browser in wishes::browsers(db, &person)? {
                    row.put(db, (Channel::Push, &browser.id), notice, later)?;
                }
            }
        }
        if visit && wishes.calendar {
            // What they have just done themselves is not put off.
            let own = event.link.actor.role.is_owners();
            let soon = if own { at.plus_minutes(GRACE) } else { later };
            row.put(db, (Channel::Calendar, ""), Notice::Visit, soon)?;
        }
    }
    Ok(())
}

/// Whether what stands in a calendar is another thing now.
fn visits(body: &Body, case: &Case) -> bool {
    match body {
        Body::Booked { .. } | Body::Cancelled {} => true,
        Body::Closed {} | Body::Withdrawn {} => {
            let visit = case.appointment.as_ref();
            visit.is_some_and(|visit| visit.checked_in_at.is_none())
        }
        _ => false,
    }
}

/// Whether the visit that a calendar has is off.
pub fn is_off(case: &Case) -> bool {
    match &case.appointment {
        Some(visit) => case.stage == Stage::Closed && visit.checked_in_at.is_none(),
        None => true,
    }
}

struct News<'a> {
    person: &'a str,
    case: &'a str,
    seq: u32,
    at: Timestamp,
}

impl News<'_> {
    /// One more thing to be told in this way: with what waits already, and not at once after the last mail.
    fn put(
        &self,
        db: &Connection,
        (channel, target): (Channel, &str),
        notice: Notice,
        due: Timestamp,
    ) -> Result<(), StoreError> {
        let gap = match channel {
            Channel::Mail => GAP * 60_000,
            Channel::Push | Channel::Calendar | Channel::Code => 0,
        };
        db.prepare_cached(
            "INSERT INTO notices (person, case_id, channel, target, notice, seq, things, at, due) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8) \
             ON CONFLICT (person, case_id, channel, target) DO UPDATE SET \
             notice = ?5, seq = ?6, things = things + 1, at = iif(things = 0, ?7, at), \
             due = iif(things = 0, max(?8, coalesce(told, 0) + ?9), min(due, ?8)), \
             tries = iif(things = 0, 0, tries)",
        )?
        .execute(params![
            self.person,
            self.case,
            channel.name(),
            target,
            notice.slug(),
            self.seq,
            self.at.0,
            due.0,
            gap
        ])?;
        Ok(())
    }
}

/// A code is to be sent, at once.
pub fn code(db: &Connection, person: &PersonId, now: Timestamp) -> Result<(), StoreError> {
    let row = News {
        person: person.as_str(),
        case: "",
        seq: 0,
        at: now,
    };
    // The code of before is not sent any more: its number makes this one another letter.
    db.prepare_cached("DELETE FROM notices WHERE person = ?1 AND channel = 'code'")?
        .execute([person.as_str()])?;
    row.put(db, (Channel::Code, ""), Notice::Message, now)
}

/// A page has shown a case as far as `seq`: that needs no telling. A calendar is not a page.
pub fn seen(db: &Connection, person: &PersonId, case: &CaseId, seq: u32) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE notices SET things = 0 WHERE person = ?1 AND case_id = ?2 AND seq <= ?3 AND channel IN ('mail', 'push')",
    )?
    .execute(params![person.as_str(), case.as_str(), seq])?;
    Ok(())
}

/// What is to be told by now, the longest due first.
pub fn all_due(db: &Connection, now: Timestamp, most: usize) -> Result<Vec<Due>, StoreError> {
    let mut found = db.prepare_cached(
        "SELECT id, person, case_id, channel, target, notice, things, seq, at, tries FROM notices \
         WHERE things > 0 AND due <= ?1 ORDER BY due, id LIMIT ?2",
    )?;
    let rows = found.query_map(params![now.0, most as i64], |r| Ok(read(r)))?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

fn read(r: &Row<'_>) -> Option<Due> {
    let (channel, notice): (String, String) = (r.get(3).ok()?, r.get(5).ok()?);
    let case: String = r.get(2).ok()?;
    Some(Due {
        id: r.get(0).ok()?,
        person: PersonId::parse(&r.get::<_, String>(1).ok()?).ok()?,
        case: CaseId::parse(&case).ok(),
        channel: Channel::ALL.into_iter().find(|c| c.name() == channel)?,
        target: r.get(4).ok()?,
        notice: Notice::ALL.into_iter().find(|n| n.slug() == notice)?,
        things: r.get(6).ok()?,
        seq: r.get(7).ok()?,
        at: Timestamp(r.get(8).ok()?),
        tries: r.get(9).ok()?,
    })
}

/// It was told; what has happened meanwhile waits for its own turn.
pub fn told(db: &Connection, due: &Due, now: Timestamp) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE notices SET things = max(things - ?2, 0), told = ?3, tries = 0, at = ?3, \
         due = max(due, ?3 + ?4) WHERE id = ?1",
    )?
    .execute(params![due.id, due.things, now.0, GRACE * 60_000])?;
    Ok(())
}

/// Forgets when people were told last, where that was long ago.
pub fn tidy(db: &Connection, now: Timestamp) -> Result<(), StoreError> {
    db.execute(
        "DELETE FROM notices WHERE things = 0 AND coalesce(told, at) < ?1",
        [now.plus_minutes(-REMEMBERED).0],
    )?;
    Ok(())
}

/// It is tried again then; `tried` where it was in vain.
pub fn later(db: &Connection, due: &Due, then: Timestamp, tried: bool) -> Result<(), StoreError> {
    db.prepare_cached("UPDATE notices SET due = ?2, tries = tries + ?3 WHERE id = ?1")?
        .execute(params![due.id, then.0, tried])?;
    Ok(())
}

/// It is not told.
pub fn drop(db: &Connection, due: &Due) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM notices WHERE id = ?1")?
        .execute([due.id])?;
    Ok(())
}

/// Nothing of an erased case is told.
pub fn erase(db: &Connection, case: &CaseId) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM notices WHERE case_id = ?1")?
        .execute([case.as_str()])?;
    Ok(())
}

/// The secret key that push services know this store by, made once.
pub fn push_key(db: &Connection) -> Result<String, StoreError> {
    let fresh = format!("{:032x}{:032x}", random_u128()?, random_u128()?);
    db.execute(
        "INSERT OR IGNORE INTO meta VALUES ('push-key', ?1)",
        [fresh],
    )?;
    let sql = "SELECT value FROM meta WHERE name = 'push-key'";
    Ok(db.query_row(sql, [], |r| r.get(0))?)
}
