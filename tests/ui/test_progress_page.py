"""Traffic lights and levels: by class, pupil by pupil, and the rule that they follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from sipdesk.export.charts import Lights
from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.progress import Light, PupilProgress, Why
from sipdesk.models.pupils import Cohort
from sipdesk.models.scales import Scale
from sipdesk.ui import place
from sipdesk.ui.pages.progress.bars import chart_of, in_words, levels_in_words
from sipdesk.ui.pages.progress.lists import Shown as Listed
from sipdesk.ui.pages.progress.lists import rows, taken
from sipdesk.ui.pages.progress.words import rule_in_words, standing
from sipdesk.ui.place import Kind, Section
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.widgets.chart import ChartView
from tests.builders import a_desk, a_pupil, a_school
from tests.drawn import drawn
from tests.ui.test_names_hidden import to_be_seen
from tests.ui.windows import Shown, offered, seen

SUBLEVELS = "nc-sublevels"
# Two sub-levels a year from the start at the end of Year 6; at the end of Year 8 four are expected.
YEAR_8 = {
    "Aneesa": ("8A", "4c", "5b"),  # four: on track
    "Ben": ("8A", "4c", "5c"),  # three: nearly
    "Chloe": ("8A", "4c", "4b"),  # one: not on track
    "Danil": ("8B", "3c", "4a"),  # five: on track
    "Ebony": ("8B", "4c", "4c"),  # none
    "Farid": ("8B", "", "5c"),  # nobody knows the start
}


def a_school_at_the_end_of_year_8(folder: Path) -> Desk:
    """Six pupils of two classes in mathematics, one of Year 7 without results."""
    desk = a_desk(folder, "2026-07-14 17:00")
    school = a_school(desk)
    start = DataPoint(2024, 0, PointKind.BASELINE)
    points = [DataPoint(2024, 3), DataPoint(2025, 1), DataPoint(2025, 3)]
    for name, (form, first, last) in YEAR_8.items():
        pupil = a_pupil(desk, school, f"{name} Hall", form=form, year="Year 8")
        if first:
            desk.assessments.put(pupil, "Mathematics", first, scale=SUBLEVELS, point=start)
        for point in points if name == "Ebony" else points[-1:]:
            desk.assessments.put(pupil, "Mathematics", last, scale=SUBLEVELS, point=point)
    a_pupil(desk, school, "Gwen Hall", form="7A", year="7")
    return desk


@pytest.fixture
def page(opened) -> Shown:
    """The progress of Year 8, under the traffic light of Key Stage 3."""
    shown: Shown = opened(a_school_at_the_end_of_year_8)
    shown.go(place.school(shown.school().id, Section.PROGRESS))
    choose(shown, "Rule", "Key Stage 3 traffic light")
    return shown


def choose(shown: Shown, name: str, entry: str) -> None:
    """Choose in a drop-down with the arrows."""
    shown.keys.tab_to(name)
    box = shown.app.focusWidget()
    assert isinstance(box, QComboBox)
    shown.keys.press("Home")
    while not box.currentText().startswith(entry):
        assert box.currentIndex() < box.count() - 1, entry
        shown.keys.press("Down")
    shown.settle()


def told(shown: Shown) -> str:
    words = "\n".join(each.text() for each in seen(shown.page, QLabel) if each.text())
    return words.replace("\N{NO-BREAK SPACE}", " ")


def listed(shown: Shown) -> list[str]:
    """“● Aneesa Hall”: each line's light and name."""
    [table] = seen(shown.page, RecordTable) or [None]  # type: ignore[list-item]
    if table is None:
        return []
    light = table.rows.columns[0]
    return [f"{table.rows.said(row, light)}: {row.name}" for row in table.records()]


def test_the_most_urgent_come_first_each_with_word_and_shape(page: Shown) -> None:
    assert listed(page) == [
        "■ Not on track: Chloe Hall",
        "■ Not on track: Ebony Hall",
        "▲ Nearly: Ben Hall",
        "● On track: Aneesa Hall",
        "● On track: Danil Hall",
        "Cannot say: Farid Hall",
    ]


def test_it_opens_at_the_year_with_most_pupils(page: Shown) -> None:
    page.keys.tab_to("Year")
    box = page.app.focusWidget()
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Year 8"


def test_a_year_that_all_have_left_is_offered_no_more(page: Shown) -> None:
    today = page.desk.clock.now().date()
    a_pupil(page.desk, page.school(), "Gone Today", year="Year 13", form="13G", left_on=today)
    a_pupil(page.desk, page.school(), "Still Here", year="Year 12", form="12H")
    page.settle()
    years = offered(page, "Year")
    assert "Year 12" in years
    assert "Year 13" not in years


def test_every_sum_says_of_how_many_pupils(page: Shown) -> None:
    words = told(page)
    assert "6 pupils: 2 on track, 1 nearly, 2 not on track; 1 cannot be judged." in words
    assert "Of 5 pupils whose levels can be counted, 2 (40%) made none, 3 (60%) made one" in words


def test_each_class_is_a_bar_with_its_numbers(page: Shown) -> None:
    [chart] = seen(page.page, ChartView)
    assert chart._chart is not None
    assert isinstance(chart._chart.plot, Lights)
    bars = {b.label: (b.count, b.green, b.amber, b.red, b.without) for b in chart._chart.plot.bars}
    assert bars == {
        "8A": ("3", 1, 1, 1, 0),
        "8B": ("3", 1, 0, 1, 1),
        "Altogether": ("6", 2, 1, 2, 1),
    }


def test_a_class_on_its_own(page: Shown) -> None:
    choose(page, "Class", "8B")
    assert [line.split(": ")[1] for line in listed(page)] == [
        "Ebony Hall",
        "Danil Hall",
        "Farid Hall",
    ]
    assert "3 pupils: 1 on track, 0 nearly, 1 not on track; 1 cannot be judged." in told(page)


@pytest.mark.parametrize(
    ("which", "names"),
    [
        (Listed.NONE_MADE, ["Chloe Hall", "Ebony Hall"]),
        (Listed.ONE_MADE, ["Ben Hall", "Aneesa Hall", "Danil Hall"]),
        (Listed.STUCK, ["Ebony Hall"]),
        (Listed.CANNOT_SAY, ["Farid Hall"]),
        (Listed.AMBER, ["Ben Hall"]),
    ],
)
def test_those_to_think_of_are_named(page: Shown, which: Listed, names: list[str]) -> None:
    report = page.desk.progress.report(
        Cohort(page.school().id, "Year 8"), "Mathematics", "ks3-traffic-light"
    )
    found = rows(report.pupils, page.work.view.names(page.school().id), _scale(page))
    assert [row.name for row in taken(found, which)] == names


def test_the_list_is_narrowed_by_keyboard(page: Shown) -> None:
    page.keys.answer("Who is listed", "s")
    page.settle()
    assert [line.split(": ")[1] for line in listed(page)] == ["Ebony Hall"]


def test_who_cannot_be_judged_is_listed_with_the_reason(page: Shown) -> None:
    [table] = seen(page.page, RecordTable)
    assert "No result to start from" in drawn(table)


def test_return_opens_the_pupil(page: Shown) -> None:
    page.keys.tab_to("Progress of pupils")
    page.keys.press("Down")
    page.keys.press("Return")
    page.settle()
    here = page.work.router.here
    assert here.kind is Kind.PUPIL
    assert page.desk.pupils.get(here.ref).name in ("Ebony Hall", "Chloe Hall")


def test_the_rule_can_be_read_beside_its_figures(page: Shown) -> None:
    words = told(page)
    assert "Green: 2 sub-levels a year from the start, whatever the start was." in words
    assert "Amber: short of that, but by no more than 1 sub-level." in words
    assert "“ks3-traffic-light.toml”" in words


def test_how_far_amber_reaches_is_a_setting_and_the_lights_follow(page: Shown) -> None:
    choose(page, "Amber reaches", "3 steps")
    page.work.flush()
    page.settle()
    assert page.desk.progress.amber == 3
    assert "▲ Nearly: Chloe Hall" in listed(page)
    assert "Amber: short of that, but by no more than 3 sub-levels." in told(page)
    page.do("undo")
    page.settle()
    assert "■ Not on track: Chloe Hall" in listed(page)


def test_a_result_that_comes_changes_the_lights(page: Shown) -> None:
    pupils = page.desk.pupils.of_school(page.school().id)
    chloe = next(p for p in pupils if p.name == "Chloe Hall")
    at = DataPoint(2025, 3)
    page.desk.assessments.put(chloe, "Mathematics", "5a", scale=SUBLEVELS, point=at)
    page.settle()
    assert "● On track: Chloe Hall" in listed(page)


def test_a_year_without_results_says_so(page: Shown) -> None:
    choose(page, "Year", "Year 7")
    assert "None of these pupils has a result in this subject." in told(page)
    assert listed(page) == []


def test_a_school_without_results_is_asked_for_them(opened) -> None:
    from tests.pictures import desks

    shown: Shown = opened(desks.bare)
    shown.go(place.school(shown.school().id, Section.PROGRESS))
    shown.keys.push("Import results…")
    assert shown.work.router.here == place.importing(shown.school().id, "pupils")


def test_with_names_hidden_no_pupil_is_named(page: Shown) -> None:
    page.do("hide-names")
    words = to_be_seen(page.window)
    assert "Pupil B" in words
    assert not [name for name in YEAR_8 if name in words]


# --- in words


def test_a_bar_for_all_only_where_there_are_several_classes(page: Shown) -> None:
    book, school_id = page.desk.progress, page.school().id
    for form, labels in (("8A", ["8A"]), ("", ["8A", "8B", "Altogether"])):
        report = book.report(Cohort(school_id, "Year 8", form), "Mathematics")
        chart = chart_of(report.classes, report.altogether[0])
        assert [bar.label for bar in chart.plot.bars] == labels  # type: ignore[union-attr]
        assert chart.alt == in_words(report.altogether[0])


def test_levels_are_said_only_where_a_rule_counts_them(page: Shown) -> None:
    book = page.desk.progress
    report = book.report(Cohort(page.school().id), "Mathematics", "scaled-scores")
    assert levels_in_words(report.altogether[0], report.rule) == ""


def test_every_rule_can_be_said_in_words(page: Shown) -> None:
    book = page.desk.progress
    for rule in book.rules.all:
        lines = rule_in_words(rule, rule.amber, book.scales)
        assert any(line.startswith("Green: ") for line in lines)
        assert any(line.startswith("Red: ") for line in lines)


def test_a_standing_says_what_is_short(page: Shown) -> None:
    report = page.desk.progress.report(Cohort(page.school().id), "Mathematics", "ks3-traffic-light")
    said = {one.name: standing(one, _scale(page)(SUBLEVELS)) for one in report.pupils}
    assert said["Ben Hall"].startswith("At 5c, 1 sub-level short of the 5b expected by now.")
    assert said["Danil Hall"].startswith("At 4a; 4b is expected by now.")
    assert said["Ebony Hall"].endswith("Stuck: no higher for several data points.")


def test_a_reason_is_a_sentence() -> None:
    one = PupilProgress(
        "1", "", "", "", "Science", None, None, "", Light.CANNOT_SAY, Why.ANOTHER_SCALE
    )
    assert standing(one, None) == "Start and result are on scales that cannot be compared."


def _scale(shown: Shown) -> Callable[[str], Scale]:
    return shown.desk.progress.scales.get
