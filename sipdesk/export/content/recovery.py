"""The recovery code on a sheet of paper, without any name."""

from __future__ import annotations

from datetime import date

from sipdesk.export.document import Document, Facts, Gap, Heading, Para, Points
from sipdesk.models.clock import day_in_words

LINES = 2  # the code in as many lines as it is shown in on the screen


def build_recovery(code: str, on: date) -> Document:
    """What to do with the code, and the code in groups of four letters."""
    groups = code.split()
    half = len(groups) // LINES
    return Document(
        title="Recovery code",
        running="SIP Desk, recovery code",
        pieces=(
            Para(
                "This code opens your desk if its passphrase is forgotten. Nobody can make it"
                " again, and nobody else has it."
            ),
            Gap(),
            Heading("    ".join(groups[:half])),
            Heading("    ".join(groups[half:])),
            Gap(),
            Facts((("Printed on", day_in_words(on)),)),
            Heading("What to do with this sheet", 2),
            Points(
                (
                    "Keep it apart from the computer, where you keep what must not be lost.",
                    "Delete the file that it was printed from.",
                    "Whoever has it and your desk can read the desk. If it goes astray, open "
                    "Settings and make a new code: this one then opens nothing.",
                )
            ),
            Heading("How to use it", 2),
            Points(
                (
                    "Start SIP Desk, and type the code where it asks for the passphrase. Spaces "
                    "and small letters do not matter.",
                    "Then open Settings and choose a new passphrase.",
                    "Backups open with it too. One that lies elsewhere, or was made before the "
                    "desk was encrypted anew, opens with the code of its day.",
                )
            ),
        ),
    )
