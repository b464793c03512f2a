"""What a written Excel or Word file would reckon, open or load."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl

_MAY_REFER = re.compile(r"footer|^xl/charts/chart")  # to the page’s number, to the sheets’ cells


def live_in_workbook(data: bytes) -> list[str]:
    """What Excel would reckon, open or load."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type in "fe" or cell.hyperlink
    ]
    return found + live_in_parts(data)


def live_in_parts(data: bytes) -> list[str]:
    """What the parts of an Excel or Word file refer to beyond it, or reckon."""
    live = re.compile(
        rb'<f[ >/]|<hyperlink|TargetMode="External"|<w:hyperlink|<w:(instrText|fldSimple)'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [
            f"{name}: {hit[0]!r}"
            for name in parts.namelist()
            for hit in live.finditer(parts.read(name))
            if not _MAY_REFER.search(name)
        ] + [name for name in parts.namelist() if "external" in name.lower()]
