//! A databroker that says anything, one line after another: the client believes none of it too much.
#![no_main]

use contract::command::DriveState;
use libfuzzer_sys::fuzz_target;
use vehicle::client::{Client, Do, Terms};
use vehicle::mono::Mono;

fuzz_target!(|told: &str| {
    let mut client = Client::new(Terms::default(), 6);
    let mut now = Mono(0);
    client.start(now);
    let mut last = String::new();
    for (n, line) in told.lines().enumerate() {
        now = Mono(now.0 + 50 * (n as u64 % 9));
        while let Some(act) = client.next_act() {
            match act {
                Do::Connect(offered) => {
                    client.opened(offered.last().copied().unwrap_or_default(), now)
                }
                Do::Send(text) => last = text,
                Do::Close => {}
            }
        }
        // What it asked under may be said as `$`: a fuzzer does not guess it.
        let request = last
            .split("\"requestId\":\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        client.heard(&line.replace('$', request.unwrap_or_default()), now);
        client.tick(now);
        let _ = (
            client.signals(),
            client.health(now),
            client.evidence(now, true),
        );
    }
    // Nothing is heard for a minute: nobody believes that it stands.
    let later = Mono(now.0 + 60_000);
    assert_ne!(client.drive(later, true), DriveState::Parked);
});
