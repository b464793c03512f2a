"""A document on screen: the same pieces that become PDF and Word."""

from __future__ import annotations

from functools import singledispatch

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from sipdesk.export.document import (
    Cell,
    Chart,
    Document,
    Facts,
    Gap,
    Heading,
    Para,
    Piece,
    Points,
    Table,
)
from sipdesk.ui.style import charting, status, theme
from sipdesk.ui.style.metrics import GRID, Size


class Preview(QTextBrowser):
    """Shows a Document; nothing in it can be followed or changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("Preview of the document")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(480))
        self.document().setDocumentMargin(theme.px(GRID * 3))

    def show_document(self, document: Document) -> None:
        """Show it from its beginning, keeping the place when it is the same document again."""
        at = self.verticalScrollBar().value()
        self.clear()
        writer = _Writer(self.textCursor(), self.viewport().width())
        writer.block(document.title, _size(Size.TITLE, strong=True))
        if document.subtitle:
            writer.block(document.subtitle, _muted())
        for piece in document.pieces:
            write(piece, writer)
        self.verticalScrollBar().setValue(at)


class _Writer:
    """A cursor that knows whether it stands in a fresh block."""

    def __init__(self, cursor: QTextCursor, width: int) -> None:
        self.cursor = cursor
        self.width = width
        self._fresh = True

    def block(self, text: str, look: QTextCharFormat, *, above: int = 1) -> None:
        """A paragraph of its own; line feeds inside it are kept."""
        shape = QTextBlockFormat()
        shape.setTopMargin(theme.px(GRID * above))
        shape.setLineHeight(125, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        self._begin(shape)
        self.cursor.insertText(text.replace("\n", "\u2028"), look)

    def _begin(self, shape: QTextBlockFormat) -> None:
        if self._fresh:
            self.cursor.setBlockFormat(shape)
            self._fresh = False
        else:
            self.cursor.insertBlock(shape, QTextCharFormat())

    def after_table(self) -> None:
        """Stand below a table."""
        self.cursor.movePosition(QTextCursor.MoveOperation.End)


@singledispatch
def write(piece: Piece, writer: _Writer) -> None:
    """Put one piece at the cursor."""
    raise TypeError(type(piece))


@write.register
def _heading(piece: Heading, writer: _Writer) -> None:
    size = Size.LARGE if piece.level == 1 else Size.BODY
    writer.block(piece.text, _size(size, strong=True), above=3)


@write.register
def _para(piece: Para, writer: _Writer) -> None:
    writer.block(piece.text, _muted() if piece.muted else _size(Size.BODY))


@write.register
def _points(piece: Points, writer: _Writer) -> None:
    shape = QTextListFormat()
    shape.setStyle(QTextListFormat.Style.ListDisc)
    for number, item in enumerate(piece.items):
        writer.block(item, _size(Size.BODY))
        if number == 0:
            made = writer.cursor.createList(shape)
        else:
            made.add(writer.cursor.block())
    writer.cursor.insertBlock(QTextBlockFormat())
    writer.cursor.deletePreviousChar()


@write.register
def _facts(piece: Facts, writer: _Writer) -> None:
    rows = tuple((Cell(label), Cell(value)) for label, value in piece.rows)
    _table(Table((), rows, (1.0, 3.0)), writer)


@write.register
def _chart(piece: Chart, writer: _Writer) -> None:
    """A picture as wide as the text; what it shows in words goes with it."""
    if piece.title.strip():
        writer.block(piece.title, _size(Size.BODY, strong=True), above=2)
    above = QTextBlockFormat()
    above.setTopMargin(theme.px(GRID))
    writer.cursor.insertBlock(above, _size(Size.BODY))
    document = writer.cursor.document()
    room = writer.width - 2 * document.documentMargin() - theme.px(GRID)
    marks = charting.placed(
        piece.plot, max(min(room, theme.line_length()), theme.px(200)), theme.px(piece.height * 20)
    )
    name = f"chart:{writer.cursor.position()}"
    picture = charting.image(marks, 2.0)
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
    shape = QTextImageFormat()
    shape.setName(name)
    shape.setWidth(marks.width)
    shape.setHeight(marks.height)
    shape.setProperty(QTextFormat.Property.ImageAltText.value, piece.alt or piece.title)
    writer.cursor.insertImage(shape)


@write.register
def _gap(piece: Gap, writer: _Writer) -> None:
    writer.block("", _size(Size.BODY), above=max(1, round(piece.lines)))


@write.register
def _table(piece: Table, writer: _Writer) -> None:
    rows = ([tuple(Cell(head) for head in piece.head)] if piece.head else []) + list(piece.rows)
    if not rows:
        return
    shape = QTextTableFormat()
    shape.setBorder(0)
    shape.setCellPadding(theme.px(4))
    shape.setCellSpacing(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    total = sum(piece.widths)
    shape.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, 100 * w / total) for w in piece.widths]
    )
    table = writer.cursor.insertTable(len(rows), len(piece.widths), shape)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            look = _size(Size.BODY, strong=bool(piece.head) and at == 0)
            words = cell.text
            if cell.tone:
                words = status.in_words(cell.tone, cell.text)
                look.setForeground(theme.colour(status.MARKS[cell.tone].role))
            place = table.cellAt(at, column).firstCursorPosition()
            if column in piece.figures and not cell.tone:
                to_the_right = QTextBlockFormat()
                to_the_right.setAlignment(Qt.AlignmentFlag.AlignRight)
                place.setBlockFormat(to_the_right)
            place.insertText(words.replace("\n", "\u2028"), look)
    writer.after_table()


def _size(size: Size, *, strong: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(theme.font(size, strong=strong))
    look.setForeground(theme.colour("text"))
    return look


def _muted() -> QTextCharFormat:
    look = _size(Size.BODY)
    look.setForeground(QColor(theme.colour("muted")))
    look.setFontWeight(QFont.Weight.Normal)
    return look
