//! Photos and short videos. A file belongs to a case under the digest of its bytes: sent twice it is there once.

use serde::{Deserialize, Serialize};

/// Largest photo, in bytes. One that a browser has shrunk has a twentieth of it.
pub const PHOTO_BYTES: u64 = 12 * 1024 * 1024;
/// Largest video, in bytes: half a minute as telephones film.
pub const VIDEO_BYTES: u64 = 64 * 1024 * 1024;
/// Largest part of an upload, in bytes: what a slow line has lost at most when it breaks.
pub const PART_BYTES: usize = 512 * 1024;
/// Most files of one case.
pub const ATTACHMENTS: usize = 40;

/// Why a text is not a digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a digest has 64 characters out of 0-9 and a-f")]
pub struct BadDigest;

/// SHA-256 of a file's bytes: 64 hex digits, small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct FileDigest(String);

impl FileDigest {
    /// As it stands in a path or a body.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FileDigest {
    type Error = BadDigest;
    fn try_from(text: String) -> Result<Self, BadDigest> {
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        match text.len() == 64 && text.bytes().all(hex) {
            true => Ok(Self(text)),
            false => Err(BadDigest),
        }
    }
}

impl From<FileDigest> for String {
    fn from(digest: FileDigest) -> Self {
        digest.0
    }
}

impl std::fmt::Display for FileDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a file is, by its content and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Media {
    /// A photo, JPEG.
    Jpeg,
    /// A picture, PNG.
    Png,
    /// A photo, WebP.
    Webp,
    /// A video, MPEG-4.
    Mp4,
    /// A video as iPhones film.
    Quicktime,
    /// A video, WebM.
    Webm,
}

impl Media {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Mp4,
        Self::Quicktime,
        Self::Webm,
    ];

    /// The name in headers.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Mp4 => "video/mp4",
            Self::Quicktime => "video/quicktime",
            Self::Webm => "video/webm",
        }
    }

    /// The end of a file's name.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Mp4 => "mp4",
            Self::Quicktime => "mov",
            Self::Webm => "webm",
        }
    }

    /// Whether it moves.
    pub fn is_video(self) -> bool {
        matches!(self, Self::Mp4 | Self::Quicktime | Self::Webm)
    }

    /// The largest that is taken, in bytes.
    pub fn most(self) -> u64 {
        match self.is_video() {
            true => VIDEO_BYTES,
            false => PHOTO_BYTES,
        }
    }
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Its digest: its name.
    pub digest: FileDigest,
    /// What it is.
    pub media: Media,
    /// How large, in bytes.
    pub bytes: u64,
}

/// `POST …/attachments`, from either side: a file that has arrived belongs to the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attach {
    /// Which.
    pub digest: FileDigest,
}

/// How far an upload has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// So many bytes are here, from the first on: the next part begins there.
    pub have: u64,
    /// All of it is, it is what it was announced as, and it is safe on the disk.
    pub arrived: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_no_way_into_another_folder() {
        let good = "0123456789abcdef".repeat(4);
        assert!(FileDigest::try_from(good.clone()).is_ok());
        for bad in [
            String::new(),
            good.to_uppercase(),
            format!("{}/", &good[..63]),
            format!("../{}", &good[..61]),
            format!("{good}0"),
        ] {
            assert_eq!(FileDigest::try_from(bad.clone()), Err(BadDigest), "{bad}");
        }
    }

    #[test]
    fn only_videos_may_be_large() {
        for media in Media::ALL {
            assert_eq!(media.is_video(), media.mime().starts_with("video/"));
            assert_eq!(media.most() > PHOTO_BYTES, media.is_video());
        }
    }
}
