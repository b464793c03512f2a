"""``sipdesk passphrase`` and ``sipdesk rekey``, as a script would use them and at a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import WrongPassphrase
from tests.cli.conftest import PASSPHRASE
from tests.cli.test_passphrase import _at_a_terminal, posix

CODE = re.compile(r"Recovery code: ([A-Z]{4}(?: [A-Z]{4}){7})")


@pytest.fixture
def new_file(tmp_path: Path) -> Path:
    path = tmp_path / "new"
    path.write_text("quite another\n", encoding="utf-8")
    return path


def opens(path: Path, secret: str, *, anyway: bool = False) -> bool:
    try:
        Desk.open(path, secret, anyway=anyway).close()
    except WrongPassphrase:
        return False
    return True


def test_a_new_passphrase_from_a_file(run, store, new_file):
    result = run("passphrase", "--new-passphrase-file", new_file)
    assert result.exit_code == 0
    assert result.stdout == (
        f"The passphrase of {store} was changed. The recovery code is the same.\n"
    )
    assert opens(store, "quite another")
    assert not opens(store, PASSPHRASE)


def test_rekey_prints_the_new_code_and_keeps_everything(run, store, open_desk, new_file):
    before = open_desk()
    fingerprint = before.store.fingerprint()
    before.close()
    result = run("rekey", "--new-passphrase-file", new_file)
    assert result.exit_code == 0, result.output
    [code] = CODE.findall(result.stdout)
    assert "Backups made before now open only with the old" in result.stdout
    for secret in ("quite another", code):
        desk = Desk.open(store, secret)
        assert desk.store.fingerprint() == fingerprint
        desk.close()
    assert not opens(store, PASSPHRASE)


def test_rekey_keeps_a_backup_under_the_old_passphrase(run, store, new_file):
    run("rekey", "--new-passphrase-file", new_file)
    [backup] = (store.parent / "backups").glob("*before-new-key.sipdesk")
    assert opens(backup, PASSPHRASE)
    assert not opens(backup, "quite another")


@pytest.mark.parametrize("command", ["passphrase", "rekey"])
class TestRefusals:
    """What is refused is said in one line, and nothing is changed."""

    def test_the_wrong_passphrase(self, run, refused, store, new_file, command):
        line = (command, "--new-passphrase-file", new_file)
        said = refused(run(*line, SIPDESK_PASSPHRASE="wrong"))
        assert "does not open this store" in said
        assert opens(store, PASSPHRASE)

    def test_no_new_one_and_no_terminal(self, run, refused, store, command):
        said = refused(run(command))
        assert "--new-passphrase-file" in said
        assert opens(store, PASSPHRASE)

    def test_an_empty_new_one(self, run, refused, store, tmp_path, command):
        (tmp_path / "new").touch()
        said = refused(run(command, "--new-passphrase-file", tmp_path / "new"))
        assert said == "A store needs a passphrase. Nothing has been changed."

    def test_a_file_that_is_not_there(self, run, refused, store, tmp_path, command):
        said = refused(run(command, "--new-passphrase-file", tmp_path / "none"))
        assert "cannot be read" in said

    def test_no_store(self, run, refused, home, new_file, command):
        assert "There is no store" in refused(run(command, "--new-passphrase-file", new_file))

    def test_a_store_that_is_open(self, run, refused, open_desk, new_file, command):
        open_desk()
        said = refused(run(command, "--new-passphrase-file", new_file))
        assert "already open" in said


def test_a_leaked_passphrase_is_not_taken_again(run, refused, store, tmp_path):
    (tmp_path / "new").write_text(PASSPHRASE)
    said = refused(run("rekey", "--new-passphrase-file", tmp_path / "new"))
    assert "has leaked" in said
    assert opens(store, PASSPHRASE)


@pytest.mark.parametrize("command", ["passphrase", "rekey"])
def test_another_computer_s_mark_can_be_passed_on_purpose(run, refused, store, new_file, command):
    note = store.with_name(f"{store.name}.open")
    note.write_text(json.dumps({"pid": 7, "host": "LAPTOP-2", "computer": "another"}))
    line = (command, "--new-passphrase-file", new_file)
    assert "open on another computer" in refused(run(*line))
    assert opens(store, PASSPHRASE, anyway=True)
    note.write_text(json.dumps({"pid": 7, "host": "LAPTOP-2", "computer": "another"}))
    done = run(*line, "--anyway")
    assert done.exit_code == 0, done.output
    assert opens(store, "quite another")


@pytest.mark.parametrize("command", ["passphrase", "rekey"])
def test_an_older_copy_can_be_gone_on_with_on_purpose(
    run, refused, store, open_desk, new_file, command
):
    older = store.read_bytes()
    desk = open_desk()
    desk.schools.add("Since then")
    desk.close()
    store.write_bytes(older)
    line = (command, "--new-passphrase-file", new_file)
    assert "older copy" in refused(run(*line))
    done = run("--anyway", *line)
    assert done.exit_code == 0, done.output
    assert opens(store, "quite another")


def test_a_disk_that_does_not_confirm_the_new_key_hides_no_code(
    run, refused, store, new_file, monkeypatch
):
    def bad_disk(*_):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("sipdesk.models.store.rekeying.sync_folder", bad_disk)
        said = refused(run("rekey", "--new-passphrase-file", new_file))
    assert "has its new key" in said
    [code] = re.findall(r"recovery code: ([A-Z]{4}(?: [A-Z]{4}){7})", said)
    assert opens(store, code)


@posix
def test_at_a_terminal_the_new_one_is_asked_for_twice(store):
    typed = f"{PASSPHRASE}\nmine now\nmine now\n".encode()
    code, screen = _at_a_terminal(typed, "passphrase")
    assert code == 0, screen
    assert "New passphrase: " in screen
    assert "mine now" not in screen
    assert opens(store, "mine now")


@posix
def test_two_that_differ_change_nothing(store):
    code, screen = _at_a_terminal(f"{PASSPHRASE}\nmine now\nmine not\n".encode(), "rekey")
    assert code == 1
    assert "not the same" in screen
    assert opens(store, PASSPHRASE)
