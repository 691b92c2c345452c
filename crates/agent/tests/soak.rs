//! Eight hours of signals, time-compressed: the companion's memory stays where it is. Slow, so asked for by name:
//! `cargo test -p agent --test soak -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use std::fs;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use vehicle_sim::{Options, Scene, Sim};

/// The car's seconds in one of the world's: 10 Hz becomes 600, in each of the signals that move.
const FACTOR: f64 = 60.0;
/// Of the world: eight hours of the car.
const LONG: Duration = Duration::from_secs(480);
/// What it may grow by once it has settled, in KiB.
const GROWTH: u64 = 1024;

/// Resident memory, in KiB.
fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    line.unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

#[tokio::test]
#[ignore = "takes eight minutes"]
async fn eight_hours_of_signals_take_no_memory() {
    let batches = Arc::new(AtomicU64::new(0));
    let taken = batches.clone();
    let take = post(async move || {
        taken.fetch_add(1, Ordering::Relaxed);
        Json(json!({ "kept": 1, "not_agreed": 0, "too_old": 0 }))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let pairing = json!({
        "id": "00000000000000000000000000", "vin": "WVWZZZ1JZXW000001", "since": 0,
        "rights": { "report": true, "follow": true, "contacts": true, "approve_money": true },
        "kinds": ["range", "charge", "starter", "gear", "place", "codes", "tyres", "other"] });
    let agreed = Json(json!({ "pairings": [pairing.clone()] }));
    let routes = Router::new()
        .route("/api/vehicles/{vin}/signals", take)
        .route("/api/vehicles/{vin}/pairings", get(async move || agreed));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let car = Options {
        scene: Scene::Motorway,
        factor: FACTOR,
        ..Options::default()
    };
    let sim = Sim::start(car).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
    let credential = json!({ "server": server, "credential": "x", "pairing": pairing });
    fs::write(
        folder.path().join("credential.json"),
        credential.to_string(),
    )
    .unwrap();
    let mut agent = tokio::process::Command::new(env!("CARGO_BIN_EXE_servicelane-agent"))
        .args([
            "--listen=127.0.0.1:0",
            &format!("--server={server}"),
            &format!("--broker={}", sim.url()),
        ])
        .args([
            format!("--portal={}", folder.path().display()),
            format!("--state={}", folder.path().display()),
        ])
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let pid = agent.id().unwrap();
    let began = Instant::now();
    let mut settled = 0;
    while began.elapsed() < LONG {
        tokio::time::sleep(Duration::from_secs(30)).await;
        let (now, sent) = (resident(pid), batches.load(Ordering::Relaxed));
        println!(
            "{:>4} s: {now} KiB, {sent} batches",
            began.elapsed().as_secs()
        );
        if settled == 0 {
            settled = now;
        }
        assert!(now <= settled + GROWTH, "{settled} KiB became {now}");
    }
    assert!(batches.load(Ordering::Relaxed) > 0);
    agent.kill().await.unwrap();
}
