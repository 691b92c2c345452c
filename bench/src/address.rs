//! What can be switched. All of it stands in the address, so that a picture can be taken again and a link shows
//! what was seen; nothing is kept, so the portal in the same browser stays as it is.

/// Something that can be switched.
pub struct Switch {
    /// Its name in the address.
    pub name: &'static str,
    /// What it can be; the first where the address is silent.
    pub values: &'static [&'static str],
}

/// Everything that can be switched. `long` is English, made longer by 40 %: what the longest language may need.
pub const SWITCHES: [Switch; 5] = [
    Switch {
        name: "surface",
        values: &["desktop", "phone", "car"],
    },
    Switch {
        name: "theme",
        values: &["day", "night", "contrast", "contrast-night"],
    },
    Switch {
        name: "lang",
        values: &["en", "de", "nb", "es", "long"],
    },
    Switch {
        name: "dir",
        values: &["ltr", "rtl"],
    },
    Switch {
        name: "text",
        values: &["100", "150", "200"],
    },
];

/// How each is switched, in the order of [`SWITCHES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting([&'static str; 5]);

impl Setting {
    /// As the address has it; `query` gives one value of it.
    pub fn read(query: impl Fn(&str) -> Option<String>) -> Self {
        Self(SWITCHES.each_ref().map(|switch| {
            let asked = query(switch.name);
            let mut known = switch.values.iter();
            let found = known.find(|value| Some(**value) == asked.as_deref());
            found.copied().unwrap_or(switch.values[0])
        }))
    }

    /// One value, by its switch's name.
    pub fn of(&self, name: &str) -> &'static str {
        let at = SWITCHES.iter().position(|switch| switch.name == name);
        at.map_or("", |at| self.0[at])
    }

    /// The address in which one of them is another.
    pub fn with(&self, name: &str, value: &str) -> String {
        let pairs = SWITCHES.iter().zip(self.0).map(|(switch, now)| {
            let value = if switch.name == name { value } else { now };
            format!("{}={value}", switch.name)
        });
        format!("?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn at(query: &'static [(&str, &str)]) -> Setting {
        let value = |name: &str| query.iter().find(|(known, _)| *known == name);
        Setting::read(|name| value(name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_the_address_does_not_say_or_says_wrongly_is_as_usual() {
        let usual = "?surface=desktop&theme=day&lang=en&dir=ltr&text=100";
        for query in [
            &[][..],
            &[("theme", "pink")],
            &[("Lang", "de"), ("text", "")],
        ] {
            assert_eq!(at(query).with("", ""), usual);
        }
    }

    #[test]
    fn a_switch_changes_its_own_value_and_keeps_the_others() {
        let now = at(&[("surface", "car"), ("lang", "nb"), ("text", "200")]);
        assert_eq!(now.of("surface"), "car");
        assert_eq!(now.of("dir"), "ltr");
        assert_eq!(
            now.with("theme", "night"),
            "?surface=car&theme=night&lang=nb&dir=ltr&text=200"
        );
        assert_eq!(
            now.with("lang", "de"),
            "?surface=car&theme=day&lang=de&dir=ltr&text=200"
        );
    }
}
