"""Somebody looks over one's shoulder: Ctrl+Shift+H, and no pupil's name is to be seen or heard."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QPlainTextEdit, QTableView, QWidget

from sipdesk.models.visits import EntryKind, SessionKind
from sipdesk.ui import place
from sipdesk.ui.pages.visit.entries import EntryRow
from sipdesk.ui.place import Kind, Place, Section, Stage
from tests.ui.windows import Shown, seen


def to_be_seen(window: QWidget) -> str:
    """All that is on the screen or read out, as one text."""
    said: list[str] = [window.windowTitle()]
    for each in seen(window, QWidget):
        face = QAccessible.queryAccessibleInterface(each)
        said += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        said += [face.text(t) for t in (QAccessible.Text.Name, QAccessible.Text.Value)]
        text = getattr(each, "text", None)
        said.append(str(text()) if callable(text) else "")
        if isinstance(each, QPlainTextEdit):
            said.append(each.toPlainText())
        if isinstance(each, QComboBox):
            said += [each.itemText(at) for at in range(each.count())]
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            said += _cells(each)
    return "\n".join(str(one) for one in said if one)


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return [
        str(model.index(row, column).data(role) or "")
        for row in range(model.rowCount())
        for column in range(columns)
        for role in (*roles, Qt.ItemDataRole.ToolTipRole)
    ]


def named(shown: Shown) -> set[str]:
    """The pupils' names, whole or in part, that are to be seen."""
    names = {
        part for p in shown.desk.pupils.of_school(shown.school().id) for part in p.name.split()
    }
    return names & set(re.findall(r"[\w'’-]+", to_be_seen(shown.window)))


@pytest.fixture
def hidden(shown: Shown) -> Shown:
    """With names hidden."""
    shown.keys.press("Ctrl+Shift+H")
    assert shown.work.view.names_hidden
    return shown


def test_names_are_there_before_they_are_hidden(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.PUPILS))
    assert len(named(shown)) > 10
    shown.keys.press("Ctrl+Shift+H")
    assert named(shown) == set()
    shown.keys.press("Ctrl+Shift+H")
    assert len(named(shown)) > 10


def test_lunch_shows_letters(hidden: Shown) -> None:
    lunch = hidden.session(SessionKind.LUNCH)
    hidden.go(place.visit(hidden.visit().id, Stage.DAY, lunch.id))
    assert named(hidden) == set()
    assert "Pupil A" in to_be_seen(hidden.window)


def test_an_entry_offers_letters(hidden: Shown) -> None:
    lunch = hidden.session(SessionKind.LUNCH)
    hidden.go(place.visit(hidden.visit().id, Stage.DAY, lunch.id))
    row = next(r for r in seen(hidden.page, EntryRow))
    row._change.setChecked(True)
    hidden.settle()
    assert named(hidden) == set()


def test_an_entry_that_is_open_already_changes_to_letters(shown: Shown) -> None:
    lunch = shown.session(SessionKind.LUNCH)
    shown.go(place.visit(shown.visit().id, Stage.DAY, lunch.id))
    next(r for r in seen(shown.page, EntryRow))._change.setChecked(True)
    shown.do("capture")
    shown.work.capturing.strip._more.click()
    shown.settle()
    assert named(shown)
    shown.do("hide-names")
    assert named(shown) == set()


def test_the_capture_strip_offers_letters(hidden: Shown) -> None:
    hidden.do("capture")
    hidden.work.capturing.strip._more.click()
    hidden.settle()
    assert named(hidden) == set()


def test_the_palette_finds_no_names(hidden: Shown) -> None:
    pupils = hidden.desk.pupils.of_school(hidden.school().id)
    here = hidden.desk.capture.here(hidden.visit().id)
    assert here is not None
    hidden.desk.capture.add(here, EntryKind.EVIDENCE, f"In maths {pupils[0].name} explains it.")
    for words in ("", "year", "maths", *(p.name.split()[0][:3] for p in pupils)):
        hidden.do("palette")
        hidden.keys.type(words)
        found = "\n".join(offer.words for offer in hidden.window._palette._offers)
        assert not [p.name for p in pupils if p.name.split()[0] in found], words
        hidden.keys.press("Esc")


def test_the_bin_shows_letters_too(hidden: Shown) -> None:
    hidden.desk.pupils.bin(hidden.desk.pupils.of_school(hidden.school().id)[0].id)
    gone = hidden.desk.bin_contents()[0].title
    hidden.go(Place(Kind.BIN))
    assert gone not in to_be_seen(hidden.window)


def test_neither_title_nor_window_file_holds_a_name(shown: Shown, tmp_path) -> None:
    pupils = shown.desk.pupils.of_school(shown.school().id)
    contacts = shown.desk.schools.contacts(shown.school().id)
    shown.go(place.school(shown.school().id, Section.PUPILS))
    shown.go(place.visit(shown.visit().id))
    shown.window.close()
    shown.preferences._file.sync()
    told = shown.window.windowTitle()
    told += "".join(f.read_text("utf-8") for f in tmp_path.rglob("window.ini"))
    assert "geometry" in told
    names = [*(p.name for p in pupils), *(c.name for c in contacts), shown.school().name]
    assert not [name for name in names if name and name in told]


def test_an_own_group_called_after_a_pupil_is_masked_wherever_it_stands(shown: Shown) -> None:
    school = shown.school()
    pupils = shown.desk.pupils.of_school(school.id, tracked=True)
    fore = pupils[0].name.split()[0]
    for pupil in pupils[:2]:
        shown.desk.pupils.edit(pupil.id, groups=(f"{fore}’s readers",), since=pupil.born)
    book = shown.desk.tracking.targets
    group = book.add(school.id, f"{fore}’s friends", "nc-sublevels")
    book.add_member(group.id, pupils[1].id)
    shown.go(place.school(school.id, Section.PUPILS))
    assert f"{fore}’s readers" in to_be_seen(shown.window)
    shown.keys.press("Ctrl+Shift+H")
    lunch = shown.session(SessionKind.LUNCH)
    for there in (
        place.school(school.id, Section.PUPILS),
        place.pupil(school.id, pupils[1].id),
        place.visit(shown.visit().id, Stage.DAY, lunch.id),
    ):
        shown.go(there)
        assert "a pupil’s readers" in to_be_seen(shown.window), there
        assert named(shown) == set(), there
