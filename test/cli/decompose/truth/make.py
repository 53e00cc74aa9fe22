"""Three bursts over the same ground, two ascending and one descending: every cell of 100 m moves at rates of its own, and at that of the
argument, if there is one, to the north."""
import datetime
import json
import sys

HEAD = ("pid,mp_type,latitude,longitude,easting,northing,height_ortho,height_ellipse,line,pixel,rmse_ts,temporal_coherence,"
        "amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_up,mean_velocity,mean_velocity_std,acceleration,"
        "acceleration_std,seasonality,seasonality_std,gnss_velocity")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
NORTH = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
ORIGIN = datetime.date(2020, 1, 7)
TRACKS = [("044_0240", 44, 240, -0.621, -0.098, 0.777, -8.94, 2, 12, 150),
          ("117_0261", 117, 261, -0.540, -0.090, 0.837, -8.94, 5, 6, 300),
          ("022_0845", 22, 845, 0.594, -0.120, 0.795, 191.42, 7, 24, 76)]


def base62(number, length):
    text = ""
    for _ in range(length):
        number, digit = divmod(number, 62)
        text = DIGITS[digit] + text
    return text


def rates(column, row):
    return -8 + 0.3 * column, 5 - 0.4 * row


truth = {}
for name, track, burst, east, north, up, angle, first, step, count in TRACKS:
    dates = [datetime.date(2020, 1, first) + datetime.timedelta(step * i) for i in range(count)]
    with open(f"EGMS_L2b_{name}_IW2_VV_2020_2024_1.csv", "w") as out:
        print(HEAD, *(f"{d:%Y%m%d}" for d in dates), sep=",", file=out)
        line = 0
        for row in range(40):
            for column in range(50):
                e, u = rates(column, row)
                for point in range(1 + (row + column) % 3):
                    line += 1
                    pid = "1" + base62(track << 16 | burst << 4 | 2 << 2 | 3, 4) + base62(line << 16 | column, 5)
                    x, y = 4450000 + 100 * column + 20 + 30 * point, 2520000 + 100 * row + 35 + 10 * point
                    moves = ((d - ORIGIN).days / 365.25 * (e * east + NORTH * north + u * up) for d in dates)
                    print(pid, 0, 46, 11, x, y, 100, 147, line, column, 2.0, 0.9, 0.2, 39, angle, east, north, up, 0, 0.1, 0, 0.1, 0,
                          0.1, 0, *(f"{m:.3f}" for m in moves), sep=",", file=out)
                truth[f"{4450050 + 100 * column} {2520050 + 100 * row}"] = (e, u)
json.dump(truth, open("truth.json", "w"))
