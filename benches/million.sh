#!/usr/bin/env bash
# Scores many made-up records and shows that memory does not grow with them: benches/million.sh [RECORDS…]
# The files lie in a temporary folder and go again. Needs GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet --bin candor --example make_forms
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- 10000 100000 1000000
for count in "$@"; do
    target/release/examples/make_forms --records "$count" > "$folder/forms.csv"
    for options in "" "--unique-case" "--threads 1"; do
        # shellcheck disable=SC2086
        /usr/bin/time -f "%e s, %M KiB resident at most" -o "$folder/time" \
            target/release/candor batch "$folder/forms.csv" -o "$folder/results.csv" --rejects "$folder/rejects.csv" $options \
            2> "$folder/said" || [ $? -eq 4 ] # some are rejected
        echo "${options:-(no options)}: $(tail -1 "$folder/said"); $(tail -1 "$folder/time")"
    done
done
