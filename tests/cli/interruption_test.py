"""A run that is stopped, killed or out of disk leaves nothing bad and ends, once resumed, in the same bits."""

import contextlib
import json
import os
import pty
import shutil
import signal
import subprocess
import unittest

from program import PROGRAM, Case, digest, run


def mounts_permitted():
    if shutil.which("unshare") is None:
        return False
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return probe.returncode == 0


class Interruption(Case):
    LONG = {"weeks": 260, "burn_in": 8, "replicates": 6}

    def reference(self, scenario):
        out = self.folder / "reference.h5"
        self.assert_exit(run("run", scenario, "-o", out, "--quiet"), 0)
        return digest(out)

    def start_long(self, scenario, out, key="weeks_done", *options):
        """A long run that has got somewhere: its event lines count weeks, or whole runs, done."""
        process = self.start("run", scenario, "-o", out, "--progress", "json", *options)
        for line in iter(process.stderr.readline, ""):
            if line.startswith("{") and json.loads(line)[key] > 0:
                break
        self.assertIsNone(process.poll(), "the run ended before it could be stopped")
        return process

    def test_ctrl_c_saves_and_resume_gives_the_same_bits(self):
        scenario, out = self.scenario(**self.LONG), self.folder / "out.h5"
        process = self.start_long(scenario, out)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 75, said[-2000:])
        self.assertIn("--resume", said)
        self.assertFalse(out.exists())
        self.assert_exit(run("run", scenario, "-o", out, "--resume", "--quiet"), 0)
        self.assertEqual(digest(out), self.reference(scenario))

    def test_kill_leaves_no_result_and_resume_gives_the_same_bits(self):
        scenario, out = self.scenario(**self.LONG), self.folder / "out.h5"
        process = self.start_long(scenario, out, "runs_done", "--checkpoint-every", "52")
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        self.assertFalse(out.exists())
        self.assert_exit(run("run", scenario, "-o", out, "--resume", "--quiet"), 0)
        self.assertEqual(digest(out), self.reference(scenario))

    def test_a_second_ctrl_c_ends_at_once(self):
        scenario, out = self.scenario(**self.LONG), self.folder / "out.h5"
        process = self.start_long(scenario, out)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        # Two signals sent together may arrive as one; then the run stops in order.
        self.assertIn(process.returncode, (75, 130))
        self.assertFalse(out.exists())

    def test_resume_of_another_scenario_is_refused(self):
        scenario, out = self.scenario(**self.LONG), self.folder / "out.h5"
        process = self.start_long(scenario, out)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        scenario.write_text(scenario.read_text().replace("seed = 7", "seed = 8"))
        refused = run("run", scenario, "-o", out, "--resume", "--quiet")
        self.assertEqual(refused.returncode, 4, refused.stderr)
        self.assertIn("another", refused.stderr)

    def test_the_same_scenario_gives_the_same_bits(self):
        scenario = self.scenario()
        for name in ("a.h5", "b.h5"):
            self.assert_exit(run("run", scenario, "-o", self.folder / name, "--quiet"), 0)
        self.assertEqual(digest(self.folder / "a.h5"), digest(self.folder / "b.h5"))

    def test_a_result_can_be_made_again_from_itself(self):
        first, again = self.folder / "first.h5", self.folder / "again.h5"
        self.assert_exit(run("run", self.scenario(), "-o", first, "--quiet"), 0)
        self.assert_exit(run("run", "--from", first, "-o", again, "--quiet"), 0)
        self.assertEqual(digest(first), digest(again))

    @unittest.skipUnless(os.geteuid() == 0 and mounts_permitted(), "mounts are not permitted here")
    def test_a_full_disk_leaves_no_result_and_says_so(self):
        disk = self.folder / "disk"
        disk.mkdir()
        script = 'mount -t tmpfs -o size=16k none "$1" || exit 99; "$2" run "$3" -o "$1/out.h5" --quiet; code=$?; ' \
                 'ls -A "$1"; exit $code'
        process = subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", str(disk), str(PROGRAM),
                                  str(self.scenario())], capture_output=True, text=True, timeout=300, check=False)
        if process.returncode == 99:
            self.skipTest("mounts are not permitted here")
        self.assertNotIn(process.returncode, (0, 2, 3), process.stderr)
        self.assertGreater(process.returncode, 0)
        self.assertNotIn("out.h5\n", process.stdout)
        self.assertRegex(process.stderr, r"(?i)no space left|disk is full")


class Talk(Case):
    def test_nothing_moves_when_piped(self):
        process = run("run", self.scenario(), "-o", self.folder / "out.h5")
        self.assert_exit(process, 0)
        self.assertNotIn("\r", process.stderr)
        self.assertNotIn("\x1b", process.stderr + process.stdout)

    def test_a_terminal_sees_progress(self):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([str(PROGRAM), "run", str(self.scenario()), "-o", str(self.folder / "out.h5")],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # Linux ends a pseudo-terminal with an error
            while piece := os.read(ours, 4096):
                seen += piece
        os.close(ours)
        self.assertEqual(process.wait(), 0)
        self.assertIn(b"\r", seen)
        self.assertIn(b"weeks", seen)

    def test_quiet_is_silent_on_stderr(self):
        process = run("run", self.scenario(), "-o", self.folder / "out.h5", "--quiet")
        self.assert_exit(process, 0)
        self.assertEqual(process.stderr, "")

    def test_a_closed_pipe_is_no_crash(self):
        process = subprocess.run(["bash", "-c", '"$1" parameters | head -1', "bash", str(PROGRAM)],
                                 capture_output=True, text=True, timeout=60, check=False)
        self.assertNotRegex(process.stderr, "terminate|Aborted|Segmentation")
        self.assertTrue(process.stdout.strip())


if __name__ == "__main__":
    unittest.main(verbosity=2)
