"""The states of the window worth seeing: each is brought about, measured and taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sipdesk.ui.preferences import Mode
from sipdesk.ui.style import theme
from tests.pictures.__main__ import LOOKS, ROOT, folder_of
from tests.pictures.evidence import EVIDENCE, EVIDENCE_SHOWN
from tests.pictures.faults import FAULTS, SHOWN
from tests.pictures.measure import cut_off
from tests.pictures.states import GUIDE, STATES
from tests.pictures.taking import take_states
from tests.ui.windows import Shown


@pytest.mark.parametrize(("mode", "scale"), [LOOKS[0], LOOKS[-1]])
def test_every_state_has_its_picture_and_nothing_is_cut(
    qapp, tmp_path: Path, mode: Mode, scale: float
) -> None:
    found: dict[str, object] = {}

    def look(name: str, shown: Shown) -> None:
        if cut := cut_off(shown.window):
            found[name] = cut
        if shown.window.size().toTuple() != (1366, 768):
            found[name] = shown.window.size().toTuple()

    folder = folder_of(ROOT / "out" / "pictures", mode, scale) / "states"
    states = (*STATES, *EVIDENCE, *FAULTS)
    taken = take_states(states, tmp_path, folder, mode, scale, look)
    theme.apply(qapp, "light", 1.0)
    assert found == {}
    assert len(taken) == len({path.name for path in taken}) == len(states)


def test_every_picture_of_the_documents_is_one_that_is_taken() -> None:
    taken = {state.name for state in (*GUIDE, *EVIDENCE_SHOWN, *SHOWN)}
    shown = {
        name
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for name in re.findall(r"pictures/([\w-]+)\.png", page.read_text("utf-8"))
    }
    assert shown == taken
    assert {file.stem for file in (ROOT / "docs" / "pictures").glob("*.png")} == taken


def test_what_is_cut_is_found(qapp, qtbot) -> None:
    """The measure itself: a line too narrow for its words is told, a wide one is not."""
    theme.apply(qapp, "light", 1.0)
    around = QWidget()
    qtbot.addWidget(around)
    narrow, wide = QLabel("All pupils with a tutor", around), QLabel("All pupils", around)
    column = QVBoxLayout(around)
    for label in (narrow, wide):
        column.addWidget(label)
    narrow.setFixedWidth(40)
    around.show()
    assert [("tutor" in said) for said in cut_off(around)] == [True]
