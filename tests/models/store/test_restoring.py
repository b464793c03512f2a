"""Going back to a backup: at every moment the old desk or the new one is there, and both kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sipdesk import paths
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreDamaged, StoreError, StoreNotWritable, WrongPassphrase
from sipdesk.models.store import keys, restoring
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school, go_to, wait


def schools(desk: Desk) -> list[str]:
    return [school.name for school in desk.schools.all()]


def opened(path: Path, secret: str = PASSPHRASE) -> Desk:
    return Desk.open(path, secret, clock=a_clock())


def with_a_backup(folder: Path) -> tuple[Desk, Path]:
    """A desk with “First” in its backup and “Second” since."""
    desk = a_desk(folder)
    a_school(desk, "First")
    made = desk.store.back_up(Reason.IMPORT)
    wait(desk, minutes=5)
    a_school(desk, "Second")
    return desk, made.path


def test_the_desk_is_as_it_was_then(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    back = desk.restore(backup)
    assert schools(back.desk) == ["First"]
    assert back.trouble is None
    a_school(back.desk, "Third")
    back.desk.close()
    again = opened(desk.store.path)
    assert schools(again) == ["First", "Third"]
    again.close()


def test_what_was_there_before_is_kept_twice_and_named(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    back = desk.restore(backup)
    newest = back.desk.backups.all()[0]
    assert newest.title(desk.clock.now()) == "Today 08:35, before restoring another"
    assert back.kept == tmp_path / "kept" / "desk until 2009-11-12 08.35.00.sipdesk"
    back.desk.close()
    for before in (newest.path, back.kept):
        copy = opened(before)
        assert schools(copy) == ["First", "Second"]
        copy.close()


def test_one_can_go_forward_again(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    back = desk.restore(backup)
    forward = back.desk.restore(back.desk.backups.all()[0].path)
    assert schools(forward.desk) == ["First", "Second"]
    forward.desk.close()
    assert len(list((tmp_path / "kept").glob("*.sipdesk"))) == 2


def test_going_back_is_not_taken_for_a_store_that_went_back(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    desk.restore(backup).desk.close()
    opened(desk.store.path).close()


def test_the_backup_itself_is_left_as_it_is_even_on_a_read_only_disk(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    stick = tmp_path / "stick"
    shutil.copytree(backup.parent, stick)
    copy = stick / backup.name
    before = copy.read_bytes()
    copy.chmod(0o444)
    stick.chmod(0o555)
    back = desk.restore(copy)
    stick.chmod(0o755)
    assert schools(back.desk) == ["First"]
    assert copy.read_bytes() == before
    assert len(list(stick.iterdir())) == 2
    back.desk.close()


def test_after_a_new_passphrase_an_earlier_backup_comes_back_under_the_new_one(
    tmp_path: Path,
) -> None:
    desk, backup = with_a_backup(tmp_path)
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    desk.restore(backup).desk.close()
    again = opened(desk.store.path, "another one")
    assert schools(again) == ["First"]
    again.close()


def test_after_a_new_key_an_earlier_backup_needs_the_passphrase_of_its_time(
    tmp_path: Path,
) -> None:
    desk, backup = with_a_backup(tmp_path)
    desk.close()
    Desk.rekey(desk.store.path, PASSPHRASE, "another one", clock=a_clock(), cost=LIGHT)
    desk = opened(desk.store.path, "another one")
    oldest = desk.backups.all()[-1]
    assert oldest.path == backup
    assert not desk.backups.opens(oldest.path)
    with pytest.raises(WrongPassphrase):
        desk.restore(backup, "another one")
    assert schools(desk) == ["First", "Second"]
    back = desk.restore(backup, PASSPHRASE)
    assert schools(back.desk) == ["First"]
    back.desk.close()
    opened(desk.store.path, "another one").close()


@pytest.mark.parametrize("part", [1, 3, 5, 7])
def test_a_damaged_backup_is_refused_in_words_of_its_own(tmp_path: Path, part: int) -> None:
    desk, backup = with_a_backup(tmp_path)
    raw = bytearray(backup.read_bytes())
    raw[len(raw) * part // 8] ^= 1
    backup.write_bytes(raw)
    with pytest.raises(StoreDamaged, match=r"The backup “desk .*” is damaged") as refused:
        desk.restore(backup)
    assert "next one in the list" in refused.value.todo
    assert schools(desk) == ["First", "Second"]
    desk.close()
    assert left_beside(desk) == set()


def left_beside(desk: Desk) -> set[str]:
    wanted = {"desk.sipdesk", "desk.sipdesk.keys", "backups", "kept"}
    return {f.name for f in desk.store.path.parent.iterdir()} - wanted


BREAKS = ["os.link", "os.replace", "sync_folder", "sync_file", "connect"]


@pytest.mark.parametrize("broken", BREAKS)
def test_wherever_it_fails_the_old_desk_is_open_or_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    desk, backup = with_a_backup(tmp_path)

    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    prepared = desk.store.prepare_restore(backup) if broken != "connect" else None
    monkeypatch.setattr(f"sipdesk.models.store.restoring.{broken}", fails)
    if prepared is None:
        with pytest.raises(StoreNotWritable, match="could not be put in place"):
            desk.store.prepare_restore(backup)
        monkeypatch.undo()
        assert schools(desk) == ["First", "Second"]
        desk.close()
        return
    back = desk.change_to(prepared)
    monkeypatch.undo()
    if back.trouble is None:  # a second name that cannot be given is a copy instead
        assert broken in ("os.link", "sync_file")
        assert schools(back.desk) == ["First"]
    else:
        assert "as they were" in back.trouble.safe
        assert schools(back.desk) == ["First", "Second"]
    back.desk.close()
    opened(desk.store.path).close()


def test_a_going_back_that_was_cut_short_leaves_the_store_no_second_name(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    back = desk.restore(backup)
    first = back.kept
    back.desk.close()
    restoring.keep(desk.store.path, a_clock().now())  # as far as it came
    again = opened(desk.store.path)
    assert first is not None
    assert {f.name for f in (tmp_path / "kept").iterdir()} == {
        first.name,
        keys.key_file(first).name,
    }
    assert desk.store.path.stat().st_nlink == 1
    again.close()
    kept = opened(first)
    assert schools(kept) == ["First", "Second"]
    kept.close()


def test_what_is_kept_has_its_key_file_for_good_before_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut between the two leaves a kept store that nothing opens."""
    desk = a_desk(tmp_path)
    desk.close()
    done: list[str] = []
    link, sync = os.link, restoring.sync_folder

    def linked(source: Path, dest: Path) -> None:
        done.append("store")
        link(source, dest)

    def synced(folder: Path) -> None:
        done.append("sync")
        sync(folder)

    monkeypatch.setattr(os, "link", linked)
    monkeypatch.setattr(restoring, "sync_folder", synced)
    kept = restoring.keep(desk.store.path, a_clock().now())
    assert keys.key_file(kept).exists()
    assert done == ["sync", "store", "sync"]


# --- a store that does not open


def spoil(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:-5000])


def lose_the_keys(store: Path) -> None:
    keys.key_file(store).unlink()


def spoil_the_keys(store: Path) -> None:
    keys.key_file(store).write_text("spoilt")


def lose_it(store: Path) -> None:
    store.unlink()


@pytest.mark.parametrize("harm", [spoil, lose_the_keys, spoil_the_keys, lose_it])
def test_a_backup_takes_the_place_of_a_store_that_does_not_open(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    desk, backup = with_a_backup(tmp_path)
    desk.close()
    store = desk.store.path
    harm(store)
    before = {f.name: f.read_bytes() for f in (store, keys.key_file(store)) if f.exists()}
    kept = restoring.replace_unopened(backup, PASSPHRASE, store, a_clock().now())
    again = opened(store)
    assert schools(again) == ["First"]
    again.close()
    held = {f.name: f.read_bytes() for f in kept.parent.iterdir()}
    assert sorted(held.values()) == sorted(before.values())  # once, and each by its own name
    for file in (kept, keys.key_file(kept)):
        assert held.get(file.name) == before.get(file.name.replace(kept.stem, "desk"))


def test_a_kill_between_the_two_files_leaves_both_kept_and_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, backup = with_a_backup(tmp_path)
    desk.close()
    lose_the_keys(desk.store.path)
    raw = desk.store.path.read_bytes()
    aside, replace = restoring.aside_of(desk.store.path), os.replace

    def killed(source: Path, dest: Path) -> None:
        if source == aside:
            raise KeyboardInterrupt
        replace(source, dest)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            restoring.replace_unopened(backup, PASSPHRASE, desk.store.path, a_clock().now())
    assert keys.key_file(desk.store.path).exists()
    assert desk.store.path.read_bytes() == raw
    assert raw in [f.read_bytes() for f in (tmp_path / "kept").iterdir()]
    restoring.replace_unopened(backup, PASSPHRASE, desk.store.path, a_clock().now())
    opened(desk.store.path).close()


def test_nothing_is_put_in_place_under_a_passphrase_that_does_not_open_it(tmp_path: Path) -> None:
    desk, backup = with_a_backup(tmp_path)
    desk.close()
    spoil(desk.store.path)
    raw = desk.store.path.read_bytes()
    with pytest.raises(StoreError):
        restoring.replace_unopened(backup, "wrong", desk.store.path, a_clock().now())
    assert desk.store.path.read_bytes() == raw
    assert not os.path.exists(tmp_path / "kept")


# --- a file that went back in time


def test_an_older_copy_of_the_file_is_noticed_and_can_be_gone_on_with(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk, "First")
    desk.close()
    store = desk.store.path
    older = store.read_bytes()
    desk = opened(store)
    go_to(desk, "2009-11-12 09:00")
    a_school(desk, "Second")
    desk.close()
    store.write_bytes(older)
    with pytest.raises(StoreError, match="older copy") as refused:
        opened(store)
    assert "Nothing has been changed" in refused.value.safe
    assert "newest backup" in refused.value.todo
    assert store.read_bytes() == older
    chosen = Desk.open(store, PASSPHRASE, clock=a_clock(), anyway=True)
    assert schools(chosen) == ["First"]
    chosen.close()
    opened(store).close()


def test_a_copy_from_the_middle_of_the_work_is_older_too(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk, "First")
    middle = desk.store.path.read_bytes()
    a_school(desk, "Second")
    desk.close()
    desk.store.path.write_bytes(middle)
    with pytest.raises(StoreError, match="older copy"):
        opened(desk.store.path)


def test_a_copy_in_another_place_counts_for_itself(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    other = tmp_path / "copy"
    other.mkdir()
    for file in (desk.store.path, keys.key_file(desk.store.path)):
        shutil.copy(file, other)
    desk = opened(desk.store.path)
    a_school(desk)
    desk.close()
    opened(other / "desk.sipdesk").close()


def test_what_is_remembered_outside_names_nobody(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, name="Kingsmead.sipdesk")
    desk.close()
    seen = [f.read_text() + f.name for f in (paths.data() / "seen").iterdir()]
    assert seen
    assert not any("Kingsmead" in each or "tmp" in each for each in seen)


# --- what belongs to the desk as a whole


def test_what_has_left_is_still_known_after_going_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    backup = desk.store.back_up(Reason.ASKED)
    left = desk.keeping.left("Note of visit", school.id, "note.pdf", "authority", ["p1"])
    back = desk.restore(backup.path).desk
    assert back.keeping.departures("p1") == [left]
    back.close()


def test_a_backup_of_another_desk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = a_desk(tmp_path / "other")
    theirs = other.store.back_up(Reason.ASKED)
    other.close()
    desk = a_desk(tmp_path)
    a_school(desk, "First")
    with pytest.raises(StoreError, match="a backup of another desk"):
        desk.restore(theirs.path, PASSPHRASE)
    assert schools(desk) == ["First"]
    desk.close()
