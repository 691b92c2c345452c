//! Names that lead to this machine and nowhere else: `localhost`, and what ends in `.localhost` (RFC 6761). A name
//! that others can point here would let their pages in (DNS rebinding).

use std::fmt;
use std::str::FromStr;

/// The longest host name, in bytes.
const LONGEST: usize = 253;

/// One more host name of the companion's own: it ends in `.localhost`, and is written small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

/// Whose pages may show the companion's in a frame: `http://`, a host on this machine, and its port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framer(String);

/// Why a name or an origin is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotLocal {
    /// Others could point it here.
    #[error("it ends in .localhost: a name that others can point here would undo the guard")]
    Name,
    /// It is not on this machine, or is no plain origin.
    #[error(
        "who may frame it is on this machine, and written like http://bench.localhost:8080, without a path"
    )]
    Framer,
}

impl FromStr for Name {
    type Err = NotLocal;

    fn from_str(text: &str) -> Result<Self, NotLocal> {
        match below(text) {
            true => Ok(Self(text.to_ascii_lowercase())),
            false => Err(NotLocal::Name),
        }
    }
}

impl FromStr for Framer {
    type Err = NotLocal;

    fn from_str(text: &str) -> Result<Self, NotLocal> {
        let authority = text.strip_prefix("http://").ok_or(NotLocal::Framer)?;
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
        let port = port.is_none_or(|port| digits(port) && port.parse().is_ok_and(|p: u16| p > 0));
        match port && (host.eq_ignore_ascii_case("localhost") || below(host)) {
            true => Ok(Self(text.to_ascii_lowercase())),
            false => Err(NotLocal::Framer),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Framer {
    /// As it stands in a policy.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether this is a name below `localhost`: of letters, digits and hyphens, so that nothing else comes with it into a
/// header.
fn below(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let label = |label: &str| !label.is_empty() && label.bytes().all(plain);
    let above = host.strip_suffix(".localhost");
    host.len() <= LONGEST && above.is_some_and(|above| above.split('.').all(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_leads_nowhere_else_is_taken() {
        for (text, taken) in [
            ("car.bench.localhost", Some("car.bench.localhost")),
            ("Car.Localhost", Some("car.localhost")),
            ("localhost", None),
            (".localhost", None),
            ("car..localhost", None),
            ("carlocalhost", None),
            ("car.localhost.", None),
            ("car.localhost:8300", None),
            ("car.localhost.example", None),
            ("car.example", None),
            ("127.0.0.1", None),
            ("*.localhost", None),
            ("a b.localhost", None),
            ("ä.localhost", None),
            ("", None),
        ] {
            let read = text.parse::<Name>().ok().map(|name| name.to_string());
            assert_eq!(read.as_deref(), taken, "{text}");
        }
    }

    #[test]
    fn only_pages_of_this_machine_may_frame_it() {
        let bench = "http://bench.localhost:8080";
        for (text, taken) in [
            (bench, Some(bench)),
            ("http://Bench.localhost:8080", Some(bench)),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("http://localhost", Some("http://localhost")),
            ("https://bench.localhost:8080", None),
            ("bench.localhost:8080", None),
            ("http://bench.example:8080", None),
            ("http://bench.localhost.example:8080", None),
            ("http://127.0.0.1:8080", None),
            ("http://*.localhost:8080", None),
            ("http://bench.localhost:*", None),
            ("http://bench.localhost:", None),
            ("http://bench.localhost:+1", None),
            ("http://bench.localhost:0", None),
            ("http://bench.localhost:65536", None),
            ("http://bench.localhost:8080/", None),
            ("http://me@bench.localhost:8080", None),
            ("http://bench.localhost:8080 http://evil.example", None),
            ("http://bench.localhost; script-src *", None),
            ("http://x.localhost:80,http://evil.example", None),
            ("*", None),
            ("", None),
        ] {
            let read = text.parse::<Framer>().ok();
            assert_eq!(read.as_ref().map(Framer::as_str), taken, "{text}");
        }
    }
}
