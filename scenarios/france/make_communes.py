#!/usr/bin/python3
"""Rebuild communes.csv, departements.csv, regions.csv and epcis.csv byte for byte.

Source: npm package @etalab/decoupage-administratif 6.0.0 (Etalab, INSEE, DGCL; Licence Ouverte 2.0).
The archive is fetched with `npm pack` and its SHA-256 is checked before anything is read.

    ./make_communes.py                      download, then write the four files beside this script
    ./make_communes.py --check              download, compare with the files here, write nothing
    ./make_communes.py --archive FILE.tgz   use an archive already on disk

Kept: communes of type "commune-actuelle" in metropolitan France and the five overseas departements
(zones "metro" and "drom"). Left out: collectivities overseas (zone "com") and the municipal
arrondissements of Paris, Lyon and Marseille, whose residents are already counted in their commune.
chef_lieu is 1 for the seat of an arrondissement, 2 of a departement, 3 of a region (highest wins);
it comes from the chefLieu fields, because rangChefLieu is 0 everywhere in the package.
"""
import argparse
import csv
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "@etalab/decoupage-administratif@6.0.0"
SHA256 = "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"
KEPT_ZONES = ("metro", "drom")
HERE = pathlib.Path(__file__).resolve().parent


def download(folder):
    """Fetch the pinned archive into a folder with npm's own client."""
    answer = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), PACKAGE],
        check=True, capture_output=True, text=True, cwd=folder)
    return pathlib.Path(folder) / answer.stdout.strip().splitlines()[-1]


def read_archive(path):
    """The five lists of the package, after its digest was checked."""
    content = pathlib.Path(path).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {SHA256}")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {name: json.load(archive.extractfile(f"package/data/{name}.json"))
                for name in ("communes", "epci", "arrondissements", "departements", "regions")}


def table(header, rows):
    """One CSV file as bytes: UTF-8, line feed, quotes only where needed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def ranks_of_seats(data):
    """Commune code -> 1, 2 or 3; later lists are of higher rank and win."""
    ranks = {}
    for rank, name in ((1, "arrondissements"), (2, "departements"), (3, "regions")):
        for unit in data[name]:
            ranks[unit["chefLieu"]] = rank
    return ranks


def build(data):
    """File name -> content."""
    communes = sorted((c for c in data["communes"]
                       if c["type"] == "commune-actuelle" and c["zone"] in KEPT_ZONES),
                      key=lambda c: c["code"])
    kept = {c["code"] for c in communes}
    epci_of = {member["code"]: epci["code"] for epci in data["epci"] for member in epci["membres"]}
    ranks = ranks_of_seats(data)
    epcis = sorted((e for e in data["epci"] if any(m["code"] in kept for m in e["membres"])),
                   key=lambda e: e["code"])
    by_code = sorted(data["departements"], key=lambda d: d["code"])
    return {
        "communes.csv": table(
            ("code", "name", "departement", "region", "arrondissement", "epci", "population", "chef_lieu"),
            ((c["code"], c["nom"], c["departement"], c["region"], c.get("arrondissement", ""),
              epci_of.get(c["code"], ""), c.get("population", 0), ranks.get(c["code"], 0)) for c in communes)),
        "departements.csv": table(
            ("code", "name", "region", "chef_lieu"),
            ((d["code"], d["nom"], d["region"], d["chefLieu"]) for d in by_code if d["zone"] in KEPT_ZONES)),
        "regions.csv": table(
            ("code", "name", "chef_lieu"),
            ((r["code"], r["nom"], r["chefLieu"])
             for r in sorted(data["regions"], key=lambda r: r["code"]) if r["zone"] in KEPT_ZONES)),
        "epcis.csv": table(("code", "name", "type"), ((e["code"], e["nom"], e["type"]) for e in epcis)),
    }


def compare(files):
    """Names of the files here that differ from the rebuilt ones."""
    return [name for name, content in files.items()
            if not (HERE / name).is_file() or (HERE / name).read_bytes() != content]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare, write nothing; exit 1 on a difference")
    arguments.add_argument("--archive", help="use this archive instead of downloading")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = build(read_archive(asked.archive or download(folder)))
    if asked.check:
        different = compare(files)
        for name in files:
            print(f"{name}: {'DIFFERENT' if name in different else 'same bytes'}")
        return 1 if different else 0
    for name, content in files.items():
        (HERE / name).write_bytes(content)
        print(f"{name}: {content.count(10) - 1} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
