"""The list of pupils: found by a few letters, listed as one likes it, filled in below."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sipdesk.models.desk import Desk
from sipdesk.models.folding import searched
from sipdesk.models.pupils import Pupil
from sipdesk.models.pupils.upn import check_letter
from sipdesk.ui import place
from sipdesk.ui.pages.pupils.columns import COLUMNS, KEYS
from sipdesk.ui.pages.pupils.listing import Wanted, Who, in_order, line, narrowed
from sipdesk.ui.pages.pupils.pane import PupilPane
from sipdesk.ui.place import Kind, Section
from tests.builders import a_desk, a_pupil, a_school
from tests.ui.windows import Shown

TODAY = date(2026, 11, 24)
TEN_FIGURES = "823429510002"


def a_year_group(folder: Path, more: int = 0) -> Desk:
    """Four pupils and a leaver, and as many more as are asked for."""
    desk = a_desk(folder, "2026-11-24 08:00")
    school = a_school(desk)
    with desk.step("Add pupils"):
        a_pupil(desk, school, "Aneesa Khan", form="9B", fsm=True, upn=f"A{TEN_FIGURES}")
        a_pupil(desk, school, "Zoë O’Brien", form="9A", sen="K", tracked=False)
        a_pupil(desk, school, "Ben Khan-Smith", form="10C", year="Yr 10", eal=True, tracked=False)
        a_pupil(desk, school, "Maya Roberts", form="7B", year="7", groups=("Reading mentors",))
        a_pupil(desk, school, "Lee Gone", left_on=date(2026, 7, 20), tracked=False)
        for number in range(more):
            a_pupil(desk, school, f"Pupil number {number}", year="Year 8", tracked=False)
    return desk


@pytest.fixture
def pupils(opened) -> Shown:
    """The page of the four."""
    shown: Shown = opened(a_year_group)
    shown.go(place.school(shown.school().id, Section.PUPILS))
    return shown


def pane(shown: Shown) -> PupilPane:
    found = shown.pane("Pupils")
    assert isinstance(found, PupilPane)
    return found


def listed(shown: Shown) -> list[str]:
    return [row.name for row in pane(shown).table.records()]


def search(shown: Shown, words: str) -> list[str]:
    shown.keys.tab_to("Search pupils")
    shown.keys.replace(words)
    return listed(shown)


def pick(shown: Shown, name: str, entry: str) -> list[str]:
    """Choose in a drop-down as a person does: with the arrows, to the entry that begins so."""
    shown.keys.tab_to(name)
    box = shown.app.focusWidget()
    assert isinstance(box, QComboBox)
    shown.keys.press("Home")
    while not box.currentText().startswith(entry):
        assert box.currentIndex() < box.count() - 1, entry
        shown.keys.press("Down")
    shown.settle()
    return listed(shown)


def test_years_come_in_their_own_order_and_leavers_not_at_all(pupils: Shown) -> None:
    assert listed(pupils) == ["Maya Roberts", "Aneesa Khan", "Zoë O’Brien", "Ben Khan-Smith"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kha", ["Aneesa Khan", "Ben Khan-Smith"]),
        ("9b kha", ["Aneesa Khan"]),
        ("zoe", ["Zoë O’Brien"]),
        ("obri", ["Zoë O’Brien"]),
        ("brien", ["Zoë O’Brien"]),
        ("smith", ["Ben Khan-Smith"]),
        ("han", []),
        ("free school", ["Aneesa Khan"]),
        ("sen", ["Zoë O’Brien"]),
        ("mentors", ["Maya Roberts"]),
        ("a8234", ["Aneesa Khan"]),
        ("year 10", ["Ben Khan-Smith"]),
    ],
)
def test_a_search_takes_the_beginnings_of_words(pupils: Shown, words, found) -> None:
    assert search(pupils, words) == found


def test_escape_empties_the_search(pupils: Shown) -> None:
    assert len(search(pupils, "maya")) == 1
    pupils.keys.press("Escape")
    assert len(listed(pupils)) == 4


def test_it_is_narrowed_by_year_class_group_and_who(pupils: Shown) -> None:
    assert pick(pupils, "Only one year", "Year 9") == ["Aneesa Khan", "Zoë O’Brien"]
    assert pick(pupils, "Only one class", "9A") == ["Zoë O’Brien"]
    assert pick(pupils, "Only one class", "All") == ["Aneesa Khan", "Zoë O’Brien"]
    assert pick(pupils, "Only one group", "Free") == ["Aneesa Khan"]
    assert pick(pupils, "Only one group", "All") == ["Aneesa Khan", "Zoë O’Brien"]
    assert pick(pupils, "Who is listed", "Talked") == ["Aneesa Khan"]
    assert pick(pupils, "Who is listed", "Have") == ["Lee Gone"]
    assert pick(pupils, "Only one class", "9A") == []


def test_leavers_are_there_when_they_are_asked_for(pupils: Shown) -> None:
    assert pick(pupils, "Who is listed", "Have") == ["Lee Gone"]
    assert "Lee Gone" in pick(pupils, "Who is listed", "Leavers")


def test_where_nobody_is_like_that_one_key_brings_everybody_back(pupils: Shown) -> None:
    assert search(pupils, "nobody at all") == []
    pupils.keys.push("Show everybody")
    pupils.settle()
    assert len(listed(pupils)) == 5
    assert pane(pupils).bar.search.text() == ""


def test_a_pupil_who_is_asked_for_is_shown_whatever_was_searched(pupils: Shown) -> None:
    search(pupils, "maya")
    school = pupils.school()
    gone = next(p for p in pupils.desk.pupils.of_school(school.id) if p.name == "Lee Gone")
    pupils.go(place.school(school.id, Section.PUPILS, gone.id))
    assert pane(pupils).chosen == gone.id


def test_with_names_hidden_nobody_is_found_by_name_or_number(pupils: Shown) -> None:
    pupils.do("hide-names")
    assert search(pupils, "kha") == []
    assert search(pupils, "a8234") == []
    assert len(search(pupils, "9b")) == 1
    assert (
        search(pupils, "pupil") == ["Pupil D", "Pupil B", "Pupil E", "Pupil A"]
        or len(search(pupils, "pupil")) == 4
    )


def test_with_names_hidden_no_column_says_number_or_birthday() -> None:
    known = Pupil("1", "", "Ada", upn="A1", born=TODAY)
    shown = [c.text(line(known, "Pupil A", hidden=True)) for c in COLUMNS]
    assert "A1" not in shown
    assert not any("2026" in text for text in shown)


def test_a_head_puts_in_order_and_turns_the_order_round(pupils: Shown) -> None:
    table = pane(pupils).table
    table.sortRequest.emit("name")
    assert listed(pupils) == ["Aneesa Khan", "Ben Khan-Smith", "Zoë O’Brien", "Maya Roberts"]
    table.sortRequest.emit("name")
    assert listed(pupils) == ["Maya Roberts", "Zoë O’Brien", "Ben Khan-Smith", "Aneesa Khan"]
    assert table.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_the_order_is_chosen_by_keyboard_too(pupils: Shown) -> None:
    assert pick(pupils, "In order", "By name")[0] == "Aneesa Khan"
    assert pick(pupils, "In order", "By SEN")[0] == "Zoë O’Brien"


def test_columns_are_chosen_and_still_there_next_time(pupils: Shown, opened) -> None:
    pupils.keys.push("Columns")
    for name in ("EAL", "Target"):
        pupils.keys.tab_to(f"{name}, as a column")
        pupils.keys.press("Space")
    heads = [column.label for column in pane(pupils).table.rows.columns]
    assert heads == ["Name", "Year", "Class", "Groups", "EAL", "Subject", "At"]
    again: Shown = opened(a_year_group)
    again.go(place.school(again.school().id, Section.PUPILS))
    assert [column.label for column in pane(again).table.rows.columns] == heads


def test_what_is_kept_of_the_columns_names_nobody(pupils: Shown) -> None:
    from sipdesk import paths

    pane(pupils).show_columns(("name", "upn"))
    kept = (paths.data() / "window.ini").read_text()
    assert "name upn" in kept
    assert "Khan" not in kept


def test_return_on_a_row_opens_the_pupil(pupils: Shown) -> None:
    search(pupils, "zoe")
    pupils.keys.press("Down")
    pupils.keys.press("Return")
    pupils.settle()
    here = pupils.work.router.here
    assert here.kind is Kind.PUPIL
    assert pupils.desk.pupils.get(here.ref).name == "Zoë O’Brien"


def test_import_leads_to_where_files_are_taken_in(pupils: Shown) -> None:
    pupils.keys.push("Import…")
    assert pupils.work.router.here == place.importing(pupils.school().id, "pupils")


def test_a_pupil_who_is_added_can_be_named_at_once(pupils: Shown) -> None:
    pupils.keys.push("Add a pupil")
    pupils.keys.replace("Noor Ali")
    pupils.work.flush()
    assert "Noor Ali" in {p.name for p in pupils.desk.pupils.of_school(pupils.school().id)}


def test_a_number_with_a_wrong_letter_is_kept_and_looked_at(pupils: Shown) -> None:
    search(pupils, "maya")
    right = check_letter(f"A{TEN_FIGURES}")
    wrong = "B" if right == "A" else "A"
    pupils.keys.fill("UPN", f"{wrong}{TEN_FIGURES}")
    pupils.work.flush()
    [maya] = [p for p in pupils.desk.pupils.of_school(pupils.school().id) if p.year == "7"]
    assert maya.upn == f"{wrong}{TEN_FIGURES}"
    assert f"should be {right}" in pane(pupils)._warning.text()
    pupils.keys.fill("UPN", f"{right}{TEN_FIGURES}")
    pupils.work.flush()
    assert not pane(pupils)._warning.isVisible()


def test_a_group_that_changes_on_a_day_was_otherwise_before(pupils: Shown) -> None:
    search(pupils, "maya")
    pupils.keys.fill("What I change below is so since", "1 Apr 2026")
    pupils.keys.push("Free school meals")
    pupils.work.flush()
    [maya] = [p for p in pupils.desk.pupils.of_school(pupils.school().id) if p.year == "7"]
    assert maya.fsm
    [before] = pupils.desk.pupils.spells(maya.id)
    assert (before.trait, before.value, before.until) == ("fsm", "no", date(2026, 3, 31))


def test_the_day_is_not_carried_over_to_the_next_pupil(pupils: Shown) -> None:
    pupils.keys.fill("What I change below is so since", "1 Apr 2026")
    pupils.work.flush()
    table = pane(pupils).table
    table.choose(table.records()[1].id)
    pupils.settle()
    pupils.keys.push("Gifted and talented")
    pupils.work.flush()
    assert pupils.desk.pupils.get(pane(pupils).chosen).gifted
    assert pupils.desk.pupils.spells(pane(pupils).chosen) == []


def test_an_empty_place_says_what_belongs_there(opened) -> None:
    from tests.pictures import desks

    shown: Shown = opened(desks.bare)
    shown.go(place.school(shown.school().id, Section.PUPILS))
    shown.keys.push("Add a pupil")
    assert len(shown.desk.pupils.of_school(shown.school().id)) == 1


def test_the_list_takes_no_more_widgets_however_long_it_is(opened) -> None:
    counts = []
    for more in (0, 300):
        shown: Shown = opened(lambda folder, more=more: a_year_group(folder, more))
        shown.go(place.school(shown.school().id, Section.PUPILS))
        counts.append(len(shown.page.findChildren(QWidget)))
    assert counts[0] == counts[1]


def test_a_field_in_hand_is_left_alone_while_the_list_changes(pupils: Shown) -> None:
    pupils.keys.tab_to("Name")
    field = pupils.app.focusWidget()
    assert isinstance(field, QLineEdit)
    pupils.keys.replace("Typed but not yet sav")
    pupils.desk.pupils.add(pupils.school().id, "Somebody Else", year="Year 9")
    QTest.qWait(20)
    assert field.text() == "Typed but not yet sav"


# --- the rules of the list

names = st.text(alphabet="abc ABCÉö’-.9", min_size=1, max_size=12).filter(str.strip)
a_line = st.builds(
    lambda name, year, form, left, tracked: line(
        Pupil(name, "", name, year=year, form=form, left_on=left, tracked=tracked), name
    ),
    names,
    st.sampled_from(["7", "Year 7", "Year 10", ""]),
    st.sampled_from(["7B", "10A", ""]),
    st.sampled_from([None, date(2026, 1, 1), date(2027, 1, 1)]),
    st.booleans(),
)


@given(names, st.data())
def test_every_word_is_found_by_each_of_its_beginnings(name: str, data: st.DataObject) -> None:
    words = searched(name).split()
    if words:
        word = data.draw(st.sampled_from(words))
        typed = word[: data.draw(st.integers(1, len(word)))]
        there = line(Pupil("1", "", name), name)
        assert narrowed([there], Wanted(typed, who=Who.ALL), TODAY) == [there]


@given(st.lists(a_line, max_size=8), st.sampled_from(Who), st.sampled_from(["", "Year 7"]))
def test_narrowing_keeps_order_and_leaves_out_only_who_is_not_meant(lines, who, year) -> None:
    found = narrowed(lines, Wanted(year=year, who=who), TODAY)
    kept = {id(one) for one in found}
    assert found == [one for one in lines if id(one) in kept]
    for one in lines:
        left = bool(one.pupil.left_on and one.pupil.left_on <= TODAY)
        meant = {
            Who.ALL: True,
            Who.LEFT: left,
            Who.HERE: not left,
            Who.TRACKED: one.pupil.tracked and not left,
        }[who]
        assert (id(one) in kept) == (meant and (not year or one.year == year))


@given(st.lists(a_line, max_size=8), st.sampled_from(sorted(KEYS)), st.booleans())
def test_an_order_loses_nobody_and_puts_who_has_nothing_there_last(lines, by, down) -> None:
    found = in_order(lines, KEYS, by, downwards=down)
    assert sorted(map(id, found)) == sorted(map(id, lines))
    having = [bool(KEYS[by](one)) for one in found]
    assert having == sorted(having, reverse=True)
