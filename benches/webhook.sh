#!/bin/sh
# Measures the webhook: reviews a second over TLS on loopback, with the load tool on the same cores.
#
#   benches/webhook.sh [SECONDS [PACK…]]
#
# SECONDS is how long each pack is loaded (10); the packs are `baseline` and `all`. PROVOST names
# the binary (target/release/provost), CONNECTIONS the number of connections (16). Needs Debian's
# `wrk` and `curl`. The highest memory is that of the server, as the kernel counts it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
provost=${PROVOST:-$here/../target/release/provost}
connections=${CONNECTIONS:-16}
seconds=${1:-10}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- baseline all

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

for pack in "$@"; do
    "$provost" serve --listen 127.0.0.1:0 --metrics-listen 127.0.0.1:0 --drain 0s \
        --tls-self-signed "$folder/tls" --pack "$pack" 2> "$folder/log" &
    server=$!
    address=
    while [ -z "$address" ]; do
        kill -0 "$server"
        address=$(sed -n 's/.*"event":"ready".*"listen":"\([^"]*\)".*/\1/p' "$folder/log")
    done
    metrics=$(sed -n 's/.*"event":"ready".*"metrics":"\([^"]*\)".*/\1/p' "$folder/log")
    echo "## $pack, $connections connections"
    wrk -t 1 -c "$connections" -d 2s -s "$here/webhook.lua" "https://$address/" > /dev/null
    wrk -t 1 -c "$connections" -d "${seconds}s" -s "$here/webhook.lua" "https://$address/" |
        sed -n '/^reviews\/s/,$p'
    sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB/memory \1 KiB/p' "/proc/$server/status"
    curl -s "http://$metrics/metrics" | grep -E '^provost_(admission_requests_total|shed_total)'
    kill -TERM "$server"
    wait "$server"
    server=
done
