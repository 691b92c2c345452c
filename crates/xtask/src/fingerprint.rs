//! Has anything changed that a bundle is made from? Told from contents, so that a fresh checkout of the same
//! sources is not a change.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::sh;

/// The state of what something is made from, and where the last one is remembered.
pub struct Fingerprint {
    now: String,
    /// What is made. Somebody may have put something else in its place.
    made: PathBuf,
    kept: PathBuf,
}

impl Fingerprint {
    /// Reads `inputs` (from the repository's root; a missing one counts as such) and `also`, of which `made` is
    /// made.
    pub fn of(name: &str, inputs: &[&str], also: &str, made: &Path) -> Self {
        let mut hasher = DefaultHasher::new();
        also.hash(&mut hasher);
        for file in inputs
            .iter()
            .flat_map(|input| files(&sh::root().join(input)))
        {
            file.strip_prefix(sh::root())
                .unwrap_or(&file)
                .hash(&mut hasher);
            fs::read(&file).unwrap_or_default().hash(&mut hasher);
        }
        Self {
            now: format!("{:016x}", hasher.finish()),
            made: made.to_path_buf(),
            kept: sh::root().join("target/xtask").join(name),
        }
    }

    /// Is it the one that was kept, and what was made of it still what it was?
    pub fn unchanged(&self) -> bool {
        fs::read_to_string(&self.kept).is_ok_and(|kept| kept == self.state())
    }

    /// Forgets what was kept: from now on the work is under way, and half of it is none.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.kept);
    }

    /// Remembers this state as the one that the work was done for.
    pub fn keep(&self) {
        if let Some(folder) = self.kept.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(&self.kept, self.state());
    }

    /// The inputs by their contents and what is made by its files' names and sizes.
    fn state(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for file in files(&self.made) {
            let size = fs::metadata(&file).map_or(0, |data| data.len());
            (file, size).hash(&mut hasher);
        }
        format!("{} {:016x}", self.now, hasher.finish())
    }
}

/// Every file under `path` in a settled order.
pub fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else {
        return if path.is_file() {
            vec![path.to_path_buf()]
        } else {
            Vec::new()
        };
    };
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    let made = |p: &PathBuf| {
        !matches!(
            p.file_name().and_then(|n| n.to_str()),
            Some("dist" | "target" | "node_modules")
        )
    };
    inside
        .iter()
        .filter(|p| made(p))
        .flat_map(|p| files(p))
        .collect()
}
