//! Puts a `.br` beside every file of a bundle that shrinks. Compressing once, at the highest quality, is
//! cheaper than compressing for each visitor, and smaller.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use crate::fingerprint::files;
use crate::{Outcome, sh};

/// Below this the answer's headers weigh more than what is saved.
const SMALLEST: u64 = 1024;

/// Compresses what is under `folder`, and says what each file weighs.
pub fn folder(folder: &Path) -> Outcome {
    let mut all: Vec<PathBuf> = files(folder);
    all.retain(|file| file.extension().is_none_or(|ending| ending != "br"));
    let heavy = |file: &PathBuf| fs::metadata(file).is_ok_and(|m| m.len() > SMALLEST);
    all.retain(heavy);
    // One thread for each file: there are few, and the wasm takes longest by far.
    let outcomes: Vec<Outcome<String>> = thread::scope(|scope| {
        let running: Vec<_> = all.iter().map(|file| scope.spawn(|| one(file))).collect();
        running
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err("Compressing stopped.".into()))
            })
            .collect()
    });
    for outcome in outcomes {
        println!("  {}", outcome?);
    }
    Ok(())
}

fn one(file: &Path) -> Outcome<String> {
    let fault = |e: std::io::Error| format!("{} cannot be compressed: {e}.", file.display());
    let raw = fs::read(file).map_err(fault)?;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(&raw).map_err(fault)?;
    let small = writer.into_inner();
    let name = file
        .strip_prefix(sh::root())
        .unwrap_or(file)
        .display()
        .to_string();
    let worthwhile = small.len() * 20 < raw.len() * 19;
    if !worthwhile {
        return Ok(format!("{name:<60} {:>9}", raw.len()));
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".br");
    fs::write(beside, &small).map_err(fault)?;
    Ok(format!("{name:<60} {:>9} {:>9} br", raw.len(), small.len()))
}
