"""One pupil's page: how far, in whose words, in which groups and since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from sipdesk.export.charts import Trace, Traces
from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Cohort, Pupil, Spell
from sipdesk.models.tracking.ratings import parent_rating
from sipdesk.models.visits import YesPartlyNo
from sipdesk.ui import place
from sipdesk.ui.pages.progress.words import standing
from sipdesk.ui.pages.pupil.asking import Asking
from sipdesk.ui.pages.pupil.page import PupilPage
from sipdesk.ui.pages.pupil.points import as_choice, choices, from_choice
from sipdesk.ui.pages.pupil.since import since_when, with_dates
from sipdesk.ui.pages.pupil.times import said
from sipdesk.ui.pages.pupil.way import chart_of
from sipdesk.ui.place import Kind, Section, Stage
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.widgets.chart import ChartView
from sipdesk.ui.widgets.status_mark import StatusMark
from tests.builders import a_desk, a_pupil, a_school, a_visit, session
from tests.drawn import drawn
from tests.pictures.measure import cut_off
from tests.ui.test_names_hidden import to_be_seen
from tests.ui.windows import Shown, seen

SUBLEVELS = "nc-sublevels"


def a_followed_pupil(folder: Path) -> Desk:
    """Aneesa of Year 9: three years in mathematics, two talks; and Ben, of whom little is known."""
    desk = a_desk(folder, "2026-11-24 17:00")
    school = a_school(desk)
    aneesa = a_pupil(desk, school, "Aneesa Khan", form="9B", gender="F", upn="A823429510002")
    a_pupil(desk, school, "Ben Roberts", form="9A")
    for year, term, kind, value in (
        (2024, 0, PointKind.BASELINE, "4c"),
        (2024, 3, PointKind.CURRENT, "4a"),
        (2025, 3, PointKind.CURRENT, "5c"),
        (2026, 1, PointKind.CURRENT, "5c"),
        (2026, 3, PointKind.TARGET, "6c"),
    ):
        point = DataPoint(year, term, kind)
        desk.assessments.put(aneesa, "Mathematics", value, scale=SUBLEVELS, point=point)
    desk.pupils.edit(aneesa.id, since=date(2026, 4, 1), fsm=True)
    for on, quote, level in (
        ("2026-03-03", "Aneesa here: nobody has shown me yet", 4),
        ("2026-11-24", "I know what a 6c looks like", 2),
    ):
        visit = a_visit(desk, school, session("12:15", "13:15", "Lunch"), on=on)
        [lunch] = desk.visits.sessions(visit.id)
        desk.evidence.converse(
            lunch.id,
            visit.id,
            aneesa.id,
            quote=quote,
            learning_scale=level,
            on_track=YesPartlyNo.PARTLY,
        )
    group = desk.tracking.targets.add(school.id, "Maths mentors", SUBLEVELS, subject="Mathematics")
    desk.tracking.targets.add_member(
        group.id, aneesa.id, before="4a", target="5c", outcome="5b", led_by="Mrs Lee"
    )
    desk.tracking.attendance.note(aneesa.id, 2025, 1, 140, 133)
    desk.tracking.parents.note(aneesa.id, parent_rating(5), "Evenings", date(2026, 3, 4))
    return desk


@pytest.fixture
def page(opened) -> Shown:
    """Aneesa's page."""
    shown: Shown = opened(a_followed_pupil)
    shown.go(place.pupil(shown.school().id, who(shown, "Aneesa Khan").id))
    return shown


def who(shown: Shown, name: str) -> Pupil:
    return next(p for p in shown.desk.pupils.of_school(shown.school().id) if p.name == name)


def told(shown: Shown) -> str:
    """The words on the page, from the top down."""
    return "\n".join(each.text() for each in seen(shown.page, QLabel) if each.text())


def table(shown: Shown, name: str) -> str:
    found = next(t for t in seen(shown.page, RecordTable) if t.accessibleName() == name)
    return "\n".join(" ".join(line.split()) for line in drawn(found).splitlines())


def asking(shown: Shown) -> Asking:
    return next(a for a in shown.page.findChildren(Asking) if a.is_open)


# --- what is shown


def test_it_says_who_it_is_and_since_when_in_which_group(page: Shown) -> None:
    words = told(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "Aneesa Khan" in words
    assert "Year 9  ·  Class 9B  ·  Girl" in words
    assert "FSM since 1 Apr 2026" in words


def test_the_way_is_a_chart_and_a_light_in_words(page: Shown) -> None:
    [chart] = seen(page.page, ChartView)
    assert chart.accessibleName() == "Mathematics, National Curriculum sub-levels"
    assert "Start 4c, Summer 2025 4a, Summer 2026 5c, Autumn 2026 5c" in (
        chart.accessibleDescription()
    )
    assert "The target is 6c." in chart.accessibleDescription()
    assert "At 5c, 1 sub-level short of the 5b expected by now." in told(page)
    [mark] = seen(page.page, StatusMark)
    assert mark.accessibleName() == "Nearly"


def test_talks_come_newest_first_with_the_scale_in_words(page: Shown) -> None:
    words = told(page)
    assert words.index("I know what a 6c looks like") < words.index("nobody has shown me yet")
    assert "Learning scale: 2, I can do it on my own (1 is best)" in words
    assert "On track, in own view: Partly" in words


def test_the_day_of_a_talk_leads_to_the_visit(page: Shown) -> None:
    page.keys.push("Tuesday 24 November 2026")
    page.settle()
    here = page.work.router.here
    assert (here.kind, here.part) == (Kind.VISIT, Stage.DAY)


def test_what_else_is_tracked(page: Shown) -> None:
    assert "Maths mentors Mathematics 4a 5c 5b +2 ● Exceeded" in table(page, "Target groups")
    assert "Autumn, 2025/26 133 140 95.0%" in table(page, "Attendance, in half days")
    assert "5 of 5, strong (5 is best)" in table(page, "The parents' engagement")


def test_return_on_a_target_group_leads_to_it(page: Shown) -> None:
    page.keys.tab_to("Target groups")
    page.keys.press("Return")
    page.settle()
    assert page.work.router.here.part == Section.GROUPS


def test_another_pupil_leaves_nothing_of_the_one_before(page: Shown) -> None:
    page.keys.push("Add a result")
    page.go(place.pupil(page.school().id, who(page, "Ben Roberts").id))
    words = told(page)
    assert "Ben Roberts" in words
    assert "Aneesa" not in words
    assert "Mathematics" not in words
    assert "Nobody has talked with this pupil" in words
    assert "No result is known of this pupil yet." in words
    assert not [a for a in page.page.findChildren(Asking) if a.is_open]
    assert isinstance(page.page, PupilPage)


def test_with_names_hidden_it_is_a_letter_in_every_place(page: Shown) -> None:
    page.do("hide-names")
    said_now = to_be_seen(page.window)
    assert "Pupil A" in said_now
    for word in ("Aneesa", "Khan", "A823429510002"):
        assert word not in said_now


def test_a_pupil_in_the_bin_is_said_to_be_there(page: Shown) -> None:
    aneesa = who(page, "Aneesa Khan")
    page.desk.pupils.bin(aneesa.id)
    page.settle()
    assert "This pupil is in the bin." in told(page)
    page.do("hide-names")
    assert "Aneesa" not in to_be_seen(page.window)


def test_a_pupil_who_is_undone_away_does_not_stand_in_the_way_of_others(page: Shown) -> None:
    new = page.desk.pupils.add(page.school().id, "Noor Ali")
    page.go(place.pupil(page.school().id, new.id))
    page.do("undo")
    page.settle()
    assert page.work.router.here == place.Place()
    page.do("hide-names")
    page.do("hide-names")
    page.go(place.pupil(page.school().id, who(page, "Ben Roberts").id))
    assert "Ben Roberts" in told(page)


@pytest.mark.parametrize("scale", [1.0, 2.25])
def test_nothing_is_cut_off(opened, scale: float) -> None:
    shown: Shown = opened(a_followed_pupil, scale=scale)
    shown.go(place.pupil(shown.school().id, who(shown, "Aneesa Khan").id))
    for button in ("Add a result", "Add a time"):
        shown.keys.push(button)
        QTest.qWait(100)
        assert cut_off(shown.window) == [], button
        shown.keys.press("Escape")


# --- what is entered


def test_a_result_is_entered_by_keyboard(page: Shown) -> None:
    page.keys.push("Add a result")
    page.keys.fill("Result", " 5 B ")
    page.keys.rest()
    assert "Read as 5b, 33 points." in told(page)
    page.keys.press("Return")
    page.settle()
    aneesa = who(page, "Aneesa Khan")
    kept = next(
        a for a in page.desk.assessments.of_pupil(aneesa.id) if a.point == DataPoint(2026, 1)
    )
    assert (kept.subject, kept.value, kept.points) == ("Mathematics", "5b", 33)
    assert "5b" in table(page, "Results")


def test_what_cannot_be_read_says_why_at_the_field_and_is_not_kept(page: Shown) -> None:
    aneesa = who(page, "Aneesa Khan")
    before = page.desk.assessments.of_pupil(aneesa.id)
    page.keys.push("Add a result")
    page.keys.fill("Result", "9z")
    page.keys.press("Return")
    page.settle()
    assert any("■" in words and "9z" in words for words in told(page).splitlines())
    assert page.desk.assessments.of_pupil(aneesa.id) == before
    page.keys.fill("Result", "5a")
    page.keys.press("Return")
    page.settle()
    assert "5a" in {a.value for a in page.desk.assessments.of_pupil(aneesa.id)}


def test_a_result_without_a_subject_is_not_kept(page: Shown) -> None:
    page.go(place.pupil(page.school().id, who(page, "Ben Roberts").id))
    page.keys.push("Add a result")
    page.keys.tab_to("Result")
    page.keys.press("Return")
    page.settle()
    assert asking(page).is_open
    assert page.desk.assessments.of_pupil(who(page, "Ben Roberts").id) == []


def test_return_on_a_result_changes_it_and_escape_leaves_it(page: Shown) -> None:
    page.keys.tab_to("Results")
    page.keys.press("Return")
    page.keys.fill("Result", "3a")
    page.keys.press("Escape")
    aneesa = who(page, "Aneesa Khan")
    assert "3a" not in {a.value for a in page.desk.assessments.of_pupil(aneesa.id)}
    page.keys.tab_to("Results")
    page.keys.press("Return")
    page.keys.fill("Result", "3a")
    page.keys.press("Return")
    page.settle()
    held = page.desk.assessments.of_pupil(aneesa.id)
    assert len(held) == 5
    assert "3a" in {a.value for a in held}
    page.do("undo")
    assert "3a" not in {a.value for a in page.desk.assessments.of_pupil(aneesa.id)}


def test_delete_on_a_result_puts_it_into_the_bin(page: Shown) -> None:
    page.keys.tab_to("Results")
    page.keys.press("Delete")
    page.settle()
    assert len(page.desk.assessments.of_pupil(who(page, "Aneesa Khan").id)) == 4


def test_a_time_in_a_group_is_added_and_mended(page: Shown) -> None:
    page.keys.push("Add a time")
    what = page.app.focusWidget()
    assert isinstance(what, QComboBox)
    page.keys.type("Spec")
    page.keys.fill("How it was", "School Action")
    page.keys.fill("From", "1 Sep 2024")
    page.keys.fill("Until", "1 Sep 2023")
    page.keys.press("Return")
    page.settle()
    assert "It cannot end before it begins." in told(page)
    page.keys.fill("Until", "1 Sep 2025")
    page.keys.press("Return")
    page.settle()
    aneesa = who(page, "Aneesa Khan")
    [sen] = [s for s in page.desk.pupils.spells(aneesa.id) if s.trait == "sen"]
    assert (sen.value, sen.since, sen.until) == ("A", date(2024, 9, 1), date(2025, 9, 1))
    assert "Special educational needs School Action 1 Sep 2024 1 Sep 2025" in (
        table(page, "Times in groups")
    )


def test_a_time_that_is_mended_without_a_change_is_the_same(page: Shown) -> None:
    aneesa = who(page, "Aneesa Khan")
    before = page.desk.pupils.spells(aneesa.id)
    page.keys.tab_to("Times in groups")
    page.keys.press("Return")
    page.keys.press("Return")
    page.settle()
    assert page.desk.pupils.spells(aneesa.id) == before


def test_back_goes_to_the_part_of_the_school_one_came_from(page: Shown) -> None:
    school, ben = page.school(), who(page, "Ben Roberts")
    page.go(place.school(school.id, Section.OVERVIEW))
    page.work.router.turn(2)  # by Ctrl+PgDown, from part to part
    page.go(place.pupil(school.id, ben.id))
    page.do("back")
    assert page.work.router.where().part == Section.PUPILS


def test_what_is_held_of_a_pupil_is_one_button_away(page: Shown) -> None:
    page.keys.push("What is held")
    page.settle()
    assert page.work.router.here.kind is Kind.KEEPING
    [found] = [table for table in seen(page.page, RecordTable) if table.rows.rowCount()]
    shown = [found.rows.index(0, at).data() for at in range(found.rows.columnCount())]
    assert "Aneesa Khan" in shown


def test_record_and_history_lead_on(page: Shown) -> None:
    aneesa = who(page, "Aneesa Khan")
    page.keys.push("History")
    page.settle()
    assert page.work.router.here.ref == f"pupils:{aneesa.id}"
    page.do("back")
    page.keys.push("Record")
    page.settle()
    assert page.pane("Pupils").chosen == aneesa.id


# --- the rules beneath


def test_every_line_of_the_chart_has_a_dot_for_each_point(page: Shown) -> None:
    book = page.desk.progress
    [way] = book.of_pupil(who(page, "Aneesa Khan").id)
    chart = chart_of(way, book.scales.get(SUBLEVELS))
    assert chart is not None
    assert isinstance(chart.plot, Traces)
    assert chart.plot.points == (
        "Start",
        "Summer 2025",
        "Summer 2026",
        "Autumn 2026",
        "Summer 2027",
    )
    lines = {series.trace: series.dots for series in chart.plot.series}
    assert {len(dots) for dots in lines.values()} == {5}
    assert [dot.value for dot in lines[Trace.VALUE]] == [25, 29, 31, 31, None]
    assert [dot.value for dot in lines[Trace.TARGET]] == [25, None, None, None, 37]


def test_one_result_is_no_chart(page: Shown) -> None:
    ben = who(page, "Ben Roberts")
    page.desk.assessments.put(ben, "Science", "4b", scale=SUBLEVELS)
    [way] = page.desk.progress.of_pupil(ben.id)
    assert chart_of(way, page.desk.progress.scales.get(SUBLEVELS)) is None


def test_a_standing_that_cannot_be_said_says_why(page: Shown) -> None:
    ben = who(page, "Ben Roberts")
    page.desk.assessments.put(ben, "Science", "4b", scale=SUBLEVELS)
    report = page.desk.progress.report(Cohort(page.school().id), "Science")
    [one] = report.pupils
    assert standing(one, None) == "No result to start from."


def test_points_to_choose_from_read_back_as_they_are() -> None:
    known = DataPoint(2019, 2, PointKind.RESULT)
    offered = [from_choice(c.value) for c in choices(date(2026, 11, 24), [known])]
    assert known in offered
    assert DataPoint(2026, 1) in offered
    assert DataPoint(2026, 2) not in offered  # spring is not yet
    assert DataPoint(2026, 3, PointKind.TARGET) in offered
    assert len(offered) == len(set(offered))
    assert [as_choice(point) for point in offered] == [
        c.value for c in choices(date(2026, 11, 24), [known])
    ]


@pytest.mark.parametrize(
    ("spells", "since"),
    [
        ([], None),
        ([Spell("1", "p", "fsm", "no", None, date(2026, 3, 31))], date(2026, 4, 1)),
        ([Spell("1", "p", "fsm", "yes", date(2025, 1, 6), None)], date(2025, 1, 6)),
        (
            [
                Spell("1", "p", "fsm", "yes", date(2020, 1, 6), date(2021, 1, 6)),
                Spell("2", "p", "fsm", "no", date(2021, 1, 7), date(2026, 3, 31)),
            ],
            date(2026, 4, 1),
        ),
        ([Spell("1", "p", "eal", "no", None, date(2026, 3, 31))], None),
    ],
)
def test_since_when_a_pupil_is_in_a_group(spells: list[Spell], since: date | None) -> None:
    assert since_when(Pupil("p", "", fsm=True), "fsm", spells) == since


def test_groups_are_said_once() -> None:
    keys = {"fsm", "ever6", "sen", "sen:K", "gender:F", "own:Reading mentors"}
    assert with_dates(Pupil("p", ""), keys, []) == ("FSM", "SEN support", "Reading mentors")


def test_a_time_says_how_it_was_in_words() -> None:
    assert said(Spell("1", "p", "sen", "K")) == "SEN support"
    assert said(Spell("1", "p", "sen", "")) == "None"
    assert said(Spell("1", "p", "fsm", "yes")) == "Yes"
    assert said(Spell("1", "p", "groups", "Reading mentors")) == "Reading mentors"
