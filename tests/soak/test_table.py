"""The table says what was counted, what was not, and never more than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import reliability
from tests.reliability import Counted, count, did_not_run, share
from tests.soak.__main__ import DOCUMENT
from tests.soak.report import in_document, on_screen, put_into
from tests.soak.rows import LEAKS, ROWS, Line, Row, lines


def line(name: str, *counted: Counted, scale: float = 1) -> Line:
    return next(one for one in lines(counted, scale) if one.name == name)


def test_a_row_nobody_counted_for_is_not_measured() -> None:
    assert all("not measured" in one.words and one.cases == 0 for one in lines([], 1))
    why = line("sockets in the whole suite", Counted("sockets in the whole suite", why="no strace"))
    assert why.words == "not measured: no strace"


def test_counts_are_added_up_and_what_is_bad_is_said() -> None:
    parts = [Counted("flipped bits", 9_000), Counted("flipped bits", 3_000, 3)]
    both = line("flipped bits", *parts)
    assert (both.cases, both.bad) == (12_000, 3)
    assert "3 bad" in both.words
    assert "none bad" in line("flipped bits", parts[0]).words


def test_fewer_than_were_asked_for_is_said() -> None:
    few = Counted("power cuts", 49_999)
    assert "fewer than the 50,000" in line("power cuts", few).words
    assert "fewer" not in line("power cuts", Counted("power cuts", 50_000)).words
    assert "fewer" not in line("power cuts", Counted("power cuts", 500), scale=0.01).words


def test_what_begins_like_a_row_is_taken_in_and_the_rest_is_a_row_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.soak.rows.ROWS", (Row(LEAKS, "canary:", "0"),))
    both = line("canary", *(Counted(f"canary: {n}", 10) for n in ("bytes", "pages")))
    assert both.cases == 20
    assert line("something else", Counted("something else", 1)).part == "More"


def test_the_worst_of_all_cases_is_said() -> None:
    row = "files that are huge: time and memory"
    seen = [Counted(row, 1, seconds=s, megabytes=m) for s, m in ((1.24, 90), (0.3, 210.2))]
    assert "at most 1.2 s; at most 210 MB" in line(row, *seen).words
    assert "at most" not in line(row, Counted(row, 1)).words


def test_every_row_stands_in_the_document_and_its_words_stay() -> None:
    found = lines([Counted("power cuts", 50_000)], 1)
    table = in_document(found, "1 May 2026", "40 minutes", 1)
    assert all(f"| {row.name.rstrip(':')} | {row.goal} |" in table for row in ROWS)
    before = DOCUMENT.read_text("utf-8")
    once = put_into(before, table)
    assert put_into(once, table) == once
    assert once.startswith(before[: before.index("<!-- measured")])
    assert "50,000" in on_screen(found)


def test_counting_is_for_the_soak_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(reliability.FILE, raising=False)
    count("power cuts", cases=1)
    file = tmp_path / "counted"
    monkeypatch.setenv(reliability.FILE, str(file))
    count("power cuts", cases=2, bad=1, note="so")
    did_not_run("flipped bits", "no time")
    assert reliability.read(file) == [
        Counted("power cuts", 2, 1, "so"),
        Counted("flipped bits", why="no time"),
    ]


def test_a_quick_try_takes_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(reliability.SCALE, "0.01")
    assert (share(1_000), share(3)) == (10, 1)
    monkeypatch.delenv(reliability.SCALE)
    assert share(1_000) == 1_000
