"""``python -m tests.soak``: every soak test, the table on the screen and in docs/reliability.md.

``--scale 0.02`` for a quick try of a fiftieth, which leaves the document alone; ``-k NAME`` for
some of it. The trace of the whole suite is one of the tests, and takes as long as the suite does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests import reliability
from tests.soak.report import in_document, on_screen, put_into
from tests.soak.rows import lines

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
TRACED = "test_the_whole_suite_opens_no_socket_but_those_of_this_computer"
SOCKETS = "sockets in the whole suite"


def main() -> int:
    asked = _asked()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sipdesk-soak-") as folder:
        file = Path(folder) / "counted"
        file.touch()
        wrong = _tests(asked, file)
        found = lines(reliability.read(file), asked.scale)
    took = f"{(time.monotonic() - began) / 60:.0f} minutes"
    print(on_screen(found))
    print(f"\n{took}, {os.cpu_count()} processors, scale {asked.scale:g}")
    whole = asked.scale >= 1 and not asked.k
    if whole or asked.write:
        table = in_document(found, f"{date.today():%-d %B %Y}", took, asked.scale)
        DOCUMENT.write_text(put_into(DOCUMENT.read_text("utf-8"), table), "utf-8")
        print(f"written to {DOCUMENT.relative_to(ROOT)}")
    return 1 if wrong else 0


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="make soak", description=__doc__)
    words.add_argument("--scale", type=float, default=1, help="the share of the cases, 1 for all")
    words.add_argument("--write", action="store_true", help="write a try into the document too")
    words.add_argument("-k", default="", help="only tests of that name, as pytest takes it")
    return words.parse_args()


def _tests(asked: argparse.Namespace, file: Path) -> bool:
    """Run what is marked as soak, two at a time; then the trace by itself. True if any failed."""
    env = os.environ | {
        reliability.FILE: str(file),
        reliability.SCALE: str(asked.scale),
        "QT_QPA_PLATFORM": "offscreen",
    }
    line = [sys.executable, "-m", "pytest", "-m", "soak", "-p", "no:cacheprovider"]
    which = f"({asked.k}) and not {TRACED}" if asked.k else f"not {TRACED}"
    both = subprocess.run(
        [*line, "-n", "2", "--dist", "worksteal", "-k", which, "tests"], cwd=ROOT, env=env
    )
    codes = [both.returncode]
    if not asked.k or asked.k in TRACED:
        codes.append(_trace([*line, "-k", TRACED, "tests"], env, file))
    return any(code not in (0, 5) for code in codes)


def _trace(line: list[str], env: dict[str, str], file: Path) -> int:
    """The whole suite under a trace of its sockets; it must not count its own soak tests."""
    quiet = {name: value for name, value in env.items() if name != reliability.FILE}
    done = subprocess.run([*line, "-rs"], cwd=ROOT, env=quiet, capture_output=True, text=True)
    print(done.stdout)
    os.environ[reliability.FILE] = str(file)
    if "skipped" in done.stdout:
        why = next(
            (x.split("did not run: ")[1] for x in done.stdout.splitlines() if "did not run: " in x),
            "",
        )
        reliability.did_not_run(SOCKETS, why or "skipped")
    else:
        reliability.count(
            SOCKETS, cases=1, bad=done.returncode != 0, note="the default suite, traced by strace"
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
