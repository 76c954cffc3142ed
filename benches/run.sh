#!/bin/sh
# Measures scans of the generated corpora by the default pack and by every rule, and prints a Markdown
# table of medians.
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
ARGUMENTS = ["scan", "--format", "sarif", "--fail-on", "none"]
PACKS = {"default": ["."], "all": ["--pack", "all", "."]}
# The budget of each corpus: CPU seconds, and MiB where there is one. Start-up is held to it with every
# rule, the others with the default pack.
BUDGETS = {"one": (0.02, 40), "terraform": (1.0, None), "workflows": (0.5, None), "kubernetes": (0.6, None)}


def measure(directory, pack):
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.chdir(directory)
        os.execv(provost, [provost, *ARGUMENTS, *PACKS[pack]])
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{provost} ended with {code} in {directory}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


provost = os.path.abspath(provost)
print("| corpus | files | MB | CPU s, default pack | CPU s, every rule | budget | peak MiB, every rule |")
print("|---|---|---|---|---|---|---|")
missed = False
for name, (cpu_budget, memory_budget) in BUDGETS.items():
    directory = corpora / name
    files = [path for path in directory.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    cpu, memory = {}, {}
    for pack in PACKS:
        measure(directory, pack)
        runs_of = [measure(directory, pack) for _ in range(runs)]
        cpu[pack], _, memory[pack] = map(statistics.median, zip(*runs_of))
    held = cpu["all" if name == "one" else "default"]
    missed |= held > cpu_budget or (memory_budget is not None and memory["all"] > memory_budget)
    print(f"| {name} | {len(files)} | {size:.1f} | {cpu['default']:.3f} | {cpu['all']:.3f} | {cpu_budget} | {memory['all']:.0f} |")
sys.exit(1 if missed else 0)
PYTHON
