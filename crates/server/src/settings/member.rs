//! One person's place on the staff: what may be said of them.

use crate::config::is_staffs;
use crate::directory::{Directory, Person, is_everywhere};
use crate::web::problem::Refuse;
use casework::{terms, text};
use contract::id::{CentreId, PersonId};
use contract::person::Role;
use contract::problem::{Fault, FieldError, Kind, Problem};
use contract::settings::StaffMember;
use contract::time::Timestamp;
use std::collections::HashSet;

/// Most centres and most languages.
const MOST: usize = 100;

/// Somebody on the staff, or who was.
pub fn find<'a>(directory: &'a Directory, id: &PersonId) -> Option<&'a StaffMember> {
    directory.staff().iter().find(|m| m.id == *id)
}

/// The centres that a change of these concerns; all where somebody answers for all.
pub fn concerned<'a>(of: impl IntoIterator<Item = &'a StaffMember>) -> Option<Vec<CentreId>> {
    let mut centres = Vec::new();
    for member in of {
        if is_everywhere(member.role) {
            return None;
        }
        centres.extend(member.centres.iter().cloned());
    }
    Some(centres)
}

/// An operator stays one until another takes it away: so there always is one.
pub fn keeps_an_operator(person: &Person, to: &StaffMember) -> Result<(), Refuse> {
    if to.id == person.id && (to.role != Role::Operator || to.left) {
        return Err(Refuse::because(Kind::NotAllowed));
    }
    Ok(())
}

/// A place as it is kept, with its texts cleaned; or all that is wrong with it.
pub fn check(
    mut to: StaffMember,
    id: &str,
    directory: &Directory,
    now: Timestamp,
) -> Result<StaffMember, Refuse> {
    let mut faults = Vec::new();
    if to.id.as_str() != id {
        faults.push(fault("/to/id", Fault::WrongValue));
    }
    let old = find(directory, &to.id);
    if old.is_none() && directory.knows(&to.id) {
        // An owner's: a person is in one front end.
        faults.push(fault("/to/id", Fault::Twice));
    }
    if !is_staffs(to.role) {
        faults.push(fault("/to/role", Fault::WrongValue));
    }
    for (text, pointer, needed) in [
        (&mut to.name, "/to/name", true),
        (&mut to.hours, "/to/hours", false),
        (&mut to.phone, "/to/phone", false),
        (&mut to.mail, "/to/mail", false),
    ] {
        if let Err(error) = line(text, pointer, needed) {
            faults.push(error);
        }
    }
    if !to.mail.is_empty() && !is_mail(&to.mail) {
        faults.push(fault("/to/mail", Fault::WrongValue));
    }
    if !to.phone.is_empty() && !is_phone(&to.phone) {
        faults.push(fault("/to/phone", Fault::WrongValue));
    }
    for (i, tag) in to.languages.iter().enumerate() {
        if !is_language(tag) {
            faults.push(fault(format!("/to/languages/{i}"), Fault::WrongValue));
        }
    }
    for (count, pointer) in [
        (to.languages.len(), "/to/languages"),
        (to.centres.len(), "/to/centres"),
    ] {
        if count > MOST {
            faults.push(FieldError {
                limit: u32::try_from(MOST).ok(),
                ..fault(pointer, Fault::TooLong)
            });
        }
    }
    let mut once = HashSet::new();
    for (i, centre) in to.centres.iter().enumerate() {
        if !once.insert(centre) {
            faults.push(fault(format!("/to/centres/{i}"), Fault::Twice));
        }
    }
    // One that has passed, or was there before, is not what is being changed.
    if to.away_until != old.and_then(|m| m.away_until) {
        let away = to
            .away_until
            .map(|until| terms::absence(until, now, "/to/away_until"));
        faults.extend(away.and_then(Result::err));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    if to.centres.iter().any(|c| directory.centre(c).is_none()) {
        return Err(Refuse::because(Kind::CentreNotFound));
    }
    Ok(to)
}

/// One line of text, cleaned in its place. It stands in a list, and in a link: no line ends in it.
fn line(text: &mut String, pointer: &str, needed: bool) -> Result<(), FieldError> {
    if !needed && text.trim().is_empty() {
        text.clear();
        return Ok(());
    }
    *text = text::field(text, text::LINE, pointer)?;
    match text.contains(['\n', '\t']) {
        true => Err(fault(pointer, Fault::ControlCharacter)),
        false => Ok(()),
    }
}

/// International form: `+49 40 5550 1210`.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || " -/.()".contains(c);
    text.strip_prefix('+')
        .is_some_and(|rest| rest.chars().all(known))
        && (5..=15).contains(&digits)
}

fn is_mail(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let whole = !text.contains(|c: char| c.is_whitespace() || "<>,;:\"?&".contains(c));
    whole && parts.len() == 2 && parts.iter().all(|p| !p.is_empty())
}

/// A BCP 47 tag, by its shape.
fn is_language(tag: &str) -> bool {
    let part = |p: &str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default();
    first.len() >= 2 && tag.len() <= 35 && tag.split('-').all(part)
}

fn fault(pointer: impl Into<String>, code: Fault) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        code,
        limit: None,
    }
}
