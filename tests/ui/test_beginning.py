"""Where the desk opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk.models.visits import SessionStatus
from sipdesk.ui import place
from tests.pictures import desks


@pytest.mark.parametrize(
    ("at", "kind"),
    [("08:00", place.Kind.TODAY), ("10:40", place.Kind.VISIT), ("17:30", place.Kind.TODAY)],
    ids=["before the day", "in the day", "after the day"],
)
def test_on_the_day_of_a_visit(tmp_path: Path, at: str, kind: place.Kind) -> None:
    desk = desks.fresh(tmp_path, f"{desks.DAY} {at}")
    assert place.to_begin_at(desk).kind is kind
    desk.close()


def test_a_day_that_was_ended_early_is_over(tmp_path: Path) -> None:
    desk = desks.fresh(tmp_path, f"{desks.DAY} 12:30")
    visit = desk.capture.todays(desk.clock.now().date())
    assert visit is not None
    for session in desk.visits.running(visit.id):
        desk.visits.edit_session(session.id, status=SessionStatus.DONE)
    assert place.to_begin_at(desk) == place.Place()
    desk.close()


def test_without_a_visit(tmp_path: Path) -> None:
    desk = desks.empty(tmp_path)
    assert place.to_begin_at(desk) == place.Place()
    desk.close()


def test_a_sentence_with_a_capital_loses_no_letter(opened) -> None:
    shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id))
    shown.keys.press("Ctrl+Return")
    shown.keys.type("Alan's table knew every target.")
    shown.keys.rest(600)
    entry = shown.desk.evidence.entries(shown.visit().id)[0]
    assert (entry.kind, entry.text) == ("evidence", "Alan's table knew every target.")
