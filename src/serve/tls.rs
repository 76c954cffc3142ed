//! The serving certificate, read again when its files change.
//!
//! In: paths. Out: a TLS configuration that always serves the newest good pair. A pair that does
//! not fit (one file written, the other not yet) changes nothing: the next look may find it whole.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::ServeError;
use super::certificate::{self, Files};
use super::clients::Clients;

/// Certificate files are small; a larger one is a mistake.
const MAX_FILE: u64 = 1 << 20;

/// The pair in use.
#[derive(Debug)]
pub struct Served {
    files: Files,
    pair: RwLock<Arc<CertifiedKey>>,
    /// What was read last, good or not.
    seen: RwLock<(Vec<u8>, Vec<u8>)>,
}

/// What a look at the files found.
#[derive(Debug, PartialEq, Eq)]
pub enum Look {
    /// The same as before.
    Same,
    /// A new pair, in use from now on; when it ends.
    New(i64),
    /// Something that cannot be used.
    Bad(String),
}

impl Served {
    /// Reads the files.
    ///
    /// # Errors
    /// Files that cannot be read or do not fit.
    pub fn read(files: Files) -> Result<(Arc<Self>, i64), ServeError> {
        let texts = texts(&files)?;
        let (pair, end) = pair(&files, &texts)?;
        let pair = RwLock::new(Arc::new(pair));
        Ok((Arc::new(Self { files, pair, seen: RwLock::new(texts) }), end))
    }

    /// Looks at the files again.
    pub fn look(&self) -> Look {
        let texts = match texts(&self.files) {
            Ok(texts) => texts,
            // Gone for a moment while it is replaced.
            Err(_) => return Look::Same,
        };
        {
            let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
            if *seen == texts {
                return Look::Same;
            }
            seen.clone_from(&texts);
        }
        match pair(&self.files, &texts) {
            Ok((pair, end)) => {
                *self.pair.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
                Look::New(end)
            }
            Err(error) => Look::Bad(error.to_string()),
        }
    }

    /// A TLS configuration: 1.2 or later, HTTP/2 or 1.1; with `clients`, for none but them.
    ///
    /// # Errors
    /// None that the built-in settings could cause.
    pub fn config(
        self: &Arc<Self>,
        clients: Option<Arc<Clients>>,
    ) -> Result<Arc<ServerConfig>, ServeError> {
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| ServeError::Certificate(error.to_string()))?;
        let verified = clients.is_some();
        let mut config = match clients {
            Some(clients) => builder.with_client_cert_verifier(clients),
            None => builder.with_no_client_auth(),
        }
        .with_cert_resolver(self.clone());
        if verified {
            // A session that is taken up again would not be verified again.
            config.session_storage = Arc::new(NoServerSessionStorage {});
            config.send_tls13_tickets = 0;
        }
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.pair.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn texts(files: &Files) -> Result<(Vec<u8>, Vec<u8>), ServeError> {
    Ok((text(&files.certificate)?, text(&files.key)?))
}

/// A small file.
pub(super) fn text(path: &Path) -> Result<Vec<u8>, ServeError> {
    use std::io::Read;
    let fault = |source| ServeError::Read { path: path.to_path_buf(), source };
    let mut text = Vec::new();
    let file = std::fs::File::open(path).map_err(fault)?;
    file.take(MAX_FILE).read_to_end(&mut text).map_err(fault)?;
    Ok(text)
}

/// A certificate with its key, which must fit; and when it ends.
fn pair(
    files: &Files,
    (chain, key): &(Vec<u8>, Vec<u8>),
) -> Result<(CertifiedKey, i64), ServeError> {
    let fault =
        |path: &Path, message: String| ServeError::Pair { path: path.to_path_buf(), message };
    let of_chain = |message: String| fault(&files.certificate, message);
    let of_key = |message: String| fault(&files.key, message);
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<_, _>>()
        .map_err(|error| of_chain(format!("no certificate: {error}")))?;
    let leaf = chain.first().ok_or_else(|| of_chain("there is no certificate in it".to_owned()))?;
    let end = certificate::not_after(leaf)
        .ok_or_else(|| of_chain("the certificate cannot be read".to_owned()))?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| match error {
        pem::Error::NoItemsFound => of_key("there is no private key in it".to_owned()),
        error => of_key(format!("no private key: {error}")),
    })?;
    let pair = CertifiedKey::from_der(chain, key, &ring::default_provider());
    let pair = pair.map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => {
            of_key(format!("is not the key of the certificate in {}", files.certificate.display()))
        }
        error => of_key(error.to_string()),
    })?;
    Ok((pair, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_pair_is_served_once_it_is_whole() {
        const NOW: i64 = 1_793_491_200;
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let files = certificate::self_signed(one.path(), &[], NOW).unwrap();
        let other = certificate::self_signed(two.path(), &[], NOW).unwrap();
        let (served, _) = Served::read(files.clone()).unwrap();
        let serves = || served.pair.read().unwrap().cert.clone();
        let first = serves();
        assert_eq!(served.look(), Look::Same);
        std::fs::copy(&other.certificate, &files.certificate).unwrap();
        assert!(matches!(served.look(), Look::Bad(_)));
        assert_eq!(serves(), first);
        assert_eq!(served.look(), Look::Same);
        std::fs::remove_file(&files.key).unwrap();
        assert_eq!(served.look(), Look::Same);
        std::fs::copy(&other.key, &files.key).unwrap();
        assert!(matches!(served.look(), Look::New(_)));
        assert_ne!(serves(), first);
        assert!(served.config(None).is_ok());
    }
}
