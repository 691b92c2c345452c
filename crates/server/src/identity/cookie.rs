//! The session cookie: one name for each audience, `__Host-` on https (RFC 6265bis); and a car's credential.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponseParts};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::person::Audience;
use sha2::{Digest, Sha256};

/// A token's hash: all the server keeps of it.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new token: 32 random bytes, base64url.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn name(of: &str, secure: bool) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    format!("{prefix}servicelane-{of}")
}

/// The hash of the credential that a request carries in `Authorization: Bearer`, if it does.
pub fn bearer(headers: &HeaderMap) -> Option<[u8; 32]> {
    let said = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = said.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| hash(token))
}

/// The hash of this audience's token, if the request carries one.
pub fn read(headers: &HeaderMap, audience: Audience, secure: bool) -> Option<[u8; 32]> {
    read_named(headers, audience.name(), secure).map(hash)
}

/// A cookie of ours.
pub fn read_named<'a>(headers: &'a HeaderMap, of: &str, secure: bool) -> Option<&'a str> {
    let name = name(of, secure);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}

/// `Set-Cookie` with a token, or, without one, its end. `seconds` is how long it lives.
pub fn write(
    audience: Audience,
    secure: bool,
    token: Option<&str>,
    seconds: i64,
) -> Option<HeaderValue> {
    write_named(audience.name(), secure, token, seconds)
}

/// The same for any cookie of ours.
pub fn write_named(
    of: &str,
    secure: bool,
    token: Option<&str>,
    seconds: i64,
) -> Option<HeaderValue> {
    let name = name(of, secure);
    let (token, seconds) = token.map_or(("", 0), |t| (t, seconds));
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).ok()
}

/// An answer's part that sets these cookies.
pub fn set(cookies: impl IntoIterator<Item = HeaderValue>) -> impl IntoResponseParts {
    AppendHeaders(cookies.into_iter().map(|c| (header::SET_COOKIE, c)))
}
