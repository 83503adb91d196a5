"""Yearly hazard that a network enters a town where it has no site, by size of town, presence in the département and
rivals: the event table replayed week by week, as `emprise inspect --spread` does without the sizes (the sums agree but
for cells that change hands in the week they end: 0.3 % of entries where it was tried)."""

from collections import defaultdict

import numpy as np

WEEKS_PER_YEAR = 365.25 / 7
# Within a week: what opens is there before it moves or changes hands, and is gone last.
TURNS = {"site_present": 1, "site_opened": 2, "relocated": 3, "taken_over": 4, "site_closed": 5}


class Events:
    """The table, and changes of who holds what, in order."""

    def __init__(self, file):
        events = file["events"]
        flags = events["kind"].attrs["flag_meanings"]
        kinds = (flags.decode() if isinstance(flags, bytes) else str(flags)).split()
        turns = np.array([TURNS.get(name, 0) for name in kinds])
        kind, week = events["kind"][()], events["week"][()]
        rows = np.flatnonzero(turns[kind] > 0)
        rows = rows[np.lexsort((rows, turns[kind[rows]], week[rows]))]
        self.rows = list(zip(week[rows].tolist(), [kinds[k] for k in kind[rows]], events["cell"][()][rows].tolist(),
                             events["other"][()][rows].tolist(), events["place_index"][()][rows].tolist()))
        self.first, self.last = int(week.min()), int(max(week.max() + 1, file["time_bounds"][-1, 1] / 7))
        self.tier = events["place_size_tier"][()]
        self.departement = events["place_departement"][()]
        self.towns = events["towns"][()].astype(float)  # département, size

    def changes(self):
        """{week: [(network, town, +1 or -1)]} of street sites."""
        holder, found = {}, defaultdict(list)
        for week, kind, cell, other, town in self.rows:
            if kind in ("site_present", "site_opened"):
                holder[cell] = (other, town)
                found[week].append((other, town, 1))
            elif kind == "relocated" and other in holder:
                network, before = holder.pop(other)
                holder[cell] = (network, town)
                found[week] += [(network, before, -1), (network, town, 1)]
            elif kind == "taken_over" and cell in holder:
                network, there = holder[cell]
                if network != other:
                    holder[cell] = (other, there)
                    found[week] += [(network, there, -1), (other, there, 1)]
            elif kind == "site_closed" and cell in holder:
                network, there = holder.pop(cell)
                found[week].append((network, there, -1))
        return found


class Walk:
    """Who is where, and time at risk: [near 0 or 1][rival 0 or 1][size]."""

    def __init__(self, events):
        self.events = events
        self.sites = defaultdict(int)  # (network, town) -> sites
        self.networks_in, self.towns_of = defaultdict(set), defaultdict(set)
        self.in_departement = defaultdict(int)  # (network, département) -> towns
        departements, sizes = events.towns.shape
        self.near = np.zeros(departements)  # Networks with a site in the département.
        self.held = np.zeros((departements, sizes))  # Towns with a site.
        self.own = np.zeros(sizes)  # Networks times towns.
        self.entries, self.years = np.zeros((2, 2, sizes)), np.zeros((2, 2, sizes))

    def spend_week(self):
        held, free = self.held, self.events.towns - self.held
        far = len(self.towns_of) - self.near
        self.years[1, 0] += self.near @ free / WEEKS_PER_YEAR
        self.years[1, 1] += (self.near @ held - self.own) / WEEKS_PER_YEAR
        self.years[0, 0] += far @ free / WEEKS_PER_YEAR
        self.years[0, 1] += far @ held / WEEKS_PER_YEAR

    def change_presence(self, network, town, step):
        departement, tier = self.events.departement[town], self.events.tier[town]
        before = len(self.networks_in[town])
        if step > 0:
            self.networks_in[town].add(network)
            self.towns_of[network].add(town)
        else:
            self.networks_in[town].discard(network)
            self.towns_of[network].discard(town)
            if not self.towns_of[network]:
                del self.towns_of[network]
        self.held[departement, tier] += (len(self.networks_in[town]) > 0) - (before > 0)
        self.own[tier] += step
        was = self.in_departement[network, departement]
        self.in_departement[network, departement] = was + step
        self.near[departement] += (was + step > 0) - (was > 0)

    def apply(self, changes, counts):
        steps = defaultdict(int)
        for network, town, step in changes:
            steps[network, town] += step
        came, gone = [], []
        for (network, town), step in steps.items():
            old = self.sites[network, town]
            now = self.sites[network, town] = max(0, old + step)
            if (old > 0) != (now > 0):
                (came if now > 0 else gone).append((network, town))
        for network, town in came if counts else ():  # As it was before this week's changes.
            if network not in self.towns_of:
                continue  # Its first site founds a network: no entry.
            near = self.in_departement[network, self.events.departement[town]] > 0
            self.entries[int(near), int(len(self.networks_in[town]) > 0), self.events.tier[town]] += 1
        for network, town in came:
            self.change_presence(network, town, 1)
        for network, town in gone:
            self.change_presence(network, town, -1)

    def walk(self):
        changes = self.events.changes()
        for week in range(self.events.first, self.events.last):
            if week > self.events.first:
                self.spend_week()
            self.apply(changes.get(week, []), week > self.events.first)
        return self


def describe_entries(file, tiers):
    walk = Walk(Events(file)).walk()
    heads = ("no site near, no rival", "no site near, rival", "site near, no rival", "site near, rival")
    lines = ["A network enters a town where it has no site, % a year (entries), by size; near: it has one in the",
             "département; rival: another has one in the town. Mexico 2005-10: 0.28, 5.1, 1.83, 12.3",
             f"  {'':<16}" + "".join(f"{head:>25}" for head in heads)]
    for tier, name in enumerate([*tiers, "all"]):
        cells = ""
        for near in (0, 1):
            for rival in (0, 1):
                entries, years = walk.entries[near, rival], walk.years[near, rival]
                entries, years = (entries[tier], years[tier]) if tier < len(tiers) else (entries.sum(), years.sum())
                cells += f"{f'{100 * entries / years:.3g} ({entries:.0f})' if years > 0 else '-':>25}"
        lines.append(f"  {name:<16}{cells}")
    return "\n".join(lines)
