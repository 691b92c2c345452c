//! A server for one test, and people who speak to it.

use contract::case::Case;
use contract::command::Receipt;
use contract::live::BEAT_SECONDS;
use contract::pairing::{PairingCode, PairingProgress};
use contract::problem::Problem;
use contract::time::Timestamp;
use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::clock::Clock;
use server::config::Config;
use server::web::assets::Files;
use server::{Options, Running};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// 2026-11-22T08:00:00Z.
pub const START: Timestamp = Timestamp(1_795_334_400_000);
/// From one beat of a stream to the next, as the program has it.
pub const BEAT: Duration = Duration::from_secs(BEAT_SECONDS as u64);
pub const INES_VIN: &str = "WVWZZZ1JZXW000001";
pub const JON_VIN: &str = "1M8GDM9AXKP042788";

pub struct Server {
    pub data: TempDir,
    pub time: Arc<AtomicI64>,
    clock: Clock,
    beat: Duration,
    running: Option<Running>,
    base: String,
}

impl Server {
    pub async fn start() -> Self {
        Self::beating(BEAT).await
    }

    /// With another beat of its streams.
    pub async fn beating(beat: Duration) -> Self {
        let mut server = Self::new();
        server.beat = beat;
        server.restart().await;
        server
    }

    /// By another clock than the test's own.
    pub async fn by(clock: Clock) -> Self {
        let mut server = Self::new();
        server.clock = clock;
        server.restart().await;
        server
    }

    /// With these front ends.
    pub async fn serving(files: Files) -> Self {
        let mut server = Self::new();
        server.launch(Config::demo().expect("demo"), files).await;
        server
    }

    fn new() -> Self {
        let time = Arc::new(AtomicI64::new(START.0));
        Self {
            data: TempDir::new().expect("a folder"),
            clock: Clock::Set(time.clone()),
            time,
            beat: BEAT,
            running: None,
            base: String::new(),
        }
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let mut server = Self::start().await;
        server.restart_with(change).await;
        server
    }

    /// On the same file, with another configuration.
    pub async fn restart_with(&mut self, change: impl FnOnce(&mut Config)) {
        let mut config = Config::demo().expect("demo");
        change(&mut config);
        self.stop().await;
        self.launch(config, Files::default()).await;
    }

    async fn launch(&mut self, config: Config, files: Files) {
        let options = Options {
            config,
            data: self.data.path().to_owned(),
            listen: "127.0.0.1:0".parse().expect("address"),
            clock: self.clock.clone(),
            files,
            demo: true,
            beat: self.beat,
        };
        let running = server::start(options).await.expect("starts");
        self.base = format!("http://127.0.0.1:{}", running.addr.port());
        self.running = Some(running);
    }

    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    pub async fn restart(&mut self) {
        self.stop().await;
        let config = Config::demo().expect("demo");
        self.launch(config, Files::default()).await;
    }

    pub fn later(&self, minutes: i64) {
        self.time.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.time.load(Ordering::Relaxed))
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn nobody(&self) -> Person {
        Person {
            base: self.base.clone(),
            cookie: None,
            bearer: None,
            http: reqwest::Client::new(),
        }
    }

    /// Somebody who reaches it by another name of this machine, and follows no redirect.
    pub fn at(&self, host: &str) -> Person {
        let address = self.running.as_ref().expect("it runs").addr;
        let http = reqwest::Client::builder()
            .resolve(host, address)
            .redirect(reqwest::redirect::Policy::none());
        Person {
            base: format!("http://{host}:{}", address.port()),
            http: http.build().expect("a client"),
            ..self.nobody()
        }
    }

    pub async fn owner(&self, code: &str) -> Person {
        self.nobody().signed_in("/api", code).await
    }

    /// A car of theirs, paired with its owner; and the pairing's id.
    pub async fn paired(&self, owner: &Person, vin: &str, allowed: &Value) -> (Person, String) {
        let mut car = self.nobody();
        let ask = json!({ "vin": vin, "drive": "parked" });
        let code: PairingCode = read(car.post("/api/pairings", &ask).await, 201).await;
        let path = format!("/api/pairings/{}", code.user_code);
        assert_eq!(owner.get(&path).await.status(), StatusCode::OK);
        let confirmed = owner.post(&format!("{path}/confirmation"), allowed).await;
        assert_eq!(confirmed.status(), StatusCode::NO_CONTENT);
        let ask = json!({ "device_code": code.device_code, "drive": "parked" });
        let answer = car.post("/api/pairings/token", &ask).await;
        let PairingProgress::Granted {
            credential,
            pairing,
        } = read(answer, 200).await
        else {
            panic!("not granted");
        };
        car.bearer = Some(credential);
        (car, pairing.id.into())
    }

    pub async fn advisor(&self, code: &str) -> Person {
        self.nobody().signed_in("/api/desk", code).await
    }
}

/// Somebody with a cookie, or a car with its credential.
#[derive(Clone)]
pub struct Person {
    pub base: String,
    pub cookie: Option<String>,
    pub bearer: Option<String>,
    http: reqwest::Client,
}

impl Person {
    pub async fn signed_in(mut self, prefix: &str, code: &str) -> Self {
        let answer = self
            .post(&format!("{prefix}/session"), &json!({ "code": code }))
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()[SET_COOKIE]
            .to_str()
            .expect("text")
            .split(';')
            .next();
        self.cookie = cookie.map(str::to_owned);
        self
    }

    /// A request as a browser's page of ours makes it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        request = request.header(ORIGIN, &self.base);
        if let Some(bearer) = &self.bearer {
            request = request.bearer_auth(bearer);
        }
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path)
            .send()
            .await
            .expect("an answer")
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.post_text(path, &body.to_string()).await
    }

    pub async fn post_text(&self, path: &str, body: &str) -> Response {
        let request = self
            .request(Method::POST, path)
            .header(CONTENT_TYPE, "application/json");
        request
            .body(body.to_owned())
            .send()
            .await
            .expect("an answer")
    }

    pub async fn case(&self, prefix: &str, id: &str) -> Case {
        let answer = self.get(&format!("{prefix}/cases/{id}")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("a case")
    }

    /// Sends a command that is taken.
    pub async fn done(&self, path: &str, command: &Value) -> Receipt {
        let answer = self.post(path, command).await;
        let status = answer.status();
        let text = answer.text().await.expect("text");
        assert_eq!(status, StatusCode::CREATED, "{text}");
        serde_json::from_str(&text).expect("a receipt")
    }

    /// Sends something that is refused.
    pub async fn refused(&self, path: &str, command: &Value) -> Problem {
        problem(self.post(path, command).await).await
    }

    pub async fn reports(&self, key: &str) -> String {
        self.done("/api/cases", &report(key)).await.case.into()
    }
}

/// What an answer of this status carries.
pub async fn read<T: DeserializeOwned>(answer: Response, status: u16) -> T {
    let said = answer.status().as_u16();
    let text = answer.text().await.expect("text");
    assert_eq!(said, status, "{text}");
    serde_json::from_str(&text).expect("what was asked for")
}

/// All that an owner can let a car do and send.
pub fn everything() -> Value {
    json!({
        "rights": { "report": true, "follow": true, "contacts": true, "approve_money": true },
        "kinds": ["range", "charge", "starter", "gear", "place", "codes", "tyres", "other"],
    })
}

/// The problem an answer carries.
pub async fn problem(answer: Response) -> Problem {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
    let problem: Problem = answer.json().await.expect("a problem");
    assert_eq!(problem.status, status);
    assert!(problem.request_id.is_some());
    problem
}

pub fn command(key: &str, body: Value) -> Value {
    json!({ "key": key, "contract": 1, "release": "test", "surface": "phone", "drive": "none", "body": body })
}

pub fn report(key: &str) -> Value {
    command(
        key,
        json!({ "vin": INES_VIN, "centre": "hamburg-hafen", "drivable": "yes",
            "concerns": [{ "text": "Es klappert vorne links", "since": "today" }] }),
    )
}

pub fn message(key: &str, text: &str) -> Value {
    command(key, json!({ "text": text }))
}

pub fn accept(key: &str, at: Timestamp) -> Value {
    command(key, json!({ "next_update": at.plus_minutes(30).0 }))
}

pub fn close(key: &str) -> Value {
    command(
        key,
        json!({ "cause": "Ein loses Hitzeblech", "remedy": "Befestigt" }),
    )
}
