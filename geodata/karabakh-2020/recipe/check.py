#!/usr/bin/env python3
"""Check the shipped geometry on its own: form, topology, shared vertices, size."""
import json
import re
import sys

import numpy as np
import shapely

from lib import EAST, NORTH, OUT, SOUTH, WEST, km2, lines_of, parts, read, vertices

problems = []


def need(ok, text):
    if not ok:
        problems.append(text)


def form(path):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(OUT).as_posix()
    need(not re.search(r"\d\.\d{6}", text), f"{name}: more than 5 decimals")
    d = json.loads(text)
    need({"source", "licence"} <= d.keys(), f"{name}: source or licence missing")
    for f in d["features"]:
        g = shapely.geometry.shape(f["geometry"])
        need(g.is_valid and not g.is_empty, f"{name}: {f['properties']}: invalid or empty")
        need("error_km" in d or "error_km" in f["properties"], f"{name}: error_km missing")
        x0, y0, x1, y1 = g.bounds
        inside = x0 >= WEST and y0 >= SOUTH and x1 <= EAST and y1 <= NORTH
        # Pipelines lead to other seas; their figure stands on the map of the world.
        need(inside or name.startswith("overlay/pipeline"), f"{name}: outside the map")
        for p in parts(g, "Polygon"):
            need(p.exterior.is_ccw and not any(r.is_ccw for r in p.interiors), f"{name}: ring wound wrongly")


def coverage(name, key, whole=None):
    zones = {}
    for p, g in read(name):
        zones[p[key]] = g
    gs = list(zones.values())
    need(shapely.coverage_is_valid(gs), f"{name}: gaps or overlaps")
    if whole is not None:
        need(shapely.union_all(gs).equals(whole), f"{name}: does not fill the theatre")
        need(vertices(whole) <= vertices(*gs), f"{name}: vertices of the theatre missing")
        # a gap narrower than 100 m between two zones would show as a sliver
        for z, g in zones.items():
            small = [round(km2(p), 3) for p in parts(g, "Polygon") if km2(p) < 0.5]
            need(not small, f"{name}: {z}: slivers {small}")
    return zones


def main():
    files = sorted(OUT.glob("*/*.geojson"))
    for f in files:
        form(f)
    countries = coverage("base/countries.geojson", "iso")
    ((_, theatre),) = read("control/theatre.geojson")
    coverage("control/before.geojson", "zone", theatre)
    coverage("control/settlement.geojson", "zone", theatre)
    ((_, contact),) = read("control/line_of_contact.geojson")
    az = countries["AZ"].boundary
    on_border = shapely.difference(theatre.boundary, contact)
    need(shapely.difference(on_border, az).length == 0, "theatre: leaves the state border")
    need(vertices(on_border) <= vertices(countries["AZ"]), "theatre: vertices missing in countries")
    state = [g for _, g in read("base/boundaries.geojson")]
    need(vertices(on_border) <= vertices(*state), "theatre: vertices missing in boundaries")
    need(abs(sum(g.length for g in state) - shapely.union_all(state).length) < 1e-9, "boundaries: a border twice")
    ((_, sea),) = read("base/sea.geojson")
    need(all(not shapely.crosses(g, sea) for g in state), "boundaries: a border in the sea")
    inner = [g for _, g in read("base/districts.geojson")]
    need(shapely.intersection(shapely.union_all(inner), shapely.union_all(state)).length == 0, "districts: double a state border")
    need(abs(sum(g.length for g in inner) - shapely.union_all(inner).length) < 1e-9, "districts: a line twice")
    for g in state + inner:
        c = np.round(shapely.get_coordinates(g), 5)
        edge = ((c[:, 0] == WEST) | (c[:, 0] == EAST) | (c[:, 1] == SOUTH) | (c[:, 1] == NORTH))
        need(not (edge[:-1] & edge[1:]).any(), "a line runs along the map's edge")
    total = sum(f.stat().st_size for d in ("base", "control", "overlay") for f in (OUT / d).glob("*"))
    print(f"{len(files)} files, {total / 1e6:.2f} MB with the relief; {len(problems)} problems")
    print(*sorted(set(problems)), sep="\n")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
