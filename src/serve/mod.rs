//! The cluster's door: a validating admission webhook.
//!
//! In: a compiled selection of rules, waivers, and AdmissionReviews over TLS. Out: verdicts, the
//! same as a scan's for the same object, with the same verdict hash. The only async room. Never
//! here: writing to a cluster, or reading from one.

mod cache;
mod certificate;
mod clients;
pub mod door;
mod keep;
mod listen;
mod log;
pub mod manifests;
mod message;
mod metrics;
mod object;
pub mod observe;
mod pool;
pub mod review;
pub mod router;
mod subject;
mod tls;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use crate::policy::PolicyError;
pub use door::{Door, Judgement, Mode};
pub use keep::StoreKeeper;
pub use observe::{Keeper, Observer};
pub use router::{Bounds, Shared};

/// Where the certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificate {
    /// Files that somebody else writes.
    Files {
        /// Certificate chain.
        certificate: PathBuf,
        /// Private key.
        key: PathBuf,
    },
    /// Made here, in a folder, for these names.
    SelfSigned {
        /// The folder.
        directory: PathBuf,
        /// Names beside `localhost`.
        names: Vec<String>,
    },
}

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address for reviews; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Address for metrics and health without TLS.
    pub metrics_listen: Option<SocketAddr>,
    /// The certificate.
    pub certificate: Certificate,
    /// Authorities whose clients may call for reviews; `None` lets everybody in.
    pub client_ca: Option<PathBuf>,
    /// Bounds on the work in flight.
    pub bounds: Bounds,
    /// How long connections are still taken after a signal to stop.
    pub drain: Duration,
}

/// Why the door could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Policies.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A certificate file that cannot be read.
    #[error("{}: cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A certificate file that cannot be written.
    #[error("{}: cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A certificate and a key that cannot be used.
    #[error("{}: {message}", path.display())]
    Pair {
        /// The certificate.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// A certificate that could not be made.
    #[error("no certificate could be made: {0}")]
    Certificate(String),
    /// An address that is taken or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// Threads or signals.
    #[error("the server could not be started")]
    Runtime(#[source] std::io::Error),
}

/// Opens the door and serves until a signal to stop. Blocks.
///
/// # Errors
/// What keeps it from starting; nothing that a client does.
pub fn serve(judgement: Judgement, options: Options, observer: Observer) -> Result<(), ServeError> {
    log::panics();
    let files = match &options.certificate {
        Certificate::Files { certificate, key } => {
            certificate::Files { certificate: certificate.clone(), key: key.clone() }
        }
        Certificate::SelfSigned { directory, names } => {
            certificate::self_signed(directory, names, log::now())?
        }
    };
    let (served, expires) = tls::Served::read(files)?;
    let clients = options.client_ca.clone().map(clients::Clients::read).transpose()?;
    let door = Door::open(judgement)?;
    let left_out = door.left_out();
    if !left_out.is_empty() {
        let why = "they look at files or at related objects, which a review does not carry";
        log::event("rules left out", json!({ "rules": left_out, "reason": why }));
    }
    let by_path = door.waivers_by_path(log::now());
    if by_path > 0 {
        let why = "they are for files, and what is asked for lies in none";
        log::event("waivers left out", json!({ "by_path": by_path, "reason": why }));
    }
    let shared = Shared::new(door, options.bounds, observer).map_err(ServeError::Runtime)?;
    shared.metrics.certificate_expires(expires);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(options.bounds.threads)
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?
        .block_on(listen::run(options, shared, served, clients))
}
