use crate::support::{Person, Server, accept, message};
use contract::event::{Body, Event};
use contract::live::{Beat, Position, Reset};
use reqwest::{Method, StatusCode};
use server::store::backup::{back_up, restore};
use std::time::Duration;

/// A stream, read message by message.
struct Stream {
    answer: reqwest::Response,
    rest: String,
}

#[derive(Debug)]
struct Said {
    id: Option<String>,
    event: String,
    data: String,
}

impl Stream {
    async fn open(person: &Person, path: &str, last: Option<&str>) -> Self {
        let mut request = person.request(Method::GET, path);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self {
            answer,
            rest: String::new(),
        }
    }

    /// The next message; `None` when the server ended the stream.
    async fn next(&mut self) -> Option<Said> {
        while !self.rest.contains("\n\n") {
            let chunk = self.answer.chunk().await.ok()??;
            self.rest.push_str(&String::from_utf8_lossy(&chunk));
        }
        let (text, rest) = self.rest.split_once("\n\n")?;
        let field = |name: &str| {
            text.lines()
                .find_map(|l| l.strip_prefix(name))
                .map(str::to_owned)
        };
        let said = Said {
            id: field("id: "),
            event: field("event: ").unwrap_or_default(),
            data: field("data: ").unwrap_or_default(),
        };
        self.rest = rest.to_owned();
        Some(said)
    }

    async fn expect(&mut self, event: &str) -> Said {
        let said = self.next().await.expect("a message");
        assert_eq!(said.event, event, "{said:?}");
        said
    }
}

fn event(said: &Said) -> Event {
    serde_json::from_str(&said.data).expect("an event")
}

#[tokio::test]
async fn what_the_desk_does_arrives_with_its_words_and_goes_on_where_it_broke_off() {
    let mut server = Server::start().await;
    let (mut ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("k1").await;
    let mut live = Stream::open(&ines, "/api/live", None).await;
    let beat = live.expect("beat").await;
    assert!(beat.id.is_none());
    sam.done(
        &format!("/api/desk/cases/{id}/messages"),
        &message("k1", "Guten Tag"),
    )
    .await;
    let said = live.expect("case").await;
    assert_eq!(event(&said).parts["text"], "Guten Tag");
    let last = said.id.expect("an id");
    drop(live);

    sam.done(
        &format!("/api/desk/cases/{id}/acceptance"),
        &accept("k2", server.now()),
    )
    .await;
    server.restart().await;
    ines.base = server.url("");
    // The epoch is the same after a restart: nothing is missed and nothing comes twice.
    let mut live = Stream::open(&ines, &format!("/api/live?after={last}"), None).await;
    let missed = live.expect("case").await;
    assert!(matches!(event(&missed).link.body, Body::Accepted { .. }));
    live.expect("beat").await;
    let mut live = Stream::open(
        &ines,
        &format!("/api/live?after={last}"),
        missed.id.as_deref(),
    )
    .await;
    live.expect("beat").await;
}

#[tokio::test]
async fn nobody_hears_of_somebody_elses_case() {
    let server = Server::start().await;
    let (ines, jon) = (server.owner("ines").await, server.owner("jon").await);
    let (sam, elsewhere) = (server.advisor("sam").await, server.advisor("live").await);
    let mut streams = Vec::new();
    for (person, path) in [
        (&jon, "/api/live"),
        (&elsewhere, "/api/desk/live"),
        (&sam, "/api/desk/live"),
    ] {
        let mut stream = Stream::open(person, path, None).await;
        stream.expect("beat").await;
        streams.push(stream);
    }
    let id = ines.reports("k1").await;
    assert_eq!(
        event(&streams[2].expect("case").await).link.case.as_str(),
        id
    );
    // What the other two hear first is their own.
    let mut theirs = crate::support::report("k2");
    theirs["body"]["vin"] = crate::support::JON_VIN.into();
    theirs["body"]["centre"] = "oslo-alna".into();
    let id = String::from(jon.done("/api/cases", &theirs).await.case);
    for stream in &mut streams[..2] {
        assert_eq!(event(&stream.expect("case").await).link.case.as_str(), id);
    }
    let from_start = |p: &Position| format!("{}-0", p.epoch);
    let beat: Beat = {
        let mut stream = Stream::open(&jon, "/api/live", None).await;
        serde_json::from_str(&stream.expect("beat").await.data).expect("a beat")
    };
    let start = from_start(&Position::parse(&beat.position).expect("a position"));
    let mut all = Stream::open(&jon, &format!("/api/live?after={start}"), None).await;
    assert_eq!(event(&all.expect("case").await).link.case.as_str(), id);
    all.expect("beat").await;
}

#[tokio::test]
async fn who_cannot_be_given_everything_is_told_to_start_over() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    ines.reports("k1").await;
    let mut live = Stream::open(&ines, "/api/live", None).await;
    let beat: Beat = serde_json::from_str(&live.expect("beat").await.data).expect("a beat");
    let epoch = Position::parse(&beat.position).expect("a position").epoch;
    for after in [
        "0123-1".to_owned(),
        format!("{epoch}-999"),
        "nonsense".to_owned(),
    ] {
        let mut live = Stream::open(&ines, &format!("/api/live?after={after}"), None).await;
        let reset: Reset = serde_json::from_str(&live.expect("reset").await.data).expect("a reset");
        assert_eq!(reset.position, format!("{epoch}-1"));
        live.expect("beat").await;
    }
}

#[tokio::test]
async fn streams_end_first_when_the_server_stops() {
    let mut server = Server::start().await;
    let ines = server.owner("ines").await;
    let mut live = Stream::open(&ines, "/api/live", None).await;
    live.expect("beat").await;
    server.stop().await;
    assert!(live.next().await.is_none());
}

#[tokio::test]
async fn one_person_has_so_many_streams_and_no_more() {
    let server = Server::start_with(|c| c.limits.streams_per_person = 2).await;
    let (ines, jon) = (server.owner("ines").await, server.owner("jon").await);
    let first = Stream::open(&ines, "/api/live", None).await;
    let _second = Stream::open(&ines, "/api/live", None).await;
    assert_eq!(ines.get("/api/live").await.status(), 503);
    let _other = Stream::open(&jon, "/api/live", None).await;
    drop(first);
}

#[tokio::test]
async fn a_stream_ends_at_the_beat_after_its_session_has_ended() {
    let server = Server::beating(Duration::from_millis(200)).await;
    let ines = server.owner("ines").await;
    server.later(30 * 24 * 60 - 60);
    let (jon, tove) = (server.owner("jon").await, server.advisor("tove").await);
    let mut streams = Vec::new();
    for (person, path) in [
        (&ines, "/api/live"),
        (&jon, "/api/live"),
        (&tove, "/api/desk/live"),
    ] {
        let mut stream = Stream::open(person, path, None).await;
        stream.expect("beat").await;
        streams.push(stream);
    }
    // Ines's thirty days are over. Beats of before may be on their way still.
    server.later(120);
    let now = server.now();
    let patience = Duration::from_secs(10);
    let mut theirs = streams.split_off(1);
    let end = async { while streams[0].next().await.is_some() {} };
    let ended = tokio::time::timeout(patience, end).await;
    assert!(ended.is_ok(), "the stream goes on");
    assert_eq!(
        ines.get("/api/live").await.status(),
        StatusCode::UNAUTHORIZED
    );
    for stream in &mut theirs {
        let beat = async {
            loop {
                let said = stream.expect("beat").await;
                let beat: Beat = serde_json::from_str(&said.data).expect("a beat");
                if beat.now == now {
                    return;
                }
            }
        };
        let went_on = tokio::time::timeout(patience, beat).await;
        assert!(went_on.is_ok(), "no beat came");
    }
}

const SEED: u64 = 6;
const CASES: usize = 100;
const MESSAGES: usize = 99;

/// The line breaks in the middle of a message as often as between two.
#[tokio::test]
async fn ten_thousand_updates_over_two_hundred_cuts_are_all_seen_in_order_and_none_twice() {
    println!("seed {SEED}");
    let mut chance = fastrand::Rng::with_seed(SEED);
    let server = Server::start_with(|c| c.limits.commands_per_second = 100_000).await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let beat = Stream::open(&ines, "/api/live", None)
        .await
        .expect("beat")
        .await;
    let beat: Beat = serde_json::from_str(&beat.data).expect("a beat");
    let (mut last, mut seen, mut cuts) = (beat.position, Vec::new(), 0);
    for tenth in 0..10 {
        let (ines, sam) = (ines.clone(), sam.clone());
        tokio::spawn(async move {
            for case in (0..CASES).filter(|case| case % 10 == tenth) {
                let id = ines.reports(&format!("r{case}")).await;
                let path = format!("/api/desk/cases/{id}/messages");
                for n in 0..MESSAGES {
                    let words = message(&format!("m{case}-{n}"), "Weiter");
                    sam.done(&path, &words).await;
                }
            }
        });
    }
    while seen.len() < CASES * (MESSAGES + 1) {
        let path = format!("/api/live?after={last}");
        let mut live = Stream::open(&ines, &path, None).await;
        let mut left = chance.usize(1..40_000);
        while seen.len() < CASES * (MESSAGES + 1) {
            let chunk = live.answer.chunk().await.expect("a line").expect("no end");
            let part = &chunk[..chunk.len().min(left)];
            live.rest.push_str(&String::from_utf8_lossy(part));
            while live.rest.contains("\n\n") {
                let said = live.next().await.expect("a message");
                if said.event == "case" {
                    seen.push(event(&said).offset);
                    last = said.id.expect("an id");
                }
            }
            left -= part.len();
            if left == 0 {
                cuts += 1;
                break;
            }
        }
    }
    assert!(cuts >= 200, "only {cuts} cuts");
    let all: Vec<u64> = (1..=seen.len() as u64).collect();
    assert!(seen == all, "not each once and in order, seed {SEED}");
}

#[tokio::test]
async fn after_a_restore_a_page_is_told_to_start_over_and_is_right_then() {
    let mut server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("k1").await;
    let path = format!("/api/desk/cases/{id}/messages");
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    back_up(server.data.path(), &copy).expect("is copied");
    let mut live = Stream::open(&ines, "/api/live", None).await;
    live.expect("beat").await;
    sam.done(&path, &message("k2", "Was die Kopie nicht weiß"))
        .await;
    let last = live.expect("case").await.id.expect("an id");
    server.stop().await;
    server.data = tempfile::tempdir().expect("a folder");
    restore(&copy, server.data.path()).expect("is restored");
    server.restart().await;

    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let mut live = Stream::open(&ines, &format!("/api/live?after={last}"), None).await;
    let reset: Reset = serde_json::from_str(&live.expect("reset").await.data).expect("a reset");
    live.expect("beat").await;
    assert_ne!(epoch(&reset.position), epoch(&last));
    assert_eq!(ines.case("/api", &id).await.seq, 1);
    // What happens now has the number of what was lost, and is not taken for it.
    sam.done(&path, &message("k3", "Etwas anderes")).await;
    let said = live.expect("case").await;
    assert_eq!(event(&said).parts["text"], "Etwas anderes");
    assert_eq!(
        event(&said).offset,
        Position::parse(&last).expect("a position").offset
    );
}

fn epoch(position: &str) -> String {
    Position::parse(position).expect("a position").epoch
}
