#!/usr/bin/env python3
"""Checks the fact tables of this atlas in place: events, places, captures,
settlements, sides. Prints every problem, one a line, and exits with 1 if there
is any. Needs nothing but the standard library.

    python3 recipe/check_facts.py [folder of the tables]
"""
import csv
import datetime
import io
import math
import os
import sys
from collections import Counter

EVENT_KINDS = set(
    "clash capture shelling missile_strike air_strike shootdown ceasefire "
    "ceasefire_breach handover peacekeeping displacement demining deployment "
    "mobilisation casualty_report equipment_report war_crimes_report prisoners "
    "political diplomatic protest humanitarian incident".split()
)
PLACE_KINDS = set(
    "area airbase airport bay border border_crossing bridge capital cathedral "
    "cave city corridor country dam district front line mine monastery mosque "
    "pipeline province region reservoir river road square town village".split()
)
CLAIMS = {"confirmed", "claimed", "disputed", "denied"}
PRECISIONS = {"stated", "reference", "approximate", "day-count"}
PARTIES = {"artsakh", "azerbaijan"}
STATUSES = {"held", "claimed"}
UNITS = {"place", "district"}
CONFIDENCES = {"high", "medium", "low"}
CAPTION_MAX = 70
EVENTS_FROM, EVENTS_TO = datetime.date(2020, 9, 27), datetime.date(2021, 1, 11)
CAPTURES_TO = datetime.date(2020, 12, 1)
THEATRE = (45.7, 38.6, 47.7, 40.6)  # west, south, east, north

COLUMNS = {
    "events.csv": "date,end_date,place,kind,claim,actor,text,source,place_alt,"
    "date_precision,caption,weight",
    "places.csv": "name,alt_names,kind,lon,lat,country,admin,dual_name,error_km,"
    "source,notes",
    "captures.csv": "date,place,held_by,status,claim,unit,district,lon,lat,"
    "error_km,other_names,source,note",
    "settlements.csv": "place,lon,lat,id,error_km,source,capture",
    "sides.csv": "place,lon,lat,date,held_by,confidence,note",
}

problems = []


def bad(file, line, what):
    problems.append(f"{file}:{line}: {what}" if line else f"{file}: {what}")


def read(folder, file):
    """Rows as (line number, dict); problems of form are noted on the way."""
    path = os.path.join(folder, file)
    try:
        with open(path, "rb") as f:
            raw = f.read()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        bad(file, 0, str(e))
        return []
    if text.startswith("\ufeff"):
        bad(file, 1, "byte order mark")
        text = text[1:]
    if "\r" in text:
        bad(file, 0, "carriage return")
    if "\ufffd" in text:
        bad(file, 0, "replacement character")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        head = next(reader, [])
        want = COLUMNS[file].split(",")
        if head != want:
            bad(file, 1, f"columns are {head}, not {want}")
            return []
        for cells in reader:
            n = reader.line_num
            if len(cells) != len(want):
                bad(file, n, f"{len(cells)} cells, not {len(want)}")
                continue
            for c, v in zip(want, cells):
                if v != v.strip():
                    bad(file, n, f"{c}: blank at an end")
            rows.append((n, dict(zip(want, cells))))
    except csv.Error as e:
        bad(file, reader.line_num, str(e))
    if not rows:
        bad(file, 0, "no rows")
    return rows


def need(file, n, row, *columns):
    for c in columns:
        if not row[c]:
            bad(file, n, f"{c} is empty")


def among(file, n, row, column, allowed):
    if row[column] not in allowed:
        bad(file, n, f"unknown {column} {row[column]!r}")


def day(file, n, text, first, last):
    try:
        d = datetime.date.fromisoformat(text)
    except ValueError:
        bad(file, n, f"bad date {text!r}")
        return None
    if d.isoformat() != text:
        bad(file, n, f"bad date {text!r}")
    if not first <= d <= last:
        bad(file, n, f"date {text} is out of range")
    return d


def point(file, n, row, box=(-180.0, -90.0, 180.0, 90.0)):
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except ValueError:
        bad(file, n, f"bad coordinate {row['lon']!r},{row['lat']!r}")
        return None
    w, s, e, t = box
    if not (w <= lon <= e and s <= lat <= t):
        swapped = w <= lat <= e and s <= lon <= t and box != (-180.0, -90.0, 180.0, 90.0)
        bad(file, n, f"{lon},{lat} is out of range" + (" (swapped?)" if swapped else ""))
        return None
    return lon, lat


def error_km(file, n, row):
    try:
        if not 0 < float(row["error_km"]) <= 200:
            raise ValueError
    except ValueError:
        bad(file, n, f"bad error_km {row['error_km']!r}")


def km(a, b):
    x = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2)) * 111.32
    return math.hypot(x, (a[1] - b[1]) * 110.95)


def unique(file, rows, *columns):
    seen = {}
    for n, row in rows:
        key = tuple(row[c] for c in columns)
        if key in seen:
            bad(file, n, f"same {'+'.join(columns)} as line {seen[key]}: {key}")
        seen.setdefault(key, n)


def in_order(file, rows):
    last = ""
    for n, row in rows:
        if row["date"] < last:
            bad(file, n, f"{row['date']} comes after {last}")
        last = max(last, row["date"])


def main(folder):
    tables = {f: read(folder, f) for f in COLUMNS}
    events, places = tables["events.csv"], tables["places.csv"]
    captures, settlements = tables["captures.csv"], tables["settlements.csv"]
    sides = tables["sides.csv"]

    f = "places.csv"
    names = {}
    for n, r in places:
        need(f, n, r, "name", "kind", "country", "source")
        among(f, n, r, "kind", PLACE_KINDS)
        point(f, n, r)
        error_km(f, n, r)
        if len(r["country"]) != 2 or not r["country"].isupper():
            bad(f, n, f"country {r['country']!r} is not two capitals")
        aliases = [a for a in r["alt_names"].split("|") if a]
        if r["dual_name"] and r["dual_name"] not in aliases:
            bad(f, n, f"dual name {r['dual_name']!r} is not in alt_names")
        if r["dual_name"].casefold() == r["name"].casefold():
            bad(f, n, "dual name equals the name")
        for a in [r["name"]] + aliases:
            k = a.casefold()
            if k in names:
                bad(f, n, f"{a!r} is also on line {names[k]}")
            names[k] = n
    unique(f, places, "name")
    known = {r["name"] for _, r in places}

    f = "events.csv"
    for n, r in events:
        need(f, n, r, "kind", "actor", "text", "source", "caption")
        among(f, n, r, "kind", EVENT_KINDS)
        among(f, n, r, "claim", CLAIMS)
        among(f, n, r, "date_precision", PRECISIONS)
        among(f, n, r, "weight", {"1", "2", "3"})
        a = day(f, n, r["date"], EVENTS_FROM, EVENTS_TO)
        if r["end_date"]:
            b = day(f, n, r["end_date"], EVENTS_FROM, EVENTS_TO)
            if a and b and b <= a:
                bad(f, n, "ends on or before its day")
        if r["place"] and r["place"] not in known:
            bad(f, n, f"unknown place {r['place']!r}")
        if not r["place"] and not r["place_alt"]:
            bad(f, n, "neither place nor place_alt")
        if len(r["caption"]) > CAPTION_MAX:
            bad(f, n, f"caption has {len(r['caption'])} characters")
        if r["caption"].endswith("."):
            bad(f, n, "caption ends in a full stop")
        if not r["text"].endswith("."):
            bad(f, n, "text does not end in a full stop")
        if not r["source"].startswith("article "):
            bad(f, n, f"source {r['source']!r}")
        if "?" in r["text"] + r["caption"] + r["place_alt"] + r["actor"]:
            bad(f, n, "question mark (lost character?)")
    unique(f, events, "date", "place", "kind", "text")
    unique(f, events, "date", "caption")
    in_order(f, events)

    f = "captures.csv"
    at = {}
    for n, r in captures:
        need(f, n, r, "place", "district", "source")
        among(f, n, r, "held_by", PARTIES)
        among(f, n, r, "status", STATUSES)
        among(f, n, r, "claim", CLAIMS)
        among(f, n, r, "unit", UNITS)
        day(f, n, r["date"], EVENTS_FROM, CAPTURES_TO)
        if r["lon"] or r["lat"]:
            p = point(f, n, r, THEATRE)
            error_km(f, n, r)
            if p:
                at.setdefault(r["place"], []).append((p, r))
        elif r["error_km"]:
            bad(f, n, "error without a coordinate")
        if r["status"] == "claimed" and not r["note"]:
            bad(f, n, "announced, not kept, but no note")
    unique(f, captures, "date", "place", "district")
    in_order(f, captures)

    f = "settlements.csv"
    for n, r in settlements:
        need(f, n, r, "place", "source")
        p = point(f, n, r, THEATRE)
        error_km(f, n, r)
        if r["capture"]:
            if r["capture"] not in at:
                bad(f, n, f"capture {r['capture']!r} is not in captures.csv with a coordinate")
            elif p and min(km(p, q) for q, _ in at[r["capture"]]) > 1.6:
                bad(f, n, f"more than 1.6 km from the capture {r['capture']!r}")
    unique(f, settlements, "place", "lon", "lat")

    f = "sides.csv"
    for n, r in sides:
        need(f, n, r, "place")
        among(f, n, r, "held_by", PARTIES)
        among(f, n, r, "confidence", CONFIDENCES)
        day(f, n, r["date"], EVENTS_FROM, EVENTS_TO)
        p = point(f, n, r, THEATRE)
        for entries in at.values():
            for q, c in entries:
                if p and km(p, q) < 0.3:
                    held = c["held_by"] if c["status"] == "held" else "artsakh"
                    if held != r["held_by"]:
                        bad(f, n, f"{r['place']} is with {r['held_by']}, captures.csv says {held}")
    unique(f, sides, "place")

    for p in problems:
        print(p)
    if problems:
        print(f"{len(problems)} problems", file=sys.stderr)
        return 1
    kinds = Counter(r["kind"] for _, r in events)
    print(
        f"{len(events)} events of {len(kinds)} kinds, {len(places)} places, "
        f"{len(captures)} captures, {len(settlements)} settlements, {len(sides)} sides: no problems"
    )
    return 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(here)))
