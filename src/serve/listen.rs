//! Listening, and how to stop without losing a request.
//!
//! In: addresses and a router. Out: connections served until a signal comes; then readiness ends,
//! new connections are taken a while longer (endpoints are removed slowly), and what is in flight
//! is finished.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;

use super::clients::Clients;
use super::router::{Shared, plain_router, router};
use super::tls::{Look, Served};
use super::{Options, ServeError, log};

/// Connections at once; more wait to be accepted.
const CONNECTIONS: usize = 1024;
/// Requests at once on one HTTP/2 connection, on which an API server sends all of its own.
const STREAMS: u32 = 256;
/// Longest handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// Longest wait for a request's head; longer than clients keep idle connections, so that it is
/// they who close them.
const HEAD: Duration = Duration::from_secs(120);
/// Longest wait for what is in flight when the time has come.
const LAST: Duration = Duration::from_secs(10);
/// How often certificate files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Serves until a signal comes.
///
/// # Errors
/// Addresses that cannot be listened on.
pub async fn run(
    options: Options,
    shared: Arc<Shared>,
    served: Arc<Served>,
    clients: Option<Arc<Clients>>,
) -> Result<(), ServeError> {
    let tls = TlsAcceptor::from(served.config(clients.clone())?);
    // Who is turned away is said where somebody asked for it; anybody may open a connection.
    let refusals = clients.is_some().then(|| shared.clone());
    let listener = bind(options.listen).await?;
    let metrics = match options.metrics_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let address_of = |listener: &TcpListener| listener.local_addr().ok().map(|a| a.to_string());
    let mut term = signals(SignalKind::terminate())?;
    let mut interrupt = signals(SignalKind::interrupt())?;
    let (stop, stopped) = watch::channel(false);
    let plain = metrics.as_ref().and_then(address_of);
    let ready = json!({ "listen": address_of(&listener), "metrics": plain });
    let watcher = tokio::spawn(look(served, clients, shared.clone()));
    let tls = Some(Secured { tls, refusals });
    let mut tasks =
        vec![tokio::spawn(accept(listener, tls, router(shared.clone()), stopped.clone()))];
    if let Some(listener) = metrics {
        tasks.push(tokio::spawn(accept(listener, None, plain_router(shared.clone()), stopped)));
    }
    log::event("ready", ready);
    let delay = tokio::select! {
        _ = term.recv() => options.drain,
        _ = interrupt.recv() => Duration::ZERO,
    };
    shared.drain();
    log::event("draining", json!({ "seconds": delay.as_secs_f64() }));
    tokio::select! {
        () = tokio::time::sleep(delay) => {}
        _ = term.recv() => {}
        _ = interrupt.recv() => {}
    }
    watcher.abort();
    let _ = stop.send(true);
    for task in tasks {
        let _ = task.await;
    }
    log::event("stopped", json!({}));
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })
}

fn signals(kind: SignalKind) -> Result<Signal, ServeError> {
    signal(kind).map_err(ServeError::Runtime)
}

/// Looks at the certificate files, on and on.
async fn look(served: Arc<Served>, clients: Option<Arc<Clients>>, shared: Arc<Shared>) {
    loop {
        tokio::time::sleep(LOOK).await;
        match served.look() {
            Look::Same => {}
            Look::New(end) => {
                shared.metrics.certificate_expires(end);
                log::event("certificate reloaded", json!({ "expires": end }));
            }
            Look::Bad(reason) => log::event("certificate not usable", json!({ "reason": reason })),
        }
        match clients.as_ref().map(|clients| clients.look()) {
            None | Some(Ok(false)) => {}
            Some(Ok(true)) => log::event("client authorities reloaded", json!({})),
            Some(Err(reason)) => {
                log::event("client authorities not usable", json!({ "reason": reason }));
            }
        }
    }
}

/// TLS, and whom to tell of clients that were turned away.
#[derive(Clone)]
struct Secured {
    tls: TlsAcceptor,
    refusals: Option<Arc<Shared>>,
}

/// Accepts connections until told to stop, then waits for those there are.
async fn accept(
    listener: TcpListener,
    tls: Option<Secured>,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let permit = room.clone().acquire_owned().await;
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            next = next => next,
            _ = stopped.changed() => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, most likely: give others time to close theirs.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (tls, router, watcher) = (tls.clone(), router.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _permit = permit;
            connection(stream, tls, router, watcher).await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST, graceful.shutdown()).await;
}

async fn connection(stream: TcpStream, tls: Option<Secured>, router: Router, watcher: Watcher) {
    let _ = stream.set_nodelay(true);
    let Some(Secured { tls, refusals }) = tls else { return talk(stream, router, watcher).await };
    match tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
        Ok(Ok(stream)) => talk(stream, router, watcher).await,
        Ok(Err(error)) => {
            if let Some(shared) = refusals {
                shared.client_refused(&error.to_string());
            }
        }
        Err(_) => {}
    }
}

async fn talk<S>(stream: S, router: Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(STREAMS);
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // Whatever a client does wrong ends its own connection only.
    let _ = watcher.watch(connection.into_owned()).await;
}
