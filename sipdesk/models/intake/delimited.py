"""Text files with a separator, in whatever alphabet and with whatever separator they were saved."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from itertools import chain, islice

from sipdesk.models.intake.limits import LIMITS, MIB, FileRefused, Limits
from sipdesk.models.intake.tables import Cells, Table

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS = ",;\t|"
_AT_ONCE = 16 * MIB
_WIDER = 4  # times as many cells as in a workbook, since they need not all be kept
_SAMPLE_LINES = 40
_LOOKED_AT = 64 * 1024
_MOST_KNOWN = 100_000  # different cells
_NULS = "Characters that stand for nothing (NUL) were left out."
_MIXED = "Some lines are UTF-8 and others Windows-1252; each was read as what it is."


def read_table(data: bytes, limits: Limits = LIMITS) -> Table:
    """The whole file as one table. Raises FileRefused."""
    notes: list[str] = []
    rows = list(rows_of(data, notes, limits, _Cells().__getitem__))
    while rows and not any(rows[-1]):
        rows.pop()
    return Table("", rows, tuple(notes))


class _Cells(dict[str, str]):
    """Cells without the blanks around them: what stands in many rows is kept, and hashed, once."""

    def __missing__(self, cell: str) -> str:
        bare = cell.strip()
        if len(self) < _MOST_KNOWN:
            self[cell] = bare
        return bare


def rows_of(
    data: bytes,
    notes: list[str],
    limits: Limits = LIMITS,
    bare: Callable[[str], str] = str.strip,
) -> Iterator[Cells]:
    """Row by row, so that a large file needs little room; what is noticed is put into `notes`."""
    encoding, skip = _encoding(data)
    at_once = encoding != "mixed" and len(data) <= _AT_ONCE
    reading = _decoded_at_once if at_once else _decoded
    lines = reading(data, encoding, skip, notes, limits)
    head = list(islice(lines, _SAMPLE_LINES))
    separator = _separator(head)
    if head and _names_separator(head[0]):
        head = ["\n", *head[1:]]
    rows = _cut(chain(head, lines), separator)
    most_cells = limits.cells * _WIDER
    cells = number = 0
    try:
        for number, row in enumerate(rows, 1):
            width = len(row)
            cells += width
            if number > limits.rows or width > limits.columns or cells > most_cells:
                raise _too_much(number, width, limits)
            yield list(map(bare, row))
    except csv.Error as error:
        if "field larger" in str(error):
            raise FileRefused(
                f"A cell that begins in row {number + 1} never ends: a quotation mark is opened "
                "there and not closed.",
                "Put that row right, or save the table as a workbook.",
            ) from error
        raise FileRefused(
            f"Row {number + 1} cannot be read as a row of cells.",
            "Open the file in a spreadsheet program and save it once more.",
        ) from error


def _cut(lines: Iterator[str], separator: str) -> Iterator[Cells]:
    """Lines as cells. Up to the first quotation mark there are only separators to be found."""
    for line in lines:
        text = line.rstrip("\r\n")
        if '"' in text or "\r" in text or len(text) > csv.field_size_limit():
            yield from csv.reader(chain([line], lines), delimiter=separator)
            return
        yield text.split(separator) if text else []


def _too_much(number: int, width: int, limits: Limits) -> FileRefused:
    if number > limits.rows:
        return FileRefused(
            f"The table has more than {limits.rows:,} rows.",
            "Split it, for instance by year group, and take one part after the other.",
        )
    if width > limits.columns:
        return FileRefused(
            f"Row {number} has {width:,} columns, more than any table of a school.",
            "Check that it is the right file, and that its cells are separated by one character.",
        )
    return FileRefused("The table has too many cells.", "Take one part of it after the other.")


def _encoding(data: bytes) -> tuple[str, int]:
    """The alphabet, and how many bytes only name it; "mixed" where each line has to be asked."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, len(mark)
    start = data[:_LOOKED_AT]
    nuls = start.count(0)
    if nuls > len(start) // 5:
        odd = start[1::2].count(0)
        return ("utf-16-le" if odd > nuls - odd else "utf-16-be"), 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), MIB):
            decoder.decode(data[at : at + MIB], at + MIB >= len(data))
    except UnicodeDecodeError:
        return "mixed", 0
    return "utf-8", 0


def _decoded(
    data: bytes, encoding: str, skip: int, notes: list[str], limits: Limits
) -> Iterator[str]:
    """Lines with their ends, none longer than may be; line breaks of old Macs as others'."""
    wide = encoding.startswith("utf-16")
    feed = "\n".encode(encoding if wide else "ascii")
    back = "\r".encode(encoding if wide else "ascii")
    if feed not in data and back in data:
        data = data.replace(back, feed)
    stream = BytesIO(data)
    stream.seek(skip)
    kinds = {"utf-8": 0, "cp1252": 0}
    for number, raw in enumerate(_wide_lines(data, skip, feed) if wide else stream, 1):
        if len(raw) > limits.line * (2 if wide else 1):
            raise _too_long(number, limits)
        if wide:
            text = raw.decode(encoding, "replace")
        elif encoding == "mixed":
            text, kind = _one_line(raw)
            kinds[kind] += not raw.isascii()
        else:
            text = raw.decode("utf-8", "replace")
        if "\0" in text:
            text = text.replace("\0", "")
            if _NULS not in notes:
                notes.append(_NULS)
        yield text
    if all(kinds.values()):
        notes.append(_MIXED)


def _decoded_at_once(
    data: bytes, encoding: str, skip: int, notes: list[str], limits: Limits
) -> Iterator[str]:
    """The same for a file of ordinary size, which has room in memory as a whole."""
    text = data[skip:].decode(encoding, "replace")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append(_NULS)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    longest = max(map(len, StringIO(text, newline="\n")), default=0)
    if longest > limits.line:
        lengths = enumerate(map(len, StringIO(text, newline="\n")), 1)
        raise _too_long(next(number for number, length in lengths if length > limits.line), limits)
    return StringIO(text, newline="\n")


def _too_long(number: int, limits: Limits) -> FileRefused:
    return FileRefused(
        f"Line {number} is longer than {limits.line // MIB} MB.",
        "Check that it is the right file: no line of a table is so long.",
    )


def _wide_lines(data: bytes, skip: int, feed: bytes) -> Iterator[bytes]:
    """UTF-16 by lines: the two bytes of a line feed must lie where a character begins."""
    at = begun = skip
    while (found := data.find(feed, at)) >= 0:
        at = found + 1 if (found - skip) % 2 else found + 2
        if at == found + 2:
            yield data[begun:at]
            begun = at
    if begun < len(data):
        yield data[begun:]


def _one_line(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "cp1252"


def _names_separator(line: str) -> bool:
    """“sep=;”, by which a spreadsheet program is told."""
    return line[:4].lower() == "sep=" and len(line.strip()) <= 5


def _separator(head: list[str]) -> str:
    """The one that cuts most lines into the same number of cells, more than one."""
    if head and _names_separator(head[0]) and len(head[0].rstrip("\r\n")) > 4:
        return head[0][4]
    best, chosen = (0, 0), ","
    for mark in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(head, delimiter=mark) if len(row) > 1)
        except csv.Error:
            continue
        if widths:
            width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (times, width) > best:
                best, chosen = (times, width), mark
    return chosen
