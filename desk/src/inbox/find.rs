//! Finding a case in the list that is shown: by owner, words, VIN, advisor or case number. It hides rows and
//! asks nobody: all open cases are here.

use crate::desk::Desk;
use crate::path::Tab;
use contract::case::CaseSummary;
use i18n::k;
use leptos::prelude::*;

/// The field.
pub const FIND_ID: &str = "find";

/// Whether a row has all the words that are looked for, somewhere.
fn has(row: &CaseSummary, words: &str) -> bool {
    let number = row.id.number();
    let texts = [
        row.owner_name.as_deref(),
        row.headline.as_deref(),
        row.vin.as_deref(),
        row.advisor.as_deref(),
        Some(number.as_str()),
    ];
    let all: Vec<String> = texts.into_iter().flatten().map(str::to_lowercase).collect();
    // A VIN is read out in groups, and typed with or without them.
    let vin: String = words.split_whitespace().collect();
    let one = |word: &str| all.iter().any(|text| text.contains(word));
    words.split_whitespace().all(one) || one(&vin)
}

/// The rows of a list, all of them; beside a page stand the open cases.
fn rows(desk: Desk, tab: Tab) -> Signal<Vec<CaseSummary>> {
    match tab {
        Tab::Closed => desk.inbox.closed.into(),
        Tab::Disputes => desk.docket.into(),
        _ => desk.inbox.open.into(),
    }
}

/// The rows of a list that match what is looked for; the other signal has how many there are.
pub fn found(desk: Desk, tab: Tab) -> (Memo<Vec<CaseSummary>>, Signal<usize>) {
    let all = rows(desk, tab);
    let found = Memo::new(move |_| {
        let words = desk.find.get().to_lowercase();
        all.with(|rows| {
            let rows = rows.iter().filter(|r| has(r, &words));
            rows.cloned().collect::<Vec<_>>()
        })
    });
    (found, Signal::derive(move || all.with(Vec::len)))
}

/// The rows as they are shown now.
pub fn listed(desk: Desk, tab: Tab) -> Vec<CaseSummary> {
    let words = desk.find.get_untracked().to_lowercase();
    let mut all = rows(desk, tab).get_untracked();
    all.retain(|r| has(r, &words));
    all
}

/// The field above the list.
#[component]
pub fn Finder() -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    view! {
        <search class="find">
            <input
                type="search"
                id=FIND_ID
                autocomplete="off"
                aria-label=w.say(k::DESK_FIND_LABEL)
                aria-keyshortcuts=move || desk.letters.get().then_some("/")
                placeholder=w.say(k::DESK_FIND)
                prop:value=move || desk.find.get()
                on:input=move |event| desk.find.set(event_target_value(&event))
            />
            <kbd aria-hidden="true">"/"</kbd>
        </search>
    }
}

/// How many match, while something is looked for; how to see all again when none does.
#[component]
pub fn Found(
    /// How many match.
    n: Signal<usize>,
    /// Of how many.
    all: Signal<usize>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let text = move || desk.find.with(|f| f.trim().to_owned());
    let said = move || match (text(), n.get()) {
        (text, _) if text.is_empty() => None,
        (text, 0) => Some(w.tf(k::DESK_FIND_NONE, &[("text", &text)])),
        (_, n) => {
            let (n, all) = (n.to_string(), all.get().to_string());
            Some(w.tf(k::DESK_FIND_SOME, &[("n", &n), ("all", &all)]))
        }
    };
    view! {
        <p class="found-n" role="status">
            {said}
        </p>
        <button
            class="btn quiet"
            type="button"
            hidden=move || text().is_empty() || n.get() != 0
            on:click=move |_| desk.stop_finding()
        >
            {w.say(k::DESK_FIND_CLEAR)}
        </button>
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::order::tests::row;
    use super::*;
    use contract::case::Stage;

    #[test]
    fn a_row_is_found_by_each_thing_that_is_read_on_it_and_by_nothing_else() {
        let mut case = row("k7pm4x2qzz", Stage::Accepted, 0, None);
        case.owner_name = Some("Ines Morgen".to_owned());
        case.headline = Some("It rattles at the front.".to_owned());
        case.vin = Some("WVWZZZ1JZXW000001".to_owned());
        for words in [
            "",
            " ",
            "ines",
            "rattles morgen",
            "k7pm-4x2q",
            "wvw zzz1j",
            "000001",
        ] {
            assert!(has(&case, words), "{words}");
        }
        for words in ["jon", "ines brakes", "wvw zzz2"] {
            assert!(!has(&case, words), "{words}");
        }
    }
}
