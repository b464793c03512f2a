"""Target groups, voice beside data, surveys, parents and attendance, by the keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QWidget

from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.progress.records import Light, PupilProgress, Trajectory, Why
from sipdesk.models.pupils import Pupil
from sipdesk.models.tracking.ratings import ParentRating
from sipdesk.models.tracking.voice import Standing
from sipdesk.models.visits import YesPartlyNo
from sipdesk.ui import place
from sipdesk.ui.pages.groups import GroupsPage
from sipdesk.ui.pages.groups.count_cells import pasted
from sipdesk.ui.pages.groups.count_grid import CountGrid
from sipdesk.ui.pages.groups.lights import standing
from sipdesk.ui.place import Kind, Section
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.widgets.empty import EmptyPlace
from tests.builders import a_pupil
from tests.pictures import desks
from tests.pictures.measure import cut_off
from tests.ui.windows import Shown, seen

PARTS = ("targets", "voice", "surveys", "parents", "attendance")


@pytest.fixture
def bare(opened) -> Shown:
    """A school about which nothing is known yet."""
    return opened(desks.bare)


@pytest.fixture
def few(bare: Shown) -> Shown:
    """The same school with four pupils."""
    for name in ("Ada Okafor", "Ben Khan", "Chloe Price", "Dan O'Neill"):
        a_pupil(bare.desk, bare.school(), name)
    return bare


def to(shown: Shown, part: str) -> None:
    shown.go(place.school(shown.school().id, Section.GROUPS, part))


def table(shown: Shown, name: str) -> RecordTable:
    """A table that is on the page, by what it is called."""
    return next(t for t in seen(shown.page, RecordTable) if t.accessibleName() == name)


def column(shown: Shown, name: str, label: str) -> list[str]:
    """What a column says, from top to bottom."""
    found = table(shown, name)
    at = next(at for at, c in enumerate(found.rows.columns) if c.label == label)
    return [str(found.rows.index(row, at).data()) for row in range(found.rows.rowCount())]


def words(shown: Shown) -> str:
    """All sentences on the page."""
    return "\n".join(label.text() for label in seen(shown.page, QLabel))


def pupils(shown: Shown) -> dict[str, Pupil]:
    return {p.name: p for p in shown.desk.pupils.of_school(shown.school().id)}


# --- empty places


@pytest.mark.parametrize(
    ("part", "belongs", "action"),
    [
        ("targets", "who led the sessions", "Add a target group"),
        ("voice", "says on track and is red", "To the pupils"),
        ("surveys", "again at its end", "Add a survey"),
        ("parents", "5 is best", "Rate a pupil's parents"),
        ("attendance", "half days", "Import a file"),
    ],
)
def test_an_empty_place_says_what_belongs_there(bare, part: str, belongs: str, action: str) -> None:
    to(bare, part)
    (empty,) = seen(bare.page, EmptyPlace)
    assert belongs in words(bare)
    assert empty.button.text() == action


def test_the_parts_are_reached_by_the_keyboard(bare: Shown) -> None:
    to(bare, "targets")
    bare.keys.tab_to("Parts of groups and voice")
    bare.keys.press("Right")
    assert "says on track and is red" in words(bare)
    assert isinstance(bare.page, GroupsPage)


# --- target groups


def test_a_target_group_from_nothing_to_its_sum(few: Shown) -> None:
    to(few, "targets")
    few.keys.push("Add a target group")
    few.keys.replace("Mentored, autumn")
    few.keys.tab_to("Levels are read as")
    few.keys.type("nat")
    few.keys.press("Down")
    few.keys.push("Add pupils")
    few.keys.type("oka\n")
    few.keys.type("khan\n")
    few.keys.push("Done, find a pupil")
    assert column(few, "Pupils of this group", "Pupil") == ["Ada Okafor", "Ben Khan"]
    for level, value in (("Level before", "3b"), ("Target", "4c"), ("Outcome", "4b")):
        few.keys.fill(level, value)
    few.work.flush()
    few.settle()
    assert column(few, "Pupils of this group", "Result") == ["No outcome yet", "Exceeded"]
    assert "2 pupils: 0 met the target, 1 went beyond it, 0 missed it." in words(few)
    assert "1 without an outcome yet" in words(few)
    assert "1 pupil made 3" in words(few)


def test_pupils_who_are_in_are_not_offered_again(few: Shown) -> None:
    book = few.desk.tracking.targets
    group = book.add(few.school().id, "Readers", "nc-sublevels")
    book.add_member(group.id, pupils(few)["Ada Okafor"].id)
    to(few, group.id)
    few.keys.push("Add pupils")
    few.keys.type("oka")
    assert "Nobody is called that" in words(few)


def test_the_finder_leads_into_what_it_found(few: Shown) -> None:
    group = few.desk.tracking.targets.add(few.school().id, "Readers", "nc-sublevels")
    to(few, group.id)
    few.keys.push("Add pupils")
    few.keys.type("o")  # Okafor and O'Neill
    assert column(few, "Find a pupil for this group: who was found", "Pupil") == [
        "Ada Okafor",
        "Dan O'Neill",
    ]
    few.keys.press("Down")
    few.keys.press("Down")
    few.keys.press("Return")
    assert column(few, "Pupils of this group", "Pupil") == ["Dan O'Neill"]
    few.keys.press("Escape")
    assert few.keys.where() == "Level before"


def test_a_level_that_cannot_be_read_is_named_and_kept(few: Shown) -> None:
    book = few.desk.tracking.targets
    group = book.add(few.school().id, "Readers", "nc-sublevels")
    book.add_member(group.id, pupils(few)["Ada Okafor"].id, before="3b", target="4c", outcome="4x")
    to(few, group.id)
    assert column(few, "Pupils of this group", "Outcome") == ["4x"]
    assert column(few, "Pupils of this group", "Result") == ["Cannot be read"]
    assert "outcome: " in words(few)


def test_the_same_intervention_by_who_led_it_beside_another_term(few: Shown) -> None:
    book, school = few.desk.tracking.targets, few.school().id
    for title, outcomes in (("Autumn", ("3a", "3b", "4c")), ("Spring", ("3b", "3b", "3a"))):
        group = book.add(school, title, "nc-sublevels")
        for pupil, led_by, outcome in zip(
            pupils(few).values(), ("Teacher", "Assistant", "Assistant"), outcomes, strict=False
        ):
            book.add_member(group.id, pupil.id, led_by=led_by, before="3b", outcome=outcome)
    to(few, group.id)
    assert column(few, "By who led it", "Led by") == ["Assistant", "Teacher"]
    assert column(few, "By who led it", "Made it") == ["1", "0"]
    assert column(few, "By who led it", "Share") == ["50%", "0%"]
    assert "A group this small says little" in words(few)
    few.keys.tab_to("Compare with another group")
    few.keys.press("Down")
    assert column(few, "By who led it", "Group") == ["Spring", "Spring", "Autumn", "Autumn"]
    assert column(few, "By who led it", "Made it") == ["1", "0", "1", "1"]


def test_a_group_in_the_bin_comes_back_with_its_pupils(few: Shown) -> None:
    book = few.desk.tracking.targets
    group = book.add(few.school().id, "Readers", "nc-sublevels")
    book.add_member(group.id, pupils(few)["Ada Okafor"].id)
    to(few, group.id)
    few.keys.push("Bin, chosen in Target groups")
    assert "who led the sessions" in words(few)
    few.do("undo")
    assert column(few, "Pupils of this group", "Pupil") == ["Ada Okafor"]


def test_the_history_of_a_member_says_what_was_changed(few: Shown) -> None:
    book = few.desk.tracking.targets
    group = book.add(few.school().id, "Readers", "nc-sublevels")
    book.add_member(group.id, pupils(few)["Ada Okafor"].id, before="3b")
    to(few, group.id)
    few.keys.fill("Outcome", "3a")
    few.keys.push("History, chosen in Pupils of this group")
    assert few.work.router.here.kind is Kind.HISTORY
    assert "Edit target group" in everything_said(few.page)


# --- voice beside data


def way(subject: str, light: Light, why: Why = Why.NONE) -> Trajectory:
    progress = PupilProgress("p", "", "Year 9", "", subject, None, None, "", light, why)
    return Trajectory(subject, "nc-sublevels", (), (), (), (), progress)


def test_the_poorest_light_stands_for_a_pupil() -> None:
    ways = (way("English", Light.GREEN), way("Art", Light.RED), way("Maths", Light.RED))
    assert standing(ways) == Standing("red", "Art, Maths")
    assert standing(ways, "English") == Standing("green", "English")


def test_without_a_light_it_is_said_why() -> None:
    assert standing(()).reason == "There are no results to judge by."
    unjudged = (way("English", Light.CANNOT_SAY, Why.NO_BASELINE),)
    assert standing(unjudged) == Standing("", "No result to start from.")
    assert standing(unjudged, "Art").reason == "There are no results to judge by."


def test_who_says_on_track_and_is_red_stands_first(shown: Shown) -> None:
    to(shown, "voice")
    side_by_side = column(shown, "Voice and data", "Side by side")
    assert side_by_side[0] == "Says on track and is red"
    assert side_by_side == sorted(side_by_side, key=list(dict.fromkeys(side_by_side)).index)
    says, data = (column(shown, "Voice and data", head)[0] for head in ("Says", "Data"))
    assert (says, data) == ("On track", "Red")
    count = side_by_side.count("Says on track and is red")
    assert f"Say on track and are red: {count}." in words(shown)


def test_the_last_words_stand_below_and_the_pupil_is_a_key_away(shown: Shown) -> None:
    to(shown, "voice")
    shown.keys.tab_to("Voice and data")
    chosen = table(shown, "Voice and data").current_id()
    talk = next(t for t in shown.desk.tracking.talks(shown.school().id) if t.pupil_id == chosen)
    assert talk.said is not None
    assert talk.said.on_track is YesPartlyNo.YES
    assert talk.said.quote in words(shown)
    shown.keys.press("Return")
    assert shown.work.router.here.kind is Kind.PUPIL
    assert shown.work.router.here.ref == chosen


def test_one_subject_can_be_laid_beside_the_words(shown: Shown) -> None:
    to(shown, "voice")
    before = column(shown, "Voice and data", "Data")
    shown.keys.tab_to("Whose light")
    shown.keys.press("Down")
    after = column(shown, "Voice and data", "Data")
    assert before.count("Red") > after.count("Red")


# --- surveys


def test_a_survey_asked_twice_by_the_keyboard(few: Shown) -> None:
    to(few, "surveys")
    few.keys.push("Add a survey")
    few.keys.push("Reading at home")
    few.keys.push("Add a round")
    few.keys.type("5\n3\n1\n0\n")  # the first question, from “Never” to “Most days”
    few.work.flush()
    few.settle()
    assert "It has to be asked a second time" in words(few)
    few.at("17:00")
    few.keys.push("Add a round")
    few.keys.type("1\n1\n12")
    few.keys.press("Backspace")
    few.keys.type("\n6")
    few.work.flush()
    few.settle()
    survey = few.desk.tracking.surveys.of_school(few.school().id)[0]
    assert [r.counts for r in few.desk.tracking.surveys.rounds(survey.id)] == [
        {"0": [5, 3, 1, 0]},
        {"0": [1, 1, 1, 6]},
    ]
    assert column(few, "What has changed", "Change")[0] == "Better, +1.8"
    assert column(few, "What has changed", "Favourable first")[0] == "1 of 9 (11%)"
    assert column(few, "What has changed", "Change")[1] == "Cannot be said"
    assert "of 1 questions answered both times 1 got better" in words(few)


def survey_of(shown: Shown, *rounds: dict[str, list[int]]) -> CountGrid:
    book = shown.desk.tracking.surveys
    made = book.add(shown.school().id, "Two things", ("I like it.", "I can do it."), ("No", "Yes"))
    for day, counts in enumerate(rounds, start=1):
        book.add_round(made.id, date(2026, 9, day), counts)
    to(shown, made.id)
    return seen(shown.page, CountGrid)[0]


def test_the_grid_goes_by_arrows_and_is_left_by_tab(bare: Shown) -> None:
    grid = survey_of(bare, {"0": [1, 2]})
    bare.keys.tab_to("How many gave each answer")
    bare.keys.press("Down")
    bare.keys.type("7")
    bare.keys.press("Right")
    bare.keys.type("40")
    assert grid.value() == {"0": [1, 2], "1": [7, 40]}
    bare.keys.press("Left")
    bare.keys.press("Delete")
    assert grid.value()["1"] == [0, 40]
    bare.keys.press("Tab")
    assert not grid.hasFocus()


def test_counts_are_saved_before_one_goes_elsewhere(bare: Shown) -> None:
    survey_of(bare, {"0": [1, 2]})
    bare.keys.tab_to("How many gave each answer")
    bare.keys.type("9")
    bare.go(place.Place())
    book = bare.desk.tracking.surveys
    (held,) = book.rounds(book.of_school(bare.school().id)[0].id)
    assert held.counts == {"0": [9, 2]}


def test_counts_that_cannot_be_written_stay(bare: Shown, monkeypatch) -> None:
    grid = survey_of(bare, {"0": [1, 2]})

    def refuse(*_: object, **__: object) -> None:
        raise StoreNotWritable("The disk is full.", "Nothing is lost.", "Make room.")

    bare.keys.tab_to("How many gave each answer")
    with monkeypatch.context() as full:
        full.setattr(type(bare.desk.tracking.surveys), "edit_round", refuse)
        bare.keys.type("9")
        assert not bare.work.flush()
        assert "The disk is full." in " ".join(bare.messages())
    assert grid.value() == {"0": [9, 2]}
    assert bare.work.flush()


def test_counts_come_out_of_a_spreadsheet(bare: Shown) -> None:
    grid = survey_of(bare, {})
    bare.keys.tab_to("How many gave each answer")
    QGuiApplication.clipboard().setText("3\t4\n5\t6\t99\n")
    bare.keys.press("Ctrl+V")
    assert grid.value() == {"0": [3, 4], "1": [5, 6]}


def test_only_numbers_are_taken_from_what_is_pasted() -> None:
    assert pasted("3\t4 pupils\tnone\n\n 12 \t\n") == [[3, 4, 0], [12, 0]]


def test_a_cell_is_read_out_with_its_question_and_answer(bare: Shown) -> None:
    grid = survey_of(bare, {"0": [1, 2]})
    said = grid.counts.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "2 answered “Yes” to question 1, I like it."


def test_a_round_in_the_bin_comes_back(bare: Shown) -> None:
    survey_of(bare, {"0": [1, 2]}, {"0": [0, 3]})
    assert column(bare, "What has changed", "Change")[0].startswith("Better")
    bare.keys.push("Bin the round")
    assert column(bare, "Rounds", "Asked") == ["1 Sep 2026"]
    bare.do("undo")
    assert len(column(bare, "Rounds", "Asked")) == 2


# --- parents


def test_parents_are_rated_and_nothing_is_kept_before(few: Shown) -> None:
    to(few, "parents")
    book = few.desk.tracking.parents
    few.keys.push("Rate a pupil's parents")
    few.keys.type("ada\n")
    assert book.aspects(few.school().id) == []
    few.keys.push("Keep this rating")
    assert "needed" in " ".join(few.messages())
    assert book.aspects(few.school().id) == []
    few.keys.answer("How far they are with it", "4")
    few.keys.fill("Or another aspect", "Coming to meetings")
    few.keys.push("Keep this rating")
    (held,) = book.of_pupil(pupils(few)["Ada Okafor"].id)
    assert (held.level, held.aspect) == (4, "Coming to meetings")
    few.settle()
    assert column(few, "Parents by pupil", "Coming to meetings") == ["4 of 5"]
    assert column(few, "Ratings", "Rating") == ["4 of 5, fairly strong (5 is best)"]


def test_five_is_said_to_be_best_and_a_move_up_to_be_better(few: Shown) -> None:
    book, ada = few.desk.tracking.parents, pupils(few)["Ada Okafor"].id
    book.note(ada, ParentRating.RATHER_WEAK, "Reading", date(2026, 9, 3))
    book.note(ada, ParentRating.STRONG, "Reading", date(2026, 11, 3))
    to(few, "parents")
    assert "5 is best. On the pupils' own learning scale 1 is best" in words(few)
    assert "Reading: from 2 (3 Sep 2026) to 5 (3 Nov 2026), 3 places better." in words(few)


def test_parents_beside_what_their_children_made(few: Shown) -> None:
    tracking, ada = few.desk.tracking, pupils(few)["Ada Okafor"].id
    group = tracking.targets.add(few.school().id, "Readers", "nc-sublevels")
    tracking.targets.add_member(group.id, ada, before="3b", outcome="3a")
    tracking.parents.note(ada, ParentRating.STRONG, "Reading", date(2026, 9, 3))
    to(few, "parents")
    assert column(few, "Parents beside progress", "Parents' engagement")[0] == "Strong"
    assert column(few, "Parents beside progress", "Moved on a step")[0] == "1"
    assert "not what came of what" in words(few)


# --- attendance


def test_attendance_of_a_cohort_and_who_was_away_most(few: Shown) -> None:
    book, there = few.desk.tracking.attendance, pupils(few)
    few.desk.pupils.edit(there["Chloe Price"].id, year="Year 10")
    for name, attended in (("Ada Okafor", 100), ("Ben Khan", 80), ("Chloe Price", 99)):
        book.note(there[name].id, 2026, 1, 100, attended)
    to(few, "attendance")
    assert column(few, "Attendance over time", "Attended %") == ["93.0"]
    assert column(few, "Attendance over time", "Persistently absent") == ["1"]
    assert column(few, "Pupils, lowest attendance first", "Pupil") == [
        "Ben Khan",
        "Chloe Price",
        "Ada Okafor",
    ]
    few.keys.tab_to("Whose attendance is shown")
    few.keys.press("Down")
    assert column(few, "Attendance over time", "Pupils") == ["2"]
    assert column(few, "Attendance over time", "Attended %") == ["90.0"]


def test_a_class_that_everybody_has_left_is_no_choice(few: Shown) -> None:
    there = pupils(few)
    few.desk.pupils.edit(there["Chloe Price"].id, year="Year 11", left_on=date(2020, 7, 20))
    few.desk.tracking.attendance.note(there["Chloe Price"].id, 2019, 1, 100, 90)
    to(few, "attendance")
    few.keys.tab_to("Whose attendance is shown")
    box = few.app.focusWidget()
    assert isinstance(box, QComboBox)
    offered = [box.itemText(at) for at in range(box.count())]
    assert "The whole school" in offered
    assert not any("Year 11" in one for one in offered)
    assert column(few, "Attendance over time", "Pupils") == ["1"]  # what was is still counted


def test_attendance_is_noted_for_one_pupil(few: Shown) -> None:
    to(few, "attendance")
    few.keys.push("Note attendance")
    few.keys.type("ben\n")
    few.keys.fill("Half days attended", "130")
    few.keys.fill("Half days possible", "120")
    few.keys.push("Keep it")
    assert "no more attended than were possible" in " ".join(few.messages())
    few.keys.fill("Half days possible", "140")
    few.keys.push("Keep it")
    (held,) = few.desk.tracking.attendance.of_pupil(pupils(few)["Ben Khan"].id)
    assert (held.year, held.term, held.possible, held.attended) == (2026, 1, 140, 130)


# --- all parts


def everything_said(top: QWidget) -> str:
    """Words, cells, tool tips, and what is told to assistive technology."""
    found = []
    for each in seen(top, QWidget):
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        found.append(str(getattr(each, "text", str)()))
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            model = each.model()
            for row in range(model.rowCount()):
                for at in range(model.columnCount()):
                    index = model.index(row, at)
                    found += [str(index.data(role) or "") for role in (0, 3, 11)]
    return "\n".join(found)


@pytest.mark.parametrize("part", PARTS)
def test_hidden_names_are_nowhere(shown: Shown, part: str) -> None:
    parts = {
        word
        for pupil in shown.desk.pupils.of_school(shown.school().id)
        for word in pupil.name.split()
        if len(word) > 4
    }
    to(shown, part)
    if part != "surveys":  # a survey names nobody in the first place
        assert any(word in everything_said(shown.page) for word in parts)
    shown.do("hide-names")
    said = everything_said(shown.page)
    assert [word for word in parts if word in said] == []


@pytest.mark.parametrize("scale", [1.0, 2.25])
def test_nothing_of_any_part_is_cut_off(opened, scale: float) -> None:
    shown = opened(desks.lived, scale=scale)
    found = {}
    for part in PARTS:
        to(shown, part)
        shown.keys.rest(120)
        if cut := cut_off(shown.window):
            found[part] = cut
    assert found == {}
