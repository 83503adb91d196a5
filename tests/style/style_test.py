"""Holds the tree to its own rules: layers, sizes, banned calls, contracts of processes, sources of parameters.

Run by ctest; by hand: /usr/bin/python3 tests/style/style_test.py [--headers-alone]
A line that must break the rule of banned calls says why in a comment that begins with `style:`.
"""

import bisect
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(os.environ.get("EMPRISE_SOURCE") or Path(__file__).resolve().parents[2])
RANK = {"base": 0, "chance": 1, "parallel": 1, "files": 1, "settings": 2, "world": 3, "levers": 4, "processes": 5,
        "step": 6, "record": 7, "store": 8, "runs": 9, "app": 10}
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CITATION.cff", "CHANGELOG.md", "sim",
             "scenarios", "analysis", "tests", "benchmarks"}
TEST_FOLDERS = set(RANK) | {"relations", "oracles", "golden", "statistics", "faults", "hostile", "properties", "fuzz",
                            "style", "cli", "python", "browser", "slurm", "support", "validation"}
FILE_LINES, FUNCTION_LINES, LINE_COLUMNS, MEDIAN_FUNCTION = 500, 70, 120, 8

# (what is banned, where it is allowed, why)
BANNED = [
    (r"std::\w+_distribution|\bmt19937|\brandom_device\b|\bs?rand\(\)?|#include <random>", r"^$",
     "chance comes from Luck only"),
    (r"\b(steady|system|high_resolution|utc)_clock\b|\bgettimeofday\b|\bclock_gettime\b|(std|)::time\(",
     r"sim/(app|parallel)/|sim/runs/[^/]*(progress|stage_times)", "no clock may reach state or results"),
    (r"std::(exp2?|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan2?|sinh|cosh|tanh|cbrt|erfc?|[lt]gamma"
     r"|hypot|fma)\(", r"sim/base/portable_math", "libm differs by machine; use base/portable_math.hpp"),
    (r"\btbb::|#include <(tbb|oneapi)/", r"sim/parallel/", "only parallel/ knows oneTBB"),
    (r"#pragma omp|std::execution::|\bstd::async\b", r"^$", "threads only through parallel/"),
    (r"\bfopen\(|std::o?fstream|\bcreat\(|(?<!\w)::open\((?![^;]*O_RDONLY)", r"sim/files/", "only files/ opens files for writing"),
    (r"std::(cout|cerr|clog)\b|\bf?printf\(|fmt::print\(|\bputs\(", r"sim/app/", "only app prints"),
]
CONTRACT = [r"Reads", r"Proposes|Writes", r"Equation|Weight|Hazard", r"Luck", r"Source"]

problems = []


def report(path, line, text):
    problems.append(f"{path.relative_to(ROOT)}:{line}: {text}")


def blank(match):
    """Comments and strings keep their line breaks and lose their text, so that positions stay."""
    text = match.group(0)
    if text.startswith("//") or text.startswith("/*"):
        return re.sub(r"[^\n]", " ", text)
    return '""' + re.sub(r"[^\n]", " ", text[2:])


TOKENS = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|//[^\n]*|/\*(?:.|\n)*?\*/|"(?:\\.|[^"\\\n])*"' r"|'(?:\\.|[^'\\\n])'")


class Source:
    """A C++ file, read once."""

    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(ROOT))
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.split("\n")
        self.code = TOKENS.sub(blank, self.text)
        self.starts = [0] + [m.end() for m in re.finditer("\n", self.code)]

    def line_at(self, position):
        return bisect.bisect_right(self.starts, position)


def strip_template(head):
    head = head.lstrip()
    while head.startswith("template"):
        depth, i = 0, head.find("<")
        while i >= 0 and i < len(head):
            depth += {"<": 1, ">": -1}.get(head[i], 0)
            i += 1
            if depth == 0:
                break
        head = head[i:].lstrip() if i > 0 else ""
    return head


def kind_of_brace(head, before):
    """What a brace in a namespace or class opens, told from the text between it and the last `;`, `{` or `}`."""
    if re.fullmatch(r"[\w>]", before) or head.count("(") > head.count(")"):
        return "value"
    head = strip_template(re.sub(r"^\s*#[^\n]*$", "", head, flags=re.M))
    if re.match(r"(\[\[[^]]*\]\]\s*|inline\s+|export\s+|typedef\s+)*(namespace|struct|class|union|enum|extern)\b", head):
        return "scope"
    if "(" not in head or re.search(r"(?<!operator)(?<![=<>!])=(?!=)", head.split("(")[0]):
        return "value"
    return "function"


def functions_of(source):
    """(name, first line, last line) of every function; a heuristic on braces, good for formatted code."""
    found, stack, mark = [], [], 0
    for token in re.finditer(r"[{};]", source.code):
        position, char = token.start(), token.group(0)
        if char == "{":
            if any(kind in ("function", "value") for kind, _ in stack):
                stack.append(("inner", None))
                continue
            head = source.code[mark:position]
            kind = kind_of_brace(head, source.code[position - 1:position])
            start = mark + len(head) - len(head.lstrip())
            stack.append((kind, (head, source.line_at(start))))
            if kind == "scope":
                mark = position + 1
        elif char == "}":
            if not stack:
                continue
            kind, what = stack.pop()
            if kind == "function":
                name = re.search(r"([\w:~]+|operator\S+)\s*\(", what[0])
                found.append((name.group(1) if name else "?", what[1], source.line_at(position)))
            if kind in ("function", "scope"):
                mark = position + 1
        elif not any(kind in ("function", "value") for kind, _ in stack):
            mark = position + 1
    return found


def is_table(source, first, last):
    body = [line.strip() for line in source.lines[first:last] if line.strip()]
    rows = [line for line in body if re.match(r'[{}.")\]]', line) or line.endswith(",")]
    return len(body) > 0 and len(rows) >= 0.8 * len(body)


def check_sizes(source, lengths):
    if len(source.lines) > FILE_LINES + 1:
        report(source.path, len(source.lines), f"file of {len(source.lines) - 1} lines, at most {FILE_LINES}")
    for number, line in enumerate(source.lines, 1):
        if len(line) > LINE_COLUMNS:
            report(source.path, number, f"line of {len(line)} columns, at most {LINE_COLUMNS}")
    for name, first, last in functions_of(source):
        length = last - first + 1
        table = is_table(source, first, last)
        if length > FUNCTION_LINES and not table:
            report(source.path, first, f"function {name} of {length} lines, at most {FUNCTION_LINES}")
        if source.name.startswith("sim/") and not table:
            lengths.append(length)


def check_layers(source):
    layer = source.name.split("/")[1]
    if layer not in RANK:
        report(source.path, 1, f"sim/{layer} is no layer")
        return
    for match in re.finditer(r'^#include "([^"]+)"', source.text, flags=re.M):
        target, line = match.group(1), source.line_at(match.start())
        other = target.split("/")[0]
        if other not in RANK:
            report(source.path, line, f'"{target}": includes are rooted at sim/ and name a layer')
        elif other != layer and RANK[other] >= RANK[layer]:
            report(source.path, line, f"{layer} may not include {other} (see sim/README.md)")
        if layer == other == "processes" and process_of(target) != process_of(source.name[len("sim/"):]):
            report(source.path, line, "a process never includes another process; they meet in the World")


def process_of(path):
    return Path(path).parts[1].split(".")[0]


def check_banned(source):
    for pattern, allowed, why in BANNED:
        if re.search(allowed, source.name):
            continue
        for match in re.finditer(pattern, source.code):
            line = source.line_at(match.start())
            if "style:" not in source.lines[line - 1]:
                report(source.path, line, f"`{match.group(0)}`: {why}")
    for match in re.finditer(r"unordered_(?:multi)?(?:map|set)<[^;(){}]*>[&\s]+(\w+)", source.code):
        name = match.group(1)
        for use in re.finditer(rf"for \([^;()]*:\s*{name}\)|\b{name}\.c?begin\(\)", source.code):
            line = source.line_at(use.start())
            if "style:" not in source.lines[line - 1]:
                report(source.path, line, f"iteration over unordered `{name}`: its order is not ours")


def check_contract(source):
    block = "\n".join(line for line in source.lines[:60] if line.startswith("///"))
    place = -1
    for wanted in CONTRACT:
        match = re.search(rf"^/// ({wanted})\b", block, flags=re.M)
        if match is None:
            report(source.path, 1, f"the contract of a process has a line `/// {wanted.replace('|', ' or ')}`")
        elif match.start() < place:
            report(source.path, 1, f"contract lines in another order than {' '.join(CONTRACT)}")
        place = match.start() if match else place


def check_purposes():
    path = ROOT / "sim/chance/purpose.hpp"
    if not path.exists():
        return
    given, named, retired = {}, {}, {}
    for number, line in enumerate(path.read_text().split("\n"), 1):
        match = re.match(r"\s*(\w+)\s*=\s*(\d+)\s*,", line)
        if match:
            name, value = match.group(1), int(match.group(2))
            if value in given:
                report(path, number, f"{name} has the number of {given[value]}")
            given[value] = name
            named[name] = value
        elif line.strip().startswith("//"):
            retired.update((name, int(value)) for name, value in re.findall(r"(\w+) = (\d+)", line))
    for name, value in retired.items():
        if value in given:
            report(path, 1, f"{given[value]} has the number of {name}, which is retired")
    named |= retired
    kept = ROOT / "tests/style/purposes.txt"
    if kept.exists():
        for line in kept.read_text().split("\n"):
            name, _, value = line.partition(" = ")
            if value and named.get(name) != int(value):
                report(path, 1, f"{name} had the number {value} in a release; a number is given for ever")


def check_parameters():
    count = 0
    for path in sorted((ROOT / "sim/settings/parameters").glob("*.cpp")):
        text = path.read_text(encoding="utf-8")
        starts = [m.start() for m in re.finditer(r"\.path\s*=", text)] + [len(text)]
        for start, end in zip(starts, starts[1:]):
            row, line = text[start:end], text.count("\n", 0, start) + 1
            count += 1
            for field in ("path", "unit", "source", "says"):
                if not re.search(rf'\.{field}\s*=\s*"[^"]+"', row):
                    report(path, line, f"parameter without {field}")
    return count


def check_words(path, text):
    shipped = path.relative_to(ROOT).parts[0] != "tests"
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"\b(TODO|FIXME|XXX)\b", line) and not re.search(r"#\d+", line):
            report(path, number, "unfinished work without the number of an issue")
        elif shipped and re.search(r"(?i)fixme|not (yet )?implemented|placeholder|\bstubs?\b", line):
            report(path, number, "a word that marks unfinished work")


def check_machine_paths():
    found = subprocess.run(["git", "-C", str(ROOT), "grep", "-nIE", r"/(work|root|tmp/bash_jobs)/", "--", ".", ":!.ci",
                            ":!tests/style"], capture_output=True, text=True, check=False).stdout
    problems.extend(f"{line[:140]}: a path of one machine" for line in found.splitlines())


def check_layout():
    try:
        listed = subprocess.run(["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=True).stdout
        names = {line.split("/")[0] for line in listed.splitlines()}
    except (OSError, subprocess.CalledProcessError):
        names = {p.name for p in ROOT.iterdir() if p.name not in ("build", "results")}
    for name in sorted(names):
        if name not in TOP_LEVEL and not name.startswith("."):
            report(ROOT / name, 1, "not in the agreed layout of the top level")
    for path in sorted((ROOT / "tests").rglob("*.cpp")):
        folder = path.relative_to(ROOT / "tests").parts[0]
        if folder not in TEST_FOLDERS:
            report(path, 1, f"no test executable compiles tests/{folder}")
        elif folder not in ("fuzz", "support") and not path.name.endswith(("_test.cpp", "_support.cpp")):
            report(path, 1, "no target compiles this file; tests end in _test.cpp, their helpers in _support.cpp")


def figures(lengths):
    if not lengths:
        return "no functions yet"
    ordered = sorted(lengths)
    p90 = ordered[int(0.9 * (len(ordered) - 1))]
    over = 100.0 * sum(n > 50 for n in ordered) / len(ordered)
    return (f"{len(ordered)} functions: median {statistics.median(ordered):g} lines, p90 {p90}, "
            f"{over:.1f} % over 50, longest {ordered[-1]}")


def check_tree():
    lengths, lines = [], 0
    for folder in ("sim", "tests", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
            source = Source(path)
            lines += len(source.lines) - 1
            check_sizes(source, lengths)
            check_words(path, source.text)
            if folder == "sim":
                check_layers(source)
                check_banned(source)
            if path.parent == ROOT / "sim/processes" and path.suffix == ".hpp":
                check_contract(source)
    for folder in ("analysis", "scenarios", "tests"):
        for path in sorted((ROOT / folder).rglob("*.[pt][ys]")):
            if "node_modules" in path.parts or path == Path(__file__).resolve():
                continue
            text = path.read_text(encoding="utf-8")
            check_words(path, text)
            if text.count("\n") > FILE_LINES:
                report(path, 1, f"file of {text.count(chr(10))} lines, at most {FILE_LINES}")
    check_purposes()
    rows = check_parameters()
    check_layout()
    check_machine_paths()
    print(f"{lines} lines of C++; {figures(lengths)}; {rows} parameter rows")
    if lengths and statistics.median(lengths) > MEDIAN_FUNCTION:
        problems.append(f"the median function has {statistics.median(lengths):g} lines, at most {MEDIAN_FUNCTION}")


def check_headers_alone():
    compiler = os.environ.get("CXX", "g++")
    for path in sorted((ROOT / "sim").rglob("*.hpp")):
        run = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-x", "c++", "-Wno-pragma-once-outside-header",
                              "-DSPDLOG_COMPILED_LIB", "-DSPDLOG_FMT_EXTERNAL", f"-I{ROOT}/sim",
                              "-isystem", "/usr/include/hdf5/serial", str(path)], capture_output=True, text=True)
        if run.returncode != 0:
            first = next((line for line in run.stderr.splitlines() if "error" in line), run.stderr[:200])
            report(path, 1, f"does not compile alone: {first}")


def main():
    began = time.monotonic()
    if "--headers-alone" in sys.argv:
        check_headers_alone()
    else:
        check_tree()
    for problem in problems:
        print(problem)
    print(f"style: {len(problems)} problems, {time.monotonic() - began:.2f} s")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
