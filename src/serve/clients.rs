//! Which clients may call: those with a certificate of an authority in a file, which is read again
//! when it changes.
//!
//! In: a path. Out: a verifier for TLS that asks every client for a certificate, and always goes by
//! the newest good file. A file that cannot be used changes nothing.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme};

use super::ServeError;
use super::tls::text;

/// Authorities whose clients are let in.
#[derive(Debug)]
pub struct Clients {
    path: PathBuf,
    verifier: RwLock<Arc<dyn ClientCertVerifier>>,
    /// What was read last, good or not.
    seen: RwLock<Vec<u8>>,
}

impl Clients {
    /// Reads the file.
    ///
    /// # Errors
    /// A file that cannot be read or has no authority in it.
    pub fn read(path: PathBuf) -> Result<Arc<Self>, ServeError> {
        let pem = text(&path)?;
        let verifier = RwLock::new(
            verifier(&pem).map_err(|message| ServeError::Pair { path: path.clone(), message })?,
        );
        Ok(Arc::new(Self { path, verifier, seen: RwLock::new(pem) }))
    }

    /// Looks at the file again. Says whether it is another; or why it cannot be used.
    pub fn look(&self) -> Result<bool, String> {
        // Gone for a moment while it is replaced.
        let Ok(pem) = text(&self.path) else { return Ok(false) };
        {
            let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
            if *seen == pem {
                return Ok(false);
            }
            seen.clone_from(&pem);
        }
        let verifier = verifier(&pem)?;
        *self.verifier.write().unwrap_or_else(PoisonError::into_inner) = verifier;
        Ok(true)
    }

    fn now(&self) -> Arc<dyn ClientCertVerifier> {
        self.verifier.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn verifier(pem: &[u8]) -> Result<Arc<dyn ClientCertVerifier>, String> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| format!("no certificate: {error}"))?;
        roots.add(certificate).map_err(|error| error.to_string())?;
    }
    if roots.is_empty() {
        return Err("there is no certificate in it".into());
    }
    let provider = Arc::new(ring::default_provider());
    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
        .build()
        .map(|verifier| verifier as Arc<dyn ClientCertVerifier>)
        .map_err(|error| error.to_string())
}

impl ClientCertVerifier for Clients {
    /// None: hints would be those of the file as it once was.
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.now().verify_client_cert(end_entity, intermediates, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.now().verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.now().verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.now().supported_verify_schemes()
    }
}
