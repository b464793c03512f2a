"""Which backups are kept: by number, never by a clock that may have been wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.store.backups import Backup, Reason, backups_in, to_go
from sipdesk.models.store.backups.keeping import DAYS, HOURS, LAST_ASKED, LAST_BEFORE, MONTHS
from sipdesk.models.store.backups.records import file_name
from tests.builders import moment

START = datetime(2026, 3, 28, 8, tzinfo=UTC)
TEN_YEARS = timedelta(days=3652)


def a_backup(number: int, at: datetime, reason: Reason = Reason.WORKING) -> Backup:
    return Backup(Path(f"{number}"), number, at, reason)


def every(minutes: int, count: int, start: datetime = START) -> list[Backup]:
    return [a_backup(n, start + timedelta(minutes=minutes * n)) for n in range(count)]


def kept(backups: list[Backup]) -> list[Backup]:
    gone = set(to_go(backups))
    return [b for b in backups if b not in gone]


def lived(backups: list[Backup]) -> list[Backup]:
    """What is left when old ones went after every new one, as they do."""
    there: list[Backup] = []
    for backup in backups:
        there.append(backup)
        there = kept(there)
    return there


def test_a_year_of_work_leaves_a_day_of_hours_a_month_of_days_a_year_of_months() -> None:
    left = lived(every(240, 6 * 420))
    assert HOURS + DAYS + MONTHS - 7 <= len(left) <= HOURS + DAYS + MONTHS
    newest = left[-1].at
    assert [newest - b.at for b in left[-HOURS:]] == [
        timedelta(hours=4 * h) for h in reversed(range(HOURS))
    ]
    assert {b.at.date() for b in left} >= {newest.date() - timedelta(days=n) for n in range(DAYS)}
    assert len({(b.at.year, b.at.month) for b in left}) == MONTHS


def test_of_an_hour_the_last_is_kept() -> None:
    assert [b.number for b in kept(every(10, 6))] == [5]


def test_what_was_asked_for_stays_for_its_day_whatever_is_made_after_it() -> None:
    asked = [a_backup(n, START + timedelta(minutes=n), Reason.ASKED) for n in range(3)]
    working = [a_backup(n, START + timedelta(minutes=n)) for n in range(3, 6)]
    assert lived([*asked, *working]) == [*asked, working[-1]]
    tomorrow = a_backup(9, START + timedelta(days=1))
    assert lived([*asked, *working, tomorrow]) == [working[-1], tomorrow]


def test_of_those_asked_for_on_a_day_only_so_many_are_kept() -> None:
    many = [a_backup(n, START, Reason.ASKED) for n in range(LAST_ASKED + 5)]
    assert lived(many) == many[-LAST_ASKED:]


def test_a_backup_before_an_import_is_not_pushed_out_by_the_work_after_it() -> None:
    before = a_backup(1, START, Reason.IMPORT)
    after = [a_backup(n, START + timedelta(minutes=n), Reason.WORKING) for n in range(2, 59)]
    assert before in kept([before, *after])


def test_of_those_made_before_something_the_last_are_all_kept() -> None:
    many = [a_backup(n, START, Reason.IMPORT) for n in range(LAST_BEFORE + 5)]
    assert len(kept(many)) == LAST_BEFORE


def test_the_hour_that_comes_twice_in_autumn_is_two_hours() -> None:
    first = moment("2026-10-25 01:30")
    both = [a_backup(1, first), a_backup(2, first.astimezone(UTC) + timedelta(hours=1))]
    assert kept(both) == both


def test_a_clock_ten_years_ahead_for_a_day_pushes_nothing_else_out() -> None:
    before = every(60, 5)
    wrong = [a_backup(10 + n, START + TEN_YEARS + timedelta(hours=n)) for n in range(3)]
    after = [a_backup(20 + n, START + timedelta(hours=5 + n)) for n in range(3)]
    assert lived([*before, *wrong, *after]) == [*before, *wrong, *after]


backups_made = st.lists(
    st.tuples(
        st.datetimes(datetime(2016, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),
        st.sampled_from(Reason),
    ),
    max_size=120,
).map(lambda made: [a_backup(n, at, reason) for n, (at, reason) in enumerate(made)])


@given(backups_made)
def test_the_newest_by_number_never_goes(backups: list[Backup]) -> None:
    gone = to_go(backups)
    assert not backups or backups[-1] not in gone
    assert len(gone) == len(set(gone))


@given(backups_made)
def test_what_is_kept_stays_kept_when_asked_again(backups: list[Backup]) -> None:
    left = kept(backups)
    assert kept(left) == left


@given(backups_made, st.randoms())
def test_the_order_in_which_they_are_listed_does_not_matter(backups: list[Backup], chance) -> None:
    shuffled = list(backups)
    chance.shuffle(shuffled)
    assert set(to_go(shuffled)) == set(to_go(backups))


@given(backups_made)
def test_the_last_hours_are_there_whatever_the_clock_said(backups: list[Backup]) -> None:
    ordinary = [b for b in backups if not b.reason.before]
    labels = [f"{b.at:%Y-%m-%d %H}" for b in ordinary]
    runs = [b for n, b in enumerate(ordinary) if labels[n + 1 : n + 2] != [labels[n]]]
    assert set(runs[-HOURS:]) <= set(kept(backups))


def test_none_is_kept_past_the_day_it_may_be_kept_until() -> None:
    days = every(60 * 24, 10)

    def until(day: date) -> date:
        return day + timedelta(days=3)

    gone = to_go(days, date(2026, 4, 6), until)
    assert [b.number for b in days if b not in gone] == [6, 7, 8, 9]
    assert days[-1] not in to_go(days, date(2040, 1, 1), until)


@given(
    st.integers(0, 10**9),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(Reason),
)
def test_everything_said_of_a_backup_travels_in_its_name(number, at, reason) -> None:
    with TemporaryDirectory() as folder:
        store = Path(folder, "My desk 000001.sipdesk")
        path = store.with_name(file_name(store, number, at, reason))
        assert not set(path.name) & set('\\/:*?"<>|')
        path.write_bytes(b"1234")
        Path(folder, "My desk 000001 notes.sipdesk").touch()
        assert backups_in(store.parent, store) == [
            Backup(path, number, at.replace(microsecond=0), reason, 4)
        ]


def test_it_is_said_in_plain_words() -> None:
    now = moment("2026-10-25 10:50")
    made = Backup(Path("x"), 1, moment("2026-10-25 10:40"), Reason.IMPORT)
    assert made.title(now) == "Today 10:40, before importing a file"
    assert made.title(now + timedelta(days=1)) == "Yesterday 10:40, before importing a file"
    assert made.title(now + timedelta(days=9)).startswith("Sun 25 Oct 2026 10:40, ")
