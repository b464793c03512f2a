"""What is copied here is on the clipboard for a minute; what is copied elsewhere is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from sipdesk.models.desk import Desk
from sipdesk.ui.asking_where import where
from sipdesk.ui.clipboard import SECONDS, Clipboard
from sipdesk.ui.pages.settings import LogoCard
from sipdesk.ui.view import View

SOON = 0.05


@pytest.fixture
def board(qapp: QApplication) -> Iterator[object]:
    made = QGuiApplication.clipboard()
    made.clear()
    yield made
    made.clear()


@pytest.fixture
def keeper(board: object) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def copied(text: str) -> None:
    """As a person copies: from a field, by the keys."""
    field = QLineEdit(text)
    field.selectAll()
    field.copy()


def test_a_minute_is_a_minute() -> None:
    assert SECONDS == 60


def test_a_copied_name_goes_from_the_clipboard(board, keeper) -> None:
    Clipboard(lambda: True, keeper, SOON)
    copied("Aneesa Khan")
    assert board.text() == "Aneesa Khan"
    QTest.qWait(150)
    assert board.text() == ""


def test_what_was_copied_later_has_its_own_minute(board, keeper) -> None:
    Clipboard(lambda: True, keeper, 0.2)
    copied("first")
    QTest.qWait(120)
    copied("second")
    QTest.qWait(120)
    assert board.text() == "second"
    QTest.qWait(250)
    assert board.text() == ""


def test_it_stays_when_the_setting_is_off(board, keeper) -> None:
    Clipboard(lambda: False, keeper, SOON)
    copied("Aneesa Khan")
    QTest.qWait(150)
    assert board.text() == "Aneesa Khan"


def test_what_another_program_copied_since_stays(board, keeper, monkeypatch) -> None:
    made = Clipboard(lambda: True, keeper, 10)
    copied("Aneesa Khan")
    board.blockSignals(True)  # another program tells nobody
    board.setText("from elsewhere")
    board.blockSignals(False)
    made.clear()
    assert board.text() == "from elsewhere"


def test_locking_clears_at_once(board, keeper) -> None:
    made = Clipboard(lambda: True, keeper, 60)
    copied("Aneesa Khan")
    made.clear()
    assert board.text() == ""


def test_the_text_itself_is_not_kept_a_second_time(board, keeper) -> None:
    made = Clipboard(lambda: True, keeper, 60)
    copied("Aneesa Khan")
    assert "Aneesa" not in repr(vars(made))


@pytest.fixture
def dialogs(qapp, tmp_path, monkeypatch) -> Path:
    """A folder of settings, in which every file dialog notes where it was."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))

    def asked(*_: object, **__: object) -> tuple[str, str]:
        kept = QSettings(QSettings.Scope.UserScope, "QtProject")
        kept.setValue("FileDialog/lastVisited", "file:///home/x/Kingsmead")
        kept.sync()
        return str(tmp_path / "a.pdf"), ""

    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, asked)
    return tmp_path


def left_by_dialogs(folder: Path) -> bool:
    return any(b"Kingsmead" in file.read_bytes() for file in folder.rglob("*.conf"))


def test_the_file_dialog_leaves_no_folder_behind(dialogs: Path) -> None:
    parent = QWidget()
    assert where(parent, "Where", dialogs / "a.pdf") == dialogs / "a.pdf"
    parent.deleteLater()
    assert not left_by_dialogs(dialogs)


def test_choosing_a_logo_leaves_no_folder_behind(dialogs: Path, desk: Desk) -> None:
    view = View(desk)
    card = LogoCard(view)
    card._choose()
    card.deleteLater()
    assert not left_by_dialogs(dialogs)
