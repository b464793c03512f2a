"""``sipdesk import pupils`` names whom it is about: who changes, who waits, who is not there."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.builders import a_pupil
from tests.intake.builders import upn

HEADS = "UPN,Surname,Forename,DOB,Year,Reg,FSM"
SURNAMES = (
    *("Begum", "Okafor", "Marsh", "Quill", "Ashdown", "Iqbal"),
    *("Farrow", "Novak", "Sidhu", "Tanner", "Underhill", "Vickers", "Wray"),
)


@pytest.fixture
def a_class(open_desk):
    """Thirteen pupils of 4Z of Northgate High, a year group the sample has nobody in."""
    now = open_desk()
    school = now.schools.named("999002")
    with now.step("Add pupils"):
        for number, surname in enumerate(SURNAMES):
            more = {"upn": upn(number), "born": date(2012, 10, 1 + number), "fsm": True}
            a_pupil(now, school, f"Nadia {surname}", year="Year 4", form="4Z", **more)
    now.close()


@pytest.fixture
def look(run, tmp_path, a_class):
    """Look at a file in which some of them stand, in another form, without meals or a UPN."""

    def _look(*numbers, form="4Z", fsm="Y", upns=True, args=()):
        rows = [
            f"{upn(n) if upns else ''},{SURNAMES[n]},Nadia,{1 + n:02}/10/2012,4,{form},{fsm}"
            for n in numbers
        ]
        path = tmp_path / "class.csv"
        path.write_text("\n".join((HEADS, *rows)) + "\n", encoding="utf-8")
        return run("import", "pupils", path, "--school", "999002", *args)

    return _look


def test_who_changes_is_named_with_what_was_and_what_will_be(look):
    said = look(0, 1, fsm="N").stdout
    assert "Known pupils who change: 2\n  Nadia Begum: free school meals yes → no\n" in said


def test_of_many_who_change_ten_are_named(look):
    said = look(*range(13), fsm="N", form="4Y").stdout
    changes = [line for line in said.splitlines() if "yes → no" in line]
    assert len(changes) == 10
    assert changes[9] == ("  Nadia Tanner: registration form 4Z → 4Y, free school meals yes → no")
    assert "  … and 3 more; --json lists them all\n" in said


def test_the_changes_of_each_row_for_another_program(look):
    [row] = json.loads(look(0, fsm="N", args=["--json"]).stdout)["changed"]
    assert (row["row"], row["name"], row["fields"]) == (2, "Nadia Begum", ["fsm"])
    assert row["changes"] == [{"field": "fsm", "was": True, "now": False}]


def test_who_is_not_in_the_file_is_named(look):
    assert "\nNot in the file: Nadia Vickers, Nadia Wray\n" in look(*range(11)).stdout
    said = look(0).stdout
    assert "Not in the file: Nadia Ashdown, " in said
    assert "Nadia Underhill and 2 more\n" in said


def test_who_waits_for_a_choice_is_named(look, refused):
    said = look(0, 1, upns=False).stdout
    assert "\nWaiting for a choice: Nadia Begum (row 2), Nadia Okafor (row 3)\n" in said
    stop = refused(look(0, 1, upns=False, args=["--accept"]))
    assert stop.startswith("2 rows need a choice")
    assert "Nadia Begum (row 2), Nadia Okafor (row 3)." in stop
    assert "--same" in stop


def test_of_a_school_that_is_not_there_it_is_said_how_to_add_it(run, refused, store, tmp_path):
    path = tmp_path / "class.csv"
    path.write_text(f"{HEADS}\n", encoding="utf-8")
    said = refused(run("import", "pupils", path, "--school", "Nowhere High"))
    assert said.startswith("There is no school “Nowhere High”.")
    assert "sipdesk import register FILE --school URN --accept" in said


def test_the_undo_is_in_the_window(run):
    said = " ".join(run("import", "--help").stdout.split())
    assert "one undo in the window takes everything back" in said
