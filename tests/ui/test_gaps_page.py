"""Gaps on screen: what is chosen, what is said of it, what goes on a wall and out of the window."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from sipdesk.export.audience import Audience
from sipdesk.export.charts import Gaps
from sipdesk.export.content.gap_words import gap
from sipdesk.export.content.prose import gate_for
from sipdesk.models.gaps import GapBook, GapReport, GapRow, Measure, Note
from sipdesk.models.gaps.words import NOTES
from sipdesk.models.pupils import Cohort, year_in_words
from sipdesk.ui import place
from sipdesk.ui.gap_request import GapRequest
from sipdesk.ui.pages.gaps import GapsPage
from sipdesk.ui.pages.gaps.board import NO_GROUPS
from sipdesk.ui.pages.gaps.choice import GapChoice
from sipdesk.ui.pages.gaps.cohorts import cohort_choices, cohort_of
from sipdesk.ui.pages.gaps.figures import for_governors, reckoning
from sipdesk.ui.pages.gaps.projector import NOTHING, Projector
from sipdesk.ui.pages.gaps.slides import TOGETHER, Slide, slides
from sipdesk.ui.place import Section
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.widgets.chart import ChartView
from sipdesk.ui.widgets.empty import EmptyPlace
from tests.builders import a_pupil
from tests.drawn import drawn
from tests.pictures import desks
from tests.pictures.measure import cut_off
from tests.ui.windows import Shown, offered, seen


@pytest.fixture
def gaps(shown: Shown) -> Shown:
    """The gaps of the sample school in front."""
    to_gaps(shown)
    return shown


def to_gaps(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.GAPS))


def table(shown: Shown) -> RecordTable:
    (found,) = seen(shown.page, RecordTable)
    return found


def column(shown: Shown, label: str) -> list[str]:
    """What a column says, from top to bottom."""
    found = table(shown)
    at = next(at for at, c in enumerate(found.rows.columns) if c.label == label)
    return [str(found.rows.index(row, at).data()) for row in range(found.rows.rowCount())]


def words(shown: Shown) -> str:
    return "\n".join(label.text() for label in seen(shown.page, QLabel))


def choose(shown: Shown, what: str, *keys: str) -> None:
    """Go to a choice by Tab and change it by keys."""
    shown.keys.tab_to(what)
    for key in keys:
        shown.keys.press(key)
    shown.settle()


def push(shown: Shown, what: str) -> None:
    """Press a button, and wait for what it asks for."""
    shown.keys.push(what)
    shown.settle()


def rows_now(shown: Shown) -> list[GapRow]:
    return [line.row for line in table(shown).records()]


def reckoned(shown: Shown, **asked: object) -> GapReport:
    """The same from the model, asked without the page."""
    cohort = Cohort(shown.school().id)
    return shown.desk.gaps.report(cohort, **asked)  # type: ignore[arg-type]


# --- the page


def test_an_empty_place_says_what_belongs_there(opened) -> None:
    bare = opened(desks.bare)
    to_gaps(bare)
    (empty,) = seen(bare.page, EmptyPlace)
    assert "It begins with the school's results." in words(bare)
    assert empty.button.text() == "Import results"
    assert seen(bare.page, RecordTable) == []


def test_every_figure_is_the_model_s(gaps: Shown) -> None:
    shown = rows_now(gaps)
    assert len({row.subject for row in shown}) > 1
    assert set(shown) <= set(reckoned(gaps).rows)
    first = shown[0]
    assert column(gaps, "Gap to all (of)")[0] == f"{gap(first.gap_to_whole)} ({first.whole_pupils})"
    assert column(gaps, "Gap to rest (of)")[0] == f"{gap(first.gap_to_rest)} ({first.rest_pupils})"


def test_each_subject_stands_at_the_last_point_that_was_reached(gaps: Shown) -> None:
    reached = [p for p in gaps.desk.assessments.points(gaps.school().id) if p.kind == "current"]
    assert {row.point for row in rows_now(gaps)} == {reached[-1]}


def test_whether_it_closes_is_a_word_with_its_shape(gaps: Shown) -> None:
    told = drawn(table(gaps))
    for said in ("■ Not closing", "● Closing"):
        assert said in told
    assert "Cannot say" in told
    assert re.search(r"\d, few", told)


def test_the_reason_stands_below_the_chosen_row(gaps: Shown) -> None:
    found = next(line for line in table(gaps).records() if Note.FEW in line.row.notes)
    table(gaps).choose(found.id)
    gaps.settle()
    assert NOTES[Note.FEW] in words(gaps)
    assert f"{found.group}, {found.subject}" in words(gaps)


def test_who_had_no_value_is_said(gaps: Shown) -> None:
    found = next(line for line in table(gaps).records() if line.row.without_value)
    table(gaps).choose(found.id)
    gaps.settle()
    assert f"{found.row.without_value} had no value" in found.beware
    assert f"{found.row.without_value} of the group and" in words(gaps)


def test_narrow_but_low_is_warned_of(gaps: Shown) -> None:
    choose(gaps, "Which pupils", "Down")  # one year group: of several nothing is expected
    low = [line for line in table(gaps).records() if Note.NARROW_BUT_LOW in line.row.notes]
    assert low
    assert all(line.beware.startswith("Narrow but low") for line in low)
    told = drawn(table(gaps))
    assert told.count("▲ Narrow but low") == len(low)
    table(gaps).choose(low[0].id)
    gaps.settle()
    assert NOTES[Note.NARROW_BUT_LOW] in words(gaps)


def test_the_chart_is_of_the_chosen_row_s_subject(gaps: Shown) -> None:
    (chart,) = seen(gaps.page, ChartView)
    last = table(gaps).records()[-1]
    table(gaps).choose(last.id)
    assert chart.accessibleName().startswith(last.subject)
    assert last.group in chart.accessibleDescription()


# --- choices


def test_one_subject_needs_no_column_for_it(gaps: Shown) -> None:
    assert "Subject" in [c.label for c in table(gaps).rows.columns]
    choose(gaps, "Which subject", "Down")
    assert "Subject" not in [c.label for c in table(gaps).rows.columns]
    (subject,) = {row.subject for row in rows_now(gaps)}
    assert subject in gaps.desk.assessments.subjects(gaps.school().id)


def test_a_cohort_has_its_own_figures(gaps: Shown) -> None:
    choose(gaps, "Which pupils", "Down", "Down")
    year = cohort_choices(gaps.desk.pupils.of_school(gaps.school().id))[2]
    cohort = cohort_of(gaps.school().id, year.value)
    report = gaps.desk.gaps.report(cohort)
    assert set(rows_now(gaps)) <= set(report.rows)


def test_a_data_point_of_before_can_be_looked_at(gaps: Shown) -> None:
    choose(gaps, "Which data point", "End")
    points = gaps.desk.assessments.points(gaps.school().id)
    assert {row.point for row in rows_now(gaps)} == {points[0]}


def test_shares_of_pupils_in_place_of_averages(gaps: Shown) -> None:
    choose(gaps, "What is compared", "Down")
    expected = reckoned(gaps, measure=Measure.AT_OR_ABOVE).rows
    assert rows_now(gaps)
    assert set(rows_now(gaps)) <= set(expected)
    assert all("%" in said or said == "–" for said in column(gaps, "Average"))


def test_only_some_groups_are_compared(gaps: Shown) -> None:
    everybody = set(column(gaps, "Group"))
    push(gaps, "Groups…")
    push(gaps, "Girls")
    assert set(column(gaps, "Group")) == everybody - {"Girls"}
    push(gaps, "All groups")
    assert set(column(gaps, "Group")) == everybody


def test_a_choice_of_nothing_says_so(gaps: Shown) -> None:
    page = gaps.page
    assert isinstance(page, GapsPage)
    page._board._bar._grouped(())
    gaps.settle()
    assert "there are no figures" in words(gaps)
    assert seen(page, RecordTable) == []


def test_the_last_choice_is_kept_for_a_page_made_anew(gaps: Shown) -> None:
    choose(gaps, "Which subject", "Down")
    (subject,) = {row.subject for row in rows_now(gaps)}
    again = GapsPage(gaps.work.view, gaps.school().id, gaps.work)
    assert again._board.wanted.subject == subject
    again.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    written = [f.read_text("utf-8") for f in gaps.desk.store.path.parent.glob("*.ini")]
    assert not any(subject in text for text in written)


def test_nothing_is_reckoned_again_before_something_has_changed(gaps: Shown, monkeypatch) -> None:
    asked: list[object] = []
    real = GapBook.report
    monkeypatch.setattr(GapBook, "report", lambda *a, **k: (asked.append(a), real(*a, **k))[1])
    gaps.go(place.school(gaps.school().id, Section.PLAN))
    to_gaps(gaps)
    assert asked == []
    a_pupil(gaps.desk, gaps.school(), "One More")
    gaps.settle()
    assert len(asked) == 1


def test_cohorts_are_offered_year_by_year_with_their_classes(desk) -> None:
    school = desk.schools.add("Northgate")
    for year, form in (("Year 10", "10B"), ("9", "9 K"), ("Year 9", "9B"), ("", "")):
        a_pupil(desk, school, f"Pupil {form}", year=year, form=form)
    offered = cohort_choices(desk.pupils.of_school(school.id))
    assert [choice.label for choice in offered] == [
        "The whole school",
        "Year 9",
        "Year 9, 9 K",
        "Year 9, 9B",
        "Year 10",
        "Year 10, 10B",
    ]
    cohort = cohort_of(school.id, offered[2].value)
    assert (year_in_words(cohort.year), cohort.form) == ("Year 9", "9 K")


def test_a_class_that_all_have_left_is_offered_no_more(gaps: Shown) -> None:
    today = gaps.desk.clock.now().date()
    a_pupil(gaps.desk, gaps.school(), "Gone Today", year="Year 13", form="13G", left_on=today)
    a_pupil(gaps.desk, gaps.school(), "Still Here", year="Year 13", form="13H")
    gaps.settle()
    assert [each for each in offered(gaps, "Which pupils") if "13" in each] == [
        "Year 13",
        "Year 13, 13H",
    ]


# --- out of the page


def test_a_document_is_asked_for_as_it_was_chosen(gaps: Shown) -> None:
    asked: list[tuple[str, str]] = []
    gaps.page.exportRequest.connect(lambda what, ref: asked.append((what, ref)))
    choose(gaps, "Which subject", "Down")
    choose(gaps, "Who reads it", "Down")
    choose(gaps, "Small groups", "Down")
    push(gaps, "Report as PDF")
    push(gaps, "Workbook")
    (subject,) = {row.subject for row in rows_now(gaps)}
    request = GapRequest(
        gaps.school().id,
        audience=Audience.AUTHORITY.value,
        subjects=(subject,),
        measure="AVERAGE",
        threshold=6,
    )
    assert asked == [("gaps-pdf", request.ref), ("gaps-excel", request.ref)]
    assert GapRequest.of(asked[0][1]) == request


def test_the_data_point_that_is_shown_is_the_one_that_is_written(gaps: Shown) -> None:
    asked: list[str] = []
    gaps.page.exportRequest.connect(lambda _, ref: asked.append(ref))
    choose(gaps, "Which data point", "End")
    point = gaps.page._board.wanted.point
    assert point is not None
    assert {row.point for row in rows_now(gaps)} <= {point}
    if not rows_now(gaps):
        choose(gaps, "Which data point", "Up")
        point = gaps.page._board.wanted.point
    push(gaps, "Report as PDF")
    assert [GapRequest.of(ref).point for ref in asked] == [point]


def test_with_no_group_ticked_there_is_nothing_to_write(gaps: Shown) -> None:
    asked: list[str] = []
    gaps.page.exportRequest.connect(lambda _, ref: asked.append(ref))
    gaps.page._board._bar._grouped(())
    gaps.settle()
    assert seen(gaps.page, RecordTable) == []
    for words_of in ("Report as PDF", "Workbook"):
        push(gaps, words_of)
        assert gaps.messages()[-1] == NO_GROUPS
    assert asked == []


def test_for_the_head_nothing_is_hidden_and_nothing_to_choose(gaps: Shown) -> None:
    choose(gaps, "Who reads it", "End")
    assert gaps.page._board.wanted.audience is Audience.HEAD
    assert gaps.page._board._leaving._hidden.isHidden()


# --- on the wall


@pytest.fixture
def wall(gaps: Shown) -> Projector:
    push(gaps, "Project")
    made = gaps.page.wall
    assert isinstance(made, Projector)
    gaps.keys.wait_for(made.isActiveWindow)
    return made


def test_arrows_go_subject_by_subject_and_figure_by_figure(gaps: Shown, wall: Projector) -> None:
    first = wall.slide
    assert first is not None
    assert wall.words().startswith(first.title)
    gaps.keys.press("Right")
    assert wall.slide is not first
    gaps.keys.press("Left")
    assert wall.slide is first
    together = sum(not figure.group for figure in first.figures)
    gaps.keys.press("Down", times=together)
    assert wall.figure is not None
    assert wall.figure.group
    assert wall.figure.meaning in wall.words()
    gaps.keys.press("Up", times=99)
    assert wall.figure is first.figures[0]
    gaps.keys.press("Down", times=99)
    assert wall.figure is first.figures[-1]
    gaps.keys.press("End")
    gaps.keys.press("Right")
    assert wall.slide is not first
    assert wall.grab().width() > 0


def test_escape_comes_back_to_the_button(gaps: Shown, wall: Projector) -> None:
    gaps.keys.press("Escape")
    gaps.settle()
    assert gaps.page.wall is None
    gaps.keys.wait_for(gaps.window.isActiveWindow)
    assert gaps.keys.where() == "Project…"


def test_the_wall_goes_with_its_page(gaps: Shown, wall: Projector) -> None:
    gaps.go(place.Place())
    assert gaps.page is not None
    assert not any(isinstance(w, Projector) and w.isVisible() for w in gaps.app.topLevelWidgets())


def on_the_wall(shown: Shown, **wanted: object) -> list[Slide]:
    seen_here = reckoning(shown.desk, shown.school().id, GapChoice(**wanted))()  # type: ignore[arg-type]
    material = for_governors(shown.desk, seen_here, 5)
    return slides(material, gate_for(material.about, material.audience))


def test_no_name_and_no_small_group_gets_on_the_wall(shown: Shown) -> None:
    made = on_the_wall(shown)
    said = repr(made)
    names = {p.name for p in shown.desk.pupils.of_school(shown.school().id)}
    assert [name for name in names if name in said] == []
    few = [row for row in reckoned(shown).rows if row.small]
    assert few
    for slide in made:
        for figure in slide.figures:
            assert isinstance(figure.plot, Gaps)
            for bar in figure.plot.bars:
                assert int(bar.count) > 5


def test_each_chart_of_a_subject_has_the_same_axis_and_can_be_read(shown: Shown) -> None:
    for slide in on_the_wall(shown):
        plots = [f.plot for f in slide.figures if isinstance(f.plot, Gaps)]
        assert len({plot.axis for plot in plots}) == 1
        assert all(len(plot.bars) <= TOGETHER for plot in plots)
        alone = [figure for figure in slide.figures if figure.group]
        together = [bar for f in slide.figures if not f.group for bar in f.plot.bars]
        assert [bar.label for bar in together] == [figure.group for figure in alone]


def test_with_nothing_to_show_the_wall_says_so(qtbot) -> None:
    wall = Projector([])
    qtbot.addWidget(wall)
    wall.resize(800, 600)
    assert wall.words() == NOTHING
    assert wall.grab().width() > 0


# --- names, sizes


def test_own_groups_that_say_a_name_are_masked_with_the_names(shown: Shown) -> None:
    school = shown.school()
    pupil = shown.desk.pupils.of_school(school.id)[0]
    first = pupil.name.split()[0]
    counted = {a.pupil_id for a in shown.desk.assessments.of_school(school.id)}
    with shown.desk.step("Name a group"):
        for ref in list(counted)[:8]:
            shown.desk.pupils.edit(ref, groups=(f"{first} and friends",))
    to_gaps(shown)
    assert any(first in group for group in column(shown, "Group"))
    shown.do("hide-names")
    assert not any(first in group for group in column(shown, "Group"))
    assert any("a pupil and friends" in group.casefold() for group in column(shown, "Group"))


@pytest.mark.parametrize("scale", [1.0, 2.25])
def test_nothing_is_cut_off(opened, scale: float) -> None:
    shown = opened(desks.lived, scale=scale)
    to_gaps(shown)
    shown.keys.push("Groups…")
    shown.keys.rest(120)
    assert cut_off(shown.window) == []
