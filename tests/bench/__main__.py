"""``python -m tests.bench``: the figures of the speed table, each in a program of its own.

``--only NAME`` measures some, ``--pairs N`` more or fewer pairs, ``--list`` names them all.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module

from tests.bench.lines import Line, table

FIGURES = {  # name → where it is measured
    "window": "starting:first_window",
    "unlock": "unlocking:unlocking",
    "typing": "typing_keys:typing",
    "switch": "switching:switching",
    "note": "documents:note_pdf",
    "workbook": "documents:plan_workbook",
    "commit": "committing:committing",
    "search": "searching:searching",
    "table": "listing:listing",
    "gaps": "gaps:gap_report",
    "many-gaps": "gaps:many_gaps",
    "import": "importing:importing",
}


def main() -> int:
    """Measure and print. 1 when a goal is missed."""
    asked = _asked()
    if asked.list:
        print("\n".join(FIGURES))
        return 0
    if asked.run:
        for line in _measure(asked.run, asked.pairs):
            print(json.dumps(asdict(line)), flush=True)
        return 0
    lines: list[Line] = []
    for name in asked.only or FIGURES:
        print(f"{name} …", file=sys.stderr, flush=True)
        lines += _in_its_own_program(name, asked.pairs)
    print(_where(asked.pairs))
    print(table(lines))
    return int(any(line.met == "NOT MET" for line in lines))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(FIGURES), help="one figure")
    parser.add_argument("--pairs", type=int, default=15, help="pairs of each, 15 by default")
    parser.add_argument("--list", action="store_true", help="the names of the figures")
    parser.add_argument("--run", choices=list(FIGURES), help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(name: str, pairs: int) -> Iterator[Line]:
    module, _, function = FIGURES[name].partition(":")
    measure: Callable[[int], Iterator[Line]] = getattr(
        import_module(f"tests.bench.{module}"), function
    )
    return measure(pairs)


def _in_its_own_program(name: str, pairs: int) -> list[Line]:
    """So that nothing one figure has loaded weighs on the next."""
    command = [sys.executable, "-m", "tests.bench", "--run", name, "--pairs", str(pairs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    lines = [Line(**json.loads(text)) for text in done.stdout.splitlines()]
    if done.returncode:
        lines.append(Line(name, note="it failed, see above"))
    return lines


def _where(pairs: int) -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} CPUs{load};"
        f" {pairs} pairs, ours and reference in turn, the first thrown away."
        " Ratios are medians, the middle half lies beside them; for p95 and p99 there stand"
        " the p50 and the longest."
    )


if __name__ == "__main__":
    sys.exit(main())
