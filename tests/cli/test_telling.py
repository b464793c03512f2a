"""What was done is heard of, even where the output, or the disk, takes no more."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from sipdesk.cli.outcome import outcome
from sipdesk.cli.telling import UNWRITTEN, say_done
from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.store.connection import translate
from tests.cli.conftest import PASSPHRASE

CODE = re.compile(r"Recovery code: ([A-Z]{4}(?: [A-Z]{4}){7})")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to be had")


class Broken:
    """A stream on which nothing can be written."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    def write(self, text: str) -> int:
        raise self.error

    def flush(self) -> None:
        raise self.error


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), BrokenPipeError()])
def test_what_the_output_does_not_take_is_said_on_stderr(monkeypatch, capsys, error):
    monkeypatch.setattr("sys.stdout", Broken(error))
    with pytest.raises(click.exceptions.Exit) as end:
        say_done("Recovery code: ABCD")
    assert end.value.exit_code == 1
    assert capsys.readouterr().err == f"{UNWRITTEN}\nRecovery code: ABCD\n"


def test_without_any_output_as_well(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(click.exceptions.Exit):
        say_done("Recovery code: ABCD")
    assert "Recovery code: ABCD" in capsys.readouterr().err


def test_where_stderr_fails_too_it_still_ends(monkeypatch):
    for name in ("sys.stdout", "sys.stderr"):
        monkeypatch.setattr(name, Broken(OSError(28, "No space left on device")))
    with pytest.raises(click.exceptions.Exit):
        say_done("done")


@full
def test_init_and_rekey_lose_no_code(start, home, tmp_path):
    store = home / "desk.sipdesk"
    (tmp_path / "new").write_text("quite another")
    for line, secret in (
        (("init",), PASSPHRASE),
        (("rekey", "--new-passphrase-file", tmp_path / "new"), PASSPHRASE),
    ):
        with open("/dev/full", "wb") as disk:
            done = start(*line, stdout=disk, SIPDESK_PASSPHRASE=secret)
        assert done.returncode == 1
        assert done.stderr.startswith(UNWRITTEN)
        [code] = CODE.findall(done.stderr)
        Desk.open(store, code).close()


@full
def test_an_erasure_that_is_done_is_not_said_to_have_failed(start, store, open_desk):
    desk = open_desk()
    pupil = desk.pupils.all()[0]
    desk.close()
    with open("/dev/full", "wb") as disk:
        done = start("erase", pupil.id, "--yes", stdout=disk)
    assert done.stderr.startswith(f"{UNWRITTEN}\nErased: 1 pupil’s record")
    assert "No space" not in done.stderr


# --- errors that speak of the window


def _sqlite(code: int) -> StoreNotWritable:
    error = Exception()
    error.sqlite_errorcode = code  # type: ignore[attr-defined]
    told = translate(error, Path("desk.sipdesk"))
    assert isinstance(told, StoreNotWritable)
    return told


@pytest.mark.parametrize(("code", "todo"), [(13, "Make some room"), (8, "Ask for the right")])
def test_a_disk_that_takes_nothing_promises_no_second_try(capsys, code, todo):
    def failing() -> None:
        raise _sqlite(code)

    assert outcome(failing) == 1
    said = capsys.readouterr().err
    assert "The command was not carried out" in said
    assert todo in said
    assert said.endswith(", then try again.\n")
    assert "by itself" not in said
    assert "“Saved”" not in said


def test_what_was_done_but_not_confirmed_is_left_in_its_own_words(capsys):
    def failing() -> None:
        raise StoreNotWritable("It has its new key.", "Nothing is lost.", "Print it.")

    outcome(failing)
    assert capsys.readouterr().err == "It has its new key. Nothing is lost. Print it.\n"


def test_a_damaged_store_names_the_commands(run, refused, store):
    assert run("backup").exit_code == 0
    store.write_bytes(store.read_bytes()[:-5000])
    said = refused(run("check"))
    assert "damaged" in said
    for way in ("“sipdesk backups” lists", "“sipdesk restore NUMBER --force”", "the window"):
        assert way in said


def test_damage_that_is_found_only_later_names_them_too(run, refused, store, monkeypatch):
    from sipdesk.models.store.connection import damaged

    def spoilt(_desk: Desk) -> None:
        raise damaged()

    assert run("backup").exit_code == 0
    monkeypatch.setattr(Desk, "check", spoilt)
    assert "“sipdesk restore NUMBER --force”" in refused(run("check"))


def test_a_damaged_store_without_a_backup_says_so(run, refused, store):
    store.write_bytes(store.read_bytes()[:-5000])
    said = refused(run("list", "schools"))
    assert "There is no backup beside it." in said
    assert "NUMBER" not in said


@pytest.mark.parametrize("with_backup", [True, False])
def test_an_older_copy_names_its_option(run, refused, store, open_desk, with_backup):
    older = store.read_bytes()
    desk = open_desk()
    desk.schools.add("Since then")
    desk.close()
    if with_backup:
        assert run("backup").exit_code == 0
    store.write_bytes(older)
    said = refused(run("check"))
    assert "go on with --anyway" in said
    assert ("restore NUMBER --force" in said) == with_backup
    assert ("no backup beside it" in said) != with_backup


def test_another_computer_s_mark_names_its_option(run, refused, store):
    note = store.with_name(f"{store.name}.open")
    note.write_text(json.dumps({"pid": 7, "host": "LAPTOP-2", "computer": "another"}))
    assert refused(run("check")).endswith("with --anyway.")


# --- what opening does by itself


@pytest.mark.parametrize(
    "line", [("check",), ("list", "schools", "--json"), ("passphrase", "--new-passphrase-file")]
)
def test_whoever_is_erased_again_is_said(run, store, open_desk, tmp_path, line):
    older = store.read_bytes()
    desk = open_desk()
    pupil = desk.pupils.all()[0]
    desk.close()
    assert run("erase", pupil.id, "--yes").exit_code == 0
    store.write_bytes(older)
    if line[0] == "passphrase":
        (tmp_path / "new").write_text("quite another")
        line = (*line, tmp_path / "new")
    done = run("--anyway", *line)
    assert done.exit_code == 0, done.output
    assert done.stderr == "1 person erased before: erased again.\n"
