//! The way to the history store, outside the request path.
//!
//! In: what the door decided. Out: the same, handed to a [`Keeper`] on a thread of its own. The
//! queue is bounded and never waited for: what finds it full, or what the keeper could not store,
//! is counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use crate::finding::RuleResult;
use crate::model::Str;

/// Observations that may wait.
const QUEUE: usize = 4096;

/// One judged request, with nothing of the object but its name.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Seconds since 1970-01-01.
    pub at: i64,
    /// Operation of the review.
    pub operation: &'static str,
    /// Address of the object.
    pub address: Str,
    /// Kind of the object.
    pub kind: Str,
    /// Its verdict hash.
    pub verdict_hash: Str,
    /// Whether it passed.
    pub allowed: bool,
    /// Everything but passes; rules are indexes into the door's.
    pub results: Vec<RuleResult>,
}

/// Stores observations; may be slow.
pub trait Keeper: Send + 'static {
    /// Stores some; says how many could not be stored.
    fn keep(&mut self, observations: Vec<Observation>) -> u64;
}

/// The near end of the queue.
#[derive(Clone, Default)]
pub struct Observer {
    queue: Option<SyncSender<Observation>>,
    lost: Arc<AtomicU64>,
}

impl Observer {
    /// A queue to a keeper; the thread ends when every observer is gone, with the queue emptied.
    ///
    /// # Errors
    /// A thread that cannot be started.
    pub fn new(keeper: Box<dyn Keeper>) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, waiting) = sync_channel(QUEUE);
        let lost = Arc::new(AtomicU64::new(0));
        let count = lost.clone();
        let thread = std::thread::Builder::new()
            .name("history".into())
            .spawn(move || store(keeper, &waiting, &count))?;
        Ok((Self { queue: Some(queue), lost }, thread))
    }

    /// Whether anybody keeps what is observed.
    pub fn is_on(&self) -> bool {
        self.queue.is_some()
    }

    /// Hands over an observation, or counts it as lost.
    pub fn observe(&self, observation: Observation) {
        let Some(queue) = &self.queue else { return };
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) =
            queue.try_send(observation)
        {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many could not be stored.
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }
}

fn store(mut keeper: Box<dyn Keeper>, waiting: &Receiver<Observation>, lost: &AtomicU64) {
    // Whatever has gathered goes into one transaction.
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        batch.extend(waiting.try_iter().take(QUEUE));
        lost.fetch_add(keeper.keep(batch), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stuck(Receiver<()>, u64);

    impl Keeper for Stuck {
        fn keep(&mut self, observations: Vec<Observation>) -> u64 {
            let _ = self.0.recv();
            self.1 += observations.len() as u64;
            // A full disk, on the first batch.
            u64::from(self.1 == observations.len() as u64)
        }
    }

    #[test]
    fn a_slow_keeper_delays_nobody_and_what_is_lost_is_counted() {
        let (release, gate) = sync_channel(0);
        let (observer, thread) = Observer::new(Box::new(Stuck(gate, 0))).unwrap();
        let observation = Observation {
            at: 0,
            operation: "CREATE",
            address: "Pod/default/a".into(),
            kind: "Pod".into(),
            verdict_hash: "00".into(),
            allowed: true,
            results: Vec::new(),
        };
        for _ in 0..3 * QUEUE {
            observer.observe(observation.clone());
        }
        let full = observer.lost();
        assert!(full >= QUEUE as u64, "{full}");
        drop(release);
        let lost = observer.lost.clone();
        drop(observer);
        thread.join().unwrap();
        assert_eq!(lost.load(Ordering::Relaxed), full + 1);
    }
}
