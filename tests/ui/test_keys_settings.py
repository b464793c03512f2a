"""Settings, by keyboard: another passphrase, another code, and the desk encrypted anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreError, WrongPassphrase
from sipdesk.models.store import keys, wraps
from sipdesk.ui import tasks
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.widgets.code_sheet import CodeSheet
from tests.builders import PASSPHRASE, a_clock
from tests.ui.test_lock import Hands, hands  # noqa: F401  (a fixture)

NEW = "a quite new one"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs nothing here."""
    monkeypatch.setattr(wraps.Cost.__init__, "__defaults__", (8, 1, 1))


@pytest.fixture
def settings(hands: Hands) -> Hands:  # noqa: F811
    hands.go(Place(Kind.SETTINGS))
    return hands


def opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True


def ask(at: Hands, way: str, *typed: str) -> None:
    at.keys.push(way)
    for line in typed:
        at.keys.type(line)
        at.keys.press("Return")
    at.keys.wait_for(lambda: not tasks.under_way())
    at.settle()


def sheet(at: Hands) -> CodeSheet:
    return next(s for s in at.window.findChildren(CodeSheet) if s.isVisible())


def confirm(at: Hands, code: str) -> None:
    at.keys.tab_to("The last group")
    at.keys.type(code[-4:].lower())
    at.keys.press("Return")
    at.settle()


def test_another_passphrase(settings: Hands) -> None:
    ask(settings, "Change the passphrase", PASSPHRASE, NEW, NEW)
    assert opens(settings.path, NEW)
    assert not opens(settings.path, PASSPHRASE)
    assert settings.window.workspace is not None
    assert "passphrase was changed" in settings.window.workspace.messages.texts()[0]
    settings.lock()
    settings.unlock(NEW)
    assert settings.app.desk is not None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("wrong", NEW, NEW), "does not open"),
        ((PASSPHRASE, "short", "short"), "at least 8"),
        ((PASSPHRASE, NEW, "another one"), "do not match"),
        (("", NEW, NEW), "Type the passphrase"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_changes(
    settings: Hands, typed: tuple[str, ...], said: str
) -> None:
    ask(settings, "Change the passphrase", *typed)
    card = settings.window.findChild(CodeSheet).parentWidget()
    words = [str(w.text()) for w in card.findChildren(QLineEdit.__bases__[0]) if hasattr(w, "text")]
    assert any(said in w for w in words)
    assert opens(settings.path, PASSPHRASE)
    assert not opens(settings.path, NEW)


def test_escape_forgets_what_was_typed(settings: Hands) -> None:
    settings.keys.push("Change the passphrase")
    settings.keys.type("something secret")
    settings.keys.press("Esc")
    settings.settle()
    lines = settings.window.findChildren(QLineEdit)
    assert not [line for line in lines if line.text() == "something secret"]


def test_a_new_recovery_code(settings: Hands) -> None:
    ask(settings, "New recovery code", PASSPHRASE)
    code = sheet(settings)._code
    assert opens(settings.path, code)
    settings.keys.tab_to("The last group")
    settings.keys.type("none")
    settings.keys.press("Return")
    assert sheet(settings)._wrong.isVisible()
    confirm(settings, code)
    assert not [s for s in settings.window.findChildren(CodeSheet) if s.isVisible() or s._code]


def test_the_code_as_a_pdf_without_a_name(
    settings: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader

    dest = tmp_path / "code.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(dest), ""))
    ask(settings, "New recovery code", PASSPHRASE)
    code = sheet(settings)._code
    settings.keys.push("Make a PDF")
    settings.keys.wait_for(dest.exists)
    settings.keys.wait_for(lambda: not tasks.under_way())
    read = PdfReader(dest)
    text = " ".join(" ".join(p.extract_text().split()) for p in read.pages)
    assert len(read.pages) == 1
    assert keys.read_recovery_code(code) in text.replace(" ", "")
    for school in settings.desk.schools.all():
        assert school.name not in text + str(read.metadata)


def test_encrypted_anew_one_is_where_one_was_with_another_key(settings: Hands) -> None:
    before, salt = settings.desk.store.fingerprint(), settings.path.read_bytes()[:16]
    settings.keys.push("Somebody knows")
    for line in (PASSPHRASE, NEW, NEW):
        settings.keys.type(line)
        settings.keys.press("Return")
    settings.window.close()
    assert settings.window.isVisible(), "it stays until the code has been shown"
    sheets = settings.window.findChildren
    settings.keys.wait_for(lambda: [s for s in sheets(CodeSheet) if s._code and s.isVisible()])
    assert settings.app.desk is None
    code = sheet(settings)._code
    assert settings.path.read_bytes()[:16] != salt
    confirm(settings, code)
    settings.keys.wait_for(lambda: settings.app.desk is not None)
    settings.settle()
    assert settings.here().kind is Kind.SETTINGS
    assert settings.desk.store.fingerprint() == before
    assert opens(settings.path, code)
    assert not opens(settings.path, PASSPHRASE)
    backups = (settings.path.parent / "backups").glob("*before-new-key.sipdesk")
    Desk.open(next(backups), PASSPHRASE, clock=a_clock()).close()


def test_the_wrong_passphrase_encrypts_nothing(settings: Hands) -> None:
    ask(settings, "Somebody knows", "wrong", NEW, NEW)
    assert settings.app.desk is not None
    assert opens(settings.path, PASSPHRASE)


def test_a_failure_says_so_and_the_old_passphrase_opens(
    settings: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> str:
        raise StoreError("The disk is full.", "Nothing was changed.", "Make room.")

    monkeypatch.setattr(Desk, "rekey", fails)
    ask(settings, "Somebody knows", PASSPHRASE, NEW, NEW)
    settings.keys.wait_for(lambda: settings.app.desk is None)
    settings.keys.wait_for(lambda: not tasks.under_way())
    settings.settle()
    assert "The disk is full" in settings.page._trouble.text()
    settings.unlock()
    assert settings.here().kind is Kind.SETTINGS


def test_the_minutes_and_the_clipboard_are_kept(settings: Hands) -> None:
    settings.keys.answer("Lock the desk", "3")
    settings.keys.tab_to("Take copied text")
    settings.keys.press("Space")
    settings.keys.press("Tab")
    settings.settle()
    assert settings.app._preferences.lock_after == 30
    assert not settings.app._preferences.clears_clipboard
