//! The program under test: started with generous limits on a port of its own, killed when dropped.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Fault;

/// The demonstration's configuration, and limits that no measurement here meets.
const CONFIG: &str = concat!(
    include_str!("../../server/demo.toml"),
    "\n[limits]\ncommands_per_second = 1000000\nsign_ins_per_minute = 10000\nstreams_per_person = 20000\n"
);

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server.
pub struct Server {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    /// From the spawn to the first `200` of `/readyz`.
    pub started_in: Duration,
    child: Child,
}

impl Server {
    /// Starts it on an empty store in `folder`, and waits until it is ready.
    pub fn start(program: &Path, folder: &Path) -> Result<Self, Fault> {
        fs::create_dir_all(folder)?;
        let config = folder.join("bench.toml");
        fs::write(&config, CONFIG)?;
        let data = folder.join("data");
        let _ = fs::remove_dir_all(&data);
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let mut command = Command::new(program);
        command
            .args(["serve", "--demo", "--listen"])
            .arg(format!("127.0.0.1:{port}"))
            .arg("--data")
            .arg(&data)
            .arg("--config")
            .arg(&config)
            .env("SERVICELANE_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let spawned = Instant::now();
        let mut server = Self {
            port,
            started_in: Duration::ZERO,
            child: command.spawn()?,
        };
        while !ready(port) {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended while it started ({status})").into());
            }
            if spawned.elapsed() > PATIENCE {
                return Err("the server did not become ready".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        server.started_in = spawned.elapsed();
        Ok(server)
    }

    /// What it holds in memory now, in KiB: `VmRSS` as Linux counts it.
    pub fn memory(&self) -> Result<u64, Fault> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        kib.ok_or_else(|| "the system does not say how much memory a process holds".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        socket.set_read_timeout(Some(Duration::from_secs(1)))?;
        write!(
            socket,
            "GET /readyz HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\r\n"
        )?;
        let mut head = [0; 12];
        socket.read_exact(&mut head)?;
        Ok(&head == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}
