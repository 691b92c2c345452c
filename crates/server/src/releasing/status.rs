//! What is given to whom, and what cars run: a table, or JSON.

use super::{Done, now, waiting};
use contract::release::{Fleet, RolloutState};
use release::repository::Repository;
use server::fleet;
use std::path::PathBuf;

/// `release status`
#[derive(clap::Args)]
pub struct Status {
    /// The folder of releases.
    repository: PathBuf,
    /// The folder with the server's database, for what cars run.
    #[arg(long, env = "SERVICELANE_DATA")]
    data: Option<PathBuf>,
    /// JSON, as the operator's screen has it.
    #[arg(long)]
    json: bool,
}

impl Status {
    pub fn run(self) -> Done {
        let repository = Repository::open(&self.repository)?;
        let rows = match &self.data {
            Some(data) => fleet::rows(data, now()?)?,
            None => fleet::Rows::default(),
        };
        let fleet = fleet::of(&repository.manifests()?, &repository.stage()?, rows);
        if self.json {
            println!("{}", serde_json::to_string_pretty(&fleet)?);
            return Ok(());
        }
        print(&fleet);
        waiting(&repository)
    }
}

fn print(fleet: &Fleet) {
    println!("{:<10} {:>8}  given out", "channel", "steady");
    for channel in &fleet.channels {
        let given = channel
            .rollout
            .as_ref()
            .map_or_else(|| "nothing".to_owned(), given);
        println!("{:<10} {:>8}  {given}", channel.channel, channel.steady);
    }
    println!(
        "\n{:>8}  {:<16} {:>8} {:>7} {:>8} {:>8}",
        "release", "version", "cars", "share", "tried", "failed"
    );
    for row in &fleet.releases {
        let share = if fleet.cars == 0 {
            0.0
        } else {
            100.0 * row.cars as f64 / fleet.cars as f64
        };
        let version = row.version.as_deref().unwrap_or("");
        println!(
            "{:>8}  {version:<16} {:>8} {share:>6.1}% {:>8} {:>8}",
            row.counter, row.cars, row.tried, row.failed
        );
    }
    for (trouble, cars) in &fleet.troubles {
        let reason = serde_json::to_string(trouble).unwrap_or_default();
        println!(
            "{cars} cars took nothing the last time they looked: {}",
            reason.trim_matches('"')
        );
    }
}

fn given(rollout: &RolloutState) -> String {
    let to = |what: &str, names: &[String]| match names.is_empty() {
        true => String::new(),
        false => format!(", {what} {}", names.join(" ")),
    };
    let halted = rollout
        .halted
        .as_ref()
        .map_or_else(String::new, |why| format!(", HALTED: {why}"));
    let (models, regions) = (
        to("models", &rollout.models),
        to("regions", &rollout.regions),
    );
    format!(
        "{} to {} %{models}{regions}{halted}",
        rollout.counter, rollout.percent
    )
}
