"""A logo that is not lost, a note in the bin, a school in the bin, names that stay hidden."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPlainTextEdit

from sipdesk.export.material import gather_note
from sipdesk.models.visits import EntryKind, SessionKind
from sipdesk.ui import place
from sipdesk.ui.forms import flush_all
from sipdesk.ui.pages.bin import BinPage
from sipdesk.ui.pages.history import HistoryPage, of_record
from sipdesk.ui.pages.visit import note
from sipdesk.ui.pages.visit.entries import AdriftCard, EntryRow
from sipdesk.ui.pages.visit.note import NotePage
from sipdesk.ui.place import Kind, Place, Section, Stage
from sipdesk.ui.tables.record_table import RecordTable
from tests.ui.windows import Shown, seen

PICTURE = b"\x89PNG" + bytes(12_000)


def said(shown: Shown) -> str:
    """All words on the page, those of its tables too."""
    labels = [label.text() for label in seen(shown.page, QLabel)]
    cells = [
        str(table.model().index(row, column).data() or "")
        for table in seen(shown.page, RecordTable)
        for row in range(table.model().rowCount())
        for column in range(table.model().columnCount())
    ]
    return "\n".join([*labels, *cells])


# --- the logo


@pytest.fixture
def settings(shown: Shown) -> Shown:
    shown.do("settings")
    return shown


def test_a_logo_is_chosen_and_taken_away_and_had_back(settings, tmp_path, monkeypatch) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(PICTURE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    settings.keys.push("Choose a picture")
    assert settings.desk.settings.logo == PICTURE
    assert "A picture of 12 KB" in said(settings)
    settings.keys.push("Take it away")
    assert settings.desk.settings.logo == b""
    assert "No picture stands" in said(settings)
    settings.do("undo")
    assert settings.desk.settings.logo == PICTURE
    assert "A picture of 12 KB" in said(settings)


def test_a_logo_that_is_no_picture_is_refused(settings, tmp_path, monkeypatch) -> None:
    (tmp_path / "logo.txt").write_text("no picture")
    for wrong, told in (("logo.txt", "PNG or JPEG"), ("missing.png", "cannot be read")):
        chosen = str(tmp_path / wrong), ""
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, to=chosen: to)
        settings.keys.push("Choose a picture")
        assert told in " ".join(settings.messages())
    assert settings.desk.settings.logo == b""


# --- into the bin and back


def test_a_school_goes_into_the_bin_and_comes_back(shown: Shown) -> None:
    school = shown.school()
    shown.go(place.school(school.id, Section.OVERVIEW))
    shown.keys.push("Bin this school")
    assert shown.work.router.here == Place()
    assert school.id not in [s.id for s in shown.desk.schools.all()]
    shown.do("undo")
    assert school.id in [s.id for s in shown.desk.schools.all()]


def note_page(shown: Shown) -> NotePage:
    shown.go(place.visit(shown.visit().id, Stage.NOTE))
    assert isinstance(shown.page, NotePage)
    return shown.page


def test_a_note_goes_into_the_bin_and_composing_takes_it_back(shown: Shown) -> None:
    note_page(shown)
    visit = shown.visit()
    note = shown.desk.notes.of_visit(visit.id)
    shown.keys.push("Bin")
    assert not shown.desk.notes.has(visit.id)
    shown.keys.push("Compose the note")
    assert shown.desk.notes.of_visit(visit.id).id == note.id
    assert len(shown.desk.notes.of_school(visit.school_id)) >= 1


def test_entries_of_a_binned_session_can_be_found_and_moved(shown: Shown) -> None:
    desk, visit = shown.desk, shown.visit()
    lessons = shown.session(SessionKind.LESSONS)
    here = desk.capture.here(visit.id, lessons.id)
    assert here is not None
    entry = desk.capture.add(here, EntryKind.STRENGTH, "Marked to criteria")
    card = AdriftCard(shown.work.router.view, visit.id)
    assert card.isHidden()
    desk.visits.bin_session(lessons.id)
    card.refresh()
    row = next(r for r in card.findChildren(EntryRow) if r._entry.id == entry.id)
    row._change.setChecked(True)
    offered = row._form.editor("session_id")
    assert isinstance(offered, QComboBox)
    assert offered.currentText() == "A session in the bin"
    other = shown.session(SessionKind.LUNCH)
    row._form.set_value("session_id", other.id)
    assert row._form.flush()
    assert desk.evidence.entry(entry.id).session_id == other.id
    card.deleteLater()


# --- what the gate does to the note


def test_the_note_page_says_to_whom_it_goes_and_which_names_stay_out(shown: Shown) -> None:
    note_page(shown)
    visit = shown.visit()
    desk = shown.desk
    desk.pupils.add(visit.school_id, "Grace Adeyemi", year="Year 8")
    gone = desk.pupils.add(visit.school_id, "Zebedee Marlowe", year="Year 8")
    desk.pupils.bin(gone.id)
    here = desk.capture.here(visit.id)
    assert here is not None
    desk.capture.add(here, EntryKind.ACTION, "Zebedee Marlowe meets his tutor")
    findings = desk.notes.sections(desk.notes.of_visit(visit.id).id)[2]
    author = desk.settings.author
    desk.notes.edit_section(findings.id, f"Grace is asked for. {author} saw it.")
    shown.keys.wait_for(lambda: "Not written out" in said(shown))
    told = said(shown)
    assert "As it goes to the authority: no pupil and no teacher is named." in told
    out = next(line for line in told.splitlines() if line.startswith("Not written out"))
    assert "Zebedee Marlowe" in out
    assert author not in out
    assert "Grace" not in out
    assert "▲ Look at: Grace." in told
    shown.do("hide-names")
    assert "Zebedee" not in said(shown)


def test_nobody_who_types_in_a_note_waits_for_the_names_gate(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = note_page(shown)
    shown.settle()
    asked: list[object] = []
    monkeypatch.setattr(note, "gather_note", lambda *of: asked.append(of) or gather_note(*of))
    seen(page, QPlainTextEdit)[0].setFocus()
    for letter in "again and again":
        shown.keys.type(letter)
        assert flush_all(page)
    assert not asked
    shown.keys.wait_for(lambda: asked)
    assert len(asked) == 1


# --- hidden names stay hidden


@pytest.fixture
def watched(shown: Shown) -> Shown:
    """Somebody looks over one's shoulder, and a pupil and an entry lie in the bin."""
    desk, visit = shown.desk, shown.visit()
    here = desk.capture.here(visit.id)
    assert here is not None
    entry = desk.capture.add(here, EntryKind.CONCERN, "Zebedee Marlowe sits alone")
    desk.pupils.bin(desk.pupils.add(visit.school_id, "Zebedee Marlowe").id)
    desk.capture.bin(entry.id)
    shown.settle()
    return shown


def test_names_in_the_bin_are_hidden(watched: Shown) -> None:
    watched.do("bin")
    assert isinstance(watched.page, BinPage)
    assert "Zebedee" in said(watched)
    watched.do("hide-names")
    assert "Zebedee" not in said(watched)
    assert "Marlowe" not in said(watched)
    assert "a pupil sits alone" in said(watched)


def test_names_in_a_records_history_are_hidden(watched: Shown) -> None:
    pupil = watched.desk.pupils.of_school(watched.school().id)[0]
    watched.desk.pupils.edit(pupil.id, name="Hepzibah Thorne", target="5a")
    watched.go(of_record("pupils", pupil.id))
    assert isinstance(watched.page, HistoryPage)
    assert "Hepzibah" in said(watched)
    watched.do("hide-names")
    assert watched.work.router.here.kind is Kind.HISTORY
    shown = said(watched)
    assert "Hepzibah" not in shown
    assert not any(part in shown for part in pupil.name.split())
    assert "5a" in shown
