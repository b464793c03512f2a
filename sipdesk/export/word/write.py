"""A Document as a Word file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import docx.document
from docx.shared import Mm, Pt

from sipdesk.export.document import (
    Chart,
    Document,
    Facts,
    Gap,
    Heading,
    Para,
    Piece,
    Points,
    Table,
    piece_leads,
)
from sipdesk.export.files import Progress, placed, report
from sipdesk.export.logo import LARGEST, size
from sipdesk.export.word.chart import chart
from sipdesk.export.word.grid import facts, table
from sipdesk.export.word.styles import prepare
from sipdesk.export.wording import clean
from sipdesk.models.errors import UserError


def write_word(
    document: Document, dest: Path, progress: Progress | None = None, *, force: bool = False
) -> None:
    """Put the document at `dest` as a Word file that a head can edit, whole or not at all."""
    with placed(dest, force=force) as stream:
        stream.write(as_word(document, progress))


def as_word(document: Document, progress: Progress | None = None) -> bytes:
    """The Word file's bytes."""
    word = docx.Document()
    prepare(word, document)
    _opening(word, document)
    steps = _Steps(document, progress)
    for piece in document.pieces:
        _piece(word, piece, steps)
        steps.tell()
    out = BytesIO()
    word.save(out)
    return out.getvalue()


class _Steps:
    """How far the work has come: a step for each piece and each row of a table."""

    def __init__(self, document: Document, progress: Progress | None) -> None:
        rows = sum(len(piece.rows) for piece in document.pieces if isinstance(piece, Table))
        self._progress = progress
        self._done, self._total = 0, len(document.pieces) + rows

    def tell(self) -> None:
        """One step more. Raises Cancelled when the person has stopped the work."""
        self._done += 1
        report(self._progress, self._done, self._total)


def _opening(word: docx.document.Document, document: Document) -> None:
    if document.logo:
        _logo(word, document.logo)
    word.add_paragraph(clean(document.title), style="Title")
    word.add_paragraph(clean(document.subtitle), style="Subtitle")


def _piece(word: docx.document.Document, piece: Piece, steps: _Steps) -> None:
    match piece:
        case Heading():
            level = min(max(piece.level, 1), 3)
            word.add_paragraph(clean(piece.text), style=f"Heading {level}")
        case Para():
            style = "Quiet text" if piece.muted else "Normal"
            said = word.add_paragraph(clean(piece.text), style=style)
            said.paragraph_format.keep_with_next = piece_leads(piece) or None
        case Points():
            points = [word.add_paragraph(clean(item), style="List Bullet") for item in piece.items]
            if points:
                points[-1].paragraph_format.space_after = Pt(7)
        case Facts():
            facts(word, piece)
        case Table():
            table(word, piece, steps.tell)
        case Chart():
            chart(word, piece)
        case Gap():
            line = word.add_paragraph()
            line.paragraph_format.space_after = Pt(15 * min(max(piece.lines, 0), 20))
            line.paragraph_format.line_spacing = Pt(1)


def _logo(word: docx.document.Document, data: bytes) -> None:
    """A picture held within its bounds. Raises UserError when it is no picture."""
    wide, high = size(data)
    scale = min(Mm(LARGEST[0]) / wide, Mm(LARGEST[1]) / high, Pt(1))
    try:
        word.add_picture(BytesIO(data), int(wide * scale), int(high * scale))
    except Exception as error:
        raise UserError(
            "The logo cannot be put into a Word file.", todo="Choose a PNG file."
        ) from error
