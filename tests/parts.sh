#!/usr/bin/env bash
# What the crate of a whole documentation set costs to compile, part by part: its models, the bodies of requests, its paths, and one area,
# as a feature and as a slice. Beside them two floors: the same models as plain structs without any JSON, and the same paths without
# documentation and without what is known of operations. Prints one table, and the cost of a thousand. Takes some minutes.
#
# GRAPHDOWN_CORPUS names the folder of the documentation set. ROUNDS says how often `cargo check` is timed (5).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/measure.sh
source tests/measure.sh
whole_set
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/bench CARGO_INCREMENTAL=0

built graphdown-cli
columns='%-42s%10s%10s%10s%10s%10s'

# crate FOLDER SETTINGS...: writes a crate, with lines for `[crate]` and what follows.
crate() {
  local folder=$1
  shift
  printf '%s\n' "docs = \"$corpus\"" "out = \"$folder\"" "[crate]" "name = \"parts-$folder\"" "own-workspace = true" \
    "client = { path = \"$root/crates/graphdown-client\" }" "$@" >"$work/$folder.toml"
  "$release/graphdown" generate --quiet --no-cache --config "$work/$folder.toml"
  cp Cargo.lock "$work/$folder/"
}

# part FROM FOLDER MODULES...: a copy of a crate without these modules, and without the documents that lead into them.
part() {
  local from=$1 folder=$2
  shift 2
  cp -r "$work/$from" "$work/$folder"
  sed -i "s/^name = .*/name = \"parts-$folder\"/" "$work/$folder/Cargo.toml"
  sed -i '/^\/\/!/d' "$work/$folder/src/lib.rs"
  for module in "$@"; do
    sed -i "/^pub mod $module;/d; /^pub use self::$module::/d; /^\/\/! - \[/d" "$work/$folder/src/v1_0.rs"
  done
}

crate whole
crate area '[api]' "include = [{ area = \"${AREA:-users}\" }]"
crate twin 'serde-derive-twin = true'
part whole bodies paths
part whole models paths requests
part twin plain paths requests
find "$work/plain/src/v1_0/models" "$work/plain/src/v1_0/models.rs" -name '*.rs' -exec sed -i \
  's/, serde::Serialize, serde::Deserialize//; /^ *#\[serde($/,/^ *)\]/d; /^ *#\[serde(/d; /^graphdown_client::names! {/,/^}/d' {} +
part whole bare
find "$work/bare/src/v1_0/paths" "$work/bare/src/v1_0/paths.rs" -name '*.rs' | while read -r file; do
  awk '/^ *\/\/\// { next }
    /: OperationInfo = OperationInfo \{$/ { sub(/ \{$/, "::NOTHING;"); print; skip = 1; next }
    skip { if (/^    };$/) skip = 0; next }
    { print }' "$file" >"$work/file"
  cp "$work/file" "$file"
done

part whole feature
sed -i "s/^default = .*/default = [\"${AREA:-users}\"]/" "$work/feature/Cargo.toml"

folders="plain models bodies bare whole feature area"
# again FOLDER COMMAND...: what a command costs, after the crate was touched.
again() {
  local folder=$1
  shift
  touch "$work/$folder/src/lib.rs"
  (cd "$work/$folder" && cost "$work/cost" "$@" >/dev/null 2>&1)
  tail -n 1 "$work/cost"
}

for folder in $folders; do
  (cd "$work/$folder" && cargo check --quiet 2>/dev/null && cargo build --quiet 2>/dev/null && cargo build --quiet --release 2>/dev/null)
done
# In turn, so that what else the machine does falls on all of them.
for _ in $(seq "$rounds"); do
  for folder in $folders; do
    again "$folder" cargo check --quiet >>"$work/check-$folder"
  done
done
row "CPU seconds (user), MB" check dev release rlib memory
name() {
  case $1 in
  plain) echo "plain structs without JSON (a floor)" ;;
  models) echo "models and enums" ;;
  bodies) echo "... and bodies of requests" ;;
  bare) echo "... and paths without words (a floor)" ;;
  whole) echo "the whole crate" ;;
  feature) echo "... with the feature ${AREA:-users} alone" ;;
  area) echo "the slice of the area ${AREA:-users}" ;;
  esac
}
for folder in $folders; do
  dev=$(again "$folder" cargo build --quiet)
  optimized=$(again "$folder" cargo build --quiet --release)
  rlib=$(find "$release" -maxdepth 1 -name "libparts_$folder.rlib" -exec stat -c %s {} +)
  row "$(name "$folder")" "$(median 1 <"$work/check-$folder")" "${dev%% *}" "${optimized%% *}" \
    "$(awk -v it="$rlib" 'BEGIN { printf "%.1f", it / 1e6 }')" "$(median 2 <"$work/check-$folder" | awk '{ printf "%.0f", $1 / 1e3 }')"
done
echo
of() { median 1 <"$work/check-$1"; }
count() { grep -rhE "$1" "$work/whole/src/v1_0/$2" | wc -l; }
awk -v plain="$(of plain)" -v models="$(of models)" -v bodies="$(of bodies)" -v bare="$(of bare)" -v whole="$(of whole)" -v area="$(of area)" \
  -v feature="$(of feature)" \
  -v types="$(count '^pub (struct|enum) ' models)" -v operations="$(count ': OperationInfo = ' paths)" 'BEGIN {
  printf "models and enums: %d, %.2f s per thousand; plain structs: %.2f s; ratio %.2f\n", types, models * 1e3 / types, plain * 1e3 / types, models / plain
  paths = whole - bodies; floor = bare - bodies
  printf "operations: %d, %.2f s per thousand; paths without words: %.2f s; ratio %.2f\n", operations, paths * 1e3 / operations, floor * 1e3 / operations, paths / floor
  printf "the feature of one area: %.3f of the whole; its slice: %.3f\n", feature / whole, area / whole
}'
