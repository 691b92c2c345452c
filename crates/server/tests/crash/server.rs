//! The program as a process of its own, with or without the shim that stops it.

use reqwest::Client;
use serde_json::json;
use std::ffi::OsString;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

/// What is laid under a process.
pub struct Laid {
    /// The shim.
    pub shim: PathBuf,
    /// What it is told.
    pub told: Vec<(&'static str, OsString)>,
}

impl Laid {
    /// The process is stopped at the `at`th operation; each is named in `log`.
    pub fn cut(shim: &Path, at: u64, log: &Path) -> Self {
        let told = [
            ("CRASH_AT", at.to_string().into()),
            ("CRASH_LOG", log.into()),
        ];
        Self {
            shim: shim.to_owned(),
            told: told.into(),
        }
    }

    /// The disk is full while there is this file.
    pub fn full_while(shim: &Path, flag: &Path) -> Self {
        Self {
            shim: shim.to_owned(),
            told: vec![("FULL_WHILE", flag.into())],
        }
    }
}

/// How many servers there were: each has an address of its own among those that are this machine (127.0.0.0/8). They
/// start and are stopped by the hundred, several at a time, and at one address a port that was somebody's a moment ago
/// is soon somebody else's.
static SERVERS: AtomicU16 = AtomicU16::new(0);

/// A running server, or one that was stopped.
pub struct Server {
    at: SocketAddr,
    child: Child,
    ended: Option<ExitStatus>,
}

impl Server {
    /// Starts it and waits until it is ready, or has been stopped.
    pub async fn start(data: &Path, laid: Option<&Laid>) -> Self {
        let [high, low] = SERVERS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let listener = TcpListener::bind((Ipv4Addr::new(127, 1, high, low), 0)).expect("a port");
        let at = listener.local_addr().expect("an address");
        drop(listener);
        let mut command = Command::new(env!("CARGO_BIN_EXE_servicelane"));
        command.args(["serve", "--demo", "--listen", &at.to_string(), "--data"]);
        command.arg(data).env("SERVICELANE_LOG", "error");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(laid) = laid {
            command
                .env("LD_PRELOAD", &laid.shim)
                .env("CRASH_DATA", data);
            command.envs(laid.told.iter().cloned());
        }
        let child = command.spawn().expect("starts");
        let mut server = Self {
            at,
            child,
            ended: None,
        };
        let http = server.http();
        let ready = format!("{}/readyz", server.base());
        while server.lives() {
            match http.get(&ready).send().await {
                Ok(answer) if answer.status().is_success() => break,
                _ => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
        server
    }

    /// Where it is, for [`Server::http`].
    pub fn base(&self) -> String {
        format!("http://localhost:{}", self.at.port())
    }

    /// Asks this server, and none that has its port at another address.
    pub fn http(&self) -> Client {
        let http = Client::builder().resolve("localhost", self.at);
        http.build().expect("a client")
    }

    /// Whether it runs.
    pub fn lives(&mut self) -> bool {
        if self.ended.is_none() {
            self.ended = self.child.try_wait().expect("is asked");
        }
        self.ended.is_none()
    }

    /// Signs somebody in: the cookie.
    pub async fn signs_in(&self, path: &str, code: &str) -> String {
        let request = self
            .http()
            .post(format!("{}{path}", self.base()))
            .header("origin", self.base());
        let request = request.header("content-type", "application/json");
        let answer = request
            .body(json!({ "code": code }).to_string())
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status().as_u16(), 200);
        let cookie = answer.headers()["set-cookie"].to_str().expect("text");
        cookie.split(';').next().expect("a cookie").to_owned()
    }

    /// Ends it gracefully, if it still runs, and waits until it is gone.
    pub async fn stop(&mut self) {
        if self.lives() {
            let pid = self.child.id().to_string();
            let killed = Command::new("kill").args(["-TERM", &pid]).status();
            assert!(
                killed.is_ok_and(|status| status.success()),
                "is told to end"
            );
        }
        while self.lives() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Compiles the shim into `folder`.
pub fn shim(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crash/shim.c");
    let shim = folder.join("shim.so");
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&shim)
        .arg(source)
        .arg("-ldl");
    assert!(
        cc.status().is_ok_and(|status| status.success()),
        "the shim does not compile: is there a C compiler?"
    );
    shim
}

/// Copies the files of a folder, but nothing below it: no photo has arrived there.
pub fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copies");
        }
    }
}
