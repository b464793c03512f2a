"""The sample: complete, invented, always two terms in; and the day that is lived there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from sipdesk import paths, sample
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.errors import NotFound, UserError
from sipdesk.models.forms import load_forms
from sipdesk.models.priorities import Status
from sipdesk.models.support import SupportStatus
from sipdesk.models.visits import EntryKind, SessionKind, SessionStatus, Visit
from tests import made

THURSDAY = datetime(2026, 11, 19, 7, 50)

# People and schools that the sources name.
REAL = (
    "Arrowsmith",
    "Hackman",
    "Chestnut Grove",
    "Dunraven",
    "Tollgate",
    "Yesoiday",
    "Halterworth",
    "Wellow",
    "Awbridge",
    "Heath School",
    "Eanswythe",
    "Hattie",
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(THURSDAY)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    own = made.empty_desk(tmp_path, clock)
    yield own
    own.close()


def kingsmeads(desk: Desk) -> list[Visit]:
    """The lived-in school's visits, oldest first."""
    return list(reversed(desk.visits.of_school(sample.build(desk).id)))


def answered(desk: Desk, visit: Visit) -> None:
    """Every answer on the visit's sheets is one the form asks for and, where it chooses, knows."""
    forms = load_forms()
    for sheet in desk.visits.sheets_of_visit(visit.id):
        for name, answer in sheet.answers.items():
            field = forms[sheet.kind].field(name)
            assert field is not None, (sheet.kind, name)
            assert not field.choices or answer in {c.value for c in field.choices}, answer


def test_the_sample_is_one_step_that_can_be_undone(desk: Desk) -> None:
    empty = desk.store.fingerprint()
    sample.build(desk)
    assert desk.undo() == sample.LABEL
    assert desk.store.fingerprint() == empty
    assert desk.redo() == sample.LABEL
    assert len(desk.schools.all()) == 2


def test_the_sample_is_not_put_there_twice(desk: Desk) -> None:
    sample.build(desk)
    before = desk.store.fingerprint()
    with pytest.raises(UserError, match="already"):
        sample.build(desk)
    assert desk.store.fingerprint() == before


def test_the_school_is_as_lived_in_as_promised(desk: Desk) -> None:
    school = sample.build(desk)
    assert (school.sip_days, school.extra_days, school.governors_days) == (5, 4, 1)
    assert school.partner_school
    assert len(desk.pupils.of_school(school.id, tracked=True)) == 10
    assert {p.year for p in desk.pupils.of_school(school.id)} == {"Year 9", "Year 10"}
    assert set(desk.pupils.groups(school.id)) >= {"Free school meals", "In care", "Disadvantaged"}
    assert len(desk.priorities.of_school(school.id)) == 3
    assert all(p.focus and p.starts and p.ends for p in desk.priorities.of_school(school.id))
    assert {c.role for c in desk.schools.contacts(school.id)} >= {
        "Headteacher",
        "Chair of governors",
        "Data manager",
        "Partner school headteacher",
        "Consultant head",
    }
    support = desk.support.of_school(school.id)
    assert {s.days for s in support} >= {12, 3}
    assert 20_000 in {s.pounds for s in support}
    assert [s.status for s in support].count(SupportStatus.TO_BROKER) == 1


def test_the_visits_lie_around_today(desk: Desk, clock: FixedClock) -> None:
    first, last, today, *coming = kingsmeads(desk)
    assert today.on == clock.now().date()
    assert 140 <= (today.on - first.on).days <= 160
    assert 69 <= (today.on - last.on).days <= 73
    assert coming
    assert len(desk.visits.all()) == 7


def test_the_last_visit_is_full(desk: Desk) -> None:
    _, last, *_ = kingsmeads(desk)
    entries = desk.evidence.entries(last.id)
    sessions = desk.visits.sessions(last.id)
    said = [e for e in entries if e.kind is not EntryKind.ACTION]
    assert len(sessions) == 7
    assert {s.status for s in sessions} == {SessionStatus.DONE}
    assert {e.session_id for e in said} == {s.id for s in sessions}
    assert len(said) >= 23
    assert {e.kind for e in entries} == set(EntryKind)
    assert len(desk.evidence.conversations(last.id)) == 8
    assert len(desk.priorities.agreed_at(last.id)) == 6
    assert {s.kind for s in desk.visits.sheets_of_visit(last.id)} >= {
        SessionKind.HEAD_CHAIR,
        SessionKind.DEPARTMENTS,
        SessionKind.LESSONS,
        SessionKind.GOVERNORS,
    }
    answered(desk, last)
    assert desk.notes.has(last.id)
    assert any(desk.synthesis.cautions(last.id).values())
    assert not all(desk.synthesis.cautions(last.id).values())


def test_every_entry_lies_within_its_session(desk: Desk) -> None:
    sample.build(desk)
    for visit in desk.visits.all():
        held = {s.id: s for s in desk.visits.sessions(visit.id)}
        for entry in desk.evidence.entries(visit.id):
            assert held[entry.session_id].start <= entry.at < held[entry.session_id].end, entry


def test_the_actions_stand_in_every_way_and_have_one_lead_each(desk: Desk) -> None:
    _, last, today, *_ = kingsmeads(desk)
    actions = desk.priorities.agreed_at(last.id)
    assert {a.status for a in actions} == set(Status) - {Status.DROPPED}
    for action in actions:
        assert action.lead
        assert action.measure
        assert " and " not in action.lead
        assert desk.priorities.milestones(action.id)
        assert action.due is not None
        assert abs((action.due - today.on).days) <= 60
        assert (action.completed is not None) == (action.status is Status.DONE)


def test_today_is_prepared_and_nothing_is_captured_yet(desk: Desk) -> None:
    _, _, today, *_ = kingsmeads(desk)
    assert today.focus
    assert today.attending
    assert today.preparation
    assert desk.evidence.entries(today.id) == []
    assert desk.evidence.followups(today.id) == []
    carried = desk.carryover.of_visit(today.id)
    assert len(carried) == 8
    assert [c.last_words for c in carried if c.last_words]
    assert len(desk.visits.sessions(today.id)) == 7


@pytest.mark.parametrize("shift", range(7))
def test_no_visit_but_todays_falls_on_a_weekend(
    tmp_path: Path, clock: FixedClock, shift: int
) -> None:
    clock.advance(days=shift)
    desk = made.empty_desk(tmp_path, clock)
    sample.build(desk)
    visits = desk.visits.all()
    assert [v.on for v in visits if v.on == clock.now().date()]
    assert all(v.on.weekday() < 5 for v in visits if v.on != clock.now().date())
    desk.close()


def test_a_weekend_becomes_the_friday_before() -> None:
    thursday = date(2026, 11, 19)
    assert [sample.when(thursday, n).isoformat() for n in (1, 2, 3, 4, -4, -5)] == [
        "2026-11-20",
        "2026-11-20",
        "2026-11-20",
        "2026-11-23",
        "2026-11-13",
        "2026-11-13",
    ]
    assert sample.when(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_the_day_is_lived_until_leaving(desk: Desk, clock: FixedClock) -> None:
    school = sample.build(desk)
    visit = sample.live_the_day(desk, clock)
    assert clock.now().time() >= time(17)
    assert all(c.followup for c in desk.carryover.of_visit(visit.id))
    sessions = desk.visits.sessions(visit.id)
    captured = [e.session_id for e in desk.evidence.entries(visit.id)]
    assert {captured.count(s.id) for s in sessions} == {2}
    assert {f"{s.start:%H:%M}" for s in sessions} >= {"10:30", "12:15", "13:30", "15:30"}
    assert len(desk.evidence.conversations(visit.id)) == 3
    sheets = desk.visits.sheets_of_visit(visit.id)
    departments = [s.answers["subject"] for s in sheets if s.kind is SessionKind.DEPARTMENTS]
    assert departments == ["English", "Mathematics"]
    assert [s.kind for s in sheets].count(SessionKind.LESSONS) == 1
    answered(desk, visit)
    assert desk.evidence.findings(visit.id)
    assert visit.difference_made
    assert visit.support_reaching
    assert visit.first_next_time
    assert visit.next_visit is not None
    sections = desk.notes.sections(desk.notes.of_visit(visit.id).id)
    assert [s.key for s in sections if not s.text] == ["actions"]  # its table stands there
    assert any(s.agreed_at == visit.id for s in desk.support.of_school(school.id))


def test_every_entry_of_the_lived_day_lies_within_its_session(
    desk: Desk, clock: FixedClock
) -> None:
    sample.build(desk)
    visit = sample.live_the_day(desk, clock)
    held = {s.id: s for s in desk.visits.sessions(visit.id)}
    for entry in desk.evidence.entries(visit.id):
        assert held[entry.session_id].start <= entry.at < held[entry.session_id].end, entry


def test_the_lived_day_is_undone_step_by_step(desk: Desk, clock: FixedClock) -> None:
    sample.build(desk)
    before = desk.store.fingerprint()
    sample.live_the_day(desk, clock)
    after = desk.store.fingerprint()
    steps = 0
    while desk.journal.can_undo() != sample.LABEL:
        desk.undo()
        steps += 1
    assert steps > 30
    assert desk.store.fingerprint() == before
    for _ in range(steps):
        desk.redo()
    assert desk.store.fingerprint() == after


def test_a_desk_without_the_sample_has_no_day_to_live(desk: Desk, clock: FixedClock) -> None:
    with pytest.raises(NotFound):
        sample.live_the_day(desk, clock)


def test_yesterdays_sample_has_no_visit_today(desk: Desk, clock: FixedClock) -> None:
    sample.build(desk)
    clock.set(THURSDAY + timedelta(days=1))
    with pytest.raises(NotFound, match="no visit today"):
        sample.live_the_day(desk, clock)


def words() -> str:
    return "\n".join(f.read_text(encoding="utf-8") for f in paths.resources().rglob("*.toml"))


def test_nobody_and_no_place_of_the_sources_is_named() -> None:
    assert [name for name in REAL if name in words()] == []


def test_addresses_and_numbers_are_those_kept_for_fiction() -> None:
    text = words()
    assert all(mail.endswith(".example.org") for mail in re.findall(r"[\w.]+@[\w.]+", text))
    phones = re.findall(r'phone = "(.*)"', text)
    assert phones
    assert all(re.fullmatch(r"01632 960\d{3}", phone) for phone in phones)
    assert set(re.findall(r'urn = "(\d+)"', text)) == {"999001", "999002"}


def test_no_year_dates_the_sample() -> None:
    for name in (*sample.SCHOOLS, "day"):
        text = (paths.resources() / "sample" / f"{name}.toml").read_text(encoding="utf-8")
        assert not re.search(r"\b(19|20)\d\d\b", text), name


def test_quotes_leave_their_quotation_marks_to_the_document() -> None:
    """Documents put quotation marks round a quote; two pairs would look like a slip."""
    assert not re.findall(r'^quote = "“', words(), re.MULTILINE)
    assert not re.findall(r'kind = "quote"\ntext = "“', words())
