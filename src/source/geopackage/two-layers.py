"""Makes two-layers.gpkg, which the tests beside read: `python3 two-layers.py`.

Small pages, so that tables are trees and rows run over; invented data (CC0 1.0).
"""
import math
import os
import sqlite3
import struct

NAME = "two-layers.gpkg"


def head(srs, flags=1, envelope=b""):
    return b"GP\0" + bytes([flags]) + struct.pack("<i", srs) + envelope


def ring(points, z):
    numbers = [n for p in points for n in (p + ((7.0,) if z else ()))]
    return struct.pack("<I", len(points)) + struct.pack(f"<{len(numbers)}d", *numbers)


def area(points, z=False):
    kind = 1000 if z else 0
    polygon = struct.pack("<BII", 1, 3 + kind, 1) + ring(points, z)
    return struct.pack("<BII", 1, 6 + kind, 1) + polygon


def square(x, y):
    return [(x, y), (x + 1.0, y), (x + 1.0, y + 1.0), (x, y + 1.0), (x, y)]


if os.path.exists(NAME):
    os.remove(NAME)
db = sqlite3.connect(NAME)
db.execute("PRAGMA page_size = 512")
db.executescript("""
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT, m TINYINT,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name));
CREATE TABLE "control areas" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON,
  "holder" TEXT, "from" DATE, sure BOOLEAN, share DOUBLE DEFAULT (0.5));
CREATE TABLE towns (id INTEGER NOT NULL, shape POINT, name TEXT, PRIMARY KEY (id));
CREATE VIEW seen AS SELECT fid, geom FROM "control areas";
""")
db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?)", [
    ("WGS 84", 4326, "EPSG", 4326, "GEOGCS[]"),
    ("UTM 38N", 32638, "EPSG", 32638, "undefined"),
])
db.executemany("INSERT INTO gpkg_contents VALUES (?,?,?)", [
    ("control areas", "features", 4326), ("towns", "features", 32638),
    ("seen", "features", 4326), ("notes", "attributes", 0),
])
db.executemany("INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,?,?)", [
    ("control areas", "geom", "MULTIPOLYGON", 4326, 2, 0), ("towns", "shape", "POINT", 32638, 0, 0),
    ("seen", "geom", "MULTIPOLYGON", 4326, 0, 0),
])
rows = [(area(square(40.0 + i, 30.0)), "a" if i % 2 else "b") for i in range(12)]
circle = [(45 + math.cos(i / 32 * math.pi), 40 + math.sin(i / 32 * math.pi)) for i in range(64)]
circle.append(circle[0])
rows[3] = (area(circle, z=True), "Ünïted")
for i, (shape, holder) in enumerate(rows):
    # Every other blob has an extent, which readers may not need.
    blob = head(4326, 3, b"\0" * 32) + shape if i % 2 else head(4326) + shape
    db.execute('INSERT INTO "control areas" (geom, holder, "from", sure) VALUES (?,?,?,?)',
               (blob, holder, f"2031-05-{i + 1:02}", i % 2))
curve = struct.pack("<BII4d", 1, 8, 2, 0, 0, 1, 1)
for blob in (None, head(4326, 0x11), head(4326) + curve):
    db.execute('INSERT INTO "control areas" (geom) VALUES (?)', (blob,))
db.execute('ALTER TABLE "control areas" ADD COLUMN later TEXT')
db.execute('UPDATE "control areas" SET later = \'x\', share = 0.25 WHERE fid = 2')
db.execute("INSERT INTO towns VALUES (7, ?, 'Town')",
           (head(32638, 0) + struct.pack(">BIdd", 0, 1, 650000.0, 4400000.0),))
db.commit()
db.execute("VACUUM")
