# Sourced by the cases. `tiny` is a delivery of twelve points and twenty dates, made by `plumbline synth`.
tiny=$PLUMBLINE_SOURCE_DIR/test/data/EGMS_L2b_117_0261_IW2_VV_2020_2024_1.csv
name=$(basename "$tiny")

# damaged SED_SCRIPT: a copy of the tiny delivery with one thing wrong, then what ingest says and leaves behind.
damaged() {
  sed -E "$1" "$tiny" >"$name"
  ingest_says
}
ingest_says() {
  "$plumbline" ingest "$name" --store store -q
  echo "exit $?; left behind: $(find store -type f ! -name plumbline.json ! -name '*.lock' 2>/dev/null | sort | xargs)"
}
