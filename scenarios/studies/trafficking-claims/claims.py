"""Runs five claims about the drug trade against rival theories and prints what the model says.

    /usr/bin/python3 scenarios/studies/trafficking-claims/claims.py --out FOLDER [PROGRAM] > FOLDER/claims.txt

One `emprise compare` a draw: baseline, a placebo and the five changes under common luck, on one burn-in. claims.toml
holds the theories, the outcomes with the signs expected, the uncertain parameters and the rival structures; nothing is
chosen after the runs. Results stay in FOLDER: a draw that is there is not run again. Needs python3-numpy, python3-h5py.
PROGRAM is build/release/emprise unless given.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import threading
import time
import tomllib
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
import claims_report  # noqa: E402  (beside this file)

ROOT = HERE.parents[2]
ENSEMBLE = "ensemble"
# One small département, half a year: shows that everything works, says nothing.
TRIAL = {"territory.departements": ["90"], "run.weeks": 26, "run.burn_in": 13}


@dataclass(frozen=True)
class Job:
    """One draw under one structure."""

    structure: str
    draw: int
    settings: dict

    @property
    def name(self):
        return f"{self.structure.replace(' ', '-')}-{self.draw:02d}"


def ranges_of(uncertain, program):
    """[(path, low, high, scale)]: the plausible range that the program prints, unless the study narrows it."""
    printed = json.loads(subprocess.run([program, "parameters", "--json"], check=True, capture_output=True,
                                        text=True).stdout)
    rows = {row["path"]: row for row in (printed if isinstance(printed, list) else printed["parameters"])}
    found = []
    for entry in uncertain:
        if entry["path"] not in rows:
            sys.exit(f"claims.toml: the program has no parameter {entry['path']}")
        low, high = rows[entry["path"]]["plausible"]
        if "range" in entry:
            if not low <= entry["range"][0] < entry["range"][1] <= high:
                sys.exit(f"claims.toml: range of {entry['path']} leaves the plausible one, {low} to {high}")
            low, high = entry["range"]
        found.append((entry["path"], float(low), float(high), entry.get("scale", "linear")))
    return found


def latin_hypercube(ranges, draws, seed):
    """`draws` settings: each parameter meets each of `draws` equal parts of its range once, in an order of its own."""
    chance = np.random.Generator(np.random.PCG64(seed))
    settings = [{} for _ in range(draws)]
    for path, low, high, scale in ranges:
        place = (chance.permutation(draws) + chance.random(draws)) / draws
        values = low * (high / low) ** place if scale == "log" else low + (high - low) * place
        for settings_of_draw, value in zip(settings, values):
            settings_of_draw[path] = float(f"{value:.6g}")
    return settings


def list_jobs(study, program, arguments):
    """The ensemble first, then the same first draws under each rival structure. Draws do not depend on --draws."""
    draws = latin_hypercube(ranges_of(study["uncertain"], program), study["draws"], study["seed"])
    jobs = []
    for draw in range(arguments.draws):
        jobs.append(Job(ENSEMBLE, draw, draws[draw]))
    for structure in study["structure"]:
        for draw in range(arguments.structure_draws):
            jobs.append(Job(structure["id"], draw, {**draws[draw], **structure["set"]}))
    return jobs


def command_of(job, study, program, arguments, result):
    arms = ["base", "placebo", *(claim["arm"] for claim in study["claim"])]
    settings = {**job.settings, "run.seed": study["seed"] % 1_000_000 + job.draw, **(TRIAL if arguments.trial else {})}
    return [program, "compare", *(str(HERE / f"{arm}.toml") for arm in arms), "-o", str(result), "-j", "1", "--quiet",
            "--force", "--set-json", json.dumps(settings)]


def plan_of(study, program, arguments):
    """What results of one folder must share."""
    texts = [path.read_bytes() for path in sorted(HERE.glob("*.toml"))]
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    return {"settings_sha256": hashlib.sha256(b"\0".join(texts)).hexdigest(), "program": version,
            "arms": [claim["arm"] for claim in study["claim"]], "trial": arguments.trial}


def expect_same_plan(plan, folder):
    file = folder / "plan.json"
    if file.exists() and json.loads(file.read_text(encoding="utf-8")) != plan:
        sys.exit(f"{folder} holds results of other settings or of another program (see {file}); name another --out")
    file.write_text(json.dumps(plan, indent=1) + "\n", encoding="utf-8")


class Runs:
    """Runs jobs, `at_once` at a time; the first that fails ends all."""

    def __init__(self, study, program, arguments):
        self.study, self.program, self.arguments = study, program, arguments
        self.seconds, self.done, self.lock = [], 0, threading.Lock()

    def result_of(self, job):
        return self.arguments.out / f"{job.name}.h5"

    def run_one(self, job, of):
        began = time.monotonic()
        unfinished = self.arguments.out / f"{job.name}.running"
        process = subprocess.run(command_of(job, self.study, self.program, self.arguments, unfinished),
                                 stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if process.returncode != 0:
            raise RuntimeError(f"{job.name} ended with {process.returncode}:\n{process.stderr.strip()[-3000:]}")
        unfinished.replace(self.result_of(job))
        with self.lock:
            self.seconds.append(time.monotonic() - began)
            self.done += 1
            left = np.mean(self.seconds) * (of - self.done) / self.arguments.jobs
            print(f"{job.name}: {self.seconds[-1]:.0f} s; {self.done} of {of}, about {left / 60:.0f} min left",
                  file=sys.stderr, flush=True)

    def run(self, jobs):
        wanted = [job for job in jobs if not self.result_of(job).exists()]
        print(f"{len(jobs)} comparisons, {len(jobs) - len(wanted)} there already", file=sys.stderr, flush=True)
        with ThreadPoolExecutor(self.arguments.jobs) as pool:
            futures = [pool.submit(self.run_one, job, len(wanted)) for job in wanted]
            done, left = wait(futures, return_when=FIRST_EXCEPTION)
            for future in left:
                future.cancel()
        for future in done:
            if future.exception() is not None:
                sys.exit(f"claims: {future.exception()}")


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", nargs="?", default=str(ROOT / "build/release/emprise"))
    parser.add_argument("--out", type=Path, required=True, help="folder of the results; gone on with if it exists")
    parser.add_argument("--draws", type=int, help="of the ensemble; fewer for a trial")
    parser.add_argument("--structure-draws", type=int, help="for each rival structure; 0 leaves them out")
    parser.add_argument("--only", help="arms to run, with commas between")
    parser.add_argument("--jobs", type=int, default=2, help="comparisons at once, one thread each")
    parser.add_argument("--trial", action="store_true", help="one small département, half a year: shows that it works")
    return parser.parse_args()


def read_study(arguments):
    study = tomllib.loads((HERE / "claims.toml").read_text(encoding="utf-8"))
    if arguments.only:
        wanted = arguments.only.split(",")
        unknown = set(wanted) - {claim["arm"] for claim in study["claim"]}
        if unknown:
            sys.exit(f"--only: no claim {', '.join(sorted(unknown))}")
        study["claim"] = [claim for claim in study["claim"] if claim["arm"] in wanted]
    for name, default in (("draws", study["draws"]), ("structure_draws", study["draws_per_structure"])):
        if getattr(arguments, name) is None:
            setattr(arguments, name, default)
        least = 1 if name == "draws" else 0
        if not least <= getattr(arguments, name) <= study["draws"]:
            sys.exit(f"--{name.replace('_', '-')}: from {least} to {study['draws']}")
    return study


def main():
    arguments = read_arguments()
    study = read_study(arguments)
    program = str(Path(arguments.program).resolve())
    arguments.out.mkdir(parents=True, exist_ok=True)
    expect_same_plan(plan_of(study, program, arguments), arguments.out)
    jobs = list_jobs(study, program, arguments)
    runs = Runs(study, program, arguments)
    runs.run(jobs)
    results = {}
    for job in jobs:
        results.setdefault(job.structure, []).append(claims_report.read_comparison(runs.result_of(job), study))
    print(claims_report.describe(study, results, arguments.trial))


if __name__ == "__main__":
    main()
