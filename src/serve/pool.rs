//! Threads that judge, one a core, apart from those that talk to the network.
//!
//! In: bodies of requests. Out: answers. The queue is bounded: what finds it full is turned away at
//! once. Nobody waits longer than the deadline, and what nobody waits for is not judged.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use tokio::sync::oneshot;

use super::door::{Answer, Door, Refusal};
use super::log;
use super::review::{Operation, Request};
use crate::model::Date;

/// Stack of a judging thread; objects nest at most 128 deep.
const STACK: usize = 4 << 20;

/// What a thread hands back: what was asked, and what came of it.
#[derive(Debug)]
pub struct Ruling {
    /// The request in a word; absent where it could not be read.
    pub asked: Option<Asked>,
    /// What came of it.
    pub result: Result<Answer, Refusal>,
}

/// What was asked, for logs and metrics.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Operation.
    pub operation: Operation,
    /// Kind of the object.
    pub kind: String,
    /// Whether nothing may be recorded.
    pub dry_run: bool,
}

/// Why there is no ruling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Too much is waiting.
    Full,
    /// It took too long.
    Late,
    /// The thread failed on it.
    Broken,
}

struct Job {
    body: Bytes,
    until: Instant,
    reply: oneshot::Sender<Ruling>,
}

/// The threads.
pub struct Pool {
    queue: SyncSender<Job>,
    deadline: Duration,
}

impl Pool {
    /// Starts the threads; they end with the pool.
    ///
    /// # Errors
    /// A thread that cannot be started.
    pub fn start(
        door: &Arc<Door>,
        threads: usize,
        waiting: usize,
        deadline: Duration,
    ) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel(waiting.max(1));
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..threads.max(1) {
            let (door, jobs) = (door.clone(), jobs.clone());
            std::thread::Builder::new()
                .name("judge".into())
                .stack_size(STACK)
                .spawn(move || work(&door, &jobs))?;
        }
        Ok(Self { queue, deadline })
    }

    /// Judges a body.
    ///
    /// # Errors
    /// No ruling within the deadline.
    pub async fn judge(&self, body: Bytes, started: Instant) -> Result<Ruling, Lost> {
        let (reply, ruling) = oneshot::channel();
        let until = started + self.deadline;
        self.queue.try_send(Job { body, until, reply }).map_err(|_| Lost::Full)?;
        match tokio::time::timeout_at(until.into(), ruling).await {
            Ok(Ok(ruling)) => Ok(ruling),
            Err(_) => Err(Lost::Late),
            // Its time was over before its turn came.
            Ok(Err(_)) if Instant::now() > until => Err(Lost::Late),
            Ok(Err(_)) => Err(Lost::Broken),
        }
    }
}

fn work(door: &Door, jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { body, until, reply }) = next else { return };
        if reply.is_closed() || Instant::now() > until {
            continue;
        }
        let judged = catch_unwind(AssertUnwindSafe(|| rule(door, &body, until)));
        // After a panic the reply is dropped, which tells the one who waits.
        if let Ok(ruling) = judged {
            // Nobody may be waiting any more.
            let _ = reply.send(ruling);
        }
    }
}

/// Reads and judges.
pub fn rule(door: &Door, body: &[u8], until: Instant) -> Ruling {
    let request = match Request::parse(body) {
        Ok(request) => request,
        Err(reason) => return Ruling { asked: None, result: Err(Refusal::Request(reason)) },
    };
    let asked = Asked {
        operation: request.operation,
        kind: request.kind.clone(),
        dry_run: request.dry_run,
    };
    let today = Date::of_epoch(log::now());
    Ruling { asked: Some(asked), result: door.answer(request, today, until) }
}
