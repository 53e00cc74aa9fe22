# Sourced by the cases of `download`. Starts the stand-in for EGMS's archive and says how to reach it.
# offer NAME…: makes deliveries of these names in the folder archive/, each with its own content.
. "$PLUMBLINE_SOURCE_DIR/test/cli/support.sh"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null' EXIT

offer() {
  mkdir -p archive made
  "$plumbline" synth --out made --tiles 1 --points 40 --dates 30 --seed 7 -q >/dev/null
  for name in "$@"; do cp made/*.zip "archive/$name"; done
}

# with_faults [FAULT…]: a server that starts anew, with its log in server.log.
with_faults() {
  [ -z "$server" ] || { kill "$server"; wait "$server" 2>/dev/null; }
  rm -f port key.json
  python3 "$PLUMBLINE_SOURCE_DIR/test/support/archive_server.py" archive port key.json "$@" 2>server.log &
  server=$!
  for ((i = 0; i < 600; i++)); do [ -s port ] && break; sleep 0.1; done
  url=http://127.0.0.1:$(cat port)/archive
}

# fetch [OPTION…]: what the command says, how it ends, and what is there then.
fetch() {
  "$plumbline" download --key key.json --url "$url" --to here --retry-wait 0.01 "$@" 2>&1 |
    sed "s/127\.0\.0\.1:[0-9]*/127.0.0.1/g" | sort
  echo "exit ${PIPESTATUS[0]}; there: $(cd here 2>/dev/null && ls | xargs)"
}

# whole: whether each delivery that came is the one that was offered.
whole() { for file in here/*.zip; do cmp -s "$file" "archive/$(basename "$file")" && echo "whole: $(basename "$file")"; done; }
