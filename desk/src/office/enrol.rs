//! From what is typed to somebody on the staff.

use super::staff::{ROLES, has_centres};
use casework::text::{LINE, field};
use contract::id::{CentreId, PersonId};
use contract::person::Role;
use contract::problem::{Fault, FieldError};
use contract::settings::StaffMember;

/// What stands in a field before anybody types in it.
pub fn standing(member: &StaffMember, name: &str) -> String {
    match name {
        "name" => member.name.clone(),
        "role" => member.role.slug().to_owned(),
        "centres" => joined(&member.centres),
        "languages" => member.languages.join(", "),
        "hours" => member.hours.clone(),
        "phone" => member.phone.clone(),
        "mail" => member.mail.clone(),
        _ => String::new(),
    }
}

fn joined(centres: &[CentreId]) -> String {
    let ids: Vec<&str> = centres.iter().map(CentreId::as_str).collect();
    ids.join(",")
}

/// The parts of a list, as people part them.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', ';', ' ']);
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// A role of the staff by its name on the wire.
pub fn role_of(slug: &str) -> Option<Role> {
    ROLES.into_iter().find(|r| r.slug() == slug)
}

/// What is typed as somebody on the staff; `have` is who they were, `taken` the names in use.
pub fn read(
    typed: impl Fn(&str) -> String,
    have: Option<&StaffMember>,
    taken: impl Fn(&PersonId) -> bool,
) -> Result<StaffMember, Vec<FieldError>> {
    let fault = |name: &str, code| FieldError {
        pointer: format!("/{name}"),
        code,
        limit: None,
    };
    let mut faults = Vec::new();
    let id = match have {
        Some(have) => Some(have.id.clone()),
        None => PersonId::parse(typed("id").trim()).ok(),
    };
    match &id {
        None => faults.push(fault("id", Fault::WrongValue)),
        Some(id) if have.is_none() && taken(id) => faults.push(fault("id", Fault::Twice)),
        Some(_) => {}
    }
    let name = typed("name");
    faults.extend(field(&name, LINE, "/name").err());
    let role = role_of(&typed("role"));
    if role.is_none() {
        faults.push(fault("role", Fault::Missing));
    }
    let centres = typed("centres");
    let centres: Vec<CentreId> = parts(&centres)
        .filter_map(|c| CentreId::parse(c).ok())
        .collect();
    let some = role.is_some_and(has_centres);
    if some && centres.is_empty() {
        faults.push(fault("centres", Fault::Missing));
    }
    let (Some(id), Some(role), true) = (id, role, faults.is_empty()) else {
        return Err(faults);
    };
    let text = |name: &str| typed(name).trim().to_owned();
    Ok(StaffMember {
        id,
        name: name.trim().to_owned(),
        role,
        centres: if some { centres } else { Vec::new() },
        languages: parts(&typed("languages")).map(str::to_owned).collect(),
        hours: text("hours"),
        phone: text("phone"),
        mail: text("mail"),
        away_until: have.and_then(|h| h.away_until),
        left: have.is_some_and(|h| h.left),
    })
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn somebody_new_has_a_name_of_their_own_a_role_and_a_centre() {
        let sheet = |id: &'static str, role: &'static str, centres: &'static str| {
            move |name: &str| match name {
                "id" => id.to_owned(),
                "name" => " Ida Berg ".to_owned(),
                "role" => role.to_owned(),
                "centres" => centres.to_owned(),
                "languages" => "nb, en".to_owned(),
                _ => String::new(),
            }
        };
        let taken = |id: &PersonId| id.as_str() == "sam";
        let found = read(sheet("ida", "advisor", "oslo"), None, taken).expect("a member");
        assert_eq!((found.name.as_str(), found.left), ("Ida Berg", false));
        assert_eq!(found.languages, ["nb", "en"]);
        let faults = |id, role, centres| {
            let found = read(sheet(id, role, centres), None, taken).expect_err("faults");
            let each = found.into_iter().map(|f| (f.pointer, f.code));
            each.collect::<Vec<_>>()
        };
        let at = |name: &str, code| (format!("/{name}"), code);
        assert_eq!(faults("sam", "advisor", "oslo"), [at("id", Fault::Twice)]);
        assert_eq!(
            faults("i da", "", ""),
            [at("id", Fault::WrongValue), at("role", Fault::Missing)]
        );
        assert_eq!(
            faults("ida", "advisor", ""),
            [at("centres", Fault::Missing)]
        );
        let head = read(sheet("ida", "head-of-service", "oslo"), None, taken).expect("a member");
        assert_eq!(head.centres, []);
    }
}
