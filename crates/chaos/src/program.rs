//! The server's program: started, killed as a power cut would, started again on the same data.

use crate::Fault;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};
use tokio::time::sleep;

/// The demonstration's people, and limits that nobody here meets.
const CONFIG: &str = concat!(
    include_str!("../../server/demo.toml"),
    "\n[limits]\ncommands_per_second = 100000\nsign_ins_per_minute = 10000\nstreams_per_person = 1000\n"
);
const PATIENCE: Duration = Duration::from_secs(20);

/// The server.
pub struct Program {
    /// Where it listens, on 127.0.0.1, each time.
    pub port: u16,
    /// Its data.
    pub data: PathBuf,
    path: PathBuf,
    child: Option<Child>,
}

impl Program {
    /// Starts it on an empty store in `folder`.
    pub async fn start(path: &Path, folder: &Path) -> Result<Self, Fault> {
        fs::write(folder.join("chaos.toml"), CONFIG)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let mut program = Self {
            port,
            data: folder.join("data"),
            path: path.to_owned(),
            child: None,
        };
        program.again().await?;
        Ok(program)
    }

    /// Starts it on what there is.
    pub async fn again(&mut self) -> Result<(), Fault> {
        let config = self.data.with_file_name("chaos.toml");
        let mut command = Command::new(&self.path);
        command.args([
            "serve",
            "--demo",
            "--listen",
            &format!("127.0.0.1:{}", self.port),
        ]);
        command
            .arg("--data")
            .arg(&self.data)
            .arg("--config")
            .arg(config);
        command
            .env("SERVICELANE_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let child = command.kill_on_drop(true).spawn()?;
        let child = self.child.insert(child);
        let began = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if let Some(status) = child.try_wait()? {
                return Err(format!("the server ended while it started ({status})").into());
            }
            if began.elapsed() > PATIENCE {
                return Err("the server did not become ready".into());
            }
            sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Kills it, with `SIGKILL`.
    pub async fn kill(&mut self) -> Result<(), Fault> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// What `servicelane verify` says of its data: every view built anew, every chain checked.
    pub async fn verify(&self) -> Result<(bool, String), Fault> {
        let mut command = Command::new(&self.path);
        command.arg("verify").arg("--data").arg(&self.data);
        let output = command.stdin(Stdio::null()).output().await?;
        let said = [output.stdout, output.stderr].concat();
        Ok((
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        ))
    }
}
