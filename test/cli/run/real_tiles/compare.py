"""Every displacement of a delivery against what the store gives back: text against text."""
import csv
import io
import sys
import zipfile

archive, stem = sys.argv[1:]
with zipfile.ZipFile(archive) as z:
    rows = csv.reader(io.TextIOWrapper(z.open(stem + ".csv"), "utf-8"))
    header = next(rows)
    dates = [i for i, name in enumerate(header) if len(name) == 8 and name.isdigit()]
    printed = {row[0]: [row[i] for i in dates] for row in rows}

stored = csv.reader(sys.stdin)
columns = next(stored)
places = [columns.index(header[i]) for i in dates]
count = wrong = 0
for row in stored:
    pid = row[columns.index("pid")]
    for text, place in zip(printed.pop(pid), places):
        count += 1
        wrong += text != row[place]
print(f"{stem}: {count} displacements, {wrong} not as printed, {len(printed)} points lost")
