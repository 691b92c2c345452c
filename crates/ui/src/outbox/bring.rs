//! A file goes before the command that names it: in parts, each behind what the server has already, so that a line that
//! breaks costs one part; larger ones as long as they arrive soon.

use super::{Form, Outbox};
use contract::attachment::{PART_BYTES, Upload};
use contract::problem::{Kind, Problem};
use leptos::prelude::*;
use platform::http::{self, Failure};
use platform::keep;

/// The first part, in bytes: on a bad line it is there in some seconds.
const FIRST: u64 = 64 * 1024;
/// A part that took less than this, in milliseconds, may be followed by one of twice its size.
const SOON: u64 = 2_000;
/// Longest wait for a part, in milliseconds.
const PATIENCE: u32 = 60_000;
/// Files that nothing names any more are forgotten after this long, in milliseconds: until then somebody may be about to
/// put them back.
const ORPHANED: i64 = 86_400_000;

impl<F: Form> Outbox<F> {
    /// Brings the file that a form needs to where it belongs, from wherever that was left.
    pub(super) async fn bring(self, form: &F) -> Result<(), Failure> {
        let Some((path, digest)) = form.upload() else {
            return Ok(());
        };
        let name = self.kept_as(&digest);
        let told: Upload = http::get(&path).await?;
        let mut have = told.have;
        if told.arrived {
            return Ok(());
        }
        let gone = || Failure::Problem(Problem::new(Kind::UploadMissing));
        let file = keep::get(&name).await.ok_or_else(gone)?;
        let (of, mut step) = (file.size(), FIRST);
        loop {
            // Somebody thought better of it.
            let wanted = self.kept.try_with_untracked(|all| all.contains_key(form));
            if wanted != Some(true) {
                return Err(Failure::Network);
            }
            let _ = self
                .progress
                .try_update(|all| all.insert(form.clone(), (have, of)));
            let part = file.part(have, of.min(have + step)).ok_or_else(gone)?;
            let began = platform::uptime();
            let at = format!("{path}?from={have}&of={of}");
            let told: Upload = http::put_part(&at, &part, PATIENCE).await?;
            if told.arrived {
                return Ok(());
            }
            // Another's part has come first, or the server begins again: both say from where. Silence, said politely.
            if told.have == have {
                return Err(Failure::Network);
            }
            have = told.have;
            if platform::uptime() - began < SOON {
                step = (step * 2).min(PART_BYTES as u64);
            }
        }
    }

    /// How much of a form's file has arrived, in bytes, and of how many; this tab knows while it is the one that sends.
    pub fn brought(self, form: &F) -> Option<(u64, u64)> {
        self.progress.with(|all| all.get(form).copied())
    }

    /// Under which name the browser keeps a file: that of its digest, behind [`Outbox::shelf`].
    pub fn kept_as(self, digest: &str) -> String {
        format!("{}{digest}", self.shelf())
    }

    /// Where this person's files are kept.
    pub fn shelf(self) -> String {
        self.prefix.get_value()
    }

    /// What is done has no more need of its file.
    pub(super) fn let_go(self, form: &F) {
        let Some((_, digest)) = form.upload() else {
            return;
        };
        let _ = self.progress.try_update(|all| all.remove(form));
        let name = self.kept_as(&digest);
        leptos::task::spawn_local(async move { keep::remove(&name).await });
    }

    /// Takes back what is on its way with a file. If the server has it already, it stays there.
    pub fn cancel(self, form: &F) {
        self.forget(form);
        self.let_go(form);
    }

    /// Forgets files that nothing needs: their form was emptied, or the page was closed before it had them.
    pub(super) fn tidy(self) {
        let shelf = self.shelf();
        leptos::task::spawn_local(async move {
            let old = platform::now().0 - ORPHANED;
            for (name, since) in keep::names(&shelf).await {
                let digest = name.strip_prefix(&shelf).unwrap_or_default();
                let needed = self.kept.try_with_untracked(|all| {
                    all.iter()
                        .any(|(form, kept)| form.files(&kept.draft).iter().any(|f| f == digest))
                });
                if since.0 < old && needed == Some(false) {
                    keep::remove(&name).await;
                }
            }
        });
    }
}
