#!/bin/bash
# The peers' work in Salient. SALIENT names the program; without it the one on the PATH is run.
# The atlas folder (hard links to the data, which an atlas may not reach out of its folder for) is
# made inside the timed part: it takes a few milliseconds.
. "$(dirname "$0")/../jobs.inc"
ATLAS=$(mktemp -d "$HERE/out/salient-atlas.XXXXXX") || exit 2
trap 'rm -rf "$ATLAS"' EXIT
mkdir "$ATLAS/control"
days=("$SET"/control/*.geojson)
days=("${days[@]:0:$N}")
first=$(basename "${days[0]}" .geojson)
last=$(basename "${days[-1]}" .geojson)
until=$(date -u -d "$last + 1 day" +%F)
cp -l "${days[@]}" "$ATLAS/control/"
cp -rl "$HERE/data/base" "$HERE/data/places.geojson" "$HERE/data/events.csv" "$ATLAS/"
value() { sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p" "$HERE/data/view.json"; }
bounds="[$(value xmin), $(value ymin), $(value xmax), $(value ymax)]"
sed -e "s/@FROM@/$first/" -e "s/@UNTIL@/$until/" -e "s/@BOUNDS@/$bounds/" \
  "$(dirname "$0")/atlas.toml" > "$ATLAS/atlas.toml"
"${SALIENT:-salient}" animate "$ATLAS" --quiet --threads "$NPROC" -o "$OUT/"
