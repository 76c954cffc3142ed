//! `provost serve` and `provost serve manifests`.

use std::io::{self, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use provost::config::Flags;
use provost::history::Store;
use provost::serve::manifests::{self, Part, Wanted};
use provost::serve::{Bounds, Certificate, Judgement, Mode, Observer, Options, StoreKeeper};

use super::args::Global;
use super::exit::Exit;
use super::{UsageError, record, scan};

const EXAMPLES: &str = "\
Examples:
  provost serve --listen 127.0.0.1:8443 --tls-self-signed certs/     try it out
  provost serve --listen 0.0.0.0:8443 --tls-cert /tls/tls.crt --tls-key /tls/tls.key \\
      --metrics-listen 0.0.0.0:8081 --pack baseline
  provost serve --tls-self-signed certs/ --history admissions.db --cluster staging
  provost serve manifests --image registry.example.org/provost:1.0 | kubectl apply -f -";

/// How to serve.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct ServeArgs {
    /// Something else than serving.
    #[command(subcommand)]
    pub other: Option<ServeCommand>,
    /// Address for reviews; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8443", help_heading = "Network")]
    pub listen: String,
    /// Address for metrics and health without TLS
    #[arg(long, value_name = "ADDR", help_heading = "Network")]
    pub metrics_listen: Option<String>,
    /// Certificate chain in PEM; read again when it changes
    #[arg(long, value_name = "FILE", requires = "tls_key", help_heading = "Network")]
    pub tls_cert: Option<PathBuf>,
    /// Its private key
    #[arg(long, value_name = "FILE", requires = "tls_cert", help_heading = "Network")]
    pub tls_key: Option<PathBuf>,
    /// Make ca.crt, tls.crt and tls.key in this folder, unless good ones are there
    #[arg(long, value_name = "DIR", conflicts_with = "tls_cert", help_heading = "Network")]
    pub tls_self_signed: Option<PathBuf>,
    /// Name or address for the self-signed certificate, beside localhost; may be repeated
    #[arg(long, value_name = "NAME", requires = "tls_self_signed", help_heading = "Network")]
    pub tls_san: Vec<String>,
    /// Only clients with a certificate of an authority in this PEM file may call; read again when
    /// it changes
    #[arg(long, value_name = "FILE", help_heading = "Network")]
    pub client_ca: Option<PathBuf>,
    /// Pack to judge by: a name, a file, or `all`; may be repeated [default: baseline]
    #[arg(long, short, value_name = "NAME|FILE", help_heading = "Rules")]
    pub pack: Vec<String>,
    /// One's own Rego policies; may be repeated
    #[arg(long, value_name = "DIR|FILE", help_heading = "Rules")]
    pub policy: Vec<PathBuf>,
    /// Only this rule, by our id or another scanner's; may be repeated
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub rule: Vec<String>,
    /// Not this rule; may be repeated
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub skip_rule: Vec<String>,
    /// Accepted risk, with owner and expiry
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub waivers: Option<PathBuf>,
    /// Whether failures deny
    #[arg(long, value_name = "MODE", default_value = "enforce", help_heading = "Rules")]
    pub mode: ModeName,
    /// Deny failures at or above this severity, or `none`; others warn [default: high]
    #[arg(long, value_name = "LEVEL", help_heading = "Rules")]
    pub fail_on: Option<String>,
    /// Store in which what was judged is kept; dry runs are not
    #[arg(long, value_name = "FILE", help_heading = "History")]
    pub history: Option<PathBuf>,
    /// Name of the cluster in the store
    #[arg(
        long,
        value_name = "NAME",
        default_value = "cluster",
        requires = "history",
        help_heading = "History"
    )]
    pub cluster: String,
    /// Reviews at once; more are turned away with 503
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=65_536), help_heading = "Bounds")]
    pub max_in_flight: u32,
    /// Longest time for a review
    #[arg(long, value_name = "TIME", default_value = "1s", help_heading = "Bounds")]
    pub deadline: String,
    /// How long connections are still taken after SIGTERM
    #[arg(long, value_name = "TIME", default_value = "2s", help_heading = "Bounds")]
    pub drain: String,
    /// Threads that judge [default: one a core]
    #[arg(long, short, value_name = "N", help_heading = "Bounds")]
    pub jobs: Option<String>,
}

/// Something else than serving.
#[derive(Debug, Subcommand)]
pub enum ServeCommand {
    /// Print what a cluster needs to run the webhook
    Manifests(ManifestArgs),
}

/// What to print.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  provost serve manifests --part server | kubectl apply -f -\n  kubectl -n provost-system rollout status deployment/provost\n  provost serve manifests --part webhooks | kubectl apply -f -"
)]
pub struct ManifestArgs {
    /// Namespace
    #[arg(long, value_name = "NAME", default_value = "provost-system")]
    pub namespace: String,
    /// Name of the deployment, the service and all others
    #[arg(long, value_name = "NAME", default_value = "provost")]
    pub name: String,
    /// Container image
    #[arg(long, value_name = "IMAGE", default_value = concat!("provost:", env!("CARGO_PKG_VERSION")))]
    pub image: String,
    /// Replicas
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub replicas: u16,
    /// Built-in pack to judge by, or `all`; may be repeated [default: baseline]
    #[arg(long, short, value_name = "NAME")]
    pub pack: Vec<String>,
    /// Whether failures deny
    #[arg(long, value_name = "MODE", default_value = "enforce")]
    pub mode: ModeName,
    /// Authorities to trust, in PEM, where cert-manager does not make the certificate
    #[arg(long, value_name = "FILE")]
    pub ca_bundle: Option<PathBuf>,
    /// Which part: the server first, the webhooks when it is ready
    #[arg(long, value_name = "PART", default_value = "all")]
    pub part: PartName,
}

/// Whether failures deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ModeName {
    /// They do.
    Enforce,
    /// They only warn.
    Warn,
}

/// Which part of the manifests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PartName {
    /// Everything.
    All,
    /// What runs.
    Server,
    /// What registers it.
    Webhooks,
}

impl ModeName {
    fn mode(self) -> Mode {
        match self {
            Self::Enforce => Mode::Enforce,
            Self::Warn => Mode::Warn,
        }
    }
}

/// Serves until it is told to stop, or prints manifests.
pub fn run(arguments: &ServeArgs, global: &Global) -> anyhow::Result<Exit> {
    match &arguments.other {
        Some(ServeCommand::Manifests(wanted)) => print_manifests(wanted),
        None => serve(arguments, global),
    }
}

fn serve(arguments: &ServeArgs, global: &Global) -> anyhow::Result<Exit> {
    let config = scan::config(&Flags {
        config: global.config.clone(),
        packs: arguments.pack.clone(),
        policies: arguments.policy.clone(),
        rules: arguments.rule.clone(),
        skip_rules: arguments.skip_rule.clone(),
        fail_on: arguments.fail_on.clone(),
        waivers: arguments.waivers.clone(),
        jobs: arguments.jobs.clone(),
        ..Flags::default()
    })?;
    let defaults = Bounds::default();
    let options = Options {
        listen: address("--listen", &arguments.listen)?,
        metrics_listen: arguments
            .metrics_listen
            .as_deref()
            .map(|text| address("--metrics-listen", text))
            .transpose()?,
        certificate: certificate(arguments)?,
        client_ca: arguments.client_ca.clone(),
        bounds: Bounds {
            in_flight: usize::try_from(arguments.max_in_flight).unwrap_or(defaults.in_flight),
            deadline: duration("--deadline", &arguments.deadline)?,
            threads: config.jobs.map_or(defaults.threads, std::num::NonZero::get),
        },
        drain: duration("--drain", &arguments.drain)?,
    };
    if options.bounds.deadline.is_zero() {
        return Err(UsageError("--deadline: it must be longer than nothing".into()).into());
    }
    let (library, selection) = provost::scan::select(&config)?;
    let waivers = provost::scan::waivers(&config, &library)?;
    let mode = arguments.mode.mode();
    let (observer, keeper) = match &arguments.history {
        None => (Observer::default(), None),
        Some(path) => {
            let mut occasion = record::occasion(&config)?;
            occasion.repository = format!("cluster {}", arguments.cluster);
            let store = Store::open_or_create(record::file(path)?)?;
            let manner = (mode, config.fail_on);
            let keeper = StoreKeeper::open(store, &selection, &occasion, manner)?;
            let (observer, thread) = Observer::new(Box::new(keeper))?;
            (observer, Some(thread))
        }
    };
    let judgement = Judgement { library, selection, waivers, mode, fail_on: config.fail_on };
    provost::serve::serve(judgement, options, observer)?;
    if let Some(keeper) = keeper {
        // The last observer is gone: what waits is stored, then the thread ends.
        let _ = keeper.join();
    }
    Ok(Exit::Clean)
}

fn certificate(arguments: &ServeArgs) -> anyhow::Result<Certificate> {
    match (&arguments.tls_cert, &arguments.tls_key, &arguments.tls_self_signed) {
        (Some(certificate), Some(key), _) => {
            Ok(Certificate::Files { certificate: certificate.clone(), key: key.clone() })
        }
        (_, _, Some(directory)) => Ok(Certificate::SelfSigned {
            directory: directory.clone(),
            names: arguments.tls_san.clone(),
        }),
        _ => {
            let message =
                "a webhook needs TLS: give --tls-cert and --tls-key, or --tls-self-signed";
            Err(UsageError(message.into()).into())
        }
    }
}

fn address(flag: &str, text: &str) -> anyhow::Result<SocketAddr> {
    let found = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    found.ok_or_else(|| {
        UsageError(format!("{flag}: `{text}` is not ADDRESS:PORT, such as 0.0.0.0:8443")).into()
    })
}

/// `1s`, `500ms`, or seconds.
fn duration(flag: &str, text: &str) -> anyhow::Result<Duration> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1e-3),
        None => (text.strip_suffix('s').unwrap_or(text), 1.0),
    };
    let seconds = number.parse::<f64>().ok().map(|number| number * unit);
    seconds
        .filter(|seconds| (0.0..=3600.0).contains(seconds))
        .map(Duration::from_secs_f64)
        .ok_or_else(|| UsageError(format!("{flag}: `{text}` is not a time such as 1s")).into())
}

fn print_manifests(arguments: &ManifestArgs) -> anyhow::Result<Exit> {
    let ca_bundle = match &arguments.ca_bundle {
        None => None,
        Some(path) => Some(
            std::fs::read_to_string(path)
                .map_err(|error| UsageError(format!("{}: {error}", path.display())))?,
        ),
    };
    let wanted = Wanted {
        namespace: arguments.namespace.clone(),
        name: arguments.name.clone(),
        image: arguments.image.clone(),
        replicas: arguments.replicas,
        packs: match arguments.pack.as_slice() {
            [] => vec!["baseline".into()],
            packs => packs.to_vec(),
        },
        mode: arguments.mode.mode(),
        ca_bundle,
        part: match arguments.part {
            PartName::All => Part::All,
            PartName::Server => Part::Server,
            PartName::Webhooks => Part::Webhooks,
        },
    };
    let text = manifests::manifests(&wanted).map_err(UsageError)?;
    io::stdout().lock().write_all(text.as_bytes()).context("cannot write")?;
    Ok(Exit::Clean)
}
