"""Runs a translated rulebook in DuckDB: duckdb_run.py PROGRAM FORMS RESULTS THREADS."""

import sys

import duckdb

program, forms, results, threads = sys.argv[1:]
with open(program, encoding="utf-8") as file:
    query = file.read().replace("'FORMS'", f"'{forms}'").replace("'RESULTS'", f"'{results}'")
duckdb.connect(config={"threads": int(threads)}).execute(query)
