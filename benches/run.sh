#!/bin/sh
# Measures scans of the generated corpora and prints a Markdown table of medians.
#
#   benches/run.sh [RUNS]
#
# RUNS is how often each corpus is scanned (7). PROVOST names the binary (target/release/provost),
# CORPORA the directory of the corpora, which are made when they are not there. CPU seconds count
# user and system time of all threads; the first run of each corpus warms the disk cache and does
# not count. The smallest memory that can be shown is that of the measuring process, about 10 MiB.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
provost=${PROVOST:-$here/../target/release/provost}
corpora=${CORPORA:-${TMPDIR:-/tmp}/provost-corpora}
runs=${1:-7}

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
import statistics
import sys
import time

provost, corpora, runs = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
ARGUMENTS = ["scan", "--pack", "all", "--format", "sarif", "--fail-on", "none", "."]
# The budget of each corpus: CPU seconds, and MiB where there is one.
BUDGETS = {"one": (0.02, 40), "terraform": (1.0, None), "workflows": (0.5, None), "kubernetes": (0.6, None)}


def measure(directory):
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.chdir(directory)
        os.execv(provost, [provost, *ARGUMENTS])
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{provost} ended with {code} in {directory}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


provost = os.path.abspath(provost)
print("| corpus | files | MB | CPU s | budget | wall s | peak MiB |")
print("|---|---|---|---|---|---|---|")
missed = False
for name, (cpu_budget, memory_budget) in BUDGETS.items():
    directory = corpora / name
    files = [path for path in directory.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    measure(directory)
    cpu, wall, memory = map(statistics.median, zip(*(measure(directory) for _ in range(runs))))
    missed |= cpu > cpu_budget or (memory_budget is not None and memory > memory_budget)
    print(f"| {name} | {len(files)} | {size:.1f} | {cpu:.3f} | {cpu_budget} | {wall:.3f} | {memory:.0f} |")
sys.exit(1 if missed else 0)
PYTHON
