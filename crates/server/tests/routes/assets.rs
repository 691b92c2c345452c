use crate::support::{Server, problem};
use contract::problem::Kind;
use reqwest::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, LOCATION};
use reqwest::{Response, StatusCode};
use rust_embed::Embed;
use server::web::assets::Files;

/// A page with an inline script and an inline style, and a program with a hash in its name.
#[derive(Embed)]
#[folder = "tests/routes/bundle"]
struct Bundle;

async fn with_front_ends() -> Server {
    let mut files = Files::default();
    files.add::<Bundle>("/desk/");
    files.add::<Bundle>("/bench/");
    Server::serving(files).await
}

#[tokio::test]
async fn the_page_of_all_components_is_at_ui_and_its_program_below_bench() {
    let server = with_front_ends().await;
    let nobody = server.nobody();
    let there = nobody.get("/bench/index.html").await;
    assert_eq!(there.status(), StatusCode::OK);
    let tag = there.headers()[ETAG].clone();
    for path in ["/ui", "/ui?surface=car&lang=de", "/bench/index.html"] {
        let page = nobody.get(path).await;
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        assert_eq!(page.headers()[ETAG], tag, "{path}");
        assert_eq!(page.headers()[CACHE_CONTROL], "no-cache", "{path}");
        let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str();
        let hashes = policy.expect("text").matches("'sha256-").count();
        assert_eq!(hashes, 2, "{path}: its script and its style");
    }
    let program = nobody.get("/bench/bench-1f2e3d4c5b6a7988.js").await;
    assert_eq!(program.status(), StatusCode::OK);
    let caching = &program.headers()[CACHE_CONTROL];
    assert_eq!(caching, "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn the_bench_stands_at_its_own_host_and_may_show_the_screens_that_let_it() {
    let server = with_front_ends().await;
    let tester = server.at("bench.localhost");
    let policy = |page: &Response| {
        let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str();
        policy.expect("text").to_owned()
    };
    let led = server.at("localhost").get("/bench/").await;
    let to = led.headers()[LOCATION].to_str().expect("text").to_owned();
    assert_eq!(to, format!("{}/bench/", tester.base));
    let bench = policy(&tester.get("/bench/").await);
    assert!(
        bench.contains("frame-src http://*.bench.localhost:*"),
        "{bench}"
    );
    assert!(bench.contains("frame-ancestors 'none'"), "{bench}");
    let framed = format!("frame-ancestors {}", tester.base);
    for (host, shown) in [
        ("phone.bench.localhost", true),
        ("desk.bench.localhost", true),
        ("localhost", false),
        ("owner.localhost", false),
    ] {
        let page = server.at(host).get("/ui").await;
        assert_eq!(policy(&page).contains(&framed), shown, "{host}");
        assert_eq!(
            page.headers().contains_key("x-frame-options"),
            !shown,
            "{host}"
        );
    }
}

#[tokio::test]
async fn nothing_else_becomes_that_page() {
    let server = with_front_ends().await;
    let nobody = server.nobody();
    // The portal is not among these front ends: what is its own is not answered with another's page.
    for path in ["/", "/uix", "/ui/more", "/bench/gone.js", "/api/ui"] {
        let answer = nobody.get(path).await;
        assert_eq!(problem(answer).await.kind, Kind::RouteNotFound, "{path}");
    }
}

#[tokio::test]
async fn a_front_end_without_its_slash_is_found() {
    let server = with_front_ends().await;
    let quiet = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let quiet = quiet.build().expect("a client");
    for path in ["/desk", "/bench"] {
        let answer = quiet.get(server.url(path)).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(answer.headers()[LOCATION], format!("{path}/"));
    }
}
