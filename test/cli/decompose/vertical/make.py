"""Ground that moves up and down only: an ascending burst over 20 x 10 cells, a descending one over the five western columns. Coherence is 0.9,
in the northern half 0.7, and two points share each cell, the second one of coherence 0.8."""
import datetime

HEAD = ("pid,mp_type,latitude,longitude,easting,northing,height_ortho,height_ellipse,line,pixel,rmse_ts,temporal_coherence,"
        "amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_up,mean_velocity,mean_velocity_std,acceleration,"
        "acceleration_std,seasonality,seasonality_std,gnss_velocity")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ORIGIN = datetime.date(2020, 1, 2)


def base62(number, length):
    text = ""
    for _ in range(length):
        number, digit = divmod(number, 62)
        text = DIGITS[digit] + text
    return text


for name, track, burst, columns, east, north, up, angle in [("117_0261", 117, 261, 20, -0.621, -0.098, 0.777, -8.94),
                                                            ("022_0845", 22, 845, 5, 0.594, -0.120, 0.795, 191.42)]:
    dates = [ORIGIN + datetime.timedelta(12 * i) for i in range(60)]
    with open(f"EGMS_L2b_{name}_IW2_VV_2020_2024_1.csv", "w") as out:
        print(HEAD, *(f"{d:%Y%m%d}" for d in dates), sep=",", file=out)
        for row in range(10):
            for column in range(columns):
                for point in range(2):
                    pid = "1" + base62(track << 16 | burst << 4 | 2 << 2 | 3, 4) + base62((row + 1) << 16 | (2 * column + point), 5)
                    coherence = 0.8 if point else 0.9 if row < 5 else 0.7
                    rate = -10 + column + row
                    moves = ((d - ORIGIN).days / 365.25 * rate * up for d in dates)
                    print(pid, 0, 45.78, 11.65, 4450020 + 100 * column + 30 * point, 2520035 + 100 * row, 100, 147, row + 1, 2 * column + point, 2.0,
                          coherence, 0.2, 39, angle, east, north, up, 0, 0.1, 0, 0.1, 0, 0.1, 0, *(f"{m:.3f}" for m in moves), sep=",", file=out)
