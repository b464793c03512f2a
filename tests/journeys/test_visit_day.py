"""A whole visit day in the real window, by keyboard alone, killed in between."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from sipdesk import sample
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.store import Cost
from sipdesk.models.visits import EntryKind, SessionKind
from tests.journeys.day import AWKWARD, DAY, FORTY, LEFT, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample school, as it was before the day was planned."""
    path = tmp_path_factory.mktemp("journey") / "desk.sipdesk"
    clock = FixedClock(datetime.combine(DAY, time(8)))
    desk, _ = Desk.create(path, PASSPHRASE, clock=clock, cost=Cost(8, 1, 1))
    sample.build(desk)
    for visit in [v for v in desk.visits.all() if v.on == DAY]:
        desk.visits.bin(visit.id)
    (path.parent / "before.txt").write_text(desk.store.fingerprint(LEFT))
    desk.close()
    return path


@pytest.fixture(scope="module")
def lived(store: Path) -> dict[str, str]:
    """The store's fingerprint after each chapter; the program is killed after every second one."""
    told: dict[str, str] = {}
    for chapters in (("plan", "morning"), ("late", "lunch"), ("afternoon",), ("note",)):
        told |= live_and_kill(store, *chapters)
    return told


def live_and_kill(store: Path, *chapters: str) -> dict[str, str]:
    """Start the program, live the chapters, kill it without a word."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "SIPDESK_HOME": str(store.parent / "home"),
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.day", str(store), *chapters],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    told: dict[str, str] = {}
    assert program.stdout is not None
    assert program.stderr is not None
    for line in program.stdout:
        if line.startswith("waiting"):
            break
        said = json.loads(line)
        told[said["chapter"]] = said["store"]
    program.kill()
    trouble = program.stderr.read()
    program.wait()
    assert set(told) == set(chapters), trouble[-4000:]
    assert "Traceback" not in trouble, trouble[-4000:]
    return told


@pytest.fixture(autouse=True)
def _on_that_computer(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPDESK_HOME", str(store.parent / "home"))


def opened(store: Path) -> Desk:
    return Desk.open(store, PASSPHRASE, clock=FixedClock(datetime.combine(DAY, time(18))))


def test_nothing_is_missing_after_each_kill(store: Path, lived: dict[str, str]) -> None:
    desk = opened(store)
    try:
        assert desk.store.fingerprint(LEFT) == lived["note"]
        desk.check()
    finally:
        desk.close()


def test_the_day_was_lived(store: Path, lived: dict[str, str]) -> None:
    desk = opened(store)
    try:
        visit = desk.capture.todays(DAY)
        assert visit is not None
        assert visit.kind == "Gaining Ground day"
        entries = desk.evidence.entries(visit.id)
        sessions = desk.visits.running(visit.id)
        for session in sessions:
            here = [e for e in entries if e.session_id == session.id]
            assert [e.kind for e in here] == [EntryKind.EVIDENCE, EntryKind.CONCERN], session.title
        assert all(AWKWARD in e.text for e in entries if e.kind is EntryKind.EVIDENCE)
        carried = desk.carryover.of_visit(visit.id)
        assert carried
        assert all(c.followup and c.followup.sentence for c in carried)
        starts = {s.kind: f"{s.start:%H:%M}" for s in sessions}
        assert starts[SessionKind.LUNCH] == "12:15"
        assert starts[SessionKind.LESSONS] == "13:30"
        assert len(desk.evidence.conversations(visit.id)) == 3
        sheets = desk.visits.sheets_of_visit(visit.id)
        assert any(s.answers.get("planning") == FORTY for s in sheets)
        assert any(s.kind is SessionKind.LESSONS for s in sheets)
        assert visit.difference_made
        assert visit.progress_judgement
        step = next(a for a in desk.priorities.agreed_at(visit.id) if "fortnight" in a.action)
        assert step.lead == "Head of English"
        assert step.due is not None
    finally:
        desk.close()


def test_the_papers_hold_what_was_typed(store: Path, lived: dict[str, str]) -> None:
    import docx
    from openpyxl import load_workbook

    papers = store.parent / "papers"
    pdf = " ".join(_without_head_and_foot(p) for p in PdfReader(papers / "note.pdf").pages)
    word = "\n".join(_all_text(docx.Document(str(papers / "note.docx"))))
    sheet = load_workbook(papers / "plan.xlsx").worksheets[0]
    cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    for typed in ("=1+1", "<b>bold</b>", "&", "“quoted”", "ł", "ș", "ŵ", "In my own words."):
        assert typed in pdf, typed
        assert typed in word, typed
    assert any(AWKWARD in cell for cell in cells)
    for line in FORTY.splitlines():
        assert line in pdf, line
        assert line in " ".join(word.split()), line


def _without_head_and_foot(page: PageObject) -> str:
    """A page's own words, so that a sentence may go on from one page to the next."""
    lines = page.extract_text().splitlines()
    own = [s for s in lines if not re.fullmatch(r"Note of visit, .*|\d+ of \d+", s.strip())]
    return " ".join(" ".join(own).split())


def _all_text(document: object) -> list[str]:
    tables = [c.text for t in document.tables for r in t.rows for c in r.cells]  # type: ignore[attr-defined]
    return [p.text for p in document.paragraphs] + tables  # type: ignore[attr-defined]


def test_all_is_undone_step_by_step_and_redone(store: Path, lived: dict[str, str]) -> None:
    told = live_and_kill(store, "back_and_forth")
    assert told["back_and_forth"] == lived["note"]
