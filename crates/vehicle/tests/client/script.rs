//! A connection, told by hand: what the client asked, and what it is answered.

use contract::command::DriveState;
use serde_json::{Value as Json, json};
use vehicle::client::{Client, Do, Terms};
use vehicle::mono::Mono;
pub use vehicle::viss::Dialect::{self, V2, V3};

/// A request that the client sent.
#[derive(Debug, Clone)]
pub struct Ask {
    pub request: String,
    pub text: String,
    json: Json,
}

impl Ask {
    fn paths(&self) -> Vec<String> {
        let whole = |rest: &Json| format!("Vehicle.{}", rest.as_str().unwrap_or_default());
        match self.json["filter"]["parameter"].as_array() {
            Some(all) => all.iter().map(whole).collect(),
            None => vec![self.json["path"].as_str().unwrap_or_default().to_owned()],
        }
    }
}

/// Path, value, and the car's time in ms.
pub type Said<'a> = (&'a str, &'a str, i64);

pub struct Script {
    pub client: Client,
    pub now: Mono,
    /// The car's own time.
    pub at: i64,
}

impl Script {
    /// A client that has begun.
    pub fn new(terms: Terms) -> Self {
        let mut client = Client::new(terms, 1);
        client.start(Mono(0));
        Self {
            client,
            now: Mono(0),
            at: 0,
        }
    }

    /// One whose connection stands.
    pub fn open(dialect: Dialect, terms: Terms) -> Self {
        let mut car = Self::new(terms);
        car.opened(if dialect == V2 { "VISSv2" } else { "VISSv3" });
        car
    }

    pub fn opened(&mut self, chosen: &str) {
        self.done();
        self.client.opened(chosen, self.now);
    }

    pub fn closed(&mut self) {
        self.client.closed(self.now);
    }

    /// The connection breaks, and stands again.
    pub fn part_from_the_broker(&mut self) {
        self.closed();
        self.pass(400);
        self.opened("VISSv2");
    }

    pub fn hear(&mut self, text: &str) {
        self.client.heard(text, self.now);
    }

    /// Time passes, tick by tick as the client asks for it.
    pub fn pass(&mut self, millis: u64) {
        let end = self.now.plus(millis);
        while let Some(next) = self.client.wake(self.now).filter(|next| *next <= end) {
            self.now = next.max(self.now.plus(1));
            self.client.tick(self.now);
        }
        self.now = end;
        self.client.tick(self.now);
    }

    pub fn drive(&self) -> DriveState {
        self.client.drive(self.now, false)
    }

    /// Everything it did since it was last asked.
    pub fn done(&mut self) -> Vec<Do> {
        std::iter::from_fn(|| self.client.next_act()).collect()
    }

    /// Everything it sent since.
    pub fn sent(&mut self) -> Vec<Ask> {
        let texts = self.done().into_iter().filter_map(|d| match d {
            Do::Send(text) => Some(text),
            _ => None,
        });
        let ask = |text: String| {
            let json: Json = serde_json::from_str(&text).expect("what it sends is JSON");
            Ask {
                request: json["requestId"].as_str().expect("a name").into(),
                text,
                json,
            }
        };
        texts.map(ask).collect()
    }

    /// Answers a request as v2 does: what is not in `said` is not there.
    pub fn answer(&mut self, ask: &Ask, said: &[Said]) {
        if ask.json["action"] == "subscribe" {
            self.hear(&subscribed(&ask.request, &format!("s-{}", ask.paths()[0])));
            return;
        }
        let wanted = ask.paths();
        let data: Vec<Json> = said
            .iter()
            .filter(|(path, ..)| wanted.iter().any(|w| w == path))
            .map(point)
            .collect();
        self.hear(&json!({"action": "get", "requestId": ask.request, "data": data}).to_string());
    }

    /// Answers everything there is to answer, until nothing more is asked.
    pub fn serve(&mut self, said: &[Said]) {
        loop {
            let asks = self.sent();
            if asks.is_empty() {
                break;
            }
            for ask in asks {
                self.answer(&ask, said);
            }
        }
    }

    /// As [`Self::serve`], but whoever asks for one of these among others is refused.
    pub fn refusing(&mut self, bad: &[&str], said: &[Said]) {
        loop {
            let asks = self.sent();
            if asks.is_empty() {
                break;
            }
            for ask in asks {
                match ask.paths().iter().any(|path| bad.contains(&path.as_str())) {
                    true => self.hear(&refused(&ask.request, 404)),
                    false => self.answer(&ask, said),
                }
            }
        }
    }

    /// A broker that answers for so long, and always the same.
    pub fn live(&mut self, millis: u64, said: &[Said]) {
        let end = self.now.plus(millis);
        self.serve(said);
        while self.now < end {
            let step = end.since(self.now).min(250);
            self.pass(step);
            self.serve(said);
        }
    }

    /// So many seconds in which the source publishes speed 0 and these, with its time moving on.
    pub fn drive_on(&mut self, seconds: u64, rest: &[(&str, &str)]) {
        use vehicle::path::SPEED;
        for _ in 0..seconds {
            self.at += 1000;
            let at = self.at;
            let mut said = vec![(SPEED, "0", at)];
            said.extend(rest.iter().map(|(path, value)| (*path, *value, at)));
            self.live(1000, &said);
        }
    }

    /// The subscription to this path, not answered yet; what was asked before it is, with `said`.
    pub fn asked_to_be_told(&mut self, path: &str, said: &[Said]) -> Ask {
        for _ in 0..50 {
            for ask in self.sent() {
                if ask.json["action"] == "subscribe" && ask.paths() == [path] {
                    return ask;
                }
                self.answer(&ask, said);
            }
            self.pass(250);
        }
        panic!("it never asked to be told of {path}");
    }

    /// The name under which events of this path come, as [`Self::answer`] gave it.
    pub fn told(&self, path: &str) -> String {
        format!("s-{path}")
    }
}

fn point((path, value, at): &Said) -> Json {
    let ts = format!(
        "1970-01-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        1 + at / 86_400_000,
        at / 3_600_000 % 24,
        at / 60_000 % 60,
        at / 1000 % 60,
        at % 1000
    );
    json!({"path": path, "dp": {"value": value, "ts": ts}})
}

pub fn event(subscription: &str, path: &str, value: &str, at: i64) -> String {
    let data = point(&(path, value, at));
    json!({"action": "subscription", "subscriptionId": subscription, "data": data, "ts": "1970-01-01T00:00:00Z"}).to_string()
}

pub fn subscribed(request: &str, subscription: &str) -> String {
    json!({"action": "subscribe", "requestId": request, "subscriptionId": subscription, "ts": "1970-01-01T00:00:00Z"}).to_string()
}

pub fn refused(request: &str, number: u16) -> String {
    json!({"action": "get", "requestId": request, "error": {"number": number, "reason": ".", "description": "."}}).to_string()
}
