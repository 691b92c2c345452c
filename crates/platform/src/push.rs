//! Notifications while no page is open (Web Push): whether this browser shows them, whether its owner lets it, and what
//! its push service gives it. The service worker (public/sw.js) shows them.

use crate::blob::Bytes;
use crate::worker;
use contract::notice::Subscription;
use js_sys::{Array, JSON, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission};
use web_sys::{PushManager, PushSubscription, PushSubscriptionOptionsInit};

/// Why there is no subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The browser's owner does not allow it.
    Denied,
    /// They have not decided.
    NotNow,
    /// The browser has no push service, or does not reach it.
    Failed,
}

/// Whether this browser can show any: many webviews cannot, and no frame does.
pub fn can() -> bool {
    let has = |name: &str| {
        let window = web_sys::window();
        window.is_some_and(|w| Reflect::has(&w, &name.into()) == Ok(true))
    };
    worker::workers().is_some()
        && has("PushManager")
        && has("Notification")
        && !crate::page::framed()
}

/// Whether its owner has said no.
pub fn denied() -> bool {
    can() && Notification::permission() == NotificationPermission::Denied
}

/// Asks the browser's owner, then its push service, which makes sure by `key` that nobody else sends. Only at somebody's
/// touch: browsers ask at no other time.
pub async fn subscribe(key: &str) -> Result<Subscription, Refused> {
    if let Ok(asked) = Notification::request_permission() {
        let _ = JsFuture::from(asked).await;
    }
    match Notification::permission() {
        NotificationPermission::Granted => {}
        NotificationPermission::Denied => return Err(Refused::Denied),
        _ => return Err(Refused::NotNow),
    }
    let worker = worker::ready().await.ok_or(Refused::Failed)?;
    let manager = worker.push_manager().map_err(|_| Refused::Failed)?;
    let found = match asked(&manager, key).await {
        Some(found) => found,
        // One that was made for another key stands in the way.
        None => {
            end().await;
            asked(&manager, key).await.ok_or(Refused::Failed)?
        }
    };
    let text = JSON::stringify(&found).map(String::from);
    given(&text.unwrap_or_default()).ok_or(Refused::Failed)
}

/// What a subscription says of itself.
fn given(text: &str) -> Option<Subscription> {
    let given: Value = serde_json::from_str(text).ok()?;
    let said = |value: &Value| value.as_str().map(str::to_owned);
    Some(Subscription {
        endpoint: said(&given["endpoint"])?,
        p256dh: said(&given["keys"]["p256dh"])?,
        auth: said(&given["keys"]["auth"])?,
        name: name(),
    })
}

async fn asked(manager: &PushManager, key: &str) -> Option<JsValue> {
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key_opt_str(Some(key));
    let asked = manager.subscribe_with_options(&options).ok()?;
    JsFuture::from(asked).await.ok()
}

async fn found() -> Option<PushSubscription> {
    if !can() {
        return None;
    }
    let asked = worker::registration().await?.push_manager().ok()?;
    let found = JsFuture::from(asked.get_subscription().ok()?).await.ok()?;
    found.is_object().then(|| found.unchecked_into())
}

/// What the server calls this browser, where it is subscribed.
pub async fn current() -> Option<String> {
    id(&found().await?.endpoint()).await
}

/// What the server calls a browser: the first 16 hex digits of its endpoint's SHA-256.
pub async fn id(endpoint: &str) -> Option<String> {
    let digest = Bytes::of(endpoint.as_bytes(), "")?.digest().await?;
    digest.get(..16).map(str::to_owned)
}

/// Ends the subscription.
pub async fn end() {
    if let Some(Ok(ending)) = found().await.map(|found| found.unsubscribe()) {
        let _ = JsFuture::from(ending).await;
    }
}

/// Takes away the notifications under a tag: a page shows what they say.
pub async fn close(tag: String) {
    if !can() {
        return;
    }
    let Some(worker) = worker::registration().await else {
        return;
    };
    let Ok(asked) = worker.get_notifications() else {
        return;
    };
    if let Ok(shown) = JsFuture::from(asked).await {
        let all = Array::from(&shown);
        let all = all.iter().map(JsCast::unchecked_into::<Notification>);
        all.filter(|one| one.tag().as_deref() == Some(&tag))
            .for_each(|one| one.close());
    }
}

/// What its owner knows this browser by: `Firefox, Android`.
fn name() -> String {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok());
    named(&agent.unwrap_or_default())
}

/// Browsers and systems as they name themselves. Each also names those that it wants to be taken for: the first that is
/// found is the one.
fn named(agent: &str) -> String {
    let first = |all: &[(&str, &'static str)]| {
        let found = all.iter().find(|(sign, _)| agent.contains(sign));
        found.map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    let all = [Some(browser.unwrap_or("Browser")), system];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_browser_is_known_by_its_own_name() {
        let like = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            (
                format!("Mozilla/5.0 (X11; Linux x86_64) {like} Chrome/140.0.0.0 Safari/537.36"),
                "Chrome, Linux",
            ),
            (
                format!("Mozilla/5.0 (Windows NT 10.0) {like} Chrome/140.0 Safari/537 Edg/140.0"),
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (Android 16; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0".into(),
                "Firefox, Android",
            ),
            (
                format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {like} Safari/604"),
                "Safari, iPhone",
            ),
            (String::new(), "Browser"),
        ] {
            assert_eq!(named(&agent), name);
        }
    }
}
