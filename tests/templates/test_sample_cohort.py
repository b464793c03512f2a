"""The sample's Year 9: enough pupils and terms to show what gaps, progress and voice can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk import sample
from sipdesk.models.assessments import PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.gaps.records import Closing, GapRow, Note
from sipdesk.models.pupils import Cohort
from sipdesk.models.tracking.voice import Standing, Verdict
from tests.builders import a_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = a_desk(tmp_path_factory.mktemp("sample"), "2026-11-24 08:00")
    sample.build(made)
    return made


def kingsmead(desk: Desk) -> str:
    return desk.schools.named("Kingsmead").id


def year_nine(desk: Desk) -> Cohort:
    return Cohort(kingsmead(desk), year="Year 9")


def gaps(desk: Desk, subject: str) -> list[GapRow]:
    """Of pupils with free school meals, the current points in order."""
    report = desk.gaps.report(year_nine(desk), groups=["fsm"], subjects=[subject])
    found = [r for r in report.rows if r.point.kind is PointKind.CURRENT]
    return sorted(found, key=lambda r: (r.point.year, r.point.term))


def test_a_hundred_and_eighty_pupils_have_three_years_behind_them(desk: Desk) -> None:
    pupils = desk.pupils.of_cohort(kingsmead(desk), year_nine(desk))
    assert len(pupils) == 180
    assert len({p.name for p in pupils}) == 180
    assert {p.form for p in pupils} == {"9R", "9T", "9K", "9M", "9W", "9B"}
    years = {p.year for p in desk.assessments.points(kingsmead(desk))}
    assert len(years) >= 4  # the end of primary school and the three since


def test_the_gap_closes_in_mathematics_and_not_in_english(desk: Desk) -> None:
    mathematics, english = gaps(desk, "Mathematics"), gaps(desk, "English")
    assert [r.closing_to_whole for r in mathematics[-3:]] == [Closing.YES] * 3
    assert english[-1].closing_to_whole is Closing.NO
    first, last = english[0].gap_to_whole, english[-1].gap_to_whole
    assert first is not None
    assert last is not None
    assert last < first


def test_in_science_the_gap_is_narrow_since_all_are_low(desk: Desk) -> None:
    assert Note.NARROW_BUT_LOW in gaps(desk, "Science")[-1].notes
    assert Note.NARROW_BUT_LOW not in gaps(desk, "English")[-1].notes


def test_two_pupils_say_other_than_the_data(desk: Desk) -> None:
    school_id = kingsmead(desk)
    talked = {p.id: p for p in desk.pupils.of_school(school_id, tracked=True)}
    standing = {
        row.pupil_id: Standing(row.light.value, row.why.value)
        for subject in desk.assessments.subjects(school_id)
        for row in desk.progress.report(year_nine(desk), subject).pupils
        if row.pupil_id in talked and talked[row.pupil_id].subject == subject
    }
    said = {v.verdict: talked[v.pupil_id].name for v in desk.tracking.voice(school_id, standing)}
    assert said[Verdict.ON_TRACK_BUT_RED] == "Łukasz Zielny"
    assert said[Verdict.LOST_BUT_GREEN] == "Tyrell Ashcombe"


def test_what_the_tracked_pupils_talk_about_is_where_their_results_are(desk: Desk) -> None:
    for pupil in desk.pupils.of_school(kingsmead(desk), tracked=True):
        latest = [
            a
            for a in desk.assessments.of_pupil(pupil.id)
            if a.subject == pupil.subject and a.kind is PointKind.CURRENT
        ]
        assert latest[-1].value == pupil.current_level, pupil.name


def test_it_is_the_same_every_time(desk: Desk, tmp_path: Path) -> None:
    again = a_desk(tmp_path, "2026-11-24 08:00")
    sample.build(again)
    assert again.store.fingerprint() == desk.store.fingerprint()


def test_a_club_a_survey_and_attendance_go_with_it(desk: Desk) -> None:
    school_id = kingsmead(desk)
    [club] = desk.tracking.targets.of_school(school_id)
    assert desk.tracking.targets.in_sum(club.id).members == 10
    [survey] = desk.tracking.surveys.of_school(school_id)
    assert len(desk.tracking.surveys.rounds(survey.id)) == 2
    attended = desk.tracking.attendance.of_cohort(school_id, 2025)
    assert attended.pupils == 180
