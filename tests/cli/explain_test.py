"""Stories of networks, cells and communes, and how networks spread, out of a result file."""

import csv
import io
import json
import unittest

from program import Case, run


class Explain(Case):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out.h5"
        self.assert_exit(run("run", self.scenario(), "-o", self.out, "--quiet"), 0)

    def story(self, *arguments):
        process = run("inspect", self.out, *arguments)
        self.assert_exit(process, 0)
        return process.stdout

    def test_a_commune_tells_names_that_can_be_asked_for(self):
        lines = json.loads(self.story("--commune", "Belfort", "--json"))["lines"]
        self.assertTrue(lines)
        cells = {line["cell"] for line in lines if line["cell"]}
        networks = {line["network"] for line in lines if line["network"]}
        self.assertTrue(cells and networks)
        for cell in sorted(cells)[:2]:
            self.assertIn(cell, self.story("--cell", cell))
        for network in sorted(networks)[:2]:
            self.assertIn(network, self.story("--organisation", network))

    def test_lines_fit_the_screen(self):
        for arguments in (["--commune", "90010"], ["--spread"]):
            for line in self.story(*arguments).split("\n"):
                self.assertLessEqual(len(line), 80, line)

    def test_spread_in_three_forms_says_the_same(self):
        figures = json.loads(self.story("--spread", "--json"))["figures"]
        rows = list(csv.DictReader(io.StringIO(self.story("--spread", "--csv"))))
        self.assertEqual([row["name"] for row in rows], [figure["name"] for figure in figures])
        self.assertIn("A town without a street site gets one", self.story("--spread"))

    def test_one_replicate_can_be_chosen(self):
        self.assertEqual(json.loads(self.story("--spread", "--json", "--replicate", "1"))["replicates"], 1)
        self.assertEqual(json.loads(self.story("--spread", "--json"))["replicates"], 2)
        self.assertIn("replicate 1", self.story("--commune", "Belfort", "--replicate", "1"))

    def test_what_is_not_there_gets_a_suggestion_and_code_2(self):
        for arguments, said in ((["--commune", "Belfrot"], "Belfort"), (["--cell", "S-90010-b512-250"], "S-90010"),
                                (["--organisation", "nobody"], "N-"), (["--spread", "--arm", "smal"], "small"),
                                (["--spread", "--replicate", "9"], "replicate"),
                                (["--spread", "--commune", "Belfort"], "at most 1")):
            with self.subTest(arguments):
                process = run("inspect", self.out, *arguments)
                self.assert_exit(process, 2)
                self.assertIn(said, process.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
