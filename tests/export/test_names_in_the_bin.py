"""A pupil in the bin still has a name, and it leaves in no document."""

from __future__ import annotations

from sipdesk.export.audience import Audience
from sipdesk.export.content.note import build_note, names_met
from sipdesk.export.material import gather_note
from sipdesk.models.desk import Desk
from sipdesk.models.visits import EntryKind
from tests.builders import a_pupil, a_school, a_visit, captured, session
from tests.export.test_note_content import words


def test_the_name_of_a_pupil_in_the_bin_does_not_leave(desk: Desk) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, session("08:00", "12:00"))
    pupil = a_pupil(desk, school, "Aneesa Khan")
    captured(desk, visit, EntryKind.CONCERN, "The work of Aneesa Khan is unmarked")
    captured(desk, visit, EntryKind.QUOTE, "I like it", pupil_id=pupil.id)
    desk.compose_note(visit.id)
    desk.pupils.bin(pupil.id)
    material = gather_note(desk, visit.id)
    assert "Aneesa" not in words(build_note(material, Audience.AUTHORITY))
    assert [seen.name for seen in names_met(material, Audience.AUTHORITY)] == ["Aneesa Khan"]
    desk.compose_note(visit.id)
    voice = next(s for s in desk.notes.sections(material.note.id) if s.key == "voice")
    assert "(a Year 9 pupil)" in voice.text
    assert desk.pupils.of_school(school.id) == []
