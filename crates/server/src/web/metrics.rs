//! What is counted, for Prometheus. `/metrics` answers loopback only.

use crate::notices::teller::Sent;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

/// A route's pattern and its status: never a path, which would name a case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Request {
    route: String,
    status: u16,
}

/// A way to people, and how it went.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Telling {
    channel: &'static str,
    sent: &'static str,
}

/// The counters.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    notices: Family<Telling, Counter>,
    seconds: Histogram,
    /// Events committed since the start.
    pub events: Counter,
    /// Commits since the start; events to a commit is the group's size.
    pub commits: Counter,
    streams: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("servicelane");
        let (requests, notices) = (Family::default(), Family::default());
        let seconds = Histogram::new(exponential_buckets(0.000_25, 2.0, 16));
        let (events, commits, streams) = (Counter::default(), Counter::default(), Gauge::default());
        registry.register("requests", "Requests answered", requests.clone());
        registry.register_with_unit(
            "request",
            "Time to the answer's head",
            Unit::Seconds,
            seconds.clone(),
        );
        registry.register("notices", "Notices sent, or tried", notices.clone());
        registry.register("events", "Events committed", events.clone());
        registry.register("commits", "Transactions with events", commits.clone());
        registry.register("streams", "Live streams open", streams.clone());
        Self {
            registry,
            requests,
            notices,
            seconds,
            events,
            commits,
            streams,
        }
    }
}

impl Metrics {
    /// One more request.
    pub fn request(&self, route: &str, status: u16, seconds: f64) {
        self.requests
            .get_or_create(&Request {
                route: route.to_owned(),
                status,
            })
            .inc();
        self.seconds.observe(seconds);
    }

    /// One more notice, by this way.
    pub fn told(&self, channel: &'static str, sent: Sent) {
        let sent = match sent {
            Sent::Done => "done",
            Sent::Later => "later",
            Sent::Refused => "refused",
            Sent::Never => "dropped",
        };
        self.notices.get_or_create(&Telling { channel, sent }).inc();
    }

    /// The text that Prometheus reads.
    pub fn text(&self, streams: usize) -> String {
        self.streams.set(i64::try_from(streams).unwrap_or(i64::MAX));
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = encode(&mut out, &self.registry);
        out
    }
}
