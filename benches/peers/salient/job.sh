#!/bin/bash
# The peers' work in Salient. SALIENT names the program; without it the one on the PATH is run.
# The atlas folder (hard links to the data, which an atlas may not reach out of its folder for) is
# made inside the timed part, with as few programs as it takes.
. "${0%/*}/../jobs.inc"
ATLAS=$HERE/out/salient-atlas.$$
mkdir "$ATLAS" "$ATLAS/control" || exit 2
trap 'rm -rf "$ATLAS"' EXIT
days=("$SET"/control/*.geojson)
days=("${days[@]:0:$N}")
cp -l "${days[@]}" "$ATLAS/control/"
cp -rl "$HERE/data/base" "$HERE/data/places.geojson" "$HERE/data/events.csv" "$ATLAS/"
day() { local name=${1##*/}; printf -v "$2" %s "${name%.geojson}"; }
day "${days[0]}" first
day "${days[-1]}" last
until=$(date -u -d "$last + 1 day" +%F)
read -r -d '' view < "$HERE/data/view.json"
number() { [[ $view =~ \"$1\":\ ([0-9.]+) ]] && bounds+=("${BASH_REMATCH[1]}"); }
bounds=()
number xmin && number ymin && number xmax && number ymax || exit 2
printf -v bounds '[%s, %s, %s, %s]' "${bounds[@]}"
read -r -d '' atlas < "${0%/*}/atlas.toml"
atlas=${atlas//@FROM@/$first}
atlas=${atlas//@UNTIL@/$until}
printf '%s\n' "${atlas//@BOUNDS@/$bounds}" > "$ATLAS/atlas.toml"
"${SALIENT:-salient}" animate "$ATLAS" --quiet --threads "$NPROC" -o "$OUT/"
