#!/usr/bin/env bash
# Holds candor batch, with one thread and with two, against a bare scan of the same table by the csv crate, in runs that
# alternate: benches/alternate.sh [RECORDS] [RUNS]. Prints medians with the least and the most, and ratios. Needs GNU time.
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
batch() { measured "$1" target/release/candor batch --quiet --threads "$2" "$folder/forms.csv" --as-of 2026-11-20 -o /dev/null --rejects /dev/null; }

for _ in $(seq "$runs"); do
    measured scan target/release/examples/scan csv "$folder/forms.csv"
    batch one 1
    batch two 2
    cut -d' ' -f1 /proc/loadavg >> "$folder/load"
done

# FILE FIELD…: the median of the sum of these fields, with the least and the most
summed() { awk -v fields="$2" '{ n = split(fields, f, " "); s = 0; for (i = 1; i <= n; i++) s += $f[i]; print s }' "$folder/$1" | sort -n; }
median() { summed "$1" "$2" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
spread() { summed "$1" "$2" | awk 'NR == 1 { least = $1 } { most = $1 } END { printf "%s to %s", least, most }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

printf '%s records, %s runs each, load %s\n\n' "$records" "$runs" "$(sort -n "$folder/load" | sed -n '1p;$p' | paste -sd- | sed 's/-/ to /')"
printf '| | wall, s | cpu, s | resident | wall against the scan | cpu against the scan |\n|---|---|---|---|---|---|\n'
for name in scan one two; do
    printf '| %s | %s (%s) | %s (%s) | %s KiB | %s | %s |\n' "$name" \
        "$(median $name 1)" "$(spread $name 1)" "$(median $name '2 3')" "$(spread $name '2 3')" "$(median $name 4)" \
        "$(ratio "$(median $name 1)" "$(median scan 1)")" "$(ratio "$(median $name '2 3')" "$(median scan '2 3')")"
done
printf '\ntwo threads against one: %s of the wall time\n' "$(ratio "$(median two 1)" "$(median one 1)")"
