//! How people want to be told, their mailboxes and their browsers.

use super::{StoreError, random_u128};
use contract::id::PersonId;
use contract::notice::{BROWSERS, Browser, Mailbox, MailboxState, Subscription, Wishes};
use contract::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

/// For so long a code can be typed, in minutes.
pub const HOLDS: i64 = 15;
/// Times a code may be typed wrong.
const TRIES: i64 = 5;
/// Codes of one person in a day.
const CODES: i64 = 5;

/// What somebody wants, if they have said so.
pub fn of(db: &Connection, person: &PersonId) -> Result<Option<Wishes>, StoreError> {
    let found: Option<String> = db
        .prepare_cached("SELECT wishes FROM wishes WHERE person = ?1")?
        .query_row([person.as_str()], |r| r.get(0))
        .optional()?;
    Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Those who see an owner's cases and want to be told of them.
pub fn household(db: &Connection, owner: &PersonId) -> Result<Vec<(PersonId, Wishes)>, StoreError> {
    let mut found = db.prepare_cached("SELECT person, wishes FROM wishes WHERE owner = ?1")?;
    let rows = found.query_map([owner.as_str()], |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (person, text) = row?;
        // Written from an id, so it is one.
        if let Ok(person) = PersonId::parse(&person) {
            all.push((person, serde_json::from_str(&text)?));
        }
    }
    Ok(all)
}

/// What somebody wants from here on.
pub fn put(
    db: &Connection,
    person: &PersonId,
    owner: &PersonId,
    wishes: &Wishes,
    now: Timestamp,
) -> Result<(), StoreError> {
    let off = format!("{:032x}", random_u128()?);
    db.prepare_cached(
        "INSERT INTO wishes VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (person) DO UPDATE SET owner = ?2, wishes = ?3, at = ?5",
    )?
    .execute(params![
        person.as_str(),
        owner.as_str(),
        serde_json::to_string(wishes)?,
        off,
        now.0
    ])?;
    Ok(())
}

/// The secret in somebody's mails that ends them.
pub fn off(db: &Connection, person: &PersonId) -> Result<Option<String>, StoreError> {
    Ok(db
        .prepare_cached("SELECT off FROM wishes WHERE person = ?1")?
        .query_row([person.as_str()], |r| r.get(0))
        .optional()?)
}

/// Ends mail for whoever has this secret; known or not, it is over.
pub fn end_mail(db: &Connection, off: &str) -> Result<(), StoreError> {
    db.execute(
        "UPDATE wishes SET wishes = json_set(wishes, '$.mail', json('false'), '$.calendar', json('false')) WHERE off = ?1",
        [off],
    )?;
    Ok(())
}

/// Somebody's mailbox.
pub fn mailbox(db: &Connection, person: &PersonId) -> Result<Option<Mailbox>, StoreError> {
    let found: Option<(Option<String>, String)> = db
        .prepare_cached("SELECT address, state FROM mailboxes WHERE person = ?1")?
        .query_row([person.as_str()], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let read = |(address, state): (Option<String>, String)| {
        let address = address?;
        let state = serde_json::from_value(Value::String(state));
        Some(state.map(|state| Mailbox { address, state }))
    };
    Ok(found.and_then(read).transpose()?)
}

/// A code that waits to be typed, and the language it is sent in.
pub fn code(
    db: &Connection,
    person: &PersonId,
    now: Timestamp,
) -> Result<Option<(String, String)>, StoreError> {
    Ok(db
        .prepare_cached("SELECT code, lang FROM mailboxes WHERE person = ?1 AND code IS NOT NULL AND until > ?2")?
        .query_row(params![person.as_str(), now.0], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?)
}

/// Another mailbox, and a code for it; `false`, and nothing changed, where there were too many today.
pub fn ask(
    db: &Connection,
    person: &PersonId,
    address: &str,
    lang: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let asked: Option<(i64, i64)> = db
        .prepare_cached("SELECT asked, since FROM mailboxes WHERE person = ?1")?
        .query_row([person.as_str()], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let today = asked.filter(|(_, since)| now.0 - since < 24 * 3_600_000);
    let (asked, since) = today.unwrap_or((0, now.0));
    if asked >= CODES {
        return Ok(false);
    }
    let code = format!("{:06}", random_u128()? % 1_000_000);
    db.prepare_cached(
        "INSERT OR REPLACE INTO mailboxes VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, 0, ?6, ?7)",
    )?
    .execute(params![
        person.as_str(),
        address,
        lang,
        code,
        now.plus_minutes(HOLDS).0,
        asked + 1,
        since
    ])?;
    Ok(true)
}

/// How typing a code ended.
pub enum Typed {
    /// The mailbox is theirs.
    Right,
    /// It is another one.
    Wrong,
    /// There is none to be typed any more.
    Gone,
}

/// Somebody has typed a code.
pub fn confirm(
    db: &Connection,
    person: &PersonId,
    typed: &str,
    now: Timestamp,
) -> Result<Typed, StoreError> {
    let Some((code, _)) = code(db, person, now)? else {
        return Ok(Typed::Gone);
    };
    if code == typed {
        let sql = "UPDATE mailboxes SET state = 'confirmed', code = NULL WHERE person = ?1";
        db.prepare_cached(sql)?.execute([person.as_str()])?;
        return Ok(Typed::Right);
    }
    let sql = "UPDATE mailboxes SET tries = tries + 1, code = iif(tries + 1 >= ?2, NULL, code) WHERE person = ?1";
    db.prepare_cached(sql)?
        .execute(params![person.as_str(), TRIES])?;
    Ok(Typed::Wrong)
}

/// A mailbox's server takes no mail for it.
pub fn refused(db: &Connection, person: &PersonId, address: &str) -> Result<(), StoreError> {
    let state = serde_json::to_value(MailboxState::Refused)?;
    db.prepare_cached(
        "UPDATE mailboxes SET state = ?3, code = NULL WHERE person = ?1 AND address = ?2",
    )?
    .execute(params![person.as_str(), address, state.as_str()])?;
    Ok(())
}

/// Forgets a mailbox; how many codes were sent today stays.
pub fn forget_mailbox(db: &Connection, person: &PersonId) -> Result<(), StoreError> {
    db.prepare_cached("UPDATE mailboxes SET address = NULL, code = NULL WHERE person = ?1")?
        .execute([person.as_str()])?;
    Ok(())
}

/// Somebody's browsers, the newest first.
pub fn browsers(db: &Connection, person: &PersonId) -> Result<Vec<Browser>, StoreError> {
    let mut found = db.prepare_cached(
        "SELECT id, name, at FROM browsers WHERE person = ?1 ORDER BY at DESC, id",
    )?;
    let rows = found.query_map([person.as_str()], |r| {
        Ok(Browser {
            id: r.get(0)?,
            name: r.get(1)?,
            since: Timestamp(r.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One more browser; beyond the most the oldest goes. One that somebody else used before is theirs no more.
pub fn put_browser(
    db: &Connection,
    person: &PersonId,
    id: &str,
    browser: &Subscription,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Subscription {
        endpoint,
        p256dh,
        auth,
        name,
    } = browser;
    db.prepare_cached("INSERT OR REPLACE INTO browsers VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            id,
            person.as_str(),
            endpoint,
            p256dh,
            auth,
            name,
            now.0
        ])?;
    let all = browsers(db, person)?;
    for old in all.iter().skip(BROWSERS) {
        remove_browser(db, person, &old.id)?;
    }
    Ok(())
}

/// What is needed to tell a browser.
pub fn browser(
    db: &Connection,
    person: &PersonId,
    id: &str,
) -> Result<Option<Subscription>, StoreError> {
    Ok(db
        .prepare_cached(
            "SELECT endpoint, p256dh, auth, name FROM browsers WHERE person = ?1 AND id = ?2",
        )?
        .query_row([person.as_str(), id], |r| {
            Ok(Subscription {
                endpoint: r.get(0)?,
                p256dh: r.get(1)?,
                auth: r.get(2)?,
                name: r.get(3)?,
            })
        })
        .optional()?)
}

/// Tells a browser no more.
pub fn remove_browser(db: &Connection, person: &PersonId, id: &str) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM browsers WHERE person = ?1 AND id = ?2")?
        .execute([person.as_str(), id])?;
    Ok(())
}

/// Everybody of whom something stands here.
pub fn people(db: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT person FROM wishes UNION SELECT person FROM mailboxes UNION SELECT person FROM browsers";
    let mut found = db.prepare(sql)?;
    let rows = found.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets all of somebody.
pub fn forget(db: &Connection, person: &str) -> Result<(), StoreError> {
    for table in ["wishes", "mailboxes", "browsers", "notices"] {
        db.execute(&format!("DELETE FROM {table} WHERE person = ?1"), [person])?;
    }
    Ok(())
}
