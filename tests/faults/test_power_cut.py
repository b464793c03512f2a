"""The power goes at any moment, on a disk that keeps only what it was made to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk.models.store import connection
from sipdesk.models.store.backups import second_place
from sipdesk.models.store.keys import DataKey
from tests import reliability
from tests.faults.calls import Call, Kind
from tests.faults.cutting import Cuts, cut
from tests.faults.power import WAYS, Disk
from tests.faults.rehearsing import rehearse
from tests.faults.works import EDITING, WORKS, Work
from tests.reliability import share

pytestmark = pytest.mark.usefixtures("watching")
ROW, CONTROLS = "power cuts", "power cuts: the controls do fail"
SHORT, FULL, PARTS = 56, 52_000, 4  # 56 of each work; 52,000 in all
EACH = FULL // len(WORKS) // PARTS


@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_a_power_cut_takes_nothing_that_was_acknowledged(work: Work, folder: Path) -> None:
    assert cut(rehearse(work, folder), SHORT, seed=1).wrong == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 2 + PARTS))
@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_no_power_cut_of_many_takes_anything(work: Work, seed: int, folder: Path) -> None:
    cuts = cut(rehearse(work, folder), share(EACH), seed)
    reliability.count(ROW, cases=cuts.made, bad=len(cuts.wrong))
    assert cuts.wrong == []


def test_an_older_backup_goes_for_good_before_its_key_file_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a cut between the two leaves a backup that nothing opens."""
    store = folder / "desk 000004.sipdesk"
    done: list[str] = []
    monkeypatch.setattr(Path, "unlink", lambda path: done.append(f"remove {path.name}"))
    monkeypatch.setattr(second_place, "sync_folder", lambda path: done.append("sync"))
    second_place.remove([store])
    assert done == [f"remove {store.name}", "sync", f"remove {store.name}.keys", "sync"]


def test_a_backup_that_cannot_be_taken_away_keeps_its_key_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = folder / "desk 000004.sipdesk"
    keys = store.with_name(f"{store.name}.keys")
    for file in (store, keys):
        file.write_bytes(b"-")

    def refused_once(path: Path) -> None:
        monkeypatch.undo()
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused_once)
    second_place.remove([store])
    assert store.exists()
    assert keys.exists()


# --- the controls: what is not made to last does not last, and this is noticed


def control(folder: Path, monkeypatch: pytest.MonkeyPatch, **other: str) -> Cuts:
    """The same cuts through the same editing, but with other settings of the store."""
    usual = connection._pragmas

    def pragmas(key: DataKey) -> list[str]:
        names = [pragma.split(" = ")[0] for pragma in usual(key)]
        values = dict(zip(names, (p.split(" = ", 1)[1] for p in usual(key)), strict=True))
        return [f"{name} = {value}" for name, value in (values | other).items()]

    monkeypatch.setattr(connection, "_pragmas", pragmas)
    rehearsed = rehearse(EDITING, folder)
    monkeypatch.undo()
    return cut(rehearsed, 2 * SHORT, seed=1)


NOT_SYNCED = {"synchronous": "OFF"}
USUAL_ELSEWHERE = {"locking_mode": "NORMAL", "journal_mode": "DELETE", "synchronous": "FULL"}


@pytest.mark.parametrize("other", [NOT_SYNCED, USUAL_ELSEWHERE], ids=["OFF", "DELETE + FULL"])
def test_with_other_settings_something_is_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch, other: dict[str, str]
) -> None:
    cuts = control(folder, monkeypatch, **other)
    assert any("lost" in wrong or "Damaged" in wrong for wrong in cuts.wrong)


@pytest.mark.soak
@pytest.mark.parametrize("other", [NOT_SYNCED, USUAL_ELSEWHERE], ids=["OFF", "DELETE + FULL"])
def test_the_controls_are_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, other: dict[str, str]
) -> None:
    cuts = control(folder, monkeypatch, **other)
    name = ", ".join(f"{pragma} {value}" for pragma, value in other.items())
    note = f"{name}: {len(cuts.wrong)} of {cuts.made} cuts lost or spoilt something"
    reliability.count(CONTROLS, cases=cuts.made, bad=not cuts.wrong, note=note)
    assert cuts.wrong


# --- the disk that forgets, by itself


def a_disk(*calls: Call) -> Disk:
    disk = Disk({"/d": None, "/d/old": b"a" * 2048})
    for call in calls:
        disk.do(call)
    return disk


def ends(disk: Disk) -> set[tuple[tuple[str, bytes | None], ...]]:
    from random import Random

    return {
        tuple(
            sorted((path, data) for path, data in disk.cut(way, Random(n)).items() if path != "/d")
        )
        for way in WAYS
        for n in range(40)
    }


def test_what_is_synced_stays_and_what_is_not_may_go() -> None:
    write, sync = Call(Kind.WRITE, "/d/old", 0, b"b" * 1024), Call(Kind.SYNC, "/d/old")
    found = {end[0][1] for end in ends(a_disk(write))}
    assert {bytes(2048).replace(b"\0", b"a"), b"b" * 1024 + b"a" * 1024} <= found
    assert b"a" * 512 + b"b" * 512 + b"a" * 1024 in found, "a write may be torn"
    assert ends(a_disk(write, sync)) == {(("/d/old", b"b" * 1024 + b"a" * 1024),)}


def test_a_new_name_may_go_until_its_folder_is_synced() -> None:
    made = (
        Call(Kind.CREATE, "/d/new"),
        Call(Kind.WRITE, "/d/new", 0, b"c"),
        Call(Kind.SYNC, "/d/new"),
    )
    assert {len(end) for end in ends(a_disk(*made))} == {1, 2}
    assert {len(end) for end in ends(a_disk(*made, Call(Kind.SYNC, "/d")))} == {2}


def test_a_move_happens_or_not() -> None:
    moved = ends(a_disk(Call(Kind.RENAME, "/d/old", to="/d/other")))
    assert {tuple(path for path, _ in end) for end in moved} == {("/d/old",), ("/d/other",)}
