"""What holds for the command line as a whole: help, exit codes, where options may stand."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from sipdesk import __version__
from sipdesk.cli import main
from sipdesk.cli.exporting import AUDIENCES

HEAVY = (
    "PySide6",
    "cryptography",
    "docx",
    "openpyxl",
    "reportlab",
    "sipdesk.models.desk",
    "sqlcipher3",
    "sqlite_utils",
)


def _paths(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    below = command.commands if isinstance(command, click.Group) else {}
    return [path, *(p for name, c in below.items() for p in _paths(c, (*path, name)))]


@pytest.mark.parametrize("path", _paths(main), ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(run, path, option):
    result = run(*path, option)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: sipdesk")
    assert result.stderr == ""


@pytest.mark.parametrize("path", [p for p in _paths(main) if p != ("sample",)], ids=" ".join)
def test_the_shared_options_are_offered_everywhere(run, path):
    text = run(*path, "--help").stdout
    assert "--store FILE" in text
    assert "--passphrase-file FILE" in text


def test_the_version(run):
    assert run("--version").stdout == f"SIP Desk {__version__}\n"


@pytest.mark.parametrize(
    "line",
    [
        ("nonsense",),
        ("list",),
        ("list", "teachers"),
        ("list", "schools", "--nonsense"),
        ("export",),
        ("export", "note"),
        ("export", "note", "a", "note.txt"),
        ("export", "plan", "a", "plan.pdf"),
        ("export", "agenda", "a", "agenda.docx"),
        ("export", "note", "a", "note.pdf", "--for", "everybody"),
        ("sample",),
        ("--store",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two(run, line):
    result = run(*line)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr or line == ("export",)  # which shows what there is


def test_nothing_heavy_is_imported_at_the_start():
    code = f"import sys, sipdesk.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_audiences_are_those_of_the_documents():
    from sipdesk.export.audience import Audience

    assert {name.upper() for name in AUDIENCES} == {audience.name for audience in Audience}


# --- options before and after the command


def test_options_may_stand_before_the_command(run, store, monkeypatch, tmp_path):
    monkeypatch.delenv("SIPDESK_STORE")
    secret = tmp_path / "secret"
    secret.write_text("a fair copy\n", encoding="utf-8")
    moved = store.rename(tmp_path / "elsewhere.sipdesk")
    Path(f"{store}.keys").rename(f"{moved}.keys")
    options = ("--store", moved, "--passphrase-file", secret)
    before = run(*options, "list", "schools", SIPDESK_PASSPHRASE="wrong")
    after = run("list", "schools", *options, SIPDESK_PASSPHRASE="wrong")
    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout
    assert "Kingsmead School" in before.stdout


def test_options_may_stand_between_a_group_and_its_command(run, store, tmp_path):
    dest = tmp_path / "plan.xlsx"
    named = ("--store", store)
    assert run("export", *named, "plan", "999001", dest, SIPDESK_STORE="/nowhere").exit_code == 0
    assert dest.exists()


def test_the_option_after_the_command_wins_over_the_one_before_and_the_environment(run, store):
    line = ("--store", "/nowhere/a", "list", "schools", "--store", store)
    assert run(*line, SIPDESK_STORE="/nowhere/b").exit_code == 0


def test_the_default_store_is_in_the_users_own_folder(run, empty_store, home):
    assert str(home / "desk.sipdesk") in run("check").stdout


def test_a_variable_that_is_set_to_nothing_is_not_set(run, empty_store):
    assert run("check", SIPDESK_STORE="").exit_code == 0


# --- the window


@pytest.fixture
def window(monkeypatch):
    """Stands in for the window: notes what it is opened with, and ends with 3."""
    opened: list[tuple[Path, str]] = []
    app = ModuleType("sipdesk.app")

    def fake(store: Path, secret: str) -> int:
        opened.append((store, secret))
        return 3

    app.run = fake  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sipdesk.app", app)
    return opened


def test_no_command_opens_the_window_and_its_exit_code_is_ours(run, window, home):
    assert run().exit_code == 3
    assert window == [(home / "desk.sipdesk", "")]


def test_the_window_gets_the_store_and_the_passphrase(run, window, store, tmp_path):
    (tmp_path / "secret").write_text("mine\n", encoding="utf-8")
    run()
    run("--passphrase-file", tmp_path / "secret")
    run("--store", "not-there-yet.sipdesk")
    run(SIPDESK_PASSPHRASE="")  # the window asks
    assert window == [
        (store, "a fair copy"),
        (store, "mine"),
        (Path("not-there-yet.sipdesk"), ""),
        (store, ""),
    ]


def test_the_window_is_what_the_command_line_takes_it_for():
    from inspect import signature

    from sipdesk.app import run

    signature(run).bind(Path("a.sipdesk"), "secret")


def test_without_qt_the_window_says_so(run, refused, monkeypatch):
    class NoQt:
        @staticmethod
        def find_spec(name, path=None, target=None):
            if name == "sipdesk.app":
                raise ImportError("libEGL.so.1: cannot open", name="PySide6.QtGui")

    monkeypatch.delitem(sys.modules, "sipdesk.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoQt, *sys.meta_path])
    assert "libEGL.so.1" in refused(run())


# --- ends


def _broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def bang(*_args: object) -> None:
        raise error

    monkeypatch.setattr("sipdesk.models.schools.book.SchoolBook.all", bang)


def test_a_bug_is_one_line_and_the_log_names_nobody(run, refused, store, home, monkeypatch):
    inner = ValueError("Amina Yusufi")
    outer = KeyError("Łukasz Zielny")
    outer.__cause__ = inner
    _broken(monkeypatch, outer)
    said = refused(run("list", "schools"))
    log = home / "sipdesk.log"
    noted = log.read_text(encoding="utf-8")
    assert "bug" in said
    assert str(log) in said
    assert "KeyError" in noted
    assert "ValueError" in noted
    assert "sipdesk.cli.listing" in noted
    for private in ("Amina", "Zielny", str(home)):
        assert private not in noted + said.replace(str(log), "")


def test_a_bug_lets_go_of_the_store(run, store, monkeypatch):
    with monkeypatch.context() as patched:
        _broken(patched, KeyError("x"))
        assert run("list", "schools").exit_code == 1
    assert run("list", "schools").exit_code == 0


def test_a_second_bug_is_noted_below_the_first(run, store, home, monkeypatch):
    _broken(monkeypatch, RuntimeError())
    run("list", "schools")
    run("list", "schools")
    assert (home / "sipdesk.log").read_text(encoding="utf-8").count("RuntimeError") == 2


def test_a_bug_with_no_place_for_the_log_is_still_one_line(run, refused, store, monkeypatch):
    _broken(monkeypatch, RuntimeError())
    nowhere = store / "a folder inside a file"
    assert "could not be noted" in refused(run("list", "schools", SIPDESK_HOME=str(nowhere)))


def test_ctrl_c_is_130(run, store, monkeypatch):
    _broken(monkeypatch, KeyboardInterrupt())
    result = run("list", "schools")
    assert result.exit_code == 130
    assert result.stdout == ""


def test_what_the_system_refuses_is_said_in_one_line(run, refused, store, monkeypatch):
    _broken(monkeypatch, PermissionError(13, "Permission denied", "/a/b"))
    assert refused(run("list", "schools")) == "The system says of “/a/b”: Permission denied."


# --- as a program


def test_the_module_is_the_command(start, store):
    done = start("list", "schools")
    assert done.returncode == 0
    assert "Kingsmead School" in done.stdout
    assert done.stderr == ""


def test_a_users_error_in_a_program_has_no_traceback(start, home):
    done = start("check", "--store", home / "nothing.sipdesk")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [done.stderr.rstrip("\n")]
    assert "There is no store at" in done.stderr


def test_output_is_utf8_whatever_the_terminal_says(start, store):
    env = {"PYTHONIOENCODING": "latin-1", "LC_ALL": "C", "PYTHONUTF8": "0"}
    table = start("list", "pupils", **env)
    assert table.returncode == 0
    assert "Ștefania" in table.stdout
    assert "Łukasz" in start("list", "pupils", "--json", **env).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way there")
def test_a_reader_who_has_enough_is_no_error(store, run):
    line = f"{sys.executable} -m sipdesk list actions --json"
    program = subprocess.Popen(line.split(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdout is not None
    program.stdout.close()  # gone before the first byte
    assert program.stderr is not None
    with program.stderr:
        assert program.stderr.read() == b""
    assert program.wait(30) == 128 + signal.SIGPIPE
    assert run("check").exit_code == 0  # the store was let go


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to be had")
def test_a_full_disk_behind_the_output_is_said(start, store):
    with open("/dev/full", "wb") as full:
        done = start("list", "schools", stdout=full)
    assert done.returncode == 1
    assert done.stderr == "The system says: No space left on device.\n"
