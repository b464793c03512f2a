"""The same intervention compared by who led it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Pupil
from sipdesk.models.scales import load_scales
from sipdesk.models.tracking import Member
from sipdesk.models.tracking.leaders import Caution, Comparison, Led, compare
from sipdesk.models.tracking.targets import read_lines
from tests.builders import a_school

SUBLEVELS = load_scales().get("nc-sublevels")
LEVELS = [value.text for value in SUBLEVELS.values]

# pupils by leader and term: so many led, so many of them one sub-level or more further on
YESOIDAY = {
    "Autumn": {"teaching assistant": (88, 27), "teacher": (84, 80)},
    "Spring": {"teaching assistant": (88, 4), "teacher": (84, 38)},
}


def rows(led_by: str, pupils: int, made: int, before: str = "2b") -> list[Member]:
    """So many pupils of one leader, `made` of whom went up one sub-level."""
    up = LEVELS[LEVELS.index(before) + 1]
    return [
        Member(f"{led_by}{n}", "g", f"{led_by}{n}", led_by, before, up, up if n < made else before)
        for n in range(pupils)
    ]


def compared(*members: Member, least: float = 1) -> Comparison:
    return compare("Term", read_lines(members, SUBLEVELS), SUBLEVELS, least=least)


def by_name(told: Comparison) -> dict[str, Led]:
    return {led.led_by: led for led in told.leaders}


def test_two_terms_come_out_as_yesoiday_reported_them(desk: Desk) -> None:
    school, book = a_school(desk), desk.tracking
    refs: list[str] = []
    for term, (title, leaders) in enumerate(YESOIDAY.items()):
        group = book.targets.add(
            school.id, title, "nc-sublevels", starts=date(2011 + term, 9 - 8 * term, 5)
        )
        refs.append(group.id)
        with desk.step("A term's pupils"):
            for led_by, (pupils, made) in leaders.items():
                for member in rows(led_by, pupils, made):
                    ref = f"{title}{member.id}"
                    desk.store.put(Pupil(ref, school.id, ref))
                    desk.store.put(
                        Member(ref, group.id, ref, led_by, member.before, "", member.outcome)
                    )
    autumn, spring = book.targets.by_leader(*refs)
    assert (autumn.title, autumn.made, spring.title, spring.made) == ("Autumn", 107, "Spring", 42)
    assert [led.made for led in autumn.leaders] == [27, 80]
    assert [led.made for led in spring.leaders] == [4, 38]
    assert [led.pupils for led in spring.leaders] == [88, 84]
    assert autumn.leaders[0].led_by == "teaching assistant"
    assert 2 * autumn.leaders[0].pupils > autumn.pupils  # just over half
    assert autumn.leaders[0].share == pytest.approx(27 / 88)
    assert autumn.cautions == ()


def test_a_leader_is_the_same_however_it_is_typed() -> None:
    told = compared(*rows("Teacher", 6, 3), *rows(" teacher ", 6, 2))
    assert [(led.led_by, led.pupils, led.made) for led in told.leaders] == [("Teacher", 12, 5)]
    assert told.cautions == (Caution.ONE_LEADER,)


def test_small_groups_are_cautioned_of() -> None:
    told = compared(*rows("TA", 5, 4), *rows("teacher", 6, 4))
    assert by_name(told)["TA"].cautions == (Caution.SMALL,)
    assert by_name(told)["teacher"].cautions == ()
    assert told.cautions == (Caution.SMALL,)


@pytest.mark.parametrize(("start", "told_of"), [("2b", False), ("2a", True), ("3b", True)])
def test_a_step_between_the_average_starts_is_told_of(start: str, told_of: bool) -> None:
    told = compared(*rows("TA", 10, 4, "2b"), *rows("teacher", 10, 9, start))
    assert (Caution.STARTS in told.cautions) == told_of


@pytest.mark.parametrize(("start", "told_of"), [("44%", False), ("45%", True)])
def test_percentages_start_differently_from_a_twentieth_of_the_scale(
    start: str, told_of: bool
) -> None:
    percent = load_scales().get("percent")
    members = [
        Member(f"{led_by}{n}", "g", "p", led_by, before, "", "80%")
        for led_by, before in (("TA", "40%"), ("teacher", start))
        for n in range(8)
    ]
    told = compare("Term", read_lines(members, percent), percent)
    assert (Caution.STARTS in told.cautions) == told_of


def test_different_starts_are_cautioned_of_and_shown() -> None:
    told = compared(*rows("TA", 10, 4, "2c"), *rows("teacher", 10, 9, "3b"))
    assert {name: led.start for name, led in by_name(told).items()} == {"TA": "2c", "teacher": "3b"}
    assert told.cautions == (Caution.STARTS,)
    level = compared(*rows("TA", 10, 4), *rows("teacher", 10, 9))
    assert Caution.STARTS not in level.cautions


def test_who_has_no_outcome_is_led_but_not_measured() -> None:
    waiting = Member("w", "g", "w", "TA", "2b", "2a", "")
    told = compared(*rows("TA", 10, 4), waiting, *rows("teacher", 10, 4))
    ta = by_name(told)["TA"]
    assert (ta.pupils, ta.measured, ta.made, ta.share) == (11, 10, 4, 0.4)
    assert told.cautions == (Caution.UNMEASURED,)


def test_pupils_without_a_leader_come_last_and_are_said() -> None:
    told = compared(*rows("", 30, 4), *rows("TA", 6, 4), *rows("teacher", 7, 4))
    assert [led.led_by for led in told.leaders] == ["teacher", "TA", ""]
    assert told.cautions == (Caution.NOT_SAID,)


def test_more_steps_can_be_asked_for() -> None:
    assert compared(*rows("TA", 6, 4), least=2).made == 0


def test_nobody_is_nothing_to_compare() -> None:
    told = compared()
    assert (told.pupils, told.made, told.leaders, told.cautions) == (0, 0, (), ())


cell = st.sampled_from([*LEVELS, "", "4z"])
anybody = st.builds(
    Member,
    id=st.just("m"),
    group_id=st.just("g"),
    pupil_id=st.just("p"),
    led_by=st.sampled_from(["TA", "ta", "teacher", "", "mentor"]),
    before=cell,
    outcome=cell,
)


@given(st.lists(anybody, max_size=30), st.integers(-1, 4))
def test_the_leaders_add_up_to_the_group(members: list[Member], least: int) -> None:
    told = compared(*members, least=least)
    assert sum(led.pupils for led in told.leaders) == told.pupils == len(members)
    assert sum(led.made for led in told.leaders) == told.made
    for led in told.leaders:
        assert 0 <= led.made <= led.measured <= led.pupils
        assert (led.share is None) == (led.measured == 0)


@given(st.lists(anybody, max_size=20))
def test_asking_for_more_steps_never_finds_more_pupils(members: list[Member]) -> None:
    made = [compared(*members, least=least).made for least in range(-2, 5)]
    assert made == sorted(made, reverse=True)
