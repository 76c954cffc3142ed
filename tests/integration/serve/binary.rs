//! The built binary: certificates, ports, logs, signals.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;

use super::{bad_pod, review};

struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
    listen: String,
    metrics: String,
}

impl Server {
    fn start(arguments: &[&str], directory: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_provost"))
            .args(["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"])
            .args([
                "--deadline",
                "60s",
                "--drain",
                "60s",
                "--rule",
                "kubernetes-container-privileged-off",
            ])
            .args(arguments)
            .current_dir(directory)
            .env_clear()
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, log, listen: String::new(), metrics: String::new() };
        let ready = server.wait_for("ready");
        server.listen = ready["listen"].as_str().unwrap().into();
        server.metrics = ready["metrics"].as_str().unwrap().into();
        server
    }

    /// The next event of a name in the log.
    fn wait_for(&mut self, event: &str) -> Value {
        loop {
            let mut line = String::new();
            assert_ne!(self.log.read_line(&mut line).unwrap(), 0, "it ended before `{event}`");
            let found: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
            if found["event"] == event {
                return found;
            }
        }
    }

    fn connect(&self, authority: &Path) -> StreamOwned<ClientConnection, TcpStream> {
        self.connect_as(authority, None)
    }

    fn connect_as(
        &self,
        authority: &Path,
        client: Option<&Issued>,
    ) -> StreamOwned<ClientConnection, TcpStream> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(authority).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
        let config = match client {
            None => config.with_no_client_auth(),
            Some(issued) => {
                let chain = vec![issued.certificate.clone()];
                config.with_client_auth_cert(chain, issued.key.clone_key()).unwrap()
            }
        };
        let name = ServerName::try_from("provost.test.svc").unwrap();
        let session = ClientConnection::new(Arc::new(config), name).unwrap();
        StreamOwned::new(session, TcpStream::connect(&self.listen).unwrap())
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An authority of a test's own, with a certificate that it signed.
struct Issued {
    authority: String,
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Issued {
    fn new(purpose: ExtendedKeyUsagePurpose) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut ca = CertificateParams::default();
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = ca.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(ca, key);
        let mut leaf = CertificateParams::new(vec!["apiserver".to_owned()]).unwrap();
        leaf.extended_key_usages = vec![purpose];
        let key = KeyPair::generate().unwrap();
        let certificate = leaf.signed_by(&key, &issuer).unwrap().der().clone();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        Self { authority, certificate, key }
    }
}

#[test]
fn only_clients_of_the_authority_come_in() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("clients.crt");
    let [ours, theirs] = [(), ()].map(|()| Issued::new(ExtendedKeyUsagePurpose::ClientAuth));
    let wrong = Issued::new(ExtendedKeyUsagePurpose::ServerAuth);
    std::fs::write(&file, &ours.authority).unwrap();
    let arguments =
        ["--tls-self-signed", "t", "--tls-san", "provost.test.svc", "--client-ca", "clients.crt"];
    let mut server = Server::start(&arguments, home.path());
    let authority = home.path().join("t/ca.crt");
    let admitted = |server: &Server, client: Option<&Issued>| {
        let mut stream = server.connect_as(&authority, client);
        // What is turned away is turned away before a request is read.
        stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").is_ok()
            && stream.read(&mut [0; 16]).is_ok_and(|read| read > 0)
    };
    assert!(admitted(&server, Some(&ours)));
    for client in [None, Some(&theirs)] {
        assert!(!admitted(&server, client));
        server.wait_for("client refused");
    }
    assert!(plain(&server.metrics, "/metrics").1.contains("provost_clients_refused_total 2\n"));
    // A file that says nothing changes nothing; then another authority, with what was good before.
    std::fs::write(&file, "").unwrap();
    server.wait_for("client authorities not usable");
    assert!(admitted(&server, Some(&ours)));
    std::fs::write(&file, format!("{}{}", theirs.authority, wrong.authority)).unwrap();
    server.wait_for("client authorities reloaded");
    assert!(admitted(&server, Some(&theirs)));
    assert!(!admitted(&server, Some(&ours)));
    assert!(!admitted(&server, Some(&wrong)), "it is no client's certificate");
}

/// Sends a request and reads its answer: status and body.
fn exchange(
    stream: &mut (impl Read + Write),
    method: &str,
    path: &str,
    body: &str,
) -> (u16, String) {
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(text) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = text.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (status, String::from_utf8(body).unwrap())
}

fn plain(address: &str, path: &str) -> (u16, String) {
    exchange(&mut TcpStream::connect(address).unwrap(), "GET", path, "")
}

#[test]
fn it_serves_over_tls_renews_its_certificate_and_drains() {
    let home = tempfile::tempdir().unwrap();
    let history = ["--history", "history.db", "--cluster", "test"];
    let arguments = ["--tls-self-signed", "one", "--tls-san", "provost.test.svc"];
    let arguments = [&arguments[..], &history].concat();
    let other =
        Server::start(&["--tls-self-signed", "two", "--tls-san", "provost.test.svc"], home.path());
    let mut server = Server::start(&arguments, home.path());
    let (one, two) = (home.path().join("one"), home.path().join("two"));
    let mut stream = server.connect(&one.join("ca.crt"));
    let request = review("CREATE", &bad_pod("web"), &Value::Null).to_string();
    let (status, answer) = exchange(&mut stream, "POST", "/validate", &request);
    assert_eq!(status, 200, "{answer}");
    assert!(answer.contains("\"allowed\":false"), "{answer}");
    assert_eq!(server.wait_for("denied")["address"], "Pod/shop/web");
    assert_eq!(plain(&server.metrics, "/readyz").0, 200);
    let (_, metrics) = plain(&server.metrics, "/metrics");
    assert!(!metrics.contains("provost_certificate_expiry_timestamp_seconds 0"), "{metrics}");

    // The old connection lives on; a new one is served the new certificate.
    for file in ["tls.crt", "tls.key"] {
        std::fs::copy(two.join(file), one.join(file)).unwrap();
    }
    server.wait_for("certificate reloaded");
    assert_eq!(exchange(&mut stream, "GET", "/healthz", "").0, 200);
    let mut renewed = server.connect(&two.join("ca.crt"));
    assert_eq!(exchange(&mut renewed, "POST", "/validate", &request).0, 200);
    drop(other);

    server.signal("-TERM");
    server.wait_for("draining");
    assert_eq!(plain(&server.metrics, "/readyz").0, 503);
    assert_eq!(exchange(&mut renewed, "POST", "/validate", &request).0, 200);
    // A second signal ends the wait.
    server.signal("-TERM");
    server.wait_for("stopped");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    // What was judged is in the store before the process ends.
    let store = provost::history::Store::open(&home.path().join("history.db")).unwrap();
    assert_eq!(store.verify(None).unwrap().fault, None);
    let kept = store.admissions().unwrap();
    let told: Vec<_> = kept.iter().map(|own| (&*own.address, &*own.outcome, own.count())).collect();
    assert_eq!(told, [("Pod/shop/web", "denied", 3)]);
    assert_eq!(
        (&*kept[0].door.cluster, &*kept[0].door.manner),
        ("cluster test", "enforce from high")
    );
}

#[test]
fn the_file_at_fault_is_named() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(&["--tls-self-signed", "t", "--tls-san", "x"], home.path());
    let authority = Issued::new(ExtendedKeyUsagePurpose::ServerAuth).authority;
    let mut place = crate::common::Provost::new("")
        .file("tls.crt", std::fs::read(home.path().join("t/tls.crt")).unwrap())
        .file("tls.key", std::fs::read(home.path().join("t/tls.key")).unwrap())
        .file("ca.crt", authority)
        .file("other.key", std::fs::read(home.path().join("t/tls.crt")).unwrap())
        .file("text", "hello");
    for (certificate, key, wanted) in [
        ("text", "tls.key", "text: there is no certificate in it"),
        ("tls.key", "tls.key", "tls.key: there is no certificate in it"),
        ("tls.crt", "text", "text: there is no private key in it"),
        ("tls.crt", "other.key", "other.key: there is no private key in it"),
        ("ca.crt", "tls.key", "tls.key: is not the key of the certificate in ca.crt"),
    ] {
        let run = place.run_with(&format!("serve --tls-cert {certificate} --tls-key {key}"));
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains(wanted), "{}", run.stderr);
    }
    let taken = format!("serve --tls-cert tls.crt --tls-key tls.key --listen {}", server.listen);
    let run = place.run_with(&format!("{taken} --rule kubernetes-container-privileged-off"));
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("cannot listen on 127.0.0.1:"), "{}", run.stderr);
}

#[test]
fn what_keeps_it_from_starting_is_exit_code_2() {
    for (arguments, wanted) in [
        ("serve", "a webhook needs TLS"),
        ("serve --tls-cert a.crt", "--tls-key"),
        ("serve --tls-cert a.crt --tls-key a.key", "a.crt: cannot be read"),
        ("serve --listen nowhere --tls-self-signed t", "is not ADDRESS:PORT"),
        ("serve --tls-self-signed t --deadline soon", "is not a time"),
        ("serve --tls-self-signed t --pack none", "there is no pack `none`"),
        ("serve --tls-self-signed t --client-ca c.crt", "c.crt: cannot be read"),
        ("serve --tls-self-signed t --client-ca .", "cannot be read"),
        ("serve --tls-self-signed t --cluster c", "--history"),
    ] {
        let run = crate::common::Provost::new(arguments).run();
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
        assert!(run.stderr.contains(wanted), "{arguments}: {}", run.stderr);
    }
}
