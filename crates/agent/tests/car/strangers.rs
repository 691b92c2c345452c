use crate::support::{World, problem};
use contract::problem::Kind;
use reqwest::Method;
use reqwest::header::{
    CONNECTION, CONTENT_SECURITY_POLICY, ETAG, HOST, IF_NONE_MATCH, ORIGIN, UPGRADE,
    X_FRAME_OPTIONS,
};
use reqwest::{RequestBuilder, Response};

#[tokio::test]
async fn a_page_of_another_origin_or_host_gets_nothing() {
    let world = World::new().await;
    let own = world.origin();
    let port = own.rsplit(':').next().unwrap();
    for path in ["/", "/api/session", "/agent/pairing", "/vehicle"] {
        let ask = |host: &str| {
            let url = format!("{own}{path}");
            world.http.request(Method::GET, url).header(HOST, host)
        };
        for host in [format!("evil.example:{port}"), "127.0.0.1".into()] {
            let refused = ask(&host).send().await.unwrap();
            assert_eq!(problem(refused).await.kind, Kind::WrongHost, "{path}");
        }
        let host = format!("127.0.0.1:{port}");
        for (name, value) in [
            (ORIGIN.as_str(), "http://evil.example"),
            (ORIGIN.as_str(), "null"),
            (ORIGIN.as_str(), "http://127.0.0.1:1"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let refused = ask(&host).header(name, value).send().await.unwrap();
            assert_eq!(
                problem(refused).await.kind,
                Kind::WrongOrigin,
                "{path} {value}"
            );
        }
        let silent = ask(&host)
            .header(UPGRADE, "websocket")
            .header(CONNECTION, "upgrade");
        let silent = silent.send().await.unwrap();
        assert_eq!(problem(silent).await.kind, Kind::WrongOrigin, "{path}");
    }
    let post = world
        .http
        .post(format!("{own}/agent/pairing"))
        .send()
        .await
        .unwrap();
    assert_eq!(problem(post).await.kind, Kind::WrongOrigin);
}

/// What a page's policy says of who may frame it.
fn framers(answer: &Response) -> Option<&str> {
    let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
    policy.split_once("frame-ancestors ").map(|(_, all)| all)
}

#[tokio::test]
async fn the_testers_bench_frames_the_page_and_gets_nothing_else() {
    let mut world = World::new().await;
    let closed = |answer: &Response| {
        assert_eq!(framers(answer), Some("'none'"), "{}", answer.url());
        assert_eq!(answer.headers()[X_FRAME_OPTIONS], "DENY");
    };
    closed(&world.get("/").await);
    world.more = vec![
        "--name=car.bench.localhost",
        "--framed-by=http://bench.localhost:8080",
    ];
    world.restart().await;
    let own = world.origin();
    let host = own.replace("http://127.0.0.1", "car.bench.localhost");
    let ask = |path: &str| {
        let url = format!("{own}{path}");
        world.http.get(url).header(HOST, &host)
    };
    let in_frame = |request: RequestBuilder| {
        let says = [
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ];
        says.into_iter().fold(request, |r, (n, v)| r.header(n, v))
    };
    let open = |answer: &Response| {
        assert_eq!(framers(answer), Some("http://bench.localhost:8080"));
        assert!(!answer.headers().contains_key(X_FRAME_OPTIONS));
    };
    let page = in_frame(ask("/cases")).send().await.unwrap();
    assert_eq!(page.status(), 200);
    open(&page);
    // A browser puts these headers on the page that it kept.
    let kept = in_frame(ask("/cases")).header(IF_NONE_MATCH, &page.headers()[ETAG]);
    let kept = kept.send().await.unwrap();
    assert_eq!(kept.status(), 304);
    open(&kept);
    // The page in the frame asks as ever, under its own name; what it gets is no page.
    let pairing = ask("/agent/pairing").header("sec-fetch-site", "same-origin");
    let pairing = pairing.send().await.unwrap();
    assert_eq!(pairing.status(), 200);
    closed(&pairing);
    for path in ["/api/session", "/agent/pairing", "/vehicle", "/gone.js"] {
        let refused = in_frame(ask(path)).send().await.unwrap();
        closed(&refused);
        assert_eq!(problem(refused).await.kind, Kind::WrongOrigin, "{path}");
    }
    for method in [Method::GET, Method::POST] {
        let request = world.http.request(method, format!("{own}/agent/pairing"));
        let request = request.header(HOST, &host);
        let request = request.header(ORIGIN, "http://bench.localhost:8080");
        let refused = request.send().await.unwrap();
        closed(&refused);
        assert_eq!(problem(refused).await.kind, Kind::WrongOrigin);
    }
}
