//! A built front end in a folder, read once: what is served was all there when the program started.

use crate::Files;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// No front end has more files.
const MOST: usize = 4096;
/// No front end has more bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Why a folder is not served.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Something in it cannot be read.
    #[error("{0} cannot be read")]
    Read(PathBuf, #[source] io::Error),
    /// It has no `index.html`.
    #[error("{0} is no built front end: it has no index.html")]
    NoPage(PathBuf),
    /// It is no front end: far too much is in it.
    #[error("{0} holds more than a front end does")]
    TooMuch(PathBuf),
}

impl Files {
    /// Adds a folder's files below a path that ends in `/`, with the `.br` that lies beside each. Hidden files
    /// and what is no plain file or folder are left out.
    ///
    /// # Errors
    /// When something cannot be read, or when this is no built front end.
    pub fn add_folder(&mut self, below: &str, folder: &Path) -> Result<(), FolderError> {
        let mut found = Vec::new();
        let mut bytes = 0;
        list(folder, &mut found, &mut bytes)?;
        if found.len() > MOST || bytes > LARGEST {
            return Err(FolderError::TooMuch(folder.to_owned()));
        }
        for path in found {
            let Some(name) = name(folder, &path).filter(|name| !name.ends_with(".br")) else {
                continue;
            };
            let plain = fs::read(&path).map_err(|e| FolderError::Read(path.clone(), e))?;
            let mut beside = path.into_os_string();
            beside.push(".br");
            let brotli = fs::read(PathBuf::from(beside)).ok();
            self.put(below, &name, plain.into(), brotli.map(Into::into));
        }
        match self.page(below) {
            Some(_) => Ok(()),
            None => Err(FolderError::NoPage(folder.to_owned())),
        }
    }
}

fn list(folder: &Path, found: &mut Vec<PathBuf>, bytes: &mut u64) -> Result<(), FolderError> {
    let failed = |e| FolderError::Read(folder.to_owned(), e);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if found.len() > MOST || hidden {
            continue;
        }
        if kind.is_dir() {
            list(&entry.path(), found, bytes)?;
        } else if kind.is_file() {
            *bytes += entry.metadata().map_err(failed)?.len();
            found.push(entry.path());
        }
    }
    Ok(())
}

/// The name below the folder, with slashes.
fn name(folder: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.iter();
    let parts: Option<Vec<_>> = parts.map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, HeaderValue, header};

    #[test]
    fn a_folder_is_served_as_a_bundle_is() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("index.html", "<script>go()</script>");
        put("index.html.br", "packed");
        put(".hidden", "x");
        fs::create_dir(folder.path().join("locales")).unwrap();
        put("locales/de-1f2e3d4c5b.json", "{}");
        let mut files = Files::default();
        files.add_folder("/", folder.path()).unwrap();
        assert!(files.get("/.hidden").is_none() && files.get("/index.html.br").is_none());
        let page = files.page("/").unwrap();
        let mut asked = HeaderMap::new();
        asked.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_static("gzip, br"),
        );
        let answer = page.answer(&asked);
        assert_eq!(answer.body().as_ref(), b"packed");
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str();
        assert!(policy.unwrap().contains("'sha256-"));
        asked.insert(
            header::IF_NONE_MATCH,
            answer.headers()[header::ETAG].clone(),
        );
        assert_eq!(page.answer(&asked).status(), 304);
        let text = files.get("/locales/de-1f2e3d4c5b.json").unwrap();
        let answer = text.answer(&HeaderMap::new());
        let caching = &answer.headers()[header::CACHE_CONTROL];
        assert_eq!(caching, "public, max-age=31536000, immutable");
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Files::default().add_folder("/", folder.path());
        assert!(matches!(refused, Err(FolderError::NoPage(_))));
        let gone = folder.path().join("gone");
        let refused = Files::default().add_folder("/", &gone);
        assert!(matches!(refused, Err(FolderError::Read(..))));
    }
}
