"""``python -m tests.pictures FOLDER [--docs]``: every page and state as a picture."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sipdesk.cli.sampling import WITHOUT_DISPLAY
from sipdesk.ui import pictures
from sipdesk.ui.preferences import Mode
from tests.pictures import desks
from tests.pictures.evidence import EVIDENCE, EVIDENCE_SHOWN
from tests.pictures.faults import FAULTS, SHOWN
from tests.pictures.states import GUIDE, STATES
from tests.pictures.taking import take_states

LOOKS: tuple[tuple[Mode, float], ...] = (
    ("light", 1.0),
    ("dark", 1.0),
    ("light", 2.25),
    ("dark", 2.25),
)
ROOT = Path(__file__).parents[2]


def folder_of(folder: Path, mode: Mode, scale: float) -> Path:
    """Where the pictures of one look go."""
    return folder / f"{mode}-{round(scale * 100)}"


def main(folder: Path, *, docs: bool = False) -> list[Path]:
    """Write the pictures and give their paths; for the `docs` under names that stay."""
    with TemporaryDirectory() as aside:
        if docs:
            return take_states((*GUIDE, *EVIDENCE_SHOWN, *SHOWN), Path(aside), folder)
        taken = []
        for mode, scale in LOOKS:
            there = folder_of(folder, mode, scale)
            place = Path(aside) / there.name
            with patch.dict(os.environ, SIPDESK_HOME=str(place / "home")):
                desk = desks.lived(place)
                taken += pictures.take(desk, there, mode, scale)
                desk.close()
            taken += take_states(
                (*STATES, *EVIDENCE, *FAULTS), Path(aside), there / "states", mode, scale
            )
        return taken


if __name__ == "__main__":
    os.environ |= WITHOUT_DISPLAY  # the same pictures with a screen and without
    words = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    words.add_argument("folder", type=Path, help="where the pictures go")
    words.add_argument(
        "--docs", action="store_true", help="only what the documents show, light and at 100%%"
    )
    asked = words.parse_args()
    written = main(asked.folder, docs=asked.docs)
    print(f"{len(written)} pictures in {asked.folder}")
