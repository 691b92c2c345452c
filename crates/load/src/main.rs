//! `load PROGRAM FOLDER`: starts `servicelane` on a store of its own in FOLDER, measures it over real
//! loopback sockets, and prints the figures as one JSON object. `cargo xtask bench` runs it.
//!
//! Map: [`server`] starts the program and reads its memory, [`http`] is a client that costs next to no CPU,
//! [`ask`] words the requests, [`hammer`] measures throughput, [`live`] the streams, [`floor`] bare SQLite,
//! [`figures`] sorts latencies.
//!
//! One thread makes all the load, since every core it took would be missing from the server.

mod ask;
mod figures;
mod floor;
mod hammer;
mod http;
mod live;
mod server;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use ask::Person;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::{Value, json};
use server::Server;
use tokio::task::LocalSet;

/// What went wrong, as a sentence.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Idle streams that are opened.
const STREAMS: usize = 10_000;
/// Messages whose way to an open stream is timed.
const MESSAGES: usize = 200;
/// How long bare SQLite is measured, each time.
const FLOOR: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let words: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [program, folder] = words.as_slice() else {
        eprintln!(
            "load PROGRAM FOLDER: measures the program on a store that it makes in the folder"
        );
        return ExitCode::from(2);
    };
    open_files();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = runtime
        .map_err(Fault::from)
        .and_then(|runtime| LocalSet::new().block_on(&runtime, measure(program, folder)));
    match outcome {
        Ok(figures) => {
            println!("{figures}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("load: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// A stream is an open file on both sides: as many of them as the machine lets one have, here and in the server.
fn open_files() {
    let limits = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limits.maximum,
        ..limits
    };
    if setrlimit(Resource::Nofile, most).is_err() {
        eprintln!("  open files stay at {:?}", limits.current);
    }
}

/// Memory first, while the server is fresh: freed memory that it keeps would hide what a stream takes.
async fn measure(program: &Path, folder: &Path) -> Result<Value, Fault> {
    eprintln!("  starting the server");
    let server = Server::start(program, folder)?;
    // Threads park and first allocations settle.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = server.memory()?;
    let owner = Rc::new(Person::owner(server.port).await?);
    let desk = Person::desk(server.port).await?;

    eprintln!("  {STREAMS} idle streams");
    let streams = live::idle(&server, &owner, &desk, STREAMS).await?;
    eprintln!("  {MESSAGES} messages to an open stream");
    let message = live::latency(&owner, &desk, MESSAGES).await?;
    eprintln!("  creates, and bare SQLite before and after them");
    let file = folder.join("floor.sqlite");
    let before = floor::inserts(&file, FLOOR)?;
    let (creates, cases) = hammer::creates(&owner).await?;
    // How long a flush takes depends on what else the disk does: two figures that differ say so.
    let after = floor::inserts(&file, FLOOR)?;
    eprintln!("  reads of one");
    let reads = hammer::reads(&owner, &cases).await?;
    eprintln!("  lists of 25");
    let lists = hammer::lists(&owner).await?;
    let loaded = server.memory()?;
    let start = server.started_in;
    drop(server);
    Ok(json!({
        "start_ms": figures::ms(start),
        "idle_kib": idle,
        "loaded_kib": loaded,
        "streams": streams,
        "message": message,
        "creates": creates,
        "reads": reads,
        "lists": lists,
        "sqlite_full_per_second": [before, after],
    }))
}
