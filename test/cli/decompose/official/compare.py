"""Compares with figures of the official files: sums of all displacements (mm), velocities (min, median, max)."""
import csv
import statistics
import sys

OFFICIAL = {"E": (-318890.7, (-5.6, -0.8, 3.6)), "U": (-644631.7, (-5.7, -1.6, 1.2))}
for component, (total, velocities) in OFFICIAL.items():
    rows = list(csv.reader(open(f"{sys.argv[1]}/EGMS_L3_E45N17_100km_{component}_2020_2024_1.csv")))
    header = rows.pop(0)
    dates = [i for i, name in enumerate(header) if name.isdigit()]
    print(component, len(rows), "rows", len(header), "columns", len(dates), "dates", header[dates[0]], header[dates[-1]])
    ours = sum(float(row[i]) for row in rows for i in dates)
    mean_difference = (ours - total) / (len(rows) * len(dates))
    limit = next(limit for limit in (0.001, 0.01, 0.05, 1000) if abs(mean_difference) < limit)
    print("  mean difference of a displacement below", limit, "mm")
    speed = sorted(float(row[header.index("mean_velocity")]) for row in rows)
    spread = (speed[0], statistics.median(speed), speed[-1])
    print("  velocities within 0.1 mm/yr:", all(abs(a - b) < 0.1001 for a, b in zip(spread, velocities)))
    places = [(int(row[2]), int(row[1])) for row in rows]
    print("  south to north, west to east:", places == sorted(places))
