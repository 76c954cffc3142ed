//! The way to the history store, outside the request path.
//!
//! In: what the door decided. Out: the same in batches, handed to a [`Keeper`] on a thread of its own,
//! with nothing of the object but its name, and of findings no message, which may quote a value. The
//! queue is bounded and never waited for: what finds it full, or what the keeper could not store, is
//! counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::door::{Judged, Outcome};
use super::log;
use super::review::Operation;
use crate::history::{Admitted, AdmittedFinding, Batch, State};

/// Observations that may wait.
const QUEUE: usize = 4096;
/// How long a batch gathers: each is a transaction, and waits for the disk.
const GATHER: Duration = Duration::from_secs(1);
/// How long nothing may happen before the keeper is asked whether something is due.
const IDLE: Duration = Duration::from_secs(60);
/// Longest name; Kubernetes' own limits are far below.
const MAX_NAME: usize = 1024;
/// Longest path of a finding that is kept.
const MAX_PATH: usize = 256;

/// Stores observations; may be slow.
pub trait Keeper: Send + 'static {
    /// Stores a batch, which may be empty; says how many requests could not be stored.
    fn keep(&mut self, batch: Batch) -> u64;
}

/// The near end of the queue.
#[derive(Clone, Default)]
pub struct Observer {
    queue: Option<SyncSender<Admitted>>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    /// Not stored, for whatever reason.
    lost: AtomicU64,
    /// Of these, turned away by the queue since the last batch.
    dropped: AtomicU64,
}

impl Observer {
    /// A queue to a keeper; the thread ends when every observer is gone, with the queue emptied.
    ///
    /// # Errors
    /// A thread that cannot be started.
    pub fn new(keeper: Box<dyn Keeper>) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, waiting) = sync_channel(QUEUE);
        let counts = Arc::new(Counts::default());
        let shared = counts.clone();
        let thread = std::thread::Builder::new()
            .name("history".into())
            .spawn(move || store(keeper, &waiting, &shared))?;
        Ok((Self { queue: Some(queue), counts }, thread))
    }

    /// Whether anybody keeps what is observed.
    pub fn is_on(&self) -> bool {
        self.queue.is_some()
    }

    /// Hands over an observation, or counts it as lost.
    pub fn observe(&self, admitted: Admitted) {
        let Some(queue) = &self.queue else { return };
        // No API server hands on such a name; it would only fill the memory.
        let fits = admitted.address.len() <= MAX_NAME && admitted.kind.len() <= MAX_NAME;
        if !(fits && queue.try_send(admitted).is_ok()) {
            self.counts.dropped.fetch_add(1, Ordering::Relaxed);
            self.counts.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many could not be stored.
    pub fn lost(&self) -> u64 {
        self.counts.lost.load(Ordering::Relaxed)
    }
}

/// What the store gets to know of a judged request.
pub fn admitted(operation: Operation, outcome: Outcome, judged: &Judged) -> Admitted {
    let mut findings: Vec<AdmittedFinding> = Vec::new();
    for result in &judged.results {
        let state = State::of(result);
        let same = |own: &&mut AdmittedFinding| {
            own.rule == result.rule
                && own.state == state
                && own.waiver.as_ref() == result.waiver.as_deref()
        };
        if let Some(own) = findings.iter_mut().find(same) {
            own.places += 1;
            continue;
        }
        findings.push(AdmittedFinding {
            rule: result.rule,
            state,
            severity: result.severity.name(),
            places: 1,
            path: result.path.to_string().chars().take(MAX_PATH).collect(),
            waiver: result.waiver.as_deref().cloned(),
        });
    }
    Admitted {
        at: log::now(),
        operation: operation.name(),
        kind: judged.kind.to_string(),
        address: judged.address.to_string(),
        verdict_hash: judged.hash.to_string(),
        outcome: outcome.name(),
        findings,
    }
}

fn store(mut keeper: Box<dyn Keeper>, waiting: &Receiver<Admitted>, counts: &Counts) {
    let mut last = false;
    while !last {
        let mut admitted = Vec::new();
        match waiting.recv_timeout(IDLE) {
            Ok(first) => {
                admitted.push(first);
                last = gather(waiting, &mut admitted);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => last = true,
        }
        let missed = counts.dropped.swap(0, Ordering::Relaxed);
        let lost = keeper.keep(Batch { admitted, missed, at: log::now(), last });
        counts.lost.fetch_add(lost, Ordering::Relaxed);
    }
}

/// Whatever comes within a while goes into one batch. Says whether nobody is left.
fn gather(waiting: &Receiver<Admitted>, admitted: &mut Vec<Admitted>) -> bool {
    let until = Instant::now() + GATHER;
    while admitted.len() < QUEUE {
        match waiting.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(next) => admitted.push(next),
            Err(RecvTimeoutError::Timeout) => return false,
            Err(RecvTimeoutError::Disconnected) => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits at a gate, then takes nothing of its first batch.
    struct Stuck(Receiver<()>, SyncSender<Batch>);

    impl Keeper for Stuck {
        fn keep(&mut self, batch: Batch) -> u64 {
            let _ = self.0.recv();
            let count = batch.admitted.len() as u64;
            self.1.send(batch).unwrap();
            count
        }
    }

    fn pod(address: &str) -> Admitted {
        Admitted {
            at: 0,
            operation: "CREATE",
            kind: "Pod".into(),
            address: address.into(),
            verdict_hash: "00".repeat(32),
            outcome: "allowed",
            findings: Vec::new(),
        }
    }

    #[test]
    fn a_slow_keeper_delays_nobody_and_what_is_lost_is_counted() {
        let (release, gate) = sync_channel(0);
        let (sender, batches) = sync_channel(100);
        let (observer, thread) = Observer::new(Box::new(Stuck(gate, sender))).unwrap();
        let all = 3 * QUEUE as u64;
        for _ in 0..all {
            observer.observe(pod("Pod/default/a"));
        }
        let full = observer.lost();
        assert!(full >= QUEUE as u64, "{full}");
        observer.observe(pod(&"x".repeat(MAX_NAME + 1)));
        assert_eq!(observer.lost(), full + 1);
        drop(release);
        let counts = observer.counts.clone();
        drop(observer);
        thread.join().unwrap();
        let batches: Vec<Batch> = batches.iter().collect();
        let taken: u64 = batches.iter().map(|batch| batch.admitted.len() as u64).sum();
        let missed: u64 = batches.iter().map(|batch| batch.missed).sum();
        // Everything is either handed over or said to be missed; and what was handed over is lost,
        // as the keeper says.
        assert_eq!((taken + full, missed), (all, full + 1));
        assert_eq!(counts.lost.load(Ordering::Relaxed), all + 1);
        assert!(batches.last().unwrap().last);
    }
}
