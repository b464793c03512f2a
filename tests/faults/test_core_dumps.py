"""A program that dies leaves no copy of its memory behind: neither the window nor a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")
ROOT = Path(__file__).resolve().parents[2]
HARD = resource.getrlimit(resource.RLIMIT_CORE)[1]

ALLOWED = """
import resource
def limits():
    print(*resource.getrlimit(resource.RLIMIT_CORE))
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
limits()
"""
A_COMMAND = """
from sipdesk.cli import main
main.command("limits")(limits)
main(["limits"])
"""
THE_WINDOW = """
from PySide6.QtCore import QTimer
from sipdesk.app import make_app, run
app = make_app()
QTimer.singleShot(300, app.quit)
run()
limits()
"""


@pytest.mark.skipif(HARD == 0, reason="core dumps are forbidden to the tests themselves")
@pytest.mark.parametrize("program", [A_COMMAND, THE_WINDOW], ids=["a command", "the window"])
def test_no_core_is_dumped(program: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALLOWED + program],
        env={**os.environ, "SIPDESK_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    before, after = done.stdout.splitlines()
    assert before == f"{HARD} {HARD}", done.stderr
    assert after == f"0 {HARD}", done.stderr
