//! Throughput: connections that each ask again as soon as they are answered.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use contract::id::CaseId;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::ask::{Person, receipt};
use crate::http::Connection;
use crate::{Fault, figures};

/// Connections at once.
const CONNECTIONS: usize = 64;
/// Not counted.
const WARM_UP: Duration = Duration::from_secs(1);
/// Counted.
const LENGTH: Duration = Duration::from_secs(5);
/// Cases that the reads go round; a server that only ever read the same one would be flattered.
const CASES: usize = 1000;

/// Reports; also the ids of the cases made first.
pub async fn creates(owner: &Rc<Person>) -> Result<(Value, Vec<CaseId>), Fault> {
    let mut connection = Connection::open(owner.port).await?;
    let mut cases = Vec::with_capacity(CASES);
    for _ in 0..CASES {
        let answer = connection.call(&owner.report()?).await?;
        cases.push(receipt(answer.body)?.case);
    }
    let person = owner.clone();
    let figures = run(owner.port, 201, Rc::new(move |_| person.report())).await?;
    Ok((figures, cases))
}

/// Reads of one case after another.
pub async fn reads(owner: &Rc<Person>, cases: &[CaseId]) -> Result<Value, Fault> {
    let requests: Vec<Vec<u8>> = cases
        .iter()
        .map(|id| owner.get(&format!("/cases/{id}")))
        .collect();
    let nth = move |n: usize| {
        let request = requests.get(n % requests.len().max(1));
        Ok(request.ok_or("there is no case to read")?.clone())
    };
    run(owner.port, 200, Rc::new(nth)).await
}

/// The owner's newest 25 cases.
pub async fn lists(owner: &Rc<Person>) -> Result<Value, Fault> {
    let request = owner.get("/cases?limit=25");
    run(owner.port, 200, Rc::new(move |_| Ok(request.clone()))).await
}

/// What one connection measured.
#[derive(Default)]
struct Share {
    taken: Vec<Duration>,
    bytes: usize,
}

/// Puts a request together; gets a number that no other request has.
type Make = dyn Fn(usize) -> Result<Vec<u8>, Fault>;

async fn run(port: u16, expected: u16, make: Rc<Make>) -> Result<Value, Fault> {
    let warm = Instant::now() + WARM_UP;
    let next = Rc::new(Cell::new(0));
    let mut running = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (make, next) = (make.clone(), next.clone());
        running.spawn_local(one(port, expected, warm, make, next));
    }
    let mut all = Vec::new();
    let mut bytes = 0;
    while let Some(share) = running.join_next().await {
        let share = share??;
        all.extend(share.taken);
        bytes = share.bytes;
    }
    let per_second = (all.len() as f64 / LENGTH.as_secs_f64()).round();
    let mut figures = figures::latencies(all);
    figures["per_second"] = json!(per_second);
    figures["connections"] = json!(CONNECTIONS);
    figures["body_bytes"] = json!(bytes);
    Ok(figures)
}

/// One connection, from the warm-up to the end.
async fn one(
    port: u16,
    expected: u16,
    warm: Instant,
    make: Rc<Make>,
    next: Rc<Cell<usize>>,
) -> Result<Share, Fault> {
    let end = warm + LENGTH;
    let mut connection = Connection::open(port).await?;
    let mut share = Share::default();
    loop {
        let request = make(next.replace(next.get() + 1))?;
        let sent = Instant::now();
        if sent >= end {
            return Ok(share);
        }
        let answer = connection.call(&request).await?;
        let answered = Instant::now();
        if answer.status != expected {
            let said = String::from_utf8_lossy(answer.body);
            return Err(format!("answered {}: {said}", answer.status).into());
        }
        share.bytes = answer.body.len();
        if sent >= warm && answered <= end {
            share.taken.push(answered - sent);
        }
    }
}
