#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How often does noise alone pass for variable? Simulates series of white noise and an AR(1) process over five years, in tenths
of a millimetre as deliveries print them, and counts the variable_flag that `plumbline features` gives them (README.md)."""
import argparse
import csv
import datetime
import math
import pathlib
import random
import subprocess
import tempfile

CORRELATION = 0.68  # of the AR(1) process, from one acquisition to the next
TESTS = {"raw > 1.5": [], "lo, 0.05": ["--cusum", "lo"], "lo, 0.01": ["--cusum", "lo", "--cusum-level", "0.01"]}


def write_series(file, acquisitions, correlated, series, draw):
    first = datetime.date(2020, 1, 1)
    dates = [(first + datetime.timedelta(days=round(1826 * i / acquisitions))).strftime("%Y%m%d") for i in range(acquisitions)]
    white, remembering, renewed = math.sqrt(1 - correlated), math.sqrt(correlated), math.sqrt(1 - CORRELATION**2)
    with open(file, "w") as out:
        out.write("pid," + ",".join(dates) + "\n")
        for n in range(series):
            state = draw.gauss(0, 1)
            values = []
            for _ in dates:
                state = CORRELATION * state + renewed * draw.gauss(0, 1)
                values.append(f"{4 * (white * draw.gauss(0, 1) + remembering * state):.1f}")
            out.write(f"s{n}," + ",".join(values) + "\n")


def share_flagged(plumbline, file, options):
    out = file.with_suffix(".out.csv")
    subprocess.run([plumbline, "features", file, "--out", out, "--overwrite", "-q", *options], check=True)
    rows = list(csv.DictReader(open(out, newline="")))
    return sum(r["variable_flag"] == "1" for r in rows) / len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--series", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plumbline = options.build.resolve() / "plumbline"
    draw = random.Random(options.seed)
    print(f"share flagged, {options.series} series each")
    print(f"{'acquisitions':>12}{'correlated':>12}" + "".join(f"{name:>12}" for name in TESTS))
    with tempfile.TemporaryDirectory() as work:
        file = pathlib.Path(work) / "series.csv"
        for acquisitions in (300, 150, 60):
            for correlated in (0.0, 0.33, 0.6, 0.9):
                write_series(file, acquisitions, correlated, options.series, draw)
                shares = [share_flagged(plumbline, file, arguments) for arguments in TESTS.values()]
                print(f"{acquisitions:12}{correlated:12.2f}" + "".join(f"{s:12.3f}" for s in shares), flush=True)


if __name__ == "__main__":
    main()
