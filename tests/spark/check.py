"""Holds examples/spark/screen.py against one process of `candor`: check.py FOLDER RECORDS. Ends with status 1 at the first difference.

Spark keeps no order, so rows are compared by a sum that needs none: of the SHA-256 of every row, modulo 2^128. A row that is lost,
doubled or changed gives another sum.
"""

import csv
import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as parquet

from cluster import CANDOR, HOUSE, Run

MARK = "PLANTED"  # stands in answers, cases and notes: no log may hold it
AS_OF = ["--as-of", "2026-11-20"]


def main():
    folder, records = Path(sys.argv[1]), int(sys.argv[2])
    forms = made(folder, "forms.csv", records)
    one = of_one_process(forms)
    scored = of_a_batch(forms, folder)
    print(f"one process: {one.count:,} rows, {one}; of them scored, by `candor batch`: {scored.count:,} rows, {scored}", flush=True)

    run = Run(folder / "whole", forms)
    same("a whole run", run, one, scored)

    run = Run(folder / "killed", forms, kill=True)
    if run.killed is None:
        fail("a killed executor: the run was over before one could be killed; give it more records")
    removed, lost, again = run.lost()
    print(f"executor killed (process {run.killed[0]}) after {run.killed[1]} parts: {removed} removed, {lost} tasks lost, {again} of them done again")
    if not removed or not lost or lost != again:
        fail("a killed executor: no task was lost with it, or not all were done again")
    same("a killed executor", run, one, scored)

    few = made(folder, "few.csv", 5000)
    dying = cut_short(folder, "dies_once", f'mkdir "{folder}/once" 2>/dev/null')
    run = Run(folder / "died_once", few, candor=dying)
    if run.failed_tasks() != 1:
        fail(f"a process that died once: {run.failed_tasks()} failed tasks")
    same("a process that died once", run, of_one_process(few), of_a_batch(few, folder))

    run = Run(folder / "died", few, candor=cut_short(folder, "dies_always", "true"))
    if run.status == 0 or (run.results / "_SUCCESS").exists() or "read =" in run.said:
        fail("a process that always dies: the run says that all is well")
    quiet("a process that always dies", run)
    print(f"a process that always dies: status {run.status}, {run.failed_tasks()} failed tasks, no results", flush=True)

    for name, forms, expected, more in (("tables", *tables(folder)), ("NDJSON", *ndjson(folder))):
        run = Run(folder / f"rejects {name}", forms, "--joined", folder / f"joined {name}", *more)
        accounted(f"rejects, {name}", run, expected, folder / f"joined {name}")
    print("all the same")


# -- what is expected ------------------------------------------------------------------------------------------------------------


@dataclass
class Rows:
    """So many rows, and their sum."""

    count: int = 0
    sum: int = 0

    def add(self, row):
        self.count += 1
        self.sum = (self.sum + int.from_bytes(hashlib.sha256(row.encode()).digest()[:16])) % 2**128

    def __str__(self):
        return f"{self.sum:032x}"


def of_one_process(forms):
    """The rows of `candor batch --lines`, headings left out."""
    with open(forms, "rb") as lines:
        process = subprocess.Popen([CANDOR, "--quiet", "batch", "--lines", "--no-header", *AS_OF], stdin=lines, stdout=subprocess.PIPE,
                                   text=True, encoding="utf-8")
        rows = summed(csv.reader(process.stdout))
    if process.wait() != 0:
        fail(f"candor batch --lines: status {process.returncode}")
    return rows


def of_a_batch(forms, folder):
    """The rows of `candor batch`, which holds rejects apart."""
    results = folder / "results.csv"
    ended = subprocess.run([CANDOR, "--quiet", "batch", forms, "-o", results, "--rejects", folder / "rejects.csv", "--no-header", *AS_OF])
    if ended.returncode != 4:
        fail(f"candor batch: status {ended.returncode}")
    with open(results, encoding="utf-8", newline="") as rows:
        return summed(csv.reader(rows))


def summed(rows):
    of = Rows()
    for row in rows:
        of.add("\x1f".join(row))
    return of


def of_parquet(results):
    """All rows of a run, and those without a reject, which have one column less."""
    every, scored = Rows(), Rows()
    for batch in (batch for file in sorted(results.glob("*.parquet")) for batch in parquet.ParquetFile(file).iter_batches()):
        kept = batch.filter(pc.equal(batch.column("reject"), "")).drop_columns(["reject"])
        for rows, of in ((batch, every), (kept, scored)):
            for row in pc.binary_join_element_wise(*rows.columns, "\x1f").to_pylist():
                of.add(row)
    return every, scored


# -- what is looked at -----------------------------------------------------------------------------------------------------------


def same(name, run, one, scored):
    """The rows of a run are those of one process, and it says how many."""
    if run.status != 0:
        fail(f"{name}: status {run.status}\n{(run.folder / 'driver.err').read_text()[-3000:]}")
    said = f"{one.count} read = {scored.count} scored + {one.count - scored.count} rejected\n"
    if run.said != said:
        fail(f"{name}: said {run.said!r} and not {said!r}")
    rows = of_parquet(run.results)
    if rows != (one, scored):
        fail(f"{name}: {rows[0].count} rows {rows[0]}, {rows[1].count} scored {rows[1]}")
    quiet(name, run)
    print(f"{name}: {said.strip()}, {rows[0]}, {run.seconds:.0f} s, {run.cpu:.0f} s of cpu", flush=True)


def quiet(name, run):
    """No log holds an answer; that of every executor holds something."""
    of_executors, others = run.logs()
    told = [file for file in of_executors if file.name == "stderr" and b"Running task" in file.read_bytes()]
    if len(told) < 2:
        fail(f"{name}: only {len(told)} logs of executors name a task")
    loud = [file for file in [*of_executors, *others] if MARK.encode() in file.read_bytes()]
    if loud:
        fail(f"{name}: answers in {', '.join(file.name for file in loud)}")
    run.forget()


def accounted(name, run, expected, joined):
    """Each line has exactly one row, with its case and with its reason; those whose case stands once are joined with that row."""
    if run.status != 0:
        fail(f"{name}: status {run.status}\n{(run.folder / 'driver.err').read_text()[-3000:]}")
    rows = parquet.read_table(run.results, columns=["case", "reject"]).to_pylist()
    if len(rows) != len(expected):
        fail(f"{name}: {len(expected)} lines and {len(rows)} rows")
    for case, reason in expected:
        found = [row for row in rows if row["case"] == case and (reason in row["reject"] if reason else row["reject"] == "")]
        if not found:
            fail(f"{name}: no row for {case!r} with {reason!r}")
        rows.remove(found[0])
    once = {case for case, _ in expected if case and [case for case, _ in expected].count(case) == 1}
    beside = parquet.read_table(joined, columns=["form", "case"]).to_pylist()
    if {row["case"] for row in beside} != once or not all(row["case"].strip("'").encode() in row["form"].replace(b'""', b'"') for row in beside):
        fail(f"{name}: joined {sorted(row['case'] for row in beside)} and not {sorted(once)}")
    rejected = sum(bool(reason) for _, reason in expected)
    print(f"{name}: {len(expected)} lines, {rejected} of them rejected, {len(beside)} joined by case", flush=True)
    quiet(name, run)


def fail(why):
    sys.exit(f"FAILED: {why}")


# -- what is handed in -----------------------------------------------------------------------------------------------------------


def made(folder, name, records):
    """Made-up forms, whose cases no log may hold, and after each thousand one with an answer that none may hold."""
    with open(folder / name, "wb") as out, subprocess.Popen(
        [HOUSE / "target/release/examples/make_forms", "--records", str(records)], stdout=subprocess.PIPE
    ) as making:
        headings = next(making.stdout)
        out.write(headings)
        blank = [b""] * (headings.count(b",") + 1)
        blank[0], blank[headings.split(b",").index(b"pathway")] = f"{MARK}-case".encode(), f"{MARK}_answer".encode()
        for number, line in enumerate(making.stdout, start=1):
            out.write(f"{MARK}-".encode() + line)  # the case is the first column
            if number % 1000 == 0:
                out.write(b",".join(blank) + b"\n")
    if making.returncode:
        sys.exit(f"the forms were not made: status {making.returncode}")
    return folder / name


def cut_short(folder, name, when):
    """A `candor` that, given forms, ends well in the middle of an answer, whenever this holds."""
    path = folder / name
    path.write_text(f"""#!/bin/bash
case "$*" in *--input-columns*) if {when}; then "{CANDOR}" "$@" | head -c 30000; exit 0; fi ;; esac
exec "{CANDOR}" "$@"
""")
    path.chmod(0o755)
    return path


def tables(folder):
    """Two tables with the same headings, one of them with the line ends and the mark of Windows: lines, and what is to become of them."""
    headings = b"case,pathway,age_years,height_cm,surname"
    first = [
        (b"A1,noncancer_pain,52,170,%s", "A1", None),
        (b"A2,noncancer_pain,fifty %s,170,", "A2", "`age_years`"),
        (b"A3,%s,52,170,", "A3", "`pathway`"),
        (b"A4,noncancer_pain,52", "", "3 columns"),
        (b"A5,noncancer_pain,52,170,,%s", "", "6 columns"),
        (b"", "", "a form in every line"),
        (b'"A6 %s,noncancer_pain,52,170,', "", "not closed"),
        (b'A7,noncancer_pain,52,170,"%s', "A7", "not closed"),
        (b'and more",', "", "2 columns"),
        (b"A8,noncancer_pain,\xff%s,170,", "A8", "UTF-8"),
        (b"A9,noncancer_pain,52,170," + b"%s" * 800_000, "A9", "at most 4 MiB"),
        (b"B1,noncancer_pain,unknown,,", "B1", None),
        (b'"B""2",noncancer_pain,"52","170",', 'B"2', None),
        (b"=B3,noncancer_pain,52,5ft7,%s", "'=B3", None),
        (b"B4,noncancer_pain,52,170,", "B4", None),
        (b"B4,noncancer_pain,53,170,", "B4", None),
        (b",noncancer_pain,53,170,", "", None),
    ]
    second = [(b"C1,cancer_pain,61,,%s", "C1", None), (b"C2,cancer_pain,61,-4 %s,", "C2", "`height_cm`"), (b"C3,cancer_pain,61,,", "C3", None)]
    forms = folder / "tables"
    forms.mkdir()
    written = lambda lines, end: end.join([headings, *(line.replace(b"%s", MARK.encode()) for line, _, _ in lines)])
    (forms / "first.csv").write_bytes(written(first, b"\n") + b"\n")
    (forms / "second.csv").write_bytes(b"\xef\xbb\xbf" + written(second, b"\r\n"))
    return forms, [(case, reason) for _, case, reason in first + second], []


def ndjson(folder):
    """The same of NDJSON."""
    lines = [
        (b'{"case": "A1", "answers": {"pathway": ["noncancer_pain"], "age_years": {"value": 52, "note": "%s"}}}', "A1", None),
        (b'{"case": "A2", "answers": {"age_years": "fifty %s"}}', "A2", "`age_years`"),
        (b'{"case": "A3", "answers": {"%s": 52}}', "A3", "the id of no question"),
        (b'{"case": "A4", "answers": {"age_years": 52}', "", "JSON"),
        (b"%s", "", "JSON"),
        (b'["%s"]', "", "map of keys"),
        (b"", "", "a form in every line"),
        (b'{"case": "A5", "answers": {"age_years": "\xff%s"}}', "", "UTF-8"),
        (b'{"case": "A6", "answers": {"age_years": "' + b"%s" * 800_000 + b'"}}', "", "at most 4 MiB"),
        (b'{"case": "=A7", "answers": {"age_years": 61}}', "'=A7", None),
        (b'{"case": "A8", "answers": {"age_years": 61}}\r', "A8", None),
        (b'{"answers": {}}', "", None),
    ]
    forms = folder / "forms.ndjson"
    forms.write_bytes(b"\n".join(line.replace(b"%s", MARK.encode()) for line, _, _ in lines))
    return forms, [(case, reason) for _, case, reason in lines], ["--input-format", "ndjson"]


if __name__ == "__main__":
    main()
