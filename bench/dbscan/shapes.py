#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How the time and memory per point of plumbline's DBSCAN change with size and with hostile scenes.

The scenes take turns within one run, and the best of each counts.
"""
import argparse
import json
import subprocess


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True, help="the program bench_dbscan")
    parser.add_argument("--points", type=int, default=1_000_000, help="of the smallest scene")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    scenes = [("towns", options.points), ("towns", 4 * options.points), ("towns", 16 * options.points),
              ("ball", options.points), ("raster", options.points), ("nothing", options.points)]
    best = {}
    for turn in range(options.rounds):
        for scene in scenes:
            out = subprocess.run([options.bench, "verb=time", f"scene={scene[0]}", f"points={scene[1]}",
                                  "repetitions=3", "check=" + ("no" if turn else "yes")],
                                 check=True, capture_output=True, text=True).stdout
            now = json.loads(out)
            if scene not in best or now["seconds"] < best[scene]["seconds"]:
                best[scene] = now
    reference = best[scenes[0]]["nanoseconds_per_point"]
    print(f"{'scene':<10}{'points':>12}{'ns/point':>10}{'of towns':>10}{'bytes/point':>13}{'clusters':>10}")
    for scene in scenes:
        m = best[scene]
        print(f"{scene[0]:<10}{scene[1]:>12,}{m['nanoseconds_per_point']:>10.0f}"
              f"{m['nanoseconds_per_point'] / reference:>10.2f}{m['peak_bytes_per_point']:>13.1f}{m['clusters']:>10}")


if __name__ == "__main__":
    main()
