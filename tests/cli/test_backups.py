"""``sipdesk backup``, ``backups``, ``restore`` and ``check --deep``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import WrongPassphrase
from tests.builders import LIGHT
from tests.cli.conftest import PASSPHRASE


def backed_up(run, *args: str | Path) -> Path:
    done = run("backup", *args)
    assert done.exit_code == 0, done.output
    said = done.stdout.strip()
    assert said.startswith("Backed up: ")
    return Path(said.removeprefix("Backed up: "))


def test_a_backup_lies_beside_the_store_and_opens(run, store, home):
    made = backed_up(run)
    assert made.parent == home / "backups"
    assert run("--store", made, "check").exit_code == 0


def test_a_backup_goes_to_a_folder_or_a_file_as_well(run, store, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    assert backed_up(run, stick).parent == stick
    named = tmp_path / "monday.sipdesk"
    assert backed_up(run, named) == named
    assert run("--store", named, "check").exit_code == 0
    beside = (store.parent / "backups").glob("*.sipdesk")
    assert len(list(beside)) == 2  # both were asked for today


def test_a_file_that_is_there_already_is_left_alone(run, store, tmp_path, refused):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    assert "already a file" in refused(run("backup", mine))
    assert mine.read_text() == "mine"


def test_the_key_file_of_a_store_that_was_taken_elsewhere_is_left_alone(
    run, store, tmp_path, refused
):
    key_file = tmp_path / "other.sipdesk.keys"
    key_file.write_text("the only one")
    assert f"already a file at {key_file}" in refused(run("backup", tmp_path / "other.sipdesk"))
    assert key_file.read_text() == "the only one"
    assert [f.name for f in tmp_path.glob("other*")] == [key_file.name]


def test_a_folder_that_is_not_there_is_said_in_one_line(run, store, tmp_path, refused):
    said = refused(run("backup", tmp_path / "no" / "x.sipdesk"))
    assert f"There is no folder {tmp_path / 'no'}. No backup was made." in said
    assert json.loads(run("backups", "--json").stdout) == []


def test_a_copy_that_fails_does_not_hide_the_backup(run, store, tmp_path, refused, monkeypatch):
    def bad_stick(*_: object) -> None:
        raise OSError(28, "No space left on device")

    where = "sipdesk.models.store.backups.second_place.copy_compared"
    monkeypatch.setattr(where, bad_stick)
    said = refused(run("backup", tmp_path / "a.sipdesk"))
    [made] = (store.parent / "backups").glob("*.sipdesk")
    assert said.startswith("The backup was made, but its copy could not be written at")
    assert f"The backup is whole: {made}." in said
    assert f"{tmp_path / 'a.sipdesk'} (No space left on device)." in said


def test_the_list_is_in_plain_words_and_needs_no_passphrase(run, store):
    backed_up(run)
    listed = run("backups", SIPDESK_PASSPHRASE="")
    assert listed.exit_code == 0
    head, line = listed.stdout.splitlines()
    assert head.split() == ["number", "when", "why", "size"]
    assert "Today" in line
    assert "because you asked" in line


def test_the_list_for_another_program(run, store):
    made = backed_up(run)
    [listed] = json.loads(run("backups", "--json").stdout)
    assert set(listed) == {"number", "at", "reason", "size", "path"}
    assert (listed["path"], listed["reason"]) == (str(made), "asked-for")


def test_no_backups_is_said(run, store):
    assert "There are no backups" in run("backups").stdout
    assert run("backups", "--json").stdout.strip() == "[]"


def test_restoring_by_number_name_or_path(run, store, open_desk):
    made = backed_up(run)
    [listed] = json.loads(run("backups", "--json").stdout)
    for wanted in (str(listed["number"]), made.name, str(made)):
        desk = Desk.open(store, PASSPHRASE)
        desk.schools.add("Since then")
        desk.close()
        done = run("restore", wanted)
        assert done.exit_code == 0, done.output
        assert "is kept: " in done.stdout
        kept = Path(done.stdout.split("is kept: ")[1].strip())
        assert kept.parent == store.parent / "kept"
        desk = Desk.open(store, PASSPHRASE)
        assert "Since then" not in [s.name for s in desk.schools.all()]
        desk.close()
        before = Desk.open(kept, PASSPHRASE)
        assert "Since then" in [s.name for s in before.schools.all()]
        before.close()


def test_a_backup_that_is_not_there_is_said(run, store, refused):
    assert "There is no backup “7”" in refused(run("restore", "7"))


def test_a_store_that_does_not_open_is_replaced_by_force_only_and_kept(run, store, refused):
    made = backed_up(run)
    spoilt = store.read_bytes()[:-5000]
    store.write_bytes(spoilt)
    assert "--force" in refused(run("restore", made))
    assert store.read_bytes() == spoilt
    done = run("restore", made, "--force")
    assert done.exit_code == 0, done.output
    assert spoilt in [f.read_bytes() for f in (store.parent / "kept").iterdir()]
    assert run("check").exit_code == 0


def test_a_store_that_is_open_is_not_restored_over_even_by_force(run, store, refused, open_desk):
    made = backed_up(run)
    open_desk()
    assert "already open" in refused(run("restore", made, "--force"))


def test_nor_by_force_and_the_passphrase_of_an_earlier_key(run, store, refused):
    made = backed_up(run)
    Desk.rekey(store, PASSPHRASE, "another one", cost=LIGHT)
    before = store.read_bytes()
    desk = Desk.open(store, "another one")
    assert "already open" in refused(run("restore", made, "--force"))
    assert store.read_bytes() == before
    desk.close()
    assert not (store.parent / "kept").exists()


def test_by_force_a_backup_of_an_earlier_key_comes_back_and_the_named_file_opens(run, store):
    made = backed_up(run)
    Desk.rekey(store, PASSPHRASE, "another one", cost=LIGHT)
    done = run("restore", made, "--force")
    assert done.exit_code == 0, done.output
    kept = Path(done.stdout.split("is kept: ")[1].strip())
    assert [f.name for f in kept.parent.glob("*.sipdesk")] == [kept.name]
    Desk.open(kept, "another one").close()
    assert run("check").exit_code == 0


def test_back_behind_another_key_the_present_passphrase_stays(run, store, refused, tmp_path):
    made = backed_up(run)
    Desk.rekey(store, PASSPHRASE, "another one", cost=LIGHT)
    asked = ("restore", made)
    said = refused(run(*asked, SIPDESK_PASSPHRASE="another one"))
    assert "made under an earlier key" in said
    assert "--earlier-passphrase-file" in said
    (tmp_path / "then").write_text(PASSPHRASE)
    earlier = ("--earlier-passphrase-file", tmp_path / "then")
    done = run(*asked, *earlier, SIPDESK_PASSPHRASE="another one")
    assert done.exit_code == 0, done.output
    Desk.open(store, "another one").close()
    with pytest.raises(WrongPassphrase):
        Desk.open(store, PASSPHRASE)


def test_a_wrong_passphrase_restores_nothing(run, store, refused):
    made = backed_up(run)
    before = store.read_bytes()
    wrong = run("restore", made, "--force", SIPDESK_PASSPHRASE="wrong")
    assert "does not open" in refused(wrong)
    assert store.read_bytes() == before


def test_the_deep_check_opens_every_backup(run, store):
    backed_up(run)
    done = run("check", "--deep")
    assert done.exit_code == 0
    assert "1  backups opened and checked" in done.stdout


def test_the_deep_check_names_a_backup_with_a_flipped_bit(run, store):
    made = backed_up(run)
    raw = bytearray(made.read_bytes())
    raw[len(raw) // 2] ^= 1
    made.write_bytes(raw)
    done = run("check", "--deep")
    assert done.exit_code == 1
    assert "The store is whole" in done.stdout
    assert made.name in done.stderr
    assert done.stderr.count("\n") == 1
    assert "      0  backups opened and checked" in done.stdout


def test_the_deep_check_changes_nothing(run, store):
    backed_up(run)
    folder = store.parent
    before = {f: f.read_bytes() for f in folder.rglob("*.sipdesk*")}
    run("check", "--deep")
    assert {f: f.read_bytes() for f in folder.rglob("*.sipdesk*")} == before


def test_another_computer_s_mark_can_be_passed_on_purpose(run, store, refused):
    note = store.with_name(f"{store.name}.open")
    note.write_text(json.dumps({"pid": 7, "host": "LAPTOP-2", "computer": "another"}))
    assert "open on another computer, LAPTOP-2" in refused(run("check"))
    assert note.exists()
    assert run("check", "--anyway").exit_code == 0
    assert not note.exists()


def test_an_older_copy_can_be_gone_on_with_on_purpose(run, store, refused, open_desk):
    older = store.read_bytes()
    desk = open_desk()
    desk.schools.add("Since then")
    desk.close()
    store.write_bytes(older)
    assert "older copy" in refused(run("check"))
    assert run("--anyway", "check").exit_code == 0


def test_what_was_set_aside_is_said_with_its_folder(run, store):
    first = backed_up(run)
    assert "set aside" not in run("backups").stdout
    run("restore", first)
    assert run("backups").stdout.splitlines()[-1] == (
        f"One store is set aside in {store.parent / 'kept'}; nothing takes it away."
    )
