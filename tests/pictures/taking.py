"""Pictures of states, one window after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

from sipdesk.ui.preferences import Mode
from tests.pictures.states import State, still
from tests.ui.windows import Shown


def take_states(
    states: Iterable[State],
    aside: Path,
    folder: Path,
    mode: Mode = "light",
    scale: float = 1.0,
    look: Callable[[str, Shown], None] = lambda name, shown: None,
) -> list[Path]:
    """Bring the window into each state and write what is seen into `folder`.

    Stores are made in `aside`, each with a home of its own; `look` may look at the window while it
    stands so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for state in states:
        place = aside / f"{mode}-{scale}-{state.name}"
        dest = folder / f"{state.name}.png"
        with patch.dict(os.environ, SIPDESK_HOME=str(place / "home")):
            desk = state.desk(place)
            shown = Shown(desk, place, mode, scale)
            seen = state.reach(shown) or shown.window
            shown.settle()
            still(shown)
            look(state.name, shown)
            seen.grab().save(str(dest))
            shown.close()
            desk.close()
        taken.append(dest)
    return taken
