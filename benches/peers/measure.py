"""Compares the results of all engines, then measures them in turns: measure.py FOLDER RECORDS RUNS."""

import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
RULEBOOK = "rules/intrathecal_pump.yaml"
CANDOR = "target/release/candor"
SCAN = "target/release/examples/scan"


@dataclass
class Contest:
    """One row of the table: a command, and what it took in every run."""

    name: str
    command: list
    reads: str
    may_reject: bool = False
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    resident: list = field(default_factory=list)

    def run(self, folder):
        took = folder / "took"
        start = time.perf_counter()
        # GNU time is a small program: a child of this one would be charged with this one's memory
        status = subprocess.run(["/usr/bin/time", "-q", "-o", took, "-f", "%U %S %M", *self.command],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall = time.perf_counter() - start
        if status.returncode not in ((0, 4) if self.may_reject else (0,)):
            sys.exit(f"{self.name}: status {status.returncode}\n{status.stderr.decode(errors='replace')}")
        user, system, resident = took.read_text().split()[-3:]
        return wall, float(user) + float(system), int(resident) / 1024

    def measured(self, folder):
        for kept, took in zip((self.wall, self.cpu, self.resident), self.run(folder)):
            kept.append(took)


def main():
    folder, records, runs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    plain, written, lines = (folder / name for name in ("plain.csv", "written.csv", "plain.ndjson"))

    def candor(name, forms, threads, more=()):
        command = [CANDOR, "--quiet", "batch", forms, "-o", folder / "candor.csv", "--threads", str(threads), *more]
        return Contest(name, command, forms.name, bool(more))

    def peer(name, threads):
        program = folder / f"{name}.program"
        if not program.exists():
            program.write_bytes(subprocess.run([sys.executable, HERE / "translate.py", RULEBOOK, plain, name],
                                               check=True, stdout=subprocess.PIPE).stdout)
        command = [sys.executable, HERE / f"{name}_run.py", program, plain, folder / f"{name}.csv", str(threads)]
        title = {"duckdb": "DuckDB", "polars": "Polars"}[name]
        return Contest(f"{title}, {'1 thread' if threads == 1 else f'{threads} threads'}", command, plain.name)

    ours = candor("candor, 2 threads", plain, 2)
    one = candor("candor, 1 thread", plain, 1)
    rejecting = candor("candor, 2 threads, other units, 3 % rejected", written, 2, ["--rejects", folder / "rejects.csv"])
    ndjson = candor("candor, NDJSON, 2 threads", lines, 2)
    ndjson_one = candor("candor, NDJSON, 1 thread", lines, 1)
    duckdb, polars = peer("duckdb", 2), peer("polars", 2)
    csv_scan = Contest("`csv` ByteRecord scan", [SCAN, "csv", plain], plain.name)
    json_scan = Contest("`serde_json` IgnoredAny scan", [SCAN, "ndjson", lines], lines.name)

    # the results first: a faster wrong answer is none
    ours.run(folder)
    shutil.copy(folder / "candor.csv", folder / "expected.csv")
    for other, results in ((duckdb, "duckdb.csv"), (polars, "polars.csv"), (one, "candor.csv"), (ndjson, "candor.csv")):
        other.run(folder)
        said = subprocess.run([sys.executable, HERE / "compare.py", folder / "expected.csv", folder / results],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(f"{other.name}: {said.stdout.strip()}", file=sys.stderr, flush=True)
        if said.returncode != 0:
            sys.exit(1)

    contests = [ours, one, rejecting, csv_scan, duckdb, polars, ndjson, ndjson_one, json_scan]
    for run in range(runs):
        for contest in contests:
            contest.measured(folder)
        print(f"run {run + 1} of {runs}", file=sys.stderr, flush=True)
    show(contests, records, runs, folder)
    show_ratios([
        ("wall against the `csv` scan of the same file", ours, csv_scan, "wall"),
        ("wall of DuckDB against it", duckdb, ours, "wall"),
        ("wall of Polars against it", polars, ours, "wall"),
        ("cpu of DuckDB against it", duckdb, ours, "cpu"),
        ("cpu of Polars against it", polars, ours, "cpu"),
        ("resident memory of DuckDB against it", duckdb, ours, "resident"),
        ("resident memory of Polars against it", polars, ours, "resident"),
        ("wall of one thread against two", one, ours, "wall"),
        ("NDJSON: cpu against the `serde_json` scan", ndjson_one, json_scan, "cpu"),
    ])


def show(contests, records, runs, folder):
    sizes = ", ".join(f"`{name}` {(folder / name).stat().st_size / 1e6:,.0f} MB" for name in ("plain.csv", "written.csv", "plain.ndjson", "expected.csv"))
    print(f"{records:,} records; median of {runs} alternating runs (least to most); {sizes} (the results).\n")
    print("| | reads | wall, s | cpu, s | resident, MiB | records/s |\n|---|---|---|---|---|---|")
    for contest in contests:
        cell = lambda values, digits: f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"
        rate = records / statistics.median(contest.wall)
        print(f"| {contest.name} | `{contest.reads}` | {cell(contest.wall, 2)} | {cell(contest.cpu, 2)} | {cell(contest.resident, 1)} | {rate:,.0f} |")


def show_ratios(ratios):
    """Ratios of the runs of one turn: what else the machine did then slowed both."""
    print("\n| ratio | median | least to most |\n|---|---|---|")
    for name, above, below, kind in ratios:
        each = [one / other for one, other in zip(getattr(above, kind), getattr(below, kind))]
        print(f"| {name} | {statistics.median(each):.2f} | {min(each):.2f} to {max(each):.2f} |")


if __name__ == "__main__":
    main()
