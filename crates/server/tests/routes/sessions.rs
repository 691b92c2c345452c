use crate::support::{Server, problem};
use contract::person::{Role, Session, SignIn};
use contract::problem::Kind;
use reqwest::header::{HOST, ORIGIN, SET_COOKIE};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn nobody_gets_a_401_everywhere_and_an_unknown_route_is_a_404() {
    let server = Server::start().await;
    for path in [
        "/api/cases",
        "/api/cases/x",
        "/api/session",
        "/api/live",
        "/api/desk/cases",
        "/api/desk/live",
    ] {
        let said = problem(server.nobody().get(path).await).await;
        assert_eq!(said.kind, Kind::SignInNeeded, "{path}");
    }
    for path in ["/api/nothing", "/api/desk/nothing", "/nothing.js", "/api"] {
        assert_eq!(
            problem(server.nobody().get(path).await).await.kind,
            Kind::RouteNotFound,
            "{path}"
        );
    }
    let answer = server
        .nobody()
        .request(Method::PUT, "/api/cases")
        .send()
        .await
        .expect("an answer");
    assert_eq!(problem(answer).await.kind, Kind::MethodNotAllowed);
}

#[tokio::test]
async fn an_owner_signs_in_is_known_and_signs_out() {
    let server = Server::start().await;
    let people: SignIn = server
        .nobody()
        .get("/api/sign-in")
        .await
        .json()
        .await
        .expect("people");
    let SignIn::Choose { people } = people else {
        panic!("a demonstration lets choose");
    };
    let names: Vec<_> = people.iter().map(|p| (p.name.as_str(), p.role)).collect();
    assert_eq!(names[0], ("Ines Morgen", Role::Owner));
    assert!(names.contains(&("Ole Morgen", Role::Driver)));
    assert!(names.iter().all(|(_, role)| role.is_owners()), "{names:?}");
    let ines = server.owner("ines").await;
    let session: Session = ines
        .get("/api/session")
        .await
        .json()
        .await
        .expect("a session");
    assert_eq!(
        (
            session.name.as_str(),
            session.vehicles.len(),
            session.centres.len()
        ),
        ("Ines Morgen", 2, 2)
    );
    let answer = ines
        .request(Method::DELETE, "/api/session")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(
        answer.headers()[SET_COOKIE]
            .to_str()
            .expect("text")
            .contains("Max-Age=0")
    );
    assert_eq!(
        problem(ines.get("/api/session").await).await.kind,
        Kind::SignInNeeded
    );
}

#[tokio::test]
async fn a_cookie_is_for_one_audience_httponly_and_lives_through_a_restart() {
    let mut server = Server::start().await;
    let answer = server
        .nobody()
        .post("/api/session", &json!({ "code": "ines" }))
        .await;
    let cookie = answer.headers()[SET_COOKIE]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        cookie.starts_with("servicelane-owner=") && cookie.contains("HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    let ines = server.owner("ines").await;
    assert_eq!(
        problem(ines.get("/api/desk/cases").await).await.kind,
        Kind::SignInNeeded
    );
    let said = server
        .nobody()
        .refused("/api/session", &json!({ "code": "sam" }))
        .await;
    assert_eq!(said.kind, Kind::SignInFailed);
    server.restart().await;
    let mut ines = ines;
    ines.base = server.url("");
    assert_eq!(ines.get("/api/session").await.status(), StatusCode::OK);
    server.later(31 * 24 * 60);
    assert_eq!(
        problem(ines.get("/api/session").await).await.kind,
        Kind::SignInNeeded
    );
}

#[tokio::test]
async fn another_sites_page_and_a_rebound_name_change_nothing() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let post = || {
        ines.request(Method::POST, "/api/cases")
            .header("content-type", "application/json")
            .body("{}")
    };
    let evil = post().header(ORIGIN, "http://evil.example");
    assert_eq!(
        problem(evil.send().await.expect("an answer")).await.kind,
        Kind::WrongOrigin
    );
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/api/cases"),
        (Method::POST, "/api/cases"),
    ] {
        let rebound = ines.request(method, path).header(HOST, "evil.example");
        assert_eq!(
            problem(rebound.send().await.expect("an answer")).await.kind,
            Kind::WrongHost
        );
    }
}

#[tokio::test]
async fn sign_ins_from_one_address_have_a_limit() {
    let server = Server::start_with(|c| c.limits.sign_ins_per_minute = 3).await;
    let mut kinds = Vec::new();
    for _ in 0..5 {
        kinds.push(
            server
                .nobody()
                .refused("/api/session", &json!({ "code": "nobody" }))
                .await
                .kind,
        );
    }
    assert_eq!(kinds[..3], [Kind::SignInFailed; 3]);
    assert_eq!(kinds[4], Kind::TooManyRequests);
}

/// What is said to a wrong sign-in that names these addresses as the ones it comes from.
async fn knock(server: &Server, passed: &'static str) -> Kind {
    let request = server.nobody().request(Method::POST, "/api/session");
    let request = request.header("x-forwarded-for", passed);
    let sent = request.json(&json!({ "code": "nobody" })).send();
    problem(sent.await.expect("an answer")).await.kind
}

#[tokio::test]
async fn behind_a_proxy_of_ours_each_address_has_a_limit_of_its_own() {
    let server = Server::start_with(|c| {
        c.limits.sign_ins_per_minute = 2;
        c.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    })
    .await;
    for expected in [
        Kind::SignInFailed,
        Kind::SignInFailed,
        Kind::TooManyRequests,
    ] {
        assert_eq!(knock(&server, "203.0.113.1").await, expected);
    }
    assert_eq!(knock(&server, "203.0.113.2").await, Kind::SignInFailed);
    // What somebody writes in front of what the proxy adds is nobody's address.
    let forged = knock(&server, "198.51.100.7, 203.0.113.1").await;
    assert_eq!(forged, Kind::TooManyRequests);
}

#[tokio::test]
async fn nobody_but_a_proxy_of_ours_says_who_asks() {
    let server = Server::start_with(|c| {
        c.limits.sign_ins_per_minute = 2;
        c.trusted_proxies = vec!["192.0.2.1".parse().expect("an address")];
    })
    .await;
    let mut said = Vec::new();
    for passed in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "192.0.2.1"] {
        said.push(knock(&server, passed).await);
    }
    assert_eq!(said[..2], [Kind::SignInFailed; 2]);
    assert_eq!(said[2..], [Kind::TooManyRequests; 2]);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_and_what_is_open_there() {
    let server = Server::start().await;
    let (here, there) = (server.owner("ines").await, server.owner("ines").await);
    let other = server.owner("jon").await;
    let mut stream = there.get("/api/live").await;
    assert!(
        stream.chunk().await.expect("a chunk").is_some(),
        "it is live"
    );
    let gone = here
        .request(Method::DELETE, "/api/sessions")
        .send()
        .await
        .expect("an answer");
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    while let Ok(Some(_)) = stream.chunk().await {}
    for person in [&here, &there] {
        assert_eq!(
            person.get("/api/session").await.status(),
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(other.get("/api/session").await.status(), StatusCode::OK);
}
