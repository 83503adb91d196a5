"""Holds regions that run alone against the same regions inside a run of the whole country, over the same weeks.

    /usr/bin/python3 scenarios/studies/whole-france/region_alone.py --out FOLDER [PROGRAM] > FOLDER/region-alone.txt

Reads FOLDER/ten-years.h5, which ten_years.py makes, and runs the regions with several seeds; the first seed is that of
the whole country. --france names other results of the whole country (several: --france A.h5 B.h5). Results that are in
FOLDER are not made again. Needs python3-numpy and python3-h5py.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
from ten_years import ROOT, Result, figure, make_result  # noqa: E402  (beside this file)

REGIONS = {"27": "Bourgogne-Franche-Comté", "32": "Hauts-de-France"}
# Student's t beyond which one time in twenty lies, by degrees of freedom.
STUDENT = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
FIRST_SEED = 20260105  # of the arms
WINDOW = (52.0, 104.0)


def retail_price(value):
    """Revenue of cells over what their grams of cannabis and cocaine would cost at reference prices; other drugs are in
    the revenue, in both runs alike."""
    return value("sales") / (8.0 * value("sales_cannabis") + 65.0 * value("sales_cocaine"))


FIGURES = [
    ("residents", lambda v: v("residents")),
    ("street sites", lambda v: v("sites_active")),
    ("delivery crews", lambda v: v("crews_active")),
    ("networks at home here", lambda v: v("organisations_running")),
    ("people in the trade", lambda v: v("traders")),
    ("of them minors", lambda v: v("traders_minors")),
    ("posts wanted", lambda v: v("posts_wanted")),
    ("share of posts vacant, %", lambda v: 100 * v("posts_vacant") / v("posts_wanted")),
    ("weekly wage, EUR", lambda v: v("wage_bill_offered") / v("posts_wanted")),
    ("entries a year", lambda v: v("trade_entries")),
    ("sales of cells, EUR m a year", lambda v: v("sales") / 1e6),
    ("delivered, % of purchases", lambda v: 100 * v("sales_delivered") / v("purchases")),
    ("bought outside, % of purchases", lambda v: 100 * v("purchases_outside") / v("purchases")),
    ("retail price (reference 1 plus other drugs)", retail_price),
    ("wholesale price of cannabis (border 1)", lambda v: v("hub_price_sum_cannabis") / v("hubs")),
    ("wholesale price of cocaine (border 1)", lambda v: v("hub_price_sum_cocaine") / v("hubs")),
    ("users of cannabis", lambda v: v("users_cannabis")),
    ("operations a year", lambda v: v("operations")),
    ("arrests a year", lambda v: v("arrests")),
    ("attacks a year", lambda v: v("attacks")),
    ("killed a year", lambda v: v("killings")),
]


def figures_of(path, region, window):
    result = Result(path, region)
    return [reckon(lambda name: result.value(name, *window)) for _, reckon in FIGURES]


def compare_region(code, name, france, alone, window):
    inside = np.array([figures_of(path, code, window) for path in france])
    lone = np.array([figures_of(path, None, window) for path in alone])
    lines = [f"{name} ({code}), weeks {window[0]:.0f} to {window[1]:.0f}",
             f"  {'':<46}{'in France':>12}{'alone':>12}{'s.d. seeds':>12}{'ratio':>8}"]
    for i, (label, _) in enumerate(FIGURES):
        within, mean = inside[:, i].mean(), lone[:, i].mean()
        spread = lone[:, i].std(ddof=1) if len(lone) > 1 else 0.0
        bound = STUDENT[min(len(lone) - 1, len(STUDENT)) - 1] * spread * np.sqrt(1 / len(lone) + 1 / len(inside))
        ratio = f"{mean / within:.2f}" if within else "-"
        mark = "  beyond luck" if len(lone) > 1 and abs(within - mean) > bound else ""
        cells = "".join(f"{figure(value):>12}" for value in (within, mean, spread))
        lines.append(f"  {label:<46}{cells}{ratio:>8}{mark}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", nargs="?", default=str(ROOT / "build/release/emprise"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--france", type=Path, nargs="+", help="results of the whole country; FOLDER/ten-years.h5 else")
    parser.add_argument("--seeds", type=int, default=5, help="runs of each region alone")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--burn-in", type=int, default=156)
    arguments = parser.parse_args()
    france = arguments.france or [arguments.out / "ten-years.h5"]
    for path in france:
        if not path.exists():
            sys.exit(f"{path} is not there: run ten_years.py with the same --out first, or name results with --france")
    arguments.out.mkdir(parents=True, exist_ok=True)
    paths = {}
    with ThreadPoolExecutor(arguments.jobs) as pool:
        waiting = []
        for code in REGIONS:
            for nth in range(arguments.seeds):
                path = arguments.out / f"alone-{code}-{nth}.h5"
                paths.setdefault(code, []).append(path)
                waiting.append(pool.submit(make_result, arguments.program, HERE / "region-alone.toml", path, {
                    "territory.regions": [code], "run.seed": FIRST_SEED + nth, "run.weeks": arguments.weeks,
                    "run.burn_in": arguments.burn_in}, threads=1))
        for future in waiting:
            future.result()
    window = (max(0.0, arguments.weeks - 52.0), float(arguments.weeks)) if arguments.weeks < WINDOW[1] else WINDOW
    print(f"Regions alone ({arguments.seeds} seeds each) against the same regions inside the whole country "
          f"({len(france)} run{'s' if len(france) > 1 else ''})\n"
          "A region alone meets a frozen rest of the country: nobody moves house across its edge, recruits stay on\n"
          "their side. ratio: mean alone over inside. beyond luck: the two differ by more than seeds do in one case of\n"
          "twenty (so that one row of twenty says it for nothing). Rows of one run hang together.\n")
    print("\n\n".join(compare_region(code, name, france, paths[code], window) for code, name in REGIONS.items()))


if __name__ == "__main__":
    main()
