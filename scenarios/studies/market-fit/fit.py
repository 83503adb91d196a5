"""Fits the coefficients of the retail market to A-38, E-22 and E-23 by runs of one département.

    /usr/bin/python3 scenarios/studies/market-fit/fit.py [PROGRAM] > scenarios/studies/market-fit/market-fit.txt

Needs python3-numpy and python3-h5py. PROGRAM is build/release/emprise unless given. Changes nothing: the usual values in
sim/settings/parameters/market_drugs.cpp and market.cpp are updated from its output by hand. A damped Gauss-Newton
search; every evaluation is the mean of the same few seeds, so that the search sees no noise of its own.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build/release/emprise")
SEEDS = (1, 2, 3)

# Name, plausible range; what it sets, given the number.
COEFFICIENTS = [
    ("delivery_taste", (-2.3, -0.4), lambda x: {"market.delivery_taste_cannabis": x,
                                               "market.delivery_taste_cocaine": x + 0.05}),
    ("online_taste", (-3.0, -0.1), lambda x: {"market.online_taste_cannabis": x,
                                              "market.online_taste_cocaine": x + 0.1}),
    ("travel_sensitivity_per_eur", (0.08, 0.3), lambda x: {"market.travel_sensitivity_per_eur": x}),
]
START = np.array([-0.45, -2.1, 0.15])
BEGIN = np.array([-1.5, -2.4, 0.095])  # where the search begins: an earlier fit
STEPS = np.array([0.3, 0.3, 0.04])

# Name, value, half-width that counts as one unit of error, source, fitted?
TARGETS = [
    ("delivered or online, of purchases", 0.37, 0.15, "A-38 (0.25 to 0.55)", True),
    ("displaced to delivery", 0.30, 0.10, "E-22 (0.20 to 0.40) [assumed]", True),
    ("bought at sites within 5 km", 0.60, 0.10, "E-23; width assumed", True),
    ("displaced, stays in the commune", 0.60, 0.25, "E-22 (0.40 to 0.85) [assumed]", True),
    ("displaced to another commune", 0.10, 0.10, "E-22 (0.05 to 0.25) [assumed]", False),
]


def settings_of(point):
    settings = {}
    for (_, _, put), value in zip(COEFFICIENTS, point):
        settings.update(put(float(value)))
    return settings


def run(settings, seed, departement=None):
    """Shares of the last half year of one run, in the order of TARGETS."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.nc"
        command = [PROGRAM, "run", str(HERE / "market-fit.toml"), "-o", str(result), "--quiet",
                   "--set", f"run.seed={seed}"]
        if departement:
            command += ["--set-json", f'{{"territory.departements": ["{departement}"]}}']
        for path, value in settings.items():
            command += ["--set", f"{path}={value:.6f}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with h5py.File(result) as file:
            total = {name: float(np.ravel(file[name])[-1]) for name in
                     ("purchases", "sales_delivered", "sales_online", "purchases_at_sites", "purchases_at_sites_near",
                      "displaced_resold", "displaced_same_town", "displaced_other_town", "displaced_delivered")}
    resold = max(total["displaced_resold"], 1.0)
    return np.array([(total["sales_delivered"] + total["sales_online"]) / total["purchases"],
                     total["displaced_delivered"] / resold,
                     total["purchases_at_sites_near"] / max(total["purchases_at_sites"], 1.0),
                     total["displaced_same_town"] / resold,
                     total["displaced_other_town"] / resold])


def shares(point, departement=None):
    return np.mean([run(settings_of(point), seed, departement) for seed in SEEDS], axis=0)


def errors(found):
    return np.array([(value - wanted) / width
                     for value, (_, wanted, width, _, fitted) in zip(found, TARGETS) if fitted])


def bounded(point):
    return np.array([min(max(value, low), high) for value, (_, (low, high), _) in zip(point, COEFFICIENTS)])


def search():
    point, found = BEGIN, shares(BEGIN)
    damping = 0.1
    for step in range(4):
        slopes = []
        for i, width in enumerate(STEPS):
            moved = point.copy()
            moved[i] += width if point[i] + width <= COEFFICIENTS[i][1][1] else -width
            slopes.append((errors(shares(moved)) - errors(found)) / (moved[i] - point[i]) * width)
        slopes = np.array(slopes).T  # errors per STEP of each coefficient
        better = None
        for _ in range(4):
            normal = slopes.T @ slopes + damping * np.eye(len(point))
            trial = bounded(point - STEPS * np.linalg.solve(normal, slopes.T @ errors(found)))
            seen = shares(trial)
            if errors(seen) @ errors(seen) < errors(found) @ errors(found):
                better = (trial, seen)
                damping = max(damping / 3, 1e-3)
                break
            damping *= 5
        print(f"step {step + 1}: error {errors(found) @ errors(found):.3f}", file=sys.stderr)
        if better is None:
            break
        gained = errors(found) @ errors(found) - errors(better[1]) @ errors(better[1])
        point, found = better
        if gained < 0.005:
            break
    return point, found


def table(title, found):
    lines = [title, f"  {'':<36}{'found':>8}{'wanted':>8}{'residual':>10}  source"]
    for value, (name, wanted, _, source, fitted) in zip(found, TARGETS):
        lines.append(f"  {name:<36}{value:>8.3f}{wanted:>8.2f}{value - wanted:>+10.3f}  {source}"
                     + ("" if fitted else "; shown"))
    return "\n".join(lines)


def main():
    print("Coefficients of the retail market, fitted to A-38, E-22 and E-23")
    print(f"Haute-Garonne (31), 26 weeks after 26 of burn-in, mean of seeds {SEEDS}; figures of market-fit.toml\n")
    print(table("Before, at " + ", ".join(f"{v:g}" for v in START), shares(START)))
    point, found = search()
    print("\n" + table("Fitted", found))
    print("\nCoefficients (plausible range)")
    for (name, (low, high), put), value, before in zip(COEFFICIENTS, point, START):
        at_bound = " at its bound" if min(value - low, high - value) < 1e-6 else ""
        print(f"  {name:<30}{value:>8.3f}  from {before:g}  ({low:g} to {high:g}){at_bound}")
        for path, written in put(float(value)).items():
            print(f"      {path} = {written:.3f}")
    print("\nDelivered or online at the ends of the range of delivery_taste, the rest as fitted")
    for bound in COEFFICIENTS[0][1]:
        print(f"  {bound:g}: {shares(np.array([bound, *point[1:]]))[0]:.3f}")
    for departement, name in (("21", "Côte-d'Or"), ("76", "Seine-Maritime"), ("13", "Bouches-du-Rhône")):
        print("\n" + table(f"{name} ({departement}), not fitted", shares(point, departement)))
    print("\nThe targets above were fitted: they are no evidence that the market is right. E-22 is itself assumed.")


if __name__ == "__main__":
    main()
