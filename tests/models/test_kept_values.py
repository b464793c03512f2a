"""What could not be read again is never written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.visits import EntryKind, FindingKind, SessionKind
from tests.builders import a_school, a_visit, an_action, captured, session

Try = Callable[[Any], object]


def changes(desk: Desk) -> dict[str, tuple[str, Try]]:
    """Each record with a choice in it: the field, and how it is set."""
    school = a_school(desk)
    visit = a_visit(desk, school, session("08:00", "12:00"))
    [held] = desk.visits.sessions(visit.id)
    entry = captured(desk, visit)
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "Late starts")
    action = an_action(desk, school)
    support = desk.support.add(school.id, "Coaching")
    return {
        "kind of session": ("kind", lambda v: desk.visits.edit_session(held.id, kind=v)),
        "counts": ("counts", lambda v: desk.visits.edit_session(held.id, counts=v)),
        "session's status": ("status", lambda v: desk.visits.edit_session(held.id, status=v)),
        "entry": ("kind", lambda v: desk.capture.edit(entry.id, kind=v)),
        "finding": ("kind", lambda v: desk.evidence.edit_finding(finding.id, kind=v)),
        "action": ("status", lambda v: desk.priorities.edit_action(action.id, status=v)),
        "support": ("status", lambda v: desk.support.edit(support.id, status=v)),
    }


NAMES = ["kind of session", "counts", "session's status", "entry", "finding", "action", "support"]


@pytest.mark.parametrize("value", ["", "nonsense", None, "Done"])
@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_could_not_be_read_again_is_refused(
    desk: Desk, name: str, value: object
) -> None:
    field, set_to = changes(desk)[name]
    before = desk.store.fingerprint()
    with pytest.raises(BadValue) as refused:
        set_to(value)
    assert refused.value.field == field
    assert desk.store.fingerprint() == before


def test_a_word_is_kept_as_what_it_stands_for(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("08:00", "12:00"))
    [held] = desk.visits.sessions(visit.id)
    assert desk.visits.edit_session(held.id, kind="lunch").kind is SessionKind.LUNCH
    entry = captured(desk, visit)
    changed = desk.capture.edit(entry.id, kind="action")
    assert changed.kind is EntryKind.ACTION
    assert desk.capture.action_of(entry.id) is not None


def test_a_logo_is_a_picture_and_can_be_had_back(desk: Desk) -> None:
    for wrong in (b"no picture", b"\x89PNG" + bytes(2_000_000)):
        with pytest.raises(BadValue, match="PNG or JPEG"):
            desk.settings.logo = wrong
    desk.settings.logo = b"\x89PNG and so on"
    desk.settings.logo = b""
    assert desk.undo() == "Take logo away"
    assert desk.settings.logo == b"\x89PNG and so on"


def test_a_visit_is_not_moved_before_the_one_before_it(desk: Desk) -> None:
    school = a_school(desk)
    a_visit(desk, school, on="2009-10-01")
    visit = a_visit(desk, school, on="2009-11-12")
    with pytest.raises(BadValue, match="lies before the last visit, on 1 October 2009") as refused:
        desk.visits.edit(visit.id, on=date(2009, 9, 30))
    assert refused.value.field == "on"
    assert desk.visits.edit(visit.id, on=date(2009, 10, 2)).on == date(2009, 10, 2)
