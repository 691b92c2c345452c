//! What may be served where: anybody who can be anybody, and cookies in the clear, stay on this
//! machine.

use super::{Config, ConfigError, refuse};
use crate::identity::oidc::OidcConfig;
use std::net::SocketAddr;

impl Config {
    /// What may be served where: plain http and `--demo` on loopback only.
    pub fn check_exposure(&self, listen: SocketAddr, demo: bool) -> Result<(), ConfigError> {
        if let Some(origin) = &self.public_origin {
            let host = origin.strip_prefix("https://").unwrap_or_default();
            if host.is_empty() || host.contains('/') {
                return Err(refuse(
                    "public_origin",
                    "must be like https://service.example",
                ));
            }
        }
        if demo && !listen.ip().is_loopback() {
            return Err(refuse(
                "--demo",
                "lets anybody be anybody: listen on 127.0.0.1 or [::1]",
            ));
        }
        if demo && self.public_origin.is_some() {
            return Err(refuse(
                "--demo",
                "cannot go with public_origin: anybody could be anybody",
            ));
        }
        for (key, provider) in [
            ("sign_in.owner", &self.sign_in.owner),
            ("sign_in.desk", &self.sign_in.desk),
        ] {
            match provider {
                _ if demo => {}
                None => {
                    let reason = "is not there: nobody could sign in. Name the provider, or add --demo on loopback";
                    return Err(refuse(key, reason));
                }
                Some(provider) => provider_is_safe(key, provider)?,
            }
        }
        if !listen.ip().is_loopback() && self.public_origin.is_none() {
            let reason =
                "plain http is for loopback; set public_origin and put a TLS proxy in front";
            return Err(refuse("--listen", reason));
        }
        Ok(())
    }
}

/// A provider is asked over https, or on this machine; and its secret is where the configuration says.
fn provider_is_safe(key: &str, provider: &OidcConfig) -> Result<(), ConfigError> {
    let https = provider.issuer.starts_with("https://");
    let here = provider.issuer.strip_prefix("http://");
    if !https && !here.is_some_and(is_local) {
        return Err(refuse(
            format!("{key}.issuer"),
            "must be like https://id.example; plain http is for this machine only",
        ));
    }
    let missing = |name: &&String| std::env::var(name).is_err();
    if let Some(name) = provider.client_secret_env.as_ref().filter(missing) {
        let reason = format!("names {name}, which the environment does not have");
        return Err(refuse(format!("{key}.client_secret_env"), reason));
    }
    Ok(())
}

/// Whether what stands after a scheme is on this machine, where nothing needs TLS.
pub(super) fn is_local(rest: &str) -> bool {
    let host = rest.split('/').next().unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopbacks_own_names_are_this_machine() {
        for here in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:80/path",
            "[::1]",
            "[::1]:8080",
        ] {
            assert!(is_local(here), "{here}");
        }
        for elsewhere in [
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "evil@localhost",
            "[::2]",
            "",
        ] {
            assert!(!is_local(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn demo_people_and_plain_http_stay_on_loopback() {
        let config = Config::demo().expect("demo");
        let at = |addr: &str, demo| config.check_exposure(addr.parse().expect("addr"), demo);
        assert!(at("127.0.0.1:80", true).is_ok());
        assert!(at("[::1]:80", true).is_ok());
        assert!(at("0.0.0.0:80", true).is_err_and(|e| e.key == "--demo"));
        assert!(at("127.0.0.1:80", false).is_err());
    }
}
