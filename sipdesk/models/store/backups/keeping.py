"""Which backups may go. Pure, and ordered by number: a clock may have been wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, timedelta

from sipdesk.models.store.backups.records import Backup, Reason

KeepUntil = Callable[[date], date | None]  # how long a backup of that day may be kept
HOURS, DAYS, MONTHS = 24, 30, 12
LAST_ASKED = 24  # of a day
LAST_BEFORE = 24  # that were made before an import, an update, a restore
AGREEING, LEAP = 3, timedelta(days=60)  # days with a backup; a summer without one
_SPANS = ((HOURS, "%Y-%m-%d %H"), (DAYS, "%Y-%m-%d"), (MONTHS, "%Y-%m"))


def to_go(
    backups: Iterable[Backup], today: date | None = None, keep_until: KeepUntil | None = None
) -> list[Backup]:
    """Those that may be removed, once a newer one is finished: the newest itself never goes.

    Kept are the newest of each of the last 24 hours, 30 days and 12 months in which one was made;
    counted apart from these, those made before something that changed much at once; and those that
    a person asked for, all of them until a backup of another day is made. None is kept past its
    last day, once that day is sure to be over.
    """
    newest_first = sorted(backups, key=lambda b: (b.number, b.id), reverse=True)
    before = [b for b in newest_first if b.reason.before]
    kept = {
        *_thinned([b for b in newest_first if not b.reason.before]),
        *_thinned(before),
        *before[:LAST_BEFORE],
        *_asked_that_day(newest_first),
    }
    if today is not None and keep_until is not None:
        sure = _sure(today, newest_first)
        kept = {b for b in kept if (last := keep_until(b.at.date())) is None or sure <= last}
    kept.update(newest_first[:1])
    return [b for b in newest_first if b not in kept]


def _asked_that_day(newest_first: Sequence[Backup]) -> list[Backup]:
    """Those that were asked for on the day of the newest, the last of them."""
    asked = (b for b in newest_first if b.reason is Reason.ASKED)
    return [b for b in asked if b.at.date() == newest_first[0].at.date()][:LAST_ASKED]


def _sure(today: date, newest_first: Sequence[Backup]) -> date:
    """The day it is at least, whatever the clock says: it may not leap until three days agree.

    A clock that is years ahead must not let all backups go but the newest.
    """
    days = list(dict.fromkeys(b.at.date() for b in newest_first))[:AGREEING]
    return min([today, *(day + LEAP for day in days if day < today - LEAP)])


def _thinned(newest_first: Sequence[Backup]) -> Iterator[Backup]:
    for most, span in _SPANS:
        yield from _newest_of_each(newest_first, most, span)


def _newest_of_each(newest_first: Sequence[Backup], most: int, span: str) -> Iterator[Backup]:
    """One for each hour (day, month) on the way back, in UTC: there, no hour comes twice.

    An hour met again after another is counted again: the clock was put back in between.
    """
    last, seen = "", 0
    for backup in newest_first:
        label = backup.at.astimezone(UTC).strftime(span)
        if label == last:
            continue
        if seen == most:
            return
        last, seen = label, seen + 1
        yield backup
