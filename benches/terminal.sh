#!/usr/bin/env bash
# The tests in a pseudo-terminal, again and again: on an idle machine, and beside six busy loops.
# benches/terminal.sh [RUNS]; 50 of each without a number. Prints how many runs failed, and fails if any did.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs=${1:-50}
tests=$(cargo test --test it --no-run --message-format json 2>/dev/null |
    sed -n 's/.*"executable":"\([^"]*\/it-[^"]*\)".*/\1/p' | tail -n 1)
[ -x "$tests" ] || { printf 'the terminal tests do not build: cargo test --test it terminal::\n' >&2; exit 1; }
log=$(mktemp)
loops=()
quiet_down() { [ "${#loops[@]}" = 0 ] || kill "${loops[@]}" 2>/dev/null || true; loops=(); }
trap 'quiet_down; rm -f "$log"' EXIT

failed=0
repeat() { # heading
    local run failures=0 start=$SECONDS
    for ((run = 1; run <= runs; run++)); do
        "$tests" terminal:: >"$log" 2>&1 </dev/null || { failures=$((failures + 1)); printf 'run %s, %s:\n' "$run" "$1"; sed -n '/^failures:/,$p' "$log"; }
    done
    printf '%s: %s runs of %s tests, %s failed, %s s\n' "$1" "$runs" "$(sed -n 's/^running \([0-9]*\) tests.*/\1/p' "$log")" "$failures" "$((SECONDS - start))"
    failed=$((failed + failures))
}

repeat idle
for _ in 1 2 3 4 5 6; do
    while :; do :; done &
    loops+=($!)
done
repeat 'beside six busy loops'
quiet_down
[ "$failed" = 0 ]
