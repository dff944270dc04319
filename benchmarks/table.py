"""Runs the benchmarks of whole checks and of imports, and writes their table into `benchmarks/README.md`.

Ratios are of the least times in one run: a busy machine changes them less than seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from check import compiled, measure

from schemasync.postgres.binaries import find_binaries

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table: written by `make benchmark` -->", "<!-- end of the table -->"
MAJOR = 17


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    rows = [*_imports(options.repeat), *_checks(options.repeat)]
    load = os.getloadavg()[1]
    head = (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {os.cpu_count()} cores of {platform.machine()}, load {load:.1f}, "
        f"Python {platform.python_version()}, PostgreSQL {find_binaries(MAJOR).version}, {compiled()}, least of {options.repeat}."
    )
    table = ["| benchmark | wall s | processor s | ratio |", "| --- | --- | --- | --- |", *rows]
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    text = "\n".join([BEGIN, "", head, "", *table, "", END])
    README.write_text(f"{before}{text}{after}", encoding="utf-8")
    print("\n".join([head, *table]))


def _imports(repeat: int) -> list[str]:
    """Processor time of a process that imports, beside one that does nothing."""
    ways = {
        "import of `check`": "import schemasync.commands.check",
        "`--help`": "import sys; sys.argv[1:] = ['--help']; from schemasync.commands import run; run()",
        "import of all stages": "import schemasync.check_stages",
        "the driver alone, `import psycopg`": "import psycopg",
    }
    nothing = min(_processor("pass") for _ in range(repeat))
    rows = []
    for name, code in ways.items():
        rows.append(f"| {name} | | {min(_processor(code) for _ in range(repeat)) - nothing:.2f} | |")
    return rows


def _processor(code: str) -> float:
    before = os.times()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, env=environment)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _checks(repeat: int) -> list[str]:
    rows = []
    for files, kilobytes, changes in ((50, 250, 0), (50, 250, 15), (300, 1500, 300), (1000, 5000, 0)):
        found = measure(files, kilobytes, changes, repeat if files <= 50 else max(1, repeat // 2), MAJOR)
        assert found
        if files == 50 and not changes:
            rows.append(
                f"| boot with the platform's template | {found.walls['boot']:.2f} | {found.cpus['boot']:.2f} | |"
            )
        state = f"{found.problems} problems" if changes else "in sync"
        proof = f", proof {found.durations['prove'] / found.walls['psql']:.2f} × psql" if changes else ""
        rows.append(
            f"| check, {files} migrations, {kilobytes} KB, {state} | {found.walls['check']:.2f} | {found.cpus['check']:.2f} "
            f"| {found.to_needed:.2f} × (boot + psql + 2 pg_dump), {found.to_psql:.2f} × psql{proof} |"
        )
    return rows


if __name__ == "__main__":
    main()
