import csv
import datetime
import io
import json
import subprocess
import sys

plumbline, store = sys.argv[1:]
truth = json.load(open("truth.json"))
for place, component in enumerate("EU"):
    tile = f"EGMS_L3_E44N25_100km_{component}_2020_2024_1"
    query = f"SELECT m.easting, m.northing, m.mean_velocity, t.* FROM all_timeseries t JOIN all_metadata m USING (pid, tile) WHERE tile = '{tile}'"
    text = subprocess.run([plumbline, "sql", query, "--store", store, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    # The view has the dates of all tiles.
    dates = [name for name in rows[0] if name.isdigit() and rows[0][name]]
    worst = speed = 0
    for row in rows:
        rate = truth[f"{float(row['easting']):.0f} {float(row['northing']):.0f}"][place]
        speed = max(speed, abs(float(row["mean_velocity"]) - rate))
        for name in dates:
            years = (datetime.datetime.strptime(name, "%Y%m%d").date() - datetime.date(2020, 1, 7)).days / 365.25
            worst = max(worst, abs(float(row[name]) - rate * years))
    print(component, len(rows), "cells of", len(truth), len(dates), "dates from", dates[0], "worst below 0.05 mm:", worst < 0.05,
          "velocities below 0.01 mm/yr:", speed < 0.01)
