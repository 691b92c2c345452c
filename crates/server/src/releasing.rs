//! `servicelane release …`: what the holders of keys and the operator do with releases. The ceremonies are in docs/OTA.md.

mod rollout;
mod status;

use clap::Subcommand;
use contract::release::ReleaseFacts;
use contract::time::Timestamp;
use release::key::{self, Key};
use release::make::{Said, make};
use release::repository::{Holders, Repository};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can be done with releases.
#[derive(Subcommand)]
pub enum Release {
    /// Make a key: FILE, which is nobody else's to read, and FILE.pub.
    Key {
        /// The file; it must not be there yet.
        file: PathBuf,
    },
    /// Say who holds which role, the first time or anew. It waits for signatures.
    Root {
        /// The folder of releases; made when it is missing.
        repository: PathBuf,
        /// Public keys of those who say who holds what. Offline.
        #[arg(long, required = true, num_args = 1.., value_name = "PUB")]
        root: Vec<PathBuf>,
        /// So many of them must sign.
        #[arg(long, default_value_t = 2)]
        root_threshold: u64,
        /// Public keys of those who sign releases. Offline.
        #[arg(long, required = true, num_args = 1.., value_name = "PUB")]
        targets: Vec<PathBuf>,
        /// So many of them must sign.
        #[arg(long, default_value_t = 2)]
        targets_threshold: u64,
        /// The public key of the server, which says who gets what.
        #[arg(long, value_name = "PUB")]
        online: PathBuf,
    },
    /// Make a release of a built portal (dist/). It waits for signatures.
    Make {
        /// The folder of releases.
        repository: PathBuf,
        /// The built portal.
        #[arg(long)]
        portal: PathBuf,
        #[command(flatten)]
        what: What,
        /// The oldest companion that can show it.
        #[arg(long, default_value = "0.1.0")]
        min_agent: String,
        /// Models that it is for; none named: for all.
        #[arg(long = "model", value_name = "MODEL")]
        models: Vec<String>,
    },
    /// Make a release of an older one's files under a new counter. It waits for signatures.
    RollBack {
        /// The folder of releases.
        repository: PathBuf,
        /// The older one's counter.
        #[arg(long)]
        to: u64,
        #[command(flatten)]
        what: What,
    },
    /// Sign what waits, with one key.
    Sign {
        /// The folder of releases.
        repository: PathBuf,
        /// The key.
        #[arg(long)]
        key: PathBuf,
    },
    /// Publish what enough have signed.
    Publish {
        /// The folder of releases.
        repository: PathBuf,
        /// The online key.
        #[arg(long)]
        online_key: PathBuf,
    },
    /// Say which cars get a release: a share, models, regions.
    Stage(rollout::Stage),
    /// Stop giving out what is being given out.
    Halt(rollout::Halt),
    /// Go on with it.
    Resume(rollout::Resume),
    /// Say anew that this is the newest state: cars believe it for seven days. A running server does it by itself.
    Refresh {
        /// The folder of releases.
        repository: PathBuf,
        /// The online key.
        #[arg(long)]
        online_key: PathBuf,
    },
    /// Say what waits, what is given to whom, and what cars run.
    Status(status::Status),
}

/// What people get to know of a release.
#[derive(clap::Args)]
pub struct What {
    /// As people name it: 2026.11.2
    #[arg(long = "as", value_name = "VERSION")]
    version: String,
    /// Its counter; without it one more than the newest.
    #[arg(long)]
    counter: Option<u64>,
    /// A file with what is new in it, by language: {"en": "…", "de": "…", "nb": "…", "es": "…"}
    #[arg(long, value_name = "FILE")]
    notes: Option<PathBuf>,
}

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// Does it.
pub fn run(what: Release) -> Done<ExitCode> {
    match what {
        Release::Key { file } => {
            let made = Key::make(&file)?;
            println!("{}  {}", key::short(&made.public())?, file.display());
            println!(
                "Keep it where no network reaches it, and a copy elsewhere; {}.pub is everybody's.",
                file.display()
            );
        }
        Release::Root {
            repository,
            root,
            root_threshold,
            targets,
            targets_threshold,
            online,
        } => {
            let read = |all: &[PathBuf]| {
                all.iter()
                    .map(|path| key::read_public(path))
                    .collect::<Result<Vec<_>, _>>()
            };
            let holders = Holders {
                root: read(&root)?,
                root_threshold,
                targets: read(&targets)?,
                targets_threshold,
                online: key::read_public(&online)?,
            };
            let repository = Repository::open(&repository)?;
            repository.draft_root(&holders, now()?)?;
            waiting(&repository)?;
        }
        Release::Make {
            repository,
            portal,
            what,
            min_agent,
            models,
        } => {
            let repository = Repository::open(&repository)?;
            let facts = what.facts(&repository)?;
            let min_agent = min_agent.try_into()?;
            let made = make(
                &portal,
                Said {
                    facts,
                    min_agent,
                    models,
                },
            )?;
            repository.add(&made, now()?)?;
            let bytes: u64 = made
                .manifest
                .files
                .values()
                .map(|entry| entry.travels().length)
                .sum();
            let facts = &made.manifest.facts;
            println!(
                "release {} ({}): {} files, {bytes} bytes to a car that has none of them",
                facts.counter,
                facts.version,
                made.manifest.files.len()
            );
            waiting(&repository)?;
        }
        Release::RollBack {
            repository,
            to,
            what,
        } => {
            let repository = Repository::open(&repository)?;
            let made = repository.roll_back(to, what.facts(&repository)?, now()?)?;
            println!(
                "release {} ({}) has the files of {to}",
                made.facts.counter, made.facts.version
            );
            waiting(&repository)?;
        }
        Release::Sign { repository, key } => {
            let repository = Repository::open(&repository)?;
            let signed = repository.sign(&Key::read(&key)?)?;
            println!("signed: {}", signed.join(", "));
            waiting(&repository)?;
        }
        Release::Publish {
            repository,
            online_key,
        } => {
            let repository = Repository::open(&repository)?;
            repository.publish(&Key::read(&online_key)?, now()?)?;
            let newest = repository
                .manifests()?
                .first()
                .map_or(0, |manifest| manifest.facts.counter);
            println!(
                "published; the newest release is {newest}. `release stage` says which cars get it."
            );
        }
        Release::Stage(stage) => stage.run()?,
        Release::Halt(halt) => halt.run()?,
        Release::Resume(resume) => resume.run()?,
        Release::Refresh {
            repository,
            online_key,
        } => {
            let done = Repository::open(&repository)?.refresh(&Key::read(&online_key)?, now()?)?;
            println!(
                "{}",
                if done {
                    "said anew"
                } else {
                    "said less than three days ago: nothing to do"
                }
            );
        }
        Release::Status(status) => status.run()?,
    }
    Ok(ExitCode::SUCCESS)
}

impl What {
    fn facts(&self, repository: &Repository) -> Done<ReleaseFacts> {
        let newest = repository
            .manifests()?
            .first()
            .map_or(0, |manifest| manifest.facts.counter);
        Ok(ReleaseFacts {
            counter: self.counter.unwrap_or(newest + 1),
            version: self.version.clone(),
            notes: self
                .notes
                .as_deref()
                .map_or_else(|| Ok(BTreeMap::new()), notes)?,
        })
    }
}

fn notes(file: &Path) -> Done<BTreeMap<String, String>> {
    let text =
        std::fs::read_to_string(file).map_err(|e| format!("--notes {}: {e}", file.display()))?;
    let read = serde_json::from_str(&text);
    Ok(read.map_err(|e| {
        format!(
            "--notes {}: a text for each language is written like {{\"en\": \"Faster.\"}}: {e}",
            file.display()
        )
    })?)
}

/// Prints what waits for whom.
fn waiting(repository: &Repository) -> Done {
    for draft in repository.waiting()? {
        let by = match draft.signed.is_empty() {
            true => "nobody yet".to_owned(),
            false => draft.signed.join(", "),
        };
        println!(
            "{} waits: signed by {by}; it needs {}",
            draft.role, draft.need
        );
    }
    Ok(())
}

/// By this machine's clock: what is signed runs out by it.
fn now() -> Done<Timestamp> {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Timestamp(i64::try_from(passed.as_millis())?))
}
