"""A backup is a whole desk, opened and compared before it counts; older ones go only after."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import (
    Cancelled,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
    StoreNotWritable,
    WrongPassphrase,
)
from sipdesk.models.store import keys
from sipdesk.models.store.backups import making
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school, wait


def opened(path: Path, secret: str = PASSPHRASE) -> Desk:
    return Desk.open(path, secret, clock=a_clock())


def names(folder: Path) -> list[str]:
    return sorted(f.name for f in folder.iterdir()) if folder.is_dir() else []


def test_a_backup_is_a_whole_desk_that_the_same_passphrase_opens(desk: Desk) -> None:
    a_school(desk, "Kingsmead School")
    made = desk.store.back_up(Reason.ASKED)
    copy = opened(made.path)
    assert copy.store.fingerprint() == desk.store.fingerprint()
    copy.close()
    assert names(desk.backups.folder) == [made.id, f"{made.id}.keys"]


def test_the_recovery_code_opens_it_too(tmp_path: Path) -> None:
    desk, code = Desk.create(tmp_path / "desk.sipdesk", PASSPHRASE, clock=a_clock(), cost=LIGHT)
    made = desk.store.back_up(Reason.ASKED)
    opened(made.path, code).close()
    desk.close()


def test_nothing_in_it_can_be_read(desk: Desk) -> None:
    a_school(desk, "Kingsmead School", picture="On the edge of a town." * 50)
    made = desk.store.back_up(Reason.ASKED)
    raw = made.path.read_bytes()
    assert b"SQLite" not in raw
    assert b"Kingsmead" not in raw


def test_the_list_says_when_and_why_newest_first_whatever_the_clock_says(desk: Desk) -> None:
    desk.store.back_up(Reason.IMPORT)
    wait(desk, days=-3652)
    desk.store.back_up(Reason.WORKING)
    wait(desk, days=7304)
    desk.store.back_up(Reason.CLOSING)
    assert [b.reason for b in desk.backups.all()] == [
        Reason.CLOSING,
        Reason.WORKING,
        Reason.IMPORT,
    ]


def test_one_is_needed_when_something_changed_since_the_last(desk: Desk) -> None:
    assert desk.backups.needed()
    desk.store.back_up(Reason.OPENING)
    assert not desk.backups.needed()
    school = a_school(desk)
    assert desk.backups.needed()
    desk.store.back_up(Reason.WORKING)
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture="Words")
    assert desk.backups.needed()
    desk.undo()
    assert not desk.backups.needed()


def test_one_is_needed_when_the_others_were_taken_away(desk: Desk) -> None:
    desk.store.back_up(Reason.OPENING)
    shutil.rmtree(desk.backups.folder)
    assert desk.backups.needed()


def test_older_ones_go_only_after_a_newer_one_is_finished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.store.back_up(Reason.WORKING)
    monkeypatch.setattr(making, "check", _fails)
    with pytest.raises(StoreDamaged):
        desk.store.back_up(Reason.WORKING)
    assert [b.id for b in desk.backups.all()] == [first.id]
    monkeypatch.undo()
    second = desk.store.back_up(Reason.WORKING)
    assert names(desk.backups.folder) == [second.id, f"{second.id}.keys"]


def _fails(*_: object) -> None:
    raise StoreDamaged("It is damaged.")


def test_a_copy_that_holds_something_else_never_counts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = making._copy

    def wrong(db, dest, key, breathe) -> None:
        real(db, dest, key, breathe)
        copy = making.connect(dest, key)
        copy.execute("UPDATE schools SET name = 'Another'")
        copy.conn.commit()
        copy.conn.close()

    a_school(desk)
    monkeypatch.setattr(making, "_copy", wrong)
    with pytest.raises(StoreDamaged, match="did not hold what the store holds"):
        desk.store.back_up(Reason.ASKED)
    assert names(desk.backups.folder) == []


def test_one_may_type_while_it_is_made(desk: Desk) -> None:
    school = a_school(desk, picture="words " * 40_000)
    order, typed = desk.backups.begin(Reason.WORKING), 0
    made: list[object] = []

    def work() -> None:
        with suppress(StoreBusy):
            made.append(desk.backups.make(order))

    worker = threading.Thread(target=work)
    worker.start()
    while worker.is_alive() and typed < 20:
        typed += 1
        wait(desk, minutes=5)
        desk.schools.edit(school.id, address=f"{typed}")
    worker.join()
    assert made
    copy = opened(desk.backups.all()[0].path)
    assert int(copy.schools.all()[0].address or 0) <= typed
    copy.check()
    copy.close()


def test_without_a_quiet_moment_it_says_that_it_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(db, *_: object) -> bool:
        a_school(desk)
        return False

    monkeypatch.setattr(making, "_holds_the_same", never)
    with pytest.raises(StoreBusy, match="tried again"):
        desk.store.back_up(Reason.WORKING)
    assert names(desk.backups.folder) == []


def test_stopped_half_way_nothing_is_left(desk: Desk) -> None:
    a_school(desk)
    left = iter([None] * 3)

    def breathe() -> None:
        if next(left, "none") == "none":
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        desk.backups.make(desk.backups.begin(Reason.WORKING), breathe)
    assert names(desk.backups.folder) == []
    desk.store.back_up(Reason.WORKING)


def test_what_a_killed_program_left_is_taken_away_and_nothing_else(desk: Desk) -> None:
    first = desk.store.back_up(Reason.ASKED)
    folder = desk.backups.folder
    half = f"{first.id.replace('00000', '00001')}.part"
    for name in (half, f"{half}-journal", "desk 000099 my own.txt", "other.sipdesk.part"):
        (folder / name).write_text("x")
    desk.store.back_up(Reason.IMPORT)
    assert half not in names(folder)
    assert {"desk 000099 my own.txt", "other.sipdesk.part", first.id} <= set(names(folder))


def test_a_new_passphrase_opens_the_earlier_backups_and_the_old_one_none(desk: Desk) -> None:
    first = desk.store.back_up(Reason.IMPORT)
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    desk.store.back_up(Reason.CLOSING)
    assert keys.unlock(first.path, "another one")
    for backup in desk.backups.all():
        with pytest.raises(WrongPassphrase):
            keys.unlock(backup.path, PASSPHRASE)


def test_nor_does_the_old_one_open_what_was_kept_or_brought_to_the_stick(
    desk: Desk, stick: Path
) -> None:
    first = desk.store.back_up(Reason.IMPORT)
    desk = desk.restore(first.path).desk
    copies = [copy for place in desk.backups.places()[1:] for copy in place.copies]
    assert len(copies) == 3  # the backup, the one before going back, and what was kept
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    desk.store.back_up(Reason.CLOSING)
    for copy in copies:
        assert keys.unlock(copy, "another one")
        with pytest.raises(WrongPassphrase):
            keys.unlock(copy, PASSPHRASE)
    desk.close()


def test_a_missing_key_file_is_said_and_the_next_backup_puts_it_back(
    desk: Desk, stick: Path
) -> None:
    first = desk.store.back_up(Reason.IMPORT)
    beside = [keys.key_file(copy) for place in desk.backups.places() for copy in place.copies]
    whole = [file.read_bytes() for file in beside]
    assert len(beside) == 2  # here and on the stick
    for file in beside:
        file.unlink()
    for secret in ("", PASSPHRASE):
        with pytest.raises(StoreDamaged, match="is missing") as told:
            desk.backups.check(first, secret)
        assert "next backup that is made puts it back" in told.value.todo
    assert desk.backups.needed()
    desk.store.back_up(Reason.WORKING)
    assert [file.read_bytes() for file in beside] == whole
    desk.backups.check(first)
    opened(first.path).close()


def test_one_that_is_missing_beside_a_copy_under_an_earlier_key_is_not_promised(
    desk: Desk,
) -> None:
    first = desk.store.back_up(Reason.IMPORT)
    desk.close()
    Desk.rekey(desk.store.path, PASSPHRASE, "another one", clock=desk.clock, cost=LIGHT)
    keys.key_file(first.path).unlink()
    now = opened(desk.store.path, "another one")
    with pytest.raises(StoreMissing):
        now.backups.check(first)
    now.store.back_up(Reason.WORKING)
    assert not keys.key_file(first.path).exists()
    now.close()


def test_a_folder_that_cannot_be_written_is_said(desk: Desk) -> None:
    desk.backups.folder.write_text("in the way")
    with pytest.raises(StoreNotWritable, match="No backup could be written") as refused:
        desk.store.back_up(Reason.ASKED)
    assert "has not been touched" in refused.value.safe


# --- a second place


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    desk.settings.second_place = place
    return place


def on(stick: Path) -> list[str]:
    return [n for folder in stick.iterdir() for n in names(folder) if n.endswith(".sipdesk")]


def test_a_finished_backup_goes_to_the_second_place(desk: Desk, stick: Path) -> None:
    made = desk.store.back_up(Reason.ASKED)
    assert on(stick) == [made.id]
    opened(next(stick.iterdir()) / made.id).close()


def test_a_stick_that_is_not_there_is_no_error_and_is_brought_up_to_date_later(
    desk: Desk, stick: Path
) -> None:
    away = stick.rename(stick.with_name("pocket"))
    missed = desk.store.back_up(Reason.IMPORT)
    assert not desk.backups.second_is_there()
    away.rename(stick)
    assert desk.backups.second_is_there()
    made = desk.store.back_up(Reason.ASKED)
    assert on(stick) == [missed.id, made.id]


def test_two_desks_share_a_stick(desk: Desk, stick: Path, tmp_path: Path) -> None:
    other = a_desk(tmp_path / "other")
    other.settings.second_place = stick
    other.store.back_up(Reason.ASKED)
    desk.store.back_up(Reason.ASKED)
    assert len(on(stick)) == 2
    assert len(list(stick.iterdir())) == 2
    other.close()


def test_a_second_place_thins_as_the_first_does(desk: Desk, stick: Path) -> None:
    for _ in range(3):
        last = desk.store.back_up(Reason.WORKING)
    assert on(stick) == [last.id]


@pytest.fixture
def called_otherwise(desk: Desk, stick: Path, tmp_path: Path) -> Iterator[Desk]:
    """A backup on the stick is of “desk”; where the desk lies now, another is called so."""
    desk.store.back_up(Reason.WORKING)
    desk.store.back_up(Reason.IMPORT)
    new = tmp_path / "new"
    a_desk(new).close()
    moved = desk.move(new).desk
    assert moved.store.path.name == "desk 2.sipdesk"
    yield moved
    moved.close()


def test_it_thins_those_too_that_were_made_under_another_name(
    called_otherwise: Desk, stick: Path
) -> None:
    assert len(on(stick)) == 2
    last = called_otherwise.store.back_up(Reason.WORKING)
    [before, newest] = on(stick)
    assert Reason.IMPORT.value in before
    assert newest == last.id


def test_the_old_passphrase_opens_none_of_those_either(called_otherwise: Desk, stick: Path) -> None:
    called_otherwise.change_passphrase(PASSPHRASE, "another one", LIGHT)
    called_otherwise.store.back_up(Reason.CLOSING)
    copies = list(stick.rglob("*.sipdesk"))
    assert len(copies) == 2
    for copy in copies:
        assert keys.unlock(copy, "another one")


def test_what_a_pulled_stick_left_half_made_is_taken_away_there_and_nothing_else(
    desk: Desk, stick: Path
) -> None:
    desk.store.back_up(Reason.WORKING)
    [folder] = stick.iterdir()
    half = f"{on(stick)[0].replace('0000', '0009')}.part"
    for name in (half, "my own.sipdesk.part"):
        (folder / name).write_text("x")
    desk.store.back_up(Reason.WORKING)
    assert half not in names(folder)
    assert "my own.sipdesk.part" in names(folder)


def test_only_a_second_place_that_was_there_is_remembered(desk: Desk, stick: Path) -> None:
    """Each half of a path that is typed is a setting for a moment."""
    desk.store.back_up(Reason.WORKING)
    desk.settings.second_place = stick / "mor"
    desk.store.back_up(Reason.WORKING)
    desk.settings.second_place = None
    assert {place.root for place in desk.backups.places()} == {desk.store.path.parent, stick}


def test_the_desk_itself_is_no_copy_by_whatever_name(desk: Desk, tmp_path: Path) -> None:
    """Moved away and back, beside its own former place, with a second name that a kill left."""
    (tmp_path / "new").mkdir()
    desk = desk.move(tmp_path / "new").desk
    a_desk(tmp_path).close()
    desk = desk.move(tmp_path).desk
    second = tmp_path / "kept" / "desk 2 until 2009-11-12 08.30.00.sipdesk"
    second.hardlink_to(desk.store.path)
    copies = [copy for place in desk.backups.places() for copy in place.copies]
    assert copies
    assert second not in copies
    desk.close()
