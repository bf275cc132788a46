"""Compares two tables of results cell by cell, in order: compare.py OURS THEIRS. Ends with status 1 at the first difference.

Words are the same bytes. A score is the same numbers, however they are printed (`3` and `3.0`); the apostrophe that
keeps a spreadsheet from running a cell is no part of it.
"""

import csv
import sys
from itertools import zip_longest


def same(ours, theirs):
    if ours == theirs:
        return True
    ours, theirs = ours.removeprefix("'").split(".."), theirs.split("..")
    try:
        return len(ours) == len(theirs) and all(float(one) == float(other) for one, other in zip(ours, theirs))
    except ValueError:
        return False


def main():
    ours, theirs = sys.argv[1:]
    with open(ours, newline="", encoding="utf-8") as one, open(theirs, newline="", encoding="utf-8") as other:
        ours, theirs = csv.reader(one), csv.reader(other)
        headings = next(ours)
        if headings != next(theirs, None):
            sys.exit("the headings differ")
        rows = cells = 0
        for rows, (left, right) in enumerate(zip_longest(ours, theirs), start=1):
            if left is None or right is None:
                sys.exit(f"record {rows}: one table ends here")
            if left != right:
                differing = [f"{name}: {a!r}, {b!r}" for name, a, b in zip(headings, left, right) if not same(a, b)]
                if differing or len(left) != len(right):
                    sys.exit(f"record {rows} differs: {'; '.join(differing[:5])}")
            cells += len(left)
    print(f"{rows:,} records, {cells:,} cells: the same")


if __name__ == "__main__":
    main()
