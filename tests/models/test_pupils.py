"""Who the pupils are: their numbers, their years, and what was different once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.pupils import Cohort, Pupil, Spell, by_surname, traits_of, upn_problem
from sipdesk.models.pupils.spells import holds, keeping
from sipdesk.models.pupils.upn import check_letter, tidy_upn
from tests.builders import a_class, a_pupil, a_school

# --- their names

word = st.text("abzéØ’-", min_size=1, max_size=5).filter(lambda text: text.strip("’"))


def test_pupils_are_listed_by_surname() -> None:
    names = ["Zoë Adams", "Ada Zielny", "Khan, Ben", "Ada O’Brien", "Ada Obrien-Low", "Ben Ågren"]
    assert sorted(names, key=by_surname) == [
        "Zoë Adams",
        "Ben Ågren",
        "Khan, Ben",
        "Ada O’Brien",
        "Ada Obrien-Low",
        "Ada Zielny",
    ]


@given(word, word, word)
def test_a_name_has_its_place_however_it_is_typed(first: str, middle: str, last: str) -> None:
    place = by_surname(f"{first} {middle} {last}")[:2]
    assert by_surname(f"{last}, {first}  {middle}")[:2] == place
    assert by_surname(f" {first} {middle} {last} ".upper())[:2] == place


@given(st.lists(st.tuples(word, word), max_size=6))
def test_who_shares_a_surname_is_in_order_of_forenames(people: list[tuple[str, str]]) -> None:
    ordered = sorted((f"{first} {last}" for first, last in people), key=by_surname)
    halves = [[by_surname(half)[0] for half in name.split()] for name in ordered]
    for (first, last), (next_first, next_last) in pairwise(halves):
        assert last < next_last or (last == next_last and first <= next_first)


def test_a_school_has_its_pupils_by_year_and_surname(desk: Desk) -> None:
    school = a_school(desk)
    for name, year in (("Ada Zielny", "Year 7"), ("Zoë Adams", "Year 7"), ("Al Abbot", "Year 8")):
        a_pupil(desk, school, name, year=year)
    in_order = [p.name for p in desk.pupils.of_school(school.id)]
    assert in_order == ["Zoë Adams", "Ada Zielny", "Al Abbot"]
    assert [p.name for p in desk.pupils.all()] == ["Al Abbot", "Zoë Adams", "Ada Zielny"]


# --- unique pupil numbers

figures = st.text("0123456789", min_size=12, max_size=12)
temporary = st.tuples(
    st.text("0123456789", min_size=11, max_size=11), st.sampled_from("ABCDEFGHJKLMNPQRTUVWXYZ")
).map("".join)


def whole(rest: str) -> str:
    return check_letter(f"A{rest}") + rest


def test_the_check_letter_is_counted_as_the_department_counts_it() -> None:
    # 8·2 + 0·3 + 1·4 + 2·5 + 0·6 + 0·7 + 1·8 + 0·9 + 0·10 + 0·11 + 0·12 + 1·13 = 51; 51 mod 23 = 5
    assert upn_problem("F801200100001") == ""
    assert "should be F" in upn_problem("A801200100001")


@given(figures | temporary)
def test_a_right_number_is_no_problem_however_it_is_typed(rest: str) -> None:
    upn = whole(rest)
    assert upn_problem(upn) == upn_problem(f" {upn[:4].lower()} {upn[4:]}") == ""


@given(figures, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_figure_is_noticed(rest: str, at: int, by: int) -> None:
    """Every weight but none is a multiple of 23, so one figure always changes the sum."""
    upn = whole(rest)
    changed = str((int(rest[at]) + by) % 10)
    assert "check letter" in upn_problem(upn[: at + 1] + changed + upn[at + 2 :])


@pytest.mark.parametrize(
    ("upn", "said"),
    [
        ("A12345678901", "12"),
        ("A1234567890123", "14"),
        ("1234567890123", "letter and 12 figures"),
        ("I234567890123", "letter and 12 figures"),
        ("A12345678901O", "letter and 12 figures"),
        ("A1234B6789012", "letter and 12 figures"),
        ("Ａ123456789012", "letter and 12 figures"),
        ("A12345678901٣", "letter and 12 figures"),
    ],
)
def test_a_number_of_another_shape_is_told_of(upn: str, said: str) -> None:
    assert said in upn_problem(upn)


@given(st.text())
def test_whatever_is_typed_is_answered_and_kept(text: str) -> None:
    assert isinstance(upn_problem(text), str)
    assert tidy_upn(tidy_upn(text)) == tidy_upn(text)


def test_a_doubtful_number_is_kept_and_tidied(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), upn=" a123 ")
    assert pupil.upn == "A123"
    assert desk.pupils.edit(pupil.id, upn="b 9").upn == "B9"


# --- cohorts


def test_a_year_is_one_however_it_is_written(desk: Desk) -> None:
    school = a_school(desk)
    a_class(
        desk,
        school,
        {
            "Amy": {"year": "9", "form": "9K"},
            "Ben": {"year": "Yr 9", "form": "9 k"},
            "Cy": {"year": "Year 9", "form": "9L"},
            "Dot": {"year": "10", "form": "9K"},
        },
    )

    def names(**of: str) -> list[str]:
        cohort = Cohort(school.id, **of)
        return sorted(p.name for p in desk.pupils.of_cohort(school.id, cohort))

    assert names(year="year 9") == ["Amy", "Ben", "Cy"]
    assert names(year="9", form="9k") == ["Amy", "Ben"]
    assert names(form="9K") == ["Amy", "Ben", "Dot"]
    assert names() == ["Amy", "Ben", "Cy", "Dot"]
    assert names(year="1") == []


def test_a_cohort_says_what_it_is() -> None:
    assert Cohort("s").title == "The whole school"
    assert Cohort("s", "yr 9").title == "Year 9"
    assert Cohort("s", "9", " 9K ").title == "Year 9, 9K"


# --- what was different once


def test_what_changes_on_a_day_is_kept_until_the_day_before(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), fsm=True, sen="A")
    desk.pupils.edit(pupil.id, since=date(2009, 9, 1), fsm=False, sen="P", name="Renamed")
    kept = desk.pupils.spells(pupil.id)
    assert [(s.trait, s.value, s.since, s.until) for s in kept] == [
        ("fsm", "yes", None, date(2009, 8, 31)),
        ("sen", "A", None, date(2009, 8, 31)),
    ]
    desk.pupils.edit(pupil.id, since=date(2010, 1, 1), fsm=True)
    assert [(s.value, s.since, s.until) for s in desk.pupils.spells(pupil.id)[:2]] == [
        ("yes", None, date(2009, 8, 31)),
        ("no", date(2009, 9, 1), date(2009, 12, 31)),
    ]
    assert desk.undo() == "Edit pupil"
    assert desk.undo() == "Edit pupil"
    assert desk.pupils.spells(pupil.id) == []
    assert desk.pupils.get(pupil.id) == pupil


def test_without_a_day_it_was_always_so(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), fsm=True)
    desk.pupils.edit(pupil.id, fsm=False)
    assert desk.pupils.spells(pupil.id) == []


def test_a_child_taken_into_care_is_not_lost_with_the_meals(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), fsm=True)
    desk.pupils.edit(pupil.id, since=date(2009, 11, 1), fsm=False, in_care=True)
    pupil, spells = desk.pupils.get(pupil.id), desk.pupils.spells(pupil.id)
    before = traits_of(pupil, spells, date(2009, 10, 1))
    after = traits_of(pupil, spells, date(2009, 12, 1))
    assert {"fsm", "ever6"} <= before
    assert before.isdisjoint({"in-care", "in-care-not-fsm"})
    assert {"in-care", "in-care-not-fsm", "ever6"} <= after
    assert "fsm" not in after


def test_a_group_of_the_school_begins_and_ends(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), groups=("Boosters",))
    desk.pupils.edit(pupil.id, since=date(2009, 9, 1), groups=("Choir",))
    pupil, spells = desk.pupils.get(pupil.id), desk.pupils.spells(pupil.id)
    assert traits_of(pupil, spells, date(2009, 8, 31)) == {"own:Boosters"}
    assert traits_of(pupil, spells, date(2009, 9, 1)) == {"own:Choir"}
    assert traits_of(pupil, spells, None) == {"own:Choir"}


def test_a_time_that_is_known_can_be_added_changed_and_binned(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    spell = desk.pupils.add_spell(pupil.id, "eal", since=date(2008, 9, 1))
    assert spell.value == "yes"
    assert "eal" in traits_of(pupil, [spell], date(2009, 1, 1))
    assert "eal" not in traits_of(pupil, [spell], date(2008, 8, 31))
    spell = desk.pupils.edit_spell(spell.id, until=date(2008, 12, 31))
    assert "eal" not in traits_of(pupil, [spell], date(2009, 1, 1))
    desk.pupils.bin_spell(spell.id)
    assert desk.pupils.spells(pupil.id) == []


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"trait": "name", "value": "x"}, "trait"),
        ({"trait": "fsm", "value": "perhaps"}, "value"),
        ({"trait": "groups", "value": " "}, "value"),
        ({"trait": "fsm", "since": date(2009, 2, 1), "until": date(2009, 1, 31)}, "until"),
    ],
)
def test_a_time_that_cannot_be_is_refused(desk: Desk, fields: dict[str, object], at: str) -> None:
    pupil = a_pupil(desk, a_school(desk))
    with pytest.raises(BadValue) as refused:
        desk.pupils.add_spell(pupil.id, **fields)  # type: ignore[arg-type]
    assert refused.value.field == at
    assert desk.pupils.spells(pupil.id) == []


days = st.dates(date(2005, 1, 1), date(2015, 1, 1))


@given(st.lists(st.tuples(days, st.booleans(), st.sampled_from(["", "A", "P"])), max_size=6))
def test_changes_in_order_are_remembered_day_by_day(
    changes: list[tuple[date, bool, str]],
) -> None:
    """Whoever enters every change with its day can ask about any day since."""
    changes = sorted({day: (day, fsm, sen) for day, fsm, sen in changes}.values())
    pupil, spells = Pupil("p", "s", sen="S"), dict[str, Spell]()
    past = [(date.min, False, "S")]
    numbers = iter(range(1000))
    for day, fsm, sen in changes:
        was = pupil
        pupil = Pupil("p", "s", fsm=fsm, sen=sen)
        kept = keeping(was, pupil, day, list(spells.values()), lambda: f"s{next(numbers)}", "now")
        spells |= {spell.id: spell for spell in kept}
        past.append((day, fsm, sen))
    for spell in spells.values():
        assert spell.until is not None
        assert spell.since is None or spell.since <= spell.until
    for day in [day + timedelta(days=n) for day, *_ in past[1:] for n in (-1, 0, 1)]:
        _, fsm, sen = [each for each in past if each[0] <= day][-1]
        found = traits_of(pupil, list(spells.values()), day)
        assert ("fsm" in found) is fsm
        assert {key for key in found if key.startswith("sen:")} == (
            {f"sen:{sen}"} if sen else set()
        )


@given(st.none() | days, st.none() | days, days)
def test_a_day_lies_within_or_not(since: date | None, until: date | None, day: date) -> None:
    inside = not ((since and day < since) or (until and day > until))
    assert holds(Spell("s", "p", "fsm", "yes", since, until), day) is inside
