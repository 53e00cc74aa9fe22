#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How near to the truth do the methods of `plumbline correct` fill gaps (README.md)? Exits with 1 when the harmonic method does
not beat the linear one on points with a season."""
import argparse
import collections
import csv
import datetime
import io
import math
import pathlib
import random
import subprocess
import sys
import tempfile

METHODS = ["linear", "harmonic"]
GROUPS = ["all", "season < 1 mm", "season 1 to 3 mm", "season >= 3 mm", "accel, decel"]


def read(folder):
    file = next(f for f in sorted(folder.glob("*.csv")) if not f.stem.endswith("_truth"))
    rows = list(csv.reader(open(file, newline="")))
    dates = [i for i, name in enumerate(rows[0]) if name.isdigit() and len(name) == 8]
    return rows, dates, file.name


def without(rows, dates, months, draw):
    """The same series without one run of values of so many months, somewhere between the first and the last."""
    days = [datetime.date.fromisoformat(f"{rows[0][i][:4]}-{rows[0][i][4:6]}-{rows[0][i][6:]}").toordinal() for i in dates]
    result = [rows[0]]
    for row in rows[1:]:
        row = list(row)
        begin = draw.uniform(days[0] + 100, days[-1] - 100 - 30 * months)
        for day, i in zip(days, dates):
            if begin < day < begin + 30 * months:
                row[i] = ""
        result.append(row)
    return result


def groups_of(truth):
    season = float(truth["seasonal_amplitude_mm"])
    yield "all"
    yield "season < 1 mm" if season < 1 else "season 1 to 3 mm" if season < 3 else "season >= 3 mm"
    if truth["phenomenon"] in ("accel", "decel"):
        yield "accel, decel"


def errors(plumbline, work, rows, name, method, ground, truths):
    """Sums of squared differences of the fills from the ground's own motion, and their number, by group."""
    store = work / "store"
    if not store.exists():
        with open(work / name, "w", newline="") as file:
            csv.writer(file).writerows(rows)
        subprocess.run([plumbline, "ingest", work / name, "--store", store, "-q"], check=True)
    subprocess.run([plumbline, "correct", "--store", store, "--write", "--method", method, "-q"], check=True,
                   stdout=subprocess.DEVNULL)
    answer = subprocess.run([plumbline, "sql", "SELECT * FROM all_filled", "--store", store, "--format", "csv"], check=True,
                            capture_output=True, text=True).stdout
    sums = collections.defaultdict(lambda: [0.0, 0])
    for row in csv.DictReader(io.StringIO(answer)):
        names = [n for n in row if n.isdigit()]
        fills = [n for n, mark in zip(names, row["filled"]) if mark == "1"]
        squares = sum((float(row[n]) - ground[row["pid"]][n]) ** 2 for n in fills)
        for group in groups_of(truths[row["pid"]]):
            sums[group][0] += squares
            sums[group][1] += len(fills)
    return sums


def scene(plumbline, points, seed, folder):
    for name, extra in {"noisy": [], "winters": ["--gaps", "1"], "ground": ["--noise-free"]}.items():
        subprocess.run([plumbline, "synth", "--out", folder / name, "--tiles", "1", "--points", str(points), "--dates", "210",
                        "--seed", str(seed), "--csv", "-q", *extra], check=True, stdout=subprocess.DEVNULL)
    rows, dates, name = read(folder / "noisy")
    ground_rows, ground_dates, _ = read(folder / "ground")
    pid = ground_rows[0].index("pid")
    ground = {r[pid]: {ground_rows[0][i]: float(r[i]) for i in ground_dates} for r in ground_rows[1:]}
    truth_file = next((folder / "noisy").glob("*_truth.csv"))
    truths = {r["pid"]: r for r in csv.DictReader(open(truth_file, newline=""))}
    draw = random.Random(seed)
    gappy = {f"one gap of {m} months": without(rows, dates, m, draw) for m in (2, 4, 6, 12)}
    for months in (2, 6):
        gappy[f"no noise, {months} months"] = without(ground_rows, ground_dates, months, draw)
    gappy["lost winters"] = read(folder / "winters")[0]
    return gappy, name, ground, truths


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--points", type=int, default=2500)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    plumbline = options.build.resolve() / "plumbline"
    sums = collections.defaultdict(lambda: [0.0, 0])
    for seed in range(1, options.seeds + 1):
        with tempfile.TemporaryDirectory() as place:
            gappy, name, ground, truths = scene(plumbline, options.points, seed, pathlib.Path(place))
            for kind, rows in gappy.items():
                with tempfile.TemporaryDirectory() as work:
                    for method in METHODS:
                        for group, (squares, count) in errors(plumbline, pathlib.Path(work), rows, name, method, ground,
                                                              truths).items():
                            sums[kind, method, group][0] += squares
                            sums[kind, method, group][1] += count
    rms = {key: math.sqrt(squares / count) for key, (squares, count) in sums.items() if count}
    print(f"rms of the fills against the ground's own motion, mm; {options.seeds} scenes of {options.points} points, 210 dates")
    print(f"{'':22}" + "".join(f"{group:>28}" for group in GROUPS))
    print(f"{'':22}" + f"{'linear':>12}{'harmonic':>10}{'fills':>6}" * len(GROUPS))
    failed = False
    for kind in sorted({k for k, _, _ in rms}):
        line = f"{kind:22}"
        for group in GROUPS:
            if (kind, "linear", group) not in rms:
                line += f"{'-':>28}"
                continue
            a, b = rms[kind, "linear", group], rms[kind, "harmonic", group]
            line += f"{a:12.2f}{b:10.2f}{sums[kind, 'linear', group][1] // 1000:5}k"
            failed |= group == "season >= 3 mm" and b >= a and "no noise" not in kind
        print(line)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
