"""An erasure reaches copies wherever the desk or its second place once lay, or says where not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sipdesk.cli import main
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.keeping import Erasure, todo
from sipdesk.models.keeping.erasing.copies import BARE
from sipdesk.models.store.backups import Backup, Backups, second_place
from tests.builders import PASSPHRASE, a_desk, a_pupil, a_school, a_visit, captured, reopened
from tests.faults.pages import holds

NAME = "Zephyrine Quolkbury"


class Spread:
    """A desk with one pupil, and folders that can be plugged in and pulled out."""

    stick: Path

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = a_desk(folder)
        self.key = self.desk.store._key
        self.pupil = a_pupil(self.desk, a_school(self.desk), NAME).id

    def second_place(self, name: str) -> Path:
        """From now on backups are copied there as well."""
        place = self.folder / name
        place.mkdir(exist_ok=True)
        self.desk.settings.second_place = place
        return place

    def back_up(self) -> Path:
        return self.desk.store.back_up(Reason.IMPORT).path

    def erase(self) -> Erasure:
        return self.desk.keeping.erase([self.desk.keeping.person(self.pupil)])

    def naming(self, place: Path | None = None) -> list[str]:
        """The files under a place, or anywhere, in which the name still stands."""
        files = [f for f in (place or self.folder).rglob("*.sipdesk*") if f.suffix != ".keys"]
        mine = [f for f in files if f != self.desk.store.path and f.stat().st_size > 4096]
        return [f.name for f in mine if holds(f, self.key, *NAME.split())]


@pytest.fixture
def spread(tmp_path: Path) -> Iterator[Spread]:
    made = Spread(tmp_path)
    yield made
    made.desk.close()


# --- a second place that is another one's now


def moved_beside_another(spread: Spread) -> None:
    """Into a folder that holds a “desk.sipdesk” already, so that it is called otherwise there."""
    new = spread.folder / "new"
    new.mkdir()
    a_desk(new).close()
    spread.desk = spread.desk.move(new).desk
    assert spread.desk.store.path.name == "desk 2.sipdesk"


def test_a_desk_that_is_called_otherwise_now_finds_its_copies_on_the_stick(spread: Spread) -> None:
    stick = spread.second_place("stick")
    spread.back_up()
    moved_beside_another(spread)
    assert spread.naming(stick)
    assert spread.erase().unreached == ()
    assert spread.naming(stick) == []


def test_a_former_second_place_is_reached(spread: Spread) -> None:
    first = spread.second_place("first")
    spread.back_up()
    spread.second_place("second")
    spread.back_up()
    assert spread.naming(first)
    assert spread.erase().unreached == ()
    assert spread.naming(first) == []


def test_so_is_one_after_which_there_was_none(spread: Spread) -> None:
    first = spread.second_place("first")
    spread.back_up()
    spread.desk.settings.second_place = None
    spread.desk = reopened(spread.desk)
    assert spread.erase().unreached == ()
    assert spread.naming(first) == []


def test_so_is_one_that_was_taken_back(spread: Spread) -> None:
    """The step is undone, the copies are not."""
    first = spread.second_place("first")
    spread.back_up()
    spread.desk.undo()
    assert spread.desk.settings.second_place is None
    spread.erase()
    assert spread.naming(first) == []


def test_so_is_one_that_an_older_copy_of_the_desk_knows_nothing_of(spread: Spread) -> None:
    before = spread.back_up()
    first = spread.second_place("first")
    spread.back_up()
    spread.desk = spread.desk.restore(before).desk
    assert spread.desk.settings.second_place is None
    spread.erase()
    assert spread.naming(first) == []


def test_a_former_one_that_is_away_is_named_and_reached_when_it_is_back(spread: Spread) -> None:
    first = spread.second_place("first")
    spread.back_up()
    spread.desk.settings.second_place = None
    away = first.rename(spread.folder / "pocket")
    [said] = spread.erase().unreached
    assert str(first) in said
    assert "not connected" in said
    spread.desk = reopened(spread.desk)
    assert spread.naming(away)
    away.rename(first)
    spread.desk = reopened(spread.desk)
    assert spread.naming(first) == []
    assert spread.desk.store.apart(todo.waiting) == []


def test_a_place_to_which_nothing_was_ever_copied_is_not_missed(spread: Spread) -> None:
    """Such as the half of a path that was typed."""
    spread.desk.settings.second_place = spread.folder / "stic"
    spread.back_up()
    spread.desk.settings.second_place = None
    assert spread.erase().unreached == ()


def test_the_present_one_that_is_away_is_said_as_ever(spread: Spread) -> None:
    spread.second_place("first").rename(spread.folder / "pocket")
    assert spread.erase().unreached == ("The second place for backups is not connected.",)


# --- copies that do not open


def test_damaged_ones_are_named_with_what_to_do(spread: Spread) -> None:
    spread.second_place("stick")
    spread.back_up()
    bad = [copy for place in spread.desk.backups.places() for copy in place.copies]
    for copy in bad:
        copy.write_bytes(copy.read_bytes()[:5000])
    [said] = spread.erase().unreached
    assert said.startswith("2 copies are damaged and do not open: ")
    assert all(f"“{copy.name}” in “{copy.parent.name}”" in said for copy in bad)
    assert said.endswith("may still be in them: delete the files if they are not needed.")
    for copy in bad:
        copy.unlink()
    someone = a_pupil(spread.desk, spread.desk.schools.all()[0], "Ann").id
    assert spread.desk.keeping.outlook([spread.desk.keeping.person(someone)]).unreached == ()


# --- copies that were never finished


def half_made(copy: Path, name: str = "") -> Path:
    """A copy as a kill leaves it that came before the last move."""
    part = copy.with_name(f"{name or copy.name}.part")
    shutil.copyfile(copy, part)
    return part


def test_what_a_pulled_stick_left_half_made_goes(spread: Spread) -> None:
    stick = spread.second_place("stick")
    spread.back_up()
    [copy] = stick.rglob("*.sipdesk")
    parts = [half_made(copy), half_made(copy, copy.name.replace("0000", "0009"))]
    copy.unlink()  # nothing finished lies beside them
    assert sorted(spread.naming(stick)) == sorted(part.name for part in parts)
    assert spread.erase().unreached == ()
    assert not any(part.exists() for part in parts)


def test_so_does_what_lies_beside_the_desk_and_in_kept(spread: Spread) -> None:
    spread.desk = spread.desk.restore(spread.back_up()).desk
    [kept] = (spread.folder / "kept").glob("*.sipdesk")
    parts = [half_made(spread.back_up(), "desk 000099 2009-11-12 asked-for.sipdesk")]
    parts.append(half_made(kept, "desk until 2009-11-12 08.30.00 (2).sipdesk"))
    assert len(spread.naming()) >= 4
    spread.erase()
    assert not any(part.exists() for part in parts)
    assert spread.naming() == []


def test_a_stick_that_was_away_is_cleared_of_them_when_it_is_back(spread: Spread) -> None:
    stick = spread.second_place("stick")
    spread.back_up()
    [copy] = stick.rglob("*.sipdesk")
    half_made(copy)
    away = stick.rename(spread.folder / "pocket")
    spread.erase()
    away.rename(stick)
    spread.desk = reopened(spread.desk)
    assert spread.naming(stick) == []


def test_what_is_somebody_else_s_stays(spread: Spread) -> None:
    """Another desk's in the same folder, and a file that only ends so."""
    folder = spread.back_up().parent
    others = ["desk 2 000003 2009-11-12 asked-for.sipdesk.part", "download.part"]
    for name in others:
        (folder / name).write_text("x")
    spread.erase()
    assert set(others) <= {f.name for f in folder.iterdir()}


def test_another_desk_that_lies_now_where_this_one_did_sees_to_its_own(spread: Spread) -> None:
    earlier = spread.back_up()
    new = spread.folder / "new"
    new.mkdir()
    spread.desk = spread.desk.move(new).desk
    other = a_desk(spread.folder)
    theirs = half_made(other.store.back_up(Reason.ASKED).path)
    mine = half_made(earlier)
    spread.erase()
    assert theirs.exists()
    assert not mine.exists()
    other.close()


def test_a_backup_that_is_being_made_is_not_taken_away_from_under_it(spread: Spread) -> None:
    backups = spread.desk.backups
    work = spread.desk.keeping.eraser.begin([spread.desk.keeping.person(spread.pupil)])
    order, erased = backups.begin(Reason.WORKING), []

    def meanwhile() -> None:
        if not erased and list(backups.folder.glob("*.part")):
            erased.append(spread.desk.keeping.eraser.copies(work))

    made = backups.make(order, meanwhile)
    assert erased
    assert made.path.exists()
    assert spread.desk.keeping.eraser.end(work).unreached == ()
    assert spread.naming() == []


def test_one_that_will_not_go_is_said(spread: Spread, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = spread.second_place("stick")
    spread.back_up()
    [copy] = stick.rglob("*.sipdesk")
    half_made(copy)
    copy.unlink()
    monkeypatch.setattr(second_place, "take_away", lambda files: None)
    assert spread.erase().unreached == ("One copy could not be written anew.",)
    monkeypatch.undo()
    spread.desk = reopened(spread.desk)
    assert spread.naming(stick) == []


# --- copies that are older than the record


@pytest.fixture
def early(tmp_path: Path) -> Iterator[Spread]:
    """The name was typed in a text before there was a pupil, and copied to a stick."""
    made = Spread(tmp_path)
    made.erase()
    visit = a_visit(made.desk, made.desk.schools.all()[0], template="gaining_ground")
    captured(made.desk, visit, text=f"{NAME} showed us round")
    made.stick = made.second_place("stick")
    made.back_up()
    yield made
    made.desk.close()


def enrolled(spread: Spread) -> None:
    """Now there is a pupil of the name."""
    spread.pupil = a_pupil(spread.desk, spread.desk.schools.all()[0], NAME).id


def pulled(spread: Spread) -> Path:
    return spread.stick.rename(spread.folder / "pocket")


def back(spread: Spread, away: Path) -> None:
    away.rename(spread.stick)
    spread.desk = reopened(spread.desk)


def test_what_one_copy_on_the_stick_knows_is_looked_for_in_all(early: Spread) -> None:
    enrolled(early)
    early.back_up()
    away = pulled(early)
    shutil.rmtree(early.desk.backups.folder)
    early.erase()
    assert len(early.naming(away)) == 2
    back(early, away)
    assert early.desk.unerased is None
    assert early.naming(early.stick) == []


def test_what_lies_beside_the_desk_as_well_takes_the_place_of_its_like(early: Spread) -> None:
    """No copy on the stick knows the record; the desk's own was cleared by name."""
    away = pulled(early)
    enrolled(early)
    early.erase()
    [copy] = away.rglob("*.sipdesk")
    assert early.naming(away)
    back(early, away)
    assert early.desk.unerased is None
    assert early.naming(early.stick) == []
    early.desk.backups.check(next(b for b in early.desk.backups.all() if b.id == copy.name))
    Desk.open(next(early.stick.rglob("*.sipdesk")), PASSPHRASE, clock=early.desk.clock).close()


def test_where_that_is_gone_the_copy_is_said_until_it_is_deleted(early: Spread) -> None:
    away = pulled(early)
    shutil.rmtree(early.desk.backups.folder)
    enrolled(early)
    early.erase()
    back(early, away)
    [copy] = early.stick.rglob("*.sipdesk")
    assert early.naming(early.stick) == [copy.name]
    assert "older than the record" in str(early.desk.unerased)
    assert str(copy) in str(early.desk.unerased)
    early.desk = reopened(early.desk)
    assert early.desk.unerased is None  # once is enough
    someone = early.desk.keeping.person(a_pupil(early.desk, early.desk.schools.all()[0], "Ann").id)
    [said] = early.desk.keeping.outlook([someone]).unreached
    assert str(copy) in said
    copy.unlink()
    assert early.desk.keeping.outlook([someone]).unreached == ()


@pytest.mark.parametrize("meanwhile", ["cleared here", "made since"])
def test_a_copy_that_never_was_away_is_not_meant(early: Spread, meanwhile: str) -> None:
    away = pulled(early)
    shutil.rmtree(early.desk.backups.folder)
    enrolled(early)
    if meanwhile == "cleared here":
        early.back_up()
    early.erase()
    away.rename(early.stick)
    early.back_up()
    if meanwhile == "made since":
        shutil.rmtree(early.desk.backups.folder)
    early.desk = reopened(early.desk)
    assert "One copy is older" in str(early.desk.unerased)


# --- copies that somebody asked for


@pytest.mark.parametrize("finished", [True, False])
def test_a_copy_that_was_asked_for_is_said_though_the_program_was_killed_over_it(
    spread: Spread, monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    def killed(self: Backups, backup: Backup, dest: Path) -> None:
        shutil.copyfile(backup.path, dest if finished else dest.with_name(f"{dest.name}.part"))
        raise SystemExit(137)

    mine = spread.folder / "mine"
    spread.desk.close()
    monkeypatch.setattr(Backups, "copy_to", killed)
    asked = ["--store", str(spread.desk.store.path), "backup", str(mine)]
    assert CliRunner().invoke(main, asked, env={"SIPDESK_PASSPHRASE": PASSPHRASE}).exit_code == 137
    [copy] = spread.folder.glob("mine*")
    spread.desk = Desk.open(spread.desk.store.path, PASSPHRASE, clock=spread.desk.clock)
    [said] = spread.erase().unreached
    assert f"is as it was: {copy}." in said


def test_one_that_could_not_be_made_is_not_said(spread: Spread) -> None:
    spread.desk.close()
    asked = ["--store", str(spread.desk.store.path), "backup", str(spread.folder / "no" / "mine")]
    assert CliRunner().invoke(main, asked, env={"SIPDESK_PASSPHRASE": PASSPHRASE}).exit_code == 1
    spread.desk = Desk.open(spread.desk.store.path, PASSPHRASE, clock=spread.desk.clock)
    assert spread.erase().unreached == ()


# --- a stick that does not come back


def test_a_lost_stick_makes_no_opening_slow(
    spread: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = spread.second_place("stick")
    spread.back_up()
    away = stick.rename(spread.folder / "lost")
    assert spread.erase().unreached
    rewritten: list[Path] = []
    real = Backups.rewrite
    monkeypatch.setattr(
        Backups, "rewrite", lambda b, file, change: rewritten.append(file) or real(b, file, change)
    )
    spread.desk = reopened(spread.desk)
    assert rewritten == []
    away.rename(stick)
    spread.desk = reopened(spread.desk)
    assert rewritten
    assert spread.naming(stick) == []


def test_for_a_bare_name_nobody_waits(spread: Spread) -> None:
    stick = spread.second_place("stick")
    [school] = spread.desk.schools.all()
    spread.desk.schools.edit(school.id, picture="Mr Quibbleworth was there")
    spread.back_up()
    stick.rename(spread.folder / "lost")
    person = spread.desk.keeping.person("Quibbleworth")
    assert BARE in spread.desk.keeping.outlook([person]).unreached
    assert BARE in spread.desk.keeping.erase([person]).unreached
    assert spread.desk.store.apart(todo.unreached) == []
    assert BARE not in spread.erase().unreached


def test_a_copy_asked_for_among_the_backups_is_one_of_them(spread: Spread) -> None:
    made = spread.back_up()
    spread.desk.keeping.note_asked_for(made.parent / ".." / made.parent.name / made.name)
    assert spread.erase().unreached == ()


def test_a_new_stick_is_not_accused_of_what_the_last_one_refused(spread: Spread) -> None:
    stick = spread.second_place("stick")
    store_id = todo.store_id_of(spread.desk.store.query)
    second_place.folder_in(stick, store_id).write_text("in the way")
    spread.back_up()
    assert spread.desk.backups.second_refused
    spread.second_place("another")
    assert not spread.desk.backups.second_refused
