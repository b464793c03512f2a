"""Somebody is erased: out of records, words, journal, search and every copy; all else stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sipdesk import paths
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import Cancelled
from sipdesk.models.keeping import todo
from sipdesk.models.visits import EntryKind
from tests.builders import (
    LIGHT,
    PASSPHRASE,
    a_clock,
    a_pupil,
    a_result,
    a_school,
    a_visit,
    captured,
    reopened,
)
from tests.faults.pages import holds
from tests.models.keeping_builders import FORE, FORMER, NAME, SUR, UPN, Traced, traced

WORDS = (FORE, SUR, FORMER, UPN)


@pytest.fixture
def made(tmp_path: Path):
    """A pupil who has left traces everywhere."""
    one = traced(tmp_path)
    yield one
    one.desk.close()


def erase(made: Traced, reason: str = "asked for"):
    return made.desk.keeping.erase([made.person], reason)


def left_in(made: Traced, file: Path | None = None) -> list[str]:
    """The words of the erased pupil that still stand somewhere in a store's pages."""
    desk = made.desk
    desk.close()
    found = holds(file or desk.store.path, desk.store._key, *WORDS)
    made.desk = Desk.open(desk.store.path, PASSPHRASE, clock=desk.clock, ids=desk.store.new_id)
    return found


def test_the_search_would_find_them(made: Traced) -> None:
    """The control: before the erasure every word is there."""
    assert left_in(made) == list(WORDS)


def test_no_page_of_the_store_holds_the_pupil_any_more(made: Traced) -> None:
    erase(made)
    assert left_in(made) == []
    made.desk.check()


def test_what_is_only_about_the_pupil_goes(made: Traced) -> None:
    erasure = erase(made)
    assert erasure.removed == {
        "pupils": 1,
        "spells": 1,
        "assessments": 3,
        "conversations": 1,
        "entries": 1,
        "target_members": 1,
        "engagement": 1,
        "attendance": 1,
    }
    assert len(made.desk.pupils.all()) == 1


def test_shared_words_stay_without_the_name(made: Traced) -> None:
    erase(made)
    desk = made.desk
    assert [e.text for e in desk.evidence.entries(made.visit.id)] == [
        "A pupil's book is good; so is Imran's"
    ]
    [finding] = desk.evidence.findings(made.visit.id)
    assert finding.text == "A pupil and others make progress"
    assert finding.evidence == ()
    note = desk.notes.of_visit(made.visit.id)
    assert desk.notes.sections(note.id)[0].text == "We met a pupil (…) and Imran Khan."


def test_others_keep_everything(made: Traced) -> None:
    erase(made)
    desk = made.desk
    rows = desk.store.query("SELECT pupil_id FROM assessments", [])
    assert {row["pupil_id"] for row in rows} == {made.other.id}
    assert len(rows) == 3
    assert desk.pupils.get(made.other.id) == made.other
    assert [c.name for c in desk.schools.contacts(made.school.id)] == ["Mrs Patel"]


def test_search_finds_the_rest_and_not_the_pupil(made: Traced) -> None:
    assert made.desk.search.find(SUR)
    erase(made)
    assert made.desk.search.find(SUR) == []
    assert made.desk.search.find("progress")


def test_everything_else_can_still_be_undone_and_done_again(made: Traced) -> None:
    erase(made)
    desk = made.desk
    now = desk.store.fingerprint()
    taken = 0
    while desk.undo():
        taken += 1
        desk.check()
    assert desk.schools.all() == []
    for _ in range(taken):
        assert desk.redo()
    assert desk.store.fingerprint() == now
    assert left_in(made) == []


def test_undo_brings_nothing_of_the_pupil_back(made: Traced) -> None:
    erase(made)
    while made.desk.undo():
        assert made.pupil.id not in {p.id for p in made.desk.pupils.ever()}
    assert left_in(made) == []


def test_the_record_of_it_names_nobody(made: Traced) -> None:
    erasure = erase(made, "asked for by a parent")
    told = repr(made.desk.keeping.erasures())
    assert made.desk.keeping.erasures() == [erasure]
    assert (erasure.kind, erasure.reason) == ("pupil", "asked for by a parent")
    assert not any(word in told for word in (*WORDS, made.pupil.id))
    while made.desk.undo():
        pass
    assert made.desk.keeping.erasures() == [erasure]  # no undo takes it back


def test_every_copy_of_the_desk_is_rewritten(made: Traced, tmp_path: Path) -> None:
    desk = made.desk
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.settings.second_place = stick
    desk.store.back_up(Reason.IMPORT)
    made.desk = desk.restore(desk.backups.all()[0].path).desk
    made.desk.store.back_up(Reason.ASKED)
    copies = [*tmp_path.rglob("*/*.sipdesk")]
    assert {c.parent.name for c in copies} == {"backups", "kept", stick.glob("*").__next__().name}
    key = made.desk.store._key
    assert all(holds(copy, key, *WORDS) for copy in copies)
    erasure = erase(made)
    assert erasure.unreached == ()
    assert erasure.removed["copies"] == len(copies)
    assert [holds(copy, key, *WORDS) for copy in copies] == [[]] * len(copies)
    for backup in made.desk.backups.all():
        made.desk.backups.check(backup)
    assert not list(tmp_path.rglob("*.rewriting*"))


def test_a_name_typed_before_the_record_is_erased_from_its_backup_too(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), template="gaining_ground")
    captured(desk, visit, text=f"{NAME} showed us round")
    early = desk.store.back_up(Reason.IMPORT)
    pupil = a_pupil(desk, desk.schools.all()[0], NAME)
    desk.keeping.erase([desk.keeping.person(pupil.id)])
    assert holds(early.path, desk.store._key, FORE, SUR) == []


def test_a_copy_under_another_key_is_said(made: Traced) -> None:
    desk = made.desk
    old = desk.store.back_up(Reason.IMPORT)
    desk.close()
    Desk.rekey(desk.store.path, PASSPHRASE, "another", clock=desk.clock, cost=LIGHT)
    made.desk = Desk.open(desk.store.path, "another", clock=desk.clock)
    assert old.path.exists()
    ahead = made.desk.keeping.outlook([made.person])
    erasure = erase(made)
    assert "2 copies were made under an earlier key" in erasure.unreached[0]
    assert erasure.unreached == ahead.unreached


def test_a_damaged_copy_is_said_and_left_as_it_is(made: Traced) -> None:
    bad = made.desk.store.back_up(Reason.IMPORT).path
    raw = bytearray(bad.read_bytes())
    raw[5000] ^= 1
    bad.write_bytes(raw)
    erasure = erase(made)
    [said] = erasure.unreached
    assert said.startswith(f"One copy is damaged and does not open: “{bad.name}” in “backups”.")
    assert "may still be in it: delete the file if it is not needed." in said
    assert bad.read_bytes() == raw


def test_a_stick_that_is_away_is_rewritten_at_an_opening_when_it_is_back(
    made: Traced, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made.desk.settings.second_place = stick
    made.desk.store.back_up(Reason.IMPORT)
    away = stick.rename(tmp_path / "away")
    key = made.desk.store._key
    assert erase(made).unreached == ("The second place for backups is not connected.",)
    made.desk = reopened(made.desk)
    assert made.desk.unerased is None
    [copy] = away.rglob("*.sipdesk")
    assert holds(copy, key, *WORDS)
    away.rename(stick)
    made.desk = reopened(made.desk)
    assert not any(holds(copy, key, *WORDS) for copy in stick.rglob("*.sipdesk"))
    assert made.desk.store.apart(todo.waiting) == []


def test_the_place_a_desk_was_moved_from_is_reached(made: Traced, tmp_path: Path) -> None:
    made.desk.store.back_up(Reason.IMPORT)
    (tmp_path / "new").mkdir()
    made.desk = made.desk.move(tmp_path / "new").desk
    key = made.desk.store._key
    erase(made)
    copies = list(tmp_path.rglob("*.sipdesk"))
    assert len(copies) >= 3
    made.desk.close()
    assert [holds(copy, key, *WORDS) for copy in copies] == [[]] * len(copies)
    made.desk = Desk.open(tmp_path / "new" / "desk.sipdesk", PASSPHRASE, clock=a_clock())


def test_going_back_to_an_older_copy_brings_nobody_back(made: Traced, tmp_path: Path) -> None:
    backup = made.desk.store.back_up(Reason.IMPORT).path
    hidden = tmp_path / "elsewhere" / backup.name
    hidden.parent.mkdir()
    for ending in ("", ".keys"):
        shutil.copy(f"{backup}{ending}", f"{hidden}{ending}")
    erase(made)
    made.desk = made.desk.restore(hidden).desk
    assert made.pupil.id not in {p.id for p in made.desk.pupils.ever()}
    assert left_in(made) == []


def copied(made: Traced, folder: Path) -> Path:
    """A backup of now where nobody looks."""
    desk = made.desk
    folder.mkdir()
    hidden = folder / "mybackup"
    desk.backups.copy_to(desk.store.back_up(Reason.ASKED), hidden)
    return hidden


def test_who_was_erased_is_counted_when_erased_again(made: Traced, tmp_path: Path) -> None:
    hidden = copied(made, tmp_path / "elsewhere")
    erase(made)
    made.desk = made.desk.restore(hidden).desk
    assert made.desk.erased_again == 1
    assert [p.id for p in made.desk.keeping.gone()] == [made.pupil.id]


def test_a_copy_that_never_held_them_does_not_make_the_erasure_forgotten(
    made: Traced, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back to before they came, then to when they were here; with nothing remembered outside."""
    monkeypatch.setattr("sipdesk.models.keeping.book.remembered", lambda store_id: [])
    desk = made.desk
    before = copied(made, tmp_path / "before")
    late = a_pupil(desk, made.school, "Late Comer")
    within = copied(made, tmp_path / "within")
    desk.keeping.note_asked_for(within)
    desk.keeping.erase([desk.keeping.person(late.id)])
    made.desk = made.desk.restore(before).desk
    assert made.desk.erased_again == 0
    [said] = made.desk.keeping.outlook([made.person]).unreached
    assert str(within) in said
    made.desk = made.desk.restore(within).desk
    assert made.desk.erased_again == 1
    assert late.id not in {p.id for p in made.desk.pupils.ever()}


@pytest.mark.parametrize("way", ["file", "newest", "recover"])
def test_no_way_back_that_the_store_never_hears_of_brings_them(
    made: Traced, tmp_path: Path, way: str
) -> None:
    hidden = copied(made, tmp_path / "elsewhere")
    erase(made)
    made.desk.close()
    path = made.desk.store.path
    for backup in (tmp_path / "backups").glob("*.sipdesk"):
        shutil.copy(hidden, backup)
    if way == "file":
        shutil.copy(hidden, path)
    elif way == "newest":
        Desk.change_to_newest(path, PASSPHRASE, made.desk.clock)
    else:
        path.write_bytes(path.read_bytes()[:16] + bytes(path.stat().st_size - 16))
        Desk.recover(path, PASSPHRASE, made.desk.clock)
    made.desk = Desk.open(path, PASSPHRASE, clock=made.desk.clock, anyway=True)
    assert made.desk.erased_again == 1
    assert made.pupil.id not in {p.id for p in made.desk.pupils.ever()}
    assert left_in(made) == []


def test_outside_the_store_only_ids_are_remembered(made: Traced) -> None:
    erase(made)
    held = [f.read_text() for f in (paths.data() / "seen").glob("*.erased.json")]
    assert any(made.pupil.id in text for text in held)
    assert not any(word in text for text in held for word in WORDS)


def test_a_copy_that_was_asked_for_is_said_until_it_is_deleted(
    made: Traced, tmp_path: Path
) -> None:
    mine = copied(made, tmp_path / "elsewhere")
    made.desk.keeping.note_asked_for(mine)
    [said] = made.desk.keeping.outlook([made.person]).unreached
    assert str(mine) in said
    mine.unlink()
    assert made.desk.keeping.outlook([made.person]).unreached == ()


# --- interrupted


class Killed(BaseException):
    """The program is no more."""


@pytest.mark.parametrize("after", range(3))
def test_killed_amid_the_copies_it_is_finished_at_the_next_opening(
    made: Traced, after: int
) -> None:
    for _ in range(3):
        made.desk.store.back_up(Reason.IMPORT)
    copies = [b.path for b in made.desk.backups.all()]

    def killed(done: int, total: int) -> None:
        if done == after:
            raise Killed

    with pytest.raises(Killed):
        made.desk.keeping.erase([made.person], "asked for", killed)
    key = made.desk.store._key
    assert sum(not holds(copy, key, *WORDS) for copy in copies) == after
    made.desk = reopened(made.desk)
    assert made.desk.unerased is None
    assert [holds(copy, key, *WORDS) for copy in copies] == [[]] * 3
    assert [e.reason for e in made.desk.keeping.erasures()] == ["asked for"]
    assert left_in(made) == []


def test_killed_before_the_file_was_written_anew_it_is_written_at_the_next_opening(
    made: Traced, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(made.desk.store, "compact", lambda: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            erase(made)
    begun = made.desk.store.apart(todo.read)
    assert begun is not None
    assert begun.done
    made.desk = reopened(made.desk)
    assert made.desk.store.apart(todo.read) is None
    assert left_in(made) == []
    assert len(made.desk.keeping.erasures()) == 1


def test_stopped_by_a_person_the_desk_holds_all_it_held(made: Traced) -> None:
    made.desk.store.back_up(Reason.IMPORT)
    before = made.desk.store.fingerprint()

    def stop(done: int, total: int) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        made.desk.keeping.erase([made.person], "", stop)
    assert made.desk.store.fingerprint() == before
    made.desk = reopened(made.desk)
    assert made.desk.store.fingerprint() == before


def test_what_is_to_be_done_names_nobody(made: Traced) -> None:
    made.desk.keeping.eraser.begin([made.person], "asked for")
    rows = made.desk.store.query("SELECT value FROM store_state", [])
    assert made.pupil.id in json.dumps(rows)
    assert not any(word in json.dumps(rows) for word in WORDS)


# --- names


def test_a_part_of_a_name_that_another_has_is_left_and_shown(desk: Desk) -> None:
    school = a_school(desk)
    pupil, _ = a_pupil(desk, school), a_pupil(desk, school, "Imran Khan")
    visit = a_visit(desk, school, template="gaining_ground")
    for text in ("Khan answered", "Aneesa and Imran Khan", "Mr Khan teaches", "A Khan was away"):
        captured(desk, visit, text=text)
    who = desk.keeping.person(pupil.id)
    assert [m.text for m in desk.keeping.outlook([who]).doubtful] == ["Khan answered"]
    desk.keeping.erase([who])
    texts = [e.text for e in desk.evidence.entries(visit.id)]
    assert texts[:3] == ["Khan answered", "A pupil and Imran Khan", "Mr Khan teaches"]


def test_at_another_school_only_the_whole_name_counts(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), "Aneesa Begum")
    elsewhere = a_visit(desk, a_school(desk, "Elsewhere"), template="gaining_ground")
    captured(desk, elsewhere, text="Aneesa reads; Aneesa Begum came from Kingsmead")
    desk.keeping.erase([desk.keeping.person(pupil.id)])
    [entry] = desk.evidence.entries(elsewhere.id)
    assert entry.text == "Aneesa reads; a pupil came from Kingsmead"


def test_a_contact_goes_with_their_title_and_address(desk: Desk) -> None:
    school = a_school(desk)
    head = desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik", email="sm@example.org")
    visit = a_visit(desk, school, template="gaining_ground", attending=("Mrs Malik", "Chair"))
    captured(desk, visit, EntryKind.RESPONSE, "Mrs Malik agrees; write to sm@example.org")
    desk.keeping.erase([desk.keeping.person(head.id)])
    assert desk.schools.contacts(school.id) == []
    assert desk.visits.get(visit.id).attending == ("A former contact", "Chair")
    [entry] = desk.evidence.entries(visit.id)
    assert entry.text == "A former contact agrees; write to …"


def test_all_people_of_a_school_go_at_once(made: Traced) -> None:
    erasure = made.desk.keeping.erase(made.desk.keeping.everybody_of(made.school.id))
    assert erasure.kind == "contact, 2 pupil"
    assert made.desk.pupils.ever() == []
    assert made.desk.schools.get(made.school.id).name == "Kingsmead School"
    assert left_in(made) == []


def test_an_own_group_called_after_a_pupil_leaves_no_copy_of_its_name(tmp_path: Path) -> None:
    """Sets of groups are copied beside results, for each member and for each day."""
    made = traced(tmp_path)
    desk = made.desk
    friend = a_pupil(desk, made.school, "Ben Ode", groups=(f"{FORE}’s readers",))
    a_result(desk, friend)
    a_result(desk, made.other)
    desk.assessments.freshen()
    desk.store.back_up(Reason.ASKED)
    groups = "SELECT groups FROM traits WHERE groups LIKE ?"
    assert desk.store.query(groups, [f"%{FORE}%"])
    erasure = erase(made)
    assert not erasure.unreached
    assert desk.store.query(groups, [f"%{FORE}%"]) == []
    for file in sorted((tmp_path / "backups").glob("*.sipdesk")):
        assert holds(file, desk.store._key, FORE) == []
    desk.assessments.freshen()
    assert desk.store.query(groups, ["%’s readers%"])
    assert left_in(made) == []
    made.desk.close()
