"""Runs a translated rulebook in Polars: polars_run.py PROGRAM FORMS RESULTS THREADS."""

import os
import sys

program, forms, results, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads  # read when polars is imported, which the program does
names = {}
with open(program, encoding="utf-8") as file:
    exec(compile(file.read(), program, "exec"), names)
names["score"](forms, results)
