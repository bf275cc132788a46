#!/usr/bin/env bash
# Holds candor batch, with one thread and with two, its results thrown away and written to a file, against a bare scan of the same
# table by the csv crate, in runs that alternate: benches/alternate.sh [RECORDS] [RUNS]. Prints medians with the least and the
# most, and ratios. Needs GNU time, and room for the results where TMPDIR says.
set -euo pipefail
cd "$(dirname "$0")/.."
records=${1:-1000000}
runs=${2:-5}
cargo build --release --quiet --bin candor --example make_forms --example scan
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
target/release/examples/make_forms --records "$records" > "$folder/forms.csv"

# NAME COMMAND…: appends the seconds of wall and cpu, and the KiB resident, to the file NAME
measured() {
    local name=$1
    shift
    /usr/bin/time -q -a -o "$folder/$name" -f '%e %U %S %M' "$@" > /dev/null 2> "$folder/said" || [ $? -eq 4 ] # some are rejected
}
# NAME THREADS RESULTS REJECTS
batch() { measured "$1" target/release/candor batch --quiet --threads "$2" "$folder/forms.csv" --as-of 2026-11-20 -o "$3" --rejects "$4"; }
# the same, to files that are new each time, when nothing of another run is on its way to the disk
to_files() {
    rm -f "$folder"/results.csv "$folder"/rejects.csv
    sync
    batch "$1" "$2" "$folder/results.csv" "$folder/rejects.csv"
}

for _ in $(seq "$runs"); do
    measured scan target/release/examples/scan csv "$folder/forms.csv"
    batch one 1 /dev/null /dev/null
    batch two 2 /dev/null /dev/null
    to_files one_to_files 1
    to_files two_to_files 2
    cut -d' ' -f1 /proc/loadavg >> "$folder/load"
done

# FILE FIELD…: the median of the sum of these fields, with the least and the most
summed() { awk -v fields="$2" '{ n = split(fields, f, " "); s = 0; for (i = 1; i <= n; i++) s += $f[i]; print s }' "$folder/$1" | sort -n; }
median() { summed "$1" "$2" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
spread() { summed "$1" "$2" | awk 'NR == 1 { least = $1 } { most = $1 } END { printf "%s to %s", least, most }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

printf '%s records, %s runs each, load %s\n\n' "$records" "$runs" "$(sort -n "$folder/load" | sed -n '1p;$p' | paste -sd- | sed 's/-/ to /')"
printf '| | wall, s | cpu, s | resident | wall against the scan | cpu against the scan |\n|---|---|---|---|---|---|\n'
for name in scan one two one_to_files two_to_files; do
    printf '| %s | %s (%s) | %s (%s) | %s KiB | %s | %s |\n' "${name//_/ }" \
        "$(median $name 1)" "$(spread $name 1)" "$(median $name '2 3')" "$(spread $name '2 3')" "$(median $name 4)" \
        "$(ratio "$(median $name 1)" "$(median scan 1)")" "$(ratio "$(median $name '2 3')" "$(median scan '2 3')")"
done
printf '\none thread against two: %s of the wall time, to files %s\n' "$(ratio "$(median one 1)" "$(median two 1)")" \
    "$(ratio "$(median one_to_files 1)" "$(median two_to_files 1)")"
