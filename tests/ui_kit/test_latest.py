"""Of several requests only the latest is answered, and only what takes long is spoken of."""

from __future__ import annotations

from threading import Event

import pytest

from sipdesk.models.errors import UserError
from sipdesk.ui import tasks
from sipdesk.ui.latest import Latest


@pytest.fixture
def latest(qtbot) -> Latest:
    return Latest()


def test_only_the_latest_request_is_answered(qtbot, latest: Latest) -> None:
    answers: list[int] = []
    for number in range(5):
        latest.ask(lambda _, n=number: n, answers.append)
    qtbot.waitUntil(lambda: not latest.is_busy)
    assert answers == [4]


def test_a_request_in_place_of_another_silences_it(qtbot, latest: Latest) -> None:
    answers: list[int] = []
    refused: list[Exception] = []
    latest.failed.connect(refused.append)
    latest.ask(lambda _: 1, answers.append)
    latest.instead(_refuse, answers.append)
    qtbot.waitUntil(lambda: not latest.is_busy)
    assert answers == []
    assert [str(error) for error in refused] == ["No."]


def test_what_is_soon_over_is_not_spoken_of(qtbot, latest: Latest) -> None:
    said: list[str] = []
    latest.slow.connect(lambda: said.append("slow"))
    latest.ask(lambda _: 1, lambda _: said.append(f"answered, slow: {latest.is_slow}"))
    qtbot.wait(tasks.PATIENCE * 2)
    assert said == ["answered, slow: False"]


def test_what_takes_long_is_spoken_of_once_until_the_answer(
    qtbot, latest: Latest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while one request takes the place of another: it is one wait for whoever waits."""
    monkeypatch.setattr(tasks, "PATIENCE", 5)
    said: list[str] = []
    go_on = Event()
    latest.slow.connect(lambda: said.append("slow"))
    latest.ask(lambda _: go_on.wait(), lambda _: said.append("overtaken"))
    latest.ask(lambda _: 2, lambda n: said.append(f"{n}, slow: {latest.is_slow}"))
    with qtbot.waitSignal(latest.slow):
        pass
    go_on.set()
    qtbot.waitUntil(lambda: not latest.is_busy)
    assert said == ["slow", "2, slow: True"]
    assert not latest.is_slow


def test_the_next_wait_begins_anew(qtbot, latest: Latest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where an answer asks for the next thing."""
    monkeypatch.setattr(tasks, "PATIENCE", 5)
    said: list[str] = []
    latest.slow.connect(lambda: said.append("slow"))

    def once_more(_: object) -> None:
        said.append("again")
        latest.ask(_until_spoken_of, lambda _: said.append("done"))

    def _until_spoken_of(_: object) -> None:
        spoken.wait(5)
        spoken.clear()

    spoken = Event()
    latest.slow.connect(spoken.set)
    latest.ask(_until_spoken_of, once_more)
    qtbot.waitUntil(lambda: said[-1:] == ["done"])
    assert said == ["slow", "again", "slow", "done"]


def test_a_refusal_ends_the_wait(qtbot, latest: Latest) -> None:
    with qtbot.waitSignal(latest.failed):
        latest.ask(_refuse, lambda _: None)
    qtbot.waitUntil(lambda: not latest.is_busy)
    with qtbot.assertNotEmitted(latest.slow, wait=tasks.PATIENCE * 2):
        pass


def _refuse(_: object) -> None:
    raise UserError("No.")
