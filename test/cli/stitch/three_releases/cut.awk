# Keeps the dates from FROM to TO, adds OFFSET mm and RATE mm/yr to the displacements, and leaves out every DROP-th point.
function day(text,  y, m) {  # the Julian day
  y = substr(text, 1, 4); m = substr(text, 5, 2)
  if (m <= 2) { --y; m += 12 }
  return int(365.25 * y) + int(30.6001 * (m + 1)) - int(y / 100) + int(y / 400) + substr(text, 7, 2)
}
BEGIN { FS = "," }
NR == 1 { for (i = 1; i <= NF; ++i) { date[i] = $i ~ /^[0-9]+$/; keep[i] = !date[i] || ($i >= FROM && $i <= TO); if (date[i]) years[i] = (day($i) - day("20180101")) / 365.25 } }
NR > 1 && DROP && NR % DROP == 0 { next }
{
  line = $1
  for (i = 2; i <= NF; ++i) if (keep[i]) line = line "," (NR > 1 && date[i] ? sprintf("%.1f", $i + OFFSET + RATE * years[i]) : $i)
  print line
}
