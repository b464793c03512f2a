"""Making a store, and asking whether one is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from tests.builders import LIGHT
from tests.cli.conftest import PASSPHRASE


def test_init_makes_a_store_that_the_passphrase_and_the_code_open(run, home):
    result = run("init", SIPDESK_PASSPHRASE="only mine")
    assert result.exit_code == 0
    place, code, why = result.stdout.splitlines()
    assert str(home / "desk.sipdesk") in place
    assert "forgotten" in why
    letters = code.removeprefix("Recovery code: ")
    assert re.fullmatch(r"[A-Z]{4}( [A-Z]{4}){7}", letters)
    for secret in ("only mine", letters):
        Desk.open(home / "desk.sipdesk", secret).close()


def test_init_makes_the_folder_of_a_named_store(run, tmp_path):
    new = tmp_path / "not" / "yet" / "mine.sipdesk"
    assert run("init", "--store", new, SIPDESK_PASSPHRASE="only mine").exit_code == 0
    assert new.exists()
    assert not Path(f"{new}.open").exists()


def test_init_takes_the_passphrase_from_a_file(run, home, tmp_path):
    (tmp_path / "secret").write_text("only mine\n", encoding="utf-8")
    assert run("init", "--passphrase-file", tmp_path / "secret").exit_code == 0
    Desk.open(home / "desk.sipdesk", "only mine").close()


def test_init_refuses_an_empty_passphrase_file(run, refused, home, tmp_path):
    (tmp_path / "secret").touch()
    said = refused(run("init", "--passphrase-file", tmp_path / "secret"))
    assert said == "A store needs a passphrase. Nothing was made."
    assert not home.exists()


def test_init_leaves_a_store_that_is_there_alone(run, refused, store):
    before = store.read_bytes()
    said = refused(run("init", SIPDESK_PASSPHRASE="another"))
    assert said.startswith(f"There is already a store at {store}.")
    assert store.read_bytes() == before
    assert run("check").exit_code == 0


def test_init_leaves_a_key_file_without_its_store_alone(run, refused, store):
    keys = Path(f"{store}.keys").read_bytes()
    store.unlink()
    assert "There is already a store" in refused(run("init"))
    assert Path(f"{store}.keys").read_bytes() == keys


@pytest.mark.parametrize("line", [("init",), ("check",)])
def test_a_folder_is_not_a_store(run, refused, tmp_path, line):
    assert "is a folder" in refused(run(*line, "--store", tmp_path, SIPDESK_PASSPHRASE="only mine"))


def test_init_below_a_file_is_one_line(run, refused, store):
    line = ("init", "--store", store / "below" / "a.sipdesk")
    assert str(store) in refused(run(*line, SIPDESK_PASSPHRASE="only mine"))


def test_check_says_whole_and_counts(run, store, open_desk):
    result = run("check")
    assert result.exit_code == 0
    first, *counts = result.stdout.splitlines()
    assert first == f"The store is whole: {store}"
    found = {name.strip(): int(n) for n, name in (line.split(maxsplit=1) for line in counts)}
    now = open_desk()
    assert found["schools"] == len(now.schools.all()) == 2
    assert found["pupils"] == len(now.pupils.all())
    assert found["visits"] == len(now.visits.all())
    assert found["in the bin"] == 0


def test_check_counts_what_is_in_the_bin_apart(run, open_desk):
    now = open_desk()
    now.pupils.bin(now.pupils.all()[0].id)
    now.close()
    assert "      1  in the bin" in run("check").stdout.splitlines()


def test_check_of_an_empty_store(run, empty_store):
    counts = run("check").stdout.splitlines()[1:]
    assert counts
    assert all(line.split()[0] == "0" for line in counts)


def test_every_kind_of_record_is_counted(run):
    from sipdesk.cli.checking import COUNTED
    from sipdesk.models.desk import TABLES

    parts_of_others = {"settings", "note_sections"}
    assert set(COUNTED) == set(TABLES.values()) - parts_of_others


def test_check_changes_nothing(run, store):
    before = store.read_bytes()
    run("check")
    assert store.read_bytes() == before


def test_the_deep_check_counts_apart_what_an_earlier_passphrase_opens(run, store, tmp_path):
    """After a new key the backups before it are whole, and only not to be opened by it."""
    (tmp_path / "new").write_text("quite another")
    assert run("rekey", "--new-passphrase-file", tmp_path / "new").exit_code == 0
    assert run("backup", SIPDESK_PASSPHRASE="quite another").exit_code == 0
    done = run("check", "--deep", SIPDESK_PASSPHRASE="quite another")
    assert done.exit_code == 0, done.output
    assert "      1  backups opened and checked" in done.stdout
    assert "      1  backups under an earlier passphrase, not checked" in done.stdout


def test_the_deep_check_names_a_backup_with_another_store_s_key_file(run, store, tmp_path):
    assert run("backup").exit_code == 0
    other = tmp_path / "other.sipdesk"
    Desk.create(other, PASSPHRASE, cost=LIGHT)[0].close()
    [made] = (store.parent / "backups").glob("*.sipdesk")
    Path(f"{made}.keys").write_bytes(Path(f"{other}.keys").read_bytes())
    done = run("check", "--deep")
    assert done.exit_code == 1
    assert "The store is whole" in done.stdout
    assert made.name in done.stderr


@pytest.mark.parametrize("harm", ["empty", "truncated", "overwritten", "not a store"])
def test_a_damaged_store_is_said_so(run, refused, store, harm):
    whole = store.read_bytes()
    middle = len(whole) // 2
    store.write_bytes(
        {
            "empty": b"",
            "truncated": whole[: middle + 100],
            "overwritten": whole[:middle] + bytes(64) + whole[middle + 64 :],
            "not a store": b"Dear head,\n" * 500,
        }[harm]
    )
    assert "damaged" in refused(run("check"))


def test_a_store_without_its_key_file(run, refused, store):
    Path(f"{store}.keys").unlink()
    assert "key file" in refused(run("check"))


@pytest.mark.parametrize(
    "line", [("check",), ("list", "schools"), ("export", "plan", "999001", "plan.xlsx")]
)
def test_a_missing_store(run, refused, home, line):
    said = refused(run(*line, "--store", home / "no.sipdesk"))
    assert said.startswith(f"There is no store at {home / 'no.sipdesk'}.")
    assert "sipdesk init" in said


def test_a_store_in_use_is_left_to_its_window(run, start, refused, open_desk):
    now = open_desk()
    assert "already open in another window" in refused(run("list", "schools"))
    done = start("check")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "already open in another window" in done.stderr
    now.schools.add("Saved all the same")
