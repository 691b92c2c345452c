//! Rights are those of the moment a thing is done, not of the moment its first byte came.

use crate::support::{Person, Server, accept};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A request whose body is still on its way.
struct Held {
    socket: TcpStream,
    rest: String,
}

impl Held {
    async fn begin(person: &Person, path: &str, body: &str) -> Self {
        let host = person.base.trim_start_matches("http://");
        let mut socket = TcpStream::connect(host).expect("connects");
        let (first, rest) = body.split_at(5);
        let (origin, cookie) = (&person.base, person.cookie.as_deref().expect("a cookie"));
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: {origin}\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{first}"
        );
        socket.write_all(head.as_bytes()).expect("sends");
        // Time for the server to read the head. Too little would only make this an easier case.
        tokio::time::sleep(Duration::from_millis(200)).await;
        let rest = rest.to_owned();
        Self { socket, rest }
    }

    /// Sends what is left; the status.
    async fn end(mut self) -> u16 {
        // The server lives on this test's own thread.
        let answer = tokio::task::spawn_blocking(move || {
            let mut answer = String::new();
            self.socket.write_all(self.rest.as_bytes())?;
            self.socket.read_to_string(&mut answer)?;
            std::io::Result::Ok(answer)
        });
        let answer = answer.await.expect("ends").expect("an answer");
        answer[9..12].parse().expect("a status")
    }
}

async fn put(person: &Person, path: &str, seen: u64, to: Value) {
    let request = person
        .request(Method::PUT, path)
        .header("content-type", "application/json")
        .body(json!({ "seen": seen, "to": to }).to_string());
    let answer = request.send().await.expect("an answer");
    let status = answer.status();
    assert!(
        status.is_success(),
        "{}",
        answer.text().await.expect("text")
    );
}

fn member(id: &str, role: &str, centres: &[&str], left: bool) -> Value {
    json!({ "id": id, "name": "Oz Reyes", "role": role, "centres": centres, "left": left })
}

#[tokio::test]
async fn whoever_is_dismissed_while_a_body_is_on_its_way_acts_no_more() {
    let server = Server::start().await;
    let opal = server.advisor("opal").await;
    put(
        &opal,
        "/api/desk/staff/oz",
        0,
        member("oz", "operator", &[], false),
    )
    .await;
    let (oz, sam) = (server.advisor("oz").await, server.advisor("sam").await);
    let id = server.owner("ines").await.reports("r").await;

    let reinstated = member("oz", "operator", &[], false).to_string();
    let line = reinstated.replacen('{', "{\"kind\":\"staff\",", 1);
    let import = json!({ "text": line, "check_only": false }).to_string();
    let held_import = Held::begin(&oz, "/api/desk/imports", &import).await;
    let acceptance = accept("a", server.now()).to_string();
    let path = format!("/api/desk/cases/{id}/acceptance");
    let held_command = Held::begin(&sam, &path, &acceptance).await;

    put(
        &opal,
        "/api/desk/staff/oz",
        1,
        member("oz", "operator", &[], true),
    )
    .await;
    let gone = member("sam", "advisor", &["hamburg-hafen"], true);
    put(&opal, "/api/desk/staff/sam", 2, gone).await;
    assert_eq!(held_import.end().await, 401);
    assert_eq!(held_command.end().await, 401);
    assert_eq!(oz.get("/api/desk/session").await.status(), 401);

    // Back one day, it is with a sign-in of their own: the old cookie stays dead.
    put(
        &opal,
        "/api/desk/staff/oz",
        3,
        member("oz", "operator", &[], false),
    )
    .await;
    assert_eq!(oz.get("/api/desk/session").await.status(), 401);
}
