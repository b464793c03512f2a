"""Gaps on the command line: a table to read, JSON for other programs, a file to send."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

KEYS = (
    "group subject point scale pupils average whole_pupils whole_average gap_to_whole rest_pupils"
    " rest_average gap_to_rest closing_to_whole closing_to_rest notes"
).split()


def rows(run, *args):
    result = run("gaps", "Kingsmead", *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_keys_of_the_json_stay_as_they_are(run, store):
    found = rows(run, "--group", "fsm")
    assert found
    assert all(list(row) == KEYS for row in found)


def test_the_keys_are_documented(run):
    assert ", ".join(KEYS) in " ".join(run("gaps", "--help").stdout.split())
    figures = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")
    assert all(f"`{key}`" in figures for key in KEYS)


def test_averages_are_not_rounded_and_gaps_are_their_differences(run, store):
    found = [row for row in rows(run, "--group", "fsm") if row["gap_to_rest"] is not None]
    assert any(round(row["average"], 3) != row["average"] for row in found)
    for row in found:
        assert row["gap_to_whole"] == pytest.approx(row["average"] - row["whole_average"])
        assert row["gap_to_rest"] == pytest.approx(row["average"] - row["rest_average"])
        assert row["pupils"] + row["rest_pupils"] == row["whole_pupils"]


@pytest.mark.parametrize("said", ["Year 9", "9", "year 9"])
def test_a_year_is_meant_however_it_is_written(run, store, said):
    assert rows(run, "--cohort", said) == rows(run, "--cohort", "Year 9")


def test_a_class_has_fewer_pupils_than_its_year(run, store):
    of_class = rows(run, "--cohort", "9B", "--subject", "English")
    of_both = rows(run, "--cohort", "Year 9, 9B", "--subject", "English")
    of_year = rows(run, "--cohort", "Year 9", "--subject", "English")
    assert of_class == of_both
    assert max(r["whole_pupils"] for r in of_class) < max(r["whole_pupils"] for r in of_year)


def test_a_subject_is_meant_by_any_of_its_names(run, store):
    assert {row["subject"] for row in rows(run, "--subject", "maths")} == {"Mathematics"}


def test_a_group_is_meant_by_its_name_or_key(run, store):
    assert rows(run, "--group", "Free school meals") == rows(run, "--group", "fsm")
    both = {row["group"] for row in rows(run, "--group", "fsm", "--group", "Girls")}
    assert both == {"fsm", "gender:F"}


def test_percentages_lie_between_none_and_all(run, store):
    found = rows(run, "--measure", "expected", "--cohort", "Year 9", "--group", "fsm")
    assert found
    assert all(0 <= row["average"] <= 100 for row in found if row["average"] is not None)


@pytest.mark.parametrize(
    ("option", "word", "said"),
    [
        ("--cohort", "Year 3", "No pupil of Kingsmead School is in “Year 3”."),
        ("--subject", "Alchemy", "There are no results in “Alchemy”."),
        ("--group", "Left-handed", "No pupil with a result is in “Left-handed”."),
    ],
)
def test_what_is_not_there_is_said_with_what_is(run, store, refused, option, word, said):
    line = refused(run("gaps", "Kingsmead", option, word))
    assert line.startswith(said)
    assert ": " in line or "classes are" in line


def test_the_classes_that_are_offered_are_those_of_today(run, store, open_desk, refused):
    desk = open_desk()
    school = desk.schools.named("Kingsmead")
    desk.pupils.add(school.id, "Somebody Gone", year="Year 13", form="13Z")
    desk.close()
    here = refused(run("gaps", "Kingsmead", "--cohort", "Year 3"))
    desk = open_desk()
    gone = next(p for p in desk.pupils.of_school(school.id) if p.form == "13Z")
    desk.pupils.edit(gone.id, left_on=date(2009, 7, 20))
    desk.close()
    left = refused(run("gaps", "Kingsmead", "--cohort", "Year 3"))
    assert "13Z" in here
    assert "13Z" not in left


def test_the_table_has_a_line_for_each_row(run, store):
    lines = run("gaps", "Kingsmead", "--group", "fsm", "--subject", "English").stdout.splitlines()
    found = rows(run, "--group", "fsm", "--subject", "English")
    scales = {row["scale"] for row in found}
    told = ["Scale"] if len(scales) > 1 else []  # one alone need not be named
    assert lines[0].split()[: 4 + len(told)] == ["Subject", *told, "Point", "Group", "Pupils"]
    assert len(lines) - 1 == len(found)


def test_a_school_without_results_has_no_gaps(run, store):
    assert run("gaps", "Northgate").stdout == "There are no gaps.\n"


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_report_for_governors_hides_and_names_nobody(run, store, open_desk, tmp_path, ending):
    dest = tmp_path / f"gaps.{ending}"
    result = run("export", "gaps", "Kingsmead", dest, "--audience", "governors")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(dest)
    words = text_of(dest)
    assert "not shown" in words
    desk = open_desk()
    school = desk.schools.named("Kingsmead")
    names = {pupil.name for pupil in desk.pupils.of_school(school.id) if " " in pupil.name}
    assert names
    assert not [name for name in names if name in words]


def test_the_heads_report_hides_nothing(run, store, tmp_path):
    dest = tmp_path / "gaps.pdf"
    assert run("export", "gaps", "Kingsmead", dest).exit_code == 0
    assert "not shown" not in text_of(dest)


def test_a_higher_threshold_hides_no_less(run, store, tmp_path):
    hidden = []
    for threshold in ("5", "10"):
        dest = tmp_path / f"{threshold}.xlsx"
        asked = ("--audience", "authority", "--threshold", threshold)
        assert run("export", "gaps", "Kingsmead", dest, *asked).exit_code == 0
        hidden.append(text_of(dest).count("not shown"))
    assert 0 < hidden[0] <= hidden[1]


def test_a_threshold_out_of_bounds_is_wrong_usage(run, store, tmp_path):
    dest = tmp_path / "gaps.pdf"
    for threshold in ("4", "11"):
        asked = ("--audience", "governors", "--threshold", threshold)
        assert run("export", "gaps", "Kingsmead", dest, *asked).exit_code == 2
    assert not dest.exists()


def test_a_file_that_is_there_stays(run, store, refused, tmp_path):
    dest = tmp_path / "gaps.pdf"
    dest.write_text("mine")
    assert "--force" in refused(run("export", "gaps", "Kingsmead", dest))
    assert dest.read_text() == "mine"


def test_that_it_left_is_remembered(run, store, open_desk, tmp_path):
    run("export", "gaps", "Kingsmead", tmp_path / "gaps.pdf", "--audience", "governors")
    desk = open_desk()
    school = desk.schools.named("Kingsmead")
    left = [one for one in desk.keeping.departures() if one.what == "Gap report"]
    assert [(one.school_id, one.audience) for one in left] == [(school.id, "governors")]


def text_of(dest: Path) -> str:
    if dest.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(dest).pages)
    book = openpyxl.load_workbook(dest)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
