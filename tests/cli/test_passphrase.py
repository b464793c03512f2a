"""Where the passphrase may come from, and what is said when it comes from nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _can_have_a_terminal() -> bool:
    try:
        os.close(os.openpty()[0])
    except (AttributeError, OSError):
        return False
    return True


posix = pytest.mark.skipif(not _can_have_a_terminal(), reason="no pseudo-terminal here")


@pytest.fixture
def secret(tmp_path):
    def _secret(raw: bytes) -> Path:
        path = tmp_path / "secret"
        path.write_bytes(raw)
        return path

    return _secret


@pytest.mark.parametrize(
    "raw",
    [
        b"a fair copy",
        b"a fair copy\n",
        b"a fair copy\r\n",
        b"a fair copy\nand a second line\n",
        b"\xef\xbb\xbfa fair copy\n",
    ],
)
def test_the_first_line_of_a_file_without_its_end(run, store, secret, raw):
    line = ("list", "schools", "--passphrase-file", secret(raw))
    assert run(*line, SIPDESK_PASSPHRASE="wrong").exit_code == 0


@pytest.mark.parametrize("raw", [b"", b"\na fair copy", b" a fair copy", b"a fair copy "])
def test_nothing_else_is_taken_off_the_line(run, refused, store, secret, raw):
    said = refused(run("list", "schools", "--passphrase-file", secret(raw)))
    assert "That passphrase does not open this store." in said


def test_a_file_that_is_not_text(run, refused, store, secret):
    said = refused(run("list", "schools", "--passphrase-file", secret(b"\xff\xfe\x00")))
    assert "not plain text" in said


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_file_that_cannot_be_read(run, refused, store, tmp_path, name):
    said = refused(run("list", "schools", "--passphrase-file", tmp_path / name))
    assert "cannot be read" in said
    assert "SIPDESK_PASSPHRASE" in said


def test_the_wrong_passphrase(run, refused, store):
    said = refused(run("check", SIPDESK_PASSPHRASE="wrong"))
    assert said.startswith("That passphrase does not open this store.")
    assert "wrong" not in said


@pytest.mark.parametrize("line", [("check",), ("list", "schools"), ("init", "--store", "new")])
def test_no_passphrase_and_no_terminal(run, refused, store, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = refused(run(*line, SIPDESK_PASSPHRASE=""))
    assert "no terminal to ask at" in said
    assert not (tmp_path / "new").exists()


def test_no_stdin_at_all_is_no_terminal(store, refused):
    env = {k: v for k, v in os.environ.items() if k != "SIPDESK_PASSPHRASE"}
    code = "import sys; sys.stdin = None; from sipdesk.cli import main; main(['check'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.returncode == 1
    assert "no terminal to ask at" in done.stderr


def _at_a_terminal(typed: bytes, *args: str | Path) -> tuple[int, str]:
    """Type into a pseudo-terminal; gives the exit code and all that stood on its screen."""
    import pty

    ours, theirs = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "SIPDESK_PASSPHRASE"}
    line = [sys.executable, "-m", "sipdesk", *map(str, args)]
    program = subprocess.Popen(
        line, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    )
    os.close(theirs)
    screen = b""
    try:
        for answer in typed.splitlines(keepends=True):
            asked = screen.count(b": ")
            while screen.count(b": ") == asked:
                screen += os.read(ours, 1024)
            os.write(ours, answer)
        while more := os.read(ours, 1024):
            screen += more
    except OSError:  # the other end has gone: that is how it says so
        pass
    os.close(ours)
    return program.wait(30), screen.decode()


@posix
def test_the_prompt_does_not_show_what_is_typed(store):
    code, screen = _at_a_terminal(b"a fair copy\n", "list", "schools")
    assert code == 0
    assert "Passphrase: " in screen
    assert "a fair copy" not in screen
    assert "Kingsmead School" in screen


@posix
def test_a_new_passphrase_is_asked_for_twice(home):
    code, screen = _at_a_terminal(b"only mine\nonly mine\n", "init")
    assert code == 0
    assert "Recovery code: " in screen
    assert "only mine" not in screen


@posix
def test_two_that_differ_make_nothing(home):
    code, screen = _at_a_terminal(b"mine\nmime\n", "init")
    assert code == 1
    assert "The two passphrases are not the same." in screen
    assert not home.exists()


@posix
def test_an_empty_one_makes_nothing(home):
    code, screen = _at_a_terminal(b"\n", "init")
    assert code == 1
    assert "A store needs a passphrase." in screen
    assert not home.exists()


@posix
def test_end_of_input_at_the_prompt(store):
    code, screen = _at_a_terminal(b"\x04", "check")
    assert code == 1
    assert "No passphrase was given." in screen


@posix
def test_a_missing_store_is_said_without_asking(home):
    code, screen = _at_a_terminal(b"", "check")
    assert code == 1
    assert "Passphrase" not in screen
    assert "There is no store at" in screen


@pytest.mark.parametrize("command", ["init", "passphrase", "rekey"])
def test_a_new_passphrase_that_is_too_short_is_refused_as_in_the_window(
    run, refused, home, store, tmp_path, command
):
    (tmp_path / "new").write_text("abc\n", encoding="utf-8")
    before = store.read_bytes()
    line = ("--store", tmp_path / "new.sipdesk", "--passphrase-file", tmp_path / "new", "init")
    if command != "init":
        line = ("--store", store, command, "--new-passphrase-file", tmp_path / "new")
    said = refused(run(*line))
    assert "too short" in said
    assert "at least 8" in said
    assert store.read_bytes() == before
    assert not (tmp_path / "new.sipdesk").exists()
