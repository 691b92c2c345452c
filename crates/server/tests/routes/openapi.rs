use crate::support::Server;
use serde_json::Value;

#[tokio::test]
async fn the_document_is_generated_served_and_locked() {
    let server = Server::start().await;
    let document: Value = server
        .nobody()
        .get("/api/openapi.json")
        .await
        .json()
        .await
        .expect("json");
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|v| v.starts_with("3.1"))
    );
    insta::assert_json_snapshot!(document);
}

#[tokio::test]
async fn every_path_of_the_document_is_there() {
    let server = Server::start().await;
    let document: Value = server
        .nobody()
        .get("/api/openapi.json")
        .await
        .json()
        .await
        .expect("json");
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() >= 12);
    for path in paths.keys() {
        let answer = server.nobody().get(&path.replace("{id}", "x")).await;
        assert_ne!(answer.status(), 404, "{path}");
    }
}
