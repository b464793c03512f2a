"""The computer's keychain: one of three, never the only way in, and it holds no passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk.models import keychain
from sipdesk.models.desk import Desk
from sipdesk.models.errors import WrongPassphrase
from sipdesk.models.keychain import Keychain, NoKeychain
from sipdesk.models.store import keys
from tests.builders import LIGHT, PASSPHRASE, a_clock


class InMemory:
    """A keychain as a system brings one."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Locked(InMemory):
    """One that answers nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("locked")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Desk, str]:
    path = tmp_path / "desk.sipdesk"
    return Desk.create(path, PASSPHRASE, clock=a_clock(), cost=LIGHT)


def opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True


def test_what_it_keeps_opens_the_desk_and_so_do_both_secrets(made: tuple[Desk, str]) -> None:
    desk, code = made
    kept = Keychain(InMemory(), desk.store.path)
    desk.store.join_keychain(kept)
    desk.close()
    for secret in (kept.read(), PASSPHRASE, code):
        Desk.open(desk.store.path, secret, clock=a_clock()).close()


def test_it_holds_neither_passphrase_nor_name_nor_path(made: tuple[Desk, str]) -> None:
    desk, code = made
    backend = InMemory()
    desk.store.join_keychain(Keychain(backend, desk.store.path))
    held = repr(backend.held)
    for word in (PASSPHRASE, code, code.replace(" ", ""), "desk.sipdesk", str(desk.store.path)):
        assert word not in held
    desk.close()


def test_left_it_opens_nothing_even_if_it_still_holds_it(made: tuple[Desk, str]) -> None:
    desk, _ = made
    kept = Keychain(InMemory(), desk.store.path)
    desk.store.join_keychain(kept)
    secret = kept.read()
    desk.store.leave_keychain(kept)
    assert kept.read() == ""
    assert not opens(desk.store.path, secret)
    assert opens(desk.store.path, PASSPHRASE)
    desk.close()


def test_a_new_passphrase_leaves_it_and_a_new_key_ends_it(made: tuple[Desk, str]) -> None:
    desk, _ = made
    kept = Keychain(InMemory(), desk.store.path)
    desk.store.join_keychain(kept)
    desk.change_passphrase(PASSPHRASE, "another one", LIGHT)
    assert opens(desk.store.path, kept.read())
    desk.close()
    Desk.rekey(desk.store.path, "another one", "after the leak", cost=LIGHT)
    assert not opens(desk.store.path, kept.read())


def test_one_that_does_not_answer_changes_nothing(made: tuple[Desk, str]) -> None:
    desk, _ = made
    before = keys.key_file(desk.store.path).read_bytes()
    with pytest.raises(NoKeychain, match="did not take the key") as refused:
        desk.store.join_keychain(Keychain(Locked(), desk.store.path))
    assert "passphrase, as before" in refused.value.safe
    assert keys.key_file(desk.store.path).read_bytes() == before
    assert Keychain(Locked(), desk.store.path).read() == ""
    desk.close()


def test_nobody_can_type_what_it_keeps(made: tuple[Desk, str]) -> None:
    desk, _ = made
    kept = Keychain(InMemory(), desk.store.path)
    desk.store.join_keychain(kept)
    assert not opens(desk.store.path, kept.read().removeprefix(keychain.MARK))
    desk.close()


def test_a_keychain_of_another_make_is_refused_by_name() -> None:
    with pytest.raises(NoKeychain, match="InMemory") as refused:
        keychain.accepted(InMemory())
    assert "Secret Service only" in refused.value.todo


def test_a_pretender_with_the_right_last_name_is_refused() -> None:
    pretender = type("WinVaultKeyring", (InMemory,), {})
    with pytest.raises(NoKeychain, match="WinVaultKeyring"):
        keychain.accepted(pretender())


def test_the_three_are_what_keyring_calls_them() -> None:
    from keyring.backends import SecretService, Windows, macOS

    kinds = (Windows.WinVaultKeyring, macOS.Keyring, SecretService.Keyring)
    assert {f"{k.__module__}.{k.__qualname__}" for k in kinds} == set(keychain.ACCEPTED)


def test_without_one_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    with pytest.raises(NoKeychain, match="can be reached"):
        keychain.this_computer()
