//! Asking for something until the server has said yes or no.

use contract::problem::Problem;
use platform::http::{self, Failure, Last};
use serde::de::DeserializeOwned;

/// Between two times of asking, in milliseconds.
const PAUSE: i32 = 1500;

/// Asks until there is an answer that asking again could not change; `None` once nobody wants it any more.
pub async fn until_answered<T: DeserializeOwned>(
    path: &str,
    wanted: impl Fn() -> bool,
) -> Option<Result<T, Problem>> {
    loop {
        let answer = http::get::<T>(path).await;
        if !wanted() {
            return None;
        }
        match answer {
            Ok(found) => return Some(Ok(found)),
            Err(Failure::Problem(problem)) if problem.is_final() => return Some(Err(problem)),
            Err(_) => platform::sleep(PAUSE).await,
        }
    }
}

/// The same, and while the server does not answer, what it answered last is told too where that was kept.
pub async fn last_until_answered<T: DeserializeOwned>(
    path: &str,
    wanted: impl Fn() -> bool,
    tell: impl Fn(Result<T, Problem>),
) {
    let last = http::last::<T>(path).await;
    if !wanted() {
        return;
    }
    match last {
        Ok(Last { answer, kept }) => {
            tell(Ok(answer));
            if kept.is_none() {
                return;
            }
        }
        Err(Failure::Problem(problem)) if problem.is_final() => return tell(Err(problem)),
        Err(_) => {}
    }
    platform::sleep(PAUSE).await;
    if let Some(answer) = until_answered(path, wanted).await {
        tell(answer);
    }
}
