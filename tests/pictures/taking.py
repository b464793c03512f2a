"""Pictures of states, one window after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

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

    Stores are made in `aside`; `look` may look at the window while it stands so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for state in states:
        desk = state.desk(aside / f"{mode}-{scale}-{state.name}")
        shown = Shown(desk, aside / f"{mode}-{scale}-{state.name}", mode, scale)
        seen = state.reach(shown) or shown.window
        shown.settle()
        still(shown)
        look(state.name, shown)
        dest = folder / f"{state.name}.png"
        seen.grab().save(str(dest))
        taken.append(dest)
        shown.close()
        desk.close()
    return taken
