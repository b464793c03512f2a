"""What a store notes of erasures and of its copies outlives damage; where not, that is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.keeping import todo
from sipdesk.models.store.recovery import Report, recover
from tests.builders import PASSPHRASE, a_clock, a_desk, a_pupil, a_school

NOW = a_clock("2009-11-12 12:00")


def harm(desk: Desk, table: str) -> None:
    """Flip a bit on the first page of a table, and close the desk."""
    [row] = desk.store.query("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
    desk.close()
    raw = bytearray(desk.store.path.read_bytes())
    raw[(int(row["rootpage"]) - 1) * 4096 + 2000] ^= 4
    desk.store.path.write_bytes(raw)


def recovered(path: Path) -> tuple[Desk, Report]:
    report = recover(path, PASSPHRASE, NOW.now())
    return Desk.open(path, PASSPHRASE, clock=NOW), report


def noted(desk: Desk) -> dict[str, object]:
    """All that the store knows of itself, but for what counts on."""
    rows = desk.store.query("SELECT name, value FROM store_state", [])
    counting = ("generation", "backed_up")
    return {row["name"]: row["value"] for row in rows if row["name"] not in counting}


@pytest.mark.parametrize("backed_up", [True, False])
def test_where_copies_lie_and_who_was_erased_is_known_still(
    tmp_path: Path, backed_up: bool
) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    pupil = a_pupil(desk, school, "Lena Whitfield")
    if backed_up:
        desk.store.back_up(Reason.WORKING)
    desk.keeping.note_asked_for(tmp_path / "stick" / "copy.sipdesk")
    desk.keeping.note_left_behind("/old/desk.sipdesk")
    desk.keeping.erase(desk.keeping.people("Lena Whitfield"))
    before = noted(desk)
    assert pupil.id in str(before[todo.GONE])
    harm(desk, "visits")
    again, _ = recovered(desk.store.path)
    assert noted(again) == before
    again.close()


def test_an_erasure_that_was_under_way_is_finished_in_the_recovered_desk(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    a_pupil(desk, school, "Lena Whitfield")
    desk.store.back_up(Reason.WORKING)
    desk.keeping.eraser.begin(desk.keeping.people("Lena Whitfield"), "asked for")
    harm(desk, "visits")
    again, _ = recovered(desk.store.path)
    assert again.pupils.all() == []
    assert [each.reason for each in again.keeping.erasures()] == ["asked for"]
    again.close()


def test_an_erasure_that_was_called_off_since_the_backup_is_not_begun_again(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    a_pupil(desk, school, "Lena Whitfield")
    desk.keeping.eraser.begin(desk.keeping.people("Lena Whitfield"), "asked for")
    desk.store.back_up(Reason.WORKING)
    desk.store.apart(lambda db: todo.write(db, None))  # the backup could not be reached
    harm(desk, "visits")
    again, _ = recovered(desk.store.path)
    assert [pupil.name for pupil in again.pupils.all()] == ["Lena Whitfield"]
    again.close()


def test_where_the_notes_cannot_be_read_it_is_said(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    desk.keeping.note_left_behind("/old/desk.sipdesk")
    desk.store.back_up(Reason.WORKING)
    harm(desk, "store_state")
    again, report = recovered(desk.store.path)
    assert not report.complete
    assert (
        "May be older than the last change: the notes of erasures and of where copies lie."
        in report.words(NOW.now())
    )
    assert json.loads(str(noted(again)[todo.LEFT_BEHIND])) == ["/old/desk.sipdesk"]
    again.close()


def test_without_a_backup_it_is_said_as_well(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    harm(desk, "store_state")
    again, report = recovered(desk.store.path)
    assert not report.complete
    assert "what could not be read among the notes of erasures" in report.words(NOW.now())
    again.close()


def test_a_recovered_desk_wants_a_backup_and_has_not_gone_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    desk.store.back_up(Reason.WORKING)
    harm(desk, "visits")
    again, _ = recovered(desk.store.path)
    assert again.backups.needed()
    again.store.back_up(Reason.WORKING)
    assert not again.backups.needed()
    again.close()
