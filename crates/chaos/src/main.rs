//! Chaos: owners and desks send commands over a line that loses, doubles, delays and cuts what goes through it, to a
//! server that is killed again and again. Afterwards every command that was answered is in the log once, none twice and
//! none missing, every view is its replay, and every page shows what the server has.
//!
//! `cargo xtask chaos --seed N --minutes M`. A seed gives everybody the same numbers again (crate::chance); what the
//! system's own scheduling adds is not in it, so a fault that a seed showed may need a few runs to show again.
//!
//! Map: [`person`] acts, [`watcher`] looks, [`line`] is between them and [`program`], [`check`] judges.

mod chance;
mod check;
mod line;
mod person;
mod program;
mod session;
mod watcher;

use chance::Chance;
use line::Line;
use person::{Person, Phase};
use program::Program;
use session::Session;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::{sleep, timeout};
use watcher::Watcher;

type Fault = Box<dyn std::error::Error>;

/// Browsers of each person.
const BROWSERS: usize = 2;
/// What is left to be done may take so long, once nothing breaks any more.
const CALM: Duration = Duration::from_secs(90);

/// Owners: their cars, each with the centre that it goes to.
const OWNERS: [(&str, &[(&str, &str)]); 4] = [
    (
        "ines",
        &[
            ("WVWZZZ1JZXW000001", "hamburg-hafen"),
            ("5YJ3E1EA0KF000316", "hamburg-hafen"),
        ],
    ),
    ("jon", &[("1M8GDM9AXKP042788", "oslo-alna")]),
    ("carmen", &[("1G1FY6S06N4100017", "oslo-alna")]),
    (
        "ada",
        &[
            ("WVWZZZ1JZXW000002", "hamburg-hafen"),
            ("WVWZZZ1JZXW000003", "oslo-alna"),
        ],
    ),
];
/// Advisors, with their centre.
const STAFF: [(&str, &[(&str, &str)]); 3] = [
    ("sam", &[("", "hamburg-hafen")]),
    ("tove", &[("", "hamburg-hafen")]),
    ("live", &[("", "oslo-alna")]),
];

struct Options {
    seed: u64,
    minutes: f64,
    server: PathBuf,
}

fn options() -> Result<Options, Fault> {
    let mut options = Options {
        seed: 1,
        minutes: 1.0,
        server: "target/release/servicelane".into(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        let value = args.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--seed" => options.seed = value.parse()?,
            "--minutes" => options.minutes = value.parse()?,
            "--server" => options.server = value.into(),
            _ => {
                return Err(
                    format!("{name} is not understood: --seed, --minutes, --server").into(),
                );
            }
        }
    }
    Ok(options)
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = match (options(), runtime) {
        (Ok(options), Ok(runtime)) => LocalSet::new().block_on(&runtime, run(options)),
        (Err(fault), _) => Err(fault),
        (_, Err(fault)) => Err(fault.into()),
    };
    match outcome {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            faults.iter().for_each(|fault| println!("FAULT {fault}"));
            ExitCode::FAILURE
        }
        Err(fault) => {
            println!("{fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<Vec<String>, Fault> {
    println!("seed {}, {} min", options.seed, options.minutes);
    let chance = Chance(options.seed);
    let folder = tempfile::tempdir()?;
    let mut program = Program::start(&options.server, folder.path()).await?;
    let line = Line::to(program.port, chance).await?;
    let (phase, phases) = watch::channel(Phase::Chaos);
    let (answers, cases) = (person::Answers::default(), person::Cases::default());

    let mut acting = Vec::new();
    let mut watching = Vec::new();
    let owners = OWNERS
        .iter()
        .map(|(person, about)| (*person, "/api", *about));
    let staff = STAFF
        .iter()
        .map(|(person, about)| (*person, "/api/desk", *about));
    for (number, (name, prefix, about)) in owners.chain(staff).enumerate() {
        let session = Session::sign_in(name, prefix, program.port, line.port).await?;
        let list: serde_json::Value = list(&session).await?;
        let position = list["position"].as_str().ok_or("no position")?.to_owned();
        for browser in 0..BROWSERS {
            let whose = (number * BROWSERS + browser) as u64;
            let person = Person {
                session: session.clone(),
                about: about.to_vec(),
                rng: chance.of("person", whose),
                browser,
                answers: answers.clone(),
                cases: cases.clone(),
            };
            acting.push(spawn_local(person.act(phases.clone())));
        }
        let (end, ends) = watch::channel(None);
        let watcher = Watcher::at(position).follow(session.clone(), ends);
        watching.push(Watching {
            session,
            about,
            end,
            watcher: spawn_local(watcher),
        });
    }

    let mut rng = chance.of("kill", 0);
    let until = Instant::now() + Duration::from_secs_f64(options.minutes * 60.0);
    let mut kills = 0_u64;
    while Instant::now() < until {
        sleep(Duration::from_millis(rng.u64(300..4_000))).await;
        program.kill().await?;
        kills += 1;
        sleep(Duration::from_millis(rng.u64(0..700))).await;
        program.again().await?;
    }
    println!("{kills} kills; now calm");
    line.calm();
    phase.send(Phase::Calm)?;
    let mut faults = Vec::new();
    let mut sent = 0;
    let calm = Instant::now();
    for person in acting {
        match timeout(CALM.saturating_sub(calm.elapsed()), person).await {
            Ok(number) => sent += number?,
            Err(_) => faults.push("a queue does not empty".to_owned()),
        }
    }
    judge(
        program,
        line,
        watching,
        &answers.take(),
        faults,
        (sent, kills),
    )
    .await
}

/// The list of cases, with where the store is.
async fn list(session: &Session) -> Result<serde_json::Value, Fault> {
    loop {
        if let Ok(answer) = session.get("/cases?limit=1").await
            && let Ok(list) = answer.json().await
        {
            return Ok(list);
        }
    }
}

/// A page that is open, until it has seen the last event of its person's.
struct Watching {
    session: Session,
    about: &'static [(&'static str, &'static str)],
    end: watch::Sender<Option<u64>>,
    watcher: tokio::task::JoinHandle<Watcher>,
}

impl Watching {
    fn is_theirs(&self, event: &check::Logged) -> bool {
        match self.session.prefix {
            "/api" => event.owner == self.session.person,
            _ => self.about.iter().any(|(_, centre)| event.centre == *centre),
        }
    }
}

async fn judge(
    mut program: Program,
    line: Rc<Line>,
    watching: Vec<Watching>,
    answers: &HashMap<String, person::Answer>,
    mut faults: Vec<String>,
    (sent, kills): (u64, u64),
) -> Result<Vec<String>, Fault> {
    let log = check::log(&program.data)?;
    println!("every queue is empty; the log has {} events", log.len());
    let (mut compared, mut opened, mut resets, mut fetched) = (0, 0, 0, 0);
    let calm = Instant::now();
    for page in watching {
        let who = page.session.person.clone();
        let theirs: Vec<_> = log.iter().filter(|event| page.is_theirs(event)).collect();
        page.end
            .send(Some(theirs.last().map_or(0, |event| event.offset)))?;
        let patience = CALM.saturating_sub(calm.elapsed());
        let Ok(watcher) = timeout(patience, page.watcher).await else {
            faults.push(format!("{who}: never got to the end of the log"));
            continue;
        };
        let watcher = watcher?;
        if watcher.resets == 0 {
            faults.extend(check::seen(&who, &watcher, &theirs));
        }
        for (id, shown) in &watcher.cases {
            compared += 1;
            let now = watcher::fetch(&page.session, id).await;
            faults.extend(check::shown(&who, shown, &now)?);
        }
        opened += watcher.opened;
        resets += watcher.resets;
        fetched += watcher.fetched.len();
    }
    faults.extend(check::commands(&log, answers));
    program.kill().await?;
    let (right, said) = program.verify().await?;
    if !right {
        faults.push(format!("servicelane verify: {said}"));
    }
    let done = answers.values().filter(|answer| answer.is_ok()).count();
    println!(
        "{sent} commands: {done} carried out, {} refused; {} events in {} cases",
        answers.len() - done,
        log.len(),
        log.iter()
            .map(|event| event.link.case.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    );
    let met: BTreeMap<_, _> = line.met();
    println!(
        "the server killed {kills} times; exchanges {}: {met:?}",
        met.values().sum::<u64>()
    );
    println!(
        "streams opened {opened} times, {resets} resets, {fetched} cases fetched anew; {compared} cases compared with the server's"
    );
    println!("{}", said.trim());
    println!("{} faults", faults.len());
    Ok(faults)
}
