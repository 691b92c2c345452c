//! Who is told of news while no page of theirs is open: only those who said so, once, and where they said.

mod postbox;

use crate::support::{Person, Server, accept, command, message, problem, read};
use contract::id::CaseId;
use contract::notice::{MailboxState, Notices};
use contract::problem::Kind;
use postbox::{Came, Postbox};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const INES: &str = "ines@example.test";

fn wishes(change: Value) -> Value {
    let mut all = json!({ "mail": false, "push": false, "calendar": false, "quiet": null,
        "zone": "Europe/Berlin", "lang": "de" });
    for (name, value) in change.as_object().expect("an object") {
        all[name] = value.clone();
    }
    all
}

async fn put(person: &Person, path: &str, body: &Value) -> Response {
    let request = person.request(Method::PUT, path).json(body);
    request.send().await.expect("an answer")
}

async fn wish(person: &Person, change: Value) -> Notices {
    read(put(person, "/api/notices", &wishes(change)).await, 200).await
}

/// A server that sends mail to a box of this test, and an owner whose mailbox is confirmed.
async fn with_mail(wanted: Value) -> (Server, Postbox, Person) {
    let mut mail = Postbox::mail().await;
    let config = mail.as_mail();
    let server = Server::start_with(|c| c.mail = Some(config)).await;
    let ines = server.owner("ines").await;
    confirmed(&ines, &mut mail, INES).await;
    wish(&ines, wanted).await;
    (server, mail, ines)
}

async fn confirmed(person: &Person, mail: &mut Postbox, address: &str) {
    let new = json!({ "address": address, "lang": "de" });
    let waiting: Notices = read(put(person, "/api/notices/mailbox", &new).await, 200).await;
    let state = waiting.mailbox.map(|m| m.state);
    assert_eq!(state, Some(MailboxState::Waiting));
    let code = mail.next().await.code();
    let code = json!({ "code": format!("{} {}", &code[..3], &code[3..]) });
    let answer = person
        .post("/api/notices/mailbox/confirmation", &code)
        .await;
    let known: Notices = read(answer, 200).await;
    let mailbox = known.mailbox.expect("a mailbox");
    assert_eq!(
        (mailbox.address.as_str(), mailbox.state),
        (address, MailboxState::Confirmed)
    );
}

/// A mail that comes after all others, from another owner's case: what would have come before it has not.
async fn nothing_more(server: &Server, mail: &mut Postbox) {
    let jon = server.owner("jon").await;
    let other = "jon@example.test";
    confirmed(&jon, mail, other).await;
    assert!(mail.is_empty(), "something came that nobody wanted");
}

async fn accepted(server: &Server, id: &str) {
    let sam = server.advisor("sam").await;
    let path = format!("/api/desk/cases/{id}/acceptance");
    // Promised for the next day, so that no promise is missed meanwhile.
    let tomorrow = server.now().plus_minutes(24 * 60);
    sam.done(&path, &accept("accept", tomorrow)).await;
}

fn number(id: &str) -> String {
    CaseId::parse(id).expect("an id").number()
}

#[tokio::test]
async fn two_things_in_a_minute_are_one_mail_in_the_owners_language() {
    let (server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    let sam = server.advisor("sam").await;
    let path = format!("/api/desk/cases/{id}/messages");
    sam.done(&path, &message("m", "Streng geheim")).await;
    server.later(1);
    let came = mail.next().await;
    assert_eq!(came.to, INES);
    let text = came.text();
    for part in [
        "Guten Tag Ines",
        "2 Dinge sind neu. Zuletzt: Sie haben eine Nachricht.",
        &number(&id),
        &format!("/cases/{id}"),
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Streng geheim"));
    assert!(
        came.field("list-unsubscribe")
            .is_some_and(|f| f.contains("/api/notices/off/"))
    );
    assert_eq!(
        came.field("auto-submitted").as_deref(),
        Some("auto-generated")
    );
    server.later(60);
    nothing_more(&server, &mut mail).await;
}

#[tokio::test]
async fn nobody_is_told_before_they_have_said_so_and_after_they_have_taken_it_back() {
    let (server, mut mail, ines) = with_mail(json!({})).await;
    let sam = server.advisor("sam").await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    wish(&ines, json!({ "mail": true })).await;
    let path = format!("/api/desk/cases/{id}/messages");
    sam.done(&path, &message("m", "Hallo")).await;
    wish(&ines, json!({ "mail": false })).await;
    server.later(2);
    nothing_more(&server, &mut mail).await;
}

#[tokio::test]
async fn what_a_page_has_shown_is_not_told() {
    let (server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    let seq = ines.case("/api", &id).await.seq;
    let path = format!("/api/cases/{id}/seen");
    let seen = put(&ines, &path, &json!({ "seq": seq })).await;
    assert_eq!(seen.status(), StatusCode::NO_CONTENT);
    let jon = server.owner("jon").await;
    let strangers = problem(put(&jon, &path, &json!({ "seq": seq })).await).await;
    assert_eq!(strangers.kind, Kind::CaseNotFound);
    server.later(2);
    nothing_more(&server, &mut mail).await;
}

#[tokio::test]
async fn a_mail_that_was_not_taken_goes_again_under_the_same_number_and_over_a_restart() {
    let (mut server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    mail.answers(&["451 not now", "421 nor now"]);
    let first = mail.later(&server).await;
    let second = mail.later(&server).await;
    let config = mail.as_mail();
    server.restart_with(|c| c.mail = Some(config)).await;
    let third = mail.later(&server).await;
    let number = |came: &Came| came.field("message-id").expect("a number");
    assert_eq!(number(&first), number(&second));
    assert_eq!(number(&first), number(&third));
    // The next one is another mail.
    server.later(11);
    let sam = server.advisor("sam").await;
    let path = format!("/api/desk/cases/{id}/messages");
    sam.done(&path, &message("m", "Hallo")).await;
    let fourth = mail.later(&server).await;
    assert_ne!(number(&first), number(&fourth));
    let text = fourth.text();
    assert!(!text.contains("2 Dinge"), "{text}");
}

#[tokio::test]
async fn in_the_night_nobody_is_woken() {
    let night = json!({ "from": 8 * 60, "to": 17 * 60 });
    let (server, mut mail, ines) = with_mail(json!({ "mail": true, "quiet": night })).await;
    // 09:00 in Berlin.
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    server.later(7 * 60);
    let jon = server.owner("jon").await;
    confirmed(&jon, &mut mail, "jon@example.test").await;
    assert!(mail.is_empty());
    server.later(60);
    assert_eq!(mail.next().await.to, INES);
}

#[tokio::test]
async fn a_mailbox_is_told_only_once_its_owner_has_typed_the_code() {
    let mut mail = Postbox::mail().await;
    let config = mail.as_mail();
    let server = Server::start_with(|c| c.mail = Some(config)).await;
    let ines = server.owner("ines").await;
    let typed = async |code: &str| {
        let code = json!({ "code": code });
        ines.post("/api/notices/mailbox/confirmation", &code).await
    };
    let ask = async |address: &str| {
        let new = json!({ "address": address, "lang": "en" });
        put(&ines, "/api/notices/mailbox", &new).await
    };
    assert_eq!(problem(typed("123456").await).await.kind, Kind::CodeGone);
    for bad in [
        "",
        "ines",
        "ines@localhost",
        "a@b@c.example",
        "ines@bücher.example",
    ] {
        let fault = problem(ask(bad).await).await;
        assert_eq!(fault.errors[0].pointer, "/address", "{bad}");
    }
    assert_eq!(ask(INES).await.status(), StatusCode::OK);
    let code = mail.next().await.code();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(problem(typed(wrong).await).await.kind, Kind::CodeWrong);
    }
    // Tried too often, the right one does not help either.
    assert_eq!(problem(typed(&code).await).await.kind, Kind::CodeGone);
    ask(INES).await;
    let code = mail.next().await.code();
    server.later(15);
    assert_eq!(problem(typed(&code).await).await.kind, Kind::CodeGone);
    // While nothing is confirmed, a mail is not sent, whatever is wished.
    wish(&ines, json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    server.later(1);
    for _ in 0..3 {
        assert_eq!(ask(INES).await.status(), StatusCode::OK);
        assert_eq!(
            mail.next().await.field("subject").as_deref(),
            Some("Your code for Servicelane")
        );
    }
    assert_eq!(problem(ask(INES).await).await.kind, Kind::TooManyRequests);
}

#[tokio::test]
async fn a_mailbox_that_is_gone_is_said_and_not_tried_again() {
    let (server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    mail.answers(&["550 no such mailbox"]);
    server.later(1);
    let state = async || {
        let known: Notices = read(ines.get("/api/notices").await, 200).await;
        known.mailbox.map(|m| m.state)
    };
    let mut now = state().await;
    while now != Some(MailboxState::Refused) {
        assert_eq!(now, Some(MailboxState::Confirmed));
        tokio::task::yield_now().await;
        now = state().await;
    }
    server.later(60);
    nothing_more(&server, &mut mail).await;
}

#[tokio::test]
async fn the_link_in_a_mail_ends_mail_without_signing_in() {
    let (server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    server.later(1);
    let off = mail.next().await.field("list-unsubscribe").expect("a link");
    let path = off.trim_matches(['<', '>']);
    let path = &path[path.find("/api").expect("a path")..];
    // As a mail provider asks: no cookie, no origin, a form.
    let asked = reqwest::Client::new()
        .post(server.url(path))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("List-Unsubscribe=One-Click")
        .send()
        .await
        .expect("an answer");
    assert_eq!(asked.status(), StatusCode::NO_CONTENT);
    let known: Notices = read(ines.get("/api/notices").await, 200).await;
    assert!(known.wishes.is_some_and(|w| !w.mail));
    let nobody = server
        .nobody()
        .post("/api/notices/off/0000", &json!({}))
        .await;
    assert_eq!(nobody.status(), StatusCode::NO_CONTENT);
    server.later(30);
    let sam = server.advisor("sam").await;
    let path = format!("/api/desk/cases/{id}/messages");
    sam.done(&path, &message("m", "Hallo")).await;
    server.later(2);
    nothing_more(&server, &mut mail).await;
}

#[tokio::test]
async fn a_visit_goes_into_the_calendar_and_out_again() {
    let (server, mut mail, ines) = with_mail(json!({ "calendar": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    let offers: Value = read(ines.get(&format!("/api/cases/{id}/offers")).await, 200).await;
    let offer = &offers["offers"][0];
    let choice = json!({ "centre": offer["centre"], "kind": offer["kind"], "starts": offer["starts"],
        "price": offer["price"] });
    let path = format!("/api/cases/{id}/appointment");
    ines.done(&path, &command("b", choice)).await;
    server.later(1);
    let came = mail.next().await;
    let text = came.text();
    assert!(
        text.contains("METHOD:REQUEST") && text.contains("DTSTART:"),
        "{text}"
    );
    let uid = format!("UID:visit-{id}@servicelane");
    assert!(text.contains(&uid) && text.contains(&format!("mailto:{INES}")));
    let path = format!("/api/cases/{id}/appointment-cancellation");
    ines.done(&path, &command("c", json!({}))).await;
    server.later(1);
    let text = mail.next().await.text();
    assert!(
        text.contains("METHOD:CANCEL") && text.contains("STATUS:CANCELLED"),
        "{text}"
    );
    assert!(text.contains(&uid));
}

#[tokio::test]
async fn a_browser_is_told_sealed_and_forgotten_once_it_is_gone() {
    let mut push = Postbox::push().await;
    let config = push.as_push();
    let server = Server::start_with(|c| c.push = Some(config)).await;
    let ines = server.owner("ines").await;
    let browser = |endpoint: String| {
        json!({ "endpoint": endpoint, "name": "Firefox, Linux", "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4" })
    };
    let elsewhere = browser("http://127.0.0.1:1/inside".into());
    let refused = problem(put(&ines, "/api/notices/browser", &elsewhere).await).await;
    assert_eq!(refused.errors[0].pointer, "/endpoint");
    let here = browser(format!("{}/one", push.origin()));
    let known: Notices = read(put(&ines, "/api/notices/browser", &here).await, 200).await;
    assert_eq!(known.browsers.len(), 1);
    assert!(known.push.is_some_and(|key| key.len() == 87));
    wish(&ines, json!({ "push": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    push.answers(&["503 Later", "410 Gone"]);
    server.later(1);
    let first = push.next().await;
    assert_eq!(first.to, "/one");
    assert!(
        first
            .field("authorization")
            .is_some_and(|f| f.starts_with("vapid t="))
    );
    assert_eq!(
        first.field("content-encoding").as_deref(),
        Some("aes128gcm")
    );
    assert!(first.field("topic").is_some_and(|f| f.len() <= 32));
    let said = String::from_utf8_lossy(&first.body).into_owned();
    assert!(!said.contains(&id));
    push.later(&server).await;
    let mut browsers = 1;
    while browsers > 0 {
        let known: Notices = read(ines.get("/api/notices").await, 200).await;
        browsers = known.browsers.len();
    }
}

#[tokio::test]
async fn a_car_is_nobody_to_be_told_and_a_driver_is() {
    let (server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let allowed = crate::support::everything();
    let (car, _) = server
        .paired(&ines, crate::support::INES_VIN, &allowed)
        .await;
    let refused = problem(car.get("/api/notices").await).await;
    assert_eq!(refused.kind, Kind::NotAllowed);
    let driver = server.owner("ole").await;
    confirmed(&driver, &mut mail, "ole@example.test").await;
    wish(&driver, json!({ "mail": true, "lang": "es" })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    server.later(1);
    let mut both = [mail.next().await, mail.next().await];
    both.sort_by(|a, b| a.to.cmp(&b.to));
    assert_eq!(
        both.each_ref().map(|m| m.to.as_str()),
        [INES, "ole@example.test"]
    );
    assert!(both[1].text().contains("Alguien se ocupa de su caso."));
}

#[tokio::test]
async fn what_is_wished_is_checked() {
    let server = Server::start().await;
    let ines = server.owner("ines").await;
    let nobody = problem(server.nobody().get("/api/notices").await).await;
    assert_eq!(nobody.kind, Kind::SignInNeeded);
    for (change, pointer) in [
        (json!({ "zone": "Mars/Olympus" }), "/zone"),
        (json!({ "lang": "fr" }), "/lang"),
        (json!({ "quiet": { "from": 1440, "to": 0 } }), "/quiet/from"),
        (json!({ "quiet": { "from": 0, "to": 1440 } }), "/quiet/to"),
        (json!({ "sms": true }), "/sms"),
    ] {
        let said = put(&ines, "/api/notices", &wishes(change)).await;
        assert_eq!(problem(said).await.errors[0].pointer, pointer);
    }
    let known: Notices = read(ines.get("/api/notices").await, 200).await;
    assert_eq!((known.mail, known.wishes), (false, None));
    let off = put(
        &ines,
        "/api/notices/mailbox",
        &json!({ "address": INES, "lang": "en" }),
    )
    .await;
    assert_eq!(problem(off).await.kind, Kind::ChannelOff);
    let told = async || {
        let session: Value = read(ines.get("/api/session").await, 200).await;
        session["told"] == json!(true)
    };
    assert!(!told().await);
    wish(&ines, json!({ "push": true })).await;
    assert!(told().await);
}

#[tokio::test]
async fn what_was_told_since_a_copy_was_made_is_not_told_again_from_it() {
    let (mut server, mut mail, ines) = with_mail(json!({ "mail": true })).await;
    let id = ines.reports("r").await;
    accepted(&server, &id).await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    server::store::backup::back_up(server.data.path(), &copy).expect("is copied");
    server.later(1);
    mail.next().await;
    server.stop().await;
    server.data = tempfile::tempdir().expect("a folder");
    server::store::backup::restore(&copy, server.data.path()).expect("is restored");
    let config = mail.as_mail();
    server.restart_with(|c| c.mail = Some(config)).await;
    server.later(2);
    nothing_more(&server, &mut mail).await;
    // What happens from here on is told.
    let sam = server.advisor("sam").await;
    let path = format!("/api/desk/cases/{id}/messages");
    sam.done(&path, &message("m", "Hallo")).await;
    assert_eq!(mail.later(&server).await.to, INES);
}

#[tokio::test]
async fn nothing_of_somebody_stays_whom_the_registry_knows_no_more() {
    let (mut server, mail, ines) = with_mail(json!({ "mail": true })).await;
    drop(ines);
    let config = mail.as_mail();
    let gone = |c: &mut server::config::Config| {
        c.owners.retain(|owner| owner.id.as_str() != "ines");
        c.drivers.clear();
    };
    server
        .restart_with(|c| {
            c.mail = Some(config);
            gone(c);
        })
        .await;
    let file = server::store::file(server.data.path());
    let db = rusqlite::Connection::open(file).expect("a store");
    let left = || -> i64 {
        db.query_row(
            "SELECT (SELECT count(*) FROM mailboxes) + (SELECT count(*) FROM wishes)",
            [],
            |r| r.get(0),
        )
        .expect("counts")
    };
    let until = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    while left() > 0 {
        assert!(tokio::time::Instant::now() < until, "still there");
        tokio::task::yield_now().await;
    }
}
