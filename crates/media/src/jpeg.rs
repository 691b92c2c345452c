//! JPEG (ITU-T T.81, annex B) and what cameras write into it (Exif 2.32).

/// Start and end of an image, start of a scan.
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
/// A comment.
const COM: u8 = 0xFE;
/// Exif's tag for how a camera was held.
const ORIENTATION: u16 = 0x0112;

/// The photo without its notes (Exif, XMP, IPTC, comments, what stands behind its end), but for how it is turned and
/// its colours' profile. `None` where it is no whole JPEG.
pub fn without_notes(photo: &[u8]) -> Option<Vec<u8>> {
    let mut rest = photo.strip_prefix(&[0xFF, SOI])?;
    let mut out = Vec::with_capacity(photo.len());
    out.extend([0xFF, SOI]);
    loop {
        let marker;
        (marker, rest) = next_marker(rest)?;
        match marker {
            EOI => {
                out.extend([0xFF, EOI]);
                return Some(out);
            }
            // Stands alone (B.1.1.3).
            0x01 | 0xD0..=0xD7 => {
                out.extend([0xFF, marker]);
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let (segment, behind) = rest.split_at_checked(length)?;
        let told = segment.get(2..)?;
        rest = behind;
        if is_picture(marker, told) {
            out.extend([0xFF, marker]);
            out.extend(segment);
        } else if let Some(turned) = orientation(marker, told) {
            out.extend(note_of(turned));
        }
        if marker == SOS {
            let scan = scan(rest)?;
            out.extend(&rest[..scan]);
            rest = &rest[scan..];
        }
    }
}

/// A marker may be preceded by any number of fill bytes (B.1.1.2).
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF])?;
    loop {
        let (&marker, behind) = rest.split_first()?;
        match marker {
            0xFF => rest = behind,
            0x00 => return None,
            marker => return Some((marker, behind)),
        }
    }
}

/// Whether a segment is needed to show the picture: all but the applications' and comments, and of those the one with
/// the size, the colours' profile, and Adobe's transform.
fn is_picture(marker: u8, told: &[u8]) -> bool {
    match marker {
        0xE0 => told.starts_with(b"JFIF\0"),
        0xE2 => told.starts_with(b"ICC_PROFILE\0"),
        0xEE => told.starts_with(b"Adobe"),
        0xE0..=0xEF | COM => false,
        _ => true,
    }
}

/// How long a scan's coded data is: up to the next marker that is no restart.
fn scan(bytes: &[u8]) -> Option<usize> {
    let mut pairs = bytes.windows(2);
    pairs.position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
}

/// How the picture has to be turned to stand upright, 2 to 8, where the notes say so.
fn orientation(marker: u8, told: &[u8]) -> Option<u8> {
    let tiff = told.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xE1)?;
    let big = match tiff.get(..4)? {
        b"MM\0\x2a" => true,
        b"II\x2a\0" => false,
        _ => return None,
    };
    let word = |at: usize| {
        let two = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if big {
            u16::from_be_bytes(two)
        } else {
            u16::from_le_bytes(two)
        })
    };
    let (high, low) = (word(4)?, word(6)?);
    let first = match big {
        true => (usize::from(high) << 16) | usize::from(low),
        false => (usize::from(low) << 16) | usize::from(high),
    };
    let entries = usize::from(word(first)?);
    let at = (0..entries)
        .map_while(|i| first.checked_add(2 + 12 * i))
        .find(|at| word(*at) == Some(ORIENTATION))?;
    let turned = word(at.checked_add(8)?)?;
    u8::try_from(turned).ok().filter(|t| (2..=8).contains(t))
}

/// A note that says this and nothing else.
fn note_of(turned: u8) -> [u8; 36] {
    let mut note =
        *b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    note[29] = turned;
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, told: &[u8]) -> Vec<u8> {
        let length = (told.len() as u16 + 2).to_be_bytes();
        [&[0xFF, marker], &length[..], told].concat()
    }

    /// Notes in either order of bytes: how it was held, then where (tag 0x8825).
    fn exif(big: bool, turned: u16) -> Vec<u8> {
        let two = |n: u16| {
            if big {
                n.to_be_bytes()
            } else {
                n.to_le_bytes()
            }
        };
        let four = |n: u32| {
            if big {
                n.to_be_bytes()
            } else {
                n.to_le_bytes()
            }
        };
        let mut told = b"Exif\0\0".to_vec();
        told.extend(if big { *b"MM\0\x2a" } else { *b"II\x2a\0" });
        told.extend(four(8));
        told.extend(two(2));
        for (tag, kind, value) in [(0x8825_u16, 4, 40), (ORIENTATION, 3, 0)] {
            told.extend([two(tag), two(kind)].concat());
            told.extend(four(1));
            match tag {
                ORIENTATION => told.extend([two(turned), [0, 0]].concat()),
                _ => told.extend(four(value)),
            }
        }
        told.extend(b"Hamburg 53.5 N 9.9 E");
        told
    }

    fn photo(notes: &[Vec<u8>]) -> Vec<u8> {
        let coded = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];
        let mut all = vec![0xFF, SOI];
        all.extend(segment(0xE0, b"JFIF\0\x01\x02"));
        all.extend(notes.concat());
        all.extend(segment(0xDB, &[7; 65]));
        all.extend([segment(SOS, &[1; 8]), coded.to_vec()].concat());
        all.extend(
            [
                segment(0xC4, &[2; 20]),
                segment(SOS, &[3; 8]),
                coded.to_vec(),
            ]
            .concat(),
        );
        all.extend([0xFF, EOI]);
        all
    }

    #[test]
    fn notes_go_and_the_picture_stays_as_it_is() {
        let notes = [
            segment(0xE1, &exif(true, 1)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0Hamburg"),
            segment(0xED, b"Photoshop 3.0\0Hamburg"),
            segment(COM, b"Hamburg"),
        ];
        let mut taken = photo(&notes);
        taken.extend(b"a film behind it, in Hamburg");
        assert_eq!(without_notes(&taken), Some(photo(&[])));
        let colours = [
            segment(0xE2, b"ICC_PROFILE\0..."),
            segment(0xEE, b"Adobe\0"),
        ];
        assert_eq!(without_notes(&photo(&colours)), Some(photo(&colours)));
    }

    #[test]
    fn it_still_stands_upright() {
        for big in [true, false] {
            for turned in 2..=8 {
                let taken = photo(&[segment(0xE1, &exif(big, turned))]);
                let sent = without_notes(&taken).expect("a photo");
                assert_eq!(sent, photo(&[note_of(turned as u8).to_vec()]));
                assert_eq!(without_notes(&sent), Some(sent), "and says so again");
            }
        }
    }

    #[test]
    fn what_is_no_whole_photo_is_none_and_nothing_panics() {
        let taken = photo(&[segment(0xE1, &exif(false, 6)), segment(COM, b"Hamburg")]);
        for end in 0..taken.len() {
            assert_eq!(without_notes(&taken[..end]), None, "cut at {end}");
        }
        for at in 0..taken.len() {
            for value in [0, 1, 0x7F, 0xD9, 0xFF] {
                let mut other = taken.clone();
                other[at] = value;
                let _ = without_notes(&other);
            }
        }
    }
}
