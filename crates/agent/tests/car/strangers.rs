use crate::support::{World, problem};
use contract::problem::Kind;
use reqwest::Method;
use reqwest::header::{CONNECTION, HOST, ORIGIN, UPGRADE};

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
