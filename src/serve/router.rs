//! Paths to answers.
//!
//! In: HTTP requests. Out: HTTP responses; a review is answered with 200 whether it is denied or
//! not, and with an error where there is no decision, so that the API server's failure policy
//! speaks. Tests drive the server through this router.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::LengthLimitError;
use serde_json::json;
use tokio::sync::Semaphore;

use super::door::{Answer, Door, Outcome, Refusal};
use super::log;
use super::metrics::Metrics;
use super::observe::{Observer, admitted};
use super::pool::{Asked, Lost, Pool};
use crate::model::Date;

/// Largest body: a review carries an object of at most 3 MiB twice.
pub const MAX_BODY: usize = 7 << 20;
/// Bytes of bodies in memory at once, in KiB.
const BODIES_KIB: usize = 64 << 10;

/// Bounds on the work in flight.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Reviews at once; more are turned away.
    pub in_flight: usize,
    /// Time of a review.
    pub deadline: Duration,
    /// Threads that judge.
    pub threads: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { in_flight: 256, deadline: Duration::from_secs(1), threads }
    }
}

/// What every handler sees.
pub struct Shared {
    /// What judges.
    pub door: Arc<Door>,
    /// What counts.
    pub metrics: Metrics,
    pool: Pool,
    in_flight: Semaphore,
    bodies: Semaphore,
    deadline: Duration,
    observer: Observer,
    draining: AtomicBool,
    log: log::Requests,
}

impl Shared {
    /// Starts the threads that judge.
    ///
    /// # Errors
    /// A thread that cannot be started.
    pub fn new(door: Door, bounds: Bounds, observer: Observer) -> std::io::Result<Arc<Self>> {
        let door = Arc::new(door);
        Ok(Arc::new(Self {
            metrics: Metrics::new(&door),
            pool: Pool::start(&door, bounds.threads, bounds.in_flight, bounds.deadline)?,
            in_flight: Semaphore::new(bounds.in_flight),
            bodies: Semaphore::new(BODIES_KIB),
            deadline: bounds.deadline,
            observer,
            draining: AtomicBool::new(false),
            log: log::Requests::start()?,
            door,
        }))
    }

    /// Says that a client was turned away before it could ask.
    pub(super) fn client_refused(&self, reason: &str) {
        self.metrics.client_refused();
        self.log.event("client refused", json!({ "reason": reason }));
    }

    /// Says from now on that others should be asked.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }
}

/// Everything.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new().route("/validate", post(validate)).merge(health()).with_state(shared)
}

/// Everything but reviews, for an address without TLS.
pub fn plain_router(shared: Arc<Shared>) -> Router {
    health().with_state(shared)
}

fn health() -> Router<Arc<Shared>> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    match shared.draining.load(Ordering::Relaxed) {
        true => (StatusCode::SERVICE_UNAVAILABLE, "draining\n").into_response(),
        false => "ok\n".into_response(),
    }
}

async fn metrics(State(shared): State<Arc<Shared>>) -> Response {
    let today = Date::of_epoch(log::now());
    let text = shared.metrics.text(&shared.door, shared.observer.lost(), today);
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

async fn validate(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response {
    let started = Instant::now();
    let Ok(_permit) = shared.in_flight.try_acquire() else { return shared.shed("in flight") };
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|text| text.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY) {
        return too_large();
    }
    let kib = u32::try_from(length.unwrap_or(MAX_BODY).div_ceil(1024)).unwrap_or(u32::MAX);
    let Ok(_memory) = shared.bodies.try_acquire_many(kib) else { return shared.shed("bytes") };
    let body = axum::body::to_bytes(request.into_body(), MAX_BODY);
    let response = match tokio::time::timeout(shared.deadline, body).await {
        Ok(Ok(body)) => shared.judge(body, started).await,
        Ok(Err(error)) => unreadable(error),
        Err(_) => {
            failure(StatusCode::REQUEST_TIMEOUT, "Timeout", "the body did not arrive in time")
        }
    };
    shared.metrics.took(started.elapsed());
    response
}

impl Shared {
    async fn judge(&self, body: Bytes, started: Instant) -> Response {
        let ruling = match self.pool.judge(body, started).await {
            Ok(ruling) => ruling,
            Err(Lost::Full) => return self.shed("queue"),
            Err(Lost::Late) => {
                self.metrics.request("unknown", "other", "timeout");
                self.log.event("timeout", json!({ "milliseconds": millis(started.elapsed()) }));
                let message = "the review took longer than the deadline";
                return failure(StatusCode::GATEWAY_TIMEOUT, "Timeout", message);
            }
            Err(Lost::Broken) => {
                self.metrics.request("unknown", "other", "error");
                let message = "the review could not be judged";
                return failure(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", message);
            }
        };
        match (ruling.asked, ruling.result) {
            (Some(asked), Ok(answer)) => self.answered(&asked, answer, started),
            (asked, Err(Refusal::Request(reason))) => {
                self.refused(asked.as_ref(), "bad_request");
                failure(StatusCode::BAD_REQUEST, "BadRequest", &reason)
            }
            (asked, Err(Refusal::Policy(reason))) => {
                self.refused(asked.as_ref(), "error");
                self.log.event("policy failed", json!({ "reason": reason }));
                let message = format!("a policy failed: {reason}");
                failure(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", &message)
            }
            (None, Ok(_)) => failure(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", ""),
        }
    }

    fn answered(&self, asked: &Asked, answer: Answer, started: Instant) -> Response {
        let operation = asked.operation.name();
        self.metrics.request(operation, &asked.kind, answer.outcome.name());
        if let Some(judged) = answer.judged {
            if answer.outcome == Outcome::Denied {
                self.log.event(
                    "denied",
                    json!({
                        "uid": answer.response.uid,
                        "operation": operation,
                        "address": &*judged.address,
                        "rules": answer.denied_by.iter().map(|id| &**id).collect::<Vec<_>>(),
                        "verdict_hash": &*judged.hash,
                        "dry_run": asked.dry_run,
                        "milliseconds": millis(started.elapsed()),
                    }),
                );
            }
            // A dry run leaves nothing behind.
            if self.observer.is_on() && !asked.dry_run {
                self.observer.observe(admitted(asked.operation, answer.outcome, &judged));
            }
        }
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], answer.response.to_bytes()).into_response()
    }

    fn refused(&self, asked: Option<&Asked>, verdict: &'static str) {
        let operation = asked.map_or("unknown", |asked| asked.operation.name());
        let kind = asked.map_or("other", |asked| asked.kind.as_str());
        self.metrics.request(operation, kind, verdict);
    }

    /// Turns a request away at once, so that the failure policy decides before the deadline.
    fn shed(&self, what: &'static str) -> Response {
        self.metrics.shed();
        let message = format!("overloaded: too many {what}");
        failure(StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable", &message)
    }
}

fn millis(time: Duration) -> f64 {
    // Whole microseconds, so that no digits of chance are printed.
    f64::from(u32::try_from(time.as_micros()).unwrap_or(u32::MAX)) / 1000.0
}

fn unreadable(error: axum::Error) -> Response {
    if error.into_inner().is::<LengthLimitError>() {
        return too_large();
    }
    failure(StatusCode::BAD_REQUEST, "BadRequest", "the body could not be read")
}

fn too_large() -> Response {
    let message = format!("the body is larger than {} MiB", MAX_BODY >> 20);
    failure(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", &message)
}

/// A `metav1.Status`, which API servers show to the user.
fn failure(code: StatusCode, reason: &str, message: &str) -> Response {
    let status = json!({
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": message,
        "reason": reason,
        "code": code.as_u16(),
    });
    let json = HeaderValue::from_static("application/json");
    (code, [(header::CONTENT_TYPE, json)], status.to_string()).into_response()
}
