//! Who gets what: signed by the online key alone.

use super::{Done, now};
use contract::release::STABLE;
use release::key::Key;
use release::repository::Repository;
use release::stage::Rollout;
use std::path::PathBuf;

/// Where, and by whom.
#[derive(clap::Args)]
struct To {
    /// The folder of releases.
    repository: PathBuf,
    /// The online key.
    #[arg(long)]
    online_key: PathBuf,
    /// The channel.
    #[arg(long, default_value = STABLE)]
    channel: String,
}

/// `release stage`
#[derive(clap::Args)]
pub struct Stage {
    #[command(flatten)]
    to: To,
    /// The release's counter.
    #[arg(long)]
    release: u64,
    /// To so many of a hundred cars.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=100))]
    percent: u8,
    /// To these models alone.
    #[arg(long = "model", value_name = "MODEL")]
    models: Vec<String>,
    /// In these regions alone.
    #[arg(long = "region", value_name = "REGION")]
    regions: Vec<String>,
    /// Every car may have it from now on, and this rollout is over.
    #[arg(long, conflicts_with_all = ["percent", "models", "regions"])]
    finish: bool,
}

/// `release halt`
#[derive(clap::Args)]
pub struct Halt {
    #[command(flatten)]
    to: To,
    /// Why; the operator's screen shows it.
    #[arg(long)]
    why: String,
}

/// `release resume`
#[derive(clap::Args)]
pub struct Resume {
    #[command(flatten)]
    to: To,
}

impl Stage {
    pub fn run(self) -> Done {
        let repository = Repository::open(&self.to.repository)?;
        let mut stage = repository.stage()?;
        let channel = stage.channels.entry(self.to.channel.clone()).or_default();
        if self.finish {
            channel.steady = self.release;
            channel.rollout = None;
            println!("{}: every car gets {}", self.to.channel, self.release);
        } else {
            channel.rollout = Some(Rollout {
                counter: self.release,
                percent: self.percent,
                models: self.models,
                regions: self.regions,
                halted: None,
            });
            println!(
                "{}: {} of 100 cars get {}, all others {}",
                self.to.channel, self.percent, self.release, channel.steady
            );
        }
        Ok(repository.restage(&stage, &Key::read(&self.to.online_key)?, now()?)?)
    }
}

impl Halt {
    pub fn run(self) -> Done {
        self.to.change(Some(self.why))
    }
}

impl Resume {
    pub fn run(self) -> Done {
        self.to.change(None)
    }
}

impl To {
    fn change(self, halted: Option<String>) -> Done {
        let repository = Repository::open(&self.repository)?;
        let mut stage = repository.stage()?;
        let channel = stage.channels.get_mut(&self.channel);
        let rollout = channel.and_then(|channel| channel.rollout.as_mut());
        let rollout =
            rollout.ok_or_else(|| format!("nothing is being given out on {}", self.channel))?;
        let done = if halted.is_some() {
            "halted"
        } else {
            "goes on"
        };
        rollout.halted = halted;
        println!("{}: {} {done}", self.channel, rollout.counter);
        Ok(repository.restage(&stage, &Key::read(&self.online_key)?, now()?)?)
    }
}
