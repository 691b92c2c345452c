//! Files that wait to be sent, kept by the browser over a restart (Cache API: whole files by name, and no more), for each
//! audience apart from the others. Where the browser keeps none, as in a page that is not secure, there is nothing here.

use crate::blob::Bytes;
use crate::{audience, now};
use contract::time::Timestamp;
use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Headers, Request, Response, ResponseInit};

/// When a file was kept, in milliseconds since 1970.
const SINCE: &str = "x-since";

/// Asked by name: without a secure page there is none.
async fn files() -> Option<Cache> {
    let all = Reflect::get(web_sys::window()?.as_ref(), &"caches".into()).ok()?;
    let all = all.dyn_into::<CacheStorage>().ok()?;
    let name = format!("files:{}", audience().name());
    JsFuture::from(all.open(&name)).await.ok()?.dyn_into().ok()
}

/// A cache names its files by addresses; nothing is ever asked of these.
fn address(name: &str) -> String {
    format!("/kept/{name}")
}

/// Keeps a file, and says whether it is kept.
pub async fn put(name: &str, bytes: &Bytes) -> bool {
    let kept = async {
        let head = Headers::new().ok()?;
        head.set(SINCE, &now().0.to_string()).ok()?;
        head.set("content-type", &bytes.0.type_()).ok()?;
        let init = ResponseInit::new();
        init.set_headers(&head);
        let file = Response::new_with_opt_blob_and_init(Some(&bytes.0), &init).ok()?;
        let put = files().await?.put_with_str(&address(name), &file);
        JsFuture::from(put).await.ok()
    };
    kept.await.is_some()
}

/// A file, if it is still kept.
pub async fn get(name: &str) -> Option<Bytes> {
    let found = files().await?.match_with_str(&address(name));
    let file = JsFuture::from(found).await.ok()?.dyn_into::<Response>();
    let bytes = JsFuture::from(file.ok()?.blob().ok()?).await.ok()?;
    bytes.dyn_into().ok().map(Bytes)
}

/// Forgets a file.
pub async fn remove(name: &str) {
    if let Some(files) = files().await {
        let _ = JsFuture::from(files.delete_with_str(&address(name))).await;
    }
}

/// The files whose names begin with `prefix`, and since when they are kept.
pub async fn names(prefix: &str) -> Vec<(String, Timestamp)> {
    let Some(files) = files().await else {
        return Vec::new();
    };
    let Ok(all) = JsFuture::from(files.keys()).await else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for request in Array::from(&all).iter() {
        let Ok(request) = request.dyn_into::<Request>() else {
            continue;
        };
        let url = request.url();
        let Some((_, name)) = url.split_once("/kept/") else {
            continue;
        };
        let found = JsFuture::from(files.match_with_request(&request)).await;
        let file = found
            .ok()
            .and_then(|found| found.dyn_into::<Response>().ok());
        let since = file.and_then(|file| file.headers().get(SINCE).ok()??.parse().ok());
        if name.starts_with(prefix) {
            names.push((name.to_owned(), Timestamp(since.unwrap_or_default())));
        }
    }
    names
}
