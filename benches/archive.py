#!/usr/bin/env python3
"""Archives of daily files, made up, and how long they take.

    benches/archive.py make days DIR [--days 769] [--vertices 3000] [--jitter METERS]
    benches/archive.py make large FILE [--features 2500] [--vertices 2800] [--jitter METERS]
    benches/archive.py time PROGRAM DIR [--rounds 3] [--formats gif,webp,png]

`days` writes one GeoJSON file a day: the outline of held ground, of which most days change a stretch
of some 17 segments (0.56 % of 3,000), some days ten times as much, so that of 2.3 million vertices
some 20,000 differ. `large` writes all into one file of dated features. With `--jitter` every vertex of
every day lies elsewhere by up to so many meters, as where each day is drawn by hand anew: nearly equal
borders then cross everywhere. The same arguments give the same bytes.

`time` draws an archive with the program given and prints, for each format, the least wall time of
some rounds, the CPU time and the greatest resident memory. It needs nothing but Python.
"""

import argparse
import datetime
import json
import math
import os
import random
import shutil
import sys
import tempfile
import time

FIRST_DAY = datetime.date(2022, 2, 24)
# The middle of the outline, degrees, and its mean radius.
LON, LAT, RADIUS = 37.5, 48.0, 3.0
METERS_A_DEGREE = 111_320.0


def outlines(count, vertices, jitter):
    """The outline of each day: lists of (longitude, latitude), not closed."""
    rng = random.Random(20220224)
    waves = [(rng.randint(2, 40), rng.uniform(0, 2 * math.pi)) for _ in range(24)]
    radii = []
    for i in range(vertices):
        angle = 2 * math.pi * i / vertices
        rough = sum(math.sin(n * angle + phase) / n for n, phase in waves)
        radii.append(RADIUS * (1 + 0.12 * rough) + rng.uniform(-0.003, 0.003))
    for day in range(count):
        if day:
            usual = max(2, round(vertices * 0.0056))
            length = min(vertices // 2, usual * (10 if rng.random() < 0.05 else 1))
            start = rng.randrange(vertices)
            step = rng.uniform(-0.06, 0.06)
            for k in range(length):
                swell = math.sin(math.pi * (k + 1) / (length + 1))
                at = (start + k) % vertices
                radii[at] = min(2 * RADIUS, max(RADIUS / 3, radii[at] + step * swell))
        moved = jitter / METERS_A_DEGREE
        outline = []
        for i, radius in enumerate(radii):
            angle = 2 * math.pi * i / vertices
            lat = LAT + radius * math.sin(angle) * 0.67
            lon = LON + radius * math.cos(angle)
            if moved:
                lon += rng.uniform(-moved, moved) / 0.67
                lat += rng.uniform(-moved, moved)
            outline.append((lon, lat))
        yield outline


def feature(outline, properties):
    ring = ",".join(f"[{lon:.6f},{lat:.6f}]" for lon, lat in outline + outline[:1])
    return (
        f'{{"type":"Feature","properties":{json.dumps(properties)},'
        f'"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}'
    )


def collection(features):
    yield '{"type":"FeatureCollection","features":[\n'
    for i, text in enumerate(features):
        yield (",\n" if i else "") + text
    yield "\n]}\n"


def make_days(args):
    os.makedirs(args.path)
    days = outlines(args.days, args.vertices, args.jitter)
    for i, outline in enumerate(days):
        day = FIRST_DAY + datetime.timedelta(days=i)
        with open(os.path.join(args.path, f"{day}.geojson"), "w") as file:
            file.writelines(collection([feature(outline, {"controller": "Occupied"})]))


def make_large(args):
    def dated():
        for i, outline in enumerate(outlines(args.features, args.vertices, args.jitter)):
            start = FIRST_DAY + datetime.timedelta(days=i)
            end = start + datetime.timedelta(days=1)
            yield feature(
                outline, {"controller": "Occupied", "from": str(start), "until": str(end)}
            )

    with open(args.path, "w") as file:
        file.writelines(collection(dated()))


def run(command):
    """Wall seconds, CPU seconds and megabytes of a command."""
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    wall = time.monotonic() - started
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(args):
    jobs = {
        "check": ["check", args.path],
        "stats": ["stats", args.path, "-o", "stats.csv"],
        "one day": ["render", args.path, "--size", args.size, "-o", "day.png"],
    }
    for end in args.formats.split(","):
        out = "days/" if end == "png" else f"all.{end}"
        jobs[end] = ["animate", args.path, "--size", args.size, "-o", out]
    program = os.path.abspath(args.program)
    args.path = os.path.abspath(args.path)
    folder = tempfile.mkdtemp(prefix="archive-")
    try:
        os.chdir(folder)
        for name, words in jobs.items():
            words[1] = args.path
            best = None
            for _ in range(args.rounds):
                shutil.rmtree("days", ignore_errors=True)
                taken = run([program, *words])
                best = min(best or taken, taken)
            wall, cpu, memory = best
            print(f"{name:8} {wall:7.2f} s wall {cpu:7.2f} s CPU {memory:7.0f} MB", flush=True)
    finally:
        os.chdir("/")
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make").add_subparsers(required=True)
    for name, write, count, vertices in [
        ("days", make_days, "--days", 3000),
        ("large", make_large, "--features", 2800),
    ]:
        one = make.add_parser(name)
        one.add_argument("path")
        one.add_argument(count, type=int, default=769 if name == "days" else 2500)
        one.add_argument("--vertices", type=int, default=vertices)
        one.add_argument("--jitter", type=float, default=0.0, metavar="METERS")
        one.set_defaults(run=write)
    timed = commands.add_parser("time")
    timed.add_argument("program")
    timed.add_argument("path")
    timed.add_argument("--rounds", type=int, default=3)
    timed.add_argument("--size", default="1280x720")
    timed.add_argument("--formats", default="gif,webp,png")
    timed.set_defaults(run=measure)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
