"""``sipdesk access-report`` and ``sipdesk erase``, and what exports leave behind."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from sipdesk.cli import main
from sipdesk.models.keeping.erasing.work import Eraser
from tests.intake.builders import a_list


@pytest.fixture
def pupil(open_desk):
    """A pupil of the sample of whom texts speak."""
    desk = open_desk()
    talked_with = {
        r["pupil_id"] for r in desk.store.query("SELECT pupil_id FROM conversations", [])
    }
    found = next(p for p in desk.pupils.all() if p.id in talked_with)
    desk.close()
    return found


def test_the_report_is_a_pdf_or_json_by_its_name_and_both_in_a_folder(run, store, pupil, tmp_path):
    assert run("access-report", pupil.name, tmp_path / "his.pdf").exit_code == 0
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "his.pdf").pages)
    assert pupil.name in text
    assert run("access-report", pupil.id, tmp_path / "his.json").exit_code == 0
    told = json.loads((tmp_path / "his.json").read_text())
    assert told["person"]["name"] == pupil.name
    assert "conversation" in {record["kind"] for record in told["records"]}
    both = tmp_path / "both"
    both.mkdir()
    done = run("access-report", pupil.id, both)
    assert sorted(f.suffix for f in both.iterdir()) == [".json", ".pdf"]
    assert not any(pupil.name.split()[0] in f.name for f in both.iterdir())
    assert len(done.stdout.splitlines()) == 2


def test_the_report_goes_to_another_program(run, store, pupil):
    done = run("access-report", pupil.id, "--json")
    assert set(json.loads(done.stdout)) == {
        "person",
        "on",
        "records",
        "texts",
        "history",
        "documents_that_left",
    }


def test_no_other_pupil_is_named_in_it(run, store, pupil, open_desk):
    told = run("access-report", pupil.id, "--json").stdout
    desk = open_desk()
    names = {p.name for p in desk.pupils.all() if p.id != pupil.id}
    assert len(names) > 3
    assert not [name for name in names if name in told]


def test_a_report_is_itself_a_document_that_left(run, store, pupil, tmp_path):
    run("access-report", pupil.id, tmp_path / "a.pdf")
    told = json.loads(run("access-report", pupil.id, "--json").stdout)
    assert [d["name"] for d in told["documents_that_left"]] == ["a.pdf"]


def test_what_was_exported_stands_in_the_report(run, store, pupil, tmp_path, open_desk):
    desk = open_desk()
    visit = desk.visits.get(desk.evidence.conversations_with(pupil.id)[-1].visit_id)
    desk.close()
    assert run("export", "note", visit.id, tmp_path / "n.pdf", "--compose").exit_code == 0
    assert run("export", "agenda", visit.id, tmp_path / "a.ics").exit_code == 0
    told = json.loads(run("access-report", pupil.id, "--json").stdout)
    assert [(d["what"], d["name"]) for d in told["documents_that_left"]] == [
        ("Note of visit", "n.pdf")
    ]
    assert str(tmp_path) not in json.dumps(told)


def test_a_file_that_is_there_stays(run, store, pupil, tmp_path, refused):
    mine = tmp_path / "mine.pdf"
    mine.write_text("mine")
    assert "already a file" in refused(run("access-report", pupil.id, mine))
    assert mine.read_text() == "mine"
    assert run("access-report", pupil.id, mine, "--force").exit_code == 0


def test_another_ending_is_refused(run, store, pupil, tmp_path, refused):
    assert "neither .pdf nor .json" in refused(run("access-report", pupil.id, tmp_path / "x.txt"))


def test_nobody_of_that_name(run, store, refused):
    assert "Nobody called" in refused(run("erase", "Xaviera Nobodyhere", "--yes"))


def test_several_are_listed_and_none_is_touched(run, store, open_desk, refused):
    desk = open_desk()
    school = desk.schools.all()[0]
    twins = [desk.pupils.add(school.id, f"{name} Quolkbury") for name in ("Ada", "Bea")]
    desk.close()
    told = refused(run("erase", "Quolkbury", "--yes"))
    assert "fits 2 people" in told
    assert all(twin.id in told for twin in twins)


def test_erasing_asks_first_and_says_what_cannot_be_reached(run, store, pupil, tmp_path):
    run("access-report", pupil.id, tmp_path / "a.pdf")
    asked = CliRunner().invoke(main, ["erase", pupil.id], input="n\n")
    assert asked.exit_code == 1
    assert "Nothing was erased." in asked.output
    assert "cannot be undone" in asked.output
    assert "“a.pdf”" in asked.output
    assert run("access-report", pupil.id, "--json").exit_code == 0


def test_the_question_begins_with_whom(run, store, open_desk):
    desk = open_desk()
    school = desk.schools.all()[0]
    desk.pupils.add(school.id, "Joquita Quolkbury", upn="C801200009999")
    desk.schools.add_contact(school.id, "Chair of governors", "Jorunn Zwaltham")
    desk.schools.edit(school.id, picture="Jemmapetra showed us round.")
    desk.close()
    for asked, whom in (
        ("joq", f"Joquita Quolkbury, UPN C801200009999, {school.name}."),
        ("zwaltham", f"Jorunn Zwaltham, {school.name}."),
        ("Jemmapetra", "Jemmapetra, without a record of their own."),
    ):
        told = CliRunner().invoke(main, ["erase", asked], input="n\n")
        assert told.stderr.splitlines()[0] == whom


def test_unasked_nobody_goes_by_a_part_of_a_name(run, store, open_desk, refused):
    desk = open_desk()
    school = desk.schools.all()[0]
    for forename, upn in (("Ada", "C801200009991"), ("Bea", "C801200009992"), ("Cy", "")):
        desk.pupils.add(school.id, f"{forename} Quolkbury", upn=upn)
    desk.schools.edit(school.id, picture="Jemmapetra showed us round.")
    cy = next(p.id for p in desk.pupils.of_school(school.id) if p.name == "Cy Quolkbury")
    desk.close()
    told = refused(run("erase", "bea quo", "--yes"))
    assert f"Bea Quolkbury, UPN C801200009992, {school.name}" in told
    assert "Nothing was erased." in told
    refused(run("erase", "bea", "--yes"))
    for whole in ("quolkbury, bea", "c801200009991", cy, "Jemmapetra"):
        assert run("access-report", whole, "--json").exit_code == 0
        assert run("erase", whole, "--yes").exit_code == 0
        assert run("access-report", whole, "--json").exit_code == 1


def test_erased_is_erased(run, store, pupil, refused):
    run("backup")
    done = run("erase", pupil.id, "--yes", "--reason", "asked for by a parent")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Erased: 1 pupil’s record")
    assert "1 copy of the desk" in done.stdout
    refused(run("access-report", pupil.id, "--json"))
    assert run("check", "--deep").exit_code == 0


def test_a_backup_of_ones_own_brings_nobody_back_and_is_said(run, store, pupil, tmp_path):
    mine = tmp_path / "mybackup"
    assert run("backup", mine).exit_code == 0
    done = run("erase", pupil.id, "--yes")
    assert "Not reached: One copy was made elsewhere" in done.stdout
    assert str(mine) in done.stdout
    back = run("restore", mine)
    assert back.exit_code == 0, back.output
    assert "1 person erased before: erased again." in back.stdout
    assert pupil.id not in run("list", "pupils").stdout


def test_nor_where_the_present_store_does_not_open(run, store, pupil, tmp_path):
    mine = tmp_path / "mybackup"
    run("backup", mine)
    run("erase", pupil.id, "--yes")
    store.write_bytes(b"no store at all" * 400)
    back = run("restore", mine, "--force")
    assert "1 person erased before: erased again." in back.stdout, back.output
    assert "only as far as that backup knew it: look in the file that is kept" in back.stderr
    assert back.stderr.count("\n") == 1
    assert pupil.id not in run("list", "pupils").stdout


def test_the_register_s_order_and_a_part_of_a_name_will_do(run, store, pupil, open_desk):
    desk = open_desk()
    school = desk.schools.all()[0]
    desk.pupils.add(school.id, "Zebedee Quolkbŵry")
    desk.close()
    for asked in ("Quolkbwry, Zebedee", "zebedee quol", "Quolkb"):
        told = json.loads(run("access-report", asked, "--json").stdout)
        assert told["person"]["name"] == "Zebedee Quolkbŵry"


def test_a_list_taken_in_twice_leaves_nobody_under_the_first_id(run, store, tmp_path):
    file = tmp_path / "year9.csv"
    file.write_text(a_list("Maths Aut 2009", aneesa=",4b", lukasz=",5c"), encoding="utf-8")
    take_in = ("import", "pupils", file, "--school", "999002", "--accept")
    assert run(*take_in).exit_code == 0
    assert run("backup").exit_code == 0
    backups = store.parent / "backups"
    [before] = backups.glob("*before-import*.sipdesk")
    assert run("restore", before).exit_code == 0
    assert run(*take_in).exit_code == 0
    done = run("erase", "Aneesa Khan", "--yes", "--reason", "asked for")
    assert done.exit_code == 0, done.output
    copies = [*backups.glob("*.sipdesk"), *(store.parent / "kept").glob("*.sipdesk")]
    assert f"the same in {len(copies)} copies" in done.stdout
    assert "Not reached" not in done.stdout
    for copy in copies:
        assert run("restore", copy).exit_code == 0
        assert "Aneesa Khan" not in run("list", "pupils").stdout
        assert run("access-report", "Aneesa Khan", "--json").exit_code == 1


def test_ctrl_c_says_whether_the_erasure_goes_on(run, store, pupil, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    for where, said in (("copies", "still holds everything"), ("end", "finished when the desk")):
        with monkeypatch.context() as patched:
            patched.setattr(Eraser, where, stopped)
            done = run("erase", pupil.id, "--yes")
        assert done.exit_code == 130
        assert said in done.stderr
