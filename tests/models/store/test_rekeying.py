"""“My passphrase has leaked”: another key, all or nothing, and the old backups left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import (
    BadValue,
    StoreDamaged,
    StoreError,
    StoreInUse,
    StoreNotWritable,
    WrongPassphrase,
)
from sipdesk.models.store import key_file, keys, leftovers, rekeying
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school

NEW = "after the leak"
CODE = re.compile(r"[A-Z]{4}(?: [A-Z]{4}){7}")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    desk = a_desk(tmp_path)
    for n in range(20):
        a_school(desk, f"School {n}", picture=f"words {n} " * 400)
    desk.close()
    return desk.store.path


def fingerprint(store: Path, secret: str) -> str:
    desk = Desk.open(store, secret, clock=a_clock())
    found = desk.store.fingerprint()
    desk.check()
    desk.close()
    return found


def renewed(store: Path, secret: str = PASSPHRASE, new: str = NEW) -> str:
    return Desk.rekey(store, secret, new, clock=a_clock(), cost=LIGHT)


def opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True


def beside(store: Path) -> set[str]:
    return {f.name for f in store.parent.iterdir()} - {"home"}


def test_the_same_records_under_another_key(store: Path) -> None:
    before, key = fingerprint(store, PASSPHRASE), keys.unlock(store, PASSPHRASE)
    code = renewed(store)
    assert fingerprint(store, NEW) == before == fingerprint(store, code)
    assert keys.unlock(store, NEW).key != key.key
    assert keys.unlock(store, NEW).salt != key.salt
    assert not opens(store, PASSPHRASE)
    assert beside(store) == {"desk.sipdesk", "desk.sipdesk.keys", "backups"}


def test_undo_reaches_back_before_it(store: Path) -> None:
    renewed(store)
    desk = Desk.open(store, NEW, clock=a_clock())
    assert desk.undo()
    desk.close()


def test_nothing_of_the_old_key_stays_in_the_key_file(store: Path) -> None:
    old = {wrap.sealed for wrap in key_file.read(keys.key_file(store))}
    renewed(store)
    assert not old & {wrap.sealed for wrap in key_file.read(keys.key_file(store))}
    assert all(not wrap.of for wrap in key_file.read(keys.key_file(store)))


def test_the_backup_before_it_opens_with_the_old_secret_only(store: Path) -> None:
    before = fingerprint(store, PASSPHRASE)
    renewed(store)
    [backup] = (store.parent / "backups").glob("*before-new-key.sipdesk")
    assert fingerprint(backup, PASSPHRASE) == before
    assert not opens(backup, NEW)


def test_the_old_store_with_the_new_key_file_opens_for_nobody(store: Path) -> None:
    """A copy somebody took stays what it was, and the new key file is of no use for it."""
    stolen = store.with_name("stolen")
    stolen.write_bytes(store.read_bytes())
    renewed(store)
    keys.key_file(stolen).write_bytes(keys.key_file(store).read_bytes())
    with pytest.raises(StoreError):
        Desk.open(stolen, NEW, clock=a_clock())


@pytest.mark.parametrize(
    ("secret", "new", "refused"),
    [
        ("wrong", NEW, WrongPassphrase),
        (PASSPHRASE, PASSPHRASE, BadValue),
        (PASSPHRASE, "", BadValue),
    ],
)
def test_what_is_refused_changes_nothing(
    store: Path, secret: str, new: str, refused: type[Exception]
) -> None:
    before = store.read_bytes(), keys.key_file(store).read_bytes()
    with pytest.raises(refused):
        renewed(store, secret, new)
    assert (store.read_bytes(), keys.key_file(store).read_bytes()) == before


def test_an_open_desk_is_not_encrypted_under_its_feet(store: Path) -> None:
    desk = Desk.open(store, PASSPHRASE, clock=a_clock())
    with pytest.raises(StoreInUse):
        renewed(store)
    desk.close()
    assert opens(store, PASSPHRASE)


def no_room(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def bad_disk(*_: object) -> None:
    raise OSError(5, "Input/output error")


def not_the_same(*_: object, **__: object) -> None:
    raise StoreDamaged("The copy is not the same.")


FAILURES: dict[str, Callable[..., None]] = {
    "make": not_the_same,
    "copy_checked": not_the_same,
    "key_file.write": no_room,
    "os.replace": no_room,
}


@pytest.mark.parametrize("step", FAILURES)
def test_a_failure_at_any_step_leaves_the_old_key_alone(
    store: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = fingerprint(store, PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(f"sipdesk.models.store.rekeying.{step}", FAILURES[step])
        with pytest.raises((StoreDamaged, StoreNotWritable, StoreInUse)):
            renewed(store)
    assert fingerprint(store, PASSPHRASE) == before
    assert not opens(store, NEW)
    assert beside(store) <= {"desk.sipdesk", "desk.sipdesk.keys", "backups"}
    renewed(store)
    assert fingerprint(store, NEW) == before


class Killed(BaseException):
    """As if the program had ended here: nothing after it is done."""


def killed_at(step: str, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(f"sipdesk.models.store.rekeying.{step}", end)
        patch.setattr(rekeying, "_back", lambda *_: None)
        with pytest.raises(Killed):
            renewed(store)


def test_killed_before_the_swap_both_passphrases_open_and_it_is_said(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(store, PASSPHRASE)
    killed_at("_swap", store, monkeypatch)
    assert leftovers.aside_of(store).exists()
    for secret in (NEW, PASSPHRASE):
        desk = Desk.open(store, secret, clock=a_clock())
        assert desk.renewal is not None
        assert "not finished" in desk.renewal.what
        assert "Settings" in desk.renewal.todo
        assert desk.store.fingerprint() == before
        desk.close()
    assert not leftovers.aside_of(store).exists()


@pytest.mark.parametrize("secret", [PASSPHRASE, NEW])
def test_after_such_a_kill_it_can_be_done_again(
    store: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    for _ in range(6):
        killed_at("_swap", store, monkeypatch)
    before = fingerprint(store, secret)
    code = renewed(store, secret, "the third")
    assert fingerprint(store, "the third") == before == fingerprint(store, code)
    assert not opens(store, PASSPHRASE)
    assert not opens(store, NEW)


def test_after_such_a_kill_another_passphrase_settles_it(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at("_swap", store, monkeypatch)
    desk = Desk.open(store, PASSPHRASE, clock=a_clock())
    desk.change_passphrase(PASSPHRASE, "another", LIGHT)
    desk.close()
    assert not opens(store, PASSPHRASE)
    assert not opens(store, NEW)
    desk = Desk.open(store, "another", clock=a_clock())
    assert desk.renewal is None
    desk.close()


def test_killed_after_the_swap_only_the_new_one_opens_and_a_code_is_asked_for(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(store, PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(rekeying.keys, "settle", lambda *_: None)
        renewed(store)
    assert keys.two_keys(store)
    assert not opens(store, PASSPHRASE)
    desk = Desk.open(store, NEW, clock=a_clock())
    assert desk.renewal is not None
    assert "new recovery code" in desk.renewal.todo
    assert desk.store.fingerprint() == before
    desk.close()
    assert not keys.two_keys(store)
    again = Desk.open(store, NEW, clock=a_clock())
    assert again.renewal is None
    again.close()


def test_a_flipped_bit_of_the_salt_does_not_confuse_the_two_keys(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_at("_swap", store, monkeypatch)
    raw = bytearray(store.read_bytes())
    raw[3] ^= 1
    store.write_bytes(raw)
    assert opens(store, PASSPHRASE)


# --- the disk takes the new store and does not say that it will last


def test_after_the_swap_it_is_done_and_the_code_is_handed_over(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(store, PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "sync_folder", bad_disk)
        with pytest.raises(StoreNotWritable, match="has its new key") as told:
            renewed(store)
    [code] = CODE.findall(told.value.safe)
    assert not opens(store, PASSPHRASE)
    assert fingerprint(store, NEW) == before == fingerprint(store, code)


def test_then_a_power_cut_that_brings_the_old_file_back_locks_nobody_out(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, as_it_was = fingerprint(store, PASSPHRASE), store.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "sync_folder", bad_disk)
        with pytest.raises(StoreNotWritable):
            renewed(store)
    store.write_bytes(as_it_was)
    for secret in (NEW, PASSPHRASE):
        desk = Desk.open(store, secret, clock=a_clock(), anyway=True)
        assert desk.renewal is not None
        assert "not finished" in desk.renewal.what
        assert desk.store.fingerprint() == before
        desk.close()


def test_the_old_wraps_stay_until_the_swap_is_on_the_disk_for_good(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "sync_folder", bad_disk)
        with pytest.raises(StoreNotWritable):
            renewed(store)
        patch.setattr(keys, "sync_folder", bad_disk)
        desk = Desk.open(store, NEW, clock=a_clock())
        assert desk.renewal is not None
        assert "has its new key" in desk.renewal.what
        desk.close()
        assert keys.two_keys(store)
    Desk.open(store, NEW, clock=a_clock()).close()
    assert not keys.two_keys(store)


def test_before_the_swap_it_has_kept_its_old_key(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(key_file, "sync_folder", bad_disk)
        with pytest.raises(StoreNotWritable, match="could not be given a new key") as told:
            renewed(store)
    assert "opens as it did before" in told.value.safe
    assert opens(store, PASSPHRASE)
    assert not opens(store, NEW)


def test_a_key_file_that_cannot_be_settled_keeps_no_code_from_anybody(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = keys.settle

    def after_the_swap(path: Path, data: keys.DataKey) -> None:
        if keys.two_keys(path):
            raise StoreDamaged("All three copies are damaged.")
        settle(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(keys, "settle", after_the_swap)
        code = renewed(store)
    assert opens(store, code)
