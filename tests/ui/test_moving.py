"""A desk that lies badly, moved in the real window."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sipdesk import paths
from sipdesk.models.desk import Reason
from sipdesk.models.store import Store
from tests.builders import PASSPHRASE
from tests.ui.test_backups import Window


def test_a_desk_in_a_synced_folder_is_moved_in_one_click(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(tmp_path / "OneDrive")
    assert "a folder of OneDrive" in window.said()
    assert "half-written" in window.said()
    before = window.desk.store.fingerprint()
    window.do("to-message")
    assert window.keys.where() == "Move it"
    window.keys.press("Space")
    window.keys.wait_for(lambda: "The desk is now" in window.said())
    assert window.desk.store.path == paths.data() / "desk.sipdesk"
    assert window.desk.store.fingerprint() == before
    assert not (tmp_path / "OneDrive" / "desk.sipdesk").exists()
    assert "OneDrive" not in window.said().split("kept")[0]
    window.close()


def test_what_is_saved_while_it_is_copied_moves_with_it(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(tmp_path / "OneDrive")
    real, copied, saved = Store.copy_to_move, Event(), Event()

    def copy(self: Store, *args: Any) -> None:
        real(self, *args)
        copied.set()
        saved.wait(20)

    monkeypatch.setattr(Store, "copy_to_move", copy)
    window.do("to-message")
    window.keys.press("Space")
    window.keys.wait_for(copied.is_set)
    window.rename("Saved meanwhile")
    saved.set()
    window.keys.wait_for(lambda: "The desk is now" in window.said())
    assert window.desk.store.path == paths.data() / "desk.sipdesk"
    assert window.name() == "Saved meanwhile"
    window.close()


@pytest.mark.parametrize("locked", [False, True])
def test_a_field_that_cannot_be_saved_stops_it_and_no_copy_is_left(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    window = Window(tmp_path / "OneDrive")
    ready = held_back(Store, "copy_to_move", monkeypatch)
    window.do("to-message")
    window.keys.press("Space")
    stopped_by_a_field(window, ready, monkeypatch, locked)
    assert window.desk.store.path == tmp_path / "OneDrive" / "desk.sipdesk"
    assert not list(paths.data().glob("desk*.sipdesk*"))
    window.close()


@pytest.mark.parametrize("locked", [False, True])
def test_and_so_it_does_a_going_back(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    window = Window(tmp_path)
    backup = window.desk.store.back_up(Reason.ASKED)
    ready = held_back(Store, "prepare_restore", monkeypatch)
    window.app._restore(backup, "")
    stopped_by_a_field(window, ready, monkeypatch, locked)
    assert not list(tmp_path.glob(".desk*"))
    window.close()


def held_back(kind: type, step: str, monkeypatch: pytest.MonkeyPatch) -> Event:
    """The step is done, and said to be when the event comes."""
    real, ready = getattr(kind, step), Event()

    def late(*args: Any) -> Any:
        done = real(*args)
        ready.wait(20)
        return done

    monkeypatch.setattr(kind, step, late)
    return ready


def stopped_by_a_field(
    window: Window, ready: Event, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    """What was typed cannot be saved when it is `ready`; after that the desk is as it was."""
    monkeypatch.setattr(window.app.window, "close_desk", lambda: None)
    work = window.work
    if locked:
        window.app.lock()
        assert window.app._lock.is_curtained
    ready.set()
    window.keys.wait_for(lambda: "cannot be saved" in " ".join(work.messages.texts()))
    assert window.app._lock.is_curtained == locked
    if locked:
        window.app._open(PASSPHRASE)
    assert work.isVisible()
    monkeypatch.undo()
    window.rename("Still worked on")
