"""Twenty to eleven, a quarter of an hour behind: what moves, what stays, what has to be chosen."""

from __future__ import annotations

import pytest

from sipdesk.models.visits import SessionKind, SessionStatus
from sipdesk.ui import place
from tests.pictures import desks
from tests.ui.windows import Shown


@pytest.fixture
def late(opened) -> Shown:
    """The Gaining Ground day at 10:40, with the panel open."""
    shown: Shown = opened(desks.fresh, desks.LATE)
    shown.go(place.visit(shown.visit().id))
    shown.keys.press("Ctrl+L")
    return shown


def times(shown: Shown, kind: SessionKind) -> str:
    session = shown.session(kind)
    cut = " cut" if session.status is SessionStatus.CUT else ""
    return f"{session.start:%H:%M}–{session.end:%H:%M}{cut}"


def said(shown: Shown) -> str:
    from sipdesk.ui.widgets.words import Words

    panel = shown.page._late  # type: ignore[attr-defined]
    return " ".join(w.text() for w in panel.findChildren(Words) if w.isVisible())


def test_the_panel_tells_before_anything_moves(late: Shown) -> None:
    before = late.desk.store.fingerprint()
    assert "Moves: Classroom visits to 13:30–14:30." in said(late)
    assert "▲ Findings and next steps no longer fits at 14:30–15:45." in said(late)
    assert "Lunch" not in said(late)
    assert late.desk.store.fingerprint() == before


@pytest.mark.parametrize(
    ("letter", "synthesis"),
    [("s", "14:30–15:30"), ("m", "17:00–18:15"), ("c", "14:15–15:30 cut")],
    ids=["shorten", "move", "cut"],
)
def test_each_choice_goes_by_keyboard_and_comes_back_with_one_key(
    late: Shown, letter: str, synthesis: str
) -> None:
    before = late.desk.store.fingerprint()
    late.keys.answer("What to do with Findings", letter)
    late.keys.push("Move the day")
    assert times(late, SessionKind.LESSONS) == "13:30–14:30"
    assert times(late, SessionKind.LUNCH) == "12:15–13:15"
    assert times(late, SessionKind.GOVERNORS) == "15:30–17:00"
    assert times(late, SessionKind.DEPARTMENTS) == "10:30–12:15"
    assert times(late, SessionKind.SYNTHESIS) == synthesis
    late.keys.press("Ctrl+Z")
    assert late.desk.store.fingerprint() == before


def test_return_does_what_is_suggested(late: Shown) -> None:
    late.keys.press("Return")
    assert times(late, SessionKind.SYNTHESIS) == "14:30–15:30"
    assert late.messages()[0] == "The rest of the day has moved. Ctrl+Z puts it back."


def test_esc_leaves_the_day_as_it_was(late: Shown) -> None:
    before = late.desk.store.fingerprint()
    late.keys.press("Esc")
    assert not late.page._late.isVisible()  # type: ignore[attr-defined]
    assert late.desk.store.fingerprint() == before


def test_minutes_that_cannot_be_read_move_nothing(late: Shown) -> None:
    before = late.desk.store.fingerprint()
    late.keys.replace("a bit")
    late.keys.press("Return")
    assert late.desk.store.fingerprint() == before
    assert late.page._late.isVisible()  # type: ignore[attr-defined]
    late.keys.replace("30")
    assert "Classroom visits to 13:45–14:45" in said(late)


def test_catching_up_at_lunch_leaves_the_afternoon_alone(late: Shown) -> None:
    late.keys.tab_to("Catch up")
    late.keys.press("Space")
    assert "Nothing that is still to come can move." in said(late)
