//! Certificates: made for oneself, and how long one is good for.
//!
//! In: names. Out: `ca.crt`, `tls.crt` and `tls.key` in a folder. The authority's key is thrown
//! away at once: whoever trusts `ca.crt` trusts this one certificate.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::ServeError;
use crate::model::Date;

/// Made anew when less than this is left, in seconds.
const RENEW: i64 = 30 * 86_400;
/// Years that a self-made certificate is good for.
const YEARS: i32 = 1;

/// The files of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Certificate chain.
    pub certificate: PathBuf,
    /// Private key.
    pub key: PathBuf,
}

/// A certificate of our own in a folder, kept where it is still good and has every name.
///
/// # Errors
/// A folder that cannot be written.
pub fn self_signed(directory: &Path, names: &[String], now: i64) -> Result<Files, ServeError> {
    let files = Files { certificate: directory.join("tls.crt"), key: directory.join("tls.key") };
    let names = all_names(names);
    let authority = directory.join("ca.crt");
    if authority.is_file() && files.key.is_file() && still_good(&files.certificate, &names, now) {
        return Ok(files);
    }
    let fault = |error: rcgen::Error| ServeError::Certificate(error.to_string());
    let (ca, certificate, key) = make(&names, now).map_err(fault)?;
    fs::create_dir_all(directory)
        .map_err(|source| ServeError::Write { path: directory.to_path_buf(), source })?;
    write(&authority, &ca, 0o644)?;
    write(&files.key, &key, 0o600)?;
    write(&files.certificate, &certificate, 0o644)?;
    Ok(files)
}

fn all_names(names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = names.to_vec();
    all.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    all.sort();
    all.dedup();
    all
}

/// Certificate of the authority, certificate and key, in PEM.
fn make(names: &[String], now: i64) -> Result<(String, String, String), rcgen::Error> {
    let today = Date::of_epoch(now).to_string();
    let mut parts = today.split('-').filter_map(|part| part.parse::<i32>().ok());
    let (year, month) = (parts.next().unwrap_or(2026), parts.next().unwrap_or(1));
    let month = u8::try_from(month).unwrap_or(1);
    // From the first of the month: clocks differ.
    let (start, end) = (date_time_ymd(year, month, 1), date_time_ymd(year + YEARS, month, 28));
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    ca.distinguished_name.push(DnType::CommonName, "provost self-signed authority");
    (ca.not_before, ca.not_after) = (start, end);
    let ca_key = KeyPair::generate()?;
    let ca_certificate = ca.self_signed(&ca_key)?;
    let issuer = Issuer::new(ca, ca_key);
    let mut leaf = CertificateParams::new(names.to_vec())?;
    leaf.distinguished_name.push(DnType::CommonName, "provost");
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    leaf.use_authority_key_identifier_extension = true;
    (leaf.not_before, leaf.not_after) = (start, end);
    let key = KeyPair::generate()?;
    let certificate = leaf.signed_by(&key, &issuer)?;
    Ok((ca_certificate.pem(), certificate.pem(), key.serialize_pem()))
}

fn write(path: &Path, text: &str, mode: u32) -> Result<(), ServeError> {
    let fault = |source| ServeError::Write { path: path.to_path_buf(), source };
    // Removed first, so that the mode is the new file's own.
    let _ = fs::remove_file(path);
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(path).map_err(fault)?;
    file.write_all(text.as_bytes()).map_err(fault)
}

/// Whether a certificate lasts a while yet and holds every name.
fn still_good(path: &Path, names: &[String], now: i64) -> bool {
    let Ok(certificate) = CertificateDer::from_pem_file(path) else { return false };
    let holds = |name: &String| match name.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(address)) => contains(&certificate, &address.octets()),
        Ok(std::net::IpAddr::V6(address)) => contains(&certificate, &address.octets()),
        Err(_) => contains(&certificate, name.as_bytes()),
    };
    not_after(&certificate).is_some_and(|end| end - now > RENEW) && names.iter().all(holds)
}

/// Names stand in a certificate as they are written.
fn contains(certificate: &[u8], name: &[u8]) -> bool {
    certificate.windows(name.len().max(1)).any(|window| window == name)
}

/// When a certificate ends, in seconds since 1970-01-01.
pub fn not_after(der: &[u8]) -> Option<i64> {
    let (_, certificate, _) = element(der)?;
    let (_, body, _) = element(certificate)?;
    let mut rest = body;
    // An explicit version stands first, in every certificate since version 1.
    if let Some((0xA0, _, after)) = element(rest) {
        rest = after;
    }
    // Serial number, signature algorithm, issuer.
    for _ in 0..3 {
        rest = element(rest)?.2;
    }
    let (_, validity, _) = element(rest)?;
    let (_, _, after) = element(validity)?;
    let (tag, time, _) = element(after)?;
    time_of(tag, std::str::from_utf8(time).ok()?)
}

/// Tag, content and what follows of a DER element.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match *first {
        short if short < 0x80 => (usize::from(short), rest),
        long => {
            let (bytes, rest) = rest.split_at_checked(usize::from(long & 0x7F))?;
            if bytes.len() > 4 {
                return None;
            }
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((*tag, content, after))
}

/// `YYMMDDHHMMSSZ` (tag 23) or `YYYYMMDDHHMMSSZ` (tag 24).
fn time_of(tag: u8, text: &str) -> Option<i64> {
    let (year, rest) = match tag {
        23 => {
            let (year, rest) = text.split_at_checked(2)?;
            let year: i64 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        24 => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let part = |at: usize| rest.get(at..at + 2)?.parse::<i64>().ok();
    let (month, day) = (part(0)?, part(2)?);
    // Days since 1970-01-01: the inverse of `Date::of_epoch`, with years that begin in March.
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(days * 86_400 + part(4)? * 3_600 + part(6)? * 60 + part(8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_793_491_200;

    #[test]
    fn times_of_certificates() {
        assert_eq!(time_of(23, "261101000000Z"), Some(NOW));
        assert_eq!(time_of(24, "20261101000001Z"), Some(NOW + 1));
        assert_eq!(time_of(23, "700101000000Z"), Some(0));
        assert_eq!(time_of(23, "26"), None);
        assert_eq!(not_after(b"\x30\x84\xff\xff\xff\xff"), None);
    }

    #[test]
    fn a_certificate_is_kept_while_it_is_good() {
        let directory = tempfile::tempdir().unwrap();
        let names = ["provost.provost.svc".to_owned()];
        let files = self_signed(directory.path(), &names, NOW).unwrap();
        let first = fs::read(&files.certificate).unwrap();
        let der = CertificateDer::from_pem_slice(&first).unwrap();
        let end = not_after(&der).unwrap();
        assert_eq!(Date::of_epoch(end).to_string(), "2027-11-28");
        self_signed(directory.path(), &names, NOW + 86_400).unwrap();
        assert_eq!(fs::read(&files.certificate).unwrap(), first);
        for (names, now) in [(vec!["other.svc".to_owned()], NOW), (names.to_vec(), end - 86_400)] {
            let before = fs::read(&files.certificate).unwrap();
            self_signed(directory.path(), &names, now).unwrap();
            assert_ne!(fs::read(&files.certificate).unwrap(), before);
        }
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&files.key).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
