//! Where files are: what has arrived, behind the object store's interface; what has not, in parts beside it.

use axum::body::Bytes;
use casework::chain;
use contract::attachment::{Attachment, FileDigest, Media};
use contract::id::CaseId;
use contract::time::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{GetOptions, GetRange, GetResult, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use tokio::sync::{Mutex, MutexGuard};

/// Uploads of one case that may be under way.
const UNDER_WAY: usize = 16;
/// Bytes of a file by which its kind is told.
const HEAD: u64 = 4096;

/// Why a file cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The disk, under uploads.
    #[error("an upload cannot be written")]
    Disk(#[from] io::Error),
    /// The object store.
    #[error("the object store refused")]
    Store(#[from] object_store::Error),
    /// Too many at once.
    #[error("too many uploads of one case")]
    Crowded,
    /// Not the bytes of this digest.
    #[error("the bytes are not those of the digest")]
    Broken,
    /// No photo and no video that is taken.
    #[error("the file is of no kind that is taken")]
    Unknown,
    /// Larger than its kind may be.
    #[error("the file is too large for its kind")]
    Large,
}

impl ShelfError {
    /// No room on the disk: nothing was lost, and it may work again later.
    pub fn is_full(&self) -> bool {
        let full = |e: &io::Error| e.kind() == ErrorKind::StorageFull;
        match self {
            Self::Disk(e) => full(e),
            Self::Store(e) => std::error::Error::source(e)
                .and_then(|e| e.downcast_ref::<io::Error>())
                .is_some_and(full),
            _ => false,
        }
    }
}

/// Files that have arrived and files on their way.
pub struct Shelf {
    store: Arc<dyn ObjectStore>,
    uploads: PathBuf,
    /// One upload is written to by one request at a time.
    held: [Mutex<()>; 32],
}

impl Shelf {
    /// In a data folder: `files/` and `uploads/`.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn open(data: &Path) -> Result<Self, ShelfError> {
        let (files, uploads) = (folder(data), data.join("uploads"));
        fs::create_dir_all(&files)?;
        fs::create_dir_all(&uploads)?;
        // What is acknowledged survives a power cut, as the log does.
        let store = LocalFileSystem::new_with_prefix(files)?.with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            uploads,
            held: Default::default(),
        })
    }

    /// Keeps others from the same upload until it is dropped.
    pub async fn hold(&self, digest: &FileDigest) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        digest.hash(&mut hasher);
        self.held[hasher.finish() as usize % self.held.len()]
            .lock()
            .await
    }

    /// How many bytes of an upload are here.
    pub fn have(&self, case: &CaseId, digest: &FileDigest) -> u64 {
        fs::metadata(self.part(case, digest)).map_or(0, |part| part.len())
    }

    /// Puts a part behind what is here; how many bytes there are then.
    ///
    /// # Errors
    /// A full disk, or too many uploads.
    pub fn append(
        &self,
        case: &CaseId,
        digest: &FileDigest,
        bytes: &[u8],
    ) -> Result<u64, ShelfError> {
        let part = self.part(case, digest);
        let folder = self.uploads.join(case.as_str());
        fs::create_dir_all(&folder)?;
        if !part.exists() && fs::read_dir(&folder)?.count() >= UNDER_WAY {
            return Err(ShelfError::Crowded);
        }
        let mut file = OpenOptions::new().create(true).append(true).open(&part)?;
        let before = file.metadata()?.len();
        if let Err(e) = file.write_all(bytes) {
            // Half a part is none: the next one begins where this did.
            file.set_len(before)?;
            return Err(e.into());
        }
        Ok(before + bytes.len() as u64)
    }

    /// What an upload is that is here whole.
    ///
    /// # Errors
    /// Bytes of another digest, or of a kind that is not taken: the upload is thrown away then.
    pub fn check(&self, case: &CaseId, digest: &FileDigest) -> Result<Attachment, ShelfError> {
        let part = self.part(case, digest);
        let told = look(&part, digest);
        if matches!(
            told,
            Err(ShelfError::Broken | ShelfError::Unknown | ShelfError::Large)
        ) {
            fs::remove_file(&part)?;
        }
        told
    }

    /// Puts a whole upload where files are.
    ///
    /// # Errors
    /// The object store's.
    pub async fn keep(&self, case: &CaseId, digest: &FileDigest) -> Result<(), ShelfError> {
        let bytes = fs::read(self.part(case, digest))?;
        let payload = PutPayload::from_bytes(Bytes::from(bytes));
        self.store.put(&place(case, digest), payload).await?;
        Ok(())
    }

    /// Takes what is left of an upload away.
    pub fn forget(&self, case: &CaseId, digest: &FileDigest) {
        // Swept up later where it does not go.
        let _ = fs::remove_file(self.part(case, digest));
        let _ = fs::remove_dir(self.uploads.join(case.as_str()));
    }

    /// Takes a file away.
    pub async fn remove(&self, case: &CaseId, digest: &FileDigest) {
        if let Err(e) = self.store.delete(&place(case, digest)).await {
            tracing::warn!(error = ?e, "a file could not be taken away");
        }
    }

    /// Takes uploads away that nobody has gone on with since a moment.
    pub fn sweep(&self, before: Timestamp) {
        let old = |path: &Path| {
            let changed = fs::metadata(path).and_then(|m| m.modified()).ok();
            let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            since.is_some_and(|since| (since.as_millis() as i64) < before.0)
        };
        let entries = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.path()).collect::<Vec<_>>()
        };
        for case in entries(&self.uploads) {
            for part in entries(&case).into_iter().filter(|part| old(part)) {
                let _ = fs::remove_file(part);
            }
            // One that is not empty stays.
            let _ = fs::remove_dir(case);
        }
    }

    /// A file, or a stretch of it.
    ///
    /// # Errors
    /// The object store's.
    pub async fn get(
        &self,
        case: &CaseId,
        digest: &FileDigest,
        range: Option<GetRange>,
    ) -> Result<GetResult, ShelfError> {
        let options = GetOptions {
            range,
            ..GetOptions::default()
        };
        Ok(self.store.get_opts(&place(case, digest), options).await?)
    }

    fn part(&self, case: &CaseId, digest: &FileDigest) -> PathBuf {
        self.uploads.join(case.as_str()).join(digest.as_str())
    }
}

/// Where the files of a data folder are.
pub fn folder(data: &Path) -> PathBuf {
    data.join("files")
}

/// Where a file is below it. Each case has its own: what is erased of one is gone, whoever else had the same picture.
fn place(case: &CaseId, digest: &FileDigest) -> Place {
    Place::from_iter([case.as_str(), digest.as_str()])
}

/// What a file on the disk is, if it is this one.
///
/// # Errors
/// See [`ShelfError`].
pub fn look(path: &Path, digest: &FileDigest) -> Result<Attachment, ShelfError> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut head)?;
    let mut hash = Sha256::new_with_prefix(&head);
    let bytes = head.len() as u64 + io::copy(&mut file, &mut Hashing(&mut hash))?;
    if chain::hex(&hash.finalize()) != digest.as_str() {
        return Err(ShelfError::Broken);
    }
    let kind = infer::get(&head).ok_or(ShelfError::Unknown)?;
    let media = Media::ALL
        .into_iter()
        .find(|m| m.mime() == kind.mime_type());
    let media = media.ok_or(ShelfError::Unknown)?;
    if bytes > media.most() {
        return Err(ShelfError::Large);
    }
    Ok(Attachment {
        digest: digest.clone(),
        media,
        bytes,
    })
}

struct Hashing<'a>(&'a mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
