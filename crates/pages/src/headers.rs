//! What keeps a page from being framed, sniffed or followed; and, where a tester's bench shows it, by whom it may be
//! framed after all.

use crate::csp;
use http::{HeaderMap, HeaderName, HeaderValue, header};

/// The policy of an answer that is no page.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// On every answer; a page brings its own Content-Security-Policy.
pub const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, NO_PAGE),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Lets pages of this origin show a page in a frame. For an answer that has [`HEADERS`] already; one that is no page
/// stays as it is.
pub fn frame(headers: &mut HeaderMap, origin: &str) {
    if change(headers, |policy| csp::framed_by(policy, origin)) {
        headers.remove(header::X_FRAME_OPTIONS);
    }
}

/// Lets a page show these in frames and, beside its own server, connect to those. An answer that is no page stays as
/// it is.
pub fn show(headers: &mut HeaderMap, frames: &str, connects: &str) {
    change(headers, |policy| csp::showing(policy, frames, connects));
}

/// Whether a page's policy was changed: where it has none of its own, or the new one is no header, it keeps what it
/// has.
fn change(headers: &mut HeaderMap, to: impl FnOnce(&str) -> String) -> bool {
    let Some(policy) = headers.get_mut(header::CONTENT_SECURITY_POLICY) else {
        return false;
    };
    let own = policy.to_str().ok().filter(|_| *policy != NO_PAGE);
    let Some(new) = own.and_then(|own| HeaderValue::from_str(&to(own)).ok()) else {
        return false;
    };
    *policy = new;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_framed_and_nothing_else_is() {
        let bench = "http://bench.localhost:8080";
        let mut answer: HeaderMap = HEADERS.into_iter().collect();
        let before = answer.clone();
        frame(&mut answer, bench);
        show(
            &mut answer,
            "http://*.bench.localhost:*",
            "http://127.0.0.1:*",
        );
        assert_eq!(answer, before, "no page");
        let policy = csp::policy("<script>go()</script>");
        let policy = HeaderValue::from_str(&policy).unwrap();
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
        let page = answer.clone();
        frame(&mut answer, "http://bench.localhost\n");
        assert_eq!(answer, page, "no header");
        frame(&mut answer, bench);
        let policy = answer[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.ends_with("; frame-ancestors http://bench.localhost:8080"));
        assert!(!answer.contains_key(header::X_FRAME_OPTIONS));
        assert_eq!(answer.len(), page.len() - 1);
    }
}
