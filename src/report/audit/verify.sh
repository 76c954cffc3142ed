#!/bin/sh
# Verifies this evidence package with a POSIX shell and coreutils, without the tool that made it.
#
# Run it by sh, and let the hash of the package follow its name, or nothing.
# Every file is as SHA256SUMS says, none is missing or added, manifest.json says the same, and the
# ledger is one unbroken chain. With a hash also: this is the package whose hash was printed when it
# was made.
#
# Ends with 0 where all of it holds. A script cannot vouch for itself: if you do not trust this
# copy, run `sha256sum --check --strict SHA256SUMS` and compare `sha256sum SHA256SUMS` with
# the hash that you kept.
LC_ALL=C
export LC_ALL
unset CDPATH OLDPWD
tab=$(printf '\t')
here=$(dirname -- "$0")
cd -- "$here" || exit 3
exec </dev/null

complain() {
    printf 'verify: %s\n' "$*" >&2
}

hash_of() {
    sha256sum -- "$1" | cut -d ' ' -f 1
}

# The list made again from the files that it names must be the list, byte for byte.
listed() {
    while IFS= read -r line; do
        path=${line#*  }
        sha256sum -- "$path" 2>/dev/null || printf 'missing %s\n' "$path"
    done <SHA256SUMS
}

# Success is the word `whole`, said at a function's end; nothing ends this script early with 0.
check_list() {
    again=$(listed | sha256sum)
    stands=$(sha256sum <SHA256SUMS)
    if [ "$again" = "$stands" ]; then
        echo whole
    else
        listed | while IFS= read -r line; do
            has_line "$line" || complain "not as it was: ${line#*  }"
        done
        complain "the files are not those of SHA256SUMS"
        false
    fi
}

# Whether SHA256SUMS has this line; the shell's own, as grep is no part of coreutils.
has_line() {
    has=missing
    while IFS= read -r own; do
        if [ "$own" = "$1" ]; then
            has=found
        fi
    done <SHA256SUMS
    [ "$has" = found ]
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
    else
        complain "there are $found files, and SHA256SUMS lists $known besides itself"
        false
    fi
}

# manifest.json lists the same files with the same hashes, one a line.
check_manifest() {
    entries=0
    wrong=
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
            if [ "$(hash_of "$path")" != "$hash" ] || [ "$(wc -c <"$path")" -ne "$size" ]; then
                wrong="not as manifest.json says: $path"
            fi
            case $path in
            ledger/state/*)
                if [ "$path" != "ledger/state/$hash.txt" ]; then
                    wrong="not what its name says: $path"
                fi
                ;;
            esac
            ;;
        esac
    done <manifest.json
    known=$(wc -l <SHA256SUMS)
    if [ "$((entries + 1))" -ne "$known" ]; then
        wrong="manifest.json lists $entries files, and SHA256SUMS $known"
    fi
    if [ -z "$wrong" ] && [ "$entries" -gt 0 ]; then
        echo whole
    else
        complain "$wrong"
        false
    fi
}

# The head that manifest.json names.
head_of_ledger() {
    while IFS= read -r line; do
        case $line in
        *'"ledger_head": "'*)
            line=${line#*'"ledger_head": "'}
            printf '%s' "${line%%'"'*}"
            ;;
        esac
    done <manifest.json
}

# Each entry of the ledger: SHA-256 of its rows is in its line, and
# SHA-256 of (line, line end, hash of the entry before) is its hash. What a row names by its hash is
# there, unless the ledger says that something was pruned.
check_ledger() {
    previous=0000000000000000000000000000000000000000000000000000000000000000
    number=0
    missing=0
    pruned=0
    wrong=
    while IFS= read -r record; do
        number=$((number + 1))
        line=${record%"$tab"*}
        hash=${record##*"$tab"}
        digest=${line##*"$tab"b}
        rows=$(hash_of "ledger/$(printf '%06d' "$number").txt")
        chained=$(printf '%s\n%s' "$line" "$previous" | sha256sum | cut -d ' ' -f 1)
        if [ "$rows" != "$digest" ] || [ "$chained" != "$hash" ]; then
            wrong="$wrong; the ledger is broken at entry $number"
        fi
        while IFS= read -r row; do
            case $row in
            "state$tab"*) [ -f "ledger/state/${row##*"$tab"b}.txt" ] || missing=$((missing + 1)) ;;
            "pruning$tab"*) pruned=$((pruned + 1)) ;;
            esac
        done <"ledger/$(printf '%06d' "$number").txt"
        previous=$hash
    done <ledger/chain.txt
    if [ "$previous" != "$(head_of_ledger)" ] || [ "$number" -eq 0 ]; then
        wrong="$wrong; the ledger ends elsewhere than manifest.json says"
    fi
    if [ "$missing" -ne 0 ] && [ "$pruned" -eq 0 ]; then
        wrong="$wrong; $missing contents that the ledger names are missing"
    fi
    if [ -z "$wrong" ]; then
        echo whole
    else
        complain "${wrong#; }"
        false
    fi
}

check_hash() {
    own=$(hash_of SHA256SUMS)
    printf 'package %s\n' "$own" >&2
    if [ -z "$1" ] || [ "$own" = "$1" ]; then
        echo whole
    else
        complain "this is not the package $1"
        false
    fi
}

list=$(check_list)
extra=$(check_extra)
manifest=$(check_manifest)
ledger=$(check_ledger)
hash=$(check_hash "$1")
printf 'files %s, nothing added %s, manifest %s, ledger %s, hash %s\n' "${list:-BROKEN}" \
    "${extra:-BROKEN}" "${manifest:-BROKEN}" "${ledger:-BROKEN}" "${hash:-BROKEN}"
# Said twice and twice again, so that one changed byte of this file cannot hide itself.
whole="whole whole whole whole whole"
[ "$list $extra $manifest $ledger $hash" = "$whole" ] && [ "$hash $ledger $manifest $extra $list" = "$whole" ]
[ "$list $extra $manifest $ledger $hash" = "$whole" ] && [ "$hash $ledger $manifest $extra $list" = "$whole" ]
