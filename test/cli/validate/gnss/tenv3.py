"""Daily positions that move as station USIX does: E -0.510, N 1.823, U -0.889 mm/yr."""
import datetime

print("site YYMMMDD yyyy.yyyy __MJD week d reflon _e0(m) __east(m) ____n0(m) _north(m) u0(m) ____up(m) _ant(m) sig_e(m) sig_n(m) "
      "sig_u(m) __corr_en __corr_eu __corr_nu _latitude(deg) _longitude(deg) __height(m)")
first = datetime.date(2020, 1, 1)
for day in range(0, 1826):
    date = first + datetime.timedelta(day)
    years = day / 365.25
    east, north, up = (rate * years / 1000 for rate in (-0.510, 1.823, -0.889))
    mjd = date.toordinal() - 678576
    print("USIX", date.strftime("%y%b%d").upper(), f"{2020 + years:.4f}", mjd, 2000 + day // 7, day % 7, "13.2", 100, f"{east:.6f}", 4000,
          f"{north:.6f}", 250, f"{up:.6f}", "0.0000 0.0008 0.0009 0.0030 0.0 0.0 0.0 38.70781 13.17922 250.0")
