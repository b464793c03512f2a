"""A change in a pupil who is known, in words."""

from __future__ import annotations

from datetime import date

import pytest

from sipdesk.models.intake.change_words import in_a_line, told
from sipdesk.models.intake.previews import Change


@pytest.mark.parametrize(
    ("field", "before", "after", "said"),
    [
        ("fsm", True, False, ("Free school meals", "yes", "no")),
        ("born", None, date(2012, 11, 3), ("Date of birth", "", "3 November 2012")),
        ("sen", "", "K", ("Special educational needs", "", "SEN support")),
        ("gender", "F", "M", ("Gender", "girl", "boy")),
        ("ethnicity", "WBRI", "own", ("Ethnicity", "White British", "own")),
        ("groups", ("Choir",), ("Choir", "Chess"), ("Own groups", "Choir", "Choir, Chess")),
        ("left_on", date(2026, 7, 20), None, ("Date of leaving", "20 July 2026", "")),
        ("upn", "", "A1", ("UPN", "", "A1")),
    ],
)
def test_a_field_is_told_with_what_it_was_and_what_it_will_be(field, before, after, said):
    one = told(Change(field, before, after))
    assert (one.title, one.was, one.now) == said


def test_several_are_told_in_a_line():
    changes = (
        Change("fsm", True, False),
        Change("eal", False, True),
        Change("upn", "", "A1"),
        Change("form", "9A", "10A"),
    )
    assert in_a_line(changes) == (
        "free school meals yes → no, English as an additional language no → yes, UPN — → A1, "
        "registration form 9A → 10A"
    )
