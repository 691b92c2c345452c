//! Telling people of news while no page of theirs is open: each only as they have said, by each way only while they
//! have not taken that back.
//!
//! [`routes`] is what a page asks and changes, [`mailbox`] and [`browser`] where somebody can be told; [`teller`] takes
//! what is due from the store's table and sends it, by [`mail`] in the words of [`letter`] and [`invitation`], or by
//! [`push`], sealed for one browser alone ([`seal`]). What is told when is `casework::notice`.

pub(crate) mod browser;
mod invitation;
mod letter;
mod mail;
pub(crate) mod mailbox;
mod push;
pub(crate) mod routes;
mod seal;
pub(crate) mod teller;

use crate::config::Config;
use crate::state::App;
use axum::Router;
use axum::routing::{delete, get, post, put};
use mail::Post;
use push::Pusher;

/// The ways to people that this server has.
pub struct Ways {
    mail: Option<Post>,
    push: Option<Pusher>,
}

impl Ways {
    /// As configured; `key` is the secret that push services know this store by, in hex.
    pub fn new(config: &Config, key: &str) -> Self {
        Self {
            mail: config.mail.as_ref().and_then(Post::new),
            push: config.push.as_ref().and_then(|push| Pusher::new(push, key)),
        }
    }
}

/// `/api/notices…`, `/api/cases/{id}/seen`.
pub fn router() -> Router<App> {
    let mailbox = put(mailbox::put).delete(mailbox::forget);
    Router::new()
        .route("/api/notices", get(routes::look).put(routes::wish))
        .route("/api/notices/mailbox", mailbox)
        .route("/api/notices/mailbox/confirmation", post(mailbox::confirm))
        .route("/api/notices/browser", put(browser::browser))
        .route(
            "/api/notices/browsers/{id}",
            delete(browser::remove_browser),
        )
        .route(
            "/api/notices/off/{secret}",
            get(routes::where_to_end).post(routes::end_mail),
        )
        .route("/api/cases/{id}/seen", put(routes::seen))
}
