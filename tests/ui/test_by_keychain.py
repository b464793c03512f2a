"""The setting that lets the computer's keychain open the desk at the start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sipdesk.models import keychain
from sipdesk.models.desk import Desk
from sipdesk.ui import tasks
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.place import Kind, Place
from tests.builders import LIGHT, PASSPHRASE, a_clock
from tests.models.test_keychain import InMemory
from tests.pictures import desks
from tests.ui.test_lock import Hands, hands  # noqa: F401  (a fixture)


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> InMemory:
    made = InMemory()
    monkeypatch.setattr(keychain, "this_computer", lambda: made)
    return made


def tick(at: Hands) -> None:
    at.go(Place(Kind.SETTINGS))
    at.keys.tab_to("Open the desk at the start")
    at.keys.press("Space")
    at.keys.press("Tab")
    at.keys.wait_for(lambda: not tasks.under_way())
    at.settle()


def started_again(at: Hands) -> None:
    """The same window, as it is after a start."""
    at.lock()
    at.app._lock.stay = None
    at.app._ask()
    at.app._ask_keychain()
    at.keys.wait_for(lambda: not tasks.under_way())
    at.settle()


def test_it_is_off_and_can_be_switched_on(hands: Hands, backend: InMemory) -> None:  # noqa: F811
    assert not hands.app._preferences.keychain
    tick(hands)
    assert hands.app._preferences.keychain
    assert len(backend.held) == 1
    started_again(hands)
    assert hands.app.desk is not None


def test_after_a_lock_the_passphrase_is_asked_for(hands: Hands, backend: InMemory) -> None:  # noqa: F811
    tick(hands)
    hands.lock()
    hands.keys.rest(100)
    assert hands.app.desk is None
    assert isinstance(hands.window.centralWidget(), OpeningPage)
    hands.unlock(PASSPHRASE)
    assert hands.app.desk is not None


def test_switched_off_it_is_taken_out(hands: Hands, backend: InMemory) -> None:  # noqa: F811
    tick(hands)
    tick(hands)
    assert not hands.app._preferences.keychain
    assert backend.held == {}


def test_where_there_is_none_it_is_said_and_stays_off(
    hands: Hands,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none() -> keychain.Backend:
        raise keychain.NoKeychain("No keychain of this computer can be reached.")

    monkeypatch.setattr(keychain, "this_computer", none)
    tick(hands)
    assert not hands.app._preferences.keychain
    assert hands.window.workspace is not None
    assert "No keychain" in hands.window.workspace.messages.texts()[0]


def test_a_key_that_fits_no_more_asks_and_is_not_tried_again(
    hands: Hands,  # noqa: F811
    backend: InMemory,
) -> None:
    tick(hands)
    hands.lock()
    Desk.rekey(hands.path, PASSPHRASE, "after the leak", clock=a_clock(), cost=LIGHT)
    hands.unlock("after the leak")
    started_again(hands)
    assert hands.app.desk is None
    assert not hands.app._preferences.keychain
    assert hands.app._lock.attempts.wait() == 0
    hands.unlock("after the leak")
    assert hands.app.desk is not None


def test_the_setting_holds_no_secret(hands: Hands, backend: InMemory) -> None:  # noqa: F811
    tick(hands)
    hands.app._preferences._file.sync()
    ini = (Path(os.environ["SIPDESK_HOME"]) / "window.ini").read_text()
    assert all(secret not in ini for secret in backend.held.values())
    assert desks.EVENING not in ini
