"""A desk that is worked in until the very moment it moves: what was saved goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreDamaged, StoreError, StoreNotWritable
from sipdesk.models.keeping import Keeping
from sipdesk.models.store import keys, moving, opening, restoring
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_school


def schools(desk: Desk) -> list[str]:
    return [school.name for school in desk.schools.all()]


@pytest.fixture
def there(desk: Desk, tmp_path: Path) -> Path:
    """A copy of a desk with one school, not yet gone on with."""
    a_school(desk, "First")
    dest = desk.free_place(tmp_path / "own")
    desk.store.copy_to_move(dest)
    return dest


def test_what_was_saved_after_the_copying_moves_too(desk: Desk, there: Path) -> None:
    a_school(desk, "Second")
    before = desk.store.fingerprint()
    moved = desk.change_place(there)
    assert schools(moved.desk) == ["First", "Second"]
    assert moved.desk.store.fingerprint() == before
    moved.desk.check()
    moved.desk.close()
    assert {f.name for f in there.parent.iterdir() if f.is_file()} == {
        there.name,
        keys.key_file(there).name,
    }


def test_and_what_was_saved_while_it_was_copied(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_school(desk, "First")
    copy = moving.copy_checked

    def typed_meanwhile(*args: Any) -> None:
        copy(*args)
        if len(desk.schools.all()) == 1:
            a_school(desk, "Second")

    monkeypatch.setattr(moving, "copy_checked", typed_meanwhile)
    moved = desk.move(tmp_path / "own")
    assert schools(moved.desk) == ["First", "Second"]
    moved.desk.close()


def test_and_a_passphrase_that_was_changed(desk: Desk, there: Path) -> None:
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    desk.change_place(there).desk.close()
    Desk.open(there, "another one", clock=a_clock()).close()


def test_where_nothing_was_saved_since_it_is_copied_once(
    desk: Desk, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(*_: object) -> None:
        raise AssertionError("nothing has changed")

    monkeypatch.setattr(moving, "copy_checked", again)
    moved = desk.change_place(there)
    assert schools(moved.desk) == ["First"]
    moved.desk.close()


@pytest.mark.parametrize("broken", ["os.replace", "sync_folder", "write_whole"])
def test_where_it_cannot_be_finished_nothing_is_left(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(f"sipdesk.models.store.moving.{broken}", fails)
    with pytest.raises(StoreNotWritable, match="Input/output error"):
        desk.move(tmp_path / "own")
    monkeypatch.undo()
    assert list((tmp_path / "own").iterdir()) == []
    a_school(desk, "Typed on")


def test_with_a_key_file_that_was_spoilt_meanwhile_the_desk_does_not_move(
    desk: Desk, tmp_path: Path
) -> None:
    keys.key_file(desk.store.path).write_text("spoilt")
    with pytest.raises(StoreDamaged):
        desk.move(tmp_path / "own")
    assert list((tmp_path / "own").iterdir()) == []
    a_school(desk, "Typed on")


def test_the_key_file_of_a_store_that_was_taken_elsewhere_is_left_alone(
    desk: Desk, tmp_path: Path
) -> None:
    lone = tmp_path / "other.sipdesk.keys"
    lone.write_text("the only one")
    with pytest.raises(StoreError, match="already a store"):
        desk.store.copy_to_move(tmp_path / "other.sipdesk")
    assert lone.read_text() == "the only one"


def test_if_that_cannot_be_copied_the_desk_stays_and_no_older_copy_lies_there(
    desk: Desk, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_school(desk, "Second")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(moving, "copy_checked", full)
    with pytest.raises(StoreNotWritable, match="No space left"):
        desk.change_place(there)
    monkeypatch.undo()
    assert list(there.parent.iterdir()) == []
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    assert schools(again) == ["First", "Second"]
    again.close()


def broken_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["restoring.keep", "Path.unlink", "opening.open_with"])
def test_if_the_old_file_cannot_be_set_aside_the_desk_stays_and_no_copy_lies_there(
    desk: Desk, there: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A copy that is listed nowhere would be reached by no erasure."""
    with monkeypatch.context() as patch:
        if step == "restoring.keep":
            patch.setattr(restoring, "keep", broken_disk)
        elif step == "Path.unlink":
            own = Path.unlink
            patch.setattr(
                Path,
                "unlink",
                lambda path, *a, **k: (
                    broken_disk() if path == desk.store.path else own(path, *a, **k)
                ),
            )
        else:
            told = StoreDamaged("The store is damaged.")
            patch.setattr(opening, "open_with", lambda *_, **__: (_ for _ in ()).throw(told))
        with pytest.raises(StoreError):
            desk.change_place(there)
    assert list(there.parent.iterdir()) == []
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    assert schools(again) == ["First"]
    again.close()


def test_where_its_going_is_not_confirmed_the_desk_has_moved_all_the_same(
    desk: Desk, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "sync_folder", broken_disk)
    moved = desk.change_place(there)
    assert schools(moved.desk) == ["First"]
    assert not desk.store.path.exists()
    assert moved.kept is not None
    assert moved.kept.exists()
    moved.desk.close()


def test_if_the_copy_cannot_note_where_the_desk_lay_the_desk_stays(
    desk: Desk, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreNotWritable("The disk is full.")

    monkeypatch.setattr(Keeping, "note_left_behind", full)
    with pytest.raises(StoreNotWritable):
        desk.change_place(there)
    assert list(there.parent.iterdir()) == []
    Desk.open(desk.store.path, PASSPHRASE, clock=a_clock()).close()
