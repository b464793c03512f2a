"""What a heading is taken to be."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.assessments import PointKind
from sipdesk.models.errors import BadValue
from sipdesk.models.intake.meaning import ASKED, RESULT, Meaning, hear, read_meaning
from sipdesk.models.intake.words import words


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Unique Pupil Number", "upn"),  # SIMS
        ("Eligible for free meals", "fsm"),
        ("Reg Group", "form"),
        ("Legal Last Name", "surname"),  # Arbor
        ("Registration form", "form"),
        ("Pupil Premium Recipient", "ever6"),
        ("Tutor Group", "form"),  # Bromcom
        ("Sex", "gender"),
        ("FSM Ever 6", "ever6"),
        ("NCyearActual", "year"),  # the department
        ("SENprovision", "sen"),
        ("EALGRP", "eal"),
        ("date  of BIRTH", "born"),
        ("G&T", "gifted"),
    ],
)
def test_headings_of_every_system(heading, field):
    assert words().field(heading) == field


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Maths KS2", "result: Mathematics | Y6 summer | baseline | "),
        ("KS2 Reading Scaled Score", "result: Reading | Y6 summer | baseline | "),
        ("Y7 Aut Maths", "result: Mathematics | Y7 autumn | current | "),
        ("Y7AutMaths", "result: Mathematics | Y7 autumn | current | "),
        ("English Target", "result: English | summer | target | "),
        ("Reading Autumn 2009 Level", "result: Reading | autumn 2009 | current | "),
        ("Reading Spring 2010", "result: Reading | spring 2009 | current | "),
        ("2009/10 English Aut", "result: English | autumn 2009 | current | "),
        ("English 2009-2010 Summer", "result: English | summer 2009 | current | "),
        ("Science 09/10 Spr", "result: Science | spring 2009 | current | "),
        ("En", "result: English |  | current | "),
        ("DC2 Ma", "result: Mathematics | spring | current | "),
        ("Predicted GCSE Maths", "result: Mathematics |  | predicted | "),
        ("Target English 2010", "result: English | summer 2009 | target | "),
    ],
)
def test_a_heading_is_subject_point_and_kind(heading, meaning):
    assert hear(heading, words()).meaning.text() == meaning


@pytest.mark.parametrize(
    "heading", ["Maths teacher", "Maths set", "English effort", "Science room"]
)
def test_a_heading_about_something_else(heading):
    assert hear(heading, words()).other


_MEANINGS = st.one_of(
    st.builds(Meaning, st.sampled_from(["", *words().titles])),
    st.builds(
        lambda stage, year, **rest: Meaning(RESULT, stage=stage, year=0 if stage else year, **rest),
        stage=st.integers(0, 13),
        year=st.sampled_from([0, 1999, 2009, 2025]),
        subject=st.sampled_from(["Mathematics", "Design and technology"]),
        term=st.sampled_from([ASKED, 0, 1, 2, 3]),
        kind=st.sampled_from(PointKind),
        scale=st.sampled_from(["", "nc-sublevels"]),
    ),
)


@given(_MEANINGS)
def test_a_meaning_is_read_as_it_was_written(meaning):
    if meaning.term == ASKED and (meaning.stage or meaning.year):
        return  # a point that is named is never asked for
    assert read_meaning(meaning.text(), words()) == meaning


@given(st.text(max_size=60))
def test_no_heading_is_too_strange(heading):
    heard = hear(heading, words())
    assert heard.meaning.field == RESULT
    assert -1 <= heard.meaning.term <= 3


@given(st.text(max_size=60))
def test_a_written_meaning_is_read_or_refused(text):
    with suppress(BadValue):
        assert read_meaning(text, words()).field in ("", RESULT, *words().titles)
