use crate::driver::Driver;
use crate::support::World;
use contract::command::DriveState::Parked;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use vehicle::client::Terms;
use vehicle::path::SPEED;
use vehicle_sim::{Dialect, Fault, Options};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

fn address(world: &World) -> String {
    format!("{}/vehicle", world.origin().replace("http", "ws"))
}

async fn open(world: &World, offer: &str) -> Result<Socket, Error> {
    let mut request = address(world).into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", world.origin().parse().unwrap());
    if !offer.is_empty() {
        headers.insert("sec-websocket-protocol", offer.parse().unwrap());
    }
    connect_async(request).await.map(|(socket, _)| socket)
}

fn status(refused: Result<Socket, Error>) -> u16 {
    match refused {
        Err(Error::Http(answer)) => answer.status().as_u16(),
        Err(e) => panic!("{e}"),
        Ok(_) => 101,
    }
}

/// The answer to this request.
async fn answer(socket: &mut Socket, request: Value) -> Value {
    socket
        .send(Message::text(request.to_string()))
        .await
        .unwrap();
    loop {
        let said = socket.next().await.unwrap().unwrap();
        let said: Value = serde_json::from_str(said.to_text().unwrap()).unwrap();
        if said["requestId"] == request["requestId"] {
            return said;
        }
    }
}

#[tokio::test]
async fn the_portals_client_reads_the_car_through_it_in_both_dialects() {
    for dialect in [Dialect::V2, Dialect::V3] {
        let world = World::of(Options {
            dialect,
            ..Options::default()
        });
        let world = world.await;
        let mut at = Driver::at(address(&world), Terms::default());
        at.origin = Some(world.origin());
        at.comes_to(Parked).await;
        at.stays(Duration::from_millis(2500), Parked).await;
        assert_eq!(at.connections, 1, "{dialect:?}");
    }
}

#[tokio::test]
async fn a_page_sets_nothing_and_reads_nothing_else() {
    for (dialect, offer) in [(Dialect::V2, "VISSv3, VISSv2"), (Dialect::V3, "VISSv3")] {
        let world = World::of(Options {
            dialect,
            ..Options::default()
        });
        let world = world.await;
        let mut page = open(&world, offer).await.unwrap();
        let path = "Vehicle.Cabin.Infotainment.HMI.DayNightMode";
        let before = world.sim.signal(path).map(|signal| format!("{signal:?}"));
        let set = json!({ "action": "set", "path": path, "value": "NIGHT", "requestId": "1" });
        let refused = answer(&mut page, set).await;
        assert_eq!(refused["error"]["number"], 403, "{refused}");
        let all = json!({ "action": "get", "path": "Vehicle", "requestId": "2" });
        assert_eq!(answer(&mut page, all).await["error"]["number"], 403);
        let twice = r#"{"action":"get","path":"Vehicle.Speed","requestId":"3"}{"action":"set","path":"Vehicle.Speed","value":"9","requestId":"4"}"#;
        page.send(Message::text(twice)).await.unwrap();
        let said = page.next().await.unwrap().unwrap().into_text().unwrap();
        assert!(said.contains("403"), "{said}");
        let speed = json!({ "action": "get", "path": SPEED, "requestId": "5" });
        assert_eq!(answer(&mut page, speed).await["data"]["path"], SPEED);
        let after = world.sim.signal(path).map(|signal| format!("{signal:?}"));
        assert_eq!(after, before);
        // What is no text ends it.
        page.send(Message::binary(vec![0; 8])).await.unwrap();
        let closed = page.next().await.unwrap().unwrap();
        assert!(matches!(closed, Message::Close(_)), "{closed:?}");
    }
}

#[tokio::test]
async fn eight_pages_have_room_and_the_ninth_when_one_of_them_goes() {
    let world = World::new().await;
    let mut pages = Vec::new();
    for _ in 0..8 {
        pages.push(open(&world, "VISSv2").await.unwrap());
    }
    assert_eq!(status(open(&world, "VISSv2").await), 503);
    let mut gone = pages.pop().unwrap();
    gone.close(None).await.unwrap();
    while gone.next().await.is_some() {}
    let mut tries = 0;
    while open(&world, "VISSv2").await.is_err() {
        tries += 1;
        assert!(tries < 100, "no room");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // Too long a message ends its page, and nobody else's.
    let mut long = pages.pop().unwrap();
    long.send(Message::text("x".repeat(70_000))).await.unwrap();
    while let Some(Ok(_)) = long.next().await {}
    let speed = json!({ "action": "get", "path": SPEED, "requestId": "1" });
    assert_eq!(answer(&mut pages[0], speed).await["requestId"], "1");
}

#[tokio::test]
async fn a_broker_that_is_away_floods_or_breaks_off_ends_nothing_but_itself() {
    let world = World::new().await;
    let faults = [
        Fault::Refuse,
        Fault::Flood { per_second: 10_000 },
        Fault::CloseMidMessage,
    ];
    for fault in faults {
        world.begin().await;
        world
            .page(reqwest::Method::DELETE, "/agent/pairing")
            .send()
            .await
            .unwrap();
        world.sim.set_faults(vec![fault.clone()]).unwrap();
        world.locked().await;
        if fault == Fault::Refuse {
            assert_eq!(status(open(&world, "VISSv2").await), 502);
        }
        assert_eq!(world.get("/").await.status(), 200, "{fault:?}");
        world.sim.set_faults(vec![]).unwrap();
    }
    world.begin().await;
}
