"""The note of visit and the action plan, against the least that a script of one's own would do."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from sipdesk.export.audience import Audience
from sipdesk.export.content.note import build_note
from sipdesk.export.content.prose import gate_for
from sipdesk.export.document import Document, Facts, Gap, Heading, Para, Points
from sipdesk.export.document import Table as Grid
from sipdesk.export.material import NoteMaterial, PlanMaterial
from sipdesk.export.pdf.faces import PLAIN, STRONG, markup
from sipdesk.export.pdf.page import FOOT, LINE, SIDE, TOP
from sipdesk.export.pdf.write import as_pdf
from sipdesk.export.workbook.frame import HEAD_ROW, lay_out
from sipdesk.export.workbook.sheets import MILESTONES, PLAN, Column, milestone_rows, plan_rows
from sipdesk.export.workbook.write import as_workbook
from sipdesk.models.priorities.records import Milestone
from tests.bench.lines import Line, ratio
from tests.bench.pairs import pairs_of, timing
from tests.export.builders import (
    FINDINGS,
    actions,
    followed,
    note_material,
    plan_material,
    section,
    support,
)

ACTIONS, STEPS = 1_200, 400  # 1,200 × 16 cells and 400 × 6: as many as 6 × 300 × 12
Rows = list[list[Any]]


def note_pdf(count: int) -> Iterator[Line]:
    """From the records to the file's bytes, the gate for names among it; the script only prints."""
    material = _long_note()
    document = build_note(material, Audience.AUTHORITY)
    tables = sum(isinstance(piece, (Grid, Facts)) for piece in document.pieces)
    pages = as_pdf(document).count(b"/Type /Page\n")

    def ours() -> None:
        as_pdf(build_note(material, Audience.AUTHORITY))

    pairs = pairs_of(timing(ours), timing(lambda: _least_pdf(document)), count)
    yield ratio(f"note of visit as PDF, {pages} pages, {tables} tables", "1.3", pairs)
    yield Line("the same with 2 charts", "1.3", note="charts come with their own issue")


def plan_workbook(count: int) -> Iterator[Line]:
    """From the records; the script is given its rows ready."""
    material = _long_plan()
    gate = gate_for(material.about, Audience.HEAD)
    plan, steps = list(plan_rows(material, gate)), list(milestone_rows(material, gate))
    cells = sum(map(len, plan)) + sum(map(len, steps))
    pairs = pairs_of(
        timing(lambda: as_workbook(material)), timing(lambda: _plain_book(plan, steps)), count
    )
    yield ratio(f"action plan as workbook, {cells:,} cells", "0.7", pairs)


def _long_note() -> NoteMaterial:
    return note_material(
        sections=(
            section("followed_up", "What we followed up", FINDINGS, 1),
            section("findings", "What I found", "\n\n".join([FINDINGS] * 6), 2),
            section("voice", "What pupils said", FINDINGS, 3),
            section("judgement", "Judgement", FINDINGS, 4),
            section("actions", "What we agreed", "", 5),
            section("support", "Support", "", 6),
        ),
        followed=followed() * 3,
        actions=actions() * 5,
        support=support() * 4,
    )


def _long_plan() -> PlanMaterial:
    from dataclasses import replace

    some = actions()
    many = tuple(replace(some[n % len(some)], id=f"a{n}") for n in range(ACTIONS))
    steps = {
        many[n].id: (Milestone(f"m{n}", many[n].id, None, f"Step {n} is written down"),)
        for n in range(STEPS)
    }
    return plan_material(actions=many, milestones=steps)


def _least_pdf(document: Document) -> bytes:
    """The same words in the same faces and tables; page numbers, and nothing else."""
    body = ParagraphStyle("body", fontName=PLAIN, fontSize=10.5, leading=15, spaceAfter=6)
    cell = ParagraphStyle("cell", fontName=PLAIN, fontSize=9.5, leading=13)
    head = ParagraphStyle("head", fontName=STRONG, fontSize=14, leading=18, spaceBefore=15)
    flow: list[Any] = [Paragraph(markup(document.title), head)]
    for piece in document.pieces:
        match piece:
            case Heading():
                flow.append(Paragraph(markup(piece.text), head))
            case Para():
                flow.append(Paragraph(markup(piece.text), body))
            case Points():
                flow += [Paragraph(markup(item), body, bulletText="•") for item in piece.items]
            case Facts():
                rows = [[Paragraph(markup(text), cell) for text in row] for row in piece.rows]
                flow.append(Table(rows, colWidths=[LINE * 0.3, LINE * 0.7]))
            case Grid():
                words = [piece.head, *([one.text for one in row] for row in piece.rows)]
                rows = [[Paragraph(markup(text), cell) for text in row] for row in words]
                whole = sum(piece.widths)
                widths = [LINE * width / whole for width in piece.widths]
                flow.append(Table(rows, colWidths=widths, repeatRows=1))
            case Gap():
                flow.append(Spacer(0, piece.lines * 15))
    out = BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=SIDE, rightMargin=SIDE, topMargin=TOP, bottomMargin=FOOT
    )
    paper.build(flow, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _number(canvas: Canvas, paper: SimpleDocTemplate) -> None:
    canvas.setFont(PLAIN, 8.5)
    canvas.drawString(SIDE, 30, str(paper.page))


def _plain_book(plan: Rows, steps: Rows) -> bytes:
    """openpyxl as its own tutorial has it: the same lists, colours, heads, widths and dates."""
    book = Workbook()
    book.remove(book.active)
    for name, columns, rows in (("Action plan", PLAN, plan), ("Milestones", MILESTONES, steps)):
        _plain_sheet(book.create_sheet(name), columns, rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _plain_sheet(sheet: Any, columns: tuple[Column, ...], rows: Rows) -> None:
    lay_out(sheet, columns, len(rows), "Kingsmead School")
    text, strong = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
    top = Alignment(vertical="top", wrap_text=True)
    rule = Border(bottom=Side(style="thin"))
    for column, one in enumerate(columns, 1):
        sheet.cell(HEAD_ROW, column, one.head).font = strong
    for number, row in enumerate(rows, HEAD_ROW + 1):
        sheet.row_dimensions[number].height = 60
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.font, cell.alignment, cell.border = text, top, rule
            if columns[column - 1].day:
                cell.number_format = "dd/mm/yyyy"
            else:
                cell.data_type = "s"
