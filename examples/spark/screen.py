"""Scores forms on a Spark cluster with `candor batch --lines`, and keeps the results as Parquet.

    spark-submit screen.py FORMS RESULTS [--candor PATH] [--rules FILE] [--as-of DATE] [--columns NAMES] [--parts N] [--joined PATH]

FORMS are files of one form a line: NDJSON, or CSV with the same headings in the first line of every file. RESULTS gets a row
for each of them: the columns of `candor batch` (points in their names become two underscores), and `reject`, which is empty
for a form that was scored and else says why it was not. `--joined` also writes forms and results side by side, by case.

Needs pyspark, pyarrow and pandas, Java 17, and `candor` (and the rules) at the same place on every machine. What is watched:

- The lines go to `candor` as the bytes that they are, split at line feeds only. A line end inside a quoted field splits that
  record: both parts come back as rejects. Write such forms as NDJSON.
- The headings stand only in the first part of a file. They are taken out of all lines and said by `--input-columns`.
- A process that ends early ends its task: status and count of every part are looked at, and the count of all again at the end.
- A part may be run twice: nothing is written but the answers.
- Logs of executors hold no answers: `candor` says nothing but results, and an error here names a part, a status and counts.
"""

import argparse
import subprocess
import sys
import threading

import pyarrow as pa
import pyarrow.csv
from pyspark import TaskContext
from pyspark.sql import SparkSession
from pyspark.sql import functions as sql


def scored_by(command, names):
    """What a task does with the lines of its part: a process of `candor`, which answers each of them."""

    def score(batches):
        first = next((batch for batch in batches if batch.num_rows), None)
        if first is None:
            return  # an empty part
        part = TaskContext.get().partitionId()
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        sent, failed = [0], []

        def send():
            try:
                with process.stdin as lines:
                    batch = first
                    while batch is not None:
                        lines.write(b"".join(line.as_py() + b"\n" for line in batch.column(0)))
                        sent[0] += batch.num_rows
                        batch = next(batches, None)
            except Exception as failure:  # told by the task below: a thread has nobody to tell
                failed.append(type(failure).__name__)

        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        try:
            types = {name: pa.string() for name in names}
            answered = 0
            for batch in pa.csv.open_csv(
                process.stdout,
                read_options=pa.csv.ReadOptions(column_names=names),
                convert_options=pa.csv.ConvertOptions(column_types=types, strings_can_be_null=False),
            ):
                answered += batch.num_rows
                yield batch
            sender.join()
            status = process.wait()
        finally:
            process.kill()
        if status != 0 or failed or answered != sent[0]:
            raise RuntimeError(f"part {part}: status {status}, {sent[0]} lines sent, {answered} answered, {failed}")

    return score


def column(name):
    """A name that Spark takes without quotes."""
    return name.replace(".", "__")


def headings(command, line):
    """The headings of the results, for these headings of forms."""
    said = subprocess.run(command, input=line + b"\n", stdout=subprocess.PIPE, check=True).stdout.decode()
    return said.rstrip("\n").split(",")


def main():
    parser = argparse.ArgumentParser(description="scores forms on a Spark cluster")
    parser.add_argument("forms")
    parser.add_argument("results")
    parser.add_argument("--candor", default="candor", help="the program, on every machine")
    parser.add_argument("--rules", help="a rulebook, on every machine")
    parser.add_argument("--as-of", help="the day of forms that have none; without it every machine takes its own today")
    parser.add_argument("--columns", help="columns of the results, as for `candor batch`; `case` among them to join by it")
    parser.add_argument("--parts", type=int, help="cut the forms into so many parts")
    parser.add_argument("--joined", help="write forms and results side by side here, too")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("candor").getOrCreate()
    lines = spark.read.text(arguments.forms, lineSep="\n")
    start = lines.first()
    if start is None:
        sys.exit("there are no forms")
    heading = start["value"].removesuffix("\r")
    table = not heading.removeprefix("\ufeff").startswith("{")

    command = [arguments.candor, "--quiet"]
    command += ["--rules", arguments.rules] if arguments.rules else []
    command += ["batch", "--lines"]
    command += ["--as-of", arguments.as_of] if arguments.as_of else []
    command += ["--columns", arguments.columns] if arguments.columns else []
    names = headings([*command, "--input-format", "csv"], heading.encode() if table else b"age_years")
    command += ["--input-format", "csv", "--input-columns", heading.removeprefix("\ufeff")] if table else ["--input-format", "ndjson"]

    # `value` as bytes: as text, bytes that are no UTF-8 would be replaced before anybody could refuse them
    forms = lines.select(sql.col("value").cast("binary").alias("value"))
    if table:
        bare = sql.regexp_replace(sql.col("value").cast("string"), "^\ufeff|\r$", "")
        files = len(lines.inputFiles())
        first_lines = forms.where(bare == sql.lit(heading.removeprefix("\ufeff"))).count()
        if first_lines != files:
            sys.exit(f"{files} files, and {first_lines} lines of headings: every file begins with the same headings")
        forms = forms.where(bare != sql.lit(heading.removeprefix("\ufeff")))
    if arguments.parts:
        forms = forms.repartition(arguments.parts)

    schema = ", ".join(f"`{column(name)}` string" for name in names)
    results = forms.mapInArrow(scored_by(command, names), schema)
    results.write.parquet(arguments.results)

    kept = spark.read.parquet(arguments.results)
    read, answered, rejected = forms.count(), kept.count(), kept.where("reject != ''").count()
    if read != answered:
        sys.exit(f"{read} forms read and {answered} answered: nothing here can be relied on")
    print(f"{read} read = {answered - rejected} scored + {rejected} rejected")

    if arguments.joined:
        joined(spark, arguments, table, kept).write.parquet(arguments.joined)
    spark.stop()


def joined(spark, arguments, table, kept):
    """Forms beside their results. A case that stands twice, or is not known, has no partner: it would be a guess."""
    if table:
        forms = spark.read.csv(arguments.forms, header=True)
        forms = forms.select([sql.col(f"`{name}`").alias(f"form_{column(name)}") for name in forms.columns])
    else:
        forms = spark.read.json(arguments.forms)
        forms = forms.select([sql.col(f"`{name}`").alias(f"form_{name}") for name in forms.columns])
    once = kept.where("case != ''").groupBy("case").count().where("count = 1").select("case")
    forms = forms.join(once, forms["form_case"] == once["case"], "left_semi")
    return forms.join(kept, forms["form_case"] == kept["case"], "inner")


if __name__ == "__main__":
    main()
