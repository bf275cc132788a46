"""Measures one machine and a small cluster on it, and computes what many forms take: scale.py FOLDER RUNS."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from cluster import CANDOR, HOUSE, Run

MILLION, THOUSAND = 1_000_000, 1_000
ONE_GBIT = 1e9 / 8 * 0.94  # bytes a second, without the headers of Ethernet and TCP
CORES = 2  # of the machine and of the cluster on it


def main():
    folder, runs = Path(sys.argv[1]), int(sys.argv[2])
    many, few = made(folder, MILLION), made(folder, THOUSAND)
    batches, sparks, starts, load = [], [], [], []
    for run in range(runs):
        batches.append(batch(many, folder))
        starts.append(spark(folder / f"few-{run}", few))
        sparks.append(spark(folder / f"many-{run}", many))
        load.append(os.getloadavg()[0])
        print(f"run {run + 1} of {runs}", file=sys.stderr, flush=True)
    into, out = many.stat().st_size / MILLION, (folder / "results.csv").stat().st_size / MILLION

    shown = lambda values: f"{median(values):.1f} ({min(values):.1f} to {max(values):.1f})"
    print(f"Medians of {runs} runs in turns (least to most), load {min(load):.1f} to {max(load):.1f}.\n")
    print("| | wall, s | cpu, s |\n|---|---|---|")
    for name, took in (("`candor batch`, two threads, a million forms", batches), ("Spark, a thousand forms", starts), ("Spark, a million forms", sparks)):
        wall, cpu = zip(*took)
        print(f"| {name} | {shown(wall)} | {shown(cpu)} |")

    # seconds: of cpu, so that what else the machine does is not in them, and as if it were spread evenly over all cores
    form = median(cpu for _, cpu in batches) / MILLION
    start = median(cpu for _, cpu in starts)
    core = (median(cpu for _, cpu in sparks) - start) / (MILLION - THOUSAND)
    print(f"\nA form: {into:.0f} bytes in, {out:.0f} out; {form * 1e6:.2f} µs of cpu in `candor batch`, {core * 1e6:.1f} µs in Spark after {start:.0f} s.")
    form, start = form / CORES, start / CORES
    print(f"One machine, two threads: {3600 / form / 1e6:,.0f} million forms an hour.\n")
    sizes = (MILLION, 65 * MILLION, 1000 * MILLION)
    print(f"| | {' | '.join(f'{forms // MILLION:,} M forms' for forms in sizes)} |\n|---|---|---|---|")
    row("forms, results", sizes, lambda forms: f"{forms * into / 1e9:,.1f} GB, {forms * out / 1e9:,.1f} GB")
    row("one machine, two threads", sizes, lambda forms: spoken(forms * form))
    row("the forms over a line of 1 Gbit/s", sizes, lambda forms: spoken(forms * into / ONE_GBIT))
    for cores in (2, 16, 64, 256):
        row(f"Spark, {cores} cores", sizes, lambda forms: spoken(start + forms * core / cores))
    row("cores at which Spark takes as long as that machine", sizes,
        lambda forms: f"{forms * core / (forms * form - start):,.0f}" if forms * form > start else "none")


def row(name, sizes, cell):
    print(f"| {name} | {' | '.join(cell(forms) for forms in sizes)} |")


def spoken(seconds):
    return f"{seconds:,.1f} s" if seconds < 10 else f"{seconds:,.0f} s" if seconds < 120 else f"{seconds / 60:,.0f} min" if seconds < 7200 else f"{seconds / 3600:,.1f} h"


def made(folder, records):
    path = folder / f"{records}.csv"
    with open(path, "wb") as out:
        subprocess.run([HOUSE / "target/release/examples/make_forms", "--records", str(records)], stdout=out, check=True)
    return path


def batch(forms, folder):
    start, before = time.perf_counter(), os.times()
    command = [CANDOR, "--quiet", "batch", forms, "--threads", "2", "-o", folder / "results.csv", "--rejects", folder / "rejects.csv", "--as-of", "2026-11-20"]
    if subprocess.run(command).returncode != 4:  # some of the forms cannot be read
        sys.exit("candor batch failed")
    after = os.times()
    return time.perf_counter() - start, after.children_user + after.children_system - before.children_user - before.children_system


def spark(folder, forms):
    run = Run(folder, forms)
    if run.status != 0:
        sys.exit(f"Spark failed\n{(folder / 'driver.err').read_text()[-3000:]}")
    run.forget()
    return run.seconds, run.cpu


if __name__ == "__main__":
    main()
