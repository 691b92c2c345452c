use crate::support::{Person, Server, accept, message};
use contract::event::{Body, Event};
use contract::live::{BEAT_SECONDS, Beat, Position, Reset};
use reqwest::{Method, StatusCode};
use server::config::Config;
use server::import::import;
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
async fn a_stream_ends_at_the_beat_after_its_session_or_its_scope_has_gone() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    server.later(30 * 24 * 60 - 60);
    let (jon, sam) = (server.owner("jon").await, server.advisor("sam").await);
    let tove = server.advisor("tove").await;
    let mut streams = Vec::new();
    for (person, path) in [
        (&ines, "/api/live"),
        (&sam, "/api/desk/live"),
        (&jon, "/api/live"),
        (&tove, "/api/desk/live"),
    ] {
        let mut stream = Stream::open(person, path, None).await;
        stream.expect("beat").await;
        streams.push(stream);
    }
    // Ines's thirty days are over, and Sam works in Oslo from now on.
    server.later(120);
    let moved = r#"{"kind":"staff","id":"sam","name":"Sam Okafor","role":"advisor","centres":["oslo-alna"]}"#;
    let demo = Config::demo().expect("demo");
    import(&demo, server.data.path(), moved).expect("is taken over");
    let patience = Duration::from_secs(u64::from(BEAT_SECONDS) + 10);
    for (i, mut stream) in streams.into_iter().enumerate() {
        let next = tokio::time::timeout(patience, stream.next()).await;
        let next = next.expect("a beat, or the end");
        let event = next.map(|said| said.event);
        let expected = (i >= 2).then_some("beat");
        assert_eq!(event.as_deref(), expected, "stream {i}");
    }
    assert_eq!(
        ines.get("/api/live").await.status(),
        StatusCode::UNAUTHORIZED
    );
    let mut again = Stream::open(&sam, "/api/desk/live", None).await;
    again.expect("beat").await;
}
