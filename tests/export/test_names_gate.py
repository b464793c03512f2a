"""Names leave through one gate."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.export.audience import Audience, Gate, NameSeen
from sipdesk.models.folding import bare
from sipdesk.models.pupils import in_words
from tests.export.builders import contact, pupil

PUPILS = [
    pupil("Ada Okafor"),
    pupil("Will Young", "11"),
    pupil("Łukasz Nowak"),
    pupil("Seán O'Brien", "9"),
    pupil("Mary-Jane Smith-Jones"),
    pupil("May Brown", ""),
    pupil("James van Dyk"),
    pupil("Sam Lee", "7"),
    pupil("Sam Poe", "8"),
]
CONTACTS = [
    contact("Headteacher", "Mrs Grace Okafor"),
    contact("Chair of governors", "John Abbot"),
]
OUTSIDE = Gate(Audience.AUTHORITY, PUPILS, CONTACTS, ["Jane Brown"])
HEAD = Gate(Audience.HEAD, PUPILS, CONTACTS, ["Jane Brown"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ada Okafor spoke.", "A Year 10 pupil spoke."),
        ("I met Ada Okafor.", "I met a Year 10 pupil."),
        ("I met Okafor, Ada today", "I met a Year 10 pupil today"),
        ("so ADA OKAFOR said", "so a Year 10 pupil said"),
        ("with Ada O. and others", "with a Year 10 pupil and others"),
        ("with A. Okafor and others", "with a Year 10 pupil and others"),
        (
            "from Ada’s book, and ada's pen",
            "from a Year 10 pupil’s book, and a Year 10 pupil's pen",
        ),
        ("OKAFOR’S work", "A Year 10 pupil’S work"),
        ("I read James’ book", "I read a Year 10 pupil’s book"),
        ("the Okafor family", "the Year 10 pupil family"),
        ("I saw Okafor. Ada was there", "I saw a Year 10 pupil. A Year 10 pupil was there"),
        ("told Ada I would", "told a Year 10 pupil I would"),
        ("- Lukasz and ŁUKASZ", "- A Year 10 pupil and a Year 10 pupil"),
        (
            "met Sean O’Brien or O'BRIEN or OBrien",
            "met a Year 9 pupil or a Year 9 pupil or a Year 9 pupil",
        ),
        ("met Sea\u0301n", "met a Year 9 pupil"),
        ("and Smith-Jones, Mary-Jane", "and a Year 10 pupil"),
        ("and Jones and Mary Jane", "and a Year 10 pupil and a Year 10 pupil"),
        ("like Van Dyk", "like a Year 10 pupil"),
        ("asked Sam, and Sam Lee", "asked a pupil, and a Year 7 pupil"),
        ("by ada.okafor@kingsmead", "by a Year 10 pupil@kingsmead"),
        ("I asked May.", "I asked a pupil."),
    ],
)
def test_a_pupil_is_named_to_nobody(typed: str, read: str) -> None:
    assert OUTSIDE.text(typed) == read
    assert HEAD.text(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Adamant about Nowakowski’s vandyke brown.",
        "Will governors know? May I ask? Young people will know in may.",
        "Young Enterprise is for young people.",
        "A samba band played; the same was said.",
        "",
        "By 18 May 2010, on the 3rd May, in May 2011.",
        "They work and the nowak tree.",
        "Łódź, Seancody, “quotes” & <b>",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(typed: str) -> None:
    assert OUTSIDE.text(typed) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mr Patel taught", "A member of staff taught"),
        ("I saw Mrs. O’Hara-Smith’s lesson", "I saw a member of staff’s lesson"),
        (
            "with Mr J. R. Patel, Dr van Dyk and Miss Young",
            "with a member of staff, a member of staff and a member of staff",
        ),
        ("saw Mr John Patel teach", "saw a member of staff teach"),
        ("saw MR PATEL TEACH", "saw a member of staff TEACH"),
        ("saw mr patel teach", "saw a member of staff teach"),
        ("met Mr and Mrs Patel", "met a member of staff"),
        ("met Mr Patel Year 10", "met a member of staff Year 10"),
        ("Mr Okafor is no contact", "A member of staff is no contact"),
    ],
)
def test_teachers_are_named_inside_the_school_only(typed: str, read: str) -> None:
    assert OUTSIDE.text(typed) == read
    assert HEAD.text(typed) == typed


def test_titles_alone_are_words() -> None:
    typed = "Pupils miss lessons, sir. The doctor, Dr, and Miss."
    assert OUTSIDE.text(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "Mrs Okafor agreed",
        "Mrs. G. Okafor",
        "Grace Okafor",
        "Mr Abbot’s view",
        "John Abbot",
        "Jane Brown",
    ],
)
def test_a_contact_stays_even_when_a_pupil_shares_the_surname(typed: str) -> None:
    assert OUTSIDE.text(typed) == typed
    assert HEAD.text(typed) == typed


def test_the_contact_s_bare_surname_is_still_the_pupil_s() -> None:
    assert OUTSIDE.text("and Okafor said") == "and a Year 10 pupil said"


def test_a_titled_pupil_is_a_pupil() -> None:
    assert HEAD.text("saw Miss Ada Okafor") == "saw a Year 10 pupil"


def test_what_was_taken_out_and_what_is_in_doubt() -> None:
    assert OUTSIDE.findings("May said. So did Ada and Mr Patel.") == [
        NameSeen("May", "", "a pupil’s name, or only a word?"),
        NameSeen("Ada", "a Year 10 pupil"),
        NameSeen("Mr Patel", "a member of staff"),
    ]
    assert [seen.unsure for seen in OUTSIDE.findings("May said. So did Ada.")] == [True, False]


def test_a_contact_with_a_pupil_s_whole_name_is_in_doubt() -> None:
    gate = Gate(Audience.HEAD, [pupil("Ada Okafor")], [contact("Chair", "Ada Okafor")])
    assert gate.text("Ada Okafor") == "Ada Okafor"
    assert gate.findings("Ada Okafor")[0].unsure


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("10", "a Year 10 pupil"),
        ("Year 7", "a Year 7 pupil"),
        ("Y11", "a Year 11 pupil"),
        ("Reception", "a Reception pupil"),
        ("Upper Sixth", "an Upper Sixth pupil"),
        (" ", "a pupil"),
    ],
)
def test_the_year_stands_for_the_pupil(year: str, said: str) -> None:
    assert in_words(year) == said


def test_a_big_school_and_a_long_text_are_read_quickly() -> None:
    names = [
        pupil(f"Zeb{chr(97 + i // 26 % 26)}{chr(97 + i % 26)} Qor{'x' * (i // 676)}")
        for i in range(2000)
    ]
    gate = Gate(Audience.AUTHORITY, names)
    assert "Zeb" not in gate.text("Zebab Qor said that. " * 5000)


LETTERS = "abcdefghijklmnopqrstuvwxyzłéáöșŵćñ"
NAME = st.text(LETTERS, min_size=4, max_size=9).map(lambda s: f"Q{s}".capitalize())
JOINED = st.one_of(NAME, st.tuples(NAME, st.sampled_from("-'’"), NAME).map("".join))
CASE = st.sampled_from([str, str.upper])
AROUND = st.sampled_from(["", "the ", "so ", "(", "“", "Mrs Bell said ", "x. ", "\n- ", "and\n"])
AFTER = st.sampled_from(["", "’s work", "'s", ".", ", who", ")", "”", "\n", " and", "-like", "!"])


def _forms(forename: str, surname: str) -> list[str]:
    return [
        f"{forename} {surname}",
        f"{surname}, {forename}",
        f"{surname} {forename}",
        forename,
        surname,
        f"{forename} {surname[0]}.",
        f"{forename} {surname[0]}",
        f"{forename[0]}. {surname}",
        f"{forename}\u00a0{surname}",
        f"{forename}\n{surname}",
        f"{forename}_{surname}",
    ]


@settings(max_examples=200, deadline=None)
@given(NAME, JOINED, st.integers(0, 10), CASE, AROUND, AFTER, st.sampled_from(Audience))
def test_no_form_of_a_name_survives(
    forename: str, surname: str, form: int, case: object, before: str, after: str, who: Audience
) -> None:
    typed = before + case(_forms(forename, surname)[form]) + after  # type: ignore[operator]
    read = Gate(who, [pupil(f"{forename} {surname}")]).text(typed)
    words = {bare(word) for word in re.findall(r"[^\W\d_]+", read)}
    assert not words & {bare(part) for part in re.split("[-'’ ]", f"{forename} {surname}")}, read
    assert "pupil" in read


@settings(max_examples=200, deadline=None)
@given(st.lists(NAME, min_size=2, max_size=6, unique=True), st.text(max_size=80))
def test_nothing_else_changes(names: list[str], noise: str) -> None:
    gate = Gate(Audience.AUTHORITY, [pupil(f"{names[0]} {names[1]}")])
    if not gate.findings(noise):
        assert gate.text(noise) == noise
    assert gate.text(gate.text(f"{noise} {names[0]}")) == gate.text(f"{noise} {names[0]}")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    OUTSIDE.text(text)
    HEAD.findings(text)
