"""Who is not in a file that is about their class, above all when classes go up a year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.intake.matching import Match
from sipdesk.models.intake.missing import missing
from sipdesk.models.intake.previews import Incoming
from sipdesk.models.pupils import Pupil
from tests.builders import go_to
from tests.intake.builders import preview, take, upn

CLASSES = {"A": range(1, 7), "B": range(7, 13)}
GONE = (3, 9)  # one of each class


def a_year(year: str, *, heads: str = "UPN,Surname,Forename,Year,Reg", but: tuple[int, ...] = ()):
    """Twelve pupils in two classes; the columns are those of `heads`."""
    lines = [heads]
    for letter, numbers in CLASSES.items():
        for number in numbers:
            values = {"UPN": upn(number), "Surname": f"Pupil{number}", "Forename": "Jo"}
            values |= {"Year": year, "Reg": f"{year}{letter}"}
            if number not in but:
                lines.append(",".join(values[head] for head in heads.split(",")))
    return "\n".join(lines) + "\n"


def names(seen) -> list[str]:
    return sorted(pupil.name for pupil in seen.missing)


@pytest.mark.parametrize(
    "heads",
    ["UPN,Surname,Forename,Year,Reg", "UPN,Surname,Forename,Reg", "UPN,Surname,Forename,Year"],
    ids=["years and forms", "forms only", "years only"],
)
def test_who_left_in_the_summer_is_missed_when_classes_have_gone_up(desk, school, heads):
    take(desk, school, a_year("9", heads=heads))
    go_to(desk, "2010-09-20 09:00")
    seen = preview(desk, school, a_year("10", heads=heads, but=GONE))
    assert names(seen) == ["Jo Pupil3", "Jo Pupil9"]


def test_years_known_before_forms_were(desk, school):
    take(desk, school, a_year("9", heads="UPN,Surname,Forename,Year"))
    go_to(desk, "2010-09-20 09:00")
    assert names(preview(desk, school, a_year("10", but=GONE))) == ["Jo Pupil3", "Jo Pupil9"]


def test_one_class_that_went_up_misses_nobody_of_the_other(desk, school):
    take(desk, school, a_year("9"))
    go_to(desk, "2010-09-20 09:00")
    one = a_year("10", but=(3, *CLASSES["B"]))
    assert names(preview(desk, school, one)) == ["Jo Pupil3"]


def test_a_class_made_of_parts_of_others_misses_nobody_of_them(desk, school):
    take(desk, school, a_year("9"))
    go_to(desk, "2010-09-20 09:00")
    heads, *rows = a_year("10", but=(1, 2, 3, 4, 7, 8, 9, 10)).splitlines()
    mixed = "\n".join([heads, *(row.replace("10B", "10A") for row in rows)])
    assert names(preview(desk, school, mixed)) == []


def test_a_year_that_others_have_gone_up_into_has_gone_up_itself(desk, school):
    """Last year's Year 10 is in Year 11 now, which this file is not about."""
    take(desk, school, a_year("9"))
    for number, surname, year in ((21, "Bell", 10), (22, "Okafor", 11)):
        row = f"{upn(number)},{surname},Ann,{year},{year}A"
        take(desk, school, f"UPN,Surname,Forename,Year,Reg\n{row}\n")
    go_to(desk, "2010-09-20 09:00")
    assert names(preview(desk, school, a_year("10", but=GONE))) == ["Jo Pupil3", "Jo Pupil9"]


def test_of_the_whole_school_last_years_highest_year_has_left(desk, school):
    take(desk, school, a_year("10"))
    take(desk, school, f"UPN,Surname,Forename,Year,Reg\n{upn(21)},Older,Jo,11,11A\n")
    go_to(desk, "2010-09-20 09:00")
    assert names(preview(desk, school, a_year("11"))) == ["Jo Older"]


_pupils = st.lists(
    st.tuples(st.sampled_from(["Year 9", "Year 10", ""]), st.sampled_from(["9A", "9B", ""])),
    max_size=12,
).map(lambda them: [Pupil(f"p{n}", "", year=y, form=f) for n, (y, f) in enumerate(them)])


@given(_pupils, st.data())
def test_nobody_in_the_file_is_missing_and_nobody_of_a_class_it_does_not_touch(pupils, data):
    ids = [pupil.id for pupil in pupils]
    taken = data.draw(st.sets(st.sampled_from(ids)) if ids else st.just(set()))
    fields = st.fixed_dictionaries(
        {},
        optional={
            "year": st.sampled_from(["Year 9", "Year 10", "Year 11"]),
            "form": st.sampled_from(["9A", "10A"]),
        },
    )
    rows = [
        Incoming(row, "", data.draw(fields), Match.SURE, pupil_id=ref)
        for row, ref in enumerate(sorted(taken))
    ]
    found = missing(rows, pupils, ())
    assert not taken & {pupil.id for pupil in found}
    said = {one.fields.get("year") for one in rows}
    were = {pupil.year for pupil in pupils if pupil.id in taken}
    assert {pupil.year for pupil in found} <= said | were
