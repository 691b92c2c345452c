//! Two screens, one survey: what was saved on the other one, and what was not saved yet on this one.

use contract::survey::Answers;

/// A choice made there stands, and is shown; of words nothing is dropped.
pub fn merge(theirs: Answers, mine: Answers) -> Answers {
    Answers {
        score: theirs.score.or(mine.score),
        better: both(theirs.better, mine.better),
        satisfied: theirs.satisfied.or(mine.satisfied),
        why: both(theirs.why, mine.why),
        conduct: match theirs.conduct.is_empty() {
            true => mine.conduct,
            false => theirs.conduct,
        },
    }
}

/// The longer of the two where one holds the other, else one below the other.
fn both(theirs: Option<String>, mine: Option<String>) -> Option<String> {
    match (theirs, mine) {
        (Some(theirs), Some(mine)) if mine.contains(theirs.trim()) => Some(mine),
        (Some(theirs), Some(mine)) if !theirs.contains(mine.trim()) => {
            Some(format!("{theirs}\n{mine}"))
        }
        (Some(theirs), _) => Some(theirs),
        (None, mine) => mine,
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn no_word_is_dropped_and_none_stands_twice() {
        let text = |text: &str| Some(text.to_owned());
        let table = [
            (None, text("late"), text("late")),
            (text("late"), None, text("late")),
            (text("late"), text("late, and dear"), text("late, and dear")),
            (text("late, and dear"), text("late"), text("late, and dear")),
            (text("late"), text("dear"), text("late\ndear")),
        ];
        for (theirs, mine, expected) in table {
            assert_eq!(both(theirs, mine), expected);
        }
    }
}
