"""Papers written from the command line."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from sipdesk.cli.exporting import AUDIENCES
from sipdesk.export.audience import Audience

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def visits(run, store):
    """Ids of the visits of the lived-in school, oldest first; the third is today's."""
    listed = run("list", "visits", "--json", "--school", "999001").stdout
    return [row["id"] for row in json.loads(listed)]


@pytest.fixture
def today(run, visits):
    rows = json.loads(run("list", "visits", "--json").stdout)
    return next(r["id"] for r in rows if r["date"] == date.today().isoformat())


STARTS = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".ics": b"BEGIN:VCALENDAR"}


def _written(result, dest):
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{dest}\n"
    assert result.stderr == ""
    assert dest.read_bytes().startswith(STARTS[dest.suffix.lower()])
    assert [p.name for p in dest.parent.iterdir() if p.suffix == ".part"] == []


def test_every_audience_is_offered_and_documented(run):
    assert list(AUDIENCES) == [audience.value for audience in Audience]
    figures = README.with_name("docs") / "figures.md"
    for what in ("gaps", "note"):
        told = " ".join(run("export", what, "--help").stdout.split())
        assert f"[{'|'.join(AUDIENCES)}]" in told
        assert "a consultant head" in told
    for page in (README, figures):
        assert all(f"`{one}`" in page.read_text("utf-8") for one in AUDIENCES), page.name


@pytest.mark.parametrize("name", ["note.pdf", "note.docx", "NOTE.PDF", "with spaces ș.docx"])
def test_a_note(run, today, tmp_path, name):
    _written(run("export", "note", today, tmp_path / name), tmp_path / name)


@pytest.mark.parametrize("name", ["agenda.pdf", "agenda.ics"])
def test_an_agenda(run, visits, tmp_path, name):
    _written(run("export", "agenda", visits[-1], tmp_path / name), tmp_path / name)


@pytest.mark.parametrize("school", ["999001", "Kingsmead School", "kings"])
def test_a_plan(run, store, tmp_path, school):
    _written(run("export", "plan", school, tmp_path / "plan.xlsx"), tmp_path / "plan.xlsx")


def test_a_destination_without_a_folder_is_here(run, today, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("export", "note", today, "note.pdf").stdout == "note.pdf\n"
    assert (tmp_path / "note.pdf").exists()


def test_the_note_says_what_was_recorded_and_names_no_pupil(run, today, tmp_path):
    from pypdf import PdfReader

    run("export", "note", today, tmp_path / "note.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "note.pdf").pages)
    assert "Kingsmead School" in text
    assert "Zielny" not in text


@pytest.mark.parametrize("reader", ["head", "governors", "authority", "consultant"])
def test_a_note_for_another_reader(run, today, tmp_path, reader):
    dest = tmp_path / "note.docx"
    _written(run("export", "note", today, dest, "--for", reader), dest)


# --- which visit, which school


def test_a_visit_by_any_unique_start_of_its_id(run, open_desk, visits, tmp_path):
    now = open_desk()
    every = [visit.id for visit in now.visits.all()]
    now.close()
    ref = visits[0]
    unique = next(ref[:n] for n in range(1, 11) if [v[:n] for v in every].count(ref[:n]) == 1)
    for n, start in enumerate((ref, ref[:6], unique, ref[:6].upper())):
        _written(run("export", "agenda", start, tmp_path / f"{n}.pdf"), tmp_path / f"{n}.pdf")


def test_a_start_that_fits_two_visits(run, refused, open_desk, visits, tmp_path):
    from dataclasses import replace

    now = open_desk()
    visit = now.visits.get(visits[0])
    with now.step("Copy visit"):
        now.store.put(replace(visit, id=f"{visit.id[:6]}!!!!"))
    now.close()
    said = refused(run("export", "agenda", visit.id[:6], tmp_path / "a.pdf"))
    assert said == f"“{visit.id[:6]}” fits 2 of them. Give more letters of the id."


@pytest.mark.parametrize("start", ["nowhere", "", "999001"])
def test_a_visit_that_is_not_there(run, refused, store, tmp_path, start):
    said = refused(run("export", "note", start, tmp_path / "note.pdf"))
    assert said == f"There is no visit “{start}”."
    assert not (tmp_path / "note.pdf").exists()


def test_a_school_that_is_not_there(run, refused, empty_store, tmp_path):
    said = refused(run("export", "plan", "Kingsmead", tmp_path / "plan.xlsx"))
    assert said == "There is no school “Kingsmead”."


def test_the_plan_of_a_school_with_nothing_in_it(run, open_desk, tmp_path):
    now = open_desk()
    now.schools.add("New School")
    now.close()
    _written(run("export", "plan", "New", tmp_path / "plan.xlsx"), tmp_path / "plan.xlsx")


# --- a note that is not composed


def test_a_note_that_is_not_composed_is_not_written(run, refused, visits, tmp_path):
    said = refused(run("export", "note", visits[-1], tmp_path / "note.pdf"))
    assert said.startswith("No note has been composed for this visit yet. Nothing was written.")
    assert "--compose" in said
    assert not (tmp_path / "note.pdf").exists()


def test_compose_composes_it(run, visits, open_desk, tmp_path):
    dest = tmp_path / "note.pdf"
    _written(run("export", "note", visits[-1], dest, "--compose"), dest)
    now = open_desk()
    assert now.notes.has(visits[-1])
    assert now.undo() == "Compose note"
    assert not now.notes.has(visits[-1])


def test_compose_leaves_a_note_that_is_there_alone(run, today, open_desk, tmp_path):
    now = open_desk()
    before = now.journal.steps(5)
    now.close()
    assert run("export", "note", today, tmp_path / "note.pdf", "--compose").exit_code == 0
    assert open_desk().journal.steps(5) == before


def test_what_cannot_be_written_is_not_composed_either(run, visits, open_desk, tmp_path):
    (tmp_path / "note.pdf").touch()
    assert run("export", "note", visits[-1], tmp_path / "note.pdf", "--compose").exit_code == 1
    assert not open_desk().notes.has(visits[-1])


# --- where it goes

EXPORTS = [("note", "a.pdf"), ("note", "a.docx"), ("agenda", "a.pdf"), ("agenda", "a.ics")]


@pytest.fixture(params=[*EXPORTS, ("plan", "a.xlsx")], ids=" ".join)
def export(request, run, today, tmp_path):
    """One kind of export: the line to say, and where its file goes."""
    what, name = request.param
    about = "999001" if what == "plan" else today

    def _export(folder, *more):
        return run("export", what, about, folder / name, *more)

    return _export, name


def test_a_file_that_is_there_stays(export, refused, tmp_path):
    write, name = export
    (tmp_path / name).write_text("mine", encoding="utf-8")
    said = refused(write(tmp_path))
    assert said.startswith(f"There is already a file “{name}”.")
    assert "--force" in said
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_force_replaces_it(export, tmp_path):
    write, name = export
    (tmp_path / name).write_text("mine", encoding="utf-8")
    _written(write(tmp_path, "--force"), tmp_path / name)


def test_a_folder_that_is_not_there(export, refused, tmp_path):
    write, _ = export
    said = refused(write(tmp_path / "no" / "such"))
    assert said.startswith(f"There is no folder “{tmp_path / 'no' / 'such'}”.")
    assert not (tmp_path / "no").exists()


def test_a_folder_of_that_name_is_not_replaced(export, refused, tmp_path):
    write, name = export
    (tmp_path / name).mkdir()
    assert "is a folder" in refused(write(tmp_path, "--force"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_folder_that_may_not_be_written(export, refused, tmp_path):
    write, _ = export
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "may not write" in refused(write(tmp_path / "locked"))


def test_the_wrong_ending_is_refused_before_anything_is_opened(run, home, tmp_path):
    result = run("export", "note", "a", tmp_path / "note.odt")
    assert result.exit_code == 2
    assert "must end in .pdf or .docx" in result.stderr
