//! Anything that somebody calls a photo or a film.
#![no_main]

use libfuzzer_sys::fuzz_target;
use media::{jpeg, mp4};

fuzz_target!(|file: &[u8]| {
    if let Some(photo) = jpeg::without_notes(file) {
        assert!(
            photo.len() <= file.len() + 36,
            "a note of its own, and no more"
        );
        assert_eq!(
            jpeg::without_notes(&photo).as_ref(),
            Some(&photo),
            "once is enough"
        );
    }
    let mut film = file.to_vec();
    mp4::forget_notes(&mut film);
    assert_eq!(film.len(), file.len(), "nothing moves");
    let once = film.clone();
    mp4::forget_notes(&mut film);
    assert_eq!(film, once, "once is enough");
});
