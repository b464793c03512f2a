"""Files come in by the window: chosen, looked at, put right, taken in or left, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QTableView

from sipdesk.models.assessments import PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.intake.columns import Column
from sipdesk.models.intake.files import read_file
from sipdesk.models.intake.matching import Match
from sipdesk.models.intake.meaning import ASKED, RESULT, Meaning, read_meaning
from sipdesk.models.intake.previews import Incoming, Kept, PupilPreview
from sipdesk.models.intake.said import Problem, Result
from sipdesk.models.intake.words import words
from sipdesk.models.pupils.upn import check_letter
from sipdesk.ui import place
from sipdesk.ui.pages.importing import ImportPage, meanings
from sipdesk.ui.pages.importing.done_words import added_up, counted
from sipdesk.ui.pages.importing.part import Part
from sipdesk.ui.pages.importing.register_list import Listed, found
from sipdesk.ui.pages.importing.sums import sums_of
from sipdesk.ui.pages.measures_card import MeasuresCard
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.tables import RecordTable
from tests.builders import a_desk, a_pupil, a_school
from tests.drawn import drawn
from tests.pictures.measure import cut_off
from tests.ui.test_names_hidden import to_be_seen
from tests.ui.windows import Shown, seen

YEAR_9 = ("Aneesa Khan", "Ben Okafor", "Chloe Marsh")
HEADS = "UPN,Surname,Forename,DOB,Year,Reg,FSM"
REGISTER = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,PhaseOfEducation (name),"
    "Street,Town,Postcode,HeadTitle (name),HeadFirstName,HeadLastName,EstablishmentStatus (name),"
    "CloseDate\n"
    "101234,823,Central,4001,Kingsmead School,Secondary,High Street,Dunstable,LU6 1AA,"
    "Mrs,Joan,Ward,Open,\n"
    "101235,823,Central,4002,Northgate High,Secondary,Low Street,Luton,LU1 2AB,"
    "Mr,Jo,Wood,Open,\n"
    "101236,823,Central,4003,Northgate Infants,Primary,Low Lane,Luton,LU1 2AC,"
    "Mr,Al,Bell,Closed,31-08-2015\n"
)
KS4 = (
    "RECTYPE,URN,TPUP,P8MEA,ATT8SCR,PTEBACC_95\n"
    "1,101234,180,-0.12,48.3,SUPP\n"
    "5,,600000,-0.03,46.1,17.2%\n"
)


def upn(number: int) -> str:
    figures = f"82342951{number:04}"
    return check_letter("A" + figures) + figures


def a_year(folder: Path) -> Desk:
    """Three pupils of Year 9, and one more whom no file below names."""
    desk = a_desk(folder, "2026-11-24 08:00")
    school = a_school(desk, urn="101234")
    with desk.step("Add pupils"):
        for number, name in enumerate((*YEAR_9, "Gwen Away")):
            more = {"upn": upn(number), "born": date(2012, 10, 13 + number)}
            a_pupil(desk, school, name, year="Year 9", form="9A", tracked=False, **more)
    return desk


def a_list(*columns: str, rows: Sequence[str] = (), upns: bool = True, heads: str = HEADS) -> str:
    """The three of Year 9, and two who are new; `rows` are put behind the rows one by one."""
    lines = [",".join((heads, *columns))]
    for number, name in enumerate((*YEAR_9, "Dev Patel", "Ella Brown")):
        forename, surname = name.split()
        own = upn(number if number < 3 else number + 50) if upns else ""
        more = rows[number] if number < len(rows) else "," * len(columns)
        lines.append(f"{own},{surname},{forename},{13 + number}/10/2012,9,9A,Y{more}")
    return "\n".join(lines) + "\n"


TABS_OF_ROWS = ("Columns", "First rows", "To confirm", "Problems")
MARKS = ("Y9 Aut Maths", "Y9 Aut English")
LEVELS = (",4b,5c", ",5c,4a", ",4a,??", ",3a,5b", ",5b,5a")


class Importing:
    """The page with hands on its keyboard."""

    def __init__(self, shown: Shown, folder: Path) -> None:
        self.shown, self.keys, self.desk, self._folder = shown, shown.keys, shown.desk, folder

    @property
    def page(self) -> ImportPage:
        page = self.shown.page
        assert isinstance(page, ImportPage)
        return page

    @property
    def part(self) -> Any:
        part = self.page._part
        assert isinstance(part, Part)
        return part

    def file(self, name: str, content: str | bytes) -> Path:
        path = self._folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, path: Path) -> Any:
        """Type where it is, press Return, and wait for the preview."""
        self.keys.fill("File", str(path))
        self.keys.press("Return")
        self.keys.wait_for(lambda: self.page._part is not None)
        return self.looked()

    def push(self, name: str) -> None:
        """Press a button, and wait while the desk does nothing else."""
        self.keys.push(name)
        self.shown.settle()

    def looked(self) -> Any:
        self.keys.wait_for(lambda: not self.part.working.is_busy)
        self.shown.settle()
        return self.part.preview()

    def turn_to(self, tab: str) -> None:
        """To a part of the preview, by the arrows."""
        self.keys.tab_to("What was read")
        tabs = self.part._tabs
        self.keys.press("Left", tabs.count())
        for _ in range(tabs.count()):
            if tabs.tabText(tabs.currentIndex()).startswith(tab):
                return
            self.keys.press("Right")
        raise AssertionError(tab)

    def pick(self, name: str, entry: str) -> None:
        """Choose in a drop-down with the arrows."""
        self.keys.tab_to(name)
        box = self.shown.app.focusWidget()
        assert isinstance(box, QComboBox)
        at = next(n for n in range(box.count()) if box.itemText(n).startswith(entry))
        self.keys.press("Down" if at > box.currentIndex() else "Up", abs(at - box.currentIndex()))
        self.shown.settle()

    def to_row(self, table: str, words: str) -> None:
        """To the row in which these words stand, by the arrow."""
        self.keys.tab_to(table)
        view = self.shown.app.focusWidget()
        assert isinstance(view, RecordTable)
        self.keys.press("Ctrl+Home")
        for _ in range(view.rows.rowCount()):
            line = drawn(view).splitlines()[view.currentIndex().row() + 1]
            if words in line:
                return
            self.keys.press("Down")
        raise AssertionError(f"{words}\n{drawn(view)}")

    def table(self, name: str) -> str:
        tables = seen(self.page, RecordTable)
        return drawn(next(t for t in tables if t.accessibleName() == name))

    def names(self) -> list[str]:
        school = self.shown.school()
        return sorted(p.name for p in self.desk.pupils.of_school(school.id))

    def results(self) -> dict[tuple[str, str], str]:
        school = self.shown.school()
        named = {p.id: p.name for p in self.desk.pupils.of_school(school.id)}
        found = self.desk.assessments.of_school(school.id)
        return {(named[a.pupil_id], a.subject): a.value for a in found}


@pytest.fixture
def importing(opened, tmp_path: Path) -> Importing:
    """Where the pupils of the one school come in."""
    shown = opened(a_year)
    shown.go(place.importing(shown.school().id, "pupils"))
    return Importing(shown, tmp_path)


# --- a list of pupils and results


def test_a_list_is_seen_first_then_taken_in_then_taken_back(importing: Importing) -> None:
    before = importing.desk.store.fingerprint()
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS)))
    figures = importing.part.figures.text()
    assert figures == (
        "5 rows read, 2 new pupils, 3 known pupils, 3 of them changed, 9 new results, "
        "1 cell not read"
    )
    assert importing.desk.store.fingerprint() == before, "nothing is written before"

    importing.push("Take it in")
    assert importing.names() == sorted((*YEAR_9, "Gwen Away", "Dev Patel", "Ella Brown"))
    assert importing.results()["Aneesa Khan", "Mathematics"] == "4b"
    assert len(importing.results()) == 9
    assert "2 new pupils" in importing.page._done._words.text()
    assert importing.keys.where() == "Undo"

    importing.keys.press("Return")
    importing.shown.settle()
    assert importing.desk.store.fingerprint() == before
    assert any("taken back" in each for each in importing.shown.messages())
    assert importing.keys.where() == "File"


def test_leaving_it_leaves_everything(importing: Importing) -> None:
    before = importing.desk.store.fingerprint()
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS)))
    importing.push("Leave it")
    assert importing.page._part is None
    assert importing.desk.store.fingerprint() == before
    assert not importing.desk.intake.imports(importing.shown.school().id)
    importing.keys.press("Ctrl+Shift+H")  # what is gone need not hear of it
    importing.shown.settle()


def test_the_same_file_again_changes_nothing_and_says_so(importing: Importing) -> None:
    path = importing.file("marks.csv", a_list(*MARKS, rows=LEVELS))
    importing.read(path)
    importing.push("Take it in")
    importing.push("Another file")
    importing.read(path)
    assert importing.part.figures.text() == (
        "5 rows read, 5 known pupils, 9 results as they are, 1 cell not read"
    )
    assert "taken in on 24/11/2026 already" in importing.part._warnings.text()


def test_a_column_is_taken_for_something_else(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list("Set", rows=(",4b", ",5c", ",4a"))))
    importing.turn_to("Columns")
    importing.to_row("Columns of the file", "Set")
    assert "Left out" in importing.table("Columns of the file")
    importing.keys.press("Return")
    assert importing.keys.where() == "Taken for"
    importing.pick("Taken for", "Results in a subject")
    assert importing.looked().results == 3
    importing.keys.fill("Subject", "Science")
    importing.keys.wait_for(
        lambda: importing.part.preview().columns[-1].meaning.subject == "Science"
    )
    importing.pick("What it says", "Target")
    line = importing.looked().columns[-1]
    assert (line.meaning.subject, line.meaning.kind) == ("Science", PointKind.TARGET)
    assert "You said so" in importing.table("Columns of the file")
    importing.push("Take it in")
    assert importing.results()["Aneesa Khan", "Science"] == "4b"


def test_columns_are_read_as_last_time_until_one_asks_otherwise(importing: Importing) -> None:
    text = a_list("Set", rows=(",4b", ",5c", ",4a"))
    importing.read(importing.file("marks.csv", text))
    importing.to_row("Columns of the file", "Set")
    importing.pick("Taken for", "Own groups")
    importing.looked()
    importing.push("Take it in")
    importing.push("Another file")
    importing.read(importing.file("later.csv", text.replace("4b", "5a")))
    assert "8 of 8 columns are read as last time" in importing.part._columns._as_last.text()
    assert "As last time" in importing.table("Columns of the file")

    before = importing.desk.store.fingerprint()
    importing.push("Guess anew")
    assert importing.looked().columns[-1].meaning.field == ""
    assert importing.desk.store.fingerprint() == before, "what is remembered stays until taken in"


def test_the_first_rows_are_shown_as_they_will_be_read(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS)))
    importing.turn_to("First rows")
    shown = importing.table("First rows as they will be read")
    assert "Year 9" in shown
    assert "yes" in shown
    assert shown.count("■ Not read") == 1


def test_problems_stand_with_their_place_and_return_goes_round(importing: Importing) -> None:
    text = a_list(*MARKS, rows=LEVELS) + "B1234,,,,9,9A,Y,4a,4b\n"
    importing.read(importing.file("marks.csv", text))
    importing.turn_to("Problems 2")
    importing.keys.tab_to("Problems")
    assert "▸ Row 4" in importing.table("Problems")
    importing.keys.press("Return")
    assert "▸ Row 7" in importing.table("Problems")
    assert "■ The row" in importing.table("Problems")
    importing.keys.press("Return")
    assert "▸ Row 4" in importing.table("Problems")


# --- who is who


def test_likely_pupils_are_confirmed_one_by_one(importing: Importing) -> None:
    before = importing.names()
    preview = importing.read(importing.file("marks.csv", a_list(upns=False)))
    assert len(preview.waiting) == 3
    importing.push("Take it in")  # leads to what has to be said first
    assert importing.names() == before
    assert importing.keys.where().startswith("It is Aneesa Khan")
    importing.keys.press("Space")
    importing.looked()
    assert importing.keys.where().startswith("It is Ben Okafor")
    importing.keys.type("s")  # somebody new, of the same name
    importing.looked()
    importing.keys.type("l")  # leave the row out
    assert not importing.looked().stops
    importing.push("Take it in")
    assert importing.names() == sorted([*before, "Ben Okafor", "Dev Patel", "Ella Brown"])


def test_the_rest_may_all_be_whom_they_look_like(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list(upns=False)))
    importing.turn_to("To confirm 3")
    importing.push("The rest are all the pupils they look like")
    preview = importing.looked()
    assert not preview.waiting
    assert len(preview.joiners) == 2
    assert "Is Chloe Marsh" in importing.table("To confirm")


def test_who_is_not_in_the_file_may_be_marked_as_left(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list()))
    importing.turn_to("Not in the file 1")
    importing.to_row("Not in the file", "Gwen Away")
    importing.keys.press("Return")
    assert "▲ Has left" in importing.table("Not in the file")
    importing.push("Take it in")
    gone = next(
        p for p in importing.desk.pupils.of_school(importing.shown.school().id) if p.left_on
    )
    assert (gone.name, gone.left_on) == ("Gwen Away", date(2026, 11, 24))


def test_who_is_new_is_listed(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS)))
    importing.turn_to("New here 2")
    assert "Dev Patel" in importing.table("New here")
    assert "Aneesa" not in importing.table("New here")


def test_what_changes_in_known_pupils_is_listed_field_by_field(importing: Importing) -> None:
    text = a_list().replace("Chloe,15/10/2012,9,9A,Y", "Chloe,16/10/2012,9,9B,N")
    importing.read(importing.file("marks.csv", text))
    tabs = [importing.part._tabs.tabText(at) for at in range(importing.part._tabs.count())]
    assert tabs[-3:] == ["New here 2", "Changes 3", "Not in the file 1"]
    importing.turn_to("Changes 3")
    lines = [line.split() for line in importing.table("Changes").splitlines()]
    assert lines[0] == "Pupil What Was Will be".split()
    assert "Aneesa Khan Free school meals no yes".split() in lines
    assert "Chloe Marsh Date of birth 15 October 2012 16 October 2012".split() in lines
    assert "Chloe Marsh Registration form 9A 9B".split() in lines
    assert len(lines) == 1 + 2 + 2  # meals of two, a birthday and a form of the third


def test_changes_are_listed_without_names_too(importing: Importing) -> None:
    text = a_list().replace("Khan,Aneesa,13/10", "Khan-Bell,Aneesa,17/10")
    importing.read(importing.file("marks.csv", text))
    importing.turn_to("Changes 3")
    assert "Aneesa Khan-Bell" in importing.table("Changes")
    importing.keys.press("Ctrl+Shift+H")
    importing.turn_to("Changes 3")
    told = importing.table("Changes")
    assert not [part for part in ("Aneesa", "Khan", "Bell", "October") if part in told]
    assert told.count("•••") == 4  # a name and a birthday, before and after
    assert "Free school meals" in told


def test_where_nothing_changes_it_is_said(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list()))
    importing.push("Take it in")
    importing.push("Another file")
    importing.read(importing.file("marks.csv", a_list()))
    importing.turn_to("Changes")
    assert "Nothing changes" in to_be_seen(importing.shown.window)


def test_an_answer_can_be_changed_until_it_is_taken_in(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list(upns=False)))
    importing.push("Take it in")
    for answer in ("Space", "l", "s"):
        importing.keys.press(answer) if answer == "Space" else importing.keys.type(answer)
        importing.looked()
    said = importing.table("To confirm").splitlines()[1:]
    assert [line.split("  ")[-1].strip() for line in said] == [
        "Is Aneesa Khan",
        "Left out",
        "Somebody new",
    ]
    importing.to_row("To confirm", "Ben Okafor")
    importing.keys.press("Return")
    importing.keys.type("s")
    assert "Ben Okafor" in [one.name for one in importing.looked().joiners]


def test_a_row_that_is_the_same_pupil_as_another_stays_to_be_answered(importing: Importing) -> None:
    text = a_list(upns=False) + ",Khan,Anessa,13/10/2012,9,9A,Y\n"
    importing.read(importing.file("marks.csv", text))
    importing.turn_to("To confirm 4")
    importing.push("The rest are all the pupils they look like")
    importing.looked()
    importing.to_row("To confirm", "Row 7")
    importing.keys.press("Return")
    importing.keys.type("s")
    assert "Anessa Khan" in [one.name for one in importing.looked().joiners]


def test_a_transfer_file_is_shown_without_columns(importing: Importing) -> None:
    pupil = "<Surname>Khan</Surname><Forename>Aneesa</Forename><DOB>2012-10-13</DOB>"
    new = "<Surname>Hale</Surname><Forename>Iris</Forename><Sex>F</Sex>"
    pupils = "".join(
        f"<Pupil><UPN>{upn(at)}</UPN>{said}<NCyearActual>9</NCyearActual></Pupil>"
        for at, said in ((0, pupil), (60, new))
    )
    importing.read(
        importing.file(
            "8234001.xml",
            '<?xml version="1.0" encoding="UTF-8"?><CTfile><Header><CTFversion>25.0</CTFversion>'
            f"</Header><CTFpupilData>{pupils}</CTFpupilData></CTfile>",
        )
    )
    importing.turn_to("First rows")
    assert "Date of birth" in importing.table("First rows as they will be read")
    tabs = importing.part._tabs
    assert tabs.tabText(0) == "First rows"
    importing.push("Take it in")
    assert "Iris Hale" in importing.names()


# --- what a file leaves open


def test_the_sheet_is_chosen(importing: Importing, tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("Year 9")
    assert first is not None
    book.create_sheet("Empty")
    for row in a_list(upns=True).splitlines()[:2]:
        first.append(row.split(","))
    for row in a_list(*MARKS, rows=LEVELS).splitlines():
        second.append(row.split(","))
    path = tmp_path / "marks.xlsx"
    book.save(path)
    assert len(importing.read(path).accepted) == 1
    importing.pick("Sheet", "Year 9")
    assert len(importing.looked().accepted) == 5
    importing.pick("Sheet", "Empty")  # refused, and the one before stays
    importing.keys.wait_for(importing.shown.messages)
    assert "holds no table" in importing.shown.messages()[0]
    assert len(importing.looked().accepted) == 5


def test_the_data_point_of_the_file_is_chosen(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list("Maths", rows=(",4b", ",5c", ",4a"))))
    importing.pick("School year of the file", "2025/26")
    importing.pick("Term of the file", "Summer")
    importing.looked()
    importing.push("Take it in")
    found = importing.desk.assessments.of_school(importing.shown.school().id)
    assert {(a.year, a.term) for a in found} == {(2025, 3)}


def test_doubtful_dates_are_asked_about(importing: Importing) -> None:
    heads = "Surname,Forename,DOB"
    importing.read(importing.file("marks.csv", f"{heads}\nNew,Ann,3/4/2012\nNext,Bob,5/6/2012\n"))
    assert "could be day before month" in importing.part._warnings.text()
    importing.keys.answer("Dates such as", "m")
    born = [one.fields["born"] for one in importing.looked().accepted]
    assert born == [date(2012, 3, 4), date(2012, 5, 6)]


def test_a_file_of_another_school_needs_a_deliberate_yes(importing: Importing) -> None:
    text = a_list("URN", rows=(",109999",) * 5)
    importing.read(importing.file("marks.csv", text))
    assert "another school: 109999" in importing.part._stops.text()
    importing.push("Take it in")
    assert len(importing.names()) == 4
    assert importing.keys.where().startswith("It is meant for this school")
    importing.keys.press("Space")
    importing.looked()
    importing.push("Take it in")
    assert len(importing.names()) == 6


def test_text_with_the_name_of_a_workbook_is_said_and_not_offered(importing: Importing) -> None:
    importing.read(importing.file("marks.xlsx", "nothing to see here\nnor here\n"))
    assert "is no workbook" in importing.part._warnings.text()
    assert importing.part._take.isHidden()
    assert importing.part._backup.isHidden()


# --- what is refused


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("marks.csv", b"%PDF-1.7 nothing to see"),
        ("marks.xlsx", b"PK\x03\x04" + b"\0" * 400),
        ("marks.csv", b"\0" * 5000),
        (
            "pupils.xml",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'
            b"<CTfile><CTFpupilData><Pupil><UPN>&c;</UPN></Pupil></CTFpupilData></CTfile>",
        ),
        ("marks.csv", b"a" * 3_000_000),
        ("marks.csv", b""),
    ],
    ids=["a PDF", "half a workbook", "nothing but NULs", "entities", "one line", "nothing"],
)
def test_what_cannot_be_read_is_refused_in_words(
    importing: Importing, name: str, content: bytes
) -> None:
    before = importing.desk.store.fingerprint()
    importing.keys.fill("File", str(importing.file(name, content)))
    importing.keys.press("Return")
    importing.keys.wait_for(importing.shown.messages)
    assert "Nothing has been changed." in importing.shown.messages()[0]
    assert "fault in SIP Desk" not in importing.shown.messages()[0]
    assert importing.page._part is None
    assert importing.keys.where() == "File", "one can name another at once"
    assert importing.desk.store.fingerprint() == before


def test_no_file_and_no_school_are_told_at_their_field(opened, tmp_path: Path) -> None:
    shown = opened(a_year)
    shown.desk.schools.add("Northgate High")
    shown.go(Place(Kind.IMPORT))
    importing = Importing(shown, tmp_path)
    importing.keys.tab_to("File")
    importing.keys.press("Return")
    assert "File is needed" in importing.page._choosing._file._problem.text()
    importing.keys.fill("File", str(importing.file("marks.csv", a_list())))
    importing.keys.press("Return")
    assert "which school" in importing.page._choosing._school._problem.text()
    assert importing.keys.where() == "Of which school?"


def test_a_desk_that_changed_meanwhile_is_looked_at_again(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list()))
    there = importing.desk.pupils.of_school(importing.shown.school().id)
    pupil = next(each for each in there if each.name == YEAR_9[0])
    importing.desk.pupils.bin(pupil.id)
    importing.shown.settle()
    assert len(importing.looked().joiners) == 3
    importing.push("Take it in")
    assert len(importing.names()) == 6


def test_reading_can_be_stopped(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slowly(path: Path) -> Any:
        go_on.wait(10)
        return read_file(path)

    monkeypatch.setattr("sipdesk.ui.pages.importing.pupils.read_file", slowly)
    importing.keys.fill("File", str(importing.file("marks.csv", a_list())))
    importing.keys.press("Return")
    importing.keys.wait_for(lambda: importing.page._busy.isVisible())
    importing.push("Cancel")
    go_on.set()
    importing.keys.wait_for(importing.shown.messages)
    assert "Stopped." in importing.shown.messages()[0]
    assert importing.page._part is None


# --- around it


def test_a_file_can_be_dropped_on_the_page(importing: Importing) -> None:
    path = importing.file("marks.csv", a_list())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    QApplication.sendEvent(importing.page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(importing.page, QDropEvent(QPointF(9, 9), copy, data, left, none))
    importing.keys.wait_for(lambda: importing.page._part is not None)
    assert len(importing.looked().accepted) == 5


def test_what_was_taken_in_before_is_listed(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list() + "B1234,,,,9,9A,Y\n"))
    importing.push("Take it in")
    listed = importing.table("Taken in before")
    assert "marks.csv" in listed
    assert "2 new pupils" in listed.replace("3 changed pupils, ", "")
    assert listed.splitlines()[1].split("Pupils and results")[1].split()[:2] == ["6", "1"]


def test_undo_goes_when_something_else_was_done(importing: Importing) -> None:
    importing.read(importing.file("marks.csv", a_list()))
    importing.push("Take it in")
    importing.desk.schools.edit(importing.shown.school().id, phase="Secondary")
    importing.shown.settle()
    assert importing.page._done._undo.isHidden()
    importing.push("To the pupils")
    assert importing.shown.work.router.here.kind is Kind.SCHOOL


def test_the_school_one_comes_from_is_chosen(opened, tmp_path: Path) -> None:
    shown = opened(a_year)
    other = shown.desk.schools.add("Northgate High")
    shown.go(place.importing(other.id, "performance"))
    page = shown.page
    assert isinstance(page, ImportPage)
    assert (page._choosing.what, page._choosing.school_id) == ("performance", other.id)
    assert shown.work.router.trail() == [(other.id, "Northgate High"), (Kind.IMPORT, "Import")]


def test_names_are_hidden_in_the_file_as_on_the_desk(importing: Importing) -> None:
    text = a_list(*MARKS, "Contact", rows=[f"{row},Mrs Zephyr" for row in LEVELS], upns=False)
    text += f"{upn(77)},Quill,Quentin,not a day,9,9A,Y,4a,4b,\n"
    importing.read(importing.file("Aneesa.csv", text))
    people = (*YEAR_9, "Gwen Away", "Dev Patel", "Ella Brown", "Quentin Quill")
    parts = " ".join(people).split()
    parts += ["Zephyr", upn(77), "13/10/2012", "13 Oct 2012"]
    tabs = (*TABS_OF_ROWS, "New here", "Changes", "Not in the file")
    seen_before: set[str] = set()
    for tab in tabs:
        importing.turn_to(tab)
        seen_before |= {part for part in parts if part in to_be_seen(importing.shown.window)}
    assert {"Aneesa", "Zephyr", "Quill", "Dev", "Gwen"} <= seen_before
    importing.keys.press("Ctrl+Shift+H")
    for tab in tabs:
        importing.turn_to(tab)
        told = to_be_seen(importing.shown.window)
        assert not [part for part in parts if part in told], tab
    assert "Pupil in row" in told or "Pupil " in told


def test_a_quoted_cell_with_marks_of_its_own_is_hidden_whole(importing: Importing) -> None:
    row = f"{upn(77)},Quill,Quentin,“Bob” Zephyr,9,9A,Y\n"
    importing.read(importing.file("marks.csv", a_list() + row))
    importing.turn_to("Problems")
    assert "““Bob” Zephyr” is no date." in to_be_seen(importing.shown.window)
    importing.keys.press("Ctrl+Shift+H")
    told = to_be_seen(importing.shown.window)
    assert "“•••” is no date." in told
    assert "Zephyr" not in told


def test_what_stops_a_file_is_said_without_names_too(importing: Importing) -> None:
    desk = importing.desk
    a_pupil(desk, a_school(desk, "Aneesa Khan Academy"), "Dev Patel", upn=upn(53))
    importing.read(importing.file("marks.csv", a_list()))
    importing.push("Take it in")
    stop = "1 of these pupils is at {} Academy on this desk."
    assert importing.shown.messages()[-1].startswith(stop.format("Aneesa Khan"))
    importing.keys.press("Ctrl+Shift+H")
    importing.push("Take it in")
    assert importing.shown.messages()[-1].startswith(stop.format("a pupil"))


@pytest.mark.parametrize(("mode", "scale"), [("light", 1.0), ("dark", 2.25)])
def test_nothing_of_a_preview_is_cut_off(opened, tmp_path: Path, mode: str, scale: float) -> None:
    shown = opened(a_year, mode=mode, scale=scale)
    shown.go(place.importing(shown.school().id, "pupils"))
    importing = Importing(shown, tmp_path)
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS, upns=False)))
    for tab in (*TABS_OF_ROWS, "New here", "Changes", "Not in the file"):
        importing.turn_to(tab)
        shown.keys.rest(60)
        assert cut_off(shown.window) == [], tab


# --- published files


def test_a_school_of_the_register_is_found_chosen_and_taken(importing: Importing) -> None:
    importing.shown.go(place.importing("", "register"))
    importing.read(importing.file("register.csv", REGISTER))
    assert "Kingsmead School" in importing.table("Schools of the file"), "those of the desk"
    importing.keys.fill("Search the schools of the file", "luton north")
    listed = importing.table("Schools of the file")
    assert listed.index("Northgate High") < listed.index("Northgate Infants"), "open ones first"
    importing.to_row("Schools of the file", "Northgate High")
    importing.keys.press("Return")
    importing.looked()
    assert "● Taken" in importing.table("What differs")
    importing.push("Take it in")
    added = next(s for s in importing.desk.schools.all() if s.name == "Northgate High")
    assert (added.urn, added.phase, added.dfe_number) == ("101235", "Secondary", "8234002")
    assert importing.desk.schools.contacts(added.id)[0].name == "Mr Jo Wood"


def test_what_the_desk_has_of_its_own_stays_unless_one_says_otherwise(importing: Importing) -> None:
    school = importing.shown.school()
    importing.desk.schools.edit(school.id, phase="All-through", authority="Elsewhere")
    importing.shown.go(place.importing("", "register"))
    importing.read(importing.file("register.csv", REGISTER))
    importing.to_row("What differs", "All-through")
    importing.keys.press("Return")
    importing.looked()
    importing.push("Take it in")
    now = importing.shown.school()
    assert (now.phase, now.authority) == ("Secondary", "Elsewhere")


def test_another_file_is_no_register(importing: Importing) -> None:
    importing.shown.go(place.importing("", "register"))
    importing.keys.fill("File", str(importing.file("register.csv", a_list())))
    importing.keys.press("Return")
    importing.keys.wait_for(importing.shown.messages)
    assert "is not the register of schools" in importing.shown.messages()[0]


def test_published_figures_come_in_and_are_seen_at_the_school(importing: Importing) -> None:
    school = importing.shown.school()
    importing.shown.go(place.importing(school.id, "performance"))
    importing.read(importing.file("england_ks4final.csv", KS4))
    importing.push("Take it in")  # of which year, has to be said
    assert not importing.desk.intake.measures(school.id)
    assert importing.keys.where() == "School year of the table"
    importing.pick("School year of the table", "2022/23")
    importing.looked()
    assert "▲ suppressed" in importing.table("Published figures")
    importing.push("Take it in")
    card = MeasuresCard(importing.shown.work.view, school.id)
    told = drawn(card._table)
    card.deleteLater()
    assert "2022/23, key stage 4" in told
    assert "−0.12" in told
    assert "▲ suppressed" in told


# --- rules


_meanings = st.builds(
    Meaning,
    field=st.just(RESULT),
    subject=st.text("abc |", min_size=1).filter(lambda t: t.replace("|", " ").strip()),
    stage=st.integers(0, 13),
    year=st.sampled_from([0, 2019, 2026]),
    term=st.sampled_from([ASKED, 0, 1, 2, 3]),
    kind=st.sampled_from(PointKind),
    scale=st.sampled_from(["", "nc-levels", "percent"]),
)


@given(_meanings)
def test_what_a_form_shows_of_a_column_means_the_same_again(meaning: Meaning) -> None:
    column = Column(0, "A heading", read_meaning(_plain(meaning).text(), words()))
    again = meanings.meant(column, meanings.answers(column.meaning), words())
    assert again.text() == column.meaning.text()


def _plain(meaning: Meaning) -> Meaning:
    """As one that was guessed: a subject without strokes, and a year or a year group."""
    subject = " ".join(meaning.subject.replace("|", " ").split())
    year = 0 if meaning.stage else meaning.year
    return Meaning(RESULT, subject, meaning.stage, year, meaning.term, meaning.kind, meaning.scale)


_values = st.sampled_from(["", "4a", "5c"])


@given(st.lists(st.tuples(st.booleans(), st.lists(st.tuples(_values, _values), max_size=4))))
def test_every_result_is_new_changed_or_as_it_is(
    pupils: list[tuple[bool, list[tuple[str, str]]]],
) -> None:
    """`kept` "" stands for a result that the desk does not have."""
    accepted, kept, expected = [], {}, {"new": 0, "changed": 0, "same": 0}
    for number, (known, pairs) in enumerate(pupils):
        results = []
        for at, (value, was) in enumerate(pairs):
            results.append(
                Result(number, f"S{at}", 2026, 1, PointKind.CURRENT, "nc", value, None, "")
            )
            if was:
                kept[f"p{number}", f"S{at}", 2026, 1, "current", "nc"] = Kept("", was, "")
            there = known and bool(was)
            expected["new" if not there else "same" if was == value else "changed"] += 1
        match = Match.SURE if known else Match.NEW
        ref = f"p{number}" if known else ""
        accepted.append(Incoming(number, "", {}, match, pupil_id=ref, results=tuple(results)))
    out = (Problem(3, "why", whole=True), Problem(3, "too", whole=True), Problem(4, "cell"))
    sums = sums_of(PupilPreview("", "", "", tuple(accepted), problems=out, kept=kept))
    assert (sums.results_new, sums.results_changed, sums.results_same) == tuple(expected.values())
    assert sums.new + sums.known == len(pupils)
    assert (sums.rows_out, sums.cells_out) == (1, 1)


_places = st.lists(
    st.sampled_from(["north", "gate", "high", "luton", "st"]), min_size=1, max_size=4
)


@given(st.lists(_places, max_size=12), _places)
def test_a_search_finds_all_schools_with_such_words_and_no_others(
    names: list[list[str]], wanted: list[str]
) -> None:
    schools = [
        Listed(str(n), " ".join(name), "", "Open", f" {n} {' '.join(name)}")
        for n, name in enumerate(names)
    ]
    by_hand = {
        one.id
        for one, name in zip(schools, names, strict=True)
        if all(any(word.startswith(start) for word in (one.id, *name)) for start in wanted)
    }
    assert {one.id for one in found(schools, " ".join(wanted))} == by_hand


@given(st.lists(st.dictionaries(st.sampled_from(["results", "fields"]), st.integers(0, 99))))
def test_counts_of_several_files_add_up(summaries: list[dict[str, int]]) -> None:
    total = added_up(summaries)
    assert sum(total.values()) == sum(sum(each.values()) for each in summaries)
    assert ("Nothing new" in counted(total)) == (not any(total.values()))


def test_a_page_that_is_left_open_stays_as_it_is(importing: Importing) -> None:
    """Going away and coming back finds the same preview."""
    importing.read(importing.file("marks.csv", a_list()))
    part = importing.part
    importing.shown.go(Place())
    importing.shown.go(place.importing(importing.shown.school().id, "pupils"))
    assert importing.part is part
    assert any(isinstance(each, QTableView) for each in seen(part, QTableView))
