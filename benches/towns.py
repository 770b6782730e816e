#!/usr/bin/env python3
"""Makes a table of invented towns that change hands, and times Salient on it.

    benches/towns.py FOLDER [--towns 12000] [--days 900] [--salient target/release/salient]

writes FOLDER/towns/places.csv (name, lon, lat) and FOLDER/towns/holders.csv, a row for each town and day (date, place,
holder), 12,000 times 900 if nothing else is said, and runs `stats`, `render` and `animate` on the folder
as it is, without a configuration. The same numbers come out of every run. Only the standard library.
"""
import argparse, datetime, math, os, random, resource, subprocess, time

WEST, SOUTH, EAST, NORTH = 122.0, -31.0, 146.0, -18.0  # inland Australia: one land, few boundaries


def places(count):
    rng = random.Random(7)
    towns, centers = [], [(rng.uniform(WEST, EAST), rng.uniform(SOUTH, NORTH)) for _ in range(count // 60 + 1)]
    while len(towns) < count:
        if rng.random() < 0.55:
            x, y = rng.choice(centers)
            x, y = rng.gauss(x, 0.5), rng.gauss(y, 0.4)
        else:
            x, y = rng.uniform(WEST, EAST), rng.uniform(SOUTH, NORTH)
        if WEST < x < EAST and SOUTH < y < NORTH:
            towns.append((f"Town {len(towns) + 1}", round(x, 5), round(y, 5), rng.gauss(0, 0.35)))
    return towns


def holder(x, y, noise, day, days):
    """Three parties around a middle that wanders, and a pocket that is taken and lost."""
    t = day / days
    cx = WEST + (EAST - WEST) * (0.5 + 0.25 * math.sin(5.0 * t))
    cy = SOUTH + (NORTH - SOUTH) * (0.5 + 0.25 * math.cos(4.0 * t))
    if (x - 138.0) ** 2 + (y + 27.0) ** 2 < (3.0 * math.sin(math.pi * t)) ** 2 * (1 + noise):
        return "Green"
    turn = math.atan2(y - cy, x - cx) + noise * 0.25 + 0.3 * math.sin(0.9 * x + 4 * t) * math.cos(1.1 * y)
    return ("Blue", "Red", "Ochre")[int((turn + 9.0 + t) / 2.094395) % 3]


def write(folder, count, days):
    os.makedirs(folder, exist_ok=True)
    towns = places(count)
    with open(os.path.join(folder, "places.csv"), "w") as out:
        out.write("name,lon,lat\n")
        out.writelines(f"{name},{x},{y}\n" for name, x, y, _ in towns)
    first = datetime.date(2012, 1, 1)
    with open(os.path.join(folder, "holders.csv"), "w") as out:
        out.write("date,place,holder\n")
        for day in range(days):
            date = first + datetime.timedelta(day)
            out.writelines(f"{date},{name},{holder(x, y, noise, day, days)}\n" for name, x, y, noise in towns)


def timed(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{wall:7.2f} s wall {cpu:7.2f} s CPU {after.ru_maxrss / 1024:7.0f} MB at most so far  {command[1]}", flush=True)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder")
    ask.add_argument("--towns", type=int, default=12000)
    ask.add_argument("--days", type=int, default=900)
    ask.add_argument("--salient", default="target/release/salient")
    asked = ask.parse_args()
    data = os.path.join(asked.folder, "towns")
    write(data, asked.towns, asked.days)
    size = os.path.getsize(os.path.join(data, "holders.csv")) / 1e6
    print(f"{asked.towns} towns, {asked.days} days, {size:.0f} MB")
    to = lambda name: os.path.join(asked.folder, name)
    for command, output in [("stats", "towns.csv"), ("render", "towns.png"), ("animate", "towns.gif")]:
        timed([asked.salient, command, data, "--quiet", "-o", to(output)])


if __name__ == "__main__":
    main()
