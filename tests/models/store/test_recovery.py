"""A damaged store: whatever can be had is had, nothing wrong is shown, and what is lost is said."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sipdesk.models.desk import TABLES, Desk, Reason
from sipdesk.models.errors import StoreDamaged, StoreError, StoreMissing, WrongPassphrase
from sipdesk.models.store import keys
from sipdesk.models.store.recovery import Report, find, recover
from tests.builders import PASSPHRASE, a_clock, a_desk, a_pupil, a_school, reopened, wait

PAGE = 4096
NOW = a_clock("2009-11-12 12:00")


@dataclass
class Lived:
    """A closed store; how it was last, and how it was in its only backup, as fingerprints."""

    path: Path
    last: str
    backed_up: str
    records: dict[str, list[object]]
    earlier: dict[str, list[object]]


def records_of(desk: Desk) -> dict[str, list[object]]:
    return {table: [*desk.store.find(kind)] for kind, table in TABLES.items()}


@pytest.fixture
def lived(tmp_path: Path) -> Lived:
    """Thirty pupils in the backup; five more, one renamed and one school edited since."""
    desk = a_desk(tmp_path)
    school = a_school(desk, picture="On the edge of a town. " * 30)
    pupils = [a_pupil(desk, school, f"Pupil {n}", form="words " * 40) for n in range(30)]
    desk.store.back_up(Reason.WORKING)
    backed_up, earlier = desk.store.fingerprint(), records_of(desk)
    wait(desk, minutes=5)
    for n in range(30, 35):
        a_pupil(desk, school, f"Pupil {n}", form="words " * 40)
    desk.pupils.edit(pupils[3].id, name="Renamed")
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture="In the middle of a city. " * 30)
    a_school(desk, "Taken back")
    desk.undo()
    made = Lived(desk.store.path, desk.store.fingerprint(), backed_up, records_of(desk), earlier)
    desk.close()
    return made


def recovered(path: Path, secret: str = PASSPHRASE) -> tuple[Desk, Report]:
    report = recover(path, secret, NOW.now())
    desk = Desk.open(path, secret, clock=NOW)
    desk.check()
    return desk, report


def harm_page(path: Path, page: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[page * PAGE + 2000] ^= 4
    path.write_bytes(raw)


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def all_true(desk: Desk, lived: Lived) -> None:
    """No record is shown that was never so."""
    for table, records in records_of(desk).items():
        for record in records:
            assert record in lived.records[table] or record in lived.earlier[table]


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.soak)])
def test_whatever_page_is_damaged_nothing_is_lost_or_it_is_said(lived: Lived, every: int) -> None:
    whole = lived.path.read_bytes()
    tried = complete = 0
    for page in range(0, pages(lived.path), every):
        lived.path.write_bytes(whole)
        harm_page(lived.path, page)
        try:
            Desk.open(lived.path, PASSPHRASE, clock=NOW).close()
            continue  # a page that nothing is on
        except StoreDamaged:
            pass
        desk, report = recovered(lived.path)
        all_true(desk, lived)
        tried += 1
        if report.complete:
            complete += 1
            assert desk.store.fingerprint() == lived.last, f"page {page}: {report.words(NOW.now())}"
        else:
            assert "May be older than the last change: the " in report.words(NOW.now())
        desk.close()
    assert complete > 0.85 * tried


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_that_was_cut_short_gives_what_is_left_of_it(lived: Lived, part: float) -> None:
    raw = lived.path.read_bytes()
    lived.path.write_bytes(raw[: int(len(raw) * part)])
    desk, report = recovered(lived.path)
    all_true(desk, lived)
    assert not report.complete or desk.store.fingerprint() == lived.last
    assert len(desk.pupils.all()) >= 30
    desk.close()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def deleted(path: Path) -> None:
    path.unlink()


def overwritten(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))


@pytest.mark.parametrize("harm", [emptied, deleted, overwritten])
def test_nothing_readable_gives_the_backup_and_says_that_the_rest_is_lost(
    lived: Lived, harm: Callable[[Path], None]
) -> None:
    harm(lived.path)
    desk, report = recovered(lived.path)
    assert desk.store.fingerprint() == lived.backed_up
    assert not report.complete
    assert "from a backup (Today 08:30)" in report.words(NOW.now())
    assert "recovered: all of what was written since then. The" in report.words(NOW.now())
    desk.close()


def test_the_damaged_file_is_kept_as_it_was_and_named(lived: Lived) -> None:
    harm_page(lived.path, 5)
    raw = lived.path.read_bytes()
    desk, report = recovered(lived.path)
    assert report.kept is not None
    assert report.kept.read_bytes() == raw
    assert report.kept.name in report.words(NOW.now())
    desk.close()


def test_after_recovering_one_works_on_and_takes_back(lived: Lived) -> None:
    harm_page(lived.path, pages(lived.path) // 2)
    desk, _ = recovered(lived.path)
    a_school(desk, "After")
    desk = reopened(desk)
    assert desk.undo() == "Add school"
    assert [hit.title for hit in desk.search.find("Pupil 33")] == ["Pupil 33"]
    desk.close()


# --- the keys


def test_a_damaged_key_file_comes_back_from_a_backup_and_nothing_is_lost(lived: Lived) -> None:
    spoilt = keys.key_file(lived.path)
    spoilt.write_text("spoilt")
    desk, report = recovered(lived.path)
    assert report.only_keys
    assert desk.store.fingerprint() == lived.last
    desk.close()
    assert "spoilt" in [f.read_text() for f in (lived.path.parent / "kept").glob("*.keys")]


def test_with_the_key_file_and_the_store_damaged_both_are_recovered(lived: Lived) -> None:
    keys.key_file(lived.path).unlink()
    harm_page(lived.path, pages(lived.path) // 2)
    desk, report = recovered(lived.path)
    assert not report.only_keys
    all_true(desk, lived)
    desk.close()


def test_a_wrong_passphrase_recovers_nothing(lived: Lived) -> None:
    harm_page(lived.path, 5)
    raw = lived.path.read_bytes()
    with pytest.raises(WrongPassphrase):
        recover(lived.path, "wrong", NOW.now())
    assert lived.path.read_bytes() == raw
    assert not (lived.path.parent / "kept").exists()


# --- the backups


def test_the_newest_good_backup_is_offered_with_what_it_holds(lived: Lived) -> None:
    found = find(lived.path, PASSPHRASE)
    assert found.backup is not None
    assert found.backup.title(NOW.now()) == "Today 08:30, while you worked"
    assert found.holds_words == "1 school, 0 visits, 30 pupils"
    assert found.passed_over == 0


def test_a_damaged_backup_is_passed_over_for_the_next_good_one(lived: Lived) -> None:
    desk = Desk.open(lived.path, PASSPHRASE, clock=NOW)
    newest = desk.store.back_up(Reason.IMPORT)
    desk.close()
    harm_page(newest.path, pages(newest.path) // 2)
    found = find(lived.path, PASSPHRASE)
    assert found.backup is not None
    assert found.backup.reason is Reason.WORKING
    assert found.passed_over == 1
    harm_page(lived.path, 5)
    desk, _ = recovered(lived.path)
    all_true(desk, lived)
    desk.close()


def without_backups(path: Path) -> None:
    for file in (path.parent / "backups").iterdir():
        file.unlink()


def root_of(path: Path, table: str) -> int:
    """The page on which a table begins, counted from 0."""
    desk = Desk.open(path, PASSPHRASE, clock=NOW)
    rows = desk.store.query("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
    desk.close()
    return int(rows[0]["rootpage"]) - 1


@pytest.mark.parametrize("table", ["pupils", "schools", "journal_changes", "assessments", "traits"])
def test_without_a_backup_what_can_be_read_is_recovered_and_the_rest_said(
    lived: Lived, table: str
) -> None:
    root = root_of(lived.path, table)
    without_backups(lived.path)
    harm_page(lived.path, root)
    desk, report = recovered(lived.path)
    all_true(desk, lived)
    assert "there was no good backup" in report.words(NOW.now())
    assert not report.complete or desk.store.fingerprint() == lived.last
    assert report.complete or "Could not be recovered: " in report.words(NOW.now())
    desk.close()


def test_without_a_backup_and_the_list_of_tables_nothing_is_touched(lived: Lived) -> None:
    without_backups(lived.path)
    for page in range(5):
        harm_page(lived.path, page)
    raw = lived.path.read_bytes()
    with pytest.raises(StoreDamaged, match="no good backup"):
        recover(lived.path, PASSPHRASE, NOW.now())
    assert lived.path.read_bytes() == raw


def test_with_nothing_at_all_it_is_said_and_everything_left(lived: Lived) -> None:
    without_backups(lived.path)
    overwritten(lived.path)
    raw = lived.path.read_bytes()
    with pytest.raises(StoreDamaged, match="no good backup") as refused:
        recover(lived.path, PASSPHRASE, NOW.now())
    assert "second place" in refused.value.todo
    assert lived.path.read_bytes() == raw
    assert sorted(f.name for f in lived.path.parent.iterdir()) == [
        "backups",
        "desk.sipdesk",
        "desk.sipdesk.keys",
    ]


def test_nothing_ever_offers_to_delete(lived: Lived) -> None:
    harm_page(lived.path, 0)
    for secret in (PASSPHRASE, "wrong"):
        with pytest.raises(StoreError) as refused:
            Desk.open(lived.path, secret, clock=NOW)
        assert "delete" not in str(refused.value).casefold()
    keys.key_file(lived.path).unlink()
    with pytest.raises(StoreMissing) as lost:
        Desk.open(lived.path, PASSPHRASE, clock=NOW)
    assert "delete" not in str(lost.value).casefold()
