//! Photos and videos: in parts, over lines that break, for the case's parties alone.

use crate::support::{Person, Server, accept, close, command, problem, read};
use contract::attachment::{ATTACHMENTS, Media, PART_BYTES, PHOTO_BYTES, Upload, VIDEO_BYTES};
use contract::problem::Kind;
use reqwest::header::{CONTENT_TYPE, RANGE};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use server::store::backup::{BackupError, back_up, restore};
use server::store::verify;
use sha2::{Digest, Sha256};
use std::fs;
use tempfile::tempdir;

/// The first bytes of a JPEG, and as many more of no matter what, from a seed.
pub fn photo(bytes: usize, seed: u64) -> Vec<u8> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut photo = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0];
    photo.resize_with(bytes, || chance.u8(..));
    photo
}

pub fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn attach(key: &str, bytes: &[u8]) -> Value {
    command(key, json!({ "digest": digest(bytes) }))
}

async fn put(
    who: &Person,
    case: &str,
    file: &str,
    from: usize,
    of: usize,
    part: &[u8],
) -> Response {
    let path = format!("{case}/uploads/{file}?from={from}&of={of}");
    let request = who
        .request(Method::PUT, &path)
        .header(CONTENT_TYPE, "application/octet-stream");
    request.body(part.to_vec()).send().await.expect("an answer")
}

/// All of it, from where the upload stands.
pub async fn send(who: &Person, case: &str, bytes: &[u8]) -> Upload {
    let file = digest(bytes);
    let mut stands: Upload = read(who.get(&format!("{case}/uploads/{file}")).await, 200).await;
    while !stands.arrived {
        let from = stands.have as usize;
        let part = &bytes[from..bytes.len().min(from + PART_BYTES)];
        stands = read(put(who, case, &file, from, bytes.len(), part).await, 200).await;
    }
    stands
}

async fn refused(who: &Person, case: &str, file: &str, of: usize, part: &[u8]) -> Kind {
    problem(put(who, case, file, 0, of, part).await).await.kind
}

/// Somebody after a restart, which moved the server to another port.
fn at(server: &Server, who: &Person) -> Person {
    let mut who = who.clone();
    who.base = server.url("");
    who
}

async fn not_attached(who: &Person, case: &str, key: &str, bytes: &[u8]) -> Kind {
    let path = format!("{case}/attachments");
    who.refused(&path, &attach(key, bytes)).await.kind
}

#[tokio::test]
async fn a_photo_comes_in_parts_and_is_there_for_both_sides_and_nobody_else() {
    let mut server = Server::start().await;
    let (mut ines, jon) = (server.owner("ines").await, server.owner("jon").await);
    let (sam, elsewhere) = (server.advisor("sam").await, server.advisor("live").await);
    let id = ines.reports("r").await;
    let (case, desk) = (format!("/api/cases/{id}"), format!("/api/desk/cases/{id}"));
    let photo = photo(PART_BYTES * 2 + 1000, 1);
    let file = digest(&photo);
    let (first, rest) = photo.split_at(PART_BYTES);

    let stands: Upload = read(put(&ines, &case, &file, 0, photo.len(), first).await, 200).await;
    assert_eq!((stands.have as usize, stands.arrived), (PART_BYTES, false));
    // Its answer was lost, and it is sent again; and a part comes before its turn.
    for (from, part) in [(0, first), (PART_BYTES + 1, &rest[1..2])] {
        let again: Upload =
            read(put(&ines, &case, &file, from, photo.len(), part).await, 200).await;
        assert_eq!(again, stands);
    }
    let early = not_attached(&ines, &case, "early", &photo).await;
    assert_eq!(early, Kind::UploadMissing);
    server.restart().await;
    ines.base = server.url("");
    assert_eq!(send(&ines, &case, &photo).await.have as usize, photo.len());
    let receipt = ines
        .done(&format!("{case}/attachments"), &attach("a", &photo))
        .await;
    let again = ines
        .done(&format!("{case}/attachments"), &attach("b", &photo))
        .await;
    assert_eq!(receipt.seq, again.seq, "once is enough");

    let sam = at(&server, &sam);
    let seen = sam.case("/api/desk", &id).await;
    let kept = &seen.attachments[0];
    assert_eq!(
        (kept.media, kept.bytes as usize),
        (Media::Jpeg, photo.len())
    );
    for (who, path) in [(&ines, &case), (&sam, &desk)] {
        let answer = who.get(&format!("{path}/attachments/{file}")).await;
        let head = answer.headers().clone();
        assert_eq!(head["content-type"], "image/jpeg");
        assert_eq!(head["x-content-type-options"], "nosniff");
        assert_eq!(
            head["content-security-policy"],
            "default-src 'none'; sandbox"
        );
        assert_eq!(
            head["cache-control"],
            "private, max-age=31536000, immutable"
        );
        assert_eq!(answer.bytes().await.expect("bytes"), photo);
    }
    for (who, path) in [(&jon, &case), (&elsewhere, &desk)] {
        let who = at(&server, who);
        for asked in ["attachments", "uploads"] {
            let said = problem(who.get(&format!("{path}/{asked}/{file}")).await).await;
            assert_eq!(said.kind, Kind::CaseNotFound);
        }
        let said = problem(put(&who, path, &file, 0, photo.len(), first).await).await;
        assert_eq!(said.kind, Kind::CaseNotFound);
    }
    let path = format!("{case}/attachments/{file}");
    let stretch =
        |range: &'static str| ines.request(Method::GET, &path).header(RANGE, range).send();
    let answer = stretch("bytes=10-19").await.expect("an answer");
    assert_eq!(answer.status(), 206);
    let said = format!("bytes 10-19/{}", photo.len());
    assert_eq!(answer.headers()["content-range"], said.as_str());
    assert_eq!(answer.bytes().await.expect("bytes"), photo[10..20]);
    let beyond = stretch("bytes=99999999-").await.expect("an answer");
    assert_eq!(problem(beyond).await.kind, Kind::RangeNotFound);
    server.stop().await;
    let report = verify::verify(server.data.path()).expect("checks");
    assert_eq!(report.faults, [""; 0]);
}

#[tokio::test]
async fn two_tabs_that_send_the_same_file_at_once_send_it_well() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
    let ines = server.owner("ines").await;
    let case = format!("/api/cases/{}", ines.reports("r").await);
    let photo = photo(PART_BYTES * 7 + 5, 2);
    let all = futures_util::future::join_all((0..4).map(|_| send(&ines, &case, &photo))).await;
    assert!(all.iter().all(|upload| upload.arrived));
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing() {
    let server = Server::start().await;
    let (ines, sam) = (server.owner("ines").await, server.advisor("sam").await);
    let id = ines.reports("r").await;
    let case = format!("/api/cases/{id}");
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
    let photo = photo(1000, 3);
    for (what, file, of, part, kind) in [
        (
            "another's digest",
            digest(b"x"),
            1000,
            &photo,
            Kind::UploadBroken,
        ),
        (
            "a page",
            digest(&page),
            page.len(),
            &page,
            Kind::MediaUnknown,
        ),
        (
            "a drawing with a script",
            digest(&svg),
            svg.len(),
            &svg,
            Kind::MediaUnknown,
        ),
        (
            "more than announced",
            digest(&photo),
            999,
            &photo,
            Kind::UploadBroken,
        ),
        (
            "too large",
            digest(&photo),
            VIDEO_BYTES as usize + 1,
            &photo,
            Kind::TooLarge,
        ),
        (
            "a part too large",
            digest(&photo),
            PART_BYTES * 4,
            &vec![0; PART_BYTES + 1],
            Kind::TooLarge,
        ),
        (
            "no digest",
            "..".repeat(32),
            1000,
            &photo,
            Kind::AttachmentNotFound,
        ),
    ] {
        assert_eq!(refused(&ines, &case, &file, of, part).await, kind, "{what}");
        if file.len() == 64 && !file.starts_with('.') {
            let path = format!("{case}/uploads/{file}");
            let stands: Upload = read(ines.get(&path).await, 200).await;
            assert_eq!((stands.have, stands.arrived), (0, false), "{what}");
        }
    }
    let empty = refused(&ines, &case, &digest(b""), 0, b"").await;
    assert_eq!(empty, Kind::MediaUnknown);
    let path = format!("{case}/uploads/{}?from=0", digest(&photo));
    let half = ines
        .request(Method::PUT, &path)
        .header(CONTENT_TYPE, "application/octet-stream");
    let half = half.body(photo.clone()).send().await.expect("an answer");
    assert_eq!(problem(half).await.kind, Kind::InvalidInput);

    send(&ines, &case, &photo).await;
    let desk = format!("/api/desk/cases/{id}");
    let at = server.now();
    sam.done(&format!("{desk}/acceptance"), &accept("take", at))
        .await;
    sam.done(&format!("{desk}/closure"), &close("close")).await;
    let late = not_attached(&ines, &case, "late", &photo).await;
    assert_eq!(late, Kind::CaseClosed);
    assert_eq!(
        refused(&ines, &case, &digest(b"y"), 1, b"y").await,
        Kind::CaseClosed
    );
}

#[tokio::test]
async fn a_photo_as_large_as_a_film_is_too_large_and_a_film_is_not() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
    let ines = server.owner("ines").await;
    let case = format!("/api/cases/{}", ines.reports("r").await);
    let large = PHOTO_BYTES as usize + 1;
    let mut film = photo(large, 4);
    film[..12].copy_from_slice(b"\0\0\0\x18ftypisom");
    assert!(send(&ines, &case, &film).await.arrived);
    let photo = photo(large, 5);
    let file = digest(&photo);
    for (n, part) in photo.chunks(PART_BYTES).enumerate() {
        let answer = put(&ines, &case, &file, n * PART_BYTES, large, part).await;
        if (n + 1) * PART_BYTES < large {
            assert_eq!(answer.status(), 200);
        } else {
            assert_eq!(problem(answer).await.kind, Kind::TooLarge);
        }
    }
}

#[tokio::test]
async fn a_case_takes_so_many_files_and_no_more() {
    let server = Server::start_with(|c| c.limits.commands_per_second = 1000).await;
    let ines = server.owner("ines").await;
    let case = format!("/api/cases/{}", ines.reports("r").await);
    for n in 0..=ATTACHMENTS {
        let photo = photo(100, n as u64);
        send(&ines, &case, &photo).await;
        let (path, command) = (
            format!("{case}/attachments"),
            attach(&format!("a{n}"), &photo),
        );
        if n < ATTACHMENTS {
            ines.done(&path, &command).await;
        } else {
            assert_eq!(
                ines.refused(&path, &command).await.kind,
                Kind::AttachmentLimit
            );
        }
    }
}

#[tokio::test]
async fn a_copy_has_the_photos_too_and_one_without_them_becomes_no_store() {
    let mut server = Server::start().await;
    let ines = server.owner("ines").await;
    let id = ines.reports("r").await;
    let case = format!("/api/cases/{id}");
    let photo = photo(5000, 6);
    send(&ines, &case, &photo).await;
    ines.done(&format!("{case}/attachments"), &attach("a", &photo))
        .await;
    let folder = tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    back_up(server.data.path(), &copy).expect("is copied");
    server.stop().await;
    server.data = tempdir().expect("a folder");
    let report = restore(&copy, server.data.path()).expect("is restored");
    assert_eq!(report.faults, [""; 0]);
    server.restart().await;
    let ines = server.owner("ines").await;
    let answer = ines
        .get(&format!("{case}/attachments/{}", digest(&photo)))
        .await;
    assert_eq!(answer.bytes().await.expect("bytes"), photo);

    let kept = folder
        .path()
        .join("copy.sqlite.files")
        .join(&id)
        .join(digest(&photo));
    for spoil in [&|| fs::write(&kept, "x") as std::io::Result<()>, &|| {
        fs::remove_file(&kept)
    }] as [&dyn Fn() -> std::io::Result<()>; 2]
    {
        spoil().expect("spoils");
        let apart = tempdir().expect("a folder");
        let refused = restore(&copy, apart.path());
        assert!(
            matches!(refused, Err(BackupError::Broken(_))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn what_never_belonged_to_a_case_goes_away_after_a_week() {
    let mut server = Server::start().await;
    let mut ines = server.owner("ines").await;
    let case = format!("/api/cases/{}", ines.reports("r").await);
    let (kept, left) = (photo(100, 7), photo(100, 8));
    for photo in [&kept, &left] {
        send(&ines, &case, photo).await;
    }
    ines.done(&format!("{case}/attachments"), &attach("a", &kept))
        .await;
    server.later(8 * 24 * 60);
    server.restart().await;
    ines.base = server.url("");
    let path = |photo: &[u8]| format!("{case}/uploads/{}", digest(photo));
    // It sweeps when it starts, beside what it answers.
    loop {
        let stands: Upload = read(ines.get(&path(&left)).await, 200).await;
        if !stands.arrived {
            break;
        }
        tokio::task::yield_now().await;
    }
    let stands: Upload = read(ines.get(&path(&kept)).await, 200).await;
    assert!(stands.arrived);
    server.stop().await;
    let report = verify::verify(server.data.path()).expect("checks");
    assert_eq!(report.faults, [""; 0]);
}
