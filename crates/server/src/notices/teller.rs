//! Takes what is due from the table and tells it; what was told is taken away afterwards. A crash between the two tells
//! the same thing under the same number once more, and nothing is ever lost.

use super::invitation::invitation;
use super::letter::{Letter, news, texts};
use super::mail::{Envelope, Post};
use super::routes::{own, write};
use crate::cases::one::case;
use crate::state::App;
use crate::store::notices::{Channel, Due, minute};
use crate::store::{StoreError, notices, wishes};
use contract::case::Case;
use contract::notice::{Mailbox, MailboxState, Told, Wishes};
use contract::person::{Audience, Session};
use contract::time::Timestamp;
use futures_util::StreamExt;
use i18n::{Lang, k};
use std::time::Duration;

/// From one look to the next.
const EVERY: Duration = Duration::from_secs(1);
/// What is taken up in one look.
const MOST: usize = 100;
/// Told at the same time.
const ABREAST: usize = 8;
/// What could not be told for so long is told no more, in minutes: the page has it.
const STALE: i64 = 24 * 60;
/// Longest wait after a try in vain, in minutes.
const LONGEST: i64 = 60;
/// Looks between two in which those who have left are forgotten.
const FORGET: u32 = 3600;

/// How sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It was taken.
    Done,
    /// Not now.
    Later,
    /// There is no such mailbox or browser any more.
    Refused,
    /// Not ever.
    Never,
}

/// Works until the server stops.
pub async fn run(app: App) {
    let mut stop = app.stop.clone();
    let mut looks = 0_u32;
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        if looks.is_multiple_of(FORGET) {
            forget_strangers(&app).await;
            note(&app, notices::tidy).await;
        }
        looks = looks.wrapping_add(1);
        let now = app.clock.now();
        match app.reader.with(|db| notices::all_due(db, now, MOST)) {
            Ok(due) => {
                let all = futures_util::stream::iter(due);
                all.for_each_concurrent(ABREAST, |due| tell(&app, due))
                    .await;
            }
            Err(e) => tracing::error!(error = ?e, "what is to be told could not be read"),
        }
    }
}

async fn tell(app: &App, due: Due) {
    let now = app.clock.now();
    let mut address = String::new();
    let sent = match plan(app, &due, now) {
        Ok(Plan::Send(way)) => {
            let sent = send(app, &due, &way).await;
            address = way.mailbox.map(|m| m.address).unwrap_or_default();
            sent
        }
        Ok(Plan::Wait(until)) => {
            return note(app, move |db, _| notices::later(db, &due, until, false)).await;
        }
        Ok(Plan::Drop) => Sent::Never,
        Err(e) => return tracing::error!(error = ?e, "what is to be told could not be read"),
    };
    app.metrics.told(due.channel.name(), sent);
    note(app, move |db, now| match sent {
        Sent::Done => notices::told(db, &due, now),
        Sent::Never => notices::drop(db, &due),
        Sent::Refused => {
            match due.channel {
                Channel::Push => wishes::remove_browser(db, &due.person, &due.target)?,
                Channel::Mail | Channel::Calendar | Channel::Code => {
                    wishes::refused(db, &due.person, &address)?;
                }
            }
            notices::drop(db, &due)
        }
        Sent::Later if now.0 - due.at.0 > STALE * 60_000 => notices::drop(db, &due),
        Sent::Later => {
            let wait = (1_i64 << due.tries.min(6)).min(LONGEST);
            notices::later(db, &due, now.plus_minutes(wait), true)
        }
    })
    .await;
}

async fn note(
    app: &App,
    work: impl FnOnce(&rusqlite::Connection, Timestamp) -> Result<(), StoreError> + Send + 'static,
) {
    if let Err(e) = write(app, |tx, now| work(tx, now).map(Ok)).await {
        tracing::error!(error = ?e, "what was told could not be noted");
    }
}

/// What becomes of something that is due.
enum Plan {
    Send(Box<Way>),
    Wait(Timestamp),
    Drop,
}

/// Everything that one telling needs, as it is now and not as it was when it was written down.
struct Way {
    lang: Lang,
    told: Session,
    case: Option<Case>,
    mailbox: Option<Mailbox>,
    browser: Option<contract::notice::Subscription>,
    off: Option<String>,
    code: Option<String>,
}

/// Whether they still want it, may still see it, and it is not in the night.
fn plan(app: &App, due: &Due, now: Timestamp) -> Result<Plan, StoreError> {
    let directory = app.directory();
    let Some(person) = directory.person(Audience::Owner, &due.person) else {
        return Ok(Plan::Drop);
    };
    let id = &due.person;
    let (wishes, code, mut way) = app.reader.with(|db| {
        let way = Way {
            lang: Lang::default(),
            told: directory.session(&person, now),
            case: None,
            mailbox: wishes::mailbox(db, id)?,
            browser: wishes::browser(db, id, &due.target)?,
            off: wishes::off(db, id)?,
            code: None,
        };
        Ok((
            wishes::of(db, id)?,
            wishes::code(db, id, now)?,
            Box::new(way),
        ))
    })?;
    if due.channel == Channel::Code {
        let Some((code, lang)) = code else {
            return Ok(Plan::Drop);
        };
        way.lang = Lang::from_tag(&lang).unwrap_or_default();
        way.code = Some(code);
        return Ok(Plan::Send(way));
    }
    let Some(wishes) = wishes.filter(|w| wants(w, due.channel)) else {
        return Ok(Plan::Drop);
    };
    let case = due.case.as_ref().map(|id| case(app, &person, id.as_str()));
    let Some(Ok(case)) = case else {
        return Ok(Plan::Drop);
    };
    // What was put off, or tried in vain, has come into the night meanwhile.
    let until = casework::notice::awake(now, wishes.quiet, minute(&wishes.zone));
    if until > now && due.channel != Channel::Calendar {
        return Ok(Plan::Wait(until));
    }
    way.lang = Lang::from_tag(&wishes.lang).unwrap_or_default();
    way.case = Some(case);
    Ok(Plan::Send(way))
}

fn wants(wishes: &Wishes, channel: Channel) -> bool {
    match channel {
        Channel::Mail => wishes.mail,
        Channel::Push => wishes.push,
        Channel::Calendar => wishes.calendar,
        Channel::Code => true,
    }
}

async fn send(app: &App, due: &Due, way: &Way) -> Sent {
    if due.channel == Channel::Push {
        let (Some(push), Some(browser), Some(case)) = (&app.ways.push, &way.browser, &way.case)
        else {
            return Sent::Never;
        };
        let told = Told {
            case: case.id.clone(),
            seq: case.seq,
            title: car(way, case),
            text: news(way.lang, due.notice, due.things),
        };
        return push.send(browser, &told).await;
    }
    let (Some(post), Some(mailbox)) = (&app.ways.mail, &way.mailbox) else {
        return Sent::Never;
    };
    let ready = match due.channel {
        Channel::Code => MailboxState::Waiting,
        _ => MailboxState::Confirmed,
    };
    let Some(to) = (mailbox.state == ready)
        .then(|| mailbox.address.parse().ok())
        .flatten()
    else {
        return Sent::Never;
    };
    let origin = &app.identity.origin;
    let envelope = Envelope {
        to,
        id: format!("{}.{}.{}", due.id, due.seq, app.reader.epoch()),
        off: way
            .off
            .as_ref()
            .map(|off| format!("{origin}/api/notices/off/{off}")),
    };
    match letter(post, due, way, origin, &mailbox.address) {
        Some(letter) => post.send(envelope, &letter).await,
        None => Sent::Never,
    }
}

/// What the person calls the car; the maker's brand where it is theirs no more.
fn car(way: &Way, case: &Case) -> String {
    let cars = &way.told.vehicles;
    let car = cars
        .iter()
        .find(|car| Some(car.vin.as_str()) == case.vin.as_deref());
    car.map_or(way.told.brand.clone(), |car| car.nickname.clone())
}

fn letter(post: &Post, due: &Due, way: &Way, origin: &str, to: &str) -> Option<Letter> {
    let (texts, brand) = (texts(way.lang), &way.told.brand);
    let say = |key, values: &[(&str, &str)]| texts.format(key, values);
    let hello = say(k::TOLD_HELLO, &[("name", &way.told.name)]);
    if let Some(code) = &way.code {
        let minutes = wishes::HOLDS.to_string();
        return Some(Letter {
            lang: way.lang,
            subject: say(k::TOLD_CODE_SUBJECT, &[("brand", brand)]),
            lines: vec![
                hello,
                say(k::TOLD_CODE, &[("brand", brand)]),
                say(k::TOLD_CODE_HOLDS, &[("minutes", &minutes)]),
            ],
            code: Some(code.clone()),
            open: None,
            why: None,
            invitation: None,
        });
    }
    let case = way.case.as_ref()?;
    let (subject, text, invitation) = match due.channel {
        Channel::Calendar => {
            let (subject, text) = match notices::is_off(case) {
                true => (k::TOLD_CALLED_OFF, k::TOLD_CALLED_OFF_TEXT),
                false => (k::TOLD_CALENDAR, k::TOLD_CALENDAR_TEXT),
            };
            let invitation = invitation(case, &way.told, post.from().as_ref(), to)?;
            (
                texts.get(subject).into(),
                texts.get(text).into(),
                Some(invitation),
            )
        }
        _ => {
            let news = news(way.lang, due.notice, due.things);
            (news.clone(), news, None)
        }
    };
    let number = case.id.number();
    let about = format!(
        "{}, {}",
        car(way, case),
        say(k::TOLD_CASE, &[("number", &number)])
    );
    Some(Letter {
        lang: way.lang,
        subject: format!("{}: {subject}", car(way, case)),
        lines: vec![hello, text, about],
        code: None,
        open: Some((
            texts.get(k::TOLD_OPEN).into(),
            format!("{origin}/cases/{}", case.id),
        )),
        why: Some((
            say(k::TOLD_WHY, &[("brand", brand)]),
            format!("{origin}/account"),
        )),
        invitation,
    })
}

/// Forgets the mailboxes and browsers of people whom the registry knows no more.
async fn forget_strangers(app: &App) {
    let directory = app.directory();
    let known = app.reader.with(wishes::people);
    let Ok(people) = known else { return };
    let gone = people.into_iter().filter(|person| {
        let id = contract::id::PersonId::parse(person);
        let found = id
            .ok()
            .and_then(|id| directory.person(Audience::Owner, &id));
        found.is_none_or(|found| own(&found).is_err())
    });
    for person in gone {
        note(app, move |db, _| wishes::forget(db, &person)).await;
    }
}
