//! Many processes, and processes that end at any point: every run that ended is kept, and whole.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use provost::history::{HistoryError, Store};

use crate::common::Provost;
use crate::history::{NETWORK, PID, Shop, pod};
use crate::history_attacks::Dice;

/// Processes that are killed while they record.
const KILLS: usize = 300;
/// Kills after which a new store is begun, so that its making is hit too.
const KILLS_A_STORE: usize = 15;

/// Not a test by itself: the process that is killed. It records two runs in turn for ever, and
/// says the number of each when it is kept.
#[test]
fn recorder() {
    let Some(path) = std::env::var_os("PROVOST_TEST_RECORDER") else { return };
    let shop = Shop::new();
    let runs = [NETWORK, PID].map(|flags| {
        for number in 0..8 {
            shop.write(&format!("{number}.yaml"), &pod(&format!("p{number}"), flags));
        }
        shop.scan()
    });
    let occasion = shop.occasion();
    println!("ready");
    for run in runs.iter().cycle() {
        let mut store = Store::open_or_create(path.as_ref()).unwrap();
        let recorded = store.record(run, &occasion).unwrap();
        println!("recorded {}", recorded.run);
    }
}

#[test]
fn a_killed_recording_leaves_a_whole_store_with_every_run_that_ended() {
    let directory = tempfile::tempdir().unwrap();
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut hit = 0;
    for kill in 0..KILLS {
        let path = directory.path().join(format!("{}.db", kill / KILLS_A_STORE));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "history_processes::recorder", "--nocapture", "--test-threads=1"])
            .env("PROVOST_TEST_RECORDER", &path)
            .env("RAYON_NUM_THREADS", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().ends_with("ready")));
        // A third dies in its first recording, which makes the store where there is none. The
        // others die in a later one, at any point of the time that the one before took: a slow
        // disk makes the pauses longer, and the kills meet the same points.
        let mut paused = Duration::from_micros(dice.below(20_000).try_into().unwrap());
        let mut last = None;
        for _ in 0..kill % 3 {
            let began = Instant::now();
            last = lines.next().map(|line| recorded(&line.unwrap()).unwrap());
            paused = began.elapsed() * u32::try_from(dice.below(1000)).unwrap() / 1000;
        }
        let until = Instant::now() + paused;
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let last = lines.map_while(Result::ok).filter_map(|line| recorded(&line)).last().or(last);
        match Store::open(&path) {
            Ok(store) => {
                let verified = store.verify(None).unwrap();
                assert_eq!(verified.fault, None, "after kill {kill}");
                assert!(
                    verified.runs >= last.unwrap_or(0),
                    "kill {kill}: a run that ended is gone"
                );
                hit += usize::from(verified.runs > 0);
            }
            Err(HistoryError::NoStore(_)) => assert_eq!(last, None, "after kill {kill}"),
            Err(error) => panic!("after kill {kill}: {error}"),
        }
    }
    assert!(hit >= KILLS * 2 / 3, "only {hit} kills met a run");
}

/// The run's number in what a recorder says when the run is kept.
fn recorded(line: &str) -> Option<i64> {
    line.strip_prefix("recorded ")?.parse().ok()
}

#[test]
fn a_dozen_processes_record_at_once() {
    let provost = Provost::new("history verify --history h.db --format json")
        .file("a.yaml", pod("a", NETWORK))
        .file("b.yaml", pod("b", PID));
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_provost"))
            .args([
                "scan",
                "a.yaml",
                "b.yaml",
                "--record",
                "--history",
                "h.db",
                "--fail-on",
                "none",
            ])
            .args(["--rule", "kubernetes-pod-host-network-not-shared"])
            .current_dir(provost.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children: Vec<_> = (0..12).map(|_| start()).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
    }
    let verified = provost.run();
    assert_eq!(verified.code, Some(0), "{}", verified.stdout);
    assert_eq!(verified.json()["runs"], 12);
    assert_eq!(verified.json()["entries"], 13);
}

#[test]
fn a_killed_scan_leaves_a_whole_store() {
    let provost = Provost::new("history verify --history h.db --format json")
        .file("a.yaml", pod("a", NETWORK));
    let mut dice = Dice(11);
    let mut ended = 0;
    for _ in 0..12 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_provost"))
            .args(["scan", "a.yaml", "--record", "--history", "h.db", "--fail-on", "none"])
            .args(["--rule", "kubernetes-pod-host-network-not-shared"])
            .current_dir(provost.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let until = u128::try_from(dice.below(300_000)).unwrap();
        let started = Instant::now();
        while started.elapsed().as_micros() < until && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        ended += i64::from(String::from_utf8_lossy(&output.stderr).contains("recorded as run"));
        let verified = provost.run();
        match verified.code {
            Some(0) => assert!(verified.json()["runs"].as_i64().unwrap() >= ended),
            code => {
                assert_eq!(code, Some(2), "{}", verified.stdout);
                assert_eq!(ended, 0);
            }
        }
    }
}
