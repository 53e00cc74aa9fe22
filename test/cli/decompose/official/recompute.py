"""East and Up of all cells of the two deliveries, by the definition in docs/science.md and nothing else: loops over points, dates and cells.
Prints the largest difference from the tiles of a store, and the sums of all displacements of E45N17 beside the official ones."""
import csv
import datetime
import glob
import io
import subprocess
import sys
import zipfile

plumbline, store, deliveries = sys.argv[1:]
OFFICIAL_SUMS = {"E": -318890.7, "U": -644631.7}


def day(name):
    return datetime.datetime.strptime(name, "%Y%m%d").toordinal()


def read(path):
    """Cells of a delivery: (easting, northing) of the south-west corner / 100 m -> points; each (los_east, los_up, series)."""
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".csv"))
        rows = csv.reader(io.TextIOWrapper(archive.open(name)))
        header = next(rows)
        dates = [i for i, name in enumerate(header) if name.isdigit()]
        at = {name: header.index(name) for name in ("easting", "northing", "los_east", "los_up", "track_angle")}
        cells = {}
        for row in rows:
            cell = (int(float(row[at["easting"]]) // 100), int(float(row[at["northing"]]) // 100))
            cells.setdefault(cell, []).append((float(row[at["los_east"]]), float(row[at["los_up"]]), [float(row[i]) for i in dates]))
            descending = 90 < float(row[at["track_angle"]]) % 360 < 270
    return descending, [day(header[i]) for i in dates], cells


def mean_of(points):
    count = len(points)
    series = [0.0] * len(points[0][2])
    for _, _, values in points:
        for i, value in enumerate(values):
            series[i] += value / count
    return sum(p[0] for p in points) / count, sum(p[1] for p in points) / count, series


def at_date(days, series, wanted):
    for i in range(len(days)):
        if days[i] == wanted:
            return series[i]
        if days[i] < wanted < days[i + 1]:
            share = (wanted - days[i]) / (days[i + 1] - days[i])
            return series[i] + share * (series[i + 1] - series[i])


tracks = sorted((read(path) for path in glob.glob(deliveries)), key=lambda track: track[0])  # ascending first
(_, days_a, cells_a), (_, days_d, cells_d) = tracks
first, last = max(days_a[0], days_d[0]), min(days_a[-1], days_d[-1])
grid = list(range(first, last + 1, 6))
solved = {}
for cell in sorted(set(cells_a) & set(cells_d)):
    east_a, up_a, series_a = mean_of(cells_a[cell])
    east_d, up_d, series_d = mean_of(cells_d[cell])
    east, up = [], []
    for date in grid:
        a, d = at_date(days_a, series_a, date), at_date(days_d, series_d, date)
        determinant = east_a * up_d - east_d * up_a
        east.append((a * up_d - d * up_a) / determinant)
        up.append((east_a * d - east_d * a) / determinant)
    solved[cell] = {"E": east, "U": up}

for place, component in enumerate("EU"):
    query = f"SELECT m.easting, m.northing, t.* FROM all_timeseries t JOIN all_metadata m USING (pid, tile) WHERE tile LIKE '%100km_{component}_%'"
    text = subprocess.run([plumbline, "sql", query, "--store", store, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    dates = sorted(name for name in rows[0] if name.isdigit() and rows[0][name])
    worst = total = inside = 0
    for row in rows:
        cell = (int(float(row["easting"]) // 100), int(float(row["northing"]) // 100))
        values = [float(row[name]) for name in dates]
        worst = max(worst, *(abs(a - b) for a, b in zip(values, solved[cell][component])))
        if cell[0] // 1000 == 45:
            inside += 1
            total += sum(values)
    same = len(rows) == len(solved) and [day(name) for name in dates] == grid
    mean = (total - OFFICIAL_SUMS[component]) / (inside * len(grid))
    print(component, len(rows), "cells, same cells and dates:", same, "worst below 0.001 mm:", worst < 0.001,
          inside, "in E45N17, mean difference from the official sum below 0.05 mm:", abs(mean) < 0.05)
