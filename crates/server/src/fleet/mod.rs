//! Releases of the portal on their way to cars (docs/OTA.md): the server gives out the maker's repository, hears how it
//! went, and halts by itself what does not start. What is signed offline it cannot change.
//!
//! [`serve`] gives out the folder, [`report`] hears cars, [`watch`] halts and says that the state is still the newest,
//! [`operator`] is what the operator sees and changes.

pub(crate) mod operator;
pub(crate) mod report;
mod serve;
pub(crate) mod watch;

use crate::config::ReleasesConfig;
use crate::state::App;
use crate::store::{self, StoreError};
use axum::Router;
use axum::routing::{get, post};
use contract::release::{Fleet, ReleaseShare};
use contract::time::Timestamp;
use object_store::local::LocalFileSystem;
use release::Fault;
use release::manifest::Manifest;
use release::repository::Repository;
use release::stage::Stage;
use std::collections::BTreeSet;
use std::path::Path;
use tokio::sync::Notify;

pub use crate::store::fleet::Rows;

/// The maker's repository, where one is configured.
pub struct Releases {
    config: Option<(ReleasesConfig, LocalFileSystem)>,
    /// A car said that a release did not start.
    failed: Notify,
}

/// What the repository says now.
pub struct State {
    /// Every signed release.
    pub manifests: Vec<Manifest>,
    /// Who gets what.
    pub stage: Stage,
}

impl Releases {
    /// As configured.
    ///
    /// # Errors
    /// When the folder is not there.
    pub fn new(config: Option<&ReleasesConfig>) -> Result<Self, object_store::Error> {
        let config = match config {
            Some(config) => {
                let folder = LocalFileSystem::new_with_prefix(&config.folder)?;
                Some((config.clone(), folder))
            }
            None => None,
        };
        Ok(Self {
            config,
            failed: Notify::new(),
        })
    }

    fn config(&self) -> Option<&ReleasesConfig> {
        self.config.as_ref().map(|(config, _)| config)
    }

    /// Reads the repository, or changes it and reads it then. `None` where there is none.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Repository, &ReleasesConfig) -> Result<T, Fault> + Send + 'static,
    ) -> Option<Result<T, Fault>> {
        let config = self.config()?.clone();
        let done =
            tokio::task::spawn_blocking(move || work(&Repository::open(&config.folder)?, &config));
        Some(
            done.await
                .unwrap_or_else(|e| Err(Fault::Wrong(e.to_string()))),
        )
    }

    async fn state(&self) -> Option<Result<State, Fault>> {
        self.with(|repository, _| state(repository)).await
    }
}

fn state(repository: &Repository) -> Result<State, Fault> {
    Ok(State {
        manifests: repository.manifests()?,
        stage: repository.stage()?,
    })
}

/// `/releases/…`, `/api/car/release`, `/api/desk/releases`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/releases/{kind}/{name}", get(serve::give))
        .route("/api/car/release", post(report::report))
        .route(
            "/api/desk/releases",
            get(operator::look).put(operator::change),
        )
}

/// What cars run, of what there is.
pub fn of(manifests: &[Manifest], stage: &Stage, rows: Rows) -> Fleet {
    let known = manifests.iter().map(|manifest| manifest.facts.counter);
    let said = rows.running.keys().chain(rows.tried.keys()).copied();
    let all: BTreeSet<u64> = known.chain(said).collect();
    let share = |counter: &u64| {
        let manifest = manifests
            .iter()
            .find(|manifest| manifest.facts.counter == *counter);
        let (tried, failed) = rows.tried.get(counter).copied().unwrap_or_default();
        ReleaseShare {
            counter: *counter,
            version: manifest.map(|manifest| manifest.facts.version.clone()),
            cars: rows.running.get(counter).copied().unwrap_or_default(),
            tried,
            failed,
        }
    };
    Fleet {
        cars: rows.running.values().sum(),
        releases: all.iter().rev().map(share).collect(),
        channels: stage.states(),
        troubles: rows.troubles,
    }
}

/// What cars have said, from a store on which a server may be running.
///
/// # Errors
/// When it cannot be read.
pub fn rows(data: &Path, now: Timestamp) -> Result<Rows, StoreError> {
    store::fleet::rows(&store::open_reader(data)?, now)
}
