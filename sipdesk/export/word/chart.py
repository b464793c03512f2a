"""Charts in Word: the marks of `export/charts` as a picture, with its words for screen readers."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import count

import docx.document
from docx.shared import Mm
from PIL import Image, ImageDraw, ImageFont

from sipdesk.export import ink
from sipdesk.export.charts import Box, Label, Line, Marks, Shape, lay_out
from sipdesk.export.charts.marks import Mark
from sipdesk.export.document import Chart
from sipdesk.export.word.styles import LINE
from sipdesk.export.wording import clean

SIZE = 9.0
_WIDTH = LINE / 12_700  # of a line, in points
_FINE = 3.0  # dots a point: 216 to the inch
_SMOOTH = 2  # drawn so many times larger, and brought down
_MEASURED = 100.0  # the size in which widths are taken
_HIGHEST = 225.0  # millimetres


def chart(word: docx.document.Document, piece: Chart) -> None:
    """The title, kept with the picture below it."""
    if piece.title.strip():
        word.add_paragraph(clean(piece.title), style="Heading 3")
    marks = lay_out(piece.plot, _WIDTH, piece.height * SIZE * 1.3, measure, SIZE)
    line = word.add_paragraph()
    high = Mm(_HIGHEST)
    wide = min(LINE, int(high * marks.width / marks.height))
    shown = line.add_run().add_picture(BytesIO(picture(marks)), wide)
    for side in ("distL", "distR"):
        shown._inline.set(side, "0")  # or it stands a little to the right of the text
    described = shown._inline.docPr
    described.set("descr", clean(piece.alt or piece.title)[:2000])
    described.set("name", "Chart")


def picture(marks: Marks) -> bytes:
    """The marks as a PNG."""
    scale = _FINE * _SMOOTH
    size = round(marks.width * scale), max(round(marks.height * scale), 1)
    image = Image.new("RGB", size, _hue("base"))
    pen = ImageDraw.Draw(image)
    for mark in marks.marks:
        _draw(pen, mark, scale)
    small = image.resize((size[0] // _SMOOTH, max(size[1] // _SMOOTH, 1)), Image.Resampling.BOX)
    out = BytesIO()
    small.save(out, "PNG", optimize=True, dpi=(_FINE * 72, _FINE * 72))
    return out.getvalue()


@lru_cache(maxsize=4096)
def measure(text: str, size: float, strong: bool) -> float:
    """How wide a text is in the face it will be drawn in."""
    return float(_face(_MEASURED, strong).getlength(text)) * size / _MEASURED


@cache
def _face(size: float, strong: bool) -> ImageFont.FreeTypeFont:
    name = f"SourceSansPro-{'Semibold' if strong else 'Regular'}.ttf"
    return ImageFont.truetype(str(files("font_source_sans_pro").joinpath("files", name)), size)


def _hue(role: str) -> str:
    return f"#{ink.ROLES[role]}"


def _draw(pen: ImageDraw.ImageDraw, mark: Mark, scale: float) -> None:
    hue = _hue(mark.role)
    match mark:
        case Line():
            for x1, y1, x2, y2 in _strokes(mark):
                ends = x1 * scale, y1 * scale, x2 * scale, y2 * scale
                pen.line(ends, hue, max(round(mark.width * scale), 1))
        case Box():
            right, low = mark.x + mark.width, mark.y + mark.height
            pen.rectangle((mark.x * scale, mark.y * scale, right * scale, low * scale), hue)
        case Label():
            face = _face(mark.size * scale, mark.strong)
            at = mark.x * scale, mark.baseline * scale
            pen.text(at, mark.text, hue, face, anchor="ls")
        case Shape():
            _shape(pen, mark, scale)


def _shape(pen: ImageDraw.ImageDraw, mark: Shape, scale: float) -> None:
    fill, wide = (_hue("base"), round(mark.stroke * scale)) if mark.hollow else (_hue(mark.role), 0)
    if mark.corners:
        corners = [((mark.x + x) * scale, (mark.y + y) * scale) for x, y in mark.corners]
        pen.polygon(corners, fill, _hue(mark.role), wide or 1)
    else:
        half, x, y = mark.size * scale / 2, mark.x * scale, mark.y * scale
        pen.ellipse((x - half, y - half, x + half, y + half), fill, _hue(mark.role), wide)


def _strokes(line: Line) -> list[tuple[float, float, float, float]]:
    """A line as the strokes it is drawn with: one, or many where it is dashed."""
    if line.dash is None:
        return [(line.x1, line.y1, line.x2, line.y2)]
    across, down = line.x2 - line.x1, line.y2 - line.y1
    length = (across**2 + down**2) ** 0.5
    drawn, left_out = line.dash
    found: list[tuple[float, float, float, float]] = []
    for n in count():
        begin = n * (drawn + left_out)
        if begin >= length:
            return found
        one, other = begin / length, min(begin + drawn, length) / length
        found.append(
            (
                line.x1 + across * one,
                line.y1 + down * one,
                line.x1 + across * other,
                line.y1 + down * other,
            )
        )
    return found
