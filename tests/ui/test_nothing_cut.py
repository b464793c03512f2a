"""Every page can be read at every size of text, and never scrolls sideways."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from sipdesk.ui import pictures
from tests.pictures import desks
from tests.pictures.measure import cut_off


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.25])
def test_nothing_is_cut_off(opened, scale: float) -> None:
    shown = opened(desks.lived, scale=scale)
    found = {}
    for name, there in pictures.places(shown.desk):
        shown.go(there)
        if cut_off(shown.window):
            QTest.qWait(100)  # a page that has just come is still being laid out
        if cut := cut_off(shown.window):
            found[name] = cut
    assert found == {}
