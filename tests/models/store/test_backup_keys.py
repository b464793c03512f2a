"""What opens a backup: only sound keys are spread, and whatever needs a backup is noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreDamaged, StoreError, StoreMissing, WrongPassphrase
from sipdesk.models.store import keys
from sipdesk.models.store.backups import making
from sipdesk.models.store.recovery import find
from tests.builders import LIGHT, PASSPHRASE, a_desk, a_school, reopened, wait


def key_files(desk: Desk) -> dict[Path, bytes]:
    """Those of all copies, not the store's own."""
    copies = [copy for place in desk.backups.places() for copy in place.copies]
    return {copy: keys.key_file(copy).read_bytes() for copy in copies}


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk with copies in its backups, in the folder “kept” and on a stick."""
    (tmp_path / "stick").mkdir()
    desk.settings.second_place = tmp_path / "stick"
    back = desk.restore(desk.store.back_up(Reason.IMPORT).path).desk
    assert len(key_files(back)) == 5  # two here and on the stick, and what was kept
    yield back
    back.close()


def damage(desk: Desk) -> None:
    own = keys.key_file(desk.store.path)
    own.write_bytes(own.read_bytes().replace(b"sipdesk-keys-1 ", b"sipdesk-keys-1 x"))


def change_for_another(desk: Desk) -> None:
    """Another store's, which the same passphrase opens: a sound file, and of no use here."""
    other = a_desk(desk.store.path.parent / "other")
    keys.key_file(desk.store.path).write_bytes(keys.key_file(other.store.path).read_bytes())
    other.close()


@pytest.mark.parametrize("spoil", [damage, change_for_another])
def test_a_key_file_that_opens_nothing_is_not_spread(
    kept: Desk, spoil: Callable[[Desk], None]
) -> None:
    before = key_files(kept)
    spoil(kept)
    a_school(kept, "Since then")
    with pytest.raises(StoreDamaged, match="key"):
        kept.store.back_up(Reason.WORKING)
    assert key_files(kept) == before
    found = find(kept.store.path, PASSPHRASE)
    assert found.backup is not None, "the earlier ones open as before"


def test_a_key_file_that_is_gone_is_said_and_the_others_stay(kept: Desk) -> None:
    before = key_files(kept)
    keys.key_file(kept.store.path).unlink()
    with pytest.raises(StoreMissing, match="key file"):
        kept.store.back_up(Reason.WORKING)
    assert key_files(kept) == before


def test_of_a_key_file_with_one_good_copy_a_backup_gets_three(desk: Desk) -> None:
    own = keys.key_file(desk.store.path)
    whole = own.read_bytes()
    own.write_bytes(b"?" + whole[1:])
    made = desk.store.back_up(Reason.ASKED)
    assert keys.key_file(made.path).read_bytes() == whole


def test_a_key_file_brought_back_is_spread_again(kept: Desk) -> None:
    own = keys.key_file(kept.store.path)
    whole = own.read_bytes()
    change_for_another(kept)
    with pytest.raises(StoreDamaged, match="not the one that opened"):
        kept.store.back_up(Reason.WORKING)
    own.write_bytes(whole)
    kept.store.back_up(Reason.WORKING)
    assert set(key_files(kept).values()) == {whole}


def test_two_new_secrets_in_a_row_are_known_as_ours(desk: Desk) -> None:
    first = desk.store.back_up(Reason.ASKED)
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    code = desk.new_recovery_code("another one", LIGHT)
    desk.store.back_up(Reason.WORKING)
    assert keys.unlock(first.path, "another one") == keys.unlock(first.path, code)


# --- when one is needed


def leaves(desk: Desk) -> None:
    desk.keeping.left("Note", desk.schools.all()[0].id, "note.pdf")


def is_copied(desk: Desk) -> None:
    desk.keeping.note_asked_for(Path("monday.sipdesk"))


def has_a_new_passphrase(desk: Desk) -> None:
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)


@pytest.mark.parametrize("happens", [leaves, is_copied, has_a_new_passphrase])
def test_what_no_undo_knows_needs_a_backup_as_well(
    desk: Desk, happens: Callable[[Desk], None]
) -> None:
    a_school(desk)
    desk.store.back_up(Reason.ASKED)
    assert not desk.backups.needed()
    happens(desk)
    assert desk.backups.needed()
    wait(desk, minutes=5)
    desk.store.back_up(Reason.CLOSING)
    assert not desk.backups.needed()


def test_the_disk_s_trouble_while_asking_is_told_in_words(desk: Desk) -> None:
    desk.store.back_up(Reason.ASKED)
    desk.store._db.conn.close()
    with pytest.raises(StoreError):
        desk.backups.needed()


# --- a copy that comes out wrong


def spoilt_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    real = making._copy

    def spoil(db, dest, key, breathe) -> None:
        real(db, dest, key, breathe)
        raw = bytearray(dest.read_bytes())
        raw[len(raw) // 2] ^= 1
        dest.write_bytes(raw)

    monkeypatch.setattr(making, "_copy", spoil)


def test_a_bad_disk_for_backups_is_not_called_a_damaged_store(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_school(desk)
    spoilt_copies(monkeypatch)
    with pytest.raises(StoreDamaged) as refused:
        desk.store.back_up(Reason.ASKED)
    assert "disk of the backups" in refused.value.todo
    assert "store and the earlier backups are as they were" in refused.value.safe
    assert desk.backups.all() == []


def test_a_store_whose_tables_do_not_agree_is_called_so(desk: Desk) -> None:
    """A large one is not looked through at opening; its copy is as bad, whatever the disk."""
    a_school(desk, "Kingsmead School")
    db = desk.store._db.conn
    index = "CREATE INDEX not_right ON schools (name)"
    db.execute(index)
    db.execute("PRAGMA writable_schema = ON")
    db.execute(
        "UPDATE sqlite_master SET sql = ? WHERE name = 'not_right'",
        [index.replace("(name)", "(id)")],
    )
    db.commit()
    desk = reopened_as_large(desk)
    with pytest.raises(StoreDamaged, match="The desk is damaged") as refused:
        desk.store.back_up(Reason.ASKED)
    assert "earlier backups are as they were" in refused.value.safe
    desk.close()


def reopened_as_large(desk: Desk) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sipdesk.models.store.connection.LARGE", 0)
        return reopened(desk)


# --- checking one


def test_a_backup_with_another_store_s_key_file_fails_its_check(desk: Desk) -> None:
    made = desk.store.back_up(Reason.ASKED)
    other = a_desk(desk.store.path.parent / "other")
    keys.key_file(made.path).write_bytes(keys.key_file(other.store.path).read_bytes())
    other.close()
    for secret in ("", PASSPHRASE, "neither"):
        with pytest.raises(StoreDamaged, match="not that of the desk"):
            desk.backups.check(made, secret)
    desk.store.back_up(Reason.IMPORT)
    desk.backups.check(made)


def test_a_backup_from_before_a_new_passphrase_passes_its_check(desk: Desk) -> None:
    made = desk.store.back_up(Reason.ASKED)
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    desk.backups.check(made)


def test_one_that_only_gone_secrets_open_fails_its_check_until_the_next_is_made(desk: Desk) -> None:
    made = desk.store.back_up(Reason.ASKED)
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    desk.new_recovery_code("another one", LIGHT)
    with pytest.raises(StoreDamaged, match="not that of the desk") as told:
        desk.backups.check(made, "another one")
    assert "next backup" in told.value.todo
    desk.store.back_up(Reason.IMPORT)
    desk.backups.check(made, "another one")


@pytest.mark.parametrize("secret", ["", "another one"])
def test_one_under_an_earlier_key_is_not_called_damaged(desk: Desk, secret: str) -> None:
    made = desk.store.back_up(Reason.ASKED)
    desk.close()
    Desk.rekey(desk.store.path, PASSPHRASE, "another one", clock=desk.clock, cost=LIGHT)
    now = Desk.open(desk.store.path, "another one", clock=desk.clock)
    with pytest.raises(WrongPassphrase, match="earlier key"):
        now.backups.check(made, secret)
    now.backups.check(made, PASSPHRASE)
    with pytest.raises(WrongPassphrase, match="earlier key"):
        now.store.prepare_restore(made.path, "another one")
    assert now.backups.needed(), "none opens by the new passphrase yet"
    now.close()


def test_a_spoilt_beginning_is_not_taken_for_an_earlier_key(desk: Desk) -> None:
    made = desk.store.back_up(Reason.ASKED)
    raw = made.path.read_bytes()
    made.path.write_bytes(bytes(4096) + raw[4096:])
    with pytest.raises(StoreDamaged):
        desk.backups.check(made)
