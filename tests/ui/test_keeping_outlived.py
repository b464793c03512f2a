"""Copies older than backups may be: shown on the Keeping page, deleted only when asked twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sipdesk.models.desk import Reason
from sipdesk.ui.pages.keeping import KeepingPage
from sipdesk.ui.pages.keeping.erasing import Erasing
from sipdesk.ui.pages.keeping.outlived import OutlivedCopies
from sipdesk.ui.place import Kind, Place
from tests.ui.windows import Shown


@pytest.fixture
def kept(shown: Shown) -> list[Path]:
    """Two stores that were set aside before a review date that has come since."""
    school, now = shown.school(), shown.desk.clock.now().date()
    shown.desk.schools.edit(school.id, review_on=date(now.year, now.month, 20))
    made = shown.desk.store.back_up(Reason.ASKED).path
    folder = shown.desk.store.path.parent / "kept"
    folder.mkdir()
    files = [
        folder / f"{shown.desk.store.path.stem} until {now:%Y-%m}-{day} 08.00.00.sipdesk"
        for day in (10, 11)
    ]
    for file in files:
        file.write_bytes(made.read_bytes())
        file.with_name(f"{file.name}.keys").write_bytes(made.read_bytes()[:9])
    return files


def copies(shown: Shown) -> OutlivedCopies:
    shown.go(Place(Kind.KEEPING))
    assert isinstance(shown.page, KeepingPage)
    return shown.page._outlived


def test_without_any_nothing_is_said_of_them(shown: Shown) -> None:
    assert copies(shown).isHidden()


def test_they_are_told_with_the_folder_to_look_in(shown: Shown, kept: list[Path]) -> None:
    part = copies(shown)
    assert part.isVisible()
    told = [column.text(part._table.records()[0]) for column in part._table.rows.columns]
    assert told[:2] == [kept[0].name, str(kept[0].parent)]
    assert [row.path for row in part._table.records()] == kept
    assert part._choice.isHidden()


def test_by_the_keyboard_one_goes_after_a_second_press(shown: Shown, kept: list[Path]) -> None:
    part = copies(shown)
    shown.keys.push("Delete…")
    assert kept[0].name in part._sure.text()
    assert kept[0].exists()
    shown.desk.schools.edit(shown.school().id, picture="Written meanwhile.")
    shown.settle()
    assert part._choice.isVisible()  # a change elsewhere takes no question away
    shown.keys.push("Delete for good")
    assert not kept[0].exists()
    assert not kept[0].with_name(f"{kept[0].name}.keys").exists()
    assert kept[1].exists()
    assert any("is deleted" in told for told in shown.messages())
    assert [row.path for row in part._table.records()] == kept[1:]
    shown.keys.push("Delete…")
    shown.keys.push("Delete for good")
    assert part.isHidden()


@pytest.mark.parametrize("how", ["Esc", "Space", "Down"])
def test_whoever_thinks_again_loses_nothing(shown: Shown, kept: list[Path], how: str) -> None:
    part = copies(shown)
    shown.keys.push("Delete…")
    assert shown.keys.where() == "Not now"
    if how == "Down":
        part._table.setFocus()
    shown.keys.press(how)
    assert part._choice.isHidden()
    part._do()
    assert all(file.exists() for file in kept)


def test_while_an_erasure_is_at_the_copies_none_goes(
    shown: Shown, kept: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = copies(shown)
    part._ask()
    monkeypatch.setattr(Erasing.of(shown.work.view), "stands", "Erasing: 1 of 3")
    part._do()
    assert all(file.exists() for file in kept)


def test_one_that_will_not_go_is_said(
    shown: Shown, kept: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = copies(shown)
    part._ask()

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", held)
    part._do()
    shown.settle()
    assert any("could not be deleted" in told for told in shown.messages())
    assert part.isVisible()
