"""Going back while another does, or the disk does not confirm it: no half store, nothing untrue."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.store import restoring
from tests.models.store.test_restoring import left_beside, opened, schools, with_a_backup


def test_what_is_in_its_place_but_not_confirmed_by_the_disk_is_not_called_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, backup = with_a_backup(tmp_path)
    made, sync = desk.store.prepare_restore(backup), restoring.sync_folder

    def fails_beside(folder: Path) -> None:
        if folder == tmp_path:
            raise OSError(5, "Input/output error")
        sync(folder)

    monkeypatch.setattr(restoring, "sync_folder", fails_beside)
    back = desk.change_to(made)
    monkeypatch.undo()
    assert schools(back.desk) == ["First"]
    assert back.trouble is not None
    assert back.trouble.what == (
        "The desk has been put in place, but the disk did not confirm it (Input/output error)."
    )
    assert back.kept is not None
    assert back.kept.name in back.trouble.safe
    back.desk.close()
    kept = opened(back.kept)
    assert schools(kept) == ["First", "Second"]
    kept.close()


@pytest.mark.parametrize("left", [b"", None])
def test_what_another_going_back_has_begun_anew_takes_no_place(
    tmp_path: Path, left: bytes | None
) -> None:
    desk, backup = with_a_backup(tmp_path)
    made = desk.store.prepare_restore(backup)
    made.unlink()
    if left is not None:
        made.write_bytes(left)
    back = desk.change_to(made)
    assert back.trouble is not None
    assert "as they were" in back.trouble.safe
    assert schools(back.desk) == ["First", "Second"]
    back.desk.close()
    assert left_beside(desk) == set()


def test_what_is_taken_away_while_it_is_made_ready_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, backup = with_a_backup(tmp_path)
    copy = restoring.copy_checked

    def taken_away(db: Database, aside: Path, *args: Any) -> None:
        copy(db, aside, *args)
        aside.unlink()

    monkeypatch.setattr(restoring, "copy_checked", taken_away)
    with pytest.raises(StoreNotWritable, match="what was made ready is gone"):
        desk.store.prepare_restore(backup)
    desk.close()
    assert left_beside(desk) == set()


def test_two_who_go_back_at_once_make_their_copies_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, backup = with_a_backup(tmp_path)
    copy, most = restoring.copy_checked, list[int]()

    def counted(*args: Any) -> None:
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.05)
        copy(*args)
        busy.pop()

    busy: list[int] = []
    monkeypatch.setattr(restoring, "copy_checked", counted)
    with ThreadPoolExecutor() as both:
        made = list(both.map(desk.store.prepare_restore, [backup, backup]))
    assert most == [1, 1]
    back = desk.change_to(made[0])
    assert schools(back.desk) == ["First"]
    back.desk.close()
