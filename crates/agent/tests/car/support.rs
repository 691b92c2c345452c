//! A car with its companion, a server, and an owner with a telephone.

use crate::tap::{Said, Tap};
use agent::Options as AgentOptions;
use clap::Parser;
use contract::agent::AgentPairing;
use contract::problem::Problem;
use contract::time::Timestamp;
use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use server::clock::Clock;
use server::config::Config;
use server::web::assets::Files;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;
use tokio::task::AbortHandle;
use vehicle_sim::{Options as CarOptions, Scene, Sim};

pub const VIN: &str = "WVWZZZ1JZXW000001";
/// Longer than anything here takes on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long a second is.
pub const SECOND: Duration = Duration::from_millis(100);

pub struct World {
    pub sim: Sim,
    pub agent: Option<agent::Running>,
    pub http: Client,
    folder: TempDir,
    server: Option<server::Running>,
    pub server_at: String,
    /// Stands between the companion and the server, from its next start on.
    pub tap: Option<Tap>,
    /// Options of the companion's from its next start on.
    pub more: Vec<&'static str>,
    cookie: String,
    clock: AbortHandle,
}

impl World {
    pub async fn new() -> Self {
        Self::of(CarOptions::default()).await
    }

    pub async fn of(car: CarOptions) -> Self {
        // RUST_LOG=agent=debug tells what happened.
        let log = tracing_subscriber::fmt().with_test_writer();
        let log = log.with_env_filter(tracing_subscriber::EnvFilter::from_default_env());
        let _ = log.try_init();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let time = Arc::new(AtomicI64::new(now.as_millis() as i64));
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("portal")).unwrap();
        let page = "<!doctype html><script>go()</script>";
        std::fs::write(at("portal/index.html"), page).unwrap();
        std::fs::write(at("portal/index.html.br"), "packed").unwrap();
        let server = server::start(server::Options {
            config: Config::demo().unwrap(),
            data: at("data"),
            listen: "127.0.0.1:0".parse().unwrap(),
            clock: Clock::Set(time.clone()),
            files: Files::default(),
            demo: true,
            beat: Duration::from_secs(1),
        });
        let server = server.await.unwrap();
        let server_at = format!("http://127.0.0.1:{}", server.addr.port());
        let began = Instant::now();
        let clock = tokio::spawn(async move {
            loop {
                let passed = began.elapsed().as_millis() as i64 * 10;
                time.store(now.as_millis() as i64 + passed, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        let mut world = Self {
            sim: Sim::start(car).unwrap(),
            agent: None,
            http: Client::new(),
            folder,
            server: Some(server),
            server_at,
            tap: None,
            more: Vec::new(),
            cookie: String::new(),
            clock: clock.abort_handle(),
        };
        let signed = world.phone(Method::POST, "/api/session");
        let signed = signed.body(r#"{"code":"ines"}"#).send().await.unwrap();
        let cookie = signed.headers()[SET_COOKIE].to_str().unwrap();
        world.cookie = cookie.split(';').next().unwrap().to_owned();
        world.restart().await;
        world
    }

    /// One in which everything that leaves the car is written down.
    pub async fn tapped() -> Self {
        let mut world = Self::new().await;
        world.tap = Some(Tap::before(&world.server_at).await);
        world.restart().await;
        world
    }

    /// What left the car.
    pub fn said(&self) -> Vec<Said> {
        self.tap.as_ref().unwrap().said()
    }

    /// The owner changes their mind.
    pub async fn agree(&self, kinds: &[&str]) {
        let list = format!("/api/vehicles/{VIN}/pairings");
        let paired = self.phone(Method::GET, &list).send().await.unwrap();
        let paired: Value = paired.json().await.unwrap();
        let pairing = &paired["pairings"][0];
        let path = format!("{list}/{}", pairing["id"].as_str().unwrap());
        let allowed = json!({ "kinds": kinds, "rights": pairing["rights"] });
        let changed = self.phone(Method::PUT, &path).body(allowed.to_string());
        assert_eq!(changed.send().await.unwrap().status(), StatusCode::OK);
    }

    /// The kinds in the credential's file.
    pub fn kinds_kept(&self) -> Value {
        let file = self.folder.path().join("state/credential.json");
        let kept: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        kept["pairing"]["kinds"].clone()
    }

    /// Starts the companion, again.
    pub async fn restart(&mut self) {
        if let Some(agent) = self.agent.take() {
            agent.stop().await;
        }
        let folder = |name: &str| self.folder.path().join(name).display().to_string();
        let server = self.tap.as_ref().map_or(&self.server_at, |tap| &tap.at);
        let given = [
            "agent".to_owned(),
            "--listen=127.0.0.1:0".into(),
            format!("--server={server}"),
            format!("--broker={}", self.sim.url()),
            format!("--portal={}", folder("portal")),
            format!("--state={}", folder("state")),
        ];
        let more = self.more.iter().map(|&option| option.to_owned());
        let mut options = AgentOptions::try_parse_from(given.into_iter().chain(more)).unwrap();
        options.second = SECOND;
        self.agent = Some(agent::start(options).await.unwrap());
    }

    pub async fn stop_server(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.agent.as_ref().unwrap().addr)
    }

    /// A request of our own page's.
    pub fn page(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .http
            .request(method, format!("{}{path}", self.origin()));
        request.header(ORIGIN, self.origin())
    }

    pub async fn get(&self, path: &str) -> Response {
        self.page(Method::GET, path).send().await.unwrap()
    }

    /// What the owner does on their telephone.
    pub fn phone(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .http
            .request(method, format!("{}{path}", self.server_at));
        let request = request.header(ORIGIN, &self.server_at);
        let request = request.header(CONTENT_TYPE, "application/json");
        request.header(COOKIE, &self.cookie)
    }

    pub async fn pairing(&self) -> AgentPairing {
        self.get("/agent/pairing").await.json().await.unwrap()
    }

    /// Until the companion says so of the pairing.
    pub async fn until(&self, what: &str, holds: impl Fn(&AgentPairing) -> bool) -> AgentPairing {
        let end = Instant::now() + PATIENCE;
        loop {
            let now = self.pairing().await;
            if holds(&now) {
                return now;
            }
            assert!(Instant::now() < end, "waited in vain for {what}: {now:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What a touch on the car's screen asks of the companion.
    async fn ask_for_code(&self) -> reqwest::Response {
        let asked = self.page(Method::POST, "/agent/pairing").send().await;
        asked.unwrap()
    }

    /// Begins, as soon as the car is believed to be parked.
    pub async fn begin(&self) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let begun = self.ask_for_code().await;
            if begun.status() == StatusCode::CREATED {
                let AgentPairing::Pending { code } = begun.json().await.unwrap() else {
                    panic!("no code");
                };
                return code.user_code;
            }
            let refused = begun.text().await.unwrap();
            assert!(Instant::now() < end, "{refused}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The owner opens the code.
    pub async fn look(&self, code: &str) {
        let path = format!("/api/pairings/{code}");
        let seen = self.phone(Method::GET, &path).send().await.unwrap();
        assert_eq!(seen.status(), StatusCode::OK);
    }

    /// The owner says yes: the status.
    pub async fn confirm(&self, code: &str, kinds: &[&str]) -> StatusCode {
        let path = format!("/api/pairings/{code}/confirmation");
        let yes = json!({ "kinds": kinds, "rights":
            { "report": true, "follow": true, "contacts": true, "approve_money": true } });
        let said = self.phone(Method::POST, &path).body(yes.to_string());
        said.send().await.unwrap().status()
    }

    /// All of it.
    pub async fn pair(&self, kinds: &[&str]) {
        let code = self.begin().await;
        self.look(&code).await;
        let end = Instant::now() + PATIENCE;
        // The car's word that it is parked may be a moment old on a busy machine.
        while self.confirm(&code, kinds).await != StatusCode::NO_CONTENT {
            assert!(Instant::now() < end, "not confirmed");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.until("the grant", |now| *now == AgentPairing::Paired)
            .await;
    }

    /// On the motorway, until the companion knows.
    pub async fn drive_off(&self) {
        self.sim.set_scene(Scene::Motorway, None);
        self.sim.skip(Duration::from_secs(60));
        self.locked().await;
    }

    /// Until a pairing is refused because the car is driven.
    pub async fn locked(&self) -> Problem {
        let end = Instant::now() + PATIENCE;
        loop {
            let begun = self.ask_for_code().await;
            if begun.status() == StatusCode::CONFLICT {
                return begun.json().await.unwrap();
            }
            if begun.status() == StatusCode::CREATED {
                let ended = self.page(Method::DELETE, "/agent/pairing").send().await;
                assert_eq!(ended.unwrap().status(), StatusCode::NO_CONTENT);
            }
            assert!(Instant::now() < end, "never locked");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// What the server has of the car's signals, as its owner sees it, without what the registry had.
    pub async fn sent(&self) -> Vec<(String, String)> {
        let path = format!("/api/vehicles/{VIN}");
        let record = self.phone(Method::GET, &path).send().await.unwrap();
        let record: Value = record.json().await.unwrap();
        let today = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let recent = Timestamp(today.as_millis() as i64 - 3_600_000);
        let signals = record["signals"].as_array().unwrap().iter();
        let signals = signals.filter(|s| s["at"].as_i64().unwrap() >= recent.0);
        let text = |s: &Value| s.as_str().unwrap().to_owned();
        signals
            .map(|s| (text(&s["path"]), text(&s["value"])))
            .collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.clock.abort();
    }
}

/// The problem an answer carries.
pub async fn problem(answer: Response) -> Problem {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(problem.status, status);
    problem
}
