//! What leaves the car: everything that the companion says to the server passes here and is written down.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::Response;
use reqwest::Client;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// Between companion and server.
pub struct Tap {
    pub at: String,
    said: Arc<Mutex<Vec<Said>>>,
    task: AbortHandle,
}

/// One request of the companion's.
#[derive(Debug, Clone)]
pub struct Said {
    pub method: Method,
    pub path: String,
    pub body: String,
}

impl Said {
    /// It asks what the owner agrees to.
    pub fn asks(&self) -> bool {
        self.method == Method::GET && self.path.ends_with("/pairings")
    }

    /// It sends signals.
    pub fn sends(&self) -> bool {
        self.method == Method::POST && self.path.ends_with("/signals")
    }
}

#[derive(Clone)]
struct Wire {
    server: String,
    http: Client,
    said: Arc<Mutex<Vec<Said>>>,
}

impl Tap {
    pub async fn before(server: &str) -> Self {
        let said = Arc::<Mutex<Vec<Said>>>::default();
        let wire = Wire {
            server: server.to_owned(),
            http: Client::new(),
            said: said.clone(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new().fallback(pass).with_state(wire);
        let task = tokio::spawn(async move { axum::serve(listener, routes).await });
        Self {
            at,
            said,
            task: task.abort_handle(),
        }
    }

    /// All of it, the oldest first.
    pub fn said(&self) -> Vec<Said> {
        self.said.lock().unwrap().clone()
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(State(wire): State<Wire>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body: Bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    wire.said.lock().unwrap().push(Said {
        method: head.method.clone(),
        path: head.uri.path().to_owned(),
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    let url = format!("{}{}", wire.server, head.uri);
    let mut on = wire.http.request(head.method, url).body(body);
    on = on.header(header::ORIGIN, &wire.server);
    for name in [header::AUTHORIZATION, header::CONTENT_TYPE] {
        on = head
            .headers
            .get(&name)
            .iter()
            .fold(on, |on, v| on.header(&name, *v));
    }
    let said = on.send().await.unwrap();
    let mut answer = Response::builder().status(said.status());
    for name in [header::CONTENT_TYPE, header::RETRY_AFTER] {
        answer = said
            .headers()
            .get(&name)
            .iter()
            .fold(answer, |a, v| a.header(&name, *v));
    }
    answer
        .body(Body::from(said.bytes().await.unwrap()))
        .unwrap()
}
