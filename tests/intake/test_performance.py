"""Published figures: what is missing stays missing, and says why."""

from __future__ import annotations

import pytest

from sipdesk.models.errors import BadValue
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.published import Published

KS2 = (
    "RECTYPE,URN,SCHNAME,TELIG,PTRWM_EXP,PTRWM_HIGH,READ_AVERAGE,MAT_AVERAGE,READPROG,WRITPROG\n"
    "1,123456,Kingsmead,30,61%,SUPP,105,,-1.2,LOWCOV\n"
    "1,123457,Other,20,55%,5%,101,102,0,0\n"
    "4,,,600000,60%,8%,105,104,,\n"
)
KS4 = (
    "RECTYPE,URN,SCHNAME,TPUP,P8MEA,ATT8SCR,PTL2BASICS_95,PTL2BASICS_94,PTEBACC_E_PTQ_EE\n"
    "1,123456,Kingsmead,150,{p8},46.3,40%,NE,NP\n"
    "5,,,600000,-0.03,46.2,45%,65%,39%\n"
)


def _published(text: str, name: str) -> Published:
    return Published(name, "d", text.encode("cp1252"))


def _kept(desk, school):
    return {m.measure: (m.value, m.missing) for m in desk.intake.measures(school.id)}


def test_key_stage_2_with_the_country_beside_it(desk, school):
    seen = desk.intake.performance(_published(KS2, "2022-2023_england_ks2final.csv"))
    assert (seen.year, seen.key_stage, seen.rows_read) == (2022, 2, 3)
    desk.intake.accept(seen)
    kept = _kept(desk, school)
    assert kept["PTRWM_EXP"] == (61.0, "")
    assert kept["READPROG"] == (-1.2, "")
    assert kept["PTRWM_HIGH"][0] is None
    assert "suppressed" in kept["PTRWM_HIGH"][1]
    assert kept["MAT_AVERAGE"] == (None, "not in the table")
    assert kept["WRITPROG"][0] is None
    [expected] = [m for m in desk.intake.measures(school.id) if m.measure == "PTRWM_EXP"]
    assert (expected.national, expected.pupils, expected.year) == (60.0, 30, 2022)
    assert expected.title.startswith("% at the expected standard")
    desk.undo()
    assert desk.intake.measures(school.id) == []


@pytest.mark.parametrize(("year", "p8"), [(2024, "NA"), (2025, ""), (2019, "NP")])
def test_progress_8_is_missing_where_nobody_could_have_it(desk, school, year, p8):
    desk.intake.accept(desk.intake.performance(_published(KS4.format(p8=p8), "ks4.csv"), "", year))
    value, missing = _kept(desk, school)["P8MEA"]
    assert value is None
    assert "none" in missing


def test_no_sign_is_ever_nought(desk, school):
    seen = desk.intake.performance(_published(KS4.format(p8="-0.25"), "2023-24 ks4.csv"))
    assert {f.measure: f.value for f in seen.accepted} == {
        "P8MEA": -0.25,
        "ATT8SCR": 46.3,
        "PTL2BASICS_95": 40.0,
        "PTL2BASICS_94": None,
        "PTEBACC_E_PTQ_EE": None,
    }
    assert all(f.missing for f in seen.accepted if f.value is None)


def test_a_sign_that_nobody_knows_is_a_problem(desk, school):
    seen = desk.intake.performance(_published(KS4.format(p8="??"), "2023-24 ks4.csv"))
    assert [p.column for p in seen.problems] == ["P8MEA"]
    assert "P8MEA" in {f.measure for f in seen.accepted if f.missing}


def test_taken_in_again_a_figure_takes_the_place_of_the_old_one(desk, school):
    for p8 in ("0.1", "0.2"):
        desk.intake.accept(
            desk.intake.performance(_published(KS4.format(p8=p8), "2023-24_ks4.csv"))
        )
    assert [m.value for m in desk.intake.measures(school.id) if m.measure == "P8MEA"] == [0.2]
    seen = desk.intake.performance(_published(KS4.format(p8="1"), "2023-24_ks4.csv"))
    assert {f.before for f in seen.accepted if f.measure == "P8MEA"} == {"0.2"}


def test_the_school_year_has_to_be_known(desk, school):
    seen = desk.intake.performance(_published(KS2, "england_ks2final.csv"))
    with pytest.raises(BadValue, match="which school year"):
        desk.intake.accept(seen)
    assert desk.intake.performance(_published(KS2, "england_ks2final.csv"), "", 2022).stops == ()


def test_a_school_that_is_not_in_the_file(desk, school):
    desk.schools.edit(school.id, urn="999999")
    seen = desk.intake.performance(_published(KS2, "2022-2023_ks2.csv"))
    assert any("known by their URN" in stop for stop in seen.stops)
    assert any("is not in this file" in warning for warning in seen.warnings)


def test_another_file_is_refused(desk, school):
    with pytest.raises(FileRefused, match="no performance table"):
        desk.intake.performance(_published("URN,Name\n123456,Kingsmead\n", "x.csv"))
