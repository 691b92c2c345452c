//! The tools are built and the bundles compiled while the lints compile: each by itself leaves a core idle for minutes,
//! at the end of every large crate. What it prints is kept in a file, and shown when it has ended. The bundles' folders
//! stay as they are meanwhile: the server is linted around them.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use crate::{Outcome, bundle, sh, tools};

/// `cargo xtask prepare`: everything that takes long and needs no test to have passed.
pub fn prepare() -> Outcome {
    bundle::compiled(&tools::ensure()?)?;
    match super::in_ci() {
        true => tools::geckodriver(),
        false => Ok(()),
    }
}

/// That command, under way.
pub struct Beside {
    child: Child,
    log: PathBuf,
}

/// Begins.
pub fn begin() -> Outcome<Beside> {
    let folder = sh::root().join("target/xtask");
    let log = folder.join("prepare.log");
    let fault = |e: std::io::Error| format!("{}: {e}.", log.display());
    fs::create_dir_all(&folder).map_err(fault)?;
    let out = File::create(&log).map_err(fault)?;
    let err = out.try_clone().map_err(fault)?;
    let own = std::env::current_exe().map_err(fault)?;
    let mut command = sh::command(own, &["prepare"]);
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let child = command.spawn().map_err(fault)?;
    println!("Tools are built and bundles compiled meanwhile: target/xtask/prepare.log");
    Ok(Beside { child, log })
}

impl Beside {
    /// Waits for the end, and shows what was said. What failed is tried again where it is needed, and fails there.
    pub fn end(mut self) -> Outcome {
        let status = self.child.wait().map_err(|e| e.to_string())?;
        print!("{}", fs::read_to_string(&self.log).unwrap_or_default());
        if !status.success() {
            println!("It did not succeed ({status}): the steps that need it try again.");
        }
        Ok(())
    }
}
