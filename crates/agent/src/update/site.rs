//! What a page is given: the release that is shown, and beside it the files of the one before, for pages that are open
//! since. Both were read and checked whole before the first byte went out.

use super::{Updater, WATCH};
use crate::problem::Refuse;
use crate::state::App;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use contract::command::DriveState;
use contract::problem::Kind;
use pages::Files;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A release that is tried is asked after so many seconds whether it is ready: [`WATCH`] and a little more.
const ASK_AFTER: u64 = WATCH.as_secs() + 2;

/// The releases in memory: what is shown, what was shown before it, and what came with the car.
pub struct Site {
    shipped: Arc<Files>,
    held: Mutex<BTreeMap<u64, Arc<Files>>>,
}

impl Site {
    /// With the portal that came with the car.
    pub fn new(shipped: Files) -> Self {
        Self {
            shipped: Arc::new(shipped),
            held: Mutex::default(),
        }
    }

    /// A release's files, read and checked where that was not done yet.
    fn files(&self, updater: &Updater, counter: u64) -> Option<Arc<Files>> {
        if counter == 0 {
            return Some(self.shipped.clone());
        }
        let held = || self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = held().get(&counter) {
            return Some(files.clone());
        }
        let shelf = updater.shelf();
        let mut files = Files::default();
        for file in shelf.load(counter)? {
            files.put(
                "/",
                &file.path,
                file.plain.into(),
                file.brotli.map(Into::into),
            );
        }
        let needed = shelf.pointer().needed();
        let files = Arc::new(files);
        let mut held = held();
        held.retain(|counter, _| needed.contains(counter));
        held.insert(counter, files.clone());
        Some(files)
    }

    /// The release that a page opens with now. One that cannot be read any more is left: there is always one that can.
    pub fn open_page(&self, updater: &Updater) -> (Arc<Files>, u64) {
        for _ in 0..2 {
            let counter = updater.shelf().open_page();
            match counter {
                Ok(counter) => {
                    if let Some(files) = self.files(updater, counter) {
                        return (files, counter);
                    }
                    tracing::error!(counter, "a release is not whole any more");
                    let _ = updater.shelf().fail();
                }
                Err(e) => {
                    tracing::error!(error = ?e, "the disk refuses: the release before is shown");
                    break;
                }
            }
        }
        let running = updater.shelf().pointer().running;
        match self.files(updater, running) {
            Some(files) => (files, running),
            None => (self.shipped.clone(), 0),
        }
    }

    fn file(&self, updater: &Updater, path: &str, asked: &HeaderMap) -> Option<Response> {
        let pointer = updater.shelf().pointer().clone();
        let order = [pointer.shown(), pointer.running, pointer.before, 0];
        let mut all = order
            .into_iter()
            .filter_map(|counter| self.files(updater, counter));
        all.find_map(|files| Some(files.get(path)?.answer(asked).map(Body::from)))
    }
}

/// Everything that no other route takes.
pub async fn serve(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path();
    let none = || Refuse::because(Kind::RouteNotFound).into_response();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return none();
    }
    if !crate::portal::is_place(path) {
        let found = app.site.file(&app.updater, path, request.headers());
        return found.unwrap_or_else(none);
    }
    if !opens(&request) {
        let page = app
            .site
            .file(&app.updater, "/index.html", request.headers());
        return page.unwrap_or_else(none);
    }
    // Nothing is half-typed in a page that is only opened now.
    if app.car.drive() == DriveState::Parked && app.updater.may_switch() {
        let _ = app.updater.shelf().switch();
    }
    let (files, counter) = app.site.open_page(&app.updater);
    let Some(page) = files.page("/") else {
        return none();
    };
    let tried = app
        .updater
        .shelf()
        .pointer()
        .trying
        .is_some_and(|trying| trying.counter == counter);
    if !tried {
        return page.answer(request.headers()).map(Body::from);
    }
    watch(&app, counter);
    // Whatever the page does or fails to do, the browser itself asks again: an answer without content leaves a page that
    // has started as it is.
    let mut asked = request.headers().clone();
    asked.remove(header::IF_NONE_MATCH);
    let mut answer = page.answer(&asked).map(Body::from);
    let again = format!("{ASK_AFTER}; url=/agent/release/trial?counter={counter}&to={path}");
    if let Ok(again) = HeaderValue::from_str(&again) {
        answer.headers_mut().insert("refresh", again);
    }
    let headers = answer.headers_mut();
    headers.remove(header::ETAG);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Whether a browser opens a page, and does not only look at what is there. Where it does not say, it does.
fn opens(request: &Request) -> bool {
    let mode = request.headers().get("sec-fetch-mode");
    *request.method() == Method::GET && mode.is_none_or(|mode| mode == "navigate")
}

/// Goes back by itself, though no page should ever come again.
fn watch(app: &App, counter: u64) {
    let app = app.clone();
    tokio::spawn(async move {
        tokio::time::sleep(WATCH).await;
        let trying = app.updater.shelf().pointer().trying;
        if trying.is_some_and(|trying| trying.counter == counter) {
            super::report::not_ready(&app, counter);
        }
    });
}
