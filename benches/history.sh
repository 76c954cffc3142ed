#!/bin/sh
# Measures the history: what recording adds to a scan, what an unchanged run adds to the store, and
# how long the commands that read sixty runs take. Prints Markdown tables.
#
#   benches/history.sh [RUNS]
#
# RUNS is how often each scan and each command is measured (5). PROVOST names the binary
# (target/release/provost), CORPORA the directory of the corpora, which are made when they are not
# there. The sixty runs are a day apart, and 1 % of the files change between two of them. Every figure is
# processor time, of user and system and all threads: a busy machine does not change it, and on an idle
# one nobody waits longer. A goal that is missed makes the exit code 1.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
provost=${PROVOST:-$here/../target/release/provost}
corpora=${CORPORA:-${TMPDIR:-/tmp}/provost-corpora}
runs=${1:-5}

if [ ! -x "$provost" ]; then
    echo "$provost is not there: build it with \`cargo build --release\`" >&2
    exit 2
fi
if [ ! -d "$corpora/kubernetes" ]; then
    python3 "$here/generate.py" "$corpora" >&2
fi

python3 - "$provost" "$corpora" "$runs" <<'PYTHON'
import os
import pathlib
import shutil
import statistics
import sys
import tempfile

provost, corpora, runs = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
START = 1_790_812_800  # 2026-10-01
DAY = 86_400
SIXTY = 60
SCAN = ["scan", "--pack", "all", "--fail-on", "none", "--quiet", "."]
CORPORA = ("terraform", "kubernetes")
GROWTH, UNCHANGED, SECONDS = 1.3, 2_048, 1.0
missed = []


def run(arguments, directory, day=0, codes=(0,)):
    """Runs the binary with its output thrown away; CPU seconds."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.chdir(directory)
        os.environ["SOURCE_DATE_EPOCH"] = str(START + day * DAY)
        os.execv(provost, [provost, *arguments])
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in codes:
        sys.exit(f"provost {' '.join(arguments)} ended with {code} in {directory}")
    return usage.ru_utime + usage.ru_stime


def size(store):
    return sum(path.stat().st_size for path in store.parent.glob(store.name + "*"))


def remove(store):
    for path in store.parent.glob(store.name + "*"):
        path.unlink()


def change(directory, day):
    """Turns one switch and lengthens one name in every hundredth file."""
    files = sorted(path for path in directory.rglob("*") if path.suffix in (".tf", ".yaml", ".yml"))
    for path in files[day % 100 :: 100]:
        text = path.read_text()
        old, new = ("true", "false") if day % 2 else ("false", "true")
        changed = text.replace(f" {old}\n", f" {new}\n", 1)
        changed = changed.replace("${local.name}-", "${local.name}-" + f"d{day}-", 1)
        path.write_text(changed.replace("  name: ", f"  name: d{day}-", 1))


def record(store):
    return [*SCAN[:-1], "--record", "--history", str(store), "."]


def judge(name, value, goal):
    if value > goal:
        missed.append(f"{name}: {value:.3g} is above {goal:.3g}")
    return value


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    print("| corpus | scan | first recording | unchanged recording | bytes an unchanged run adds |")
    print("|---|---|---|---|---|")
    for name in CORPORA:
        directory, store = corpora / name, scratch / f"{name}.db"
        run(SCAN, directory)
        figures = []
        for _ in range(runs):
            remove(store)
            plain = run(SCAN, directory)
            first = run(record(store), directory)
            again = run(record(store), directory, 1)
            figures.append((plain, first / plain, again / plain))
        plain, first, again = map(statistics.median, zip(*figures))
        before = size(store)
        for day in range(10):
            run(record(store), directory, 2 + day)
        added = (size(store) - before) / 10
        judge(f"{name}: first recording", first, GROWTH)
        judge(f"{name}: unchanged recording", again, GROWTH)
        judge(f"{name}: bytes of an unchanged run", added, UNCHANGED)
        print(f"| {name} | 1 ({plain:.2f} CPU s) | {first:.2f} | {again:.2f} | {added:.0f} |")

    print(f"\n| {SIXTY} runs | " + " | ".join(CORPORA) + " |\n|---|---|---|")
    tables = {}
    for name in CORPORA:
        directory, store = scratch / name, scratch / f"{name}-sixty.db"
        shutil.copytree(corpora / name, directory)
        for day in range(SIXTY):
            if day:
                change(directory, day)
            run(record(store), directory, day)
        history = ["--history", str(store)]
        out = scratch / f"{name}-evidence"
        commands = {
            "`history list`": ["history", "list", *history],
            "`history show 60`": ["history", "show", str(SIXTY), *history],
            "`history trend`": ["history", "trend", *history],
            "`history verify`": ["history", "verify", *history],
            "`drift 1 60`": ["drift", "1", str(SIXTY), *history],
            "`drift 59 60`": ["drift", str(SIXTY - 1), str(SIXTY), *history],
            "`audit`": ["audit", "--framework", "soc2", "--from", "2026-10-01", "--to", "2026-11-30",
                        "--out", str(out), *history],
        }
        table = tables.setdefault(name, {"store, MiB": size(store) / 2**20})
        for command, arguments in commands.items():
            times = []
            for _ in range(runs):
                shutil.rmtree(out, ignore_errors=True)
                times.append(run(arguments, scratch, SIXTY, (0, 1)))
            table[f"{command}, s"] = judge(f"{name}: {command}", statistics.median(times), SECONDS)
    for row in tables[CORPORA[0]]:
        print(f"| {row} | " + " | ".join(f"{tables[name][row]:.2f}" for name in tables) + " |")

for line in missed:
    print(line, file=sys.stderr)
sys.exit(1 if missed else 0)
PYTHON
