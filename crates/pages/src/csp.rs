//! The Content-Security-Policy of a page: hashes of its own inline scripts and styles, computed when
//! the server starts, so that policy and page cannot disagree.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for this page.
pub fn policy(html: &str) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// The policy of the service worker: it asks its own server, and nothing else.
pub const WORKER: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/// The same policy, but pages of this origin may show the page in a frame.
pub fn framed_by(policy: &str, origin: &str) -> String {
    with(policy, "frame-ancestors", |_| origin.to_owned())
}

/// The same policy, but the page may show these in frames and, beside its own server, connect to those.
pub fn showing(policy: &str, frames: &str, connects: &str) -> String {
    let policy = with(policy, "frame-src", |_| frames.to_owned());
    with(&policy, "connect-src", |own| {
        format!("{own} {connects}").trim_start().to_owned()
    })
}

/// The policy with one directive's value made of the one it had, or of nothing.
fn with(policy: &str, name: &str, value: impl FnOnce(&str) -> String) -> String {
    let mut all: Vec<String> = policy.split(';').map(|d| d.trim().to_owned()).collect();
    let before = all.iter_mut().find_map(|directive| {
        let own = directive.strip_prefix(name)?.strip_prefix(' ')?.to_owned();
        Some((directive, own))
    });
    match before {
        Some((directive, own)) => *directive = format!("{name} {}", value(&own)),
        None => all.push(format!("{name} {}", value(""))),
    }
    all.join("; ")
}

/// ` 'sha256-…'` for each inline element of this name.
fn hashes(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut out = String::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once(&close) else {
            break;
        };
        rest = after;
        let inline = !attributes.split_whitespace().any(|a| a.starts_with("src="));
        if inline && (attributes.is_empty() || attributes.starts_with([' ', '\n'])) {
            out.push_str(&format!(
                " 'sha256-{}'",
                STANDARD.encode(Sha256::digest(content))
            ));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_code_is_allowed_by_its_hash_and_by_nothing_else() {
        let html =
            r#"<style>a{}</style><script src="/x.js"></script><script type="module">go()</script>"#;
        let policy = policy(html);
        // printf 'go()' | openssl dgst -sha256 -binary | base64
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
            "{policy}"
        );
        assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
    }

    #[test]
    fn a_frame_changes_its_own_directives_and_nothing_else() {
        let own = policy("<script>go()</script>");
        let bench = "http://bench.localhost:8080";
        let framed = framed_by(&own, bench);
        assert_eq!(
            framed,
            own.replace("ancestors 'none'", &format!("ancestors {bench}"))
        );
        let shows = showing(&own, "http://*.bench.localhost:*", "http://127.0.0.1:*");
        let wanted = own.replace(
            "connect-src 'self'",
            "connect-src 'self' http://127.0.0.1:*",
        );
        assert_eq!(
            shows,
            format!("{wanted}; frame-src http://*.bench.localhost:*")
        );
        let short = "default-src 'none'";
        let framed = framed_by(short, bench);
        assert_eq!(framed, format!("{short}; frame-ancestors {bench}"));
        let shows = showing(short, "http://a", "http://b");
        assert_eq!(
            shows,
            format!("{short}; frame-src http://a; connect-src http://b")
        );
    }
}
