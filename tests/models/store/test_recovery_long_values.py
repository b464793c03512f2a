"""Words that end on a damaged page: SQLCipher gives zeros for it, and those are not words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreDamaged
from sipdesk.models.pupils import Pupil
from sipdesk.models.store import keys
from sipdesk.models.store.connection import connect, let_go
from sipdesk.models.store.recovery import Report, recover
from sipdesk.models.store.recovery.filling import both
from tests.builders import PASSPHRASE, a_clock, a_desk, a_school, wait
from tests.faults.pages import PAGE, pages

NOW = a_clock("2009-11-12 12:00")
SAID = "All that was said. "


def zero(path: Path, page: int) -> None:
    """What a file system leaves after a crash; pages are counted from 0."""
    with open(path, "rb+") as stream:
        stream.seek(page * PAGE)
        stream.write(bytes(PAGE))


def flip(path: Path, page: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[page * PAGE + 2000] ^= 4
    path.write_bytes(raw)


def last_pages_of_long_values(path: Path) -> Iterator[int]:
    """Pages that end a value of several pages: no further one is named in their first bytes.

    Pages of a table begin with their kind, which is never 0, as the first of those bytes is here.
    """
    for page, inside in enumerate(pages(path, keys.unlock(path, PASSPHRASE))):
        if page and inside[:4] == bytes(4) and any(inside[4:]):
            yield page


def recovered(path: Path) -> tuple[Desk, Report]:
    report = recover(path, PASSPHRASE, NOW.now())
    desk = Desk.open(path, PASSPHRASE, clock=NOW)
    desk.check()
    return desk, report


@pytest.mark.parametrize("harm", [zero, flip])
def test_a_long_text_whose_last_page_is_damaged_is_not_shown_with_zeros(
    tmp_path: Path, harm: Callable[[Path, int], None]
) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    desk.store.back_up(Reason.ASKED)
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture=SAID * 700)
    desk.close()
    path = desk.store.path
    whole = path.read_bytes()
    ends = list(last_pages_of_long_values(path))
    assert ends, "the text was to be longer than a page"
    for page in ends:
        path.write_bytes(whole)
        harm(path, page)
        with pytest.raises(StoreDamaged):
            Desk.open(path, PASSPHRASE, clock=NOW)
        again, report = recovered(path)
        assert again.schools.get(school.id).picture == SAID * 700
        assert report.complete
        again.close()


@pytest.mark.parametrize("harm", [zero, flip])
def test_with_a_damaged_page_in_the_journal_one_can_still_take_back(
    tmp_path: Path, harm: Callable[[Path, int], None]
) -> None:
    desk, chance = a_desk(tmp_path), Random(1)
    school = a_school(desk)
    desk.store.back_up(Reason.ASKED)
    wait(desk, minutes=5)
    with desk.step("Many pupils"):
        desk.pupils.put_many(
            [Pupil(f"p{n}", school.id, f"Pupil {chance.random()}") for n in range(300)]
        )
    last = desk.store.fingerprint()
    desk.close()
    path = desk.store.path
    whole = path.read_bytes()
    said = []
    for page in last_pages_of_long_values(path):
        path.write_bytes(whole)
        harm(path, page)
        again, report = recovered(path)
        assert again.store.fingerprint() == last
        said.append(report.words(NOW.now()))
        again.undo()
        again.close()
    assert any("of their history, 1 change could not be read" in words for words in said)


def test_a_file_that_ends_amid_a_page_of_zeros_is_not_taken_for_words(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    desk.store.back_up(Reason.ASKED)
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture=SAID * 700)
    desk.close()
    path = desk.store.path
    page = path.stat().st_size // PAGE - 1
    zero(path, page)
    os.truncate(path, page * PAGE + 100)
    again, report = recovered(path)
    assert again.schools.get(school.id).picture == SAID * 700
    assert report.complete
    again.close()


def test_a_page_of_zeros_that_nothing_is_on_loses_nothing(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk, picture=SAID * 3_000)
    desk.store.back_up(Reason.ASKED)
    desk.schools.edit(school.id, picture="Short.")
    desk.store._db.execute("DELETE FROM journal_changes")
    last = desk.store.fingerprint()
    [(empty,)] = desk.store._db.execute("PRAGMA freelist_count").fetchall()
    [(number,)] = desk.store._db.execute("PRAGMA page_count").fetchall()
    assert empty > 10, "pages were to be given back"
    desk.close()
    zero(desk.store.path, number - 1)
    Desk.open(desk.store.path, PASSPHRASE, clock=NOW).close()  # mended
    zero(desk.store.path, number - 1)
    again, report = recovered(desk.store.path)
    assert report.complete
    assert again.store.fingerprint() == last
    again.close()


def test_pages_that_were_refused_get_a_good_seal_and_others_are_as_they_were(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    a_school(desk, picture=SAID * 700)
    desk.close()
    path, key = desk.store.path, keys.unlock(desk.store.path, PASSPHRASE)
    with both(path, key) as copies:
        assert copies == (path,)
    spoilt = sorted(last_pages_of_long_values(path))[:2]
    for page in spoilt:
        zero(path, page)
    with both(path, key) as (first, second):
        was, now = first.read_bytes(), second.read_bytes()
        changed = {
            at // PAGE for at in range(0, len(was), PAGE) if was[at:][:PAGE] != now[at:][:PAGE]
        }
        assert changed == set(spoilt)
        db = connect(second, key)
        assert db.execute("PRAGMA cipher_integrity_check").fetchall() == []
        let_go(db)
    assert not second.exists()
