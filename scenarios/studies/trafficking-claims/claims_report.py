"""Reads the comparisons that claims.py ran and writes what they say. Every sentence is made from the numbers."""

import csv
import textwrap
from functools import cache
from pathlib import Path

import h5py
import numpy as np

SCENARIOS = Path(__file__).resolve().parents[2]
WEEKS_PER_YEAR = 365.25 / 7
METROPOLE_RESIDENTS = 100_000
OWN_REASON = 5  # Closures of the model's own processes have smaller numbers; the study's has this or a larger one.
DEFAULT_WINDOW = "last 52"
# Where the sales of a vacated site may go.
ROUTES = ["purchases_at_sites", "sales_delivered", "sales_online", "purchases_outside", "demand_unserved"]
ROUTE_NAMES = ["at sites", "delivered", "online or by acquaintances", "outside the territory", "not bought"]


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


@cache
def metropoles():
    with open(SCENARIOS / "france" / "communes.csv", encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file) if int(row["population"]) >= METROPOLE_RESIDENTS}


class Comparison:
    """One result file, open."""

    def __init__(self, path):
        self.path, self.file = path, h5py.File(path)
        self.arms = [text(arm) for arm in self.file["arm"][()]]
        self.bounds = self.file["time_bounds"][()] / 7.0  # weeks
        self.last = self.bounds[-1, 1]
        events = self.file["events"]
        self.columns = {name: events[name][()] for name in
                        ("arm_index", "week", "kind", "reason", "place_index", "detail_1")}
        self.places = np.array([text(code) for code in events["place"][()]])
        self.kinds = text(events["kind"].attrs["flag_meanings"]).split()
        self.codes = np.array([text(code) for code in self.file["commune"][()]]) if "commune" in self.file else None

    def periods(self, window):
        side, weeks = window.split()
        begin, end = (0.0, float(weeks)) if side == "first" else (max(0.0, self.last - float(weeks)), self.last)
        inside = (self.bounds[:, 0] >= begin) & (self.bounds[:, 1] <= end) & (self.bounds[:, 1] > 0)
        if not inside.any():
            raise RuntimeError(f"{self.path.name}: no period within the {window} weeks")
        return inside

    def site(self):
        """Commune of the site that was vacated and its weekly sales before; None when the arm was not run."""
        if "site-vacated" not in self.arms:
            return None
        column = self.columns
        rows = np.flatnonzero((column["arm_index"] == self.arms.index("site-vacated")) & (column["week"] == 0)
                              & (column["kind"] == self.kinds.index("site_closed")) & (column["reason"] >= OWN_REASON))
        if len(rows) != 1:
            raise RuntimeError(f"{self.path.name}: {len(rows)} sites vacated, expected one")
        return self.places[column["place_index"][rows[0]]], float(column["detail_1"][rows[0]])

    def communes(self, place):
        """Positions on the axis of communes."""
        wanted = {self.site()[0]} if place == "site" else metropoles()
        return np.flatnonzero([code in wanted for code in self.codes])

    def value(self, name, arm, window, place=None):
        """Mean of a stock over a window, or total of a flow a year."""
        variable = self.file[name if place is None else f"{name}_by_commune"]
        values = variable[self.arms.index(arm), 0]
        if place is not None:
            values = values[:, self.communes(place)].sum(axis=1)
        inside = self.periods(window)
        if text(variable.attrs["cell_methods"]) == "time: point":
            return float(values[inside].mean())
        weeks = (self.bounds[inside, 1] - self.bounds[inside, 0]).sum()
        return float(values[inside].sum() / weeks * WEEKS_PER_YEAR)

    def events_of(self, kind, arm, window, place=None, reason=None):
        """Events a year."""
        inside = self.bounds[self.periods(window)]
        column = self.columns
        rows = (column["arm_index"] == self.arms.index(arm)) & (column["kind"] == self.kinds.index(kind))
        rows &= (column["week"] >= inside[0, 0]) & (column["week"] < inside[-1, 1])
        if reason is not None:
            rows &= column["reason"] == reason
        if place is not None:
            wanted = {self.site()[0]} if place == "site" else metropoles()
            rows &= np.isin(column["place_index"], np.flatnonzero([code in wanted for code in self.places]))
        return float(rows.sum() / (inside[-1, 1] - inside[0, 0]) * WEEKS_PER_YEAR)

    def outcome(self, outcome, arm):
        window, place = outcome.get("window", DEFAULT_WINDOW), outcome.get("place")
        if "event" in outcome:
            return self.events_of(outcome["event"], arm, window, place, outcome.get("reason"))
        value = sum(self.value(name, arm, window, place) for name in outcome["of"])
        value -= sum(self.value(name, arm, window, place) for name in outcome.get("less", []))
        if "over" not in outcome:
            return value
        below = sum(self.value(name, arm, window, place) for name in outcome["over"])
        return value / below if below > 0 else 0.0


def read_comparison(path, study):
    """{(arm, label): (baseline, treated, placebo)} and where the sales of the vacated site went, euros a week."""
    comparison = Comparison(path)
    read = {"outcomes": {}, "moved": None, "weeks": comparison.last,
            "baseline": {name: comparison.value(name, "base", DEFAULT_WINDOW) for _, name in BASELINE}}
    for claim in study["claim"]:
        for outcome in claim["outcome"]:
            read["outcomes"][claim["arm"], outcome["label"]] = tuple(
                comparison.outcome(outcome, arm) for arm in ("base", claim["arm"], "placebo"))
    if comparison.site() is not None:
        weekly = {"of the site before": comparison.site()[1]}
        for window in ("first 12", DEFAULT_WINDOW):
            for name, label in zip(ROUTES, ROUTE_NAMES):
                change = comparison.value(name, "site-vacated", window) - comparison.value(name, "base", window)
                weekly[window, label] = change / WEEKS_PER_YEAR
        read["moved"] = weekly
    return read


class Difference:
    """Treated minus baseline over draws, in percent of the baseline or as it is."""

    def __init__(self, reads, key, nil, relative):
        base, treated, placebo = np.array([read["outcomes"][key] for read in reads]).T
        self.relative = relative
        scale = 100.0 / base if self.relative else 1.0
        self.nil = 100.0 * nil if self.relative else 1e-9
        self.base, self.change, self.luck = float(np.median(base)), (treated - base) * scale, (placebo - base) * scale
        self.draws = len(base)
        self.beyond = float(np.percentile(np.abs(self.luck), 95))  # what luck alone does in one draw of twenty
        self.median, self.mean = float(np.median(self.change)), float(self.change.mean())
        self.low, self.high = (float(np.percentile(self.change, at)) for at in (5, 95))
        self.error = float(self.change.std(ddof=1) / np.sqrt(self.draws)) if self.draws > 1 else float("inf")

    def share(self, sign):
        signs = {"-": self.change < -self.nil, "0": np.abs(self.change) <= self.nil, "+": self.change > self.nil}
        return float(signs[sign].mean())

    def called(self, study):
        """(sign, how): what the draws say. "" when they do not say."""
        for sign in "-0+":
            if self.share(sign) >= study["sign"]:
                return sign, "in most draws"
        if abs(self.mean) > max(2 * self.error, self.nil):
            return ("+" if self.mean > 0 else "-"), "on average"
        if self.relative and abs(self.mean) + 2 * self.error <= 100.0 * study["nil_of_mean"]:
            return "0", "on average"
        return "", "not told"

    def median_sign(self):
        return "0" if abs(self.median) <= self.nil else ("+" if self.median > 0 else "-")

    def number(self, value):
        return f"{value:+.1f}%" if self.relative else ("-" if value < 0 else "+") + magnitude(abs(value))


def magnitude(value):
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):.1f} {letter}"
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}" if abs(value) >= 1 else f"{value:.2g}"


def letters_of(claim):
    """Theories by letter, in the order of claims.toml."""
    return {theory: chr(ord("A") + i) for i, theory in enumerate(claim["theory"])}


def expected_of(claim, outcome):
    if "check" in outcome:
        return f"itself {outcome['check']}"
    letters = letters_of(claim)
    return " ".join(f"{letters[theory]}{sign}" for theory, sign in outcome["expect"].items())


def table_of(claim, differences):
    lines = [f"  {'':<44}{'baseline':>9}{'median':>9}{'5%':>9}{'95%':>9}   {'-':>3} {'0':>3} {'+':>3}{'mean':>10}"
             f"{'+- 2 s.e.':>11}{'luck +-':>9}  expected"]
    for outcome in claim["outcome"]:
        d = differences[outcome["label"]]
        numbers = "".join(f"{d.number(value):>9}" for value in (d.median, d.low, d.high))
        shares = " ".join(f"{100 * d.share(sign):3.0f}" for sign in "-0+")
        error = "-" if not np.isfinite(d.error) else f"{2 * d.error:.2g}" if d.relative else magnitude(2 * d.error)
        lines.append(f"  {outcome['label']:<44}{magnitude(d.base):>9}{numbers}   {shares}{d.number(d.mean):>10}"
                     f"{error:>11}{d.number(d.beyond)[1:]:>9}  {expected_of(claim, outcome)}")
    return lines


def survival_of(label, sign, rivals):
    """Clause on whether a sign holds under every rival structure; nothing when none was run."""
    if not rivals:
        return ""
    against = [f"{name} ({found[label].number(found[label].median)})" for name, found in rivals.items()
               if found[label].median_sign() != sign]
    return f"; survives all {len(rivals)} rival structures" if not against else "; not under " + ", ".join(against)


WORDS = {"-": "falls", "0": "does not change", "+": "rises"}


def wrapped(line, indent):
    lines = textwrap.wrap(line.replace(" %", "\u00a0%"), 110, initial_indent=" " * indent,
                          subsequent_indent=" " * (indent + 4))
    return [line.replace("\u00a0", " ") for line in lines]


def findings_of(claim, differences, rivals, study):
    lines = []
    for outcome in claim["outcome"]:
        d = differences[outcome["label"]]
        beyond = 100 * float((np.abs(d.change) > d.beyond).mean())
        said = said_of(outcome, differences, rivals, study)
        lines += wrapped(f"- {outcome['label']}: {said}; {beyond:.0f} % of draws beyond what luck does.", 2)
    for theory, letter in letters_of(claim).items():
        asked = [outcome for outcome in claim["outcome"] if theory in outcome.get("expect", {})]
        verdicts = [differences[outcome["label"]].called(study)[0] for outcome in asked]
        agree = sum(verdict == outcome["expect"][theory] for verdict, outcome in zip(verdicts, asked))
        untold = verdicts.count("")
        lines += wrapped(f"* {letter}, {theory}: of {len(asked)} expected signs {agree} found, "
                         f"{len(asked) - agree - untold} otherwise, {untold} not told.", 2)
    return lines


def moved_shares(reads, window, label):
    """Change of one kind of purchases in per cent of what the site sold: mean over draws, two standard errors."""
    shares = np.array([100 * read["moved"][window, label] / read["moved"]["of the site before"] for read in reads])
    if label == "at sites":
        shares += 100.0  # The site itself is gone: what is left is what other sites gained.
    return float(shares.mean()), float(2 * shares.std(ddof=1) / np.sqrt(len(shares))) if len(shares) > 1 else 0.0


def moved_of(reads):
    """Where the sales of the vacated site went, over the ensemble."""
    sold = float(np.mean([read["moved"]["of the site before"] for read in reads]))
    lines = ["", f"  Of 100 euros that the site sold ({sold:,.0f} a week): change elsewhere, mean of draws +- 2 s.e.",
             f"  {'':<32}{'first 12 weeks':>18}{'last 52 weeks':>18}"]
    for label in ROUTE_NAMES:
        cells = (moved_shares(reads, window, label) for window in ("first 12", DEFAULT_WINDOW))
        name = "at other sites" if label == "at sites" else label
        lines.append(f"  {name:<32}" + "".join(f"{f'{mean:+.0f} +- {error:.0f}':>18}" for mean, error in cells))
    return [*lines, "  Over the whole area, so that later on luck weighs more than one site does. What is missing to 100 are buyers",
            "  from outside the area and other prices."]


def rivals_of(claim, rivals):
    lines = ["", "Median difference under the rival structures"]
    for word in (0, 1):
        lines.append(f"  {'':<44}" + "".join(f"{name.split()[word]:>10}" for name in rivals))
    for outcome in claim["outcome"]:
        found = (rival[outcome["label"]] for rival in rivals.values())
        lines.append(f"  {outcome['label']:<44}" + "".join(f"{d.number(d.median):>10}" for d in found))
    return lines


def said_of(outcome, differences, rivals, study):
    """What the draws say of one outcome."""
    d = differences[outcome["label"]]
    sign, how = d.called(study)
    if sign == "":
        return (f"no sign: the median change is {d.number(d.median)}, {100 * d.share('-'):.0f} % of draws fall and "
                f"{100 * d.share('+'):.0f} % rise")
    return (f"{WORDS[sign]} {how} (median {d.number(d.median)}, {100 * d.share(sign):.0f} % of draws)"
            + survival_of(outcome["label"], sign, rivals))


def usual_draws(reads, study):
    """Draws whose baseline has as many sites as the facts allow; parameters at the ends of ranges may leave them."""
    low, high = study["usual_sites_per_100000"]
    density = [1e5 * read["baseline"]["sites_active"] / read["baseline"]["residents"] for read in reads]
    return np.array([low <= sites <= high for sites in density])


class Claim:
    """One claim with its differences, over the draws and under the rival structures."""

    def __init__(self, claim, results, study):
        self.claim, self.study = claim, study
        every = [read["outcomes"] for reads in results.values() for read in reads]

        def difference(reads, outcome):
            key = (claim["arm"], outcome["label"])  # Percent where no baseline of any draw is zero.
            return Difference(reads, key, outcome.get("nil", study["nil"]), all(read[key][0] > 0 for read in every))

        def differences(reads):
            return {outcome["label"]: difference(reads, outcome) for outcome in claim["outcome"]}

        self.reads, self.draws = results["ensemble"], len(results["ensemble"])
        self.usual = usual_draws(results["ensemble"], study)
        self.differences = differences(results["ensemble"])
        self.rivals = {name: differences(reads) for name, reads in results.items() if name != "ensemble"}

    def in_short(self):
        outcome = next(outcome for outcome in self.claim["outcome"] if outcome.get("headline"))
        said = said_of(outcome, self.differences, self.rivals, self.study)
        lines = wrapped(f"{outcome['label'].capitalize()}: {said}.", 6)
        if self.usual.any() and not self.usual.all():
            change = self.differences[outcome["label"]]
            lines += wrapped(f"Among the {self.usual.sum()} draws with a usual baseline: median "
                             f"{change.number(float(np.median(change.change[self.usual])))}.", 6)
        if self.claim["arm"] == "site-vacated":
            parts = [(label, *moved_shares(self.reads, "first 12", label)) for label in ROUTE_NAMES]
            lines += wrapped("Of 100 euros the site sold, in the first 12 weeks: " + ", ".join(
                f"{mean:.0f} (+- {error:.0f}) {'at other sites' if label == 'at sites' else label}"
                for label, mean, error in parts) + ".", 6)
        return [f"  {self.claim['question']}", *lines]


def describe_claim(number, found, results):
    claim, study = found.claim, found.study
    lines = ["", "=" * 100, f"{number}. {claim['question']}   [{claim['arm']}.toml]", "",
             "Written down before the runs"]
    lines += [f"  {letters_of(claim)[theory]} {theory}: {says}" for theory, says in claim["theory"].items()]
    lines += ["", f"Difference from the baseline, {found.draws} draws", *table_of(claim, found.differences)]
    if claim["arm"] == "site-vacated":
        lines += moved_of(results["ensemble"])
    if found.rivals:
        lines += rivals_of(claim, found.rivals)
    return "\n".join([*lines, "", "What the draws say", *findings_of(claim, found.differences, found.rivals, study)])


BASELINE = [("residents", "residents"), ("street sites", "sites_active"), ("delivery crews", "crews_active"),
            ("people in the trade", "traders"), ("posts wanted", "posts_wanted"),
            ("sales, EUR a year", "sales"), ("arrests a year", "arrests"),
            ("attacks a year", "attacks")]


def baseline_of(reads):
    lines = ["Baseline over the draws, last 52 weeks     median        5%       95%"]
    for label, name in BASELINE:
        values = [read["baseline"][name] for read in reads]
        spread = (float(np.percentile(values, at)) for at in (50, 5, 95))
        lines.append(f"  {label:<34}" + "".join(f"{magnitude(value):>10}" for value in spread))
    return lines


def describe(study, results, trial):
    draws = len(results["ensemble"])
    of_structure = max((len(reads) for name, reads in results.items() if name != "ensemble"), default=0)
    head = ["Five claims about the drug trade against rival theories", ""]
    if trial:
        head += ["A TRIAL of a small département over half a year: it shows that the study works and says nothing.", ""]
    head += wrapped(
        f"{draws} draws of {len(study['uncertain'])} uncertain parameters, fixed beforehand; {of_structure} draws "
        f"under each of {len(study['structure'])} rival structures. A draw is one run of the baseline and of each "
        f"change: same luck, same past. The change lasts {results['ensemble'][0]['weeks']:.0f} weeks: what takes longer is "
        "not seen. Medians are over draws. Stocks are means and flows are a year, over the "
        f"{DEFAULT_WINDOW} weeks unless said.", 0)
    head += wrapped(
        f"Columns - 0 +: share of draws (%) in which the outcome is lower, within {100 * study['nil']:g} % of the "
        "baseline (equal, where that may be 0), higher. Luck +-: what an arm that changes nothing moves in one draw "
        f"of twenty. A sign is called when {100 * study['sign']:.0f} % of draws share it, or 'on average' when the "
        "mean is beyond two standard errors and the nil band. Survives: the median has that sign under every structure.", 0)
    head += wrapped(
        "Shares of draws are no probabilities of the world: ranges and structures are the study's. The first map, its "
        "people and its networks are drawn; nothing here is about real places.", 0)
    low, high = study["usual_sites_per_100000"]
    claims = [Claim(claim, results, study) for claim in study["claim"]]
    head += ["", "In short", *(line for claim in claims for line in claim.in_short()), ""]
    head += [*baseline_of(results["ensemble"]), *wrapped(
        f"{claims[0].usual.sum()} of {draws} draws have a usual baseline: {low:g} to {high:g} street sites per 100,000 "
        "residents.", 2)]
    if of_structure:
        head += ["", "Rival structures"]
        head += [f"  {structure['id']:<16}{structure['says']}" for structure in study["structure"]]
    return "\n".join([*head, *(describe_claim(i + 1, claim, results) for i, claim in enumerate(claims))])
