//! Which links are a host's to take, were it to say that it can.

/// A host's errand for a link: its method.
pub fn of_link(href: &str) -> Option<&'static str> {
    /// OpenStreetMap and the maps of the two makers of telephones: what a map link of the portal may lead to.
    const MAPS: [&str; 4] = [
        "geo:",
        "https://maps.",
        "https://www.openstreetmap.org/",
        "https://www.google.com/maps",
    ];
    match href {
        _ if href.starts_with("tel:") => Some("dial"),
        _ if href.starts_with("mailto:") => Some("mail"),
        _ if MAPS.iter().any(|start| href.starts_with(start)) => Some("map"),
        _ => None,
    }
}

/// A host's errand for a file of this type.
pub fn of_file(kind: &str) -> &'static str {
    match kind.split(';').next().map(str::trim) {
        Some("text/calendar") => "calendar",
        _ => "share",
    }
}

/// The name that a server gives its file: `attachment; filename="case-1042.json"`. Never a path.
pub fn file_name(disposition: &str) -> Option<&str> {
    let (_, rest) = disposition.split_once("filename=\"")?;
    let (name, _) = rest.split_once('"')?;
    let fits = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']);
    fits.then_some(name)
}

/// Whether an address is the provider's, for a sign-in that comes back to `origin`.
pub fn is_sign_in(url: &str, origin: &str) -> bool {
    let away = url.starts_with("https://") || url.starts_with("http://");
    let asks = url
        .split(['?', '&'])
        .any(|part| part.starts_with("redirect_uri="));
    away && asks && !of_origin(url, origin)
}

/// Whether an address is this server's end of a sign-in, and so may be opened because a host said so.
pub fn is_way_back(url: &str, origin: &str) -> bool {
    let rest = url.strip_prefix(origin);
    rest.is_some_and(|rest| rest.starts_with("/api/sign-in/callback?"))
}

/// Whether an address is of this origin.
pub fn of_origin(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_link_has_its_errand_or_none() {
        let links = [
            ("tel:+49401234", Some("dial")),
            ("mailto:a@b.example?subject=1042", Some("mail")),
            ("geo:53.5,9.9?q=53.5,9.9", Some("map")),
            ("https://www.openstreetmap.org/?mlat=1", Some("map")),
            ("https://www.openstreetmap.org.evil.example/", None),
            ("https://portal.example/cases/1", None),
            ("javascript:alert(1)", None),
            ("sms:+49401234", None),
        ];
        for (href, errand) in links {
            assert_eq!(of_link(href), errand, "{href}");
        }
    }

    #[test]
    fn a_file_has_its_errand_and_a_harmless_name() {
        assert_eq!(of_file("text/calendar; charset=utf-8"), "calendar");
        assert_eq!(of_file("application/json"), "share");
        assert_eq!(of_file(""), "share");
        let names = [
            (
                "attachment; filename=\"case-1042.json\"",
                Some("case-1042.json"),
            ),
            ("attachment", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename=\"../../etc/passwd\"", None),
            ("attachment; filename=\"C:\\x\"", None),
            ("attachment; filename=\".bashrc\"", None),
            ("attachment; filename=\"half", None),
        ];
        for (header, name) in names {
            assert_eq!(file_name(header), name, "{header}");
        }
    }

    #[test]
    fn a_sign_in_is_known_by_where_it_comes_back_and_comes_back_nowhere_else() {
        let origin = "https://portal.example";
        let provider =
            "https://id.example/auth?client_id=p&redirect_uri=https%3A%2F%2Fportal.example";
        assert!(is_sign_in(provider, origin));
        assert!(!is_sign_in(
            "https://portal.example/?redirect_uri=x",
            origin
        ));
        assert!(!is_sign_in("https://news.example/", origin));
        assert!(is_way_back(
            "https://portal.example/api/sign-in/callback?code=a&state=b",
            origin
        ));
        for url in [
            "https://portal.example/api/session",
            "https://portal.example.evil.example/api/sign-in/callback?code=a",
            "https://evil.example/api/sign-in/callback?code=a",
            "javascript:alert(1)//api/sign-in/callback?",
            "/api/sign-in/callback?code=a",
        ] {
            assert!(!is_way_back(url, origin), "{url}");
        }
        assert!(of_origin("https://portal.example/api/x", origin));
        assert!(!of_origin("https://portal.example:8443/api/x", origin));
    }
}
