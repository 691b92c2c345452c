//! From a file that somebody chose to one that may be sent: what it is by its content, smaller unless it is wanted
//! whole, and without where it was taken unless that is wanted too.
//!
//! Map: here one file; [`readying`] several, with what became of each; [`shown`] what a page shows of them.

mod readying;
mod shown;

pub use readying::{Fault, Readying};
pub use shown::{OnWay, called, kept};

use contract::attachment::{FileDigest, Media, PHOTO_BYTES};
use media::{jpeg, mp4};
use platform::blob::Bytes;
use platform::photo::redraw;
use serde::{Deserialize, Serialize};

/// The longer edge of a photo that was made smaller, in pixels: a fault's detail can still be seen.
const EDGE: u32 = 2048;
/// The same of one that is to keep its size: more a browser does not draw (16.7 million pixels on a telephone).
const WHOLE: u32 = 4096;
/// Largest index of a film, in bytes, that is read as one; that of half a minute has some thousands.
const INDEX: u64 = 8 * 1024 * 1024;

/// How photos are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    /// Smaller, without their place.
    #[default]
    Small,
    /// In their size, without their place.
    Whole,
    /// As they were taken, with all that the camera noted.
    Taken,
}

impl How {
    /// All of them, in the order of what they tell.
    pub const ALL: [Self; 3] = [Self::Small, Self::Whole, Self::Taken];
}

/// A file that is ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snap {
    /// Its digest.
    pub digest: FileDigest,
    /// Whether it moves.
    pub video: bool,
}

/// Why a file is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Neither a photo nor a video that others could see.
    Unknown,
    /// Larger than is taken: so many bytes at the most.
    Large(u64),
    /// The browser could not read it.
    Unread,
    /// The browser has no room for it.
    Unkept,
}

/// Makes a file ready and has the browser keep it under `prefix` and its digest.
///
/// # Errors
/// [`Unfit`].
pub async fn ready(file: &Bytes, how: How, prefix: &str) -> Result<Snap, Unfit> {
    let (bytes, media) = fit(file, how).await?;
    let most = media.most();
    if bytes.size() > most {
        return Err(Unfit::Large(most));
    }
    let digest = bytes.digest().await.ok_or(Unfit::Unread)?;
    let digest = FileDigest::try_from(digest).map_err(|_| Unfit::Unread)?;
    match platform::keep::put(&format!("{prefix}{digest}"), &bytes).await {
        true => Ok(Snap {
            digest,
            video: media.is_video(),
        }),
        false => Err(Unfit::Unkept),
    }
}

async fn fit(file: &Bytes, how: How) -> Result<(Bytes, Media), Unfit> {
    let head = file.part(0, 16).ok_or(Unfit::Unread)?;
    let head = head.read().await.ok_or(Unfit::Unread)?;
    let known = what(&head);
    match (known, how) {
        (Some(media), How::Taken) => Ok((file.clone(), media)),
        (Some(media @ (Media::Mp4 | Media::Quicktime)), _) => {
            Ok((quiet(file, media).await.ok_or(Unfit::Unread)?, media))
        }
        (Some(Media::Webm), _) => Ok((file.clone(), Media::Webm)),
        (Some(Media::Jpeg), How::Whole) => {
            if file.size() > 2 * PHOTO_BYTES {
                return Err(Unfit::Large(PHOTO_BYTES));
            }
            let photo = file.read().await.ok_or(Unfit::Unread)?;
            let photo = jpeg::without_notes(&photo).ok_or(Unfit::Unread)?;
            let mime = Media::Jpeg.mime();
            let photo = Bytes::of(&photo, mime).ok_or(Unfit::Unread)?;
            Ok((photo, Media::Jpeg))
        }
        // What only this browser can show is drawn for all others.
        (_, how) => {
            let edge = if how == How::Small { EDGE } else { WHOLE };
            let drawn = redraw(file, edge).await;
            let photo = drawn.ok_or(if known.is_some() {
                Unfit::Unread
            } else {
                Unfit::Unknown
            })?;
            Ok((photo, Media::Jpeg))
        }
    }
}

/// What a file is by how it begins; the server looks again, and closer.
fn what(head: &[u8]) -> Option<Media> {
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Some(Media::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Some(Media::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Media::Webp),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some(Media::Webm),
        [_, _, _, _, b'f', b't', b'y', b'p', b'q', b't', ..] => Some(Media::Quicktime),
        // The same box begins photos that only some browsers show.
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => {
            let still = [&b"heic"[..], b"heix", b"mif1", b"msf1", b"heim", b"avif"];
            let still = still.iter().any(|still| brand.starts_with(still));
            (!still).then_some(Media::Mp4)
        }
        _ => None,
    }
}

/// A film without its notes: its boxes are walked by their heads, and only the index is read.
async fn quiet(film: &Bytes, media: Media) -> Option<Bytes> {
    let (mut at, end) = (0, film.size());
    let mut parts = Vec::new();
    while at < end {
        let head = film
            .part(at, end.min(at + mp4::HEAD as u64))?
            .read()
            .await?;
        let head = mp4::Head::read(&head, end - at)?;
        let part = film.part(at, at + head.bytes)?;
        at += head.bytes;
        if !head.may_tell() {
            parts.push(part);
            continue;
        }
        if head.bytes > INDEX {
            return None;
        }
        let mut told = part.read().await?;
        mp4::forget_notes(&mut told);
        parts.push(Bytes::of(&told, media.mime())?);
    }
    Bytes::joined(&parts, media.mime())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        for (head, is) in [
            (&b"\xff\xd8\xff\xe1...."[..], Some(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Some(Media::Png)),
            (b"RIFF1234WEBPVP8 ", Some(Media::Webp)),
            (b"\x1a\x45\xdf\xa3....", Some(Media::Webm)),
            (b"\0\0\0\x14ftypqt  \0\0\0\0", Some(Media::Quicktime)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0", Some(Media::Mp4)),
            (b"\0\0\0\x18ftypheic\0\0\0\0", None),
            (b"<html>", None),
            (b"", None),
        ] {
            assert_eq!(what(head), is, "{head:?}");
        }
    }
}
