#!/usr/bin/env python3
"""Write ../overlay/pipelines.geojson and pipeline_towns.geojson from input/pipelines.csv.

Standard library only; needs no package. Each line is led smoothly through its places (Catmull and
Rom 1974, four pieces between two places).
"""
import csv
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "overlay"
SOURCE = "drawn by hand through places on the route that operators and encyclopedias name"
LINES = {
    "btc": ("pipeline", "Baku–Tbilisi–Ceyhan oil pipeline", 10),
    "wrep": ("oil-pipeline", "Other oil pipelines from Baku: to Supsa, to Novorossiysk", 12),
    "nrep": ("oil-pipeline", "Other oil pipelines from Baku: to Supsa, to Novorossiysk", 25),
    "scp": ("gas-pipeline", "South Caucasus gas pipeline, to Erzurum", 12),
}
PIECES = 4


def smooth(points):
    out = []
    ends = [points[0], *points, points[-1]]
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:]):
        for step in range(PIECES):
            t = step / PIECES
            out.append(
                [
                    round(
                        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3),
                        3,
                    )
                    for p, q, r, s in zip(a, b, c, d)
                ]
            )
    return [*out, points[-1]]


def write(name, features):
    rows = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = json.dumps({"source": SOURCE, "licence": "CC0 1.0"}, ensure_ascii=False)[1:-1]
    text = f'{{"type":"FeatureCollection",{head},"features":[\n{rows}\n]}}\n'
    (OUT / name).write_text(text, encoding="utf-8")


def main():
    with open(HERE / "input" / "pipelines.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines, towns = [], []
    for key, (kind, label, error_km) in LINES.items():
        points = [[float(r["lon"]), float(r["lat"])] for r in rows if r["line"] == key]
        lines.append(
            {
                "type": "Feature",
                "properties": {"id": key, "kind": kind, "name": label, "approximate": True, "error_km": error_km},
                "geometry": {"type": "LineString", "coordinates": smooth(points)},
            }
        )
    for row in rows:
        if row["town"]:
            towns.append(point(row["town"], float(row["lon"]), float(row["lat"]), 3))
    towns.append(point("Ceyhan", 35.81, 37.03, 2))
    towns.append(point("Ganja", 46.36, 40.68, 3))
    write("pipelines.geojson", lines)
    write("pipeline_towns.geojson", towns)


def point(name, lon, lat, rank):
    return {
        "type": "Feature",
        "properties": {"name": name, "rank": rank, "error_km": 2},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


if __name__ == "__main__":
    main()
