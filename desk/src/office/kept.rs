//! The settings as the server has them. They are not in the live stream: whoever shows them asks, and each
//! change answers with the newest.

use contract::id::CentreId;
use contract::problem::{Kind, Problem};
use contract::settings::{Put, Settings};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use serde_json::Value;

/// The settings, for whoever shows or changes them.
#[derive(Clone, Copy)]
pub struct Office {
    /// As they were last heard.
    pub settings: RwSignal<Option<Settings>>,
    /// Why they are not shown to this person.
    pub refused: RwSignal<Option<Kind>>,
    left: Callback<()>,
}

impl Office {
    /// Not asked for yet. `left` is called when the session has ended.
    pub fn new(left: Callback<()>) -> Self {
        Self {
            settings: RwSignal::new(None),
            refused: RwSignal::new(None),
            left,
        }
    }

    /// Asks until there is an answer; what was heard before is shown meanwhile.
    pub fn ask(self) {
        spawn_local(async move {
            while self.settings.try_get_untracked().is_some() {
                match self.fetch().await {
                    Ok(()) => return,
                    Err(Failure::Problem(problem)) if problem.is_final() => {
                        let _ = self.refused.try_set(Some(problem.kind));
                        return;
                    }
                    Err(_) => platform::sleep(2000).await,
                }
            }
        });
    }

    /// A centre's name.
    pub fn centre(self, id: &CentreId) -> String {
        let name = self.settings.with(|s| {
            let mut centres = s.iter().flat_map(|s| &s.centres);
            centres.find(|c| c.id == *id).map(|c| c.name.clone())
        });
        name.unwrap_or_else(|| id.to_string())
    }

    /// Asks for a change, once. Where nobody answers, `made` tells from the newest settings whether it was
    /// made. `Err(None)` is a change of which nothing is known.
    pub async fn put(
        self,
        path: &str,
        to: Value,
        made: &dyn Fn(&Settings) -> bool,
    ) -> Result<(), Option<Problem>> {
        let settings = self.settings.try_get_untracked().flatten();
        let seen = settings.map_or(0, |s| s.version);
        match http::put::<Settings>(path, &Put { seen, to }).await {
            Ok(settings) => {
                self.take(settings);
                Ok(())
            }
            Err(Failure::Problem(problem)) => {
                match problem.kind {
                    Kind::SignInNeeded => self.left.run(()),
                    // Shown before the refusal is, so that both can be compared.
                    Kind::SettingsChanged => drop(self.fetch().await),
                    _ => {}
                }
                Err(Some(problem))
            }
            Err(Failure::Network) => match self.fetch().await {
                Ok(()) if self.is(made) => Ok(()),
                _ => Err(None),
            },
        }
    }

    /// The session has ended.
    pub fn sign_out(self) {
        self.left.run(());
    }

    fn is(self, made: &dyn Fn(&Settings) -> bool) -> bool {
        let now = self.settings.try_get_untracked().flatten();
        now.is_some_and(|s| made(&s))
    }

    async fn fetch(self) -> Result<(), Failure> {
        self.take(http::get("/settings").await?);
        Ok(())
    }

    /// An answer may come after a newer one.
    fn take(self, settings: Settings) {
        let have = self.settings.try_get_untracked().flatten();
        if have.is_none_or(|have| have.version <= settings.version) {
            let _ = self.refused.try_set(None);
            let _ = self.settings.try_set(Some(settings));
        }
    }
}
