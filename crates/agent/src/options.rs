//! What the companion is started with.

use crate::local::{Framer, Name};
use crate::update::Source;
use crate::upstream::Origin;
use clap::Parser;
use contract::agent::CarTerms;
use contract::vin::Vin;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;
use vehicle::client::Terms;
use vehicle::path;

/// The companion in a car: serves the portal to the car's screen, speaks to the server with the car's own
/// credential, and lets the screen read the databroker.
#[derive(Debug, Clone, Parser)]
#[command(
    version,
    name = "servicelane-agent",
    after_help = "The log is JSON on standard error; SERVICELANE_LOG=warn quiets it."
)]
pub struct Options {
    /// Loopback address and port; port 0 takes a free one.
    #[arg(long, env = "SERVICELANE_AGENT_LISTEN", default_value = "127.0.0.1:8300", value_parser = loopback)]
    pub listen: SocketAddr,
    /// The server: https, or http on loopback.
    #[arg(long, env = "SERVICELANE_AGENT_SERVER")]
    pub server: Origin,
    /// The databroker's VISS address.
    #[arg(long, env = "SERVICELANE_AGENT_BROKER", default_value = "ws://127.0.0.1:8090", value_parser = broker)]
    pub broker: String,
    /// The folder of the built portal: index.html, and its files with their .br beside them.
    #[arg(long, env = "SERVICELANE_AGENT_PORTAL")]
    pub portal: PathBuf,
    /// The root of the releases' signatures, `root.json`, as it shipped with the car; without it the portal stays as it came.
    #[arg(long, env = "SERVICELANE_AGENT_RELEASE_ROOT", value_name = "FILE")]
    pub release_root: Option<PathBuf>,
    /// Where releases are; without it `/releases/` of the server. https, or http on loopback.
    #[arg(long, env = "SERVICELANE_AGENT_RELEASES", value_name = "URL", value_parser = releases)]
    pub releases: Option<Url>,
    /// How often to look for releases, in minutes.
    #[arg(long, env = "SERVICELANE_AGENT_RELEASE_EVERY", value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=7 * 24 * 60))]
    pub release_every: u32,
    /// While this file is there the line is metered: releases wait.
    #[arg(long, env = "SERVICELANE_AGENT_METERED", value_name = "FILE")]
    pub metered: Option<PathBuf>,
    /// The car's model, as releases name it.
    #[arg(long, env = "SERVICELANE_AGENT_MODEL", default_value = "")]
    pub model: String,
    /// The car's region, as releases name it.
    #[arg(long, env = "SERVICELANE_AGENT_REGION", default_value = "")]
    pub region: String,
    /// A tester's car: on its screen a channel can be chosen, or one release.
    #[arg(long, env = "SERVICELANE_AGENT_TESTER")]
    pub tester: bool,
    /// The folder for the credential and the releases; made when it is missing.
    #[arg(long, env = "SERVICELANE_AGENT_STATE")]
    pub state: PathBuf,
    /// The car's number; without it, what the databroker says.
    #[arg(long, env = "SERVICELANE_AGENT_VIN", value_parser = vin)]
    pub vin: Option<Vin>,
    /// This car publishes changes only: the databroker's own life decides whether evidence is fresh.
    #[arg(long, env = "SERVICELANE_AGENT_CHANGES_ONLY")]
    pub changes_only: bool,
    /// The version of VSS, for a car that does not say it.
    #[arg(long, env = "SERVICELANE_AGENT_VSS", value_name = "MAJOR")]
    pub vss: Option<u32>,
    /// Signals that are published all the time, whether or not they change.
    #[arg(long, env = "SERVICELANE_AGENT_CYCLIC", value_name = "PATH", num_args = 1.., value_delimiter = ',', default_value = path::SPEED)]
    pub cyclic: Vec<String>,
    /// Paths beside those of VSS: the software's version stands in one.
    #[arg(long, env = "SERVICELANE_AGENT_OVERLAY", value_name = "PATH", num_args = 1.., value_delimiter = ',')]
    pub overlay: Vec<String>,
    /// One more host name by which a page reaches it, at its own port; it ends in .localhost.
    #[arg(long, env = "SERVICELANE_AGENT_NAME")]
    pub name: Option<Name>,
    /// Pages of this origin may show the portal in a frame, as a tester's bench does: http, on this machine.
    #[arg(long, env = "SERVICELANE_AGENT_FRAMED_BY", value_name = "ORIGIN")]
    pub framed_by: Option<Framer>,
    /// How long a second is where the companion waits for a pairing or before it sends; a test takes a
    /// shorter one.
    #[arg(skip = Duration::from_secs(1))]
    pub second: Duration,
}

impl Options {
    /// Where releases come from, where that is said.
    ///
    /// # Errors
    /// When the root cannot be read.
    pub fn source(&self) -> std::io::Result<Option<Source>> {
        let Some(root) = &self.release_root else {
            return Ok(None);
        };
        let own =
            || Url::parse(&format!("{}/releases/", self.server)).map_err(std::io::Error::other);
        Ok(Some(Source {
            root: std::fs::read(root)?,
            base: self.releases.clone().map_or_else(own, Ok)?,
            model: self.model.clone(),
            region: self.region.clone(),
            metered: self.metered.clone(),
            tester: self.tester,
        }))
    }

    /// What differs between cars, for the databroker's client.
    pub fn terms(&self) -> Terms {
        Terms {
            cyclic: self.cyclic.clone(),
            changes_only: self.changes_only,
            vss: self.vss,
            overlay: self.overlay.clone(),
        }
    }

    /// The same for the page.
    pub fn told(&self) -> CarTerms {
        CarTerms {
            cyclic: self.cyclic.clone(),
            changes_only: self.changes_only,
            vss: self.vss,
            overlay: self.overlay.clone(),
        }
    }
}

fn releases(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text).map_err(|e| format!("{e}"))?;
    let near = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if url.scheme() != "https" && !(near && url.scheme() == "http") {
        return Err("beyond loopback it is https only".into());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|e| format!("{e}"))?;
    match address.ip().is_loopback() {
        true => Ok(address),
        false => {
            Err("it answers for the car to whoever asks, so it listens on loopback only".into())
        }
    }
}

fn broker(text: &str) -> Result<String, String> {
    let uri: axum::http::Uri = text.parse().map_err(|e| format!("{e}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("ws"), Some(_)) => Ok(text.to_owned()),
        _ => Err("a databroker's address is written like ws://127.0.0.1:8090".into()),
    }
}

fn vin(text: &str) -> Result<Vin, String> {
    Vin::parse(text).map_err(|e| format!("{e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(more: &[&str]) -> Result<Options, clap::Error> {
        let given = [
            "agent",
            "--server",
            "https://portal.example",
            "--portal",
            "p",
            "--state",
            "s",
        ];
        Options::try_parse_from(given.iter().chain(more))
    }

    #[test]
    fn it_listens_on_loopback_and_speaks_plainly_there_only() {
        for (more, taken) in [
            (["--listen", "127.0.0.1:0"], true),
            (["--listen", "[::1]:8300"], true),
            (["--listen", "0.0.0.0:8300"], false),
            (["--listen", "192.168.1.2:8300"], false),
            (["--broker", "ws://10.0.0.7:8090"], true),
            (["--broker", "wss://127.0.0.1:8090"], false),
            (["--vin", "WVWZZZ1JZXW000001"], true),
            (["--vin", "WVWZZZ"], false),
            (["--releases", "https://cdn.example/portal"], true),
            (["--releases", "http://cdn.example/portal/"], false),
            (["--releases", "http://127.0.0.1:9/releases/"], true),
            (["--release-every", "0"], false),
            (["--name", "car.bench.localhost"], true),
            (["--name", "car.example"], false),
            (["--framed-by", "http://bench.localhost:8080"], true),
            (["--framed-by", "http://bench.example:8080"], false),
        ] {
            assert_eq!(with(&more).is_ok(), taken, "{more:?}");
        }
        let refused = with(&["--listen", "0.0.0.0:8300"]).unwrap_err().to_string();
        assert!(refused.contains("loopback only"), "{refused}");
        let refused = with(&["--name", "car.example"]).unwrap_err().to_string();
        assert!(refused.contains("would undo the guard"), "{refused}");
        let bare = with(&[]).unwrap();
        assert_eq!(bare.cyclic, [path::SPEED]);
        assert_eq!((bare.name, bare.framed_by), (None, None));
    }
}
