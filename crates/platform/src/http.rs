//! The server's API, below this audience's prefix. What is no answer in our own words (a cut line, a
//! proxy's page, silence) is [`Failure::Network`]: nothing is known then, and nothing concluded from it.

use crate::audience;
use crate::blob::Bytes;
use contract::problem::Problem;
use contract::time::Timestamp;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Longest wait for an answer, in milliseconds.
const PATIENCE: u32 = 15_000;
/// How long one waits for the server where the last answer will do: the service worker (public/sw.js) reads this.
const ASIDE: (&str, &str) = ("x-patience", "3000");
/// When an answer was given that the service worker had kept, in milliseconds since 1970.
const KEPT: &str = "x-kept";

/// Why there is no answer to use.
#[derive(Debug, Clone)]
pub enum Failure {
    /// Nobody answered, or not in our words.
    Network,
    /// The server said no.
    Problem(Problem),
}

/// An answer, the server's or the last one that was kept.
#[derive(Debug, Clone)]
pub struct Last<T> {
    /// What was asked for.
    pub answer: T,
    /// By the browser's clock, when it was given; `None` for the server's answer of now.
    pub kept: Option<Timestamp>,
}

impl<T> Last<T> {
    /// The server's answer of now.
    pub fn new(answer: T) -> Self {
        Self { answer, kept: None }
    }
}

/// Asks for something.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    parse(&ask(url(path), false).await?.answer)
}

/// Asks for something; while the server does not answer, what it answered last will do. What the page itself asked for
/// before the program was here is not asked again.
pub async fn last<T: DeserializeOwned>(path: &str) -> Result<Last<T>, Failure> {
    let Last { answer, kept } = ask(url(path), true).await?;
    parse(&answer).map(|answer| Last { answer, kept })
}

/// Sends something.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    parse(&send(Request::post(&url(path)), serde_json::to_string(body)).await?)
}

/// Puts something in the place of what is there.
pub async fn put<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Failure> {
    parse(&send(Request::put(&url(path)), serde_json::to_string(body)).await?)
}

/// Sends a part of a file; how long that may take is said in milliseconds.
pub async fn put_part<T: DeserializeOwned>(
    path: &str,
    part: &Bytes,
    patience: u32,
) -> Result<T, Failure> {
    let signal = web_sys::AbortSignal::timeout_with_u32(patience);
    let request = Request::put(&url(path)).abort_signal(Some(&signal));
    let request = request.header("content-type", "application/octet-stream");
    let request = request.body(part.0.clone()).map_err(|_| Failure::Network)?;
    parse(&text(request.send().await).await?)
}

/// Ends something.
pub async fn delete(path: &str) -> Result<(), Failure> {
    let request = patient(Request::delete(&url(path)));
    text(request.send().await).await.map(drop)
}

/// A file of the bundle.
pub async fn file(url: &str) -> Option<String> {
    let answer = match early(url).await {
        Some(answer) => answer,
        None => Request::get(url).send().await.ok()?,
    };
    if answer.ok() {
        answer.text().await.ok()
    } else {
        None
    }
}

/// The address of the live stream after a position.
pub fn live(position: &str) -> String {
    url(&format!("/live?after={position}"))
}

/// Below this audience's prefix; what the companion in a car answers itself belongs to no audience, and a whole address
/// is another server's.
fn url(path: &str) -> String {
    match path.starts_with("/agent/") || path.starts_with("http://") {
        true => path.to_owned(),
        false => format!("{}{path}", audience().api()),
    }
}

fn patient(request: RequestBuilder) -> RequestBuilder {
    request.abort_signal(Some(&web_sys::AbortSignal::timeout_with_u32(PATIENCE)))
}

/// The answer to a request that index.html started beside the program's own download; once, and only a
/// good one: a refusal may be older than the sign-in that came after it.
async fn early(url: &str) -> Option<Response> {
    let started = Reflect::get(web_sys::window()?.as_ref(), &"early".into()).ok()?;
    let promise = Reflect::get(&started, &url.into()).ok()?;
    let promise = promise.dyn_into::<Promise>().ok()?;
    let _ = Reflect::set(&started, &url.into(), &JsValue::UNDEFINED);
    let answer = JsFuture::from(promise).await.ok()?;
    let answer = Response::from(answer.dyn_into::<web_sys::Response>().ok()?);
    answer.ok().then_some(answer)
}

// Everything but the last step is compiled once, not for each type: a tenth of the bytes.

async fn ask(url: String, aside: bool) -> Result<Last<String>, Failure> {
    let answer = match early(&url).await {
        Some(answer) => answer,
        None => {
            let mut request = patient(Request::get(&url)).cache(web_sys::RequestCache::NoStore);
            if aside {
                request = request.header(ASIDE.0, ASIDE.1);
            }
            request.send().await.map_err(|_| Failure::Network)?
        }
    };
    let kept = answer.headers().get(KEPT);
    let kept = kept.and_then(|at| at.parse().ok()).map(Timestamp);
    let answer = text(Ok(answer)).await?;
    Ok(Last { answer, kept })
}

async fn send(
    request: RequestBuilder,
    body: Result<String, serde_json::Error>,
) -> Result<String, Failure> {
    let body = body.map_err(|_| Failure::Network)?;
    let request = patient(request).header("content-type", "application/json");
    let request = request.body(body).map_err(|_| Failure::Network)?;
    text(request.send().await).await
}

/// An answer's text, or the server's refusal.
async fn text(answer: Result<Response, gloo_net::Error>) -> Result<String, Failure> {
    let answer = answer.map_err(|_| Failure::Network)?;
    let text = answer.text().await.map_err(|_| Failure::Network)?;
    match answer.ok() {
        true => Ok(text),
        false => Err(parse(&text).map_or(Failure::Network, Failure::Problem)),
    }
}

/// Reads an answer; one without content is `()`.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| Failure::Network)
}
