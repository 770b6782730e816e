"""Reading the packages' formats, exact-grid geometry, and writing GeoJSON."""
import json
import pathlib
import sqlite3
import struct

import numpy as np
import shapely
from shapely.geometry import box, shape

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = HERE / ".work" / "packages"
BUILD = HERE / ".work" / "build"
INPUT = HERE / "input"
OUT = HERE.parent

WEST, SOUTH, EAST, NORTH = 43.5, 38.2, 50.5, 42.0
BBOX = box(WEST, SOUTH, EAST, NORTH)
GRID = 1e-5  # degrees; every coordinate that is written is a multiple of it

OSM = "OpenStreetMap contributors"
NE = "Natural Earth"


# ---- measures ---------------------------------------------------------------

def km2(geom):
    """Area on the sphere's cylindrical equal-area projection."""
    if geom.is_empty:
        return 0.0
    r, k = 6371.0088, np.pi / 180
    return shapely.transform(geom, lambda c: np.column_stack([r * k * c[:, 0], r * np.sin(k * c[:, 1])])).area


LAT0 = np.cos(np.radians(39.8))


def to_km(geom):
    """Plane kilometres, good to 2 % over the map."""
    return shapely.transform(geom, lambda c: c * [111.32 * LAT0, 111.32])


def from_km(geom):
    return shapely.transform(geom, lambda c: c / [111.32 * LAT0, 111.32])


# ---- grid geometry ----------------------------------------------------------

def on_grid(geom):
    g = shapely.set_precision(geom, GRID)
    return shapely.transform(g, lambda c: np.round(c, 5))


def parts(geom, kind):
    return [p for p in shapely.get_parts(geom) if p.geom_type == kind and not p.is_empty]


def lines_of(geom):
    """All linestrings of anything: rings of polygons, members of collections."""
    out = []
    for p in np.atleast_1d(geom) if isinstance(geom, (list, np.ndarray)) else [geom]:
        for q in shapely.get_parts(p):
            if q.geom_type == "Polygon":
                out += [shapely.LineString(r.coords) for r in (q.exterior, *q.interiors)]
            elif q.geom_type in ("LineString", "LinearRing"):
                out.append(shapely.LineString(q.coords))
            elif q.geom_type.startswith(("Multi", "Geometry")):
                out += lines_of(q)
    return out


def node(lines):
    """Node a set of lines exactly on the grid."""
    u = shapely.union_all(np.array(lines), grid_size=GRID)
    return shapely.transform(u, lambda c: np.round(c, 5))


def faces(lines):
    return [f for f in shapely.get_parts(shapely.polygonize([node(lines)])) if f.area > 0]


def shared(a, b):
    """Length of the edge that two faces of one arrangement share."""
    return shapely.length(shapely.intersection(a.boundary, b.boundary))


def merge_unlabelled(fs, labels):
    """Give every face labelled None to the neighbour with the longest common edge."""
    labels = list(labels)
    tree = shapely.STRtree(fs)
    todo = [i for i, lab in enumerate(labels) if lab is None]
    while todo:
        progress = False
        for i in sorted(todo, key=lambda i: -fs[i].area):
            best = {}
            for j in tree.query(fs[i], predicate="intersects"):
                if labels[j] is not None:
                    best[labels[j]] = best.get(labels[j], 0) + shared(fs[i], fs[j])
            best = {k: v for k, v in best.items() if v > 0}
            if best:
                labels[i] = max(sorted(best, key=str), key=best.get)
                progress = True
        todo = [i for i in todo if labels[i] is None]
        if not progress:
            break
    return labels


def dissolve(fs, labels, keep_km2=0.0):
    """Polygons per label; parts below keep_km2 go to a neighbour first."""
    while True:
        out = {}
        for lab in sorted({x for x in labels if x is not None}, key=str):
            out[lab] = shapely.union_all([f for f, x in zip(fs, labels) if x == lab])
        small = [p for g in out.values() for p in parts(g, "Polygon") if km2(p) < keep_km2]
        if not small:
            return out
        drop = shapely.union_all(small)
        was = list(labels)
        trial = [None if x is not None and drop.intersects(f.representative_point()) else x for f, x in zip(fs, labels)]
        labels = merge_unlabelled(fs, trial)
        if labels == was or None in [x for x, w in zip(labels, was) if w is not None]:
            return out


def insert_nodes(geom, points, tol=1.6e-5):
    """Add to geom the given vertices that lie on its edges (within tol)."""
    pts = shapely.points(sorted(points))
    tree = shapely.STRtree(pts)

    def ring(coords):
        out = [coords[0]]
        for a, b in zip(coords[:-1], coords[1:]):
            seg = shapely.LineString([a, b])
            hits = [pts[i] for i in tree.query(seg, predicate="dwithin", distance=tol)]
            on = sorted((seg.project(p), p.x, p.y) for p in hits)
            for d, x, y in on:
                if (x, y) not in (tuple(a), tuple(b), tuple(out[-1])) and 0 < d < seg.length:
                    out.append((x, y))
            out.append(b)
        return out

    def one(p):
        if p.geom_type == "Polygon":
            return shapely.Polygon(ring(list(p.exterior.coords)), [ring(list(r.coords)) for r in p.interiors])
        return shapely.LineString(ring(list(p.coords)))

    got = [one(p) for p in shapely.get_parts(geom)]
    if len(got) == 1:
        return got[0]
    return shapely.MultiPolygon(got) if got[0].geom_type == "Polygon" else shapely.MultiLineString(got)


def vertices(*geoms):
    return {tuple(c) for g in geoms for c in np.round(shapely.get_coordinates(g), 5).tolist()}


def merged(lines):
    """Lines joined into the longest possible ones, as a list in a fixed order."""
    if not lines:
        return []
    m = shapely.line_merge(shapely.union_all(np.array(lines)))
    return sorted(lines_of(m), key=lambda g: (-round(g.length, 6), g.coords[0]))


def smooth(line, sigma_km, step_km=0.25):
    """Gaussian smoothing along a line; the ends stay."""
    k = to_km(line)
    n = max(8, int(k.length / step_km))
    c = shapely.get_coordinates(shapely.line_interpolate_point(k, np.linspace(0, k.length, n + 1)))
    h = k.length / n
    w = max(1, int(3 * sigma_km / h))
    x = np.arange(-w, w + 1) * h
    kern = np.exp(-0.5 * (x / sigma_km) ** 2)
    kern /= kern.sum()
    # odd reflection about the ends keeps them in place
    m = min(w, n)
    pad = np.vstack([2 * c[0] - c[m:0:-1], c, 2 * c[-1] - c[-2:-m - 2:-1]])
    if m < w:
        pad = np.vstack([np.repeat(pad[:1], w - m, 0), pad, np.repeat(pad[-1:], w - m, 0)])
    s = np.column_stack([np.convolve(pad[:, i], kern, "valid") for i in (0, 1)])
    return from_km(shapely.LineString(s))


# ---- readers ----------------------------------------------------------------

def gpkg_lines(path, layer, name):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        for (blob,) in db.execute(f'select geom from "{layer}" where name = ? order by fid', (name,)):
            if blob is None:
                continue
            env = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
            yield from lines_of(shapely.from_wkb(blob[8 + env:]))


def shapefile(path):
    import shapefile as shp
    with shp.Reader(str(path), encoding="utf-8", encodingErrors="replace") as r:
        for s in r.iterShapeRecords():
            if s.shape.shapeType:
                x0, y0, x1, y1 = s.shape.bbox
                if x1 > WEST - 1 and x0 < EAST + 1 and y1 > SOUTH - 1 and y0 < NORTH + 1:
                    yield s.record.as_dict(), shape(s.shape.__geo_interface__)


def protobuf(buf):
    """(field, value) pairs of one protobuf message; only what tzf-rel uses."""
    def varint(i):
        shift = value = 0
        while True:
            b = buf[i]
            i += 1
            value |= (b & 127) << shift
            if b < 128:
                return value, i
            shift += 7
    i = 0
    while i < len(buf):
        key, i = varint(i)
        if key & 7 == 2:
            n, i = varint(i)
            yield key >> 3, buf[i:i + n]
            i += n
        elif key & 7 == 5:
            yield key >> 3, struct.unpack("<f", buf[i:i + 4])[0]
            i += 4
        else:
            v, i = varint(i)
            yield key >> 3, v


# ---- writer -----------------------------------------------------------------

def fmt(x):
    s = f"{x:.5f}".rstrip("0").rstrip(".")
    return "0" if s == "-0" else s


def coords_json(c):
    return "[" + ",".join(f"[{fmt(x)},{fmt(y)}]" for x, y in c) + "]"


def geom_json(g):
    t = g.geom_type
    if t == "Point":
        body = f"[{fmt(g.x)},{fmt(g.y)}]"
    elif t == "LineString":
        body = coords_json(g.coords)
    elif t == "MultiLineString":
        body = "[" + ",".join(coords_json(p.coords) for p in g.geoms) + "]"
    elif t == "Polygon":
        body = "[" + ",".join(coords_json(r.coords) for r in (g.exterior, *g.interiors)) + "]"
    elif t == "MultiPolygon":
        body = "[" + ",".join("[" + ",".join(coords_json(r.coords) for r in (p.exterior, *p.interiors)) + "]" for p in g.geoms) + "]"
    else:
        raise ValueError(t)
    return f'{{"type":"{t}","coordinates":{body}}}'


def tidy(g):
    """On the grid, wound as RFC 7946 asks, parts in a fixed order."""
    g = shapely.transform(g, lambda c: np.round(c, 5))
    if "Polygon" in g.geom_type:
        g = shapely.normalize(g)
        g = shapely.orient_polygons(g, exterior_cw=False)
    if g.geom_type.startswith("Multi") and len(g.geoms) == 1:
        g = g.geoms[0]
    return g


def write(path, features, **members):
    """features: (properties, geometry) pairs. members: source, licence, error_km, note."""
    target = OUT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = []
    for props, g in features:
        g = tidy(g)
        if not g.is_valid:
            raise SystemExit(f"{path}: {props}: {shapely.is_valid_reason(g)}")
        rows.append('{"type":"Feature","properties":' + json.dumps(props, ensure_ascii=False, separators=(",", ":"))
                    + ',"geometry":' + geom_json(g) + "}")
    head = "".join(f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False)},\n" for k, v in members.items())
    text = '{"type":"FeatureCollection",\n' + head + '"features":[\n' + ",\n".join(rows) + "\n]}\n"
    target.write_text(text, encoding="utf-8")
    n = sum(shapely.get_num_coordinates(g) for _, g in features)
    print(f"{path:36} {len(rows):4} features {n:6} vertices {len(text.encode()) / 1024:7.1f} KB")


def read(path):
    with open(OUT / path, encoding="utf-8") as f:
        return [(x["properties"], shape(x["geometry"])) for x in json.load(f)["features"]]


def keep(name, rows):
    """Intermediate results between base.py and control.py (full grid precision)."""
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / f"{name}.json").write_text(json.dumps([[k, shapely.to_wkt(g, rounding_precision=5)] for k, g in rows]))


def kept(name):
    return [(k if isinstance(k, str) else tuple(k), shapely.transform(shapely.from_wkt(w), lambda c: np.round(c, 5)))
            for k, w in json.loads((BUILD / f"{name}.json").read_text())]
