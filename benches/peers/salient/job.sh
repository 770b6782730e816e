#!/bin/bash
# The peers' work in Salient. SALIENT names the program; without it the one on the PATH is run.
# The atlas is written beside the frames, inside the timed part; it names the data where they are. Of
# a longer series the first days are linked to where a pattern names them alone.
. "${0%/*}/../jobs.inc"
days=("$SET"/control/*.geojson)
control=$SET/control
run=(exec)
if [ ${#days[@]} -gt "$N" ]; then
  control=$HERE/out/salient-days.$$
  mkdir "$control" || exit 2
  run=()
  trap 'rm -rf "$control"' EXIT
  cp -l "${days[@]:0:$N}" "$control/"
fi
day() { local name=${1##*/}; printf -v "$2" %s "${name%.geojson}"; }
day "${days[0]}" first
day "${days[N - 1]}" last
# The day after the last; a process for it would take as long as several frames.
year=${last%%-*} month=${last#*-} day=$((10#${last##*-} + 1))
month=$((10#${month%-*}))
lengths=(31 $((year % 4 || year % 100 == 0 && year % 400 ? 28 : 29)) 31 30 31 30 31 31 30 31 30 31)
((day > lengths[month - 1])) && day=1 month=$((month % 12 + 1)) && ((month == 1 && ++year))
printf -v until '%04d-%02d-%02d' "$year" "$month" "$day"
read -r -d '' view < "$HERE/data/view.json"
number() { [[ $view =~ \"$1\":\ ([0-9.]+) ]] && bounds+=("${BASH_REMATCH[1]}"); }
bounds=()
number xmin && number ymin && number xmax && number ymax || exit 2
printf -v bounds '[%s, %s, %s, %s]' "${bounds[@]}"
read -r -d '' atlas < "${0%/*}/atlas.toml"
atlas=${atlas//@FROM@/$first}
atlas=${atlas//@UNTIL@/$until}
atlas=${atlas//@DATA@/$HERE/data}
atlas=${atlas//@CONTROL@/$control}
printf '%s\n' "${atlas//@BOUNDS@/$bounds}" > "$OUT/atlas.toml"
"${run[@]}" "${SALIENT:-salient}" animate "$OUT" --allow-outside --quiet --threads "$NPROC" -o "$OUT/"
