"""Studies that are run by a script of their own: on a tiny territory they run, go on where they stopped and are read."""

import json
import os
import subprocess
import sys
import unittest

from program import PROGRAM, SOURCE, Case, run

STUDIES = SOURCE / "scenarios/studies"
sys.path.insert(0, str(STUDIES / "whole-france"))


def study(script, *arguments):
    return subprocess.run([sys.executable, "-B", str(STUDIES / script), *map(str, arguments)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=300, check=False)


class Claims(Case):
    ASKED = ("--trial", "--draws", "1", "--structure-draws", "0")

    def claims(self, *arguments, program=PROGRAM):
        return study("trafficking-claims/claims.py", *self.ASKED, "--out", self.folder / "out", *arguments, program)

    def test_a_draw_is_run_reported_and_not_run_again(self):
        first = self.claims()
        self.assert_exit(first, 0)
        self.assertIn("0 there already", first.stderr)
        for words in ("A TRIAL", "In short", "Of 100 euros", "Written down before the runs", "What the draws say"):
            self.assertIn(words, first.stdout)
        again = self.claims()
        self.assertIn("1 there already", again.stderr)
        self.assertEqual(again.stdout, first.stdout)

    def test_results_of_other_settings_are_not_mixed(self):
        self.assert_exit(self.claims(), 0)
        plan = self.folder / "out/plan.json"
        plan.write_text(json.dumps({**json.loads(plan.read_text()), "program": "another"}))
        process = self.claims()
        self.assertNotEqual(process.returncode, 0)
        self.assertIn("name another --out", process.stderr)

    def test_a_run_that_fails_is_an_error(self):
        broken = self.folder / "program"
        broken.write_text(f'#!/bin/sh\n[ "$1" = compare ] && exit 3\nexec "{PROGRAM}" "$@"\n')
        os.chmod(broken, 0o755)
        process = self.claims(program=broken)
        self.assertEqual(process.returncode, 1)
        self.assertIn("ended with 3", process.stderr)
        self.assertEqual(process.stdout, "")

    def test_draws_do_not_depend_on_how_many_are_asked_for(self):
        sys.path.insert(0, str(STUDIES / "trafficking-claims"))
        import claims
        ranges = [("linear", 0.0, 1.0, "linear"), ("log", 1.0, 100.0, "log")]
        draws = claims.latin_hypercube(ranges, 50, 7)
        self.assertEqual(draws, claims.latin_hypercube(ranges, 50, 7))
        self.assertEqual(sorted(int(50 * draw["linear"]) for draw in draws), list(range(50)))
        self.assertTrue(all(1.0 <= draw["log"] <= 100.0 for draw in draws))


class WholeFrance(Case):
    def test_a_result_is_read_and_a_region_within_equals_the_same_region_alone(self):
        scenario = self.folder / "tiny.toml"
        scenario.write_text('schema = 1\nname = "tiny"\n[run]\nstart = 2026-01-05\nweeks = 56\nburn_in = 8\nseed = 3\n'
                            '[territory]\ncountry = "france"\ndepartements = ["90"]\n'
                            '[outputs]\nevery = "4 weeks"\nby = ["region"]\n', encoding="utf-8")
        result = self.folder / "tiny.h5"
        self.assert_exit(run("run", scenario, "-o", result, "--quiet"), 0)
        process = study("whole-france/ten_years.py", "--out", self.folder, "--result", result, PROGRAM)
        self.assert_exit(process, 0)
        for words in ("Stock of street sites", "Order of first entry", "A network enters", "A town without a street site gets one"):
            self.assertIn(words, process.stdout)
        import region_alone
        text = region_alone.compare_region("27", "here", [result], [result, result], (0.0, 52.0))
        rows = [line for line in text.splitlines()[2:] if not line.split()[-1] == "-"]
        self.assertGreater(len(rows), 10)
        for row in rows:
            self.assertEqual(row.split()[-1], "1.00", row)


if __name__ == "__main__":
    unittest.main(verbosity=2)
