"""Days in a school's week."""

from __future__ import annotations

from datetime import date

import pytest

from sipdesk.models.clock import in_a_week


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (date(2026, 11, 16), date(2026, 11, 23)),
        (date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 11, 21), date(2026, 11, 30)),
        (date(2026, 11, 22), date(2026, 11, 30)),
    ],
)
def test_in_a_week_is_a_day_on_which_a_school_is_open(today: date, then: date) -> None:
    assert in_a_week(today) == then
