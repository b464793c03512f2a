"""Findings beside their evidence, and what they lead to."""

from __future__ import annotations

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.schools import School
from sipdesk.models.support import SupportStatus
from sipdesk.models.synthesis import UNSORTED, caution
from sipdesk.models.visits import EntryKind, FindingKind, SessionKind, Visit
from tests.builders import a_priority, a_school, a_visit, here_in


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


@pytest.fixture
def visit(desk: Desk, school: School) -> Visit:
    return a_visit(desk, school, template="gaining_ground")


def said(
    desk: Desk, visit: Visit, where: SessionKind, kind: EntryKind, text: str, **fields: str
) -> str:
    return desk.capture.add(here_in(desk, visit, where), kind, text, **fields).id


def drawn(desk: Desk, visit: Visit) -> list[str]:
    return [
        f"{p.title}: {len(p.strengths)}+ {len(p.concerns)}- {len(p.others)}"
        for p in desk.synthesis.piles(visit.id)
    ]


def test_entries_lie_in_piles_by_priority_and_direction(
    desk: Desk, school: School, visit: Visit
) -> None:
    maths, english = a_priority(desk, school, "Maths"), a_priority(desk, school, "English")
    lunch, lessons = SessionKind.LUNCH, SessionKind.LESSONS
    said(desk, visit, lunch, EntryKind.CONCERN, "Stuck", priority_id=english.id)
    said(desk, visit, lessons, EntryKind.STRENGTH, "Sure", priority_id=maths.id)
    said(desk, visit, lessons, EntryKind.QUOTE, "I know", priority_id=maths.id)
    said(desk, visit, lessons, EntryKind.EVIDENCE, "Corridors")
    assert drawn(desk, visit) == [
        "Maths: 1+ 0- 1",
        "English: 0+ 1- 0",
        "Not tied to a priority: 0+ 0- 1",
    ]


def test_actions_and_empty_piles_are_left_out(desk: Desk, school: School, visit: Visit) -> None:
    a_priority(desk, school, "Maths")
    said(desk, visit, SessionKind.LUNCH, EntryKind.ACTION, "Do it")
    assert drawn(desk, visit) == []


def test_what_was_tied_to_a_binned_priority_is_not_lost(
    desk: Desk, school: School, visit: Visit
) -> None:
    maths = a_priority(desk, school, "Maths")
    said(desk, visit, SessionKind.LUNCH, EntryKind.CONCERN, "Stuck", priority_id=maths.id)
    desk.priorities.bin(maths.id)
    [pile] = desk.synthesis.piles(visit.id)
    assert pile.priority_id == UNSORTED


def test_a_finding_over_a_pile_gathers_what_points_its_way(desk: Desk, visit: Visit) -> None:
    sure = said(desk, visit, SessionKind.LESSONS, EntryKind.STRENGTH, "Sure")
    said(desk, visit, SessionKind.LESSONS, EntryKind.CONCERN, "Unsure")
    [pile] = desk.synthesis.piles(visit.id)
    finding = desk.synthesis.find(visit.id, pile, FindingKind.STRENGTH, "Teaching is sure")
    assert finding.evidence == (sure,)


def test_a_finding_on_one_kind_of_source_is_marked(desk: Desk, visit: Visit) -> None:
    for kind in (SessionKind.HEAD_CHAIR, SessionKind.SYNTHESIS):
        said(desk, visit, kind, EntryKind.CONCERN, "Slow")
    lunch = said(desk, visit, SessionKind.LUNCH, EntryKind.EVIDENCE, "Nobody knows the target")
    [pile] = desk.synthesis.piles(visit.id)
    finding = desk.synthesis.find(visit.id, pile, FindingKind.CONCERN, "Slow")
    assert desk.synthesis.cautions(visit.id) == {
        finding.id: "One kind of source only: leaders",
    }
    desk.evidence.gather(finding.id, lunch, take=True)
    assert desk.synthesis.cautions(visit.id) == {finding.id: ""}
    desk.capture.bin(lunch)
    assert desk.synthesis.cautions(visit.id)[finding.id].startswith("One kind of source")


def test_a_finding_without_evidence_is_marked(desk: Desk, visit: Visit) -> None:
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "A feeling")
    assert desk.synthesis.cautions(visit.id) == {finding.id: "No evidence yet"}
    assert caution(frozenset({"pupils", "leaders"})) == ""


def test_gathering_twice_counts_once_and_can_be_taken_away(desk: Desk, visit: Visit) -> None:
    entry = said(desk, visit, SessionKind.LUNCH, EntryKind.EVIDENCE, "Seen")
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "So")
    for _ in range(2):
        assert desk.evidence.gather(finding.id, entry, take=True).evidence == (entry,)
    assert desk.evidence.gather(finding.id, entry, take=False).evidence == ()


def test_a_finding_becomes_a_priority(desk: Desk, school: School, visit: Visit) -> None:
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "Set 4 stands still")
    priority = desk.synthesis.to_priority(finding.id)
    assert (priority.title, priority.starts, priority.origin) == (
        "Set 4 stands still",
        visit.on,
        visit.id,
    )
    assert desk.evidence.finding(finding.id).priority_id == priority.id
    assert desk.undo() == "Agree priority"
    assert desk.priorities.of_school(school.id) == []
    assert desk.evidence.finding(finding.id).priority_id == ""


def test_a_finding_becomes_a_next_step_and_support(
    desk: Desk, school: School, visit: Visit
) -> None:
    maths = a_priority(desk, school, "Maths")
    finding = desk.evidence.add_finding(
        visit.id, FindingKind.CONCERN, "Set 4 stands still", priority_id=maths.id
    )
    action = desk.synthesis.to_action(finding.id, "One teacher", lead="Head")
    support = desk.synthesis.to_support(finding.id, "Coaching", provider="Harrow Lane")
    assert (action.objective, action.priority_id) == ("Set 4 stands still", maths.id)
    assert desk.priorities.agreed_at(visit.id) == [action]
    assert (support.purpose, support.status) == ("Set 4 stands still", SupportStatus.TO_BROKER)
    assert support.agreed_at == visit.id


def test_a_blank_finding_becomes_no_priority(desk: Desk, school: School, visit: Visit) -> None:
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, " \n ")
    with pytest.raises(BadValue, match="without words"):
        desk.synthesis.to_priority(finding.id)
    assert desk.priorities.of_school(school.id) == []


@pytest.mark.parametrize(
    ("text", "title", "focus"),
    [
        ("Set 4 stands still.", "Set 4 stands still", ""),
        ("Set 4 stands still. Fractions are taught by rote.", "Set 4 stands still", True),
        ("Set 4 stands still\nFractions are taught by rote", "Set 4 stands still", True),
        ("Homework, e.g. reading, is late", "Homework, e.g. reading, is late", ""),
    ],
)
def test_a_long_finding_gives_its_first_sentence_as_title(
    desk: Desk, visit: Visit, text: str, title: str, focus: object
) -> None:
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, text)
    priority = desk.synthesis.to_priority(finding.id)
    assert (priority.title, priority.focus) == (title, text if focus else "")


def test_pressing_twice_makes_one_priority(desk: Desk, school: School, visit: Visit) -> None:
    finding = desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "Set 4 stands still")
    first = desk.synthesis.to_priority(finding.id)
    assert desk.synthesis.to_priority(finding.id) == first
    assert desk.priorities.of_school(school.id) == [first]


def test_entries_of_a_binned_session_are_adrift_and_still_laid_out(
    desk: Desk, visit: Visit
) -> None:
    kept = said(desk, visit, SessionKind.LUNCH, EntryKind.CONCERN, "Stuck")
    lost = said(desk, visit, SessionKind.LESSONS, EntryKind.STRENGTH, "Sure")
    assert desk.evidence.adrift(visit.id) == []
    desk.visits.bin_session(desk.evidence.entry(lost).session_id)
    assert [e.id for e in desk.evidence.adrift(visit.id)] == [lost]
    [pile] = desk.synthesis.piles(visit.id)
    assert {e.id for e in (*pile.strengths, *pile.concerns)} == {kept, lost}
