//! Whether everything that a configuration names is there, once, and makes sense. What was imported or
//! changed at the desk is checked the same way, over the configuration.

use super::{CentreConfig, Config, ConfigError, refuse};
use casework::terms;
use contract::id::CentreId;
use contract::person::Role;
use contract::problem::{Fault, FieldError};
use contract::vehicle::on_list;
use std::collections::HashSet;

type Answer = Result<(), ConfigError>;
type Centres<'a> = HashSet<&'a CentreId>;

impl Config {
    /// Whether everything named is there, once, and makes sense.
    pub fn check(&self) -> Answer {
        if self.brand.trim().is_empty() {
            return Err(refuse("brand", "is empty; it is the name owners see"));
        }
        let shop = self.shop_sha256.as_deref();
        if shop.is_some_and(|text| crate::hex::hex::<32>(text).is_none()) {
            return Err(refuse("shop_sha256", "wants 64 hex digits"));
        }
        if let Some(fault) = terms::check(&self.terms, "terms").first() {
            return Err(term(fault));
        }
        let mut centres = HashSet::new();
        for (i, config) in self.centres.iter().enumerate() {
            if !centres.insert(&config.centre.id) {
                return Err(twice(format!("centres[{i}].id"), &config.centre.id));
            }
            self.check_centre(config, |field| format!("centres[{i}].{field}"))?;
        }
        if centres.is_empty() {
            let reason = "there is none; a report needs one to go to";
            return Err(refuse("centres", reason));
        }
        self.check_people(&centres)?;
        self.check_cars()?;
        self.check_releases()?;
        self.check_tell()?;
        self.check_limits()
    }

    fn check_centre(&self, config: &CentreConfig, at: impl Fn(&str) -> String) -> Answer {
        let centre = &config.centre;
        for (field, text) in [
            ("name", &centre.name),
            ("address", &centre.address),
            ("phone", &centre.phone),
        ] {
            // They stand in one line of pages, messages and calendar files.
            if casework::text::field(text, casework::text::LINE, field).is_err() {
                return Err(refuse(
                    at(field),
                    "wants one line of at most 200 characters",
                ));
            }
        }
        let zone = config.centre.zone.as_str();
        if jiff::tz::TimeZone::get(zone).is_err() {
            return Err(refuse(
                at("zone"),
                format!("there is no time zone {zone:?}"),
            ));
        }
        if !self.discounts.iter().any(|d| d.currency == config.currency) {
            let code = config.currency.as_str();
            let reason = format!("{code} has no row in discounts");
            return Err(refuse(at("currency"), reason));
        }
        for (j, hours) in config.hours.iter().enumerate() {
            if crate::calendar::times(hours).is_none() {
                let reason =
                    "wants days of 1 to 7 and times like 08:00, the first before the second";
                return Err(refuse(at(&format!("hours[{j}]")), reason));
            }
        }
        for (j, visit) in config.visits.iter().enumerate() {
            if !(15..=480).contains(&visit.minutes) || visit.price < 0 {
                let reason = "takes 15 to 480 minutes and costs 0 or more";
                return Err(refuse(at(&format!("visits[{j}]")), reason));
            }
        }
        Ok(())
    }

    fn check_people(&self, centres: &Centres<'_>) -> Answer {
        let centre = |id: &CentreId, key: String| match centres.contains(id) {
            true => Ok(()),
            false => {
                let id = id.as_str();
                Err(refuse(key, format!("there is no centre {id:?}")))
            }
        };
        let mut people = HashSet::new();
        for (i, owner) in self.owners.iter().enumerate() {
            if !people.insert(&owner.id) {
                return Err(twice(format!("owners[{i}].id"), &owner.id));
            }
            for (j, car) in owner.vehicles.iter().enumerate() {
                centre(&car.centre, format!("owners[{i}].vehicles[{j}].centre"))?;
            }
        }
        let owners = people.clone();
        for (i, driver) in self.drivers.iter().enumerate() {
            if !people.insert(&driver.id) {
                return Err(twice(format!("drivers[{i}].id"), &driver.id));
            }
            if !owners.contains(&driver.owner) {
                let reason = format!("is nobody's id: {}", driver.owner);
                return Err(refuse(format!("drivers[{i}].owner"), reason));
            }
        }
        for (i, member) in self.staff.iter().enumerate() {
            if !people.insert(&member.id) {
                return Err(twice(format!("staff[{i}].id"), &member.id));
            }
            if !is_staffs(member.role) {
                let key = format!("staff[{i}].role");
                return Err(refuse(key, "is not one of the staff's"));
            }
            for (j, id) in member.centres.iter().enumerate() {
                centre(id, format!("staff[{i}].centres[{j}]"))?;
            }
        }
        Ok(())
    }

    fn check_cars(&self) -> Answer {
        // A car's warranty says the same few words as all others: each is looked for once.
        let mut listed: HashSet<&str> = self.components.iter().map(String::as_str).collect();
        for (i, campaign) in self.campaigns.iter().enumerate() {
            if !self.lists(&mut listed, &campaign.component) {
                return Err(unlisted(
                    format!("campaigns[{i}].component"),
                    &campaign.component,
                ));
            }
        }
        let campaigns: HashSet<&str> = self.campaigns.iter().map(|c| c.number.as_str()).collect();
        for (i, record) in self.records.iter().enumerate() {
            let mut once = HashSet::new();
            for number in record.open.iter().chain(&record.remedied) {
                if !once.insert(number) {
                    return Err(twice(format!("records[{i}]"), number));
                }
                if !campaigns.contains(number.as_str()) {
                    let reason = format!("there is no campaign {number}");
                    return Err(refuse(format!("records[{i}]"), reason));
                }
            }
            let covered = record.warranties.iter().enumerate();
            for (j, name) in covered.flat_map(|(j, w)| w.components.iter().map(move |c| (j, c))) {
                if !self.lists(&mut listed, name) {
                    let key = format!("records[{i}].warranties[{j}].components");
                    return Err(unlisted(key, name));
                }
            }
        }
        Ok(())
    }

    /// Whether the maker's list has this component, however it is spaced and capitalised.
    fn lists<'a>(&'a self, listed: &mut HashSet<&'a str>, name: &'a str) -> bool {
        listed.contains(name) || (on_list(&self.components, name) && listed.insert(name))
    }

    fn check_limits(&self) -> Answer {
        let limits = &self.limits;
        for (key, value) in [
            ("body_bytes", limits.body_bytes),
            ("commands_per_second", limits.commands_per_second as usize),
            ("sign_ins_per_minute", limits.sign_ins_per_minute as usize),
            ("connections", limits.connections),
            ("streams_per_person", limits.streams_per_person),
        ] {
            if value == 0 {
                let key = format!("limits.{key}");
                return Err(refuse(key, "is 0; nobody could use the server"));
            }
        }
        Ok(())
    }
}

/// Whether somebody can be put in this place: not an owner's, and not one of the server's own.
pub fn is_staffs(role: Role) -> bool {
    !role.is_owners() && !matches!(role, Role::Shop | Role::Clock)
}

fn term(fault: &FieldError) -> ConfigError {
    let limit = fault.limit.unwrap_or_default();
    let reason = match fault.code {
        Fault::TooFew => format!("is less than {limit}"),
        _ => format!("is more than {limit}"),
    };
    refuse(fault.pointer.replace('/', "."), reason)
}

fn twice(key: String, id: &impl std::fmt::Display) -> ConfigError {
    refuse(key, format!("is used twice: {id}"))
}

fn unlisted(key: String, name: &str) -> ConfigError {
    refuse(key, format!("components does not list {name:?}"))
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, DEMO};

    #[test]
    fn a_broken_configuration_names_the_key_and_the_reason() {
        assert!(Config::demo().is_ok());
        let cases = [
            (
                "brand = \"Servicelane\"",
                "brand = \" \"",
                "brand: is empty",
            ),
            (
                "zone = \"Europe/Oslo\"",
                "zone = \"Europe/Olso\"",
                "centres[1].zone: there is no time zone",
            ),
            (
                "currency = \"NOK\"\n",
                "currency = \"SEK\"\n",
                "centres[1].currency: SEK has no row in discounts",
            ),
            (
                "centre = \"oslo-alna\"",
                "centre = \"bergen\"",
                "owners[1].vehicles[0].centre: there is no centre",
            ),
            (
                "vin = \"1M8GDM9AXKP042788\"",
                "vin = \"1M8\"",
                "owners[1].vehicles[0].vin: a VIN has 17",
            ),
            (
                "id = \"jon\"",
                "id = \"ines\"",
                "owners[1].id: is used twice: ines",
            ),
            (
                "role = \"quality-lead\"",
                "role = \"clock\"",
                "staff[7].role: is not one of the staff's",
            ),
            ("brand =", "colour = 1\nbrand =", "unknown field `colour`"),
            ("brand =", "brand ", "the file:"),
            (
                "brand =",
                "limits = { connections = 0 }\nbrand =",
                "limits.connections: is 0",
            ),
            (
                "brand =",
                "mail = { server = \"http://mail.example\", from = \"a@b.example\" }\nbrand =",
                "mail.server: must be like",
            ),
            (
                "brand =",
                "mail = { server = \"smtps://mail.example\", from = \"nobody\" }\nbrand =",
                "mail.from: must be like",
            ),
            (
                "contact = \"mailto:",
                "services = [\"https://push.example/x\"], contact = \"mailto:",
                "push.services[0]: is a host",
            ),
            (
                "brand =",
                "terms = { reward_days = 7 }\nbrand =",
                "terms.reward_days: is less than 30",
            ),
            (
                "brand =",
                "terms = { disputes_per_day = 101 }\nbrand =",
                "terms.disputes_per_day: is more than 100",
            ),
            (
                "\"VISIBILITY:DEFROSTER/DEFOGGER/HVAC SYSTEM:WINDSHIELD\",",
                "",
                "campaigns[1].component: components does not list \"VISIBILITY",
            ),
            (
                "components = [\"ELECTRICAL SYSTEM:PROPULSION SYSTEM\"]",
                "components = [\"ELECTRICS\"]",
                "records[2].warranties[0].components: components does not list \"ELECTRICS\"",
            ),
        ];
        for (from, to, expected) in cases {
            let said = Config::parse(&DEMO.replacen(from, to, 1))
                .map(|_| ())
                .map_err(|e| e.to_string());
            assert!(
                said.as_ref().is_err_and(|s| s.contains(expected)),
                "{to}: {said:?}"
            );
        }
    }

    #[test]
    fn a_components_spaces_and_capitals_do_not_matter() {
        let demo = Config::demo().expect("demo");
        let mut spaced = demo.clone();
        spaced.campaigns[0].component =
            "Electrical  System: Propulsion System: Traction Battery".into();
        assert!(spaced.check().is_ok());
        // The whole does not stand for its part, nor the part for the whole.
        for other in [
            "ELECTRICAL SYSTEM:PROPULSION SYSTEM:TRACTION BATTERY:CELL",
            "ELECTRICAL",
        ] {
            let mut config = demo.clone();
            config.campaigns[0].component = other.into();
            assert!(config.check().is_err(), "{other}");
            config.components.clear();
            assert!(config.check().is_ok(), "without a list any words are taken");
        }
    }
}
