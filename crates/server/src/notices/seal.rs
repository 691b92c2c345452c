//! What is told to a browser, sealed so that its push service cannot read it (RFC 8291), and who says so (RFC 8292).

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Nonce};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use contract::notice::Subscription;
use hkdf::Hkdf;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use serde_json::json;
use sha2::Sha256;

/// One record holds all: what is told is short.
const RECORD: u32 = 4096;

/// A browser's keys, read.
fn keys(browser: &Subscription) -> Option<(PublicKey, [u8; 16])> {
    let point = BASE64.decode(&browser.p256dh).ok()?;
    // Uncompressed, as the standard has it.
    let point = (point.len() == 65).then_some(point)?;
    let secret = BASE64.decode(&browser.auth).ok()?;
    Some((
        PublicKey::from_sec1_bytes(&point).ok()?,
        secret.try_into().ok()?,
    ))
}

/// Whether a browser's keys are keys.
pub fn fits(browser: &Subscription) -> bool {
    keys(browser).is_some()
}

/// A secret key in hex; hardly any 256 bits are none.
pub fn secret(hex: &str) -> Option<SecretKey> {
    SecretKey::from_slice(&crate::hex::hex::<32>(hex)?).ok()
}

fn point(key: &PublicKey) -> Vec<u8> {
    key.to_sec1_point(false).as_bytes().to_vec()
}

/// A key as browsers and push services take it.
pub fn public(key: &SecretKey) -> String {
    BASE64.encode(point(&key.public_key()))
}

/// Seals what is told for one browser; `None` where its keys are none.
pub fn seal(browser: &Subscription, told: &[u8]) -> Option<Vec<u8>> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).ok()?;
    let mut own = [0; 32];
    getrandom::fill(&mut own).ok()?;
    sealed(browser, told, salt, &SecretKey::from_slice(&own).ok()?)
}

fn sealed(browser: &Subscription, told: &[u8], salt: [u8; 16], own: &SecretKey) -> Option<Vec<u8>> {
    let (theirs, auth) = keys(browser)?;
    let ours = point(&own.public_key());
    let shared = own.diffie_hellman(&theirs);
    let info = [b"WebPush: info\0".as_slice(), &point(&theirs), &ours].concat();
    let mut material = [0; 32];
    let agreed = Hkdf::<Sha256>::new(Some(&auth), shared.raw_secret_bytes());
    agreed.expand(&info, &mut material).ok()?;
    let derived = Hkdf::<Sha256>::new(Some(&salt), &material);
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    derived
        .expand(b"Content-Encoding: aes128gcm\0", &mut key)
        .ok()?;
    derived
        .expand(b"Content-Encoding: nonce\0", &mut nonce)
        .ok()?;
    // The mark of the last record.
    let padded = [told, &[2]].concat();
    let cipher = Aes128Gcm::new(&key.into());
    let text = cipher
        .encrypt(&Nonce::from(nonce), padded.as_slice())
        .ok()?;
    let length = [u8::try_from(ours.len()).ok()?];
    Some(
        [
            &salt,
            RECORD.to_be_bytes().as_slice(),
            &length,
            &ours,
            &text,
        ]
        .concat(),
    )
}

/// Says to a push service who sends: until `expires`, in seconds since 1970.
pub fn signed(key: &SecretKey, origin: &str, contact: &str, expires: i64) -> String {
    let part = |json: serde_json::Value| BASE64.encode(json.to_string());
    let head = part(json!({ "typ": "JWT", "alg": "ES256" }));
    let claims = part(json!({ "aud": origin, "exp": expires, "sub": contact }));
    let text = format!("{head}.{claims}");
    let signature: Signature = SigningKey::from(key).sign(text.as_bytes());
    let signature = BASE64.encode(signature.to_bytes());
    format!("vapid t={text}.{signature}, k={}", public(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;

    fn browser() -> Subscription {
        Subscription {
            endpoint: String::new(),
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".into(),
            auth: "BTBZMqHH6r4Tts7J_aSIgg".into(),
            name: String::new(),
        }
    }

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_standards_own_example_comes_out_as_it_stands_there() {
        let own = BASE64
            .decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
            .expect("base64");
        let own = SecretKey::from_slice(&own).expect("a key");
        let salt = BASE64.decode("DGv6ra1nlYgDCS1FRnbzlw").expect("base64");
        let told = b"When I grow up, I want to be a watermelon";
        let salt = salt.try_into().expect("16 bytes");
        let sealed = sealed(&browser(), told, salt, &own).expect("sealed");
        assert_eq!(
            BASE64.encode(sealed),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6\
             PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        assert!(fits(&browser()));
        let bad = |p256dh: &str, auth: &str| Subscription {
            p256dh: p256dh.into(),
            auth: auth.into(),
            ..browser()
        };
        let good = browser();
        assert!(!fits(&bad(&good.p256dh[..80], &good.auth)));
        assert!(!fits(&bad(&good.p256dh.replace('B', "C"), &good.auth)));
        assert!(!fits(&bad(&good.p256dh, "short")));
        assert!(!fits(&bad("", "")));
    }

    #[test]
    fn a_service_can_check_who_sends() {
        let key = secret(&"5a".repeat(32)).expect("a key");
        let said = signed(&key, "https://push.example", "mailto:ops@example.test", 7);
        let said = said.strip_prefix("vapid t=").expect("vapid");
        let (token, k) = said.split_once(", k=").expect("a key");
        let (text, signature) = token.rsplit_once('.').expect("signed");
        let point = BASE64.decode(k).expect("base64");
        let checks = VerifyingKey::from_sec1_bytes(&point).expect("a key");
        let signature = BASE64.decode(signature).expect("base64");
        let signature = Signature::from_slice(&signature).expect("a signature");
        assert!(checks.verify(text.as_bytes(), &signature).is_ok());
        let claims = BASE64.decode(text.split('.').nth(1).expect("claims"));
        let claims: serde_json::Value =
            serde_json::from_slice(&claims.expect("base64")).expect("json");
        assert_eq!(
            claims,
            json!({ "aud": "https://push.example", "exp": 7, "sub": "mailto:ops@example.test" })
        );
    }
}
