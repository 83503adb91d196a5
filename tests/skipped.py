"""Lists the test cases that a ctest log says were skipped, with their reasons, and how many passed.

usage: skipped.py [--all] LOG...     With --all a case skipped for a missing tool makes the exit code 1.
"""

import re
import sys


def cases(text):
    """(passed, [(name, reason)]) of GoogleTest and unittest output in one log of ctest."""
    skips, reason = [], ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if re.search(r": Skipped$", line):
            reason = lines[number + 1].strip() if number + 1 < len(lines) else ""
        match = re.match(r"\[  SKIPPED \] (\S+) \(\d+ ms\)", line)
        if match:
            skips.append((match.group(1), reason))
            reason = ""
        match = re.match(r"(\w+) \(.*\.\.\. skipped ['\"](.*)['\"]$", line)
        if match:
            skips.append((match.group(1), match.group(2)))
    passed = sum(int(n) for n in re.findall(r"^\[  PASSED  \] (\d+) tests?", text, flags=re.M))
    passed += len(re.findall(r"\.\.\. ok$", text, flags=re.M))
    return passed, skips


def main():
    strict = "--all" in sys.argv
    failed = False
    for log in (argument for argument in sys.argv[1:] if argument != "--all"):
        with open(log, encoding="utf-8", errors="replace") as file:
            passed, skips = cases(file.read())
        print(f"{log}: {passed} cases passed, {len(skips)} skipped")
        for name, reason in skips:
            lacks = strict and reason.startswith("missing tool")
            failed = failed or lacks
            print(f"  {'FAILED' if lacks else 'skipped'}: {name}: {reason or 'no reason given'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
