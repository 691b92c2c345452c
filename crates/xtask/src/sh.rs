//! Runs other programs: from the repository's root, said aloud, and with a sign of life while they take long.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Fault, Outcome};

/// How long a program may be silent before a line says that it still runs.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// The repository's root: two folders above this package.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// A command that starts in the repository's root, without what `cargo run` told *this* program about its
/// own package: a nested cargo would take it for a change and build again.
pub fn command(program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    // Everything is looked for under target/, whatever somebody prefers for their own builds.
    command.env_remove("CARGO_TARGET_DIR");
    for (name, _) in std::env::vars() {
        let of_this_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
        if of_this_package
            .iter()
            .any(|prefix| name.starts_with(prefix))
        {
            command.env_remove(name);
        }
    }
    command
}

/// Cargo from the repository's root.
pub fn cargo(args: &[&str]) -> Command {
    command("cargo", args)
}

/// A command as somebody would type it.
fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.strip_prefix(root()).unwrap_or(program);
    let mut words = vec![program.display().to_string()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Runs a command with the terminal as its own. Refuses when it does not end well. Where nobody watches (the
/// output is a file), a line now and then says how long it has run; at a terminal the program shows that itself.
pub fn run(mut command: Command) -> Outcome {
    let line = typed(&command);
    println!("  $ {line}");
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .spawn()
        .map_err(|e| not_started(&line, &e))?;
    let watched = std::io::stdout().is_terminal();
    let mut said = started;
    let status = loop {
        let ended = child.try_wait().map_err(|e| not_started(&line, &e))?;
        if let Some(status) = ended {
            break status;
        }
        if !watched && said.elapsed() >= SIGN_OF_LIFE {
            println!("  … {line}: {}", spent(started.elapsed()));
            said = Instant::now();
        }
        thread::sleep(Duration::from_millis(20));
    };
    if started.elapsed() >= Duration::from_secs(5) {
        println!("  took {}", spent(started.elapsed()));
    }
    ended_well(&line, status)
}

/// Runs a command, passes its lines on as they come, and keeps them: both its outputs in their order.
pub fn follow(mut command: Command) -> Outcome<(bool, String)> {
    let line = typed(&command);
    println!("  $ {line}");
    let (reader, writer) = std::io::pipe().map_err(|e| e.to_string())?;
    let second = writer.try_clone().map_err(|e| e.to_string())?;
    command.stdin(Stdio::null()).stdout(writer).stderr(second);
    let mut child = command.spawn().map_err(|e| not_started(&line, &e))?;
    // The command holds the writing ends; while it lives the pipe never ends.
    drop(command);

    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for bytes in BufReader::new(reader).split(b'\n') {
            let Ok(bytes) = bytes else { break };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if sender.send(text).is_err() {
                break;
            }
        }
    });

    let started = Instant::now();
    let mut kept = String::new();
    loop {
        match lines.recv_timeout(SIGN_OF_LIFE) {
            Ok(text) => {
                println!("{text}");
                kept.push_str(&text);
                kept.push('\n');
            }
            Err(RecvTimeoutError::Timeout) => {
                println!("  … {line}: {}", spent(started.elapsed()));
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let _ = std::io::stdout().flush();
    }
    let status = child.wait().map_err(|e| not_started(&line, &e))?;
    Ok((status.success(), kept))
}

/// Runs a command without showing it and returns what it printed; `None` when it is absent or fails.
pub fn ask(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A length of time as people say it.
pub fn spent(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", time.as_secs_f32()),
        10..=99 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn ended_well(line: &str, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    Err(format!("`{line}` did not succeed ({status})."))
}

fn not_started(line: &str, error: &std::io::Error) -> Fault {
    format!("`{line}` could not be started: {error}.")
}
