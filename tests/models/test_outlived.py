"""Copies that are older than backups may be, where nothing thins them: told, never taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import UserError
from sipdesk.models.keeping.outlived import Outlived, delete, outlived
from tests.builders import a_desk, a_pupil, a_school, go_to

REVIEW = date(2009, 11, 20)
MADE = date(2009, 11, 12)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """With a pupil who is asked about on 20 November, and a backup of the 12th."""
    made = a_desk(tmp_path)
    a_pupil(made, a_school(made), review_on=REVIEW)
    made.store.back_up(Reason.ASKED)
    yield made
    made.close()


def gone_back(desk: Desk) -> tuple[Desk, Path]:
    """The desk after it went back to its backup, and where what it was is kept."""
    back = desk.restore(desk.backups.all()[0].path)
    assert back.kept is not None
    return back.desk, back.kept


def after_the_review(desk: Desk) -> None:
    go_to(desk, "2009-12-21 09:00")
    desk.store.back_up(Reason.ASKED)


def test_a_store_that_was_set_aside_outlives_the_backups_of_its_day(desk: Desk) -> None:
    desk, kept = gone_back(desk)
    after_the_review(desk)
    assert [b.at.date() for b in desk.backups.all()] == [date(2009, 12, 21)]
    assert outlived(desk.store) == [Outlived(kept, MADE, REVIEW)]
    assert kept.exists()
    desk.close()


def test_until_the_review_nothing_is_told(desk: Desk) -> None:
    desk, _ = gone_back(desk)
    go_to(desk, "2009-11-20 09:00")
    assert outlived(desk.store) == []
    desk.close()


def test_without_a_review_date_nothing_ever_is(desk: Desk) -> None:
    [pupil] = desk.pupils.all()
    desk.pupils.edit(pupil.id, review_on=None)
    desk.store.back_up(Reason.ASKED)
    desk, _ = gone_back(desk)
    after_the_review(desk)
    assert outlived(desk.store) == []
    desk.close()


def test_what_a_move_left_behind_is_told_the_backups_as_well(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    moved = desk.move(new)
    after_the_review(moved.desk)
    told = {each.path for each in outlived(moved.desk.store)}
    assert told == {moved.kept, *(tmp_path / "backups").glob("*.sipdesk")}
    assert len(told) > 1
    moved.desk.close()


def test_what_is_another_desk_s_is_left_out(desk: Desk, tmp_path: Path) -> None:
    """Under the same name, where this one lay before; and beside it, under another."""
    new = tmp_path / "new"
    new.mkdir()
    moved = desk.move(new)
    ours = {moved.kept, *(tmp_path / "backups").glob("*.sipdesk")}
    for other in (a_desk(tmp_path), a_desk(new, name="other.sipdesk")):
        other.store.back_up(Reason.ASKED)
        gone_back(other)[0].close()
    after_the_review(moved.desk)
    assert {each.path for each in outlived(moved.desk.store)} == ours
    moved.desk.close()


def test_a_second_place_of_before_is_told_and_the_present_one_is_not(
    desk: Desk, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        desk.settings.second_place = tmp_path / name
        desk.store.back_up(Reason.ASKED)
    after_the_review(desk)
    told = [each.path for each in outlived(desk.store)]
    assert set(told) == set((tmp_path / "first").rglob("*.sipdesk"))
    assert told


def test_what_somebody_put_there_is_left_out(desk: Desk) -> None:
    desk, kept = gone_back(desk)
    for name in ("mine.sipdesk", "desk until 2009-99-12 08.30.00.sipdesk"):
        kept.with_name(name).write_bytes(kept.read_bytes())
    after_the_review(desk)
    assert [each.path for each in outlived(desk.store)] == [kept]
    desk.close()


def test_one_goes_with_its_key_file_and_the_others_stay(desk: Desk) -> None:
    desk, first = gone_back(desk)
    desk, second = gone_back(desk)
    after_the_review(desk)
    one, other = sorted(outlived(desk.store), key=lambda each: each.path != first)
    delete(desk.store, one)
    assert {f.name for f in first.parent.iterdir()} == {second.name, f"{second.name}.keys"}
    assert outlived(desk.store) == [other]
    desk.close()


def test_what_has_not_outlived_is_never_deleted(desk: Desk) -> None:
    [backup] = desk.backups.all()
    with pytest.raises(UserError, match=r"could not be deleted\. Nothing else was touched"):
        delete(desk.store, Outlived(backup.path, MADE, REVIEW))
    assert backup.path.exists()


def test_one_that_will_not_go_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, kept = gone_back(desk)
    after_the_review(desk)
    [copy] = outlived(desk.store)

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(UserError, match="could not be deleted"):
        delete(desk.store, copy)
    assert kept.exists()
    assert kept.with_name(f"{kept.name}.keys").exists()
    desk.close()


def test_the_stick_on_which_the_desk_once_lay_is_looked_through_as_well(
    desk: Desk, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    moved = desk.move(new)
    moved.desk.settings.second_place = tmp_path
    after_the_review(moved.desk)
    told = {each.path for each in outlived(moved.desk.store)}
    assert told == {moved.kept, *(tmp_path / "backups").glob("*.sipdesk")}
    moved.desk.close()


def test_a_stick_that_was_pulled_is_not_called_done(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    moved = desk.move(new)
    after_the_review(moved.desk)
    copy = outlived(moved.desk.store)[0]
    copy.path.parent.rename(tmp_path / "pulled out")
    with pytest.raises(UserError, match="could not be deleted"):
        delete(moved.desk.store, copy)
    moved.desk.close()
