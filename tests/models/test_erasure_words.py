"""What an erasure rewords: their own name wherever it is typed, and nothing that is not theirs."""

from __future__ import annotations

import json

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.intake import Import
from sipdesk.models.keeping.erasing.places import columns_of, record_tables
from sipdesk.models.keeping.erasing.saying import Says, declared, says
from sipdesk.models.keeping.erasing.wording import Target, Wording
from sipdesk.models.keeping.records import Who
from sipdesk.models.pupils import Pupil, Spell
from sipdesk.models.settings import Setting
from sipdesk.models.store.backups import Reason
from tests.builders import a_pupil, a_school, a_visit, captured, wait
from tests.faults.pages import holds


def erased(desk: Desk, *people: str) -> None:
    desk.keeping.erase([desk.keeping.person(each) for each in people])


def undone(desk: Desk) -> None:
    """Back to the beginning and forth again: what the journal keeps is what comes back."""
    steps = 0
    while desk.undo():
        steps += 1
    for _ in range(steps):
        assert desk.redo()


# --- one table of columns


def test_every_column_is_decided(desk: Desk) -> None:
    """A new column fails here until the table says what becomes of it."""
    real = desk.store.apart(lambda db: {t: set(columns_of(db, t)) for t in record_tables(db)})
    assert {table: set(columns) for table, columns in declared().items()} == {
        table: {name for name in names if name not in ("id", "binned") and name[-3:] != "_id"}
        for table, names in real.items()
    }


def test_what_nobody_decided_is_taken_for_words() -> None:
    """An older copy may have columns that are no more; a name in them must not stay."""
    assert says("schools", "motto", {}) is Says.WORDS
    assert says("letters", "text", {}) is Says.WORDS


# --- what is not theirs


def test_settings_stay_letter_by_letter(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Ada Tolworth")
    place = desk.store.path.parent / "Users" / "ada tolworth" / "Backups"
    place.mkdir(parents=True)
    desk.settings.second_place = place
    desk.settings.author = "Ada Tolworth"
    wait(desk, minutes=10)
    desk.settings.author = "Mrs Ada Tolworth"
    told = desk.keeping.outlook([desk.keeping.person("Ada Tolworth")]).doubtful
    assert {(m.table, m.text) for m in told} == {
        ("settings", "Mrs Ada Tolworth"),
        ("settings", str(place)),
    }
    erased(desk, "Ada Tolworth")
    undone(desk)
    assert desk.settings.second_place == place
    assert desk.settings.author == "Mrs Ada Tolworth"
    desk.undo()
    assert desk.settings.author == "Ada Tolworth"


def test_in_words_among_the_settings_the_whole_name_counts(desk: Desk) -> None:
    a_pupil(desk, a_school(desk), "Ada Tolworth")
    with desk.step("Write a standing paragraph"):
        desk.store.put(Setting("standing", "Ada and Tolworth were thanked by Ada Tolworth."))
    erased(desk, "Ada Tolworth")
    undone(desk)
    assert desk.store.get(Setting, "standing").value == "Ada and Tolworth were thanked by a pupil."


def test_a_school_called_after_somebody_keeps_its_name(desk: Desk) -> None:
    school = desk.schools.add("Florence Hartwell School", address="12 Florence Road")
    a_pupil(desk, school, "Florence Quolkbury")
    desk.schools.edit(school.id, cluster="Florence and friends", authority="Quolkbury")
    desk.schools.edit(school.id, partner_school="Florence Quolkbury House", picture="Florence ran")
    erased(desk, "Florence Quolkbury")
    undone(desk)
    now = desk.schools.get(school.id)
    assert (now.name, now.address) == ("Florence Hartwell School", "12 Florence Road")
    assert (now.cluster, now.authority) == ("Florence and friends", "Quolkbury")
    assert (now.partner_school, now.picture) == ("A pupil House", "A pupil ran")


def test_codes_of_others_stay_and_their_groups_too(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Sen Quolkbury", groups=("Sen’s readers",))
    other = a_pupil(desk, school, "Imran Khan", sen="A", groups=("SEN boys", "Sen’s readers"))
    spell = desk.pupils.add_spell(other.id, "sen", "A")
    own = desk.pupils.add_spell(other.id, "groups", "Sen’s readers")
    erased(desk, "Sen Quolkbury")
    undone(desk)
    assert desk.store.get(Spell, spell.id).trait == "sen"
    assert desk.store.get(Spell, own.id).value == "A pupil’s readers"
    now = desk.store.get(Pupil, other.id)
    assert (now.sen, now.groups) == ("A", ("SEN boys", "A pupil’s readers"))


def test_groups_in_the_past_lose_the_name_in_the_journal_too(desk: Desk) -> None:
    """What comes at once is kept as columns, and of an edit only what differs."""
    school = a_school(desk)
    a_pupil(desk, school, "Zephyrine Quolkbury")
    other = a_pupil(desk, school, "Imran Khan")
    named = [("groups", "Zephyrine’s readers"), ("ethnicity", "Zephyrine"), ("sen", "A")]
    with desk.step("Import"):
        desk.store.put_all(
            [Spell(f"s{at}", other.id, *each) for at, each in enumerate(named)],
        )
    wait(desk, minutes=10)
    desk.pupils.edit_spell("s0", value="Readers with Zephyrine")
    erased(desk, "Zephyrine Quolkbury")
    assert desk.store.get(Spell, "s0").value == "Readers with a pupil"
    desk.undo()
    values = [spell.value for spell in desk.store.find(Spell, pupil_id=other.id)]
    assert sorted(values) == ["A", "A pupil’s readers", "Zephyrine"]  # a code is nobody
    desk.undo()
    desk.redo()
    assert sorted(s.value for s in desk.store.find(Spell, pupil_id=other.id)) == sorted(values)


def test_the_names_of_a_forms_fields_are_no_words() -> None:
    wording = Wording([Target(Who.PUPIL, "p", "s", ("Summary Quolkbury",))], {})
    row = {"answers": '{"summary": "Summary reads"}', "choices": '{"Summary": "name"}'}
    assert wording.row("sheets", row, "s")["answers"] == '{"summary": "A pupil reads"}'
    assert wording.row("mappings", row, "s")["choices"] == '{"A pupil": "name"}'


# --- words that are also names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Amaris Sen", "SEN pupils; the SEN register"),
        ("Amaris Sen", "A SEN pupil reads"),
        ("Sen Quolkbury", "the sen register"),
        ("Eal Quolkbury", "EAL and FSM"),
    ],
)
def test_an_abbreviation_of_schools_is_left_and_shown(desk: Desk, name: str, text: str) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school, name)
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text=text)
    who = desk.keeping.person(pupil.id)
    assert [m.text for m in desk.keeping.outlook([who]).doubtful] == [text]
    desk.keeping.erase([who])
    assert [e.text for e in desk.evidence.entries(visit.id)] == [text]


def test_the_same_letters_as_a_name_go(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Amaris Sen")
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="we met Sen; AMARIS SEN reads, A. SEN too")
    erased(desk, "Amaris Sen")
    [entry] = desk.evidence.entries(visit.id)
    assert entry.text == "we met a pupil; a pupil reads, a pupil too"


# --- their own name, however it is typed


@pytest.mark.parametrize("between", ["\n", "\u00a0", ","])
def test_a_long_text_without_spaces_is_read(desk: Desk, between: str) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school, "Zephyrine Quolkbury")
    visit = a_visit(desk, school, template="gaining_ground")
    text = between.join([*(f"item{n}" for n in range(300)), "Zephyrine", "end"])
    captured(desk, visit, text=text)
    file = desk.store.back_up(Reason.ASKED).path
    erased(desk, pupil.id)
    [entry] = desk.evidence.entries(visit.id)
    assert "item299" in entry.text
    assert "zephyrine" not in entry.text.casefold()
    desk.close()
    for each in (file, desk.store.path):
        assert holds(each, desk.store._key, "Zephyrine") == []


def test_a_picture_is_not_read_as_words(desk: Desk) -> None:
    """In the letters of a picture any short name stands somewhere."""
    a_pupil(desk, a_school(desk), "Sen Quolkbury")
    logo = b"\x89PNG" + bytes(range(256)) * 40
    desk.settings.logo = logo
    with desk.step("Choose logo"):
        desk.store.put(Setting("logo", "iVBOR+Sen+Sen/"))
    erased(desk, "Sen Quolkbury")
    assert desk.store.get(Setting, "logo").value == "iVBOR+Sen+Sen/"
    desk.undo()
    assert desk.settings.logo == logo


def test_why_somebody_was_erased_does_not_name_them(desk: Desk) -> None:
    school = a_school(desk)
    first, second = (a_pupil(desk, school, f"{n} Quolkbury") for n in ("Zephyrine", "Ottoline"))
    reason = "Zephyrine's mother asked, for Ottoline Quolkbury too"
    desk.keeping.erase([desk.keeping.person(first.id)], reason)
    [done] = desk.keeping.erasures()
    assert done.reason == "A pupil's mother asked, for Ottoline Quolkbury too"
    [told] = desk.keeping.about(desk.keeping.person(second.id)).mentions
    assert (told.table, told.text) == ("erasures", done.reason)
    desk.keeping.erase([desk.keeping.person(second.id)])
    assert desk.keeping.erasures()[0].reason == "A pupil's mother asked, for a pupil too"
    desk.close()
    assert holds(desk.store.path, desk.store._key, "Zephyrine", "Ottoline", "Quolkbury") == []


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("Mrs Quolkbury asked", "Somebody asked"),
        ("asked for by quolkbury", "asked for by somebody"),
        ("asked for by a parent", "asked for by a parent"),
        ("Imran Quolkbury and Zephyrine left", "Imran Quolkbury and a pupil left"),
    ],
)
def test_not_even_what_may_be_their_name_stays_there(desk: Desk, reason: str, kept: str) -> None:
    school = a_school(desk)
    pupil, _ = (
        a_pupil(desk, school, "Zephyrine Quolkbury"),
        a_pupil(desk, school, "Imran Quolkbury"),
    )
    desk.keeping.erase([desk.keeping.person(pupil.id)], reason)
    assert [done.reason for done in desk.keeping.erasures()] == [kept]


def test_a_surname_in_small_letters_is_left_and_shown(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school, "Zephyrine Quolkbury")
    visit = a_visit(desk, school, template="gaining_ground")
    text = "asked quolkbury about her target"
    captured(desk, visit, text=text)
    who = desk.keeping.person(pupil.id)
    [told] = desk.keeping.about(who).mentions
    assert (told.text, told.doubtful) == (text, True)
    assert [m.text for m in desk.keeping.outlook([who]).doubtful] == [text]


def test_a_file_and_how_it_was_read_lose_the_name(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Zephyrine Quolkbury")
    with desk.step("Import"):
        desk.store.put(Import("i", school.id, "pupils", "zephyrine.csv", summary={"new pupils": 1}))
    erased(desk, "Zephyrine Quolkbury")
    now = desk.store.get(Import, "i")
    assert (now.name, json.dumps(now.summary)) == ("A pupil.csv", '{"new pupils": 1}')
