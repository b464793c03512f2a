"""The styles and the page of a Word file, so that whoever edits it can go on in the same hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import docx.document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from sipdesk.export import ink
from sipdesk.export.document import Document
from sipdesk.export.wording import clean

SIDE, LINE = Mm(25), Mm(160)
_SEMIBOLD = True
# name, size, colour, bold, space before, space after, line height
_STYLES: tuple[tuple[str, float, str, bool, float, float, float], ...] = (
    ("Normal", 10.5, ink.TEXT, False, 0, 6, 1.2),
    ("Title", 23, ink.TEXT, _SEMIBOLD, 0, 2, 1.1),
    ("Subtitle", 12, ink.MUTED, False, 0, 10, 1.1),
    ("Heading 1", 14, ink.ACCENT, _SEMIBOLD, 16, 5, 1.1),
    ("Heading 2", 11.5, ink.TEXT, _SEMIBOLD, 10, 3, 1.1),
    ("Heading 3", 10.5, ink.MUTED, _SEMIBOLD, 7, 2, 1.1),
    ("List Bullet", 10.5, ink.TEXT, False, 0, 3, 1.2),
    ("Header", 8.5, ink.MUTED, False, 0, 0, 1.0),
    ("Footer", 8.5, ink.MUTED, False, 0, 0, 1.0),
    ("Quiet text", 10.5, ink.MUTED, False, 0, 6, 1.2),
    ("Table text", 9.5, ink.TEXT, False, 2, 3, 1.1),
    ("Table head", 9, ink.MUTED, _SEMIBOLD, 2, 3, 1.1),
)


def prepare(word: docx.document.Document, about: Document) -> None:
    """Give a new Word file its styles, its page and what it says of itself."""
    for name, size, hue, bold, before, after, line in _STYLES:
        style = _style(word, name)
        _look(style, size, hue, bold)
        _space(style, before, after, line)
    _rule_below(word.styles["Title"], None)
    _rule_below(word.styles["Subtitle"], ink.ACCENT)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Title"):
        word.styles[name].paragraph_format.keep_with_next = True
    _language(word, about.language)
    _fall_back(word)
    _page(word, clean(about.running).replace("\n", " "))
    _properties(word, about)


def _style(word: docx.document.Document, name: str) -> ParagraphStyle:
    if name in [style.name for style in word.styles]:
        found = word.styles[name]
    else:
        found = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        found.base_style = word.styles["Normal"]
        found.quick_style = True
    assert isinstance(found, ParagraphStyle)
    return found


def _look(style: ParagraphStyle, size: float, hue: str, bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = ink.FACE, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(hue)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]  # theme fonts would win over the name
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), ink.FACE)
    for tag in ("w:spacing", "w:kern", "w:caps"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)


def _space(style: ParagraphStyle, before: float, after: float, line: float) -> None:
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    shape.widow_control = True
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:contextualSpacing")):
        properties.remove(found)


def _rule_below(style: Any, hue: str | None) -> None:
    """The one line under the title; the template's own goes."""
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:pBdr")):
        properties.remove(found)
    if hue is not None:
        border, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "10"), ("space", "7"), ("color", hue)):
            bottom.set(qn(f"w:{key}"), value)
        border.append(bottom)
        properties.insert_element_before(
            border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind",
            "w:contextualSpacing", "w:jc", "w:outlineLvl",
        )  # fmt: skip


def _language(word: docx.document.Document, language: str) -> None:
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    owners = [word.styles["Normal"].element.get_or_add_rPr()]
    for properties in [*owners, *([] if defaults is None else [defaults])]:
        for found in properties.findall(qn("w:lang")):
            properties.remove(found)
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), language)
        properties.append(lang)


def _fall_back(word: docx.document.Document) -> None:
    """Where Source Sans is not installed, Calibri is the nearest that Word has."""
    entry = (
        f'<w:font w:name="{ink.FACE}"><w:altName w:val="Calibri"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    for part in word.part.package.iter_parts():
        if str(part.partname).endswith("/fontTable.xml") and hasattr(part, "_blob"):
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode())


def _page(word: docx.document.Document, running: str) -> None:
    """A4; the running head from the second page, the number on every page."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = Mm(27), Mm(24)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = running
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = word.styles["Footer"]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _field(line.add_run(), "PAGE")
        line.add_run(" of ")
        _field(line.add_run(), "NUMPAGES")
    for name in ("Header", "Footer"):
        tabs = word.styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(LINE, WD_TAB_ALIGNMENT.RIGHT)


def _field(run: Any, code: str) -> None:
    """A number that Word works out."""
    for kind in ("begin", None, "separate", "shown", "end"):
        if kind is None:
            made = OxmlElement("w:instrText")
            made.text = code
        elif kind == "shown":
            made = OxmlElement("w:t")
            made.text = "1"
        else:
            made = OxmlElement("w:fldChar")
            made.set(qn("w:fldCharType"), kind)
        run._r.append(made)


def _properties(word: docx.document.Document, about: Document) -> None:
    """A title and a language; nobody's name."""
    said = word.core_properties
    said.title = ", ".join(filter(None, (clean(about.title), clean(about.subtitle))))[:255]
    said.language = about.language
    said.author = said.last_modified_by = said.comments = said.keywords = said.subject = ""
    said.category = ""
    said.revision = 1
    said.created = said.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
