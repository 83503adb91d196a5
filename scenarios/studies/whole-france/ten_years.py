"""Runs the whole country for ten years without any policy and prints how its drug trade goes on.

    /usr/bin/python3 scenarios/studies/whole-france/ten_years.py --out FOLDER [PROGRAM] > FOLDER/ten-years.txt

Needs python3-numpy and python3-h5py. PROGRAM is build/release/emprise unless given. The result stays in FOLDER as
ten-years.h5 and is not made again while it is there; --weeks makes a short one to try things with.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
from hazards import describe_entries  # noqa: E402  (beside this file)

ROOT = HERE.parents[2]
WEEKS_PER_YEAR = 365.25 / 7
TIERS = ["below_2k", "2k_5k", "5k_10k", "10k_20k", "20k_50k", "50k_100k", "100k_and_more"]
LARGEST_GROWTH = 5.0  # per cent a year either way: what the stock of sites must stay within


class Result:
    """One run: series since the end of burn-in."""

    def __init__(self, path, region=None):
        self.file = h5py.File(path)
        bounds = self.file["time_bounds"][()] / 7.0
        self.after = bounds[:, 1] > 0
        self.bounds = bounds[self.after]
        self.region = None
        if region is not None:
            codes = [code.decode() for code in self.file["region"][()]]
            if region not in codes:
                sys.exit(f"{path}: no region {region}")
            self.region = codes.index(region)

    def __contains__(self, name):
        return name in self.file

    def series(self, name):
        variable = self.file[name if self.region is None else f"{name}_by_region"]
        values = variable[0, 0]
        return (values if self.region is None else values[:, self.region])[self.after].astype(float)

    def is_stock(self, name):
        return self.file[name].attrs["cell_methods"] in (b"time: point", "time: point")

    def at_start(self, name):
        """A stock at the end of burn-in."""
        bounds = self.file["time_bounds"][()]
        variable = self.file[name if self.region is None else f"{name}_by_region"]
        values = variable[0, 0][bounds[:, 1] == 0]
        return float(values[0] if self.region is None else values[0, self.region])

    def value(self, name, begin, end):
        """Mean of a stock, or a flow a year, over weeks begin to end."""
        inside = (self.bounds[:, 0] >= begin) & (self.bounds[:, 1] <= end)
        if not inside.any():
            raise ValueError(f"no output between weeks {begin:g} and {end:g}")
        values = self.series(name)[inside]
        if self.is_stock(name):
            return float(values.mean())
        return float(values.sum() / (self.bounds[inside, 1] - self.bounds[inside, 0]).sum() * WEEKS_PER_YEAR)


def make_result(program, scenario, result, settings, threads=0):
    """Runs the program unless the result is there; a failed run ends all."""
    if result.exists():
        print(f"{result} is there: not run again", file=sys.stderr, flush=True)
        return
    unfinished = result.with_suffix(".running")
    command = [program, "run", str(scenario), "-o", str(unfinished), "--force", "-j", str(threads),
               "--progress", "auto" if threads == 0 else "none"]
    process = subprocess.run([*command, "--set-json", json.dumps(settings)], stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, check=False)
    if process.returncode != 0:
        sys.exit(f"the run of {scenario.name} ended with {process.returncode}")
    unfinished.replace(result)
    print(f"{result.name} made", file=sys.stderr, flush=True)


def growth_of(result):
    """Sites at the end of each year and the change over it."""
    sites, ends = result.series("sites_active"), result.bounds[:, 1]
    years = int(ends[-1] // 52)
    stock = [result.at_start("sites_active")]
    stock += [float(sites[np.argmin(np.abs(ends - 52 * (year + 1)))]) for year in range(years)]
    if years == 0:
        return "Stock of street sites: less than a year was run."
    changes = [100 * (after / before - 1) for before, after in zip(stock, stock[1:])]
    mean = 100 * ((stock[-1] / stock[0]) ** (1 / years) - 1)
    within = sum(abs(change) <= LARGEST_GROWTH for change in changes)
    lines = [f"Stock of street sites (required: within {LARGEST_GROWTH:g} % a year)",
             "  year        " + "".join(f"{year:>8}" for year in range(years + 1)),
             "  sites       " + "".join(f"{value:>8.0f}" for value in stock),
             "  change, %   " + " " * 8 + "".join(f"{change:>+8.1f}" for change in changes),
             f"  {within} of {years} years within; {mean:+.2f} % a year on average: "
             + ("HOLDS" if abs(mean) <= LARGEST_GROWTH and within == years else "OUTSIDE")]
    return "\n".join(lines)


# Name, how to reckon it from a value function, what is published.
LEVELS = [
    ("street sites", lambda v: v("sites_active"), "2,729 in 2025, +-15 % (A-01)"),
    ("delivery crews", lambda v: v("crews_active"), "as many as sites (assumed)"),
    ("people in the trade", lambda v: v("traders"), "200,000 to 240,000; 130,000 to 300,000 (A-26)"),
    ("full-time posts", lambda v: v("posts_wanted"), "68,000; 40,000 to 110,000 (A-28)"),
    ("networks", lambda v: v("organisations_running"), "251 dismantled a year at 5 to 15 % (A-42)"),
    ("purchases, EUR bn a year", lambda v: v("purchases") / 1e9, "6.8; 3.8 to 9.7 (A-15)"),
    ("delivered, % of purchases", lambda v: 100 * v("sales_delivered") / v("purchases"), ""),
    ("delivered or online, %", lambda v: 100 * (v("sales_delivered") + v("sales_online")) / v("purchases"),
     "25 to 55 (A-38; fitted)"),
    ("arrests a year", lambda v: v("arrests"), "52,300 suspects in 2024 (B-08; fitted)"),
    ("operations a year", lambda v: v("operations"), "20,260 in 2023 (A-05; fitted)"),
    ("weekly wage offered, EUR", lambda v: v("wage_bill_offered") / v("posts_wanted"), "350 to 1,200 (A-29, A-30)"),
    ("attacks a year", lambda v: v("attacks"), "303, 418, 367 in 2022 to 2024 (A-43; level fitted)"),
    ("of them in return, %", lambda v: 100 * v("attacks_triggered") / max(v("attacks"), 1e-9), "branching swept"),
    ("killed a year", lambda v: v("killings"), "139 and 110 in 2023, 2024 (A-44)"),
    ("injured a year", lambda v: v("injured"), "413 and 341 (A-44)"),
    ("networks founded a year", lambda v: v("organisations_founded"), ""),
    ("networks ended a year", lambda v: v("organisations_ended"), ""),
    ("sites opened a year", lambda v: v("sites_opened"), ""),
    ("sites closed a year", lambda v: v("sites_closed"), ""),
    ("sites burned a year", lambda v: v("sites_burned"), ""),
]


def figure(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def levels_of(result):
    last = result.bounds[-1, 1]
    spans = [(0.0, min(52.0, last))]
    if last >= 156:
        spans += [(last / 2 - 26, last / 2 + 26), (last - 52, last)]
    lines = ["Levels (mean of stocks, flows a year)",
             f"  {'weeks':<28}" + "".join(f"{f'{first:.0f} to {end:.0f}':>13}" for first, end in spans) + "   fact"]
    for name, reckon, fact in LEVELS:
        cells = "".join(f"{figure(reckon(lambda n, b=b, e=e: result.value(n, b, e))):>13}" for b, e in spans)
        lines.append(f"  {name:<28}{cells}   {fact}")
    return "\n".join(lines)


INEQUALITY = ("networks_with_revenue", "network_revenue", "network_revenue_top_tenth", "network_revenue_spread")


def inequality_of(result):
    lines = ["Inequality of revenue between networks (Gini, share of the tenth with most)"]
    missing = [name for name in INEQUALITY if name not in result]
    if missing:
        return "\n".join([*lines, f"  not in the result: this program has no outcome {', '.join(missing)}"])
    total, top, spread, count = (result.series(name) for name in (INEQUALITY[1], INEQUALITY[2], INEQUALITY[3],
                                                                  INEQUALITY[0]))
    ends = result.bounds[:, 1]
    lines.append("  year   networks    Gini   share of the top tenth, %")
    for year in range(0, int(ends[-1] // 52) + 1):
        at = int(np.argmin(np.abs(ends - max(52 * year, ends[0]))))
        lines.append(f"  {year:>4}{count[at]:>11.0f}{spread[at] / total[at]:>8.3f}{100 * top[at] / total[at]:>15.1f}")
    return "\n".join(lines)


def first_weeks(result):
    """[week of the first street site per commune with an event], its tier, and the towns there are of each tier."""
    events = result.file["events"]
    kinds = events["kind"].attrs["flag_meanings"]
    kinds = (kinds.decode() if isinstance(kinds, bytes) else str(kinds)).split()
    kind, week, place, cell, other = (events[name][()] for name in ("kind", "week", "place_index", "cell", "other"))
    came = np.isin(kind, [kinds.index("site_present"), kinds.index("site_opened")])
    sites = set(cell[came])
    for row in np.flatnonzero(kind == kinds.index("relocated")):  # In order of week: `other` moved to become `cell`.
        if other[row] in sites:
            sites.add(cell[row])
            came[row] = True
    first = np.full(len(events["place"]), np.iinfo(np.int32).max)
    np.minimum.at(first, place[came], np.where(kind[came] == kinds.index("site_present"), -1, week[came]))
    return first, events["place_size_tier"][()], events["towns"][()].sum(axis=0)


def entry_of(result):
    first, tier, towns = first_weeks(result)
    last = result.bounds[-1, 1]
    years = [year for year in (0, 1, 2, 3, 5, 10) if 52 * year <= last + 1]
    lines = ["Order of first entry by size of town: share (%) of towns that have had a street site by the end of year",
             f"  {'':<16}{'towns':>7}" + "".join(f"{year:>8}" for year in years)
             + "   half of those without one at the start entered by year"]
    at_end = []
    for number, name in enumerate(TIERS):
        weeks = first[tier == number]
        shares = [100 * float((weeks < 52 * year if year else weeks < 0).sum()) / max(towns[number], 1)
                  for year in years]
        without = towns[number] - int((weeks < 0).sum())
        entered = np.sort(weeks[(weeks >= 0) & (weeks < np.iinfo(np.int32).max)])
        half = f"{entered[(without + 1) // 2 - 1] / 52:.1f}" if without and 2 * len(entered) >= without else "not yet"
        lines.append(f"  {name:<16}{towns[number]:>7}" + "".join(f"{share:>8.1f}" for share in shares)
                     + f"   {half if without else 'none without'}")
        at_end.append(shares[-1])
    ordered = all(small <= large + 1e-9 for small, large in zip(at_end, at_end[1:]))
    lines.append("  " + ("The larger the town, the more have been entered: the order is that of size."
                         if ordered else "NOT in the order of size."))
    lines.append("  In part told: the first map follows size (A-79), and burn-in solves one entry cost for each size.")
    lines += ["", "Share of communes with a street site that trades, by size, at the end of year (%)",
              f"  {'':<16}" + "".join(f"{year:>8}" for year in years)]
    ends = result.bounds[:, 1]
    for name in TIERS:
        touched, there = result.series(f"communes_touched_{name}"), result.series(f"communes_{name}")
        shares = [100 * result.at_start(f"communes_touched_{name}") / max(result.at_start(f"communes_{name}"), 1)]
        shares += [100 * touched[at] / max(there[at], 1) for at in
                   (int(np.argmin(np.abs(ends - 52 * year))) for year in years[1:])]
        lines.append(f"  {name:<16}" + "".join(f"{share:>8.2f}" for share in shares))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", nargs="?", default=str(ROOT / "build/release/emprise"))
    parser.add_argument("--out", type=Path, required=True, help="folder of the result")
    parser.add_argument("--weeks", type=int, default=520)
    parser.add_argument("--burn-in", type=int, default=156)
    parser.add_argument("--result", type=Path, help="read this result instead of running")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.result or arguments.out / "ten-years.h5"
    if arguments.result is None:
        make_result(arguments.program, HERE / "ten-years.toml", path,
                    {"run.weeks": arguments.weeks, "run.burn_in": arguments.burn_in})
    result = Result(path)
    print(f"The whole country, status quo: {result.bounds[-1, 1]:.0f} weeks after burn-in, one replicate\n"
          "One replicate is one draw; no place is a real point of dealing. What is called fitted or drawn is no "
          "evidence.\n")
    print("\n\n".join([growth_of(result), levels_of(result), inequality_of(result), entry_of(result),
                       describe_entries(result.file, TIERS)]) + "\n")
    spread = subprocess.run([arguments.program, "inspect", str(path), "--spread"], capture_output=True, text=True,
                            check=False)
    if spread.returncode != 0:
        sys.exit(f"emprise inspect --spread ended with {spread.returncode}: {spread.stderr.strip()}")
    print(spread.stdout, end="")


if __name__ == "__main__":
    main()
