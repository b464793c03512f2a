"""Documents out of the window: where to, over what, and what is said when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk.ui import place
from sipdesk.ui.place import Stage
from tests.pictures import desks
from tests.ui.windows import Shown


@pytest.fixture
def note(shown: Shown) -> Shown:
    """The note of the lived day."""
    shown.go(place.visit(shown.visit().id, Stage.NOTE))
    return shown


def ask(shown: Shown, dest: Path, key: str = "export-note-pdf") -> None:
    shown.do(key)
    shown.keys.fill("Write it to", str(dest))


def told(shown: Shown, words: str) -> None:
    shown.keys.wait_for(lambda: any(words in each for each in shown.messages()))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("export-note-pdf", "a.pdf"),
        ("export-note-word", "a.docx"),
        ("export-plan", "a.xlsx"),
        ("export-agenda", "b.pdf"),
        ("export-calendar", "a.ics"),
    ],
)
def test_each_document_is_written(note: Shown, tmp_path: Path, key: str, name: str) -> None:
    ask(note, tmp_path / name, key)
    note.keys.press("Return")
    told(note, f"Written: {name}")
    assert (tmp_path / name).stat().st_size > 400
    assert not note.work._export.isVisible()


def test_a_missing_folder_is_told(note: Shown, tmp_path: Path) -> None:
    ask(note, tmp_path / "nowhere" / "a.pdf")
    note.keys.press("Return")
    note.keys.wait_for(note.messages)
    assert "nowhere" in note.messages()[0]
    assert note.work._export.isVisible()


def test_a_folder_in_the_place_of_a_file_is_told(note: Shown, tmp_path: Path) -> None:
    ask(note, tmp_path)
    note.keys.press("Return")
    note.keys.wait_for(note.messages)
    assert tmp_path.is_dir()
    assert note.work._export.isVisible()


def test_no_place_at_all_is_told_at_the_field(note: Shown) -> None:
    ask(note, Path("a.pdf"))
    note.keys.press("Ctrl+A")
    note.keys.press("Delete")
    note.keys.press("Return")
    assert note.work._export.isVisible()
    problem = note.work._export._form._rows["path"]._problem
    assert problem.isVisible()
    assert "needed" in problem.text()


def test_an_existing_file_is_replaced_only_by_a_button_that_says_so(
    note: Shown, tmp_path: Path
) -> None:
    there = tmp_path / "a.pdf"
    there.write_text("mine")
    ask(note, there)
    panel = note.work._export
    assert panel._there.isVisible()
    assert "is there already" in panel._there.text()
    assert panel._go.text() == "Replace it"
    assert there.read_text() == "mine"
    note.keys.push("Replace it")
    told(note, "Written")
    assert there.read_bytes().startswith(b"%PDF")


def test_a_file_that_appears_meanwhile_is_asked_about(note: Shown, tmp_path: Path) -> None:
    there = tmp_path / "a.pdf"
    ask(note, there)
    there.write_text("mine")
    note.keys.press("Return")
    note.settle()
    assert there.read_text() == "mine"
    assert note.work._export._go.text() == "Replace it"


def test_esc_writes_nothing(note: Shown, tmp_path: Path) -> None:
    ask(note, tmp_path / "a.pdf")
    note.keys.press("Esc")
    assert not note.work._export.isVisible()
    assert not (tmp_path / "a.pdf").exists()


def test_a_note_that_is_not_composed_is_told(opened) -> None:
    shown: Shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id, Stage.NOTE))
    shown.do("export-note-pdf")
    assert len(shown.messages()) == 1
    assert not shown.work._export.isVisible()
