#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do `plumbline cluster` and `plumbline subcluster` together take less time than `plumbline classify` of the same store?

A store of `synth` deliveries (made once, kept), classified; the least velocity of a point that takes part is chosen so
that `--eligible` of all points do. The clusters are first held against the definition of DBSCAN (`--check`); then the
three commands are run in turn, each doing all of its work again. Medians over the rounds count.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from stores import make_store, run  # noqa: E402


def ask(plumbline, store, query):
    answer = subprocess.run([plumbline, "sql", query, "--store", store, "--format", "json"], check=True,
                            capture_output=True, text=True)
    return json.loads(answer.stdout)[0]


def velocity_of_share(plumbline, store, share):
    """The |mean velocity| that `share` of all points reach with enough coherence, and the number of points."""
    points = int(ask(plumbline, store, "SELECT count(*) AS points FROM all_metadata")["points"])
    row = ask(plumbline, store, "SELECT abs(mean_velocity) AS v FROM all_metadata WHERE temporal_coherence >= 0.5 "
                                f"ORDER BY v DESC LIMIT 1 OFFSET {int(share * points)}")
    return float(row["v"]), points


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="build folder of the release preset")
    parser.add_argument("--tiles", type=int, default=10)
    parser.add_argument("--points", type=int, default=500_000, help="a tile")
    parser.add_argument("--dates", type=int, default=300)
    parser.add_argument("--eligible", type=float, default=0.1, help="share of the points that take part")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=pathlib.Path, help="where the store is kept; default in the build folder")
    options = parser.parse_args()
    build = options.build.resolve()
    plumbline = build / "plumbline"
    folder = options.data or build / "bench" / "data" / f"cluster_{options.tiles}x{options.points}x{options.dates}"
    store = make_store(plumbline, folder, options.tiles, options.points, options.dates)
    common = ["--store", store, "--threads", options.threads, "-q"]
    run([plumbline, "classify", *common])
    velocity, points = velocity_of_share(plumbline, store, options.eligible)
    cluster = [plumbline, "cluster", *common, "--min-velocity", velocity]
    subcluster = [plumbline, "subcluster", *common]
    run([*cluster, "--check"])
    run([*subcluster, "--check"])

    commands = {"classify": [plumbline, "classify", *common], "cluster": cluster, "subcluster": subcluster}
    seen = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            seen[name].append(run([*command, "--overwrite"]))
    median = {name: [statistics.median(column) for column in zip(*rounds)] for name, rounds in seen.items()}
    print(f"{points:,} points of {options.dates} dates in {options.tiles} tiles, {options.eligible:.0%} eligible "
          f"(|v| >= {velocity:.1f} mm/yr), {options.threads} threads, {options.rounds} rounds")
    print(f"{'':12}{'wall s':>10}{'of classify':>13}{'processor s':>13}{'peak MB':>10}")
    for name, (wall, processor, memory) in median.items():
        print(f"{name:12}{wall:10.2f}{wall / median['classify'][0]:13.2f}{processor:13.2f}{memory:10.0f}")
    both = median["cluster"][0] + median["subcluster"][0]
    print(f"{'together':12}{both:10.2f}{both / median['classify'][0]:13.2f}")


if __name__ == "__main__":
    main()
