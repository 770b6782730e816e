#!/usr/bin/env python3
"""What the map of the ceasefire agreement shows beside control: claims, a road, a corridor.

Reads finished layers and `input/agreement.csv`, nothing of the packages.
"""
import csv

import shapely
import shapely.ops

from lib import INPUT, OSM, OUT, km2, lines_of, merged, on_grid, parts, read, smooth, write


def given():
    rows = {}
    with open(INPUT / "agreement.csv", encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f):
            rows.setdefault(r["name"], []).append((float(r["lon"]), float(r["lat"])))
    return rows


def main():
    hand = given()
    theatre = shapely.union_all([g for _, g in read("control/theatre.geojson")])
    azerbaijan = next(g for p, g in read("base/countries.geojson") if p["iso"] == "AZ")
    oblast = max(shapely.get_parts(shapely.polygonize(
        lines_of(shapely.union_all([g for _, g in read("base/oblast.geojson")])))), key=km2)
    east = shapely.difference(oblast, theatre)
    east = shapely.MultiPolygon([p for p in parts(east, "Polygon") if km2(p) > 3])
    outside = shapely.difference(azerbaijan, shapely.union(theatre, oblast))
    shahumyan = max(parts(shapely.intersection(shapely.Polygon(hand["shahumyan"]), outside), "Polygon"), key=km2)
    print(f"{km2(east):8.1f} km2 in {len(east.geoms)}  oblast outside the theatre")
    print(f"{km2(shahumyan):8.1f} km2  Shahumyan")

    # the northern road follows the Tartar between Kalbajar and Mardakert
    tartar = merged(lines_of(shapely.union_all(
        [g for p, g in read("base/rivers.geojson") if p.get("name") == "Tartar"])))
    tartar = max(tartar, key=lambda g: g.length)
    west, last = hand["northern_road"][:-1], hand["northern_road"][-1]
    a, b = (tartar.project(shapely.Point(p)) for p in (west[-1], last))
    valley = shapely.ops.substring(tartar, a, b)
    north = smooth(shapely.LineString(west[:-1] + list(valley.coords) + [last]), 0.6).simplify(2e-4)

    nakhchivan = next(p for p in parts(azerbaijan, "Polygon") if p.contains(shapely.Point(45.4122, 39.2089)))
    way = hand["transport_corridor"]
    end = shapely.shortest_line(shapely.Point(way[-1]), nakhchivan).coords[-1]
    corridor = shapely.LineString(way + [end])

    claim = {"kind": "claim", "party": "artsakh", "certainty": "claimed", "approximate": True}
    write("overlay/agreement.geojson", [
        (claim | {"name": "Former oblast beyond the line of contact", "error_km": 3,
                  "source": "Natural Earth: former oblast less the theatre"}, on_grid(east)),
        (claim | {"name": "Shahumyan", "error_km": 8,
                  "source": "by hand round the villages of the former Shahumyan district; no outline at hand"},
         on_grid(shahumyan)),
        ({"name": "Northern access road", "kind": "road", "certainty": "confirmed", "approximate": True, "error_km": 3,
          "source": "by hand over the pass of Zod, then along the river Tartar as traced over GLOBE"}, on_grid(north)),
        ({"name": "Transport corridor to Nakhchivan", "kind": "planned-line", "certainty": "claimed",
          "approximate": True, "error_km": 20,
          "source": "a straight line between the ends: the agreement defines no route"}, on_grid(corridor))],
        source=f"own work after {OSM} (state borders), Natural Earth (former oblast, line of contact), GLOBE and GeoNames; "
               "each feature says how",
        licence="ODbL 1.0 (state borders), CC BY 4.0 (GeoNames), public domain (Natural Earth, GLOBE)")


if __name__ == "__main__":
    main()
