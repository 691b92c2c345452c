//! MPEG-4 and QuickTime (ISO/IEC 14496-12): boxes in boxes. Notes stand in boxes of their own, which are overwritten
//! as free space: the film behind them stays where its index says that it is.

/// Where a box is read before it is known what it is: this many bytes are enough.
pub const HEAD: usize = 16;

/// What a box says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its kind.
    pub kind: [u8; 4],
    /// Bytes of the whole of it, this head included.
    pub bytes: u64,
    /// Bytes of this head: 8, or 16 for one that is larger than 4 GiB.
    pub head: usize,
}

impl Head {
    /// Reads a box's head, of which so many bytes are left in what it stands in. `None` where it is none.
    pub fn read(bytes: &[u8], left: u64) -> Option<Self> {
        let short = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
        let kind = bytes.get(4..8)?.try_into().ok()?;
        let (whole, head) = match short {
            // To the end of the file.
            0 => (left, 8),
            1 => (u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?), 16),
            short => (u64::from(short), 8),
        };
        let fits = whole >= head as u64 && whole <= left;
        fits.then_some(Self {
            kind,
            bytes: whole,
            head,
        })
    }

    /// Whether it may hold notes: it has to go through [`forget_notes`].
    pub fn may_tell(&self) -> bool {
        is_note(self.kind) || is_shelf(self.kind)
    }
}

/// Boxes with notes: what a user or an application adds, places among it (3GPP TS 26.244, 8; QuickTime's `©xyz`).
fn is_note(kind: [u8; 4]) -> bool {
    matches!(&kind, b"udta" | b"meta" | b"uuid")
}

/// Boxes in which notes stand.
fn is_shelf(kind: [u8; 4]) -> bool {
    matches!(&kind, b"moov" | b"trak")
}

/// Overwrites what notes there are in a box that is given whole, and leaves every byte where it was.
pub fn forget_notes(whole: &mut [u8]) {
    let Some(head) = Head::read(whole, whole.len() as u64) else {
        return;
    };
    let Some(inside) = whole.get_mut(head.head..head.bytes as usize) else {
        return;
    };
    if is_note(head.kind) {
        inside.fill(0);
        whole[4..8].copy_from_slice(b"free");
        return;
    }
    if !is_shelf(head.kind) {
        return;
    }
    let mut rest = inside;
    while let Some(next) = Head::read(rest, rest.len() as u64) {
        let Some((one, behind)) = rest.split_at_mut_checked(next.bytes as usize) else {
            return;
        };
        // A track holds notes, and no tracks: nobody makes this go deeper.
        let track = head.kind == *b"moov" && next.kind == *b"trak";
        if track || is_note(next.kind) {
            forget_notes(one);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let whole = (inside.len() as u32 + 8).to_be_bytes();
        [&whole[..], kind, inside].concat()
    }

    fn film() -> Vec<u8> {
        let place = boxed(b"udta", &boxed(b"\xa9xyz", b"+53.5+009.9/"));
        let track = [
            boxed(b"tkhd", &[1; 84]),
            boxed(b"mdia", b"index"),
            place.clone(),
        ]
        .concat();
        let keys = boxed(
            b"meta",
            b"com.apple.quicktime.location.ISO6709 +53.5+009.9/",
        );
        let all = [
            boxed(b"mvhd", &[2; 100]),
            boxed(b"trak", &track),
            keys,
            place,
        ]
        .concat();
        boxed(b"moov", &all)
    }

    #[test]
    fn notes_become_free_space_and_nothing_moves() {
        let before = film();
        let mut film = before.clone();
        forget_notes(&mut film);
        let said = String::from_utf8_lossy(&film).into_owned();
        assert!(!said.contains("53.5") && !said.contains("udta"), "{said}");
        assert_eq!(film.len(), before.len());
        let index = |film: &[u8]| film.windows(5).position(|w| w == b"index");
        assert_eq!(index(&film), index(&before));
        assert_eq!(said.matches("free").count(), 3);
        let once = film.clone();
        forget_notes(&mut film);
        assert_eq!(film, once);
    }

    #[test]
    fn a_head_says_how_far_its_box_goes() {
        let long = [&1_u32.to_be_bytes()[..], b"mdat", &99_u64.to_be_bytes()].concat();
        for (bytes, left, is) in [
            (boxed(b"ftyp", b""), 8, Some((8, 8))),
            (boxed(b"ftyp", b""), 7, None),
            (b"\0\0\0\0mdat".to_vec(), 500, Some((500, 8))),
            (b"\0\0\0\x07mdat".to_vec(), 500, None),
            (long.clone(), 500, Some((99, 16))),
            (long[..12].to_vec(), 500, None),
            (long, 98, None),
        ] {
            let head = Head::read(&bytes, left).map(|h| (h.bytes, h.head));
            assert_eq!(head, is, "{bytes:?} of {left}");
        }
    }

    #[test]
    fn whatever_it_is_nothing_panics() {
        let film = film();
        for end in 0..film.len() {
            forget_notes(&mut film[..end].to_vec());
        }
        for at in 0..film.len() {
            for value in [0, 1, 7, 0x7F, 0xFF] {
                let mut other = film.clone();
                other[at] = value;
                forget_notes(&mut other);
            }
        }
    }
}
