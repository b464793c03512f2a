"""Opening a store: what is refused is refused in words, and nothing is touched."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import (
    StoreDamaged,
    StoreError,
    StoreInUse,
    StoreMissing,
    StoreNewer,
    StoreNotWritable,
    WrongPassphrase,
)
from sipdesk.models.store import connection, keys, opening
from sipdesk.models.store.migrations import migrations
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school, reopened

Harm = Callable[[Path], None]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store with some pages of text in it."""
    desk = a_desk(tmp_path)
    for n in range(20):
        a_school(desk, f"School {n}", picture=f"words {n} " * 400)
    desk.close()
    return desk.store.path


def opened(path: Path, secret: str = PASSPHRASE) -> Desk:
    return Desk.open(path, secret, clock=a_clock())


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 100])


def cut_between_pages(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def all_but_gone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:700])


def random_bytes(path: Path) -> None:
    path.write_bytes(secrets.token_bytes(path.stat().st_size))


def in_clear(path: Path) -> None:
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE schools (id TEXT)")
    plain.commit()
    plain.close()


def a_bit_flipped(path: Path) -> None:
    flip(path, path.stat().st_size // 2)


def a_salt_bit_flipped(path: Path) -> None:
    flip(path, 3)


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def text(path: Path) -> None:
    path.write_text("Dear head, here is my note of visit.", encoding="utf-8")


@pytest.mark.parametrize(
    "harm",
    [
        emptied,
        cut_short,
        cut_between_pages,
        all_but_gone,
        random_bytes,
        in_clear,
        a_bit_flipped,
        text,
    ],
)
def test_a_damaged_store_is_refused_and_left_as_it_is(store: Path, harm: Harm) -> None:
    harm(store)
    before = everything_in(store.parent)
    with pytest.raises(StoreDamaged) as refused:
        opened(store)
    assert "damaged" in refused.value.what
    assert "Nothing has been changed" in refused.value.safe
    assert "where there is a good backup" in refused.value.todo
    assert everything_in(store.parent) == before


def test_a_flipped_bit_in_the_salt_does_no_harm(store: Path) -> None:
    """The salt is kept with the key; the file's own copy of it is not read."""
    a_salt_bit_flipped(store)
    try:
        desk = opened(store)
    except StoreDamaged:
        return  # noticed is as good as harmless
    assert len(desk.schools.all()) == 20
    desk.close()


@pytest.mark.parametrize("part", range(1, 16))
def test_every_page_is_looked_at(store: Path, part: int) -> None:
    flip(store, store.stat().st_size * part // 16)
    with pytest.raises(StoreDamaged):
        opened(store)


def test_a_missing_store_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as refused:
        opened(tmp_path / "nowhere.sipdesk")
    assert "sipdesk init" in refused.value.todo
    assert list(tmp_path.iterdir()) == []


def test_a_missing_key_file_is_named(store: Path) -> None:
    keys.key_file(store).unlink()
    before = everything_in(store.parent)
    with pytest.raises(StoreMissing, match=r"desk\.sipdesk\.keys"):
        opened(store)
    assert everything_in(store.parent) == before


def test_a_wrong_passphrase_says_what_to_try(store: Path) -> None:
    before = everything_in(store.parent)
    with pytest.raises(WrongPassphrase) as refused:
        opened(store, "Sample")
    assert "Caps Lock" in refused.value.todo
    assert everything_in(store.parent) == before


def test_the_key_file_of_another_store_opens_nothing(store: Path, tmp_path: Path) -> None:
    other = a_desk(tmp_path, name="other.sipdesk")
    other.close()
    keys.key_file(store).write_bytes(keys.key_file(other.store.path).read_bytes())
    with pytest.raises(StoreDamaged):
        opened(store)


def test_a_newer_store_is_refused_and_left_as_it_is(store: Path) -> None:
    db, _ = opening.open_store(store, PASSPHRASE, a_clock().now())
    db.execute("PRAGMA user_version = 99")
    opening.close(db, store)
    before = everything_in(store.parent)
    with pytest.raises(StoreNewer) as refused:
        opened(store)
    assert "Update SIP Desk" in refused.value.todo
    assert everything_in(store.parent) == before


def test_an_encrypted_file_that_is_no_store_is_refused(store: Path) -> None:
    db, _ = opening.open_store(store, PASSPHRASE, a_clock().now())
    db.execute("PRAGMA application_id = 1")
    opening.close(db, store)
    with pytest.raises(StoreDamaged):
        opened(store)


def test_the_second_to_open_is_told_who_has_it(store: Path) -> None:
    desk = opened(store)
    with pytest.raises(StoreInUse, match=f"process {os.getpid()} on ") as refused:
        opened(store)
    assert "close it first" in refused.value.todo
    assert a_school(desk, "Still at work")
    desk.close()
    opened(store).close()


def test_the_note_of_a_killed_window_names_nobody(store: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    desk = opened(store)
    note = store.with_name(store.name + ".open")
    note.write_text(json.dumps(json.loads(note.read_text()) | {"pid": gone.pid}))
    with pytest.raises(StoreInUse, match="open in another window\\.") as refused:
        opened(store)
    assert str(gone.pid) not in str(refused.value)
    desk.close()


@pytest.mark.parametrize("words", ["", "{", "[]", '{"pid": "x", "host": 1}', '{"pid": 1e99}'])
def test_a_spoilt_note_does_not_matter(store: Path, words: str) -> None:
    note = store.with_name(store.name + ".open")
    note.write_text(words)
    desk = opened(store)
    note.write_text(words)
    with pytest.raises(StoreInUse, match="open in another window\\."):
        opened(store)
    desk.close()


def test_a_closed_store_is_two_files(store: Path) -> None:
    assert sorted(f.name for f in store.parent.iterdir()) == ["desk.sipdesk", "desk.sipdesk.keys"]


def test_nothing_in_the_file_can_be_read(store: Path) -> None:
    raw = store.read_bytes()
    assert b"SQLite" not in raw
    assert b"School" not in raw
    assert b"words" not in raw


def test_a_store_is_not_made_over_another(store: Path) -> None:
    before = everything_in(store.parent)
    with pytest.raises(StoreError, match="already a store"):
        Desk.create(store, "other", cost=LIGHT)
    store.rename(store.with_name("away"))
    with pytest.raises(StoreError, match="already a store"):  # its key file is still there
        Desk.create(store, "other", cost=LIGHT)
    store.with_name("away").rename(store)
    assert everything_in(store.parent) == before


@pytest.mark.parametrize("broken", ["keys.create", "connect", "_migrate", "sync_folder"])
def test_making_a_store_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"sipdesk.models.store.opening.{broken}", fails)
    with pytest.raises(StoreNotWritable, match="No space left"):
        a_desk(tmp_path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    a_desk(tmp_path).close()


def test_a_store_cannot_be_made_under_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreNotWritable, match="No store could be made"):
        Desk.create(tmp_path / "file" / "desk.sipdesk", "x", cost=LIGHT)


# --- migrations


@pytest.fixture
def one_more_migration(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a later release had brought a second migration."""
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    monkeypatch.setattr(opening, "SCHEMA", opening.SCHEMA + 1)

    @migrations(name="999_colour")
    def _colour(db: object) -> None:
        db.execute("ALTER TABLE schools ADD COLUMN colour TEXT NOT NULL DEFAULT ''")  # type: ignore[attr-defined]


def schema_of(path: Path, secret: str) -> int:
    db = connection.connect(path, keys.unlock(path, secret))
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    db.conn.close()
    return found


def test_the_number_of_the_schema_is_the_number_of_migrations() -> None:
    assert len(migrations._migrations) == opening.SCHEMA


@pytest.mark.usefixtures("one_more_migration")
def test_a_checked_backup_that_the_same_secret_opens_comes_before_a_migration(store: Path) -> None:
    desk = opened(store)
    assert len(desk.schools.all()) == 20
    desk.close()
    assert schema_of(store, PASSPHRASE) == opening.SCHEMA
    backups = sorted(f.name for f in (store.parent / "backups").iterdir())
    name = "desk 000004 2009-11-12 08.30.00+0000 before-update.sipdesk"
    assert backups == [name, f"{name}.keys"]
    copy = store.parent / "backups" / name
    assert schema_of(copy, PASSPHRASE) == opening.SCHEMA - 1
    restored = opened(copy)
    assert len(restored.schools.all()) == 20
    restored.close()


@pytest.mark.usefixtures("one_more_migration")
def test_an_up_to_date_store_is_not_backed_up_again(store: Path) -> None:
    opened(store).close()
    first = everything_in(store.parent / "backups")
    opened(store).close()
    assert everything_in(store.parent / "backups") == first


@pytest.mark.usefixtures("one_more_migration")
def test_no_migration_without_its_backup(store: Path) -> None:
    before = store.read_bytes()
    (store.parent / "backups").write_text("a file where the folder should be")
    with pytest.raises(StoreNotWritable, match="No backup could be written"):
        opened(store)
    assert store.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    monkeypatch.setattr(opening, "SCHEMA", opening.SCHEMA + 1)

    @migrations(name="999_broken")
    def _broken(db: object) -> None:
        db.execute("DELETE FROM schools")  # type: ignore[attr-defined]
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        opened(store)
    monkeypatch.undo()
    assert schema_of(store, PASSPHRASE) == opening.SCHEMA
    desk = opened(store)
    assert len(desk.schools.all()) == 20
    desk.close()


def test_a_new_store_has_full_text(store: Path) -> None:
    desk = opened(store)
    assert [hit.title for hit in desk.search.find("School 7")] == ["School 7"]
    desk.close()


def test_the_pragmas_that_lose_nothing_are_set(store: Path) -> None:
    db, _ = opening.open_store(store, PASSPHRASE, a_clock().now())
    said = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "locking_mode", "foreign_keys", "secure_delete")
    }
    opening.close(db, store)
    assert said == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_work_goes_on_after_opening_again(store: Path) -> None:
    desk = reopened(opened(store))
    desk.schools.edit(desk.schools.all()[0].id, name="Renamed")
    desk = reopened(desk)
    assert desk.undo() == "Edit school"
    assert desk.schools.all()[0].name == "School 0"
    desk.close()
