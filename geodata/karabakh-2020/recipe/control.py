#!/usr/bin/env python3
"""The control geometry: one noded line set, polygonised once, dissolved three ways.

theatre    the ground Artsakh held on 26 September 2020
before     the same ground by former oblast and districts
settlement the same ground as the lines froze on 10 November 2020
"""
import csv

import numpy as np
import shapely

from lib import (INPUT, OSM, OUT, dissolve, faces, from_km, insert_nodes, kept, km2, lines_of, merge_unlabelled, merged,
                 on_grid, parts, smooth, to_km, vertices, write)

STEPANAKERT = shapely.Point(46.7528, 39.8177)
OBLAST = "Former Nagorno-Karabakh Autonomous Oblast"
SEVEN = ("Agdam", "Fuzuli", "Jabrayil", "Kalbajar", "Lachin", "Qubadli", "Zangilan")
HANDED_OVER = {"Agdam District": "agdam", "Kalbajar District": "kalbajar", "Lachin District": "lachin"}
LICENCE = "ODbL 1.0 (state borders) and public domain (Natural Earth)"


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def given_lines():
    out = {}
    for r in table(INPUT / "lines.csv"):
        out.setdefault(r["name"], []).append((float(r["lon"]), float(r["lat"])))
    return out


def prolong(line, deg):
    c = np.asarray(line.coords)
    if c[0][0] > c[-1][0]:
        c = c[::-1]
    a = c[0] + (c[0] - c[1]) / np.linalg.norm(c[0] - c[1]) * deg
    z = c[-1] + (c[-1] - c[-2]) / np.linalg.norm(c[-1] - c[-2]) * deg
    return on_grid(shapely.LineString(np.vstack([a, c, z])))


def frozen_line(before, retained, pocket):
    """The front inside Lachin District on 10 November.

    Villages announced as taken, and those of Qubadli and Jabrayil Districts,
    against the rest of Lachin District; a village most of whose neighbours are
    taken lies behind the front. The common edge of their cells is smoothed.
    Returns the taken side as a polygon, and the smoothed edge."""
    district = shapely.difference(before["Lachin District"], retained)
    south = shapely.union(before["Qubadli District"], before["Jabrayil District"])
    window = to_km(before["Lachin District"]).buffer(25)
    sites, free, side = [], [], []
    # announced places first: of two names for one place the announced one counts
    announced = [r for r in table(OUT / "captures.csv") if r["lon"] and r["unit"] == "place"]
    for r in announced + [r for r in table(OUT / "settlements.csv") if r["lon"]]:
        p = shapely.Point(float(r["lon"]), float(r["lat"]))
        if not window.contains(to_km(p)) or any(q.distance(p) < 0.006 for q in sites):
            continue
        if retained.contains(p) or pocket.contains(p):
            s = "held"
        elif "unit" in r or south.contains(p):
            s = "taken"
        elif district.contains(p):
            s = "held"
        else:
            continue
        sites.append(p)
        side.append(s)
        free.append(s == "held" and district.contains(p))
    reach = to_km(before["Lachin District"]).buffer(15).envelope
    cells = shapely.voronoi_polygons(shapely.multipoints(to_km(np.array(sites))), ordered=True, extend_to=reach)
    cells = list(cells.geoms)
    tree = shapely.STRtree(cells)
    near = [[j for j in tree.query(c, predicate="intersects") if j != i] for i, c in enumerate(cells)]
    changed = True
    while changed:
        changed = False
        for i in range(len(sites)):
            if free[i] and side[i] == "held" and sum(side[j] == "taken" for j in near[i]) > len(near[i]) / 2:
                side[i], changed = "taken", True
    taken = shapely.union_all([c for c, s in zip(cells, side) if s == "taken"])
    # the part of the cells' edge that runs through the district, in one piece
    area = to_km(district)
    front = merged(lines_of(shapely.intersection(taken.boundary, area.buffer(2.0))))
    front = max(front, key=lambda g: shapely.intersection(g, area).length)
    front = smooth(from_km(front), 1.5).simplify(3e-4)
    return from_km(taken), front


def main():
    cover = dict(kept("cover"))
    lines = given_lines()
    oblast = dict(kept("oblast"))["oblast"]
    contact = prolong(kept("contact")[0][1], 0.06)
    azerbaijan = max(parts(cover["AZ"], "Polygon"), key=lambda p: p.area)
    district = {k[1]: g for k, g in kept("district_polygons") if k[0] == "AZ"}

    retained = shapely.Polygon(lines["armenian_held_area_2020-12_adj"])
    pocket = shapely.Polygon(lines["hadrut_pocket_until_2020-12-13"])
    road = shapely.LineString(lines["lachin_corridor_road"])
    band = shapely.Polygon(lines["lachin_corridor_5km_band"])

    rough = next(p for p in shapely.get_parts(shapely.polygonize([shapely.union_all(
        lines_of(azerbaijan) + [contact])])) if p.contains(STEPANAKERT))
    retained = shapely.snap(retained, rough.boundary, 0.002)

    def arrange(more):
        fs = faces(lines_of(azerbaijan) + [contact] + lines_of(oblast) + lines_of(retained) + lines_of(pocket)
                   + [g for iso, g in kept("district_lines") if iso == "AZ"] + more)
        return [f for f in fs if rough.contains(f.representative_point())]

    def is_thin(f):
        return to_km(f).buffer(-0.3).is_empty

    def zone_before(f):
        p = f.representative_point()
        if oblast.contains(p):
            return OBLAST
        return next((f"{n} District" for n in SEVEN if district[n].contains(p)), None)

    def label_before(fs):
        labels = [zone_before(f) if oblast.contains(f.representative_point()) or not is_thin(f) else None for f in fs]
        # crumbs of other districts, and far parts of the seven, join one of the seven
        outer = [i for i, x in enumerate(labels) if x != OBLAST]
        some, names = [fs[i] for i in outer], [labels[i] for i in outer]
        main_part = {n: max(parts(g, "Polygon"), key=lambda q: q.area) for n, g in dissolve(some, names).items()}
        names = [x if x and main_part[x].contains(f.representative_point()) else None for f, x in zip(some, names)]
        for i, x in zip(outer, merge_unlabelled(some, names)):
            labels[i] = x
        return dissolve(fs, merge_unlabelled(fs, labels), keep_km2=6)

    # the front inside Lachin District, then one arrangement for everything
    before = label_before(arrange([]))
    taken, front = frozen_line(before, retained, pocket)
    inside = arrange(lines_of(front))
    before = label_before(inside)

    def zone_settlement(f):
        p = f.representative_point()
        if retained.contains(p):
            return "retained"
        if pocket.contains(p):
            return "pocket"
        zone = next(n for n, g in before.items() if g.contains(p))
        if zone == "Lachin District":
            return "gained" if taken.contains(p) else "lachin"
        return HANDED_OVER.get(zone, "gained")

    labels = merge_unlabelled(inside, [None if is_thin(f) else zone_settlement(f) for f in inside])
    # ground of the oblast left between the ring and Agdam District goes with the district:
    # nothing says that it fell
    gained = shapely.union_all([f for f, x in zip(inside, labels) if x == "gained"])
    agdam = before["Agdam District"]
    for part in parts(gained, "Polygon"):
        if km2(part) < 50 and shapely.intersection(part.boundary, agdam.boundary).length > 0:
            labels = ["agdam" if part.contains(f.representative_point()) else x for f, x in zip(inside, labels)]
    settlement = dissolve(inside, labels, keep_km2=3)
    theatre = shapely.union_all(inside)

    areas(before)
    areas(settlement)
    check_coverage(theatre, before)
    check_coverage(theatre, settlement)
    check_sides(settlement)
    outlines_with_nodes(cover, vertices(theatre))
    write_control(theatre, before, settlement, azerbaijan)
    write_overlay(settlement, road, shapely.intersection(band, azerbaijan))


def areas(zones):
    for z, g in zones.items():
        print(f"{km2(g):8.1f} km2 in {len(parts(g, 'Polygon'))}  {z}")


def check_coverage(theatre, zones):
    gs = list(zones.values())
    assert shapely.coverage_is_valid(gs), "gaps or overlaps"
    assert shapely.union_all(gs).equals(theatre)
    assert all(p in vertices(*gs) for p in vertices(theatre))


def check_sides(settlement):
    """Every listed place against the zone it fell in; high and medium must agree."""
    bad = 0
    for r in table(OUT / "sides.csv"):
        p = shapely.Point(float(r["lon"]), float(r["lat"]))
        zone = next((n for n, g in settlement.items() if g.covers(p)), None)
        want = {"gained"} if r["held_by"] == "azerbaijan" else {"retained", "pocket"}
        edge = min(g.boundary.distance(p) for g in settlement.values()) * 111
        ok = zone in want
        bad += not ok and r["confidence"] != "low"
        print(f"{'ok ' if ok else 'BAD'} {r['place'][:30]:30} {str(zone):9} {r['confidence']:6} {edge:5.1f} km from an edge  {r['held_by']}")
    print(f"sides: {bad} of high or medium confidence on the wrong side")


def outlines_with_nodes(cover, nodes):
    """Countries and boundaries, with the control geometry's vertices on them."""
    names = {"AM": "Armenia", "AZ": "Azerbaijan", "GE": "Georgia", "IR": "Iran", "TR": "Turkey", "RU": "Russia"}
    edges = shapely.union_all([g.boundary for g in cover.values()])
    shapely.prepare(edges)
    nodes = {p for p in nodes if edges.dwithin(shapely.Point(p), 2e-5)}
    note = "reduced to about 100 m; the sea is cut out; exclaves are not shown"
    write("base/countries.geojson", [({"name": names[c], "iso": c}, insert_nodes(cover[c], nodes)) for c in names],
          source=f"{OSM}, by way of time zone polygons (tzf-rel); sea: Natural Earth", licence="ODbL 1.0",
          error_km=0.1, note=note)
    write("base/boundaries.geojson", [({"left": k[0], "right": k[1], "kind": "state"}, insert_nodes(g, nodes))
                                      for k, g in kept("boundaries")],
          source=f"{OSM}, by way of time zone polygons (tzf-rel)", licence="ODbL 1.0", error_km=0.1)


def write_control(theatre, before, settlement, azerbaijan):
    meta = dict(source=f"{OSM} (state borders); Natural Earth (line of contact, former oblast, districts)", licence=LICENCE)
    held = {"controller": "artsakh", "status": "held"}
    write("control/theatre.geojson", [({"name": "Ground held by Artsakh on 26 September 2020"} | held, theatre)],
          error_km=2, **meta)
    write("control/before.geojson", [({"zone": z} | held | {"from": None, "until": None}, g)
                                     for z, g in before.items()], error_km=2, **meta)
    write("control/line_of_contact.geojson", [({"name": "Line of Contact", "kind": "line-of-contact",
          "from": "2020-09-27", "approximate": True}, contact_line(theatre, azerbaijan))],
          source="Natural Earth, disputed boundary lines", licence="public domain", error_km=2)

    rows = []

    def row(zone, controller, status, since, until, **more):
        error = {"retained": 3, "pocket": 4, "lachin": 4.5}.get(zone, 3)
        rows.append(({"zone": zone, "controller": controller, "status": status} | more
                     | {"from": since, "until": until, "claim": "confirmed", "error_km": error}, settlement[zone]))

    frozen = "2020-11-10"
    row("gained", "azerbaijan", "held", frozen, None)
    row("retained", "artsakh", "held", frozen, None)
    for zone, day in (("agdam", "2020-11-20"), ("kalbajar", "2020-11-25"), ("lachin", "2020-12-01")):
        row(zone, "artsakh", "ceding", frozen, day, ceded_to="azerbaijan")
        row(zone, "azerbaijan", "held", day, None)
    row("pocket", "artsakh", "held", frozen, "2020-12-12")
    row("pocket", "azerbaijan", "contested", "2020-12-12", "2020-12-14", contested_by="artsakh",
        note="three statements exist for one village in three days")
    row("pocket", "azerbaijan", "held", "2020-12-14", None)
    meta["source"] += "; own lines between named villages; front in Lachin District from announced villages (GeoNames)"
    write("control/settlement.geojson", rows, source=meta["source"], licence=LICENCE + ", CC BY 4.0 (GeoNames)")


def contact_line(theatre, azerbaijan):
    """The part of the theatre's outline that is not state border, with its vertices."""
    border = vertices(azerbaijan)
    edge = azerbaijan.boundary
    shapely.prepare(edge)
    c = list(theatre.exterior.coords)[:-1]
    on = [tuple(p) in border or edge.dwithin(shapely.Point(p), 2e-5) for p in c]
    start = next(i for i in range(len(c)) if on[i] and not on[(i + 1) % len(c)])
    out, i = [c[start]], start + 1
    while not on[i % len(c)]:
        out.append(c[i % len(c)])
        i += 1
    return shapely.LineString(out + [c[i % len(c)]])


def ellipse(lon, lat, a, b, turn):
    """Half axes a, b in km; turn in degrees from east, counter-clockwise."""
    t = np.linspace(0, 2 * np.pi, 73)[:-1]
    c = np.column_stack([a * np.cos(t), b * np.sin(t)])
    w = np.radians(turn)
    c = c @ np.array([[np.cos(w), np.sin(w)], [-np.sin(w), np.cos(w)]])
    return shapely.Polygon(from_km(shapely.LineString(c)).coords + np.array([lon, lat]))


ADVANCE = [  # name, from, middle, half axes in km, turn
    ("near Horadiz", "2020-10-05", 47.215, 39.445, 9, 6, 60),
    ("Murovdag, north of Kalbajar", "2020-10-12", 46.20, 40.19, 24, 8, 8),
    ("Martuni and the centre", "2020-10-18", 47.00, 39.74, 20, 12, 20),
    ("Kashatagh (Lachin, Qubadli)", "2020-10-20", 46.57, 39.49, 22, 11, 105),
]


def write_overlay(settlement, road, band):
    since = "2020-11-10"
    own = "own waypoints over villages along the road"
    write("overlay/corridor.geojson", [
        ({"name": "Lachin corridor", "kind": "corridor", "party": "peacekeepers", "from": since, "until": None,
          "approximate": True, "error_km": 1.5,
          "note": "5 km wide; the article does not state a width"}, on_grid(band)),
        ({"name": "Road through the Lachin corridor", "kind": "road", "from": None, "until": None,
          "approximate": True, "error_km": 1.5}, on_grid(smooth(road, 0.6).simplify(1.5e-4)))],
        source=own + " (GeoNames); cut at the state border of OpenStreetMap contributors",
        licence="ODbL 1.0 (state border), CC BY 4.0 (GeoNames)")
    area = settlement["retained"]
    more = shapely.union(area, settlement["pocket"])
    outline = "; outline as control/settlement.geojson"
    not_published = "; outline: not published"
    days = [  # kind, from, until, ground, error, what is certain, source
        ("mandate", since, "2020-12-13", area, 3, "mission area: stated", "article [347]-[350]" + outline),
        ("mandate", "2020-12-13", "2020-12-14", more, 3,
         "both villages inside: stated by the caption of the ministry's map of 13 December",
         "caption of the article's map of 13 December" + outline),
        ("mandate", "2020-12-14", None, area, 3,
         "both villages outside: stated of the ministry's map of 14 December", "article [108]" + outline),
        ("mandate-unclear", "2020-12-12", "2020-12-13", settlement["pocket"], 4,
         "inside or outside: the caption of the ministry's map of 12 December does not say",
         "caption of the article's map of 12 December; pocket as control/settlement.geojson")]
    write("overlay/peacekeepers.geojson", [({"kind": k, "party": "peacekeepers", "from": a, "until": b,
          "approximate": True, "error_km": e, "certainty": c + not_published, "source": s}, g)
          for k, a, b, g, e, c, s in days],
          source="as control/settlement.geojson; no outline was published", licence=LICENCE)
    write("overlay/advance.geojson", [({"name": n, "kind": "advance", "party": "azerbaijan", "from": d,
          "until": "2020-11-12", "approximate": True, "error_km": e},
          on_grid(ellipse(x, y, a, b, t))) for (n, d, x, y, a, b, t), e in zip(ADVANCE, (10, 15, 15, 15))],
          source="drawn by sight from a description of a day-by-day animation", licence="own work, CC0 1.0",
          note="presence of special forces, not control; presence over captured ground (from about 20 October) is left out")


if __name__ == "__main__":
    main()
