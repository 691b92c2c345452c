//! Survey answers: saved as they are typed, read by their owner, by the quality lead with names, and
//! by everybody else in groups.

use super::StoreError;
use super::read::Reader;
use super::writer::Failed;
use casework::Refusal;
use contract::case::Case;
use contract::id::{CaseId, CentreId, PersonId};
use contract::problem::Kind;
use contract::survey::{Answers, GROUP, GroupFigures, NamedAnswer, SaveSurvey, Survey};
use contract::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A survey that nobody has touched.
fn empty() -> Survey {
    Survey {
        answers: Answers::default(),
        version: 0,
        given_at: None,
    }
}

fn read(db: &Connection, id: &CaseId) -> Result<Survey, StoreError> {
    let row = db
        .prepare_cached("SELECT answers, version, given_at FROM surveys WHERE case_id = ?1")?
        .query_row([id.as_str()], |r| {
            Ok((
                r.get::<_, String>(0)?,
                r.get(1)?,
                r.get::<_, Option<i64>>(2)?,
            ))
        })
        .optional()?;
    let Some((answers, version, given_at)) = row else {
        return Ok(empty());
    };
    Ok(Survey {
        answers: serde_json::from_str(&answers)?,
        version,
        given_at: given_at.map(Timestamp),
    })
}

/// Saves what is answered so far, where it was changed from the version that is kept.
pub fn save(
    db: &Connection,
    case: &Case,
    save: &SaveSurvey,
) -> Result<Result<Survey, Failed>, StoreError> {
    let kept = read(db, &case.id)?;
    let refuse = |kind| Ok(Err(Failed::Refused(Refusal::Because(kind))));
    if kept.given_at.is_some() {
        return refuse(Kind::SurveyGiven);
    }
    if kept.version != save.version {
        return refuse(Kind::SurveyChanged);
    }
    db.prepare_cached(
        "INSERT INTO surveys (case_id, owner, centre, answers, version) VALUES (?1, ?2, ?3, ?4, 1) \
         ON CONFLICT (case_id) DO UPDATE SET answers = ?4, version = version + 1",
    )?
    .execute(params![
        case.id.as_str(),
        case.owner.as_str(),
        case.centre.as_str(),
        serde_json::to_string(&save.answers)?
    ])?;
    Ok(Ok(Survey {
        answers: save.answers.clone(),
        version: kept.version + 1,
        given_at: None,
    }))
}

/// Records what was done about an answer.
pub fn act(
    db: &Connection,
    id: &CaseId,
    by: &PersonId,
    text: &str,
    now: Timestamp,
) -> Result<Result<(), Failed>, StoreError> {
    let changed = db
        .prepare_cached(
            "UPDATE surveys SET action = ?2, action_by = ?3, action_at = ?4 \
             WHERE case_id = ?1 AND given_at IS NOT NULL",
        )?
        .execute(params![id.as_str(), text, by.as_str(), now.0])?;
    if changed == 0 {
        return Ok(Err(Failed::Refused(Refusal::Because(Kind::CaseNotFound))));
    }
    Ok(Ok(()))
}

/// The newest answers with names, and a record of who read them.
pub fn read_named(
    db: &Connection,
    by: &PersonId,
    now: Timestamp,
) -> Result<Vec<NamedAnswer>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT case_id, centre, advisor, answers, given_at, action FROM surveys \
         WHERE given_at IS NOT NULL ORDER BY given_at DESC LIMIT 200",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(named(row)?);
    }
    let cases: Vec<&str> = found.iter().map(|a| a.case.as_str()).collect();
    db.prepare_cached("INSERT INTO survey_reads VALUES (?1, ?2, ?3)")?
        .execute(params![by.as_str(), now.0, cases.join(" ")])?;
    Ok(found)
}

fn named(row: &Row<'_>) -> Result<NamedAnswer, StoreError> {
    let (id, centre): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(NamedAnswer {
        case: serde_json::from_value(id.into())?,
        centre: serde_json::from_value(centre.into())?,
        advisor: row.get(2)?,
        answers: serde_json::from_str(&row.get::<_, String>(3)?)?,
        given_at: Timestamp(row.get(4)?),
        action: row.get(5)?,
    })
}

impl Reader {
    /// What is answered so far.
    pub fn survey(&self, id: &CaseId) -> Result<Survey, StoreError> {
        self.with(|db| read(db, id))
    }

    /// A reward's code.
    pub fn reward_code(&self, id: &CaseId) -> Result<Option<String>, StoreError> {
        self.with(|db| {
            Ok(db
                .prepare_cached("SELECT code FROM rewards WHERE case_id = ?1")?
                .query_row([id.as_str()], |r| r.get(0))
                .optional()?)
        })
    }

    /// The case a code was given for. What people type into a till is forgiven: spaces, hyphens,
    /// case, and the letters that look like digits.
    pub fn reward_case(&self, code: &str) -> Result<Option<CaseId>, StoreError> {
        let code: String = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .collect();
        let id: Option<String> = self.with(|db| {
            Ok(db
                .prepare_cached("SELECT case_id FROM rewards WHERE code = ?1")?
                .query_row([code], |r| r.get(0))
                .optional()?)
        })?;
        Ok(id.and_then(|id| CaseId::parse(&id).ok()))
    }

    /// Scores of centres where enough people answered: whole groups of [`GROUP`] only, the oldest
    /// first, so that the newest answer never shows by itself.
    pub fn figures(&self, centres: &[CentreId]) -> Result<Vec<GroupFigures>, StoreError> {
        self.with(|db| {
            let mut statement = db.prepare_cached(
                "SELECT json_extract(answers, '$.score') FROM surveys \
                 WHERE centre = ?1 AND given_at IS NOT NULL ORDER BY given_at, case_id",
            )?;
            let mut figures = Vec::new();
            for centre in centres {
                let given: Vec<u32> = statement
                    .query_map([centre.as_str()], |r| r.get(0))?
                    .collect::<Result<_, _>>()?;
                let whole = given.len() / GROUP * GROUP;
                if whole == 0 {
                    continue;
                }
                let mut scores = [0; 5];
                for score in &given[..whole] {
                    if let Some(count) = scores.get_mut((*score as usize).wrapping_sub(1)) {
                        *count += 1;
                    }
                }
                figures.push(GroupFigures {
                    centre: centre.clone(),
                    answered: whole as u32,
                    scores,
                });
            }
            Ok(figures)
        })
    }
}
