"""The access report as files: all of it or none, and nobody named around it."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
from pypdf import PdfReader

from sipdesk.export import access
from sipdesk.export.access import write_access_report
from sipdesk.export.content.access_report import AccessMaterial, gather_access
from sipdesk.export.files import FileError, FileExists, placed
from sipdesk.models.desk import Desk
from tests.builders import a_pupil, a_school, a_visit, captured, wait

NAME = "Zephyrine Quolkbury"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where nothing lies yet."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def material(desk: Desk) -> AccessMaterial:
    school = a_school(desk)
    visit = a_visit(desk, school, template="gaining_ground")
    pupil = a_pupil(desk, school, NAME)
    entry = captured(desk, visit, text="Zephyrine was late again")
    wait(desk, minutes=5)
    desk.evidence.edit_entry(entry.id, text="Somebody was late again")
    session = desk.visits.sessions(visit.id)[0]
    desk.evidence.converse(session.id, visit.id, pupil.id, quote="my father drinks")
    desk.undo()
    return gather_access(desk, desk.keeping.person(pupil.id))


@pytest.mark.parametrize("there", [".pdf", ".json"])
def test_where_one_of_two_files_is_there_already_none_is_written(
    material: AccessMaterial, folder: Path, there: str
) -> None:
    mine = folder / f"Access report, 2009-11-12{there}"
    mine.write_text("mine")
    with pytest.raises(FileExists):
        write_access_report(material, folder)
    assert list(folder.iterdir()) == [mine]
    assert mine.read_text() == "mine"
    assert len(write_access_report(material, folder, force=True)) == 2
    assert json.loads((folder / "Access report, 2009-11-12.json").read_text())


def test_a_disk_that_is_full_at_the_second_file_leaves_none(
    material: AccessMaterial, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def full(dest: Path, *, force: bool = False) -> Iterator[BinaryIO]:
        with placed(dest, force=force) as stream:
            if dest.suffix == ".json":
                raise OSError(errno.ENOSPC, "No space left on device")
            yield stream

    monkeypatch.setattr(access, "placed", full)
    with pytest.raises(FileError, match="no room left"):
        write_access_report(material, folder)
    assert not list(folder.iterdir())


def test_the_files_own_title_names_nobody(material: AccessMaterial, folder: Path) -> None:
    [file] = write_access_report(material, folder / "a.pdf")
    reader = PdfReader(file)
    assert reader.metadata is not None
    assert reader.metadata.title == "What is held about you"
    assert not any(word in repr(dict(reader.metadata)) for word in NAME.split())
    assert NAME in reader.pages[0].extract_text()


def test_what_only_the_history_holds_stands_in_both(material: AccessMaterial, folder: Path) -> None:
    pdf, data = write_access_report(material, folder)
    text = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    told = json.loads(data.read_text())
    for words in ("my father drinks", "Zephyrine was late again", "taken back"):
        assert words in text
    [lost] = [record for record in told["records"] if record["in_history_only"]]
    assert lost["facts"]["Visit of"] == "12 November 2009"
    [before] = [each for each in told["texts"] if each["in_history_only"]]
    assert before["text"] == "Zephyrine was late again"
    assert {step["state"] for step in told["history"]} == {"done", "taken back"}
