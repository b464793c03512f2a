"""Of which school year results are where nothing says it, and results of terms to come."""

from __future__ import annotations

import pytest

from tests.builders import go_to
from tests.intake.builders import preview, upn

HEADS = "UPN,Name,DOB,Year"
AMY = f"{upn(1)},Amy Ash,01/10/2012,9"


@pytest.fixture(autouse=True)
def november(desk):
    go_to(desk, "2026-11-12 09:00")


def a_sheet(**cells):
    """One pupil; each keyword is a heading, with _ for a space."""
    heads = ",".join((HEADS, *(heading.replace("_", " ") for heading in cells)))
    return f"{heads}\n{','.join((AMY, *cells.values()))}\n"


def when(seen):
    """School year and term of each result, by subject and kind."""
    return [(r.subject[:2], r.year, r.term) for one in seen.accepted for r in one.results]


def of_years(seen):
    return [w for w in seen.warnings if "school year" in w or "begun" in w]


def test_a_sheet_of_three_terms_is_of_the_year_that_is_over(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Eng_Spr="4b", Eng_Sum="4a"))
    assert when(seen) == [("En", 2025, 1), ("En", 2025, 2), ("En", 2025, 3)]
    assert of_years(seen) == ["No column gives the school year; it is read as 2025/26."]


def test_a_sheet_of_the_first_term_is_of_this_year(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Ma_Aut="4b"))
    assert when(seen) == [("En", 2026, 1), ("Ma", 2026, 1)]
    assert of_years(seen) == ["No column gives the school year; it is read as 2026/27."]


def test_columns_for_terms_to_come_that_are_empty_tell_nothing(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Eng_Spr="", Eng_Sum=""))
    assert when(seen) == [("En", 2026, 1)]
    assert of_years(seen) == ["No column gives the school year; it is read as 2026/27."]


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-11-12", 2025), ("2027-01-08", 2025), ("2027-04-20", 2026), ("2027-07-15", 2026)],
)
def test_the_summer_is_the_last_that_has_begun(desk, school, day, year):
    go_to(desk, f"{day} 09:00")
    assert when(preview(desk, school, a_sheet(Eng_Sum="4c"))) == [("En", year, 3)]


def test_targets_may_be_of_a_term_to_come(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Eng_Target="5b", Eng_Sum_Pred="5c"))
    assert when(seen) == [("En", 2026, 1), ("En", 2026, 3), ("En", 2026, 3)]
    assert of_years(seen) == ["No column gives the school year; it is read as 2026/27."]


def test_the_targets_of_a_sheet_are_of_its_own_year(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Sum="4c", Eng_Target="5b"))
    assert when(seen) == [("En", 2025, 3), ("En", 2025, 3)]


def test_a_test_that_names_no_term_moves_nothing_else(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Eng_Test="5b", Eng_Start="3a"))
    assert when(seen) == [("En", 2026, 1), ("En", 2025, 3), ("En", 2025, 3)]
    [said] = of_years(seen)
    assert said == (
        "No column gives the school year; “Eng Aut” is read as 2026/27, the others as 2025/26."
    )


def test_what_is_now_stays_of_now(desk, school):
    seen = preview(desk, school, a_sheet(Ma_Sum="4c", Sci_Sum="4c", English="5b"))
    assert when(seen) == [("Ma", 2025, 3), ("Sc", 2025, 3), ("En", 2026, 1)]
    assert of_years(seen) == [
        "No column gives the school year; “English” is read as 2026/27, the others as 2025/26."
    ]


def test_a_year_that_somebody_chose_is_taken_and_a_term_to_come_is_said(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Eng_Sum="4a", Ma_Sum="4a"), year=2026)
    assert when(seen) == [("En", 2026, 1), ("En", 2026, 3), ("Ma", 2026, 3)]
    assert of_years(seen) == [
        "“Eng Sum” and “Ma Sum” are of summer 2027, which has not begun. "
        "If these are targets, choose so at the column."
    ]


def test_a_year_that_is_over_is_chosen_without_a_word(desk, school):
    seen = preview(desk, school, a_sheet(Eng_Aut="4c", Eng_Sum="4a"), year=2024)
    assert when(seen) == [("En", 2024, 1), ("En", 2024, 3)]
    assert of_years(seen) == []


def test_a_heading_with_a_year_to_come(desk, school):
    file = a_sheet(**{"Eng_Sum_2027": "4a", "Ma_2026/27_Spr": "4b", "Sci_Sum_2026": "4c"})
    seen = preview(desk, school, file)
    assert when(seen) == [("En", 2026, 3), ("Ma", 2026, 2), ("Sc", 2025, 3)]
    assert of_years(seen) == [
        "“Eng Sum 2027” is of summer 2027, which has not begun. "
        "If these are targets, choose so at the column.",
        "“Ma 2026/27 Spr” is of spring 2027, which has not begun. "
        "If these are targets, choose so at the column.",
    ]


def test_the_end_of_the_year_group_a_pupil_is_in(desk, school):
    seen = preview(desk, school, a_sheet(Y8_Sum_Eng="4a", Y9_Sum_Eng="5c"))
    assert when(seen) == [("En", 2025, 3), ("En", 2026, 3)]
    [said] = of_years(seen)
    assert said.startswith("“Y9 Sum Eng” is of summer 2027, which has not begun.")


def test_targets_chosen_at_the_column_are_not_to_come(desk, school):
    file = a_sheet(Eng_Sum="4a")
    target = {"Eng Sum": "result: English | summer | target | nc-sublevels"}
    seen = preview(desk, school, file, columns=target, year=2026)
    assert when(seen) == [("En", 2026, 3)]
    assert of_years(seen) == []


def test_the_year_that_was_assumed_is_not_remembered(desk, school):
    file = a_sheet(Eng_Sum="4a")
    seen = preview(desk, school, file)
    assert seen.mapping["Eng Sum"] == "result: English | summer | current | nc-sublevels"
    desk.intake.accept(seen)
    go_to(desk, "2027-07-01 09:00")
    assert when(preview(desk, school, a_sheet(Eng_Sum="5a"))) == [("En", 2026, 3)]


def test_a_term_chosen_for_the_file_is_the_last_that_has_begun(desk, school):
    assert when(preview(desk, school, a_sheet(English="4a"), term=3)) == [("En", 2025, 3)]


def test_no_results_and_nothing_about_years(desk, school):
    assert of_years(preview(desk, school, a_sheet(Form="9A"))) == []
    assert of_years(preview(desk, school, a_sheet(KS2_Maths="4b"))) == []


# --- a row for each result


def rows(*said, heads="Subject,Term,Kind,Grade"):
    lines = (f"UPN,Name,Year,{heads}", *(f"{upn(1)},Amy Ash,9,{one}" for one in said))
    return "\n".join(lines) + "\n"


def test_rows_of_three_terms(desk, school):
    file = rows("Maths,Autumn,,4c", "Maths,Spring,,4b", "Maths,Summer,,4a", "Maths,,Target,5a")
    seen = preview(desk, school, file)
    assert when(seen) == [("Ma", 2025, 1), ("Ma", 2025, 2), ("Ma", 2025, 3), ("Ma", 2025, 3)]
    assert of_years(seen) == ["No row gives the school year; it is read as 2025/26."]


def test_rows_of_a_term_to_come(desk, school):
    file = rows("Maths,Summer,2026/27,4a", heads="Subject,Term,Academic Year,Grade")
    [said] = of_years(preview(desk, school, file))
    assert said.startswith("“Grade” holds results of summer 2027, which has not begun.")
