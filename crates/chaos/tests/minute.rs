//! One minute of chaos. A longer one, with other chances: `cargo xtask chaos --seed N --minutes M`.

use std::path::Path;
use std::process::Command;

#[test]
fn a_minute_over_a_breaking_line_to_a_killed_server_loses_nothing_and_does_nothing_twice() {
    let chaos = Path::new(env!("CARGO_BIN_EXE_chaos"));
    let server = chaos.with_file_name(format!("servicelane{}", std::env::consts::EXE_SUFFIX));
    assert!(
        server.is_file(),
        "the server's program is built with the whole workspace's tests"
    );
    let mut command = Command::new(chaos);
    let status = command.arg("--server").arg(server).status();
    assert!(status.expect("it runs").success(), "its faults are above");
}
