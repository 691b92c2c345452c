//! The bench's car: the simulated databroker in this process, and in a process of its own the real companion, which
//! serves the portal to the car's screen and speaks to this server as from a car.

use super::Bench;
use crate::web::problem::Refuse;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use contract::agent::AgentPairing;
use contract::bench::{BenchCar, BenchPairing};
use contract::problem::{Kind, Problem};
use contract::vin::Vin;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use vehicle_sim::{Options, Sim};

/// The name by which the bench's page shows the car's screen.
const SCREEN: &str = "car.bench.localhost";
/// How long the companion may take until it says where it listens.
const BEGINNING: Duration = Duration::from_secs(10);
/// The companion's answers are short.
const LONGEST: usize = 64 * 1024;

/// What the car is made of.
pub struct Parts {
    /// The companion's program.
    pub companion: PathBuf,
    /// The folder with the built portal.
    pub portal: PathBuf,
    /// The folder for the companion's credential.
    pub state: PathBuf,
    /// Where the companion listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The car's number.
    pub vin: Vin,
    /// What its own clock shows at the start; none, and it is the world's time.
    pub began: Option<jiff::Timestamp>,
}

/// Why there is no car.
#[derive(Debug, thiserror::Error)]
pub enum CarError {
    /// The simulated databroker.
    #[error("the simulated car does not start")]
    Simulator(#[from] vehicle_sim::Error),
    /// The companion's program.
    #[error("{0} does not start: build it with `cargo xtask build`")]
    Companion(PathBuf, #[source] io::Error),
    /// It ended, or said nothing that an address stands in.
    #[error("the companion does not say where it listens; its reason stands above")]
    Silent,
}

/// A car that stands beside the bench. Both of its processes end with it.
pub struct Car {
    /// What the bench is told of it.
    pub told: BenchCar,
    address: SocketAddr,
    sim: Sim,
    http: Client<hyper_util::client::legacy::connect::HttpConnector, Body>,
    _companion: Child,
}

impl Car {
    /// Starts both, before this server at `server`.
    ///
    /// # Errors
    /// What does not start.
    pub async fn start(bench: &Bench, server: SocketAddr, parts: Parts) -> Result<Self, CarError> {
        let sim = Sim::start(Options {
            vin: parts.vin.clone(),
            began: parts.began,
            ..Options::default()
        })?;
        let any = SocketAddr::new(parts.listen.ip(), 0);
        let mut found = companion(bench, server, &parts, &sim, parts.listen).await;
        // Free a moment ago, and somebody else's now.
        if matches!(found, Err(CarError::Silent)) && parts.listen != any {
            found = companion(bench, server, &parts, &sim, any).await;
        }
        let (companion, address) = found?;
        Ok(Self {
            told: BenchCar {
                vin: parts.vin,
                screen: format!("http://{SCREEN}:{}", address.port()),
                control: sim.control_url().unwrap_or_default(),
            },
            address,
            sim,
            http: Client::builder(TokioExecutor::new()).build_http(),
            _companion: companion,
        })
    }

    /// Puts the car's own clock forward.
    pub fn skip(&self, by: Duration) {
        self.sim.skip(by);
    }

    /// Has the companion show a code, as a touch on the car's screen does.
    ///
    /// # Errors
    /// As the companion refuses: not in Park, or the server is away.
    pub async fn show_code(&self) -> Result<BenchPairing, Refuse> {
        let away = |_| Refuse::because(Kind::Unavailable);
        let own = format!("http://{}", self.address);
        let ask = Request::post(format!("{own}/agent/pairing"))
            .header(header::ORIGIN, own)
            .body(Body::empty())
            .map_err(|_| Refuse::because(Kind::Internal))?;
        let answer: Response<Incoming> = self.http.request(ask).await.map_err(away)?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), LONGEST).collect().await;
        let body = body.map_err(|_| Refuse::because(Kind::Unavailable))?;
        let body = body.to_bytes();
        if !matches!(status, StatusCode::OK | StatusCode::CREATED) {
            let problem = serde_json::from_slice::<Problem>(&body);
            return Err(problem.map_or_else(|_| Refuse::because(Kind::Unavailable), Into::into));
        }
        let now: AgentPairing =
            serde_json::from_slice(&body).map_err(|_| Refuse::because(Kind::Unavailable))?;
        let user_code = match now {
            AgentPairing::Pending { code } | AgentPairing::Claimed { code, .. } => {
                Some(code.user_code)
            }
            _ => None,
        };
        Ok(BenchPairing { user_code })
    }
}

/// The companion's process, and where it listens.
async fn companion(
    bench: &Bench,
    server: SocketAddr,
    parts: &Parts,
    sim: &Sim,
    listen: SocketAddr,
) -> Result<(Child, SocketAddr), CarError> {
    let failed = |e| CarError::Companion(parts.companion.clone(), e);
    let mut companion = Command::new(&parts.companion)
        .args(["--listen", &listen.to_string()])
        .args(["--server", &format!("http://{server}")])
        .args(["--broker", sim.url().trim_end_matches('/')])
        .args(["--name", SCREEN, "--framed-by", &bench.hosts.page()])
        .arg("--portal")
        .arg(&parts.portal)
        .arg("--state")
        .arg(&parts.state)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let said = companion.stdout.take().ok_or(CarError::Silent)?;
    let address = tokio::time::timeout(BEGINNING, address(said)).await;
    let address = address.ok().flatten().ok_or(CarError::Silent)?;
    Ok((companion, address))
}

/// `portal  http://127.0.0.1:8300/`, the companion's first line.
async fn address(said: tokio::process::ChildStdout) -> Option<SocketAddr> {
    let line = BufReader::new(said).lines().next_line().await.ok()??;
    let (_, rest) = line.split_once("http://")?;
    rest.trim_end_matches('/').parse().ok()
}
