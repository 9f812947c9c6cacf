"""CSV the way the importer reads it: UTF-8, LF, header row, RFC 4180 quoting."""

import csv
import pathlib

DEMO = pathlib.Path(__file__).resolve().parent.parent
DATA = DEMO.parent / "data"
SOURCE = DEMO / "source"
out = DEMO


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, header, rows):
    """One table, into `out` (this folder, unless the caller of `generate` named another)."""
    with open(out / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def pairs(text):
    """"a:b;c:d" as [("a", "b"), ("c", "d")]."""
    return [tuple(part.split(":")) for part in text.split(";")]


def villages_of(regions, county):
    """Village committees (places 10-12 from 200 on) of a county, by code."""
    return sorted(r["code"] for r in regions
                  if r["level"] == "5" and r["code"].startswith(county)
                  and r["pickable"] == "1" and int(r["code"][9:]) >= 200)


def phone(number):
    """The demo's own numbers: 199000 and five digits."""
    return f"199000{number:05d}"
