#!/bin/sh
# Verifies this evidence package with a POSIX shell and coreutils, without the tool that made it.
#
#   sh verify.sh           every file is as SHA256SUMS says, none is missing or added, the list in
#                          manifest.json says the same, and the ledger is one unbroken chain
#   sh verify.sh HASH      also: this is the package whose hash was printed when it was made
#
# Ends with 0 where all of it holds. A script cannot vouch for itself: if you do not trust this
# copy, run `sha256sum --check --strict SHA256SUMS` and compare `sha256sum SHA256SUMS` with HASH.
LC_ALL=C
export LC_ALL
tab=$(printf '\t')
here=$(dirname -- "$0")
cd -- "$here" || exit 3

complain() {
    printf 'verify: %s\n' "$*" >&2
}

sum() {
    sha256sum -- "$1" | cut -d ' ' -f 1
}

# The list made again from the files that it names must be the list, byte for byte.
listed() {
    while IFS= read -r line; do
        path=${line#*  }
        sha256sum -- "$path" 2>/dev/null || printf 'missing %s\n' "$path"
    done <SHA256SUMS
}

check_list() {
    again=$(listed | sha256sum)
    stands=$(sha256sum <SHA256SUMS)
    if [ "$again" = "$stands" ]; then
        echo whole
        return
    fi
    listed | while IFS= read -r line; do
        grep_line "$line" SHA256SUMS || complain "not as it was: ${line#*  }"
    done
    complain "the files are not those of SHA256SUMS"
    return 4
}

# Whether a file has this line; the shell's own, as grep is no part of coreutils.
grep_line() {
    while IFS= read -r own; do
        if [ "$own" = "$1" ]; then
            return 0
        fi
    done <"$2"
    return 5
}

# Every file that is there must be listed.
check_extra() {
    found=0
    for path in * .[!.]* */* */.[!.]* */*/* */*/.[!.]*; do
        if [ -f "$path" ]; then
            found=$((found + 1))
        fi
    done
    known=$(wc -l <SHA256SUMS)
    if [ "$found" -eq "$((known + 1))" ]; then
        echo whole
        return
    fi
    complain "there are $found files, and SHA256SUMS lists $known besides itself"
    return 6
}

# manifest.json lists the same files with the same hashes, one a line.
check_manifest() {
    entries=0
    while IFS= read -r line; do
        case $line in
        *'{ "path": "'*)
            path=${line#*'"path": "'}
            path=${path%%'"'*}
            hash=${line#*'"sha256": "'}
            hash=${hash%%'"'*}
            size=${line#*'"size": '}
            size=${size%%' }'*}
            entries=$((entries + 1))
            if [ "$(sum "$path")" != "$hash" ] || [ "$(wc -c <"$path")" -ne "$size" ]; then
                complain "not as manifest.json says: $path"
                return 7
            fi
            ;;
        esac
    done <manifest.json
    known=$(wc -l <SHA256SUMS)
    if [ "$((entries + 1))" -ne "$known" ]; then
        complain "manifest.json lists $entries files, and SHA256SUMS $known"
        return 8
    fi
    echo whole
}

# Each entry of the ledger: SHA-256 of its rows is in its line, and
# SHA-256 (line, line end, hash of the entry before) is its hash.
check_ledger() {
    previous=0000000000000000000000000000000000000000000000000000000000000000
    number=0
    while IFS= read -r record; do
        number=$((number + 1))
        line=${record%"$tab"*}
        hash=${record##*"$tab"}
        digest=${line##*"$tab"b}
        rows=$(sum "ledger/$(printf '%06d' "$number").txt")
        chained=$(printf '%s\n%s' "$line" "$previous" | sha256sum | cut -d ' ' -f 1)
        if [ "$rows" != "$digest" ] || [ "$chained" != "$hash" ]; then
            complain "the ledger is broken at entry $number"
            return 9
        fi
        previous=$hash
    done <ledger/chain.txt
    head=$(sed_head)
    if [ "$previous" != "$head" ] || [ "$number" -eq 0 ]; then
        complain "the ledger ends at $previous, and manifest.json says $head"
        return 10
    fi
    echo whole
}

# The head that manifest.json names.
sed_head() {
    while IFS= read -r line; do
        case $line in
        *'"ledger_head": "'*)
            line=${line#*'"ledger_head": "'}
            printf '%s' "${line%%'"'*}"
            return
            ;;
        esac
    done <manifest.json
}

check_hash() {
    own=$(sum SHA256SUMS)
    printf 'package %s\n' "$own" >&2
    if [ -n "$1" ] && [ "$own" != "$1" ]; then
        complain "this is not the package $1"
        return 11
    fi
    echo whole
}

list=$(check_list)
extra=$(check_extra)
manifest=$(check_manifest)
ledger=$(check_ledger)
hash=$(check_hash "$1")
result="$list $extra $manifest $ledger $hash"
printf 'files %s, nothing added %s, manifest %s, ledger %s, hash %s\n' "${list:-BROKEN}" \
    "${extra:-BROKEN}" "${manifest:-BROKEN}" "${ledger:-BROKEN}" "${hash:-BROKEN}"
[ "$list$manifest" = wholewhole ] && [ "$result" = "whole whole whole whole whole" ]
