"""Scores forms on a Spark cluster with `candor batch --lines`, and keeps the results as Parquet.

    spark-submit screen.py FORMS RESULTS [--candor PATH] [--rules FILE] [--as-of DATE] [--columns NAMES]
        [--input-format csv|ndjson] [--joined PATH]

FORMS are files with one form a line: NDJSON, or tables that all begin with the same headings. RESULTS gets a row for each line: the
columns of `candor batch` (`score.mme` becomes `score__mme`) and `reject`, which is empty where the form was scored and else says why
it was not. `--joined` also writes the forms beside their results, found again by `case`.

Needs pyspark, pyarrow and Java 17 here, and on every machine `candor` (and FILE) at the same path. What goes wrong elsewhere:

- A process that dies early, and nobody looks: a part counts only if `candor` ended well and answered every line. Else Spark tries
  it again, which is no harm, for the same lines have the same answers. At the end all are counted once more.
- Headings stand only at the start of a file, and a part may begin anywhere: they are taken out, and told to every process.
- Line ends within quotation marks: lines are cut at every line end, so both parts of such a form are rejects. NDJSON has none.
- Answers in logs: what goes wrong is said here in counts. A reader of tables that fails would quote the row, so none reads before
  the answers are known to be whole.
"""

import argparse
import datetime
import io
import subprocess
import sys

import pyarrow as pa
from pyarrow import csv
from pyspark.sql import SparkSession
from pyspark.sql import functions as sql

BOM = "\ufeff"


def screening(command, columns):
    """What a machine does with its lines: hand them to `candor`, a batch at a time, and see that each has its answer."""
    texts = csv.ConvertOptions(column_types={column: pa.string() for column in columns})

    def screen(batches):
        for batch in batches:
            if batch.num_rows == 0:
                continue
            lines = b"".join(line + b"\n" for line in batch.column(0).to_pylist())
            ended = subprocess.run(command, input=lines, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            answered = ended.stdout.count(b"\n")
            if ended.returncode != 0 or answered != batch.num_rows:
                raise RuntimeError(f"candor: status {ended.returncode}, {batch.num_rows} lines and {answered} answers")
            rows = csv.ReadOptions(column_names=columns, block_size=len(ended.stdout), use_threads=False)
            yield from csv.read_csv(io.BytesIO(ended.stdout), rows, convert_options=texts).to_batches()

    return screen


def columns_of(command, sample):
    """The columns of the results: the first line that comes back. Ends here if `candor` refuses the sample."""
    ended = subprocess.run(command, input=sample, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if ended.returncode != 0:
        sys.exit(f"candor: status {ended.returncode} for the first line of the forms; it says more when it is run by hand")
    return ended.stdout.split("\n")[0].replace(".", "__").split(",")


def joined(forms, results, heading):
    """Every form (its line, as the bytes that came) beside its result, by case. A case that stands twice is nobody's, and is left out."""
    line = sql.col("value").cast("string")
    if heading:
        delimiter = max(",;\t|", key=heading.count)
        names = ", ".join("`{}` string".format(name.strip('"')) for name in heading.split(delimiter))
        case = sql.from_csv(line, names, {"sep": delimiter, "escape": '"'})["case"]
    else:
        case = sql.get_json_object(line, "$.case")
    forms = forms.select(sql.col("value").alias("form"), key(case).alias("key"))
    results = results.withColumn("key", key(sql.col("case")))
    for side in (forms, results):
        forms = forms.join(side.groupBy("key").count().where("key != '' and count = 1"), "key", "left_semi")
    return forms.join(results, "key").drop("key")


def key(case):
    """A case without what `candor` takes away or adds: invisible characters, the apostrophe before a formula."""
    return sql.regexp_replace(case, r"[\p{C}\s?']", "")


def main():
    parser = argparse.ArgumentParser(description="scores forms on a Spark cluster")
    parser.add_argument("forms")
    parser.add_argument("results")
    parser.add_argument("--candor", default="candor", help="the program, on every machine")
    parser.add_argument("--rules", help="a rulebook, on every machine")
    parser.add_argument("--as-of", default=datetime.date.today().isoformat(), help="the day of forms that have none; else today")
    parser.add_argument("--columns", help="the columns of the results")
    parser.add_argument("--input-format", choices=["csv", "ndjson"], help="what the lines are; else as the first of them looks")
    parser.add_argument("--joined", help="write forms beside their results here")
    arguments = parser.parse_args()
    command = [arguments.candor, "--quiet", *(["--rules", arguments.rules] if arguments.rules else [])]
    command += ["batch", "--as-of", arguments.as_of, *(["--columns", arguments.columns] if arguments.columns else [])]

    # enough lines in a batch that the start of a process, some milliseconds, is little beside them
    spark = SparkSession.builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 50_000).getOrCreate()
    lines = spark.read.text(arguments.forms, lineSep="\n").select("value")
    first = lines.first()
    if first is None:
        sys.exit("no forms")
    heading, is_heading = None, sql.lit(False)
    if arguments.input_format == "ndjson" or not arguments.input_format and first["value"].lstrip(BOM + " ").startswith("{"):
        columns = [*columns_of([*command, "-", "--input-format", "ndjson"], '{"answers": {}}'), "reject"]
        command += ["--lines", "--input-format", "ndjson"]
    else:
        heading = first["value"].removeprefix(BOM).removesuffix("\r")
        is_heading = sql.col("value").isin([mark + heading + end for mark in ("", BOM) for end in ("", "\r")])
        columns = columns_of([*command, "--lines", "--input-format", "csv"], heading)
        command += ["--lines", "--input-columns", heading]
    if arguments.joined and "case" not in columns:
        sys.exit("--joined finds forms by `case`, which is none of the columns")
    read, headings, files = *lines.agg(sql.count("*"), sql.count_if(is_heading)).first(), len(lines.inputFiles())
    if heading and headings != files:
        sys.exit(f"{files} files, and {headings} times the headings of the first: they stand once in every file, as its first line")

    # as bytes: what is no text would else be mended before `candor` could refuse it
    forms = lines.where(~is_heading).withColumn("value", sql.col("value").cast("binary"))
    answers = forms.mapInArrow(screening(command, columns), ", ".join(f"`{column}` string" for column in columns))
    answers.write.parquet(arguments.results)

    results = spark.read.parquet(arguments.results)
    answered, rejected = results.count(), results.where("reject != ''").count()
    if answered != read - headings:
        sys.exit(f"{read - headings} forms and {answered} answers: {arguments.results} is not whole")
    print(f"{answered} read = {answered - rejected} scored + {rejected} rejected")
    if arguments.joined:
        joined(forms, results, heading).write.parquet(arguments.joined)
        print(f"{spark.read.parquet(arguments.joined).count()} of {answered} joined by case")
    spark.stop()


if __name__ == "__main__":
    main()
