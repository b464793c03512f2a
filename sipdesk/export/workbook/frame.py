"""A sheet before its rows: widths, lists, colours, print. openpyxl writes these around the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from sipdesk.export import ink
from sipdesk.export.document import Tone
from sipdesk.export.wording import clean
from sipdesk.export.workbook.sheets import Column
from sipdesk.models.priorities.records import Status

HEAD_ROW = 4
_SPARE = 200  # rows below the last that also offer the lists
_COLOURS: tuple[tuple[Status, str, str, str], ...] = (
    (Status.DONE, ink.TONES[Tone.GOOD], "E6F2EA", ink.SHAPES[Tone.GOOD]),
    (Status.ON_THE_WAY, ink.TONES[Tone.NEARLY], "FBF1DD", ink.SHAPES[Tone.NEARLY]),
    (Status.SLIPPED, ink.TONES[Tone.BAD], "FBE9E9", ink.SHAPES[Tone.BAD]),
    (Status.DROPPED, ink.MUTED, "EEF0F2", "–"),
)


def lay_out(sheet: Any, columns: Sequence[Column], rows: int, school: str) -> None:
    """Everything about a sheet of columns that is not a row."""
    last = HEAD_ROW + max(rows, 1)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = column.width, column.hidden
        area = (
            f"{get_column_letter(number)}{HEAD_ROW + 1}:{get_column_letter(number)}{last + _SPARE}"
        )
        if column.day:
            sheet.data_validations.append(_day_list(area))
        if column.offers:
            sheet.data_validations.append(_list(column.offers, area))
        if column.offers == "status":
            _colour(sheet, area)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    print_on_a4(sheet, school, landscape=True)


def print_on_a4(sheet: Any, school: str, *, landscape: bool) -> None:
    """As wide as the page, page of pages and the school at its foot."""
    setup = sheet.page_setup
    setup.orientation = "landscape" if landscape else "portrait"
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    sheet.oddFooter.left.text = clean(school).replace("\n", " ").replace("&", "&&")[:120]
    sheet.oddFooter.right.text = "Page &P of &N"


def _list(offers: str, area: str) -> DataValidation:
    """A list to choose from. Only a lead may be somebody else."""
    sources = {"status": "Lists!$A$1:$A$5", "lead": "Lists!$B$1:$B$500", "yes": '"yes,no"'}
    rule = DataValidation(type="list", formula1=sources[offers], allow_blank=True, sqref=area)
    rule.showErrorMessage = offers != "lead"
    rule.errorTitle, rule.error = "Please choose from the list", "SIP Desk reads only these words."
    return rule


def _day_list(area: str) -> DataValidation:
    rule = DataValidation(
        type="date", operator="greaterThan", formula1="36525", allow_blank=True, sqref=area
    )
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = "Is this a date?", "Dates are typed as 18/12/2009."
    return rule


def _colour(sheet: Any, area: str) -> None:
    """Red, amber and green by the word in the cell, with a shape before the word."""
    for number, (status, hue, pale, shape) in enumerate(_COLOURS):
        look = DifferentialStyle(
            font=Font(color=f"FF{hue}", bold=status is not Status.DROPPED),
            fill=PatternFill(bgColor=f"FF{pale}", fill_type="solid"),
            numFmt=NumberFormat(numFmtId=190 + number, formatCode=f'"{shape} "@'),
        )
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{status.value}"'], dxf=look)
        sheet.conditional_formatting.add(area, rule)
