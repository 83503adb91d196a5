"""Exit codes and what is said beside them."""

import unittest

from program import Case, run


class ExitCodes(Case):
    def test_no_verb_is_a_usage_error(self):
        self.assert_exit(run(), 2)

    def test_help_and_version_are_fine(self):
        for argument in ("--help", "--version"):
            process = run(argument)
            self.assert_exit(process, 0)
            self.assertIn("mprise", process.stdout)

    def test_a_mistyped_verb_gets_a_suggestion(self):
        process = run("comprae", "a.toml")
        self.assert_exit(process, 2)
        self.assertIn("compare", process.stderr)

    def test_an_unknown_option_is_a_usage_error(self):
        self.assert_exit(run("run", self.scenario(), "-o", self.folder / "out.h5", "--colour-of-the-sky"), 2)

    def test_a_missing_scenario_is_named(self):
        process = run("check", self.folder / "nowhere.toml")
        self.assert_exit(process, 4)
        self.assertIn("nowhere.toml", process.stderr)

    def test_a_mistyped_key_gets_line_and_suggestion(self):
        path = self.folder / "wrong.toml"
        path.write_text(self.scenario().read_text().replace("weeks =", "wekks ="))
        process = run("check", path)
        self.assert_exit(process, 3)
        line = 1 + next(n for n, text in enumerate(path.read_text().split("\n")) if text.startswith("wekks"))
        self.assertRegex(process.stderr, rf"wrong\.toml:{line}\b")
        self.assertIn("weeks", process.stderr.replace("wekks", ""))

    def test_a_mistyped_commune_gets_a_suggestion(self):
        path = self.folder / "wrong.toml"
        path.write_text(self.scenario().read_text().replace('departements = ["90"]', 'communes = ["Belfrot"]'))
        process = run("check", path)
        self.assert_exit(process, 3)
        self.assertIn("Belfort", process.stderr)

    def test_all_problems_are_said_at_once(self):
        path = self.folder / "wrong.toml"
        path.write_text(self.scenario().read_text().replace("seed = 7", "sede = 7").replace("weeks = 12", "weeks = -3"))
        process = run("run", path, "-o", self.folder / "out.h5")
        self.assert_exit(process, 3)
        self.assertIn("sede", process.stderr)
        self.assertIn("-3", process.stderr)
        self.assertFalse((self.folder / "out.h5").exists())

    def test_an_override_out_of_range_is_refused(self):
        self.assert_exit(run("run", self.scenario(), "-o", self.folder / "out.h5", "--set", "run.weeks=-1"), 3)

    def test_an_output_that_exists_is_not_touched(self):
        out = self.folder / "out.h5"
        out.write_bytes(b"precious")
        process = run("run", self.scenario(), "-o", out)
        self.assert_exit(process, 6)
        self.assertIn("--force", process.stderr)
        self.assertEqual(out.read_bytes(), b"precious")

    def test_force_replaces_an_output(self):
        out = self.folder / "out.h5"
        out.write_bytes(b"not precious")
        self.assert_exit(run("run", self.scenario(), "-o", out, "--force"), 0)
        self.assertEqual(out.read_bytes()[1:4], b"HDF")

    def test_a_stranger_s_file_is_no_result(self):
        stranger = self.folder / "stranger.h5"
        stranger.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(1000))
        self.assert_exit(run("inspect", stranger), 4)


if __name__ == "__main__":
    unittest.main(verbosity=2)
