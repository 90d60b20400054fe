#!/usr/bin/env bash
# Holds graphdown against other ways to a Rust client, side by side in one run: progenitor (with typify), typify alone and openapi-generator,
# on the same API as `graphdown export` writes it, and graph-rs-sdk as it is. Prints one table: lines, whether the generator did its work, what
# `cargo check` of the crate alone costs (what it depends on is compiled before), its errors. It does so for the slice of one area and for the
# whole of v1.0. A peer that fails, or goes over a limit, has a row that says so. Takes up to an hour; the peers go into the target folder.
#
# GRAPHDOWN_CORPUS names the folder of the documentation set, AREA the area (users). ROUNDS says how often `cargo check` is timed (1; medians).
# LIMIT_SECONDS (1200) and LIMIT_GB (12, of address space) hold for each run of a generator or of `cargo check`.
# Needs jq for progenitor, and java and pip for openapi-generator.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=1
# shellcheck source=tests/measure.sh
source tests/measure.sh
whole_set
area=${AREA:-users}
limit_seconds=${LIMIT_SECONDS:-1200} limit_gb=${LIMIT_GB:-12}
progenitor=0.15.1 typify=0.8.0 openapi_generator=7.26.0 graph_rs_sdk=3.0.1
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/bench CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never RUST_BACKTRACE=0
tools=$CARGO_TARGET_DIR/peers
mkdir -p "$tools"
jar=$tools/python/openapi_generator_cli/openapi-generator.jar

built graphdown-cli
graphdown=$release/graphdown
columns='%-34s%9s%10s%8s%10s%8s  %s'

# A peer that cannot be installed fails below, where it is called.
cargo install --locked --quiet --root "$tools" "cargo-progenitor@$progenitor" >&2 || true
cargo install --locked --quiet --root "$tools" "cargo-typify@$typify" >&2 || true
# The package of PyPI has the program in it; that of npm would fetch it from Maven.
[ -f "$jar" ] || python3 -m pip install --quiet --no-deps --target "$tools/python" "openapi-generator-cli==$openapi_generator" >&2 || true

# settings NAME LINES...: writes settings for a crate.
settings() {
  local name=$1
  shift
  printf '%s\n' "docs = \"$corpus\"" "out = \"graphdown-$name\"" "[crate]" "name = \"graphdown-$name\"" "own-workspace = true" \
    "client = { path = \"$root/crates/graphdown-client\" }" "$@" >"$work/$name.toml"
}
settings area '[api]' 'versions = ["v1.0"]' "include = [{ area = \"$area\" }]"
settings whole '[api]' 'versions = ["v1.0"]'

# What progenitor cannot do although OpenAPI has it: `default` beside an answer of another type, more than one success, media types of bodies,
# and an option or header with the name of a part of the path. So failures are called 4XX and 5XX, the first success stays, bodies of other media types
# are bytes, and those are left out.
# shellcheck disable=SC2016 # the names are those of jq
prepared='.paths[] |= ((.parameters // [] | map(.name)) as $names |
  map_values(if type == "object" and has("parameters") then .parameters |= map(select((.name // (."$ref" | split("/") | last)) as $it | $names | index($it) | not)) else . end)) |
(.paths[][] | objects | select(has("operationId"))) |= (
  .responses |= (. as $all | ([to_entries[] | select(.key != "default")][:1] | from_entries) + { "4XX": $all.default, "5XX": $all.default })
  | if .requestBody then .requestBody.content |= with_entries(.key |= if IN("application/json", "text/plain") then . else "application/octet-stream" end) else . end)'
operations='[.paths[][] | objects | select(has("operationId"))]'
for it in area whole; do
  "$graphdown" export openapi-3.0 --quiet --config "$work/$it.toml" --api-version v1.0 --out "$work/$it.openapi.json"
  "$graphdown" export json-schema --quiet --config "$work/$it.toml" --api-version v1.0 --out "$work/$it.schema.json"
  if command -v jq >/dev/null; then
    jq -c "$prepared" "$work/$it.openapi.json" >"$work/$it.prepared.json"
    jq -r "$operations | \"$it: \\(length) operations; for progenitor, \\(map(select(.responses | length > 2)) | length) lose answers after the first success, and \\(
      map(select(.requestBody.content // {} | keys | . - [\"application/json\", \"text/plain\", \"application/octet-stream\"] != [])) | length
      ) have bodies of other media types\"" "$work/$it.openapi.json"
  fi
done
echo

# manifest FOLDER NAME DEPENDENCIES...: a crate of its own.
manifest() {
  mkdir -p "$work/$1/src"
  printf '%s\n' '[package]' "name = \"$2\"" 'edition = "2024"' '[workspace]' '[dependencies]' "${@:3}" >"$work/$1/Cargo.toml"
}

# mend CRATE: where a name is very long, progenitor 0.15.1 writes a function at the end of the comment above it, and nothing compiles.
mend() {
  local swallowed='^( *///.*[^ ])( {4}pub (async )?fn )'
  grep -E "$swallowed" "$work/$1/src/lib.rs" >"$work/$1.mended" || true
  sed -E -i "s|$swallowed|\\1\\n\\2|" "$work/$1/src/lib.rs"
}

# The generators: each writes the folder `PEER-DOCUMENT`.
graphdown() {
  "$graphdown" generate --quiet --no-cache --config "$work/$1.toml" && cp "$root/Cargo.lock" "$work/graphdown-$1/"
}
progenitor() {
  command -v jq >/dev/null || { echo "error: jq is missing" && return 1; }
  "$tools/bin/cargo-progenitor" progenitor -i "$work/$1.prepared.json" -o "$work/progenitor-$1" -n "progenitor-$1" -v 0.0.0 &&
    printf '%s\n' '[workspace]' >>"$work/progenitor-$1/Cargo.toml" && mend "progenitor-$1"
}
typify() {
  manifest "typify-$1" "typify-$1" 'chrono = { version = "0.4", default-features = false, features = ["serde"] }' 'regress = "0.10"' \
    'serde = { version = "1", features = ["derive"] }' 'serde_json = "1"' 'uuid = { version = "1", features = ["serde"] }'
  "$tools/bin/cargo-typify" typify --no-builder "$work/$1.schema.json" -o "$work/typify-$1/src/lib.rs"
}
openapi_generator() {
  command -v java >/dev/null || { echo "error: java is missing" && return 1; }
  java -jar "$jar" generate -g rust -i "$work/$1.openapi.json" -o "$work/openapi_generator-$1" --package-name "openapi-generator-$1" &&
    printf '%s\n' '[workspace]' >>"$work/openapi_generator-$1/Cargo.toml"
}
graph_rs_sdk() {
  manifest "graph_rs_sdk-$1" "uses-graph-rs-sdk" \
    "graph-rs-sdk = { version = \"=$graph_rs_sdk\", default-features = false, features = [\"rustls-tls\"] }"
  : >"$work/graph_rs_sdk-$1/src/lib.rs"
  (cd "$work/graph_rs_sdk-$1" && cargo fetch --quiet)
}

# limited LOG COMMAND...: runs a command within the limits. Its CPU seconds in user mode and the peak of its memory go to `LOG.cost`.
limited() {
  local log=$1
  shift
  (ulimit -v $((limit_gb * 1024 * 1024)) && cost "$log.cost" timeout "$limit_seconds" "$@") >"$log" 2>&1
}

# why STATUS LOG: what stopped a command: the limit, or the first line that speaks of an error.
why() {
  if [ "$1" = 124 ]; then
    echo "over the limit of $limit_seconds s"
  elif grep -qE 'memory allocation of|OutOfMemory|SIGKILL' "$2"; then
    echo "over the limit of $limit_gb GB"
  else
    { grep -m 1 -E '^error|^gen fail|^assertion' "$2" || grep -m 1 -E '^Error|panicked|Exception|Unable' "$2" || echo "status $1"; } | cut -c 1-150
  fi
}

# The commands that compile a crate alone, and those that make it be compiled again.
check() {
  case $1 in
  openapi_generator-*) limited "$work/$1.check" cargo check --quiet --no-default-features ;; # without TLS, which needs libraries of the system
  *) limited "$work/$1.check" cargo check --quiet ;;
  esac
}
again() {
  case $1 in
  graph_rs_sdk-*) cargo clean --quiet -p graph-rs-sdk ;;
  *) touch src/lib.rs ;;
  esac
}

# warm CRATE: compiles what the crate depends on, and nothing of itself.
warm() {
  case $1 in
  graph_rs_sdk-*) check "$1" ;;
  *) mv src whole-src && mkdir src && : >src/lib.rs && { check "$1" || true; } && rm -r src && mv whole-src src ;;
  esac
}


# measure PEER DOCUMENT LABEL: generates, checks and prints a row.
measure() {
  local it=$1-$2 label=$3 status=0 lines errors=0 note=""
  export -f graphdown progenitor typify openapi_generator graph_rs_sdk manifest mend
  export work tools root jar graphdown graph_rs_sdk
  limited "$work/$it.generate" bash -c "$1 $2" || status=$?
  if [ "$status" != 0 ]; then
    row "$label" - failed - - - "$(why "$status" "$work/$it.generate")"
    return
  fi
  local sources=$work/$it/src
  [ "$1" = graph_rs_sdk ] && sources=$(cd "$work/$it" && cargo metadata --quiet --format-version 1 |
    grep -oE '"manifest_path":"[^"]*/graph-rs-sdk-[^"]*Cargo.toml"' | head -n 1 | sed 's/.*:"//; s/Cargo.toml"//')
  lines=$(find "$sources" -name '*.rs' -exec cat {} + | wc -l)
  cd "$work/$it"
  warm "$it" || true
  for _ in $(seq "$rounds"); do
    again "$it"
    status=0
    check "$it" || status=$?
    tail -n 1 "$work/$it.check.cost" >>"$work/$it.costs"
    [ "$status" = 0 ] || break
  done
  cd "$root"
  if [ "$status" != 0 ]; then
    errors=$(sed -nE 's/.*could not compile .* due to ([0-9]+) previous errors?.*/\1/p' "$work/$it.check" | head -n 1)
    note=$(why "$status" "$work/$it.check")
  fi
  if [ -s "$work/$it.mended" ]; then
    note="${note:+$note; }$(wc -l <"$work/$it.mended") functions stood in a comment: mended"
  fi
  median 1 <"$work/$it.costs" >"$work/$it.seconds"
  [ "$status" != 124 ] || echo "$limit_seconds" >"$work/$it.seconds"
  [ "$status" = 0 ] || touch "$work/$it.failed"
  row "$label" "$lines" worked "${errors:--}" "$(cat "$work/$it.seconds")" \
    "$(median 2 <"$work/$it.costs" | awk '{ print $1 ? int($1 / 1e3) : "-" }')" "$note"
}

for it in area whole; do
  title="the whole of v1.0"
  [ "$it" = area ] && title="the area $area"
  row "$title" lines generated errors "check, s" MB ""
  measure graphdown "$it" "graphdown"
  measure progenitor "$it" "progenitor $progenitor"
  measure typify "$it" "typify $typify, types alone"
  measure openapi_generator "$it" "openapi-generator $openapi_generator"
  [ "$it" = area ] || measure graph_rs_sdk "$it" "graph-rs-sdk $graph_rs_sdk, no types"
  if [ -f "$work/progenitor-$it.seconds" ]; then
    awk -v ours="$(cat "$work/graphdown-$it.seconds")" -v theirs="$(cat "$work/progenitor-$it.seconds")" \
      -v until="$([ -f "$work/progenitor-$it.failed" ] && echo " (until it failed)")" \
      'BEGIN { printf "progenitor : graphdown = %.1f%s\n", theirs / ours, until }'
  fi
  echo
done
