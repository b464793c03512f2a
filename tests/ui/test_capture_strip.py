"""The line at the foot of the window: what is typed there is an entry, whatever happens to it."""

from __future__ import annotations

import pytest

from sipdesk.models.visits import Entry, EntryKind, SessionKind
from sipdesk.ui import place
from tests.pictures import desks
from tests.ui.windows import Shown


@pytest.fixture
def strip(opened) -> Shown:
    """The morning of the visit, with the strip open at the kinds."""
    shown: Shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id))
    shown.keys.press("Ctrl+Return")
    return shown


def entries(shown: Shown) -> list[Entry]:
    return shown.desk.evidence.entries(shown.visit().id)


def type_line(shown: Shown, words: str, kind: str = "e") -> None:
    shown.keys.type(kind)
    shown.keys.type(words)
    shown.keys.rest(600)


def test_a_line_whose_entry_was_taken_back_begins_afresh(strip: Shown) -> None:
    type_line(strip, "Books are marked")
    strip.work.undo()
    strip.settle()
    assert entries(strip) == []
    strip.keys.type("Targets are known")
    strip.keys.rest(600)
    assert [e.text for e in entries(strip)] == ["Targets are known"]
    assert strip.work.flush()


def test_a_line_whose_entry_was_binned_does_not_go_on_in_the_bin(strip: Shown) -> None:
    type_line(strip, "Books are marked")
    strip.desk.capture.bin(entries(strip)[0].id)
    strip.settle()
    strip.keys.type("Targets are known")
    strip.keys.rest(600)
    assert [e.text for e in entries(strip)] == ["Targets are known"]


def test_who_answers_for_it_may_be_typed_before_the_words(strip: Shown) -> None:
    strip.keys.type("a")
    strip.keys.fill("Who answers for it", "Head of science")
    strip.keys.rest(600)
    strip.keys.tab_to("What was seen or said", back=True)
    strip.keys.type("Moderate one unit with the partner school")
    strip.keys.rest(600)
    entry = entries(strip)[0]
    action = strip.desk.capture.action_of(entry.id)
    assert entry.kind is EntryKind.ACTION
    assert action is not None
    assert action.lead == "Head of science"


def test_return_in_the_last_field_keeps_the_line_and_begins_another(strip: Shown) -> None:
    strip.keys.type("a")
    strip.keys.type("Moderate one unit")
    strip.keys.press("Return")
    strip.keys.fill("Who answers for it", "Head of science")
    strip.keys.press("Return")
    assert len(entries(strip)) == 1
    type_line(strip, "Another line", kind="c")
    assert [e.kind for e in entries(strip)] == [EntryKind.ACTION, EntryKind.CONCERN]


def test_return_on_close_closes(strip: Shown) -> None:
    type_line(strip, "Books are marked")
    strip.keys.tab_to("Close")
    strip.keys.press("Return")
    assert strip.work.capturing.strip.isHidden()
    assert len(entries(strip)) == 1


def test_a_session_that_changes_its_kind_gets_its_own_form(opened) -> None:
    shown: Shown = opened(desks.fresh)
    session = shown.session(SessionKind.LESSONS)
    shown.go(place.visit(shown.visit().id, place.Stage.DAY, session.id))
    shown.desk.visits.edit_session(session.id, kind=SessionKind.LUNCH)
    shown.settle()
    pupil = shown.desk.pupils.of_school(shown.school().id, tracked=True)[0]
    shown.keys.tab_to(f"Talk with {pupil.name}")


def test_coming_back_to_the_day_opens_it_where_one_is(opened) -> None:
    shown: Shown = opened(desks.fresh, f"{desks.DAY} 12:30")
    visit = shown.visit()
    shown.go(place.visit(visit.id, place.Stage.DAY, shown.session(SessionKind.HEAD_CHAIR).id))
    shown.keys.press("Ctrl+T")
    shown.keys.press("Ctrl+D")
    assert shown.page.session_id == shown.session(SessionKind.LUNCH).id  # type: ignore[attr-defined]


def test_not_now_forgets_a_path_that_cannot_be_read(opened) -> None:
    shown: Shown = opened()
    shown.go(place.school(shown.school().id))
    shown.keys.press("Ctrl+E")
    shown.keys.press("Ctrl+A")
    shown.keys.press("Delete")
    shown.keys.press("Esc")
    assert shown.work.flush()
    assert not shown.messages()


def test_return_on_leave_it_leaves_the_day_alone(opened) -> None:
    shown: Shown = opened(desks.fresh, desks.LATE)
    shown.go(place.visit(shown.visit().id))
    before = shown.desk.store.fingerprint()
    shown.keys.press("Ctrl+L")
    shown.keys.tab_to("Leave it as it was")
    shown.keys.press("Return")
    assert shown.desk.store.fingerprint() == before


def test_a_next_step_is_in_the_plan_from_its_first_words(opened) -> None:
    shown: Shown = opened()
    shown.go(place.visit(shown.visit().id, place.Stage.SYNTHESIS))
    finding = shown.desk.evidence.findings(shown.visit().id)[0]
    shown.keys.push(f"Next step: {finding.text[:20]}")
    shown.keys.type("Mark one piece a fortnight")
    shown.keys.rest(600)
    steps = [a for a in shown.desk.priorities.actions(shown.school().id) if a.origin == finding.id]
    assert "Mark one piece a fortnight" in [a.action for a in steps]


def test_a_session_that_was_taken_back_is_asked_for_nothing_more(opened) -> None:
    shown: Shown = opened(desks.fresh)
    lunch = shown.session(SessionKind.LUNCH)
    shown.go(place.visit(shown.visit().id, place.Stage.DAY, lunch.id))
    shown.go(place.visit(shown.visit().id, place.Stage.DAY, shown.session(SessionKind.LESSONS).id))
    panels = shown.page._panels  # type: ignore[attr-defined]
    assert lunch.id in panels
    shown.desk.visits.bin_session(lunch.id)
    shown.settle()
    assert lunch.id not in panels
    shown.keys.press("Ctrl+Shift+H")
    assert shown.work.flush()
