use crate::support::Server;
use reqwest::Method;

#[tokio::test]
async fn alive_ready_and_in_numbers() {
    let server = Server::start().await;
    let nobody = server.nobody();
    assert_eq!(nobody.get("/livez").await.status(), 200);
    assert_eq!(nobody.get("/readyz").await.status(), 200);
    server.owner("ines").await.reports("k1").await;
    let numbers = nobody.get("/metrics").await.text().await.expect("text");
    assert!(numbers.contains("servicelane_events_total 1"), "{numbers}");
    assert!(
        numbers.contains(r#"route="/api/cases",status="201""#),
        "{numbers}"
    );
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_an_id() {
    let server = Server::start().await;
    for path in ["/api/cases", "/api/openapi.json", "/livez", "/nothing.js"] {
        let answer = server
            .nobody()
            .request(Method::GET, path)
            .send()
            .await
            .expect("an answer");
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "x-request-id",
        ] {
            assert!(answer.headers().contains_key(name), "{path}: {name}");
        }
    }
    let answer = server.nobody().get("/api/session").await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
}
