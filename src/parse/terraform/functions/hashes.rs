//! Hashes.

use data_encoding::{BASE64, HEXLOWER};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

use super::{Arguments, Function};
use crate::parse::terraform::values::Value;

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "md5" => Function::text(1, 1, |_, a| a.string(HEXLOWER.encode(&Md5::digest(&*bytes(a)?)))),
        "sha1" => {
            Function::text(1, 1, |_, a| a.string(HEXLOWER.encode(&Sha1::digest(&*bytes(a)?))))
        }
        "sha256" => {
            Function::text(1, 1, |_, a| a.string(HEXLOWER.encode(&Sha256::digest(&*bytes(a)?))))
        }
        "sha512" => {
            Function::text(1, 1, |_, a| a.string(HEXLOWER.encode(&Sha512::digest(&*bytes(a)?))))
        }
        "base64sha256" => {
            Function::text(1, 1, |_, a| a.string(BASE64.encode(&Sha256::digest(&*bytes(a)?))))
        }
        "base64sha512" => {
            Function::text(1, 1, |_, a| a.string(BASE64.encode(&Sha512::digest(&*bytes(a)?))))
        }
        "uuidv5" => Function::text(2, 2, |_, a| uuid_v5(a)),
        _ => return None,
    })
}

fn bytes(a: &Arguments<'_>) -> Result<Vec<u8>, String> {
    Ok(a.text(0)?.as_bytes().to_vec())
}

/// What a function gives for the bytes of a file; `None` where it wants text and they are none.
pub(super) fn of_file(name: &str, bytes: &[u8]) -> Option<String> {
    Some(match name {
        "filemd5" => HEXLOWER.encode(&Md5::digest(bytes)),
        "filesha1" => HEXLOWER.encode(&Sha1::digest(bytes)),
        "filesha256" => HEXLOWER.encode(&Sha256::digest(bytes)),
        "filesha512" => HEXLOWER.encode(&Sha512::digest(bytes)),
        "filebase64sha256" => BASE64.encode(&Sha256::digest(bytes)),
        "filebase64sha512" => BASE64.encode(&Sha512::digest(bytes)),
        "filebase64" => BASE64.encode(bytes),
        "file" => std::str::from_utf8(bytes).ok()?.to_owned(),
        _ => return None,
    })
}

fn uuid_v5(a: &Arguments<'_>) -> Outcome {
    let (space, name) = (a.text(0)?, a.text(1)?);
    let space = match &*space {
        "dns" => "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "url" => "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
        "oid" => "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
        "x500" => "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
        other => other,
    };
    let digits: String = space.chars().filter(|character| *character != '-').collect();
    let mut input = HEXLOWER.decode(digits.to_lowercase().as_bytes()).map_err(|_| "not a UUID")?;
    if input.len() != 16 {
        return Err("not a UUID".into());
    }
    input.extend_from_slice(name.as_bytes());
    let hash = Sha1::digest(&input);
    let mut id: Vec<u8> = hash.iter().take(16).copied().collect();
    if let Some(byte) = id.get_mut(6) {
        *byte = (*byte & 0x0f) | 0x50;
    }
    if let Some(byte) = id.get_mut(8) {
        *byte = (*byte & 0x3f) | 0x80;
    }
    let text = HEXLOWER.encode(&id);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    a.string(format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    ))
}
