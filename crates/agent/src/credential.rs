//! The car's credential: one file of its own, which is there whole or not at all, whenever the power is cut.

use crate::upstream::Origin;
use contract::pairing::Pairing;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The file's name.
const NAME: &str = "credential.json";
/// What is being written.
const NEW: &str = "credential.json.new";

/// What a pairing gave the car. It has no `Debug`, so that no log can hold it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The server that gave it, and the only one that gets to see it.
    server: String,
    /// For `authorization: Bearer`.
    pub credential: String,
    /// What the owner agrees to, as the server said when it was asked last.
    pub pairing: Pairing,
}

/// Why the credential's folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be used")]
pub struct StateError {
    path: PathBuf,
    source: io::Error,
}

/// Keeps the credential, in memory and in its folder.
pub struct Keeper {
    folder: PathBuf,
    server: String,
    held: Mutex<Option<Arc<Credential>>>,
}

impl Keeper {
    /// Opens the folder, makes it where it is missing, and reads what is there. A credential of another server
    /// is not used, nor is a file that cannot be understood: the car is paired again then.
    ///
    /// # Errors
    /// When the folder or its file cannot be used.
    pub fn open(folder: &Path, server: &Origin) -> Result<Self, StateError> {
        let failed = |path: &Path, source| StateError {
            path: path.to_owned(),
            source,
        };
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|e| failed(folder, e))?;
        let (path, server) = (folder.join(NAME), server.to_string());
        let held = match fs::read(&path) {
            Ok(bytes) => {
                let closed = fs::set_permissions(&path, Permissions::from_mode(0o600));
                closed.map_err(|e| failed(&path, e))?;
                let read = serde_json::from_slice::<Credential>(&bytes).ok();
                let own = read.filter(|read| read.server == server);
                if own.is_none() {
                    tracing::warn!("the stored credential is not this server's, or not readable");
                }
                own.map(Arc::new)
            }
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => return Err(failed(&path, e)),
        };
        Ok(Self {
            folder: folder.to_owned(),
            server,
            held: Mutex::new(held),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Credential>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The credential, if there is one.
    pub fn held(&self) -> Option<Arc<Credential>> {
        self.lock().clone()
    }

    /// Takes a new one. It counts from here on, even where it could not be stored: it was given once.
    ///
    /// # Errors
    /// When it will be lost with the next start.
    pub fn take(&self, credential: String, pairing: Pairing) -> Result<(), StateError> {
        let new = Credential {
            server: self.server.clone(),
            credential,
            pairing,
        };
        let mut held = self.lock();
        let stored = self.store(&new);
        *held = Some(Arc::new(new));
        stored.map_err(|source| StateError {
            path: self.folder.clone(),
            source,
        })
    }

    /// Takes what the owner agrees to now. The credential with it; nothing where there is another by now, or where
    /// this is another pairing's.
    pub fn renew(&self, used: &Credential, pairing: Pairing) -> Option<Arc<Credential>> {
        let mut held = self.lock();
        let own = held.clone().filter(|held| {
            let same = (&held.pairing.id, &held.pairing.vin) == (&pairing.id, &pairing.vin);
            held.credential == used.credential && same
        })?;
        if own.pairing == pairing {
            return Some(own);
        }
        let mut new = Credential::clone(&own);
        new.pairing = pairing;
        if let Err(e) = self.store(&new) {
            // It is asked for again before the next message.
            tracing::error!(error = %e, "what the owner agrees to is not on the disk");
        }
        let new = Arc::new(new);
        *held = Some(new.clone());
        Some(new)
    }

    /// Forgets it, unless there is a newer one already.
    pub fn forget(&self, refused: &Credential) {
        let mut held = self.lock();
        let same = |held: &Arc<Credential>| held.credential == refused.credential;
        if !held.as_ref().is_some_and(same) {
            return;
        }
        *held = None;
        tracing::info!("the car is paired no more");
        let gone = fs::remove_file(self.folder.join(NAME)).and_then(|()| self.sync());
        if let Err(e) = gone {
            // The server refuses it the next time too.
            tracing::error!(error = %e, "the old credential is still on the disk");
        }
    }

    fn store(&self, new: &Credential) -> io::Result<()> {
        let beside = self.folder.join(NEW);
        let bytes = serde_json::to_vec(new)?;
        // A file left over by a power cut may have other rights.
        match fs::remove_file(&beside) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&beside, self.folder.join(NAME))?;
        self.sync()
    }

    fn sync(&self) -> io::Result<()> {
        File::open(&self.folder)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::PairingId;
    use contract::pairing::CarRights;
    use contract::time::Timestamp;
    use contract::vehicle::SignalKind;
    use contract::vin::Vin;

    fn pairing() -> Pairing {
        Pairing {
            id: PairingId::from_random(7),
            vin: Vin::parse("WVWZZZ1JZXW000001").unwrap(),
            since: Timestamp(0),
            rights: CarRights {
                report: true,
                follow: true,
                contacts: false,
                approve_money: false,
            },
            kinds: vec![],
        }
    }

    #[test]
    fn it_outlives_a_restart_and_is_its_servers_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("state");
        let open = |origin: &str| Keeper::open(&at, &origin.parse().unwrap()).unwrap();
        let own = "https://portal.example";
        open(own).take("old".into(), pairing()).unwrap();
        // Left over by a power cut, readable by all.
        fs::write(at.join(NEW), "half").unwrap();
        open(own).take("secret".into(), pairing()).unwrap();
        let mode = fs::metadata(at.join(NAME)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let keeper = open(own);
        let held = keeper.held().unwrap();
        assert_eq!(held.credential, "secret");
        assert!(open("https://other.example").held().is_none());
        // What the owner agrees to now outlives a restart too; what is said of another pairing is not taken.
        let mut now = pairing();
        now.kinds = vec![SignalKind::Range];
        assert!(keeper.renew(&held, now.clone()).is_some());
        assert!(open(own).held().unwrap().pairing == now);
        let mut other = pairing();
        other.id = PairingId::from_random(8);
        assert!(keeper.renew(&held, other).is_none());
        assert!(keeper.held().unwrap().pairing == now);
        // An answer to an older request does not end the newer pairing.
        let mut older = Credential::clone(&held);
        older.credential = "old".into();
        keeper.forget(&older);
        assert!(keeper.renew(&older, pairing()).is_none());
        assert!(keeper.held().is_some());
        // One from before the owner changed anything does: it is the same credential.
        keeper.forget(&held);
        assert!(keeper.held().is_none() && open(own).held().is_none());
        fs::write(at.join(NAME), "{").unwrap();
        assert!(open(own).held().is_none());
    }
}
