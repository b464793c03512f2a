"""Clocks that are wrong: years ahead or behind, and at the hour that comes twice or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.store.backups import Backup, to_go
from sipdesk.models.store.backups.keeping import AGREEING, LEAP
from tests.builders import PASSPHRASE, a_desk, a_school, go_to, moment, reopened, wait

TEN_YEARS = timedelta(days=3652)


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_loses_no_word_and_no_backup(tmp_path: Path, years: int) -> None:
    desk = a_desk(tmp_path, "2026-03-28 09:00")
    a_school(desk, "Before")
    first = desk.store.back_up(Reason.ASKED)
    go_to(desk, f"{2026 + years}-03-28 10:00")
    a_school(desk, "While it was wrong")
    amid = desk.store.back_up(Reason.ASKED)
    desk = reopened(desk)
    go_to(desk, "2026-03-28 11:00")
    a_school(desk, "After")
    last = desk.store.back_up(Reason.ASKED)
    assert [b.id for b in desk.backups.all()] == [last.id, amid.id, first.id]
    assert [desk.undo() for _ in range(3)] == ["Add school"] * 3
    assert desk.undo() is None
    desk.close()


@pytest.mark.parametrize("night", ["2026-03-29 00:30", "2026-10-25 00:30"])
def test_across_the_hour_change_they_are_in_the_order_they_were_made(
    tmp_path: Path, night: str
) -> None:
    desk = a_desk(tmp_path, night)
    made = []
    for n in range(6):
        a_school(desk, f"School {n}")
        made.append(desk.store.back_up(Reason.ASKED).id)
        wait(desk, minutes=30)
    left = [b.id for b in desk.backups.all()]
    assert left == [b for b in reversed(made) if b in left]
    assert left[0] == made[-1]
    assert len(left) >= 3, "one of each hour that passed"
    newest = desk.backups.all()[0]
    back = desk.restore(newest.path).desk
    assert len(back.schools.all()) == 6
    back.close()
    Desk.open(desk.store.path, PASSPHRASE, clock=desk.clock).close()


# --- retention goes by the date, and the date may be wrong


def a_backup(number: int, day: date) -> Backup:
    at = moment(f"{day.isoformat()} 10:00")
    return Backup(Path(str(number)), number, at, Reason.WORKING)


DAYS = [a_backup(n, date(2026, 3, 1) + timedelta(days=n)) for n in range(10)]
LATE = date(2027, 9, 1)


def until(_: date) -> date:
    """All may be kept for more than a year."""
    return LATE


def left_after(backups: list[Backup], today: date) -> list[int]:
    gone = to_go(backups, today, until)
    return [b.number for b in backups if b not in gone]


def test_a_clock_far_ahead_for_a_day_takes_no_backup() -> None:
    wrong = a_backup(10, DAYS[-1].at.date() + TEN_YEARS)
    assert left_after([*DAYS, wrong], wrong.at.date()) == list(range(11))


def test_a_clock_far_ahead_for_two_days_takes_no_backup() -> None:
    ahead = DAYS[-1].at.date() + TEN_YEARS
    wrong = [a_backup(10, ahead), a_backup(11, ahead + timedelta(days=1))]
    assert left_after([*DAYS, *wrong], wrong[-1].at.date()) == list(range(12))


def test_once_three_days_agree_what_may_not_be_kept_goes() -> None:
    late = [a_backup(10 + n, LATE + timedelta(days=1 + n)) for n in range(3)]
    assert left_after([*DAYS, *late[:2]], late[1].at.date()) == list(range(12))
    assert left_after([*DAYS, *late], late[2].at.date()) == [12]


@given(st.lists(st.integers(-4000, 4000), min_size=1, max_size=30), st.integers(-4000, 4000))
def test_the_clock_of_one_or_two_days_does_not_decide(days: list[int], today: int) -> None:
    """What another of the last three days calls far too early, stays."""
    start = date(2026, 3, 1)
    backups = [a_backup(n, start + timedelta(days=d)) for n, d in enumerate(days)]
    over = sum(start + timedelta(days=d) > LATE - LEAP for d in set(days))
    if over < min(AGREEING, len(set(days))):
        gone = to_go(backups, start + timedelta(days=today), until)
        assert gone == to_go(backups)
