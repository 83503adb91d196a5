"""What the tests of the command line share: where the program is, a small scenario, the digest of a result."""

import os
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

import h5py

SOURCE = Path(os.environ.get("EMPRISE_SOURCE") or Path(__file__).resolve().parents[2])
PROGRAM = Path(os.environ.get("EMPRISE_PROGRAM") or SOURCE / "build/release/emprise")

# Territoire de Belfort: the smallest département of the demonstration's region, 140,000 residents.
SMALL = """schema = 1
name = "Territoire de Belfort, small"

[run]
start = 2026-01-05
weeks = {weeks}
burn_in = {burn_in}
replicates = {replicates}
seed = 7

[territory]
country = "france"
departements = ["90"]

[outputs]
every = "4 weeks"
by = ["departement"]
"""


def run(*arguments, cwd=None, environment=None, timeout=300):
    """Runs the program without a terminal and returns the finished process."""
    return subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=cwd, env={**os.environ, **(environment or {})},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, check=False)


def digest(path):
    """content_sha256 of a result file."""
    with h5py.File(path, "r") as file:
        value = file.attrs["content_sha256"]
    return value.decode() if isinstance(value, bytes) else str(value)


class Case(unittest.TestCase):
    """A test with a folder of its own and a small scenario in it."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="emprise-cli-")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def scenario(self, name="small.toml", extra="", weeks=12, burn_in=4, replicates=2):
        path = self.folder / name
        path.write_text(SMALL.format(weeks=weeks, burn_in=burn_in, replicates=replicates) + extra, encoding="utf-8")
        return path

    def assert_exit(self, process, code):
        self.assertEqual(process.returncode, code, f"\n{' '.join(map(str, process.args))}\n{process.stderr[-2000:]}")

    def start(self, *arguments):
        """Starts the program and returns it once it has written something to stderr."""
        process = subprocess.Popen([str(PROGRAM), *map(str, arguments)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
