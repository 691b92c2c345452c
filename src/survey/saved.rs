//! How it stands with saving, said quietly.

use super::sheet::{Saved, Sheet};
use crate::portal::Portal;
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;

/// "Saved 14:02", or why not; and that another screen had changed the answers.
#[component]
pub fn SavedLine(
    /// The answers.
    sheet: Sheet,
) -> impl IntoView {
    let w = Portal::here().words;
    let said = move || match sheet.saved.get() {
        Saved::Nothing => String::new(),
        Saved::At(at) => {
            let zone = platform::intl::local_zone();
            let time = zone.map(|zone| w.clock(at, &zone)).unwrap_or_default();
            w.tf(k::SURVEY_SAVED, &[("time", &time)])
        }
        Saved::Waiting => w.t(k::SURVEY_UNSAVED),
        Saved::Refused(kind) => w.problem(kind),
    };
    let elsewhere = move || {
        let elsewhere = sheet.elsewhere.get();
        elsewhere.then(|| w.problem(Kind::SurveyChanged))
    };
    view! {
        <p class="quiet-words saved" role="status">
            {move || elsewhere()} " " {move || said()}
        </p>
    }
}
