"""Results of a key stage are on a scale that this key stage uses."""

from __future__ import annotations

import pytest

from tests.intake.builders import a_list, preview, take

LONG = "UPN,Name,Year,Subject,Key Stage,Grade\n"


def column(seen, heading):
    [found] = [each for each in seen.columns if each.heading == heading]
    return found


@pytest.mark.parametrize(
    ("heading", "one", "other", "scale"),
    [
        ("KS2 Eng", "3", "5", "nc-levels"),
        ("KS2 Ma", "4", "4", "nc-levels"),
        ("KS2 English Level", "2", "6", "nc-levels"),
        ("KS2 Maths", "Level 4", "L5", "nc-levels"),
        ("Key Stage 2 Maths", "4b", "5c", "nc-sublevels"),
        ("KS2 English Level", "4b", "3a", "nc-sublevels"),
        ("KS2 Maths", "98", "112", "ks2-scaled"),
        ("KS2 Reading", "80", "100", "ks2-scaled"),
        ("KS2 Maths", "EXS", "GDS", "ks2-teacher"),
        ("KS2 Writing", "WTS", "EXS", "ks2-teacher"),
        ("KS2 Maths", "below", "above", "below-at-above"),
        ("KS2 Maths %", "55", "71", "percent"),
        ("KS1 Maths", "2", "3", "nc-levels"),
        ("Maths KS3", "5", "6", "nc-levels"),
        ("Y6 Maths", "4", "5", "nc-levels"),
    ],
)
def test_values_are_read_on_a_scale_of_their_key_stage(desk, school, heading, one, other, scale):
    seen = preview(desk, school, a_list(heading, aneesa=f",{one}", lukasz=f",{other}"))
    assert column(seen, heading).meaning.scale == scale
    assert {result.scale for pupil in seen.accepted for result in pupil.results} == {scale}
    assert seen.results == 2


def test_a_scale_that_only_the_values_tell_is_said_to_be_by_the_values(desk, school):
    columns = ("KS2 Eng", "KS2 Maths Level", "KS2 Science")
    seen = preview(desk, school, a_list(*columns, aneesa=",4,4,4b", lukasz=",5,3,5c"))
    assert [column(seen, heading).why for heading in columns] == ["values", "heading", "heading"]
    assert column(seen, "KS2 Eng").scales[:2] == ("nc-levels", "percent")


def test_grades_of_the_same_pupils_stay_grades(desk, school):
    seen = preview(
        desk,
        school,
        a_list("KS2 Ma", "Maths Aut", "GCSE Ma Target", aneesa=",4,4,6", lukasz=",5,3,7"),
    )
    assert column(seen, "KS2 Ma").meaning.scale == "nc-levels"
    assert column(seen, "Maths Aut").meaning.scale == "gcse-9-1"
    assert column(seen, "GCSE Ma Target").meaning.scale == "gcse-9-1"


def test_a_column_beside_them_that_is_of_the_same_key_stage(desk, school):
    columns = ("KS2 Reading", "Writing TA", "KS2 Maths")
    seen = preview(desk, school, a_list(*columns, aneesa=",4,4,4", lukasz=",5,3,5"))
    assert {column(seen, heading).meaning.scale for heading in columns} == {"nc-levels"}


def test_what_is_on_no_scale_of_its_key_stage_is_said(desk, school):
    seen = preview(desk, school, a_list("KS2 Maths", aneesa=",B", lukasz=",C"))
    assert column(seen, "KS2 Maths").why == "values"
    [said] = [warning for warning in seen.warnings if "KS2 Maths" in warning]
    assert "is of key stage 2, where “GCSE grades A* to G” is not used" in said


def test_a_choice_is_never_overruled_but_what_was_guessed_wrongly_before_is(desk, school):
    wrong = {"KS2 Maths": "result: Mathematics | Y6 summer | baseline | gcse-9-1"}
    file = a_list("KS2 Maths", aneesa=",4", lukasz=",5")
    assert column(preview(desk, school, file, columns=wrong), "KS2 Maths").why == "chosen"
    take(desk, school, file, columns=wrong)
    again = column(preview(desk, school, file), "KS2 Maths")
    assert (again.meaning.scale, again.why) == ("nc-levels", "values")


def test_what_was_chosen_among_its_own_scales_is_remembered(desk, school):
    percent = {"KS2 Maths": "result: Mathematics | Y6 summer | baseline | percent"}
    file = a_list("KS2 Maths", aneesa=",4", lukasz=",5")
    take(desk, school, file, columns=percent)
    again = column(preview(desk, school, file), "KS2 Maths")
    assert (again.meaning.scale, again.why) == ("percent", "remembered")


def test_rows_of_a_key_stage_beside_rows_of_now(desk, school):
    file = LONG + "A1,Amy Ash,9,Maths,KS2,4\nA1,Amy Ash,9,Maths,,5\nA2,Bo Bell,9,Maths,2,3\n"
    seen = preview(desk, school, file)
    read = {(r.scale, r.year, r.value) for one in seen.accepted for r in one.results}
    assert read == {
        ("nc-levels", 2006, "4"),
        ("gcse-9-1", 2009, "5"),
        ("nc-levels", 2006, "3"),
    }
