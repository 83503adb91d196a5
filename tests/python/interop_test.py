"""A result file opens as it is in h5py, in xarray with both engines, in ncdump and in h5dump, with the same numbers.

usage: interop_test.py [RESULT.h5]     Without a file the program makes a small comparison first.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy
import xarray

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import SMALL, run  # noqa: E402  (the folder must be known first)

RESULT = None


def make_result(folder):
    """Two arms of a small département, compared."""
    arms = []
    for name in ("first", "second"):
        path = folder / f"{name}.toml"
        path.write_text(SMALL.format(weeks=12, burn_in=4, replicates=2).replace(", small", f", {name}"))
        arms.append(path)
    out = folder / "compare.h5"
    process = run("compare", *arms, "-o", out, "--quiet")
    if process.returncode != 0:
        raise RuntimeError(f"compare ended with {process.returncode}: {process.stderr[-2000:]}")
    return out


class Interop(unittest.TestCase):
    def test_the_root_holds_only_plain_types_on_dimension_scales(self):
        with h5py.File(RESULT, "r") as file:
            self.assertTrue(str(file.attrs["Conventions"]).startswith(("CF-1", "b'CF-1")))
            for name, item in file.items():
                if isinstance(item, h5py.Group):
                    self.assertIn(name, ("provenance", "events"))
                    continue
                self.assertIsNone(h5py.check_enum_dtype(item.dtype), name)
                self.assertIsNone(item.dtype.fields, name)
                self.assertNotEqual(item.dtype.kind, "b", name)
                if not h5py.h5ds.is_scale(item.id):
                    for axis in item.dims:
                        self.assertEqual(len(axis), 1, f"{name} has an axis without a scale")

    def test_every_variable_says_its_unit_and_name(self):
        with h5py.File(RESULT, "r") as file:
            for name, item in file.items():
                if isinstance(item, h5py.Dataset) and not h5py.h5ds.is_scale(item.id) and item.dtype.kind in "iuf":
                    self.assertTrue({"units", "long_name"} <= set(item.attrs), f"{name}: {list(item.attrs)}")

    def test_the_digest_and_the_provenance_are_there(self):
        with h5py.File(RESULT, "r") as file:
            digest = file.attrs["content_sha256"]
            digest = digest.decode() if isinstance(digest, bytes) else str(digest)
            self.assertRegex(digest, r"^[0-9a-f]{64}$")
            self.assertGreater(len(file["provenance"].keys()) + len(file["provenance"].attrs), 4)

    def test_xarray_reads_the_same_numbers_with_both_engines(self):
        with xarray.open_dataset(RESULT, engine="h5netcdf") as one, xarray.open_dataset(RESULT, engine="netcdf4") as two:
            self.assertEqual(set(one.variables), set(two.variables))
            self.assertTrue({"arm", "realization", "time"} <= set(one.dims), one.dims)
            for name in one.data_vars:
                numpy.testing.assert_array_equal(one[name].values, two[name].values, err_msg=name)

    def test_xarray_reads_what_h5py_reads(self):
        with xarray.open_dataset(RESULT, engine="h5netcdf", decode_cf=False) as one, h5py.File(RESULT, "r") as file:
            compared = 0
            for name in one.data_vars:
                if file[name].dtype.kind in "iuf":
                    numpy.testing.assert_array_equal(one[name].values, file[name][()], err_msg=name)
                    compared += 1
            self.assertGreater(compared, 5)

    def test_time_is_decoded_to_mondays(self):
        with xarray.open_dataset(RESULT, engine="netcdf4") as one:
            weekdays = {int(day) for day in one["time"].dt.dayofweek.values}
            self.assertEqual(weekdays, {0})

    def test_ncdump_and_h5dump_open_it(self):
        for command in (["ncdump", "-h"], ["h5dump", "-H"]):
            with self.subTest(command[0]):
                if shutil.which(command[0]) is None:
                    self.skipTest(f"missing tool: {command[0]}")
                said = subprocess.run([*command, str(RESULT)], capture_output=True, text=True, check=False)
                self.assertEqual(said.returncode, 0, said.stderr)
                self.assertTrue(re.search(r"realization", said.stdout))


def main():
    global RESULT
    with tempfile.TemporaryDirectory(prefix="emprise-interop-") as folder:
        given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
        RESULT = Path(given[0]) if given else make_result(Path(folder))
        os.environ.setdefault("HDF5_USE_FILE_LOCKING", "FALSE")
        outcome = unittest.main(argv=sys.argv[:1], verbosity=2, exit=False)
    return 0 if outcome.result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
