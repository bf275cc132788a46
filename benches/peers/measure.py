"""Compares the results of all engines, then measures them in turns: measure.py FOLDER RECORDS RUNS."""

import csv
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
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
    results: Path | None = None
    may_reject: bool = False
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    resident: list = field(default_factory=list)

    def run(self, folder):
        took = folder / "took"
        if self.results:
            self.results.unlink(missing_ok=True)
        os.sync()  # what another run wrote is not on its way to the disk any more
        start, before = time.perf_counter(), cpu_of_children()
        # GNU time is a small program: a child of this one would be charged with this one's memory
        status = subprocess.run(["/usr/bin/time", "-q", "-o", took, "-f", "%M", *self.command],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall, cpu = time.perf_counter() - start, cpu_of_children() - before
        if status.returncode not in ((0, 4) if self.may_reject else (0,)):
            sys.exit(f"{self.name}: status {status.returncode}\n{status.stderr.decode(errors='replace')}")
        return wall, cpu, int(took.read_text().split()[-1]) / 1024

    def measured(self, folder):
        for kept, took in zip((self.wall, self.cpu, self.resident), self.run(folder)):
            kept.append(took)


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # of those that were waited for
    return used.ru_utime + used.ru_stime


def main():
    folder, records, runs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    plain, written, lines = (folder / name for name in ("plain.csv", "written.csv", "plain.ndjson"))

    def candor(name, forms, threads, more=(), results=folder / "candor.csv"):
        command = [CANDOR, "--quiet", "batch", forms, "-o", results or os.devnull, "--threads", str(threads), *more]
        return Contest(name, command, forms.name, results, bool(more))

    def peer(name, threads):
        program = folder / f"{name}.program"
        if not program.exists():
            program.write_bytes(subprocess.run([sys.executable, HERE / "translate.py", RULEBOOK, plain, name],
                                               check=True, stdout=subprocess.PIPE).stdout)
        results = folder / f"{name}.csv"
        command = [sys.executable, HERE / f"{name}_run.py", program, plain, results, str(threads)]
        title = {"duckdb": "DuckDB", "polars": "Polars"}[name]
        return Contest(f"{title}, {'1 thread' if threads == 1 else f'{threads} threads'}", command, plain.name, results)

    ours = candor("candor, 2 threads", plain, 2)
    one = candor("candor, 1 thread", plain, 1)
    ours_away = candor("candor, 2 threads, results thrown away", plain, 2, results=None)
    one_away = candor("candor, 1 thread, results thrown away", plain, 1, results=None)
    rejecting = candor("candor, 2 threads, other units, 3 % rejected", written, 2, ["--rejects", folder / "rejects.csv"])
    ndjson = candor("candor, NDJSON, 2 threads", lines, 2)
    ndjson_one = candor("candor, NDJSON, 1 thread", lines, 1)
    duckdb, polars = peer("duckdb", 2), peer("polars", 2)
    csv_scan = Contest("`csv` ByteRecord scan", [SCAN, "csv", plain], plain.name)
    json_scan = Contest("`serde_json` IgnoredAny scan", [SCAN, "ndjson", lines], lines.name)

    # the results first: a faster wrong answer is none
    ours.run(folder)
    shutil.copy(folder / "candor.csv", folder / "expected.csv")
    see_differences(folder)
    for other, results in ((duckdb, "duckdb.csv"), (polars, "polars.csv"), (one, "candor.csv"), (ndjson, "candor.csv")):
        other.run(folder)
        said = compared(folder / "expected.csv", folder / results)
        print(f"{other.name}: {said.stdout.strip()}", file=sys.stderr, flush=True)
        if said.returncode != 0:
            sys.exit(1)

    contests = [one, ours, one_away, ours_away, rejecting, csv_scan, duckdb, polars, ndjson_one, ndjson, json_scan]
    load = []
    for run in range(runs):
        for contest in contests:
            contest.measured(folder)
            load.append(os.getloadavg()[0])
        print(f"run {run + 1} of {runs}", file=sys.stderr, flush=True)
    show(contests, records, runs, load, folder)
    show_ratios([
        ("wall, one thread, to the `csv` scan", one, csv_scan, "wall", "at most 1.3 (0.8)"),
        ("wall, one thread, results thrown away, to the `csv` scan", one_away, csv_scan, "wall", "at most 1.3 (0.8)"),
        ("wall, two threads, to the `csv` scan", ours, csv_scan, "wall", ""),
        ("cpu, one thread, to the `csv` scan", one, csv_scan, "cpu", ""),
        ("cpu, one thread, results thrown away, to the `csv` scan", one_away, csv_scan, "cpu", ""),
        ("wall of DuckDB to two threads", duckdb, ours, "wall", "at least 5 (10)"),
        ("wall of Polars to two threads", polars, ours, "wall", "at least 5 (10)"),
        ("cpu of DuckDB to two threads", duckdb, ours, "cpu", ""),
        ("cpu of Polars to two threads", polars, ours, "cpu", ""),
        ("resident memory of DuckDB to two threads", duckdb, ours, "resident", ""),
        ("resident memory of Polars to two threads", polars, ours, "resident", ""),
        ("wall, one thread to two", one, ours, "wall", "at least 1.5 (1.75)"),
        ("wall, one thread to two, results thrown away", one_away, ours_away, "wall", "at least 1.5 (1.75)"),
        ("cpu, NDJSON, one thread, to the `serde_json` scan", ndjson_one, json_scan, "cpu", "at most 2.5 (1.5)"),
    ])
    most = max(max(contest.resident) for contest in contests if contest.name.startswith("candor"))
    print(f"| resident memory, MiB, the most of any run of candor | {most:.1f} | | at most 32 (8) |")


def compared(ours, theirs):
    return subprocess.run([sys.executable, HERE / "compare.py", ours, theirs], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def see_differences(folder):
    """A comparison that finds nothing shows nothing if it never could: it has to find a changed word, a changed number, a lost row."""
    some, changed = folder / "some.csv", folder / "changed.csv"
    with open(folder / "expected.csv", encoding="utf-8", newline="") as results:
        rows = list(islice(csv.reader(results), 200))
    last, score = rows[-1], rows[0].index("score.phq2")
    standing = next(place for place, cell in enumerate(last) if cell == "met")
    with_cell = lambda place, cell: [*rows[:-1], [*last[:place], cell, *last[place + 1:]]]
    write(some, rows)
    for other in (with_cell(standing, "not_met"), with_cell(score, "7"), rows[:-1]):
        write(changed, other)
        if compared(some, changed).returncode != 1:
            sys.exit("a table that was changed on purpose is taken for the same")


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def show(contests, records, runs, load, folder):
    sizes = ", ".join(f"`{name}` {(folder / name).stat().st_size / 1e6:,.0f} MB" for name in ("plain.csv", "written.csv", "plain.ndjson", "expected.csv"))
    print(f"{records:,} records; medians of {runs} runs in turns (least to most), load {min(load):.1f} to {max(load):.1f}; {sizes} (the results).\n")
    print("| | reads | wall, s | cpu, s | resident, MiB | records/s |\n|---|---|---|---|---|---|")
    for contest in contests:
        cell = lambda values, digits: f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"
        rate = records / statistics.median(contest.wall)
        print(f"| {contest.name} | `{contest.reads}` | {cell(contest.wall, 2)} | {cell(contest.cpu, 2)} | {cell(contest.resident, 1)} | {rate:,.0f} |")


def show_ratios(ratios):
    """Ratios of the runs of one turn: what else the machine did then slowed both."""
    print("\n| ratio | median | least to most | goal (far goal) |\n|---|---|---|---|")
    for name, above, below, kind, goal in ratios:
        each = [one / other for one, other in zip(getattr(above, kind), getattr(below, kind))]
        print(f"| {name} | {statistics.median(each):.2f} | {min(each):.2f} to {max(each):.2f} | {goal} |")


if __name__ == "__main__":
    main()
