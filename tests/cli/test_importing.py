"""``sipdesk import``: it shows what it would do, and does it when it is told to."""

from __future__ import annotations

import json

import pytest

from tests.builders import a_pupil
from tests.intake.builders import a_list, a_workbook, upn
from tests.intake.test_performance import KS2
from tests.intake.test_register import CODED, ROWS


def _json(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def file(tmp_path):
    """A list of two pupils with a result each."""
    path = tmp_path / "year9.csv"
    path.write_text(a_list("Maths Aut 2009", aneesa=",4b", lukasz=",5c"), encoding="utf-8")
    return path


@pytest.fixture
def kept(open_desk):
    """The pupils of Northgate High, and their results."""

    def _kept():
        now = open_desk()
        school = now.schools.named("999002")
        results = {a.value for a in now.assessments.of_school(school.id)}
        names = {pupil.name for pupil in now.pupils.of_school(school.id)}
        now.close()
        return names, results

    return _kept


def test_without_accept_nothing_is_changed(run, store, kept, file):
    before = kept()
    said = run("import", "pupils", file, "--school", "999002")
    assert said.exit_code == 0, said.output
    assert "Maths Aut 2009: Result: Mathematics, autumn 2009/10, " in said.stdout
    assert "2 new" in said.stdout
    assert said.stdout.rstrip().endswith("Nothing has been changed; --accept takes it in.")
    assert kept() == before


def test_with_accept_it_is_taken_in(run, store, kept, file):
    said = _json(run("import", "pupils", file, "--school", "999002", "--accept", "--json"))
    assert (said["taken"], said["pupils"], said["results"]) == (True, 2, 2)
    assert len(said["imports"]) == 1
    names, results = kept()
    assert {"Aneesa Khan", "Łukasz Zielny"} <= names
    assert {"4b", "5c"} <= results


def test_the_same_file_again_brings_nothing_new(run, store, kept, file):
    first = run("import", "pupils", file, "--school", "999002", "--accept").stdout
    assert "2 results\n" in first
    assert first.rstrip().endswith("Taken in.")
    before = kept()
    again = run("import", "pupils", file, "--school", "999002", "--accept").stdout
    assert "2 results as they are" in again
    assert "nothing new" in again
    assert "Taken in." not in again
    assert kept() == before


def test_the_keys_of_the_json_stay_as_they_are(run, store, file):
    said = _json(run("import", "pupils", file, "--school", "999002", "--json"))
    assert (
        list(said)
        == (
            "taken rows pupils joiners changed waiting missing leavers results replaced columns"
            " problems warnings to_settle imports"
        ).split()
    )


def test_problems_are_named_by_row(run, store, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text(f"UPN,Name,Year,KS2 Reading\n{upn(1)},A B,7,100\n{upn(2)},C D,7,121\n")
    said = _json(run("import", "pupils", path, "--school", "999002", "--json"))
    assert [(p["row"], p["column"]) for p in said["problems"]] == [(3, "KS2 Reading")]
    shown = run("import", "pupils", path, "--school", "999002").stdout
    assert "Row 3, KS2 Reading: “121” is outside 80 to 120." in shown


def test_a_mapping_says_what_columns_are(run, store, kept, file, tmp_path):
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        '[columns]\n"Maths Aut 2009" = "result: Science | spring 2009 | target | nc-sublevels"\n'
        '"Reg" = ""\n'
    )
    said = _json(
        run("import", "pupils", file, "--school", "999002", "--mapping", mapping, "--json")
    )
    assert said["columns"]["Maths Aut 2009"].startswith("result: Science")
    assert said["columns"]["Reg"] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\n"Nothing" = "upn"\n', "no column “Nothing”"),
        ('[columns]\n"Reg" = "nonsense"\n', "nothing that a column can be"),
        ("[colums]\n", "Did you mean “columns”?"),
        ("[columns\n", "mapping.toml, line 1"),
    ],
)
def test_a_mapping_with_a_mistake(run, refused, store, file, tmp_path, text, said):
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(text)
    assert said in refused(
        run("import", "pupils", file, "--school", "999002", "--mapping", mapping)
    )


def test_rows_that_wait_stop_it_until_it_is_said_who_they_are(run, refused, open_desk, file, kept):
    now = open_desk()
    a_pupil(now, now.schools.named("999002"), "Aneesa Khan")
    now.close()
    line = ("import", "pupils", file, "--school", "999002", "--accept")
    assert "1 row needs a choice" in refused(run(*line))
    assert "4b" not in kept()[1]
    assert run(*line, "--same").exit_code == 0
    assert "4b" in kept()[1]


def test_a_sheet_by_its_name(run, refused, store, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(a_workbook(["UPN", "Name"], [upn(1), "Aneesa Khan"], title="Year 9"))
    line = ("import", "pupils", path, "--school", "999002", "--json")
    assert _json(run(*line, "--sheet", "year 9"))["pupils"] == 1
    assert "There are: Year 9." in refused(run(*line, "--sheet", "Year 8"))


def test_a_file_that_is_not_there(run, refused, store, tmp_path):
    said = refused(run("import", "pupils", tmp_path / "none.csv", "--school", "999002"))
    assert said == "There is no file “none.csv”. Nothing has been changed. Choose it again."


def test_a_school_has_to_be_named(run, store, file):
    assert run("import", "pupils", file).exit_code == 2


def test_schools_of_the_register(run, store, open_desk, tmp_path):
    path = tmp_path / "edubase.csv"
    path.write_bytes((CODED + ROWS).encode("cp1252"))
    line = ("import", "register", path, "--school", "123456")
    assert "Kingsmead School, Bristol" in run(*line).stdout
    said = _json(run(*line, "--accept", "--json"))
    assert [one["urn"] for one in said["schools"]] == ["123456"]
    assert open_desk().schools.named("123456").authority == "Bristol"


def test_published_figures(run, store, open_desk, tmp_path):
    path = tmp_path / "2022-2023_ks2.csv"
    path.write_text(KS2.replace("123456", "999002"))
    assert "no figure: suppressed" in run("import", "performance", path).stdout
    said = _json(run("import", "performance", path, "--school", "999002", "--accept", "--json"))
    assert (said["year"], said["key_stage"]) == (2022, 2)
    now = open_desk()
    assert len(now.intake.measures(now.schools.named("999002").id)) == len(said["figures"]) == 6
