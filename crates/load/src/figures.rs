//! Latencies, sorted into what is quoted of them.

use std::time::Duration;

use serde_json::{Value, json};

/// Milliseconds with three digits behind the point.
pub fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000_000.0).round() / 1000.0
}

/// The value below which so many of a hundred lie; zero of none.
pub fn percentile(sorted: &[Duration], hundredths: usize) -> Duration {
    let at = (sorted.len() * hundredths).div_ceil(100).max(1) - 1;
    sorted.get(at).copied().unwrap_or_default()
}

/// Median, the 99th of a hundred, and the worst, in milliseconds.
pub fn latencies(mut all: Vec<Duration>) -> Value {
    all.sort_unstable();
    json!({
        "count": all.len(),
        "p50_ms": ms(percentile(&all, 50)),
        "p99_ms": ms(percentile(&all, 99)),
        "worst_ms": ms(all.last().copied().unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values_measured() {
        let all: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        for (hundredths, expected) in [(0, 1), (50, 100), (99, 198), (100, 200)] {
            let found = percentile(&all, hundredths);
            assert_eq!(found, Duration::from_millis(expected), "{hundredths}");
        }
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }
}
