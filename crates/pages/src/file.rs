//! One file, and the answer that carries it.

use crate::csp;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A file, with all that its answer says.
pub struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    media: HeaderValue,
    tag: HeaderValue,
    policy: Option<HeaderValue>,
    lasting: bool,
}

impl File {
    pub(crate) fn new(name: &str, plain: Bytes, brotli: Option<Bytes>) -> Self {
        let policy = match name {
            "index.html" => {
                HeaderValue::from_str(&csp::policy(&String::from_utf8_lossy(&plain))).ok()
            }
            "sw.js" => Some(HeaderValue::from_static(csp::WORKER)),
            _ => None,
        };
        let digest = Sha256::digest(&plain);
        let tag: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
        Self {
            brotli,
            media: HeaderValue::from_static(media(name)),
            tag: HeaderValue::from_str(&format!("\"{tag}\""))
                .expect("hexadecimal digits in quotes are a header"),
            lasting: has_hash(name),
            plain,
            policy,
        }
    }

    /// The answer to a request with these headers.
    pub fn answer(&self, asked: &HeaderMap) -> Response<Bytes> {
        let caching = match self.lasting {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        let unchanged = asked.get(header::IF_NONE_MATCH) == Some(&self.tag);
        let brotli = self.brotli.as_ref().filter(|_| takes_brotli(asked));
        let head: [(HeaderName, HeaderValue); 4] = [
            (header::CONTENT_TYPE, self.media.clone()),
            (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
            (header::ETAG, self.tag.clone()),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        // A browser puts the headers of a 304 on the page it kept: they must be the page's own.
        let mut answer = match unchanged {
            true => {
                let mut answer = Response::new(Bytes::new());
                *answer.status_mut() = StatusCode::NOT_MODIFIED;
                answer
            }
            false => Response::new(brotli.unwrap_or(&self.plain).clone()),
        };
        let headers = answer.headers_mut();
        headers.extend(head);
        if brotli.is_some() && !unchanged {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        headers.extend(
            self.policy
                .clone()
                .map(|p| (header::CONTENT_SECURITY_POLICY, p)),
        );
        answer
    }
}

pub(crate) fn share(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
}

/// `portal-1f2e3d4c5b6a7988_bg.wasm`, `de-1f2e3d4c5b.json`: the name changes with the content.
fn has_hash(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name);
    stem.split(['-', '_', '.'])
        .any(|part| part.len() >= 10 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn media(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn takes_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok());
    accepted.is_some_and(|v| {
        v.split(',')
            .any(|e| e.split(';').next().unwrap_or_default().trim() == "br")
    })
}
