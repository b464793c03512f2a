"""A Document as a PDF file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from threading import Lock

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from sipdesk.export.document import Document
from sipdesk.export.files import Progress, placed, report
from sipdesk.export.pdf.faces import shown
from sipdesk.export.pdf.flow import flow
from sipdesk.export.pdf.page import FOOT, HEIGHT, LINE, ROOM, SIDE, WIDTH, canvas_for

_ONE_AT_A_TIME = Lock()  # an embedded face serves one document at a time


def write_pdf(
    document: Document, dest: Path, progress: Progress | None = None, *, force: bool = False
) -> None:
    """Lay the document out on A4 and put it at `dest`, whole or not at all."""
    with placed(dest, force=force) as stream:
        stream.write(as_pdf(document, progress))


def as_pdf(document: Document, progress: Progress | None = None) -> bytes:
    """The PDF's bytes."""
    out = BytesIO()
    with _ONE_AT_A_TIME:
        pieces = flow(document)
        total = len(pieces)
        template = BaseDocTemplate(
            out,
            pagesize=(WIDTH, HEIGHT),
            lang=document.language,
            title=shown(", ".join(filter(None, (document.title, document.subtitle)))),
            author="",
            subject="",
            creator="SIP Desk",
        )
        frame = Frame(SIDE, FOOT, LINE, ROOM, 0, 0, 0, 0)
        template.addPageTemplates(PageTemplate(frames=[frame]))

        def tell(what: str, value: int) -> None:
            if what == "PROGRESS":
                report(progress, max(0, min(value, total - 1)), total)

        if progress is not None:
            template.setProgressCallBack(tell)
        template.build(pieces, canvasmaker=canvas_for(document))
    report(progress, total, total)
    return out.getvalue()
