"""How long a wrong passphrase makes the next one wait."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sipdesk.ui.attempts import LONGEST, Attempts, delay


def test_two_slips_cost_nothing_and_then_it_doubles() -> None:
    assert [delay(n) for n in range(9)] == [0, 0, 0, 1, 2, 4, 8, 16, 32]


@given(st.integers(0, 10**9))
def test_it_only_grows_and_never_beyond_a_minute(failures: int) -> None:
    assert 0 <= delay(failures) <= delay(failures + 1) <= LONGEST


def test_waiting_passes_the_time_and_the_right_one_forgives() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(4):
        attempts.failed()
    assert attempts.wait() == 2
    now[0] = 1.5
    assert attempts.wait() == 0.5
    attempts.succeeded()
    assert attempts.wait() == 0
    attempts.failed()
    assert attempts.wait() == 0
